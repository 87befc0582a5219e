//! Reads a compiled table as it lies; see [`super::layout`].

use super::layout::{self, name, part};
use super::letters::{self, CaseRule, Likeness};
use crate::entity::EntityKind;
use crate::error::{Error, Result};
use std::ops::Range;
use std::sync::Arc;

/// Bytes that outlive the table: embedded in the program, mapped for good, or shared.
#[derive(Clone)]
pub(super) enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<[u8]>, Range<usize>),
}

impl Bytes {
    pub(super) fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Shared(bytes, range) => bytes.get(range.clone()).unwrap_or_default(),
        }
    }

    /// The bytes of a range of these.
    pub(super) fn part(&self, part: Range<usize>) -> Bytes {
        match self {
            Bytes::Static(bytes) => Bytes::Static(bytes.get(part).unwrap_or_default()),
            Bytes::Shared(bytes, range) => {
                Bytes::Shared(bytes.clone(), range.start + part.start..range.start + part.end)
            }
        }
    }
}

/// What is kept of a list: read once when a table is opened.
#[derive(Clone)]
pub(super) struct ListInfo {
    pub(super) list_type: Arc<str>,
    pub(super) file: Arc<str>,
    pub(super) licence: Arc<str>,
    pub(super) kind: Option<EntityKind>,
    pub(super) priority: u8,
    pub(super) entries: Range<u32>,
}

/// A compiled table. Cloning shares the bytes.
#[derive(Clone)]
pub(super) struct Table {
    bytes: Bytes,
    sections: [Range<usize>; layout::SECTIONS],
    longest_probe: usize,
    longest_part_probe: usize,
    pub(super) lists: Vec<ListInfo>,
}

/// A name of an entry as it lies in the table.
#[derive(Clone, Copy)]
pub(super) struct Name<'t> {
    /// UTF-8, unless the table is damaged.
    pub(super) bytes: &'t [u8],
    pub(super) entry: u32,
    pub(super) flags: u16,
}

/// The keys with which names may begin, as bit sets.
#[derive(Clone, Copy)]
pub(super) struct Starts<'t> {
    all: &'t [u8],
    small: &'t [u8],
}

impl Starts<'_> {
    /// Whether some name may begin with a token of this mixed key; `small`: the token has a small first letter.
    pub(super) fn may_start(self, mixed: u64, small: bool) -> bool {
        is_in(if small { self.small } else { self.all }, mixed)
    }
}

fn is_in(set: &[u8], mixed: u64) -> bool {
    let (byte, bit) = layout::bit_of(mixed, set.len().max(1));
    set.get(byte).is_some_and(|found| found & bit != 0)
}

impl<'t> Name<'t> {
    pub(super) fn text(self) -> &'t str {
        std::str::from_utf8(self.bytes).unwrap_or_default()
    }

    /// Whether a text is this name: `Some(true)` where it has capitals for small letters. See [`letters::compare`].
    pub(super) fn compare(self, text: &str) -> Option<bool> {
        if self.bytes == text.as_bytes() {
            return Some(false);
        }
        let case = match self.flags & (name::EXACT_CASE | name::ANY_CASE) {
            name::EXACT_CASE => CaseRule::Exact,
            name::ANY_CASE => CaseRule::Any,
            _ => CaseRule::TitleUpper,
        };
        let rule = Likeness { case, fold_diacritics: self.flags & name::EXACT_DIACRITICS == 0 };
        letters::compare(self.text(), text, rule)
    }
}

impl Table {
    /// Opens the table at the start of some bytes; gives the number of bytes it takes too.
    pub(super) fn open(bytes: &Bytes, verify: bool) -> Result<(Table, usize)> {
        let slice = bytes.as_slice();
        let total = check_header(slice)?;
        let table = &slice[..total];
        if verify {
            let checksum = layout::checksum(&table[layout::AT_PROBES..]);
            if table[layout::AT_CHECKSUM..layout::AT_PROBES] != checksum.to_le_bytes() {
                return Err(Error::invalid(
                    "the compiled list is damaged: its checksum is wrong, compile it again",
                ));
            }
        }
        let number = |at: usize| u32_at(table, at) as usize;
        let mut sections = [const { 0..0 }; layout::SECTIONS];
        let mut end = layout::HEADER;
        for (i, section) in sections.iter_mut().enumerate() {
            *section = end..end + number(layout::AT_LENGTHS + 4 * i);
            end = section.end;
        }
        let mut opened = Table {
            bytes: bytes.part(0..total),
            sections,
            longest_probe: number(layout::AT_PROBES),
            longest_part_probe: number(layout::AT_PROBES + 4),
            lists: Vec::new(),
        };
        opened.lists = opened.read_lists();
        Ok((opened, total))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.as_slice()
    }

    fn section(&self, section: usize) -> &[u8] {
        self.bytes.as_slice().get(self.sections[section].clone()).unwrap_or_default()
    }

    fn read_lists(&self) -> Vec<ListInfo> {
        let records = self.section(layout::LISTS).chunks_exact(layout::LIST_SIZE);
        let firsts: Vec<u32> = records.clone().map(|record| u32_at(record, 0)).collect();
        let count = self.entry_count();
        let ends = firsts.iter().skip(1).copied().chain([count]).map(move |end| end.min(count));
        let string = |record: &[u8], at: usize| Arc::from(self.string(u32_at(record, at)));
        let lists = records.zip(ends).map(|(record, end)| {
            let list_type: Arc<str> = string(record, 4);
            ListInfo {
                kind: kind_of(&list_type),
                list_type,
                file: string(record, 8),
                licence: string(record, 12),
                priority: u32_at(record, 16).min(255) as u8,
                entries: u32_at(record, 0)..end,
            }
        });
        lists.collect()
    }

    pub(super) fn entry_count(&self) -> u32 {
        (self.sections[layout::ENTRIES].len() / layout::ENTRY_SIZE) as u32
    }

    pub(super) fn name_count(&self) -> u32 {
        (self.sections[layout::NAMES].len() / layout::NAME_SIZE) as u32
    }

    pub(super) fn name(&self, index: u32) -> Name<'_> {
        let at = index as usize * layout::NAME_SIZE;
        let record = self.section(layout::NAMES).get(at..at + layout::NAME_SIZE).unwrap_or_default();
        let flags = record.get(8..10).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]));
        Name { bytes: self.string_bytes(u32_at(record, 0)), entry: u32_at(record, 4), flags }
    }

    /// The indices of an entry's names; the first one is the canonical name.
    pub(super) fn names_of(&self, entry: u32) -> Range<u32> {
        let first = |entry: u32| u32_at(self.section(layout::ENTRIES), entry as usize * layout::ENTRY_SIZE);
        let next = entry.saturating_add(1);
        let end = if next < self.entry_count() { first(next) } else { self.name_count() };
        first(entry)..end.min(self.name_count())
    }

    pub(super) fn attributes(&self, entry: u32) -> impl Iterator<Item = (&str, &str)> {
        let at = u32_at(self.section(layout::ENTRIES), entry as usize * layout::ENTRY_SIZE + 4) as usize;
        let record =
            at.checked_sub(1).and_then(|at| self.section(layout::ATTRIBUTES).get(at..)).unwrap_or_default();
        let pairs = record.get(4..).unwrap_or_default().chunks_exact(8).take(u32_at(record, 0) as usize);
        pairs.map(|pair| (self.string(u32_at(pair, 0)), self.string(u32_at(pair, 4))))
    }

    pub(super) fn attribute(&self, entry: u32, key: &str) -> Option<&str> {
        self.attributes(entry).find(|(k, _)| *k == key).map(|(_, value)| value)
    }

    /// The list an entry belongs to. Every entry that a name or id leads to has one.
    pub(super) fn list_of(&self, entry: u32) -> Option<&ListInfo> {
        let next = self.lists.partition_point(|list| list.entries.start <= entry);
        self.lists.get(next.checked_sub(1)?).filter(|list| list.entries.contains(&entry))
    }

    /// The entries with this id, in order.
    pub(super) fn entries_with_id<'t, 'i>(&'t self, id: &'i str) -> impl Iterator<Item = u32> + use<'t, 'i> {
        let section = self.section(layout::IDS);
        let id_of = |index: usize| self.attribute(u32_at(section, index * 4), "id").unwrap_or_default();
        let (mut low, mut high) = (0, section.len() / 4);
        while low < high {
            let middle = usize::midpoint(low, high);
            if id_of(middle) < id { low = middle + 1 } else { high = middle }
        }
        let rest = section.get(low * 4..).unwrap_or_default().chunks_exact(4).map(|entry| u32_at(entry, 0));
        rest.take_while(move |&entry| self.attribute(entry, "id") == Some(id))
    }

    /// The sets of keys with which names begin.
    pub(super) fn starts(&self) -> Starts<'_> {
        Starts { all: self.section(layout::STARTS), small: self.section(layout::SMALL_STARTS) }
    }

    /// Whether some name may have this mixed key after its first token.
    pub(super) fn may_continue(&self, mixed: u64) -> bool {
        is_in(self.section(layout::NEXT), mixed)
    }

    /// The priority of the list an entry belongs to.
    pub(super) fn priority_of(&self, entry: u32) -> u8 {
        self.list_of(entry).map_or(0, |list| list.priority)
    }

    /// The value of the slot of a mixed key; 0 where no name has or begins with this key.
    pub(super) fn slot(&self, mixed: u64) -> u32 {
        let slots = self.section(layout::SLOTS);
        let capacity = slots.len() / layout::SLOT_SIZE;
        if capacity == 0 {
            return 0;
        }
        let mut index = layout::slot_of(mixed, capacity);
        for _ in 0..=self.longest_probe.min(capacity) {
            let at = index * layout::SLOT_SIZE;
            let Some(slot) = slots.get(at..at + layout::SLOT_SIZE) else { return 0 };
            let value = u32_at(slot, 4);
            if value == 0 || u32_at(slot, 0) == mixed as u32 {
                return value;
            }
            index = if index + 1 == capacity { 0 } else { index + 1 };
        }
        0
    }

    /// The indices of the names that a slot's value stands for.
    pub(super) fn names_in(&self, value: u32) -> impl Iterator<Item = u32> + '_ {
        let index = value & layout::INDEX;
        let only = (index != 0 && value & layout::SEVERAL == 0).then(|| index - 1);
        let group = match (value & layout::SEVERAL != 0, index) {
            (true, 1..) => self.section(layout::GROUPS).get((index as usize - 1) * 4..).unwrap_or_default(),
            _ => &[],
        };
        let mut last = false;
        let several = group.chunks_exact(4).map(|member| u32_at(member, 0)).take_while(move |member| {
            let more = !last;
            last = member & layout::LAST != 0;
            more
        });
        only.into_iter().chain(several.map(|member| member & !layout::LAST))
    }

    /// The flags of a name part, 0 for any other word.
    pub(super) fn part(&self, word: &str, mixed: u64) -> u8 {
        let (slots, pool) = (self.section(layout::PARTS), self.section(layout::POOL));
        let capacity = slots.len() / 4;
        if capacity == 0 {
            return 0;
        }
        let first = layout::slot_of(mixed, capacity);
        for step in 0..=self.longest_part_probe.min(capacity) {
            let Some(offset) = u32_at(slots, (first + step) % capacity * 4).checked_sub(1) else { return 0 };
            if letters::folded(word).eq(self.string(offset + 1).chars()) {
                return pool.get(offset as usize).copied().unwrap_or_default();
            }
        }
        0
    }

    /// Number of name parts.
    pub(super) fn part_count(&self) -> usize {
        self.section(layout::PARTS).chunks_exact(4).filter(|slot| u32_at(slot, 0) != 0).count()
    }

    fn string(&self, offset: u32) -> &str {
        std::str::from_utf8(self.string_bytes(offset)).unwrap_or_default()
    }

    fn string_bytes(&self, offset: u32) -> &[u8] {
        let pool = self.section(layout::POOL);
        let at = offset as usize;
        let length = pool.get(at..at + 2).map_or(0, |b| usize::from(u16::from_le_bytes([b[0], b[1]])));
        pool.get(at + 2..at + 2 + length).unwrap_or_default()
    }
}

/// Refuses what is no table, or not the whole of one; gives the table's length.
fn check_header(bytes: &[u8]) -> Result<usize> {
    if bytes.get(..8) != Some(&layout::MAGIC[..]) {
        return Err(Error::invalid("this is no compiled list: it does not begin with TERCETGZ"));
    }
    if bytes.len() < layout::HEADER {
        return Err(Error::invalid("the compiled list is cut off in its header"));
    }
    let version = u32_at(bytes, layout::AT_VERSION);
    if version != layout::VERSION {
        let expected = layout::VERSION;
        return Err(Error::invalid(format!(
            "compiled list of version {version}, expected {expected}: compile it again"
        )));
    }
    let total = u32_at(bytes, layout::AT_TOTAL) as usize;
    if total > bytes.len() {
        return Err(Error::invalid(format!(
            "the compiled list is cut off: {} of {total} bytes",
            bytes.len()
        )));
    }
    let lengths = (0..layout::SECTIONS).map(|i| u32_at(bytes, layout::AT_LENGTHS + 4 * i) as usize);
    if layout::HEADER + lengths.sum::<usize>() != total {
        return Err(Error::invalid("the compiled list is damaged: its sections do not add up to its length"));
    }
    Ok(total)
}

/// The entity kind of a list type; lists of words, name parts and stop phrases have none.
fn kind_of(list_type: &str) -> Option<EntityKind> {
    match list_type.split('/').next().unwrap_or_default() {
        "" | "word" | "name" | "stop" => None,
        label => Some(EntityKind::from_label(label)),
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        Some(&number) => u32::from_le_bytes(number),
        None => 0,
    }
}

/// What name lists know of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameParts {
    flags: u8,
}

/// The gender that a given name implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Borne by men.
    Male,
    /// Borne by women.
    Female,
}

impl NameParts {
    pub(super) fn new(flags: u8) -> NameParts {
        NameParts { flags }
    }

    fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether any list of name parts has the word.
    pub fn is_known(self) -> bool {
        self.flags != 0
    }

    /// Whether it is a given name.
    pub fn is_given(self) -> bool {
        self.has(part::GIVEN)
    }

    /// Whether it is a surname.
    pub fn is_surname(self) -> bool {
        self.has(part::SURNAME)
    }

    /// The gender, where the given name is borne by one almost only.
    pub fn gender(self) -> Option<Gender> {
        match (self.has(part::MALE), self.has(part::FEMALE)) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    }

    /// Whether the word is also an ordinary English word ("Young", "Grace").
    pub fn is_ambiguous(self) -> bool {
        self.has(part::WORD)
    }

    /// Whether the word is also the name of a place.
    pub fn is_place(self) -> bool {
        self.has(part::PLACE)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Gazetteer, compile, format, list::ListOptions};
    use super::*;
    use crate::text::{Text, split_sentences, tokenize};
    use proptest::prelude::*;

    fn compiled() -> Vec<u8> {
        let lists = [
            (
                "c.gaz",
                "@type GPE/country\n@keys id adj\n\nFrance | French Republic\tid=iso:FR; adj=French\nMali\tid=iso:ML\n",
            ),
            ("g.gaz", "@type name/given\n@keys gender\n\nMarie\tgender=f\nLouis\n"),
            ("o.gaz", "@type ORG\n\nFrance | France Info\nBank of France\n"),
        ];
        let read = |(file, text)| format::read(file, text, format::Owner::User, ListOptions::new()).unwrap();
        compile::compile(&lists.map(read)).unwrap()
    }

    /// Reads everything there is in a table.
    fn use_all(gazetteer: &Gazetteer) {
        let text = "The French Republic and the Bank of France in Mali, Marie said. France Info";
        let tokens = tokenize(text);
        let sentences = split_sentences(text, &tokens);
        let hits = gazetteer.find(Text { text, tokens: &tokens, sentences: &sentences, quotations: &[] });
        gazetteer.select(&hits);
        for hit in &hits {
            let _ = (gazetteer.entry(hit.entry).name(), gazetteer.matched_name(hit));
        }
        for entry in gazetteer.entries() {
            let _ = (
                entry.name(),
                entry.kind(),
                entry.file(),
                entry.link(),
                entry.names().count(),
                entry.attrs().count(),
            );
        }
        let _ = (gazetteer.with_id("iso:FR").count(), gazetteer.lookup("France").count());
        let _ = (
            gazetteer.name_part("Marie"),
            gazetteer.lexicon("ORG").entries().count(),
            format!("{gazetteer:?}"),
        );
    }

    proptest! {
        #[test]
        fn a_damaged_table_is_refused(at in 0usize..10_000, bit in 0u8..8) {
            let mut bytes = compiled();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            prop_assert!(Gazetteer::from_shared_bytes(bytes.into()).is_err());
        }

        #[test]
        fn a_table_that_is_cut_off_is_refused(at in 0usize..10_000) {
            let mut bytes = compiled();
            bytes.truncate(at % bytes.len());
            prop_assert!(Gazetteer::from_shared_bytes(bytes.into()).is_err());
        }

        #[test]
        fn a_damaged_table_with_a_right_checksum_never_panics(
            damage in prop::collection::vec((layout::AT_PROBES..5000, any::<u8>()), 1..20)
        ) {
            let mut bytes = compiled();
            for (at, byte) in damage {
                let at = at % bytes.len();
                if at >= layout::AT_PROBES {
                    bytes[at] = byte;
                }
            }
            let checksum = layout::checksum(&bytes[layout::AT_PROBES..]);
            bytes[layout::AT_CHECKSUM..layout::AT_PROBES].copy_from_slice(&checksum.to_le_bytes());
            if let Ok(gazetteer) = Gazetteer::from_shared_bytes(bytes.into()) {
                use_all(&gazetteer);
            }
        }

        #[test]
        fn bytes_that_are_no_table_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), magic in any::<bool>()) {
            let start: &[u8] = if magic { &layout::MAGIC } else { &[] };
            let bytes: Vec<u8> = start.iter().copied().chain(bytes).collect();
            prop_assert!(Gazetteer::from_shared_bytes(bytes.into()).is_err());
        }
    }

    #[test]
    fn a_compiled_table_is_used_as_it_lies() {
        let gazetteer = Gazetteer::from_shared_bytes(compiled().into()).unwrap();
        use_all(&gazetteer);
        assert_eq!(gazetteer.compile(), compiled());
        let both = Gazetteer::join([
            gazetteer.clone(),
            Gazetteer::from_gaz("a.gaz", "@type ORG\n\nAcme\n").unwrap(),
        ]);
        let again = Gazetteer::from_shared_bytes(both.compile().into()).unwrap();
        assert_eq!(again.entries().count(), 5);
        assert_eq!(again.lookup("Acme").count(), 1);
        assert_eq!(again.compile(), both.compile());
    }
}
