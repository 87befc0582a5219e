//! Compiles lists to the layout of [`super::layout`].

use super::layout::{self, name, part, role};
use super::letters::{self, CaseRule};
use super::list::{List, ListEntry, ListName};
use super::plural::plural;
use crate::error::{Error, Result};
use std::collections::{BTreeMap, HashMap};

/// The table of some lists. Their order does not matter: they are sorted by file and type.
///
/// # Errors
/// When the table would be larger than its 32-bit offsets can reach.
pub(super) fn compile(lists: &[List]) -> Result<Vec<u8>> {
    let mut sorted: Vec<&List> = lists.iter().collect();
    sorted.sort_by(|a, b| (&a.file, &a.list_type).cmp(&(&b.file, &b.list_type)));
    let mut compiler = Compiler::default();
    for list in sorted {
        compiler.list(list);
    }
    compiler.finish()
}

#[derive(Default)]
struct Compiler {
    sections: [Vec<u8>; layout::SECTIONS],
    /// Offsets of strings that are likely to come again: types, keys, values.
    interned: HashMap<String, u32>,
    /// Mixed key and name index of every name.
    keys: Vec<(u64, u32)>,
    /// Mixed keys of the beginnings of names.
    prefixes: Vec<u64>,
    /// Mixed keys a search may begin with, and whether a small letter may stand first.
    starts: Vec<(u64, bool)>,
    /// Mixed keys after the first token.
    next: Vec<u64>,
    ids: Vec<(String, u32)>,
    parts: BTreeMap<String, u8>,
    names: u32,
    entries: u32,
}

impl Compiler {
    fn list(&mut self, list: &List) {
        match list.list_type.as_str() {
            "name/given" => return self.name_parts(list, part::GIVEN),
            "name/surname" => return self.name_parts(list, part::SURNAME),
            _ => {}
        }
        let strings = [&list.list_type, &list.file, &list.licence].map(|text| self.intern(text));
        let section = &mut self.sections[layout::LISTS];
        for number in [self.entries, strings[0], strings[1], strings[2], list.priority as u32] {
            put(section, number);
        }
        for entry in &list.entries {
            self.entry(list, entry);
        }
    }

    fn name_parts(&mut self, list: &List, kind: u8) {
        for entry in &list.entries {
            let mut flags = kind;
            flags |= match entry.attribute("gender") {
                Some("m") => part::MALE,
                Some("f") => part::FEMALE,
                Some(_) => part::MALE | part::FEMALE,
                None => 0,
            };
            let flag = entry.attribute("flag").unwrap_or_default();
            flags |= if flag.contains("word") { part::WORD } else { 0 };
            flags |= if flag.contains("place") { part::PLACE } else { 0 };
            for name in &entry.names {
                *self.parts.entry(letters::folded(&name.text).collect()).or_default() |= flags;
            }
        }
    }

    fn entry(&mut self, list: &List, entry: &ListEntry) {
        let attributes = self.attributes(entry);
        let section = &mut self.sections[layout::ENTRIES];
        put(section, self.names);
        put(section, attributes);
        if let Some(id) = entry.attribute("id") {
            self.ids.push((id.to_owned(), self.entries));
        }
        let flagged = entry.attribute("flag").is_some_and(|flag| flag.contains("word"));
        let one_word = |name: &ListName| !name.text.contains([' ', '-']);
        let some_of_one_word = entry.names.iter().any(one_word);
        let base = list_flags(list);
        for name in &entry.names {
            let ambiguous = flagged && (one_word(name) || !some_of_one_word);
            let flags = base | if ambiguous { name::AMBIGUOUS } else { 0 };
            self.name(name, flags | role::NAME);
            // Plurals are written out, given by hand, or derived.
            if list.options.has_plurals() && entry.attribute("plural").is_none() {
                let derived = ListName { text: plural(&name.text), ..name.clone() };
                self.name(&derived, base | name::PLURAL);
            }
        }
        self.names_in_attributes(entry, base);
        self.entries += 1;
    }

    /// The names that stand in `adj`, `noun`, `metonym` and `plural`.
    fn names_in_attributes(&mut self, entry: &ListEntry, base: u16) {
        for (key, value) in &entry.attributes {
            let flags = base
                | match key.as_str() {
                    "adj" => role::ADJECTIVE,
                    "noun" => role::NOUN,
                    "metonym" => role::METONYM,
                    "plural" => role::NAME | name::PLURAL,
                    _ => continue,
                };
            for alternative in value.split('|').map(str::trim) {
                // Of nouns the second form is the plural (Pole/Poles), of adjectives it is another one.
                for (i, form) in alternative.split('/').enumerate() {
                    let plural = if key == "noun" && i > 0 { name::PLURAL } else { 0 };
                    self.name(&ListName::parse(form), flags | plural);
                }
            }
        }
    }

    fn name(&mut self, written: &ListName, flags: u16) {
        let text = written.text.as_str();
        if text.is_empty() || letters::key(text) == letters::START {
            return;
        }
        let mut flags = flags | if written.weak { name::WEAK } else { 0 };
        if let Some(case) = written.case {
            flags = (flags & !(name::ANY_CASE | name::EXACT_CASE)) | case_flag(case);
        }
        let offset = self.put_string(text);
        let section = &mut self.sections[layout::NAMES];
        put(section, offset);
        put(section, self.entries);
        section.extend(flags.to_le_bytes());
        self.keys.push((letters::mix(letters::key(text)), self.names));
        self.names += 1;
        if flags & name::LOOKUP_ONLY == 0 {
            self.beginnings(text, flags);
        }
    }

    /// Notes the places where a text's tokens may part inside a name, and with which of them its first token may end.
    fn beginnings(&mut self, text: &str, flags: u16) {
        let small = flags & name::ANY_CASE != 0 || !text.starts_with(char::is_uppercase);
        let first_word = text.find([' ', '\t']).unwrap_or(text.len());
        let mut key = letters::START;
        let mut done = 0;
        for end in letters::boundaries(text).filter(|&end| end < text.len()) {
            key = letters::extend_key(key, &text[done..end]);
            done = end;
            if key != letters::START {
                self.prefixes.push(letters::mix(key));
                if end <= first_word {
                    self.starts.push((letters::mix(key), small));
                }
                self.next.push(letters::mix(key));
            }
        }
        // A first token never ends after the first blank; every later one may.
        let whole = letters::mix(letters::key(text));
        self.next.push(whole);
        if first_word == text.len() {
            self.starts.push((whole, small));
        }
    }

    fn attributes(&mut self, entry: &ListEntry) -> u32 {
        if entry.attributes.is_empty() {
            return 0;
        }
        let pairs: Vec<(u32, u32)> =
            entry.attributes.iter().map(|(key, value)| (self.intern(key), self.intern(value))).collect();
        let section = &mut self.sections[layout::ATTRIBUTES];
        let offset = section.len() as u32 + 1;
        put(section, pairs.len() as u32);
        for (key, value) in pairs {
            put(section, key);
            put(section, value);
        }
        offset
    }

    fn intern(&mut self, text: &str) -> u32 {
        if let Some(&offset) = self.interned.get(text) {
            return offset;
        }
        let offset = self.put_string(text);
        self.interned.insert(text.to_owned(), offset);
        offset
    }

    fn put_string(&mut self, text: &str) -> u32 {
        let cut = (0..=text.len().min(usize::from(u16::MAX))).rev().find(|&at| text.is_char_boundary(at));
        let text = &text[..cut.unwrap_or(0)];
        let pool = &mut self.sections[layout::POOL];
        let offset = pool.len() as u32;
        pool.extend((text.len() as u16).to_le_bytes());
        pool.extend(text.as_bytes());
        offset
    }

    fn finish(mut self) -> Result<Vec<u8>> {
        let longest = self.slots();
        self.start_sets();
        let longest_part = self.part_slots();
        self.ids.sort();
        for (_, entry) in &self.ids {
            put(&mut self.sections[layout::IDS], *entry);
        }
        let total = layout::HEADER + self.sections.iter().map(Vec::len).sum::<usize>();
        if total >= u32::MAX as usize / 2 || self.names >= layout::INDEX {
            return Err(Error::invalid("the lists are too large: a compiled list has to stay below 2 GiB"));
        }
        let mut bytes = Vec::with_capacity(total);
        bytes.extend(layout::MAGIC);
        put(&mut bytes, layout::VERSION);
        put(&mut bytes, total as u32);
        bytes.extend([0; 8]);
        put(&mut bytes, longest);
        put(&mut bytes, longest_part);
        for section in &self.sections {
            put(&mut bytes, section.len() as u32);
        }
        for section in &self.sections {
            bytes.extend(section);
        }
        let checksum = layout::checksum(&bytes[layout::AT_PROBES..]);
        bytes[layout::AT_CHECKSUM..layout::AT_PROBES].copy_from_slice(&checksum.to_le_bytes());
        Ok(bytes)
    }

    /// Writes slots and groups; gives the longest probe.
    fn slots(&mut self) -> u32 {
        self.keys.sort_unstable();
        self.prefixes.sort_unstable();
        self.prefixes.dedup();
        let mut values: Vec<(u64, u32)> = Vec::with_capacity(self.keys.len() + self.prefixes.len());
        let groups = &mut self.sections[layout::GROUPS];
        for group in self.keys.chunk_by(|a, b| a.0 == b.0) {
            let value = match group {
                [(_, only)] => only + 1,
                several => {
                    let first = (groups.len() / 4) as u32;
                    for (i, (_, name)) in several.iter().enumerate() {
                        put(groups, name | if i + 1 == several.len() { layout::LAST } else { 0 });
                    }
                    (first + 1) | layout::SEVERAL
                }
            };
            values.push((group[0].0, value));
        }
        values.extend(self.prefixes.iter().map(|&key| (key, layout::CONTINUES)));
        values.sort_unstable();
        values.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 |= later.1;
            }
            same
        });
        let (slots, longest) = place(&values);
        let section = &mut self.sections[layout::SLOTS];
        for (key, value) in slots {
            put(section, key as u32);
            put(section, value);
        }
        longest
    }

    fn start_sets(&mut self) {
        self.starts.sort_unstable();
        self.starts.dedup();
        let small: Vec<u64> = self.starts.iter().filter(|(_, small)| *small).map(|&(key, _)| key).collect();
        let all: Vec<u64> = self.starts.iter().map(|&(key, _)| key).collect();
        self.next.sort_unstable();
        self.next.dedup();
        self.sections[layout::NEXT] = bit_set(&self.next);
        self.sections[layout::STARTS] = bit_set(&all);
        self.sections[layout::SMALL_STARTS] = bit_set(&small);
    }

    fn part_slots(&mut self) -> u32 {
        let parts = std::mem::take(&mut self.parts);
        let mut values: Vec<(u64, u32)> = Vec::with_capacity(parts.len());
        for (text, flags) in parts {
            let offset = self.sections[layout::POOL].len() as u32;
            self.sections[layout::POOL].push(flags);
            self.put_string(&text);
            values.push((letters::mix(letters::key(&text)), offset + 1));
        }
        values.sort_unstable();
        let (slots, longest) = place(&values);
        let section = &mut self.sections[layout::PARTS];
        for (_, value) in slots {
            put(section, value);
        }
        longest
    }
}

fn list_flags(list: &List) -> u16 {
    let options = &list.options;
    let set = |on: bool, flag: u16| if on { flag } else { 0 };
    case_flag(options.case())
        | set(!options.folds_diacritics(), name::EXACT_DIACRITICS)
        | set(!options.allows_possessives(), name::NO_POSSESSIVE)
        | set(options.is_lookup_only(), name::LOOKUP_ONLY)
        | set(list.list_type == "stop" || list.list_type.ends_with("/stop"), name::STOP)
}

fn case_flag(case: CaseRule) -> u16 {
    match case {
        CaseRule::Exact => name::EXACT_CASE,
        CaseRule::TitleUpper => 0,
        CaseRule::Any => name::ANY_CASE,
    }
}

/// Puts keys with their values into a table a little over two thirds full; gives the longest probe too.
fn place(values: &[(u64, u32)]) -> (Vec<(u64, u32)>, u32) {
    if values.is_empty() {
        return (Vec::new(), 0);
    }
    let capacity = values.len() * 10 / 7 + 1;
    let mut slots = vec![(0u64, 0u32); capacity];
    let mut longest = 0;
    for &(key, value) in values {
        let first = layout::slot_of(key, capacity);
        let free = (0..capacity).find(|step| slots[(first + step) % capacity].1 == 0);
        let step = free.expect("the table has more slots than keys");
        slots[(first + step) % capacity] = (key, value);
        longest = longest.max(step as u32);
    }
    (slots, longest)
}

/// A bit set with about eight bits a key: one word in eight that begins no name gets past it.
fn bit_set(keys: &[u64]) -> Vec<u8> {
    let mut set = vec![0; keys.len().max(64).next_power_of_two()];
    let size = set.len();
    for &key in keys {
        let (byte, bit) = layout::bit_of(key, size);
        set[byte] |= bit;
    }
    set
}

fn put(section: &mut Vec<u8>, number: u32) {
    section.extend(number.to_le_bytes());
}
