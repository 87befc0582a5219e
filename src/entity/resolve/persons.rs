//! Joins the names of one person: surnames, given names, initials, nicknames and the order of names.

use super::forms::{Class, Forms};
use super::lexicon::{Gender, Lexicon};
use super::titles::{Office, Titles, offices_conflict};
use std::borrow::Cow;
use std::collections::HashMap;

/// At most so many names that share a word are compared with a new one, the latest ones; it bounds the time.
const COMPARED: usize = 32;

/// A person's name, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    /// Folded words without suffixes ("Jr.") and without the article of Arabic names; initials keep their stop off.
    words: Vec<String>,
}

impl Name {
    fn read(key: &str, lexicon: &Lexicon) -> Name {
        let bare = key.split('\t').next().unwrap_or(key);
        let mut words: Vec<String> =
            bare.split([' ', ',']).filter(|word| !word.is_empty()).flat_map(split_initials).collect();
        while words.len() > 1 && words.last().is_some_and(|word| lexicon.has("suffix", word)) {
            words.pop();
        }
        let words = words.into_iter().map(|word| without_article(&word).to_owned()).collect();
        Name { words }
    }

    fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    fn compact(&self) -> String {
        self.words.concat().replace(['-', '\''], "")
    }

    fn is_lone(&self) -> bool {
        self.words.len() == 1
    }
}

/// "j.r." are two initials.
fn split_initials(word: &str) -> Vec<String> {
    let initials = word.ends_with('.') && word.split('.').all(|part| part.chars().count() <= 1);
    if initials {
        word.split('.').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    } else {
        vec![word.trim_end_matches('.').to_owned()]
    }
}

/// "al-assad" is called "assad" too.
fn without_article(word: &str) -> &str {
    ["al-", "el-", "as-", "ar-", "ad-", "an-", "ash-", "at-", "az-"]
        .iter()
        .find_map(|article| word.strip_prefix(article).filter(|rest| rest.len() > 2))
        .unwrap_or(word)
}

/// Joins the forms of one person.
pub(super) struct PersonJoiner<'a> {
    forms: &'a mut Forms,
    titles: &'a Titles,
    lexicon: &'a Lexicon,
    names: HashMap<u32, Name>,
    /// Full names by each of their words, in the order they were read.
    by_word: HashMap<String, Vec<u32>>,
    by_compact: HashMap<String, u32>,
}

impl<'a> PersonJoiner<'a> {
    /// A joiner for the persons among the forms.
    pub(super) fn new(forms: &'a mut Forms, titles: &'a Titles, lexicon: &'a Lexicon) -> PersonJoiner<'a> {
        let persons = forms.of_class(Class::Person);
        let names = persons
            .iter()
            .map(|&form| (form, Name::read(&forms.forms[form as usize].key, lexicon)))
            .collect();
        let (by_word, by_compact) = (HashMap::new(), HashMap::new());
        PersonJoiner { forms, titles, lexicon, names, by_word, by_compact }
    }

    /// Joins full names first, the longest ones before shorter ones, then lone surnames and given names.
    pub(super) fn join(mut self) {
        let mut order: Vec<u32> = self.names.keys().copied().collect();
        order.sort_by_key(|form| (std::cmp::Reverse(self.names[form].words.len()), *form));
        let (full, lone): (Vec<u32>, Vec<u32>) =
            order.into_iter().partition(|form| !self.names[form].is_lone());
        for form in full {
            self.note_gender(form);
            self.join_full(form);
            self.index(form);
        }
        let (marked, plain): (Vec<u32>, Vec<u32>) =
            lone.into_iter().partition(|form| self.key(*form).contains('\t'));
        for &form in marked.iter().chain(&plain) {
            self.join_lone(form);
        }
        for form in marked.into_iter().chain(plain) {
            if self.forms.root(form) == form {
                self.join_titled(form);
            }
        }
    }

    fn key(&self, form: u32) -> &str {
        &self.forms.forms[form as usize].key
    }

    fn index(&mut self, form: u32) {
        let name = self.names[&form].clone();
        self.by_compact.entry(name.compact()).or_insert(form);
        for word in name.words {
            let sharing = self.by_word.entry(word).or_default();
            if sharing.last() != Some(&form) {
                sharing.push(form);
            }
        }
    }

    /// The first name tells the gender, unless it may be a family name that stands first.
    fn note_gender(&mut self, form: u32) {
        let name = &self.names[&form];
        if !self.lexicon.has("family-first", name.first()) || name.words.len() > 3 {
            let gender = self.lexicon.gender_of_given(name.first());
            self.forms.note_gender(form, gender);
        }
    }

    fn join_full(&mut self, form: u32) {
        let name = self.names[&form].clone();
        if let Some(&same) = self.by_compact.get(&name.compact()) {
            self.join_because(form, same, "spelling of");
            return;
        }
        let mut fitting: Vec<(u32, &'static str)> = Vec::new();
        for word in [name.last(), name.first()] {
            for &other in self.by_word.get(word).map_or(&[][..], Vec::as_slice).iter().rev().take(COMPARED) {
                if let Some(why) = self.relation(&name, &self.names[&other]) {
                    fitting.push((other, why));
                }
            }
        }
        self.join_only(form, &fitting);
    }

    /// Joins a form to the one group that fits, if there is exactly one.
    fn join_only(&mut self, form: u32, fitting: &[(u32, &'static str)]) -> bool {
        let mut groups: Vec<(u32, u32, &'static str)> = Vec::new();
        for &(other, why) in fitting {
            let root = self.forms.root(other);
            if !self.clashes(form, other) && !groups.iter().any(|(known, ..)| *known == root) {
                groups.push((root, other, why));
            }
        }
        let [(_, other, why)] = groups[..] else { return false };
        self.join_because(form, other, why)
    }

    fn join_because(&mut self, short: u32, long: u32, why: &str) -> bool {
        let why = format!("{why} {}", self.forms.forms[long as usize].text);
        self.forms.join(short, long, why)
    }

    /// Whether gender, list entry or portfolio speak against one person.
    fn clashes(&self, a: u32, b: u32) -> bool {
        self.forms.conflict(a, b) || offices_conflict(&self.offices(a), &self.offices(b))
    }

    fn offices(&self, form: u32) -> Vec<Office> {
        let mentions = self.forms.forms[form as usize].mentions.iter().take(COMPARED);
        mentions.flat_map(|&mention| self.titles.offices(mention as usize).to_vec()).collect()
    }

    /// How a full name may be a shorter way to write a longer one.
    fn relation(&self, short: &Name, long: &Name) -> Option<&'static str> {
        let (s, l) = (&short.words, &long.words);
        if s.len() == l.len() && s.iter().rev().eq(l.iter()) {
            return Some("other order of");
        }
        if l.len() > s.len() && l.ends_with(s) && !is_initial(&s[0]) {
            return Some("surname of");
        }
        if l.len() > s.len() && l.starts_with(s) && !is_initial(&s[s.len() - 1]) {
            return Some("first names of");
        }
        if short.last() != long.last() {
            return None;
        }
        let why = self.same_first(&s[0], &l[0])?;
        middles_fit(&s[1..s.len() - 1], &l[1..l.len() - 1]).then_some(why)
    }

    fn same_first(&self, a: &str, b: &str) -> Option<&'static str> {
        if a == b {
            return Some("variant of");
        }
        if is_initial(a) || is_initial(b) {
            return (a.chars().next() == b.chars().next()).then_some("initial of");
        }
        self.lexicon.same_given(a, b).then_some("nickname of")
    }

    /// "Xi" for Xi Jinping, "Putin" for Vladimir Putin, "Hillary" for Hillary Clinton.
    fn join_lone(&mut self, form: u32) {
        let word = self.names[&form].last().to_owned();
        let sharing: Vec<u32> = self
            .by_word
            .get(&word)
            .map_or(Vec::new(), |forms| forms.iter().rev().take(COMPARED).copied().collect());
        for place in [Place::Surname, Place::Given, Place::Middle] {
            let fitting: Vec<(u32, &'static str)> = sharing
                .iter()
                .filter(|other| self.place(&word, &self.names[*other]) == Some(place))
                .map(|&other| (other, place.why()))
                .collect();
            if self.join_only(form, &fitting) {
                return;
            }
            if !fitting.is_empty() {
                self.join_established(form, &fitting);
                return;
            }
        }
    }

    /// Several persons bear the name. It stays with the one who bore it before another was named, or who was named in
    /// full more than once when the others were named once at most; else it is nobody's.
    fn join_established(&mut self, form: u32, fitting: &[(u32, &'static str)]) {
        let mut established: Option<(u32, &'static str)> = None;
        for mention in self.forms.forms[form as usize].mentions.clone() {
            if established.is_none() {
                established = self.bearer(form, fitting, mention);
            }
            if let Some((other, why)) = established {
                let why = format!("{why} {}", self.forms.forms[other as usize].text);
                self.forms.move_mention(mention, other, Cow::Owned(why));
            }
        }
    }

    /// Who bears a lone name at a mention, by the full names before it.
    fn bearer(
        &self,
        form: u32,
        fitting: &[(u32, &'static str)],
        mention: u32,
    ) -> Option<(u32, &'static str)> {
        let mut bearers: Vec<(u32, &'static str, usize)> = Vec::new();
        for &(other, why) in fitting.iter().filter(|(other, _)| !self.clashes(form, *other)) {
            let named = self.forms.forms[other as usize].mentions.partition_point(|&full| full < mention);
            let root = self.forms.root(other);
            match bearers.iter_mut().find(|(known, ..)| self.forms.root(*known) == root) {
                Some((.., count)) => *count += named,
                None => bearers.push((other, why, named)),
            }
        }
        bearers.retain(|(.., named)| *named > 0);
        bearers.sort_by_key(|(.., named)| std::cmp::Reverse(*named));
        match bearers[..] {
            [(other, why, _)] => Some((other, why)),
            [(other, why, named), (_, _, next), ..] if named > 1 && next == 1 => Some((other, why)),
            _ => None,
        }
    }

    /// Where in a full name a lone word stands.
    fn place(&self, word: &str, name: &Name) -> Option<Place> {
        let at = name.words.iter().position(|known| known == word)?;
        let family_first = self.lexicon.has("family-first", name.first()) && name.words.len() <= 4;
        match at {
            _ if at + 1 == name.words.len() && !(family_first && name.words.len() > 2) => {
                Some(Place::Surname)
            }
            0 if family_first => Some(Place::Surname),
            _ if self.lexicon.gender_of_title(word) != Gender::Unknown => None,
            0 => Some(Place::Given),
            _ if is_initial(word) => None,
            _ => Some(Place::Middle),
        }
    }

    /// "Mr. Smith" and "Smith" where no full name is given: one person, unless there are two of the kind.
    fn join_titled(&mut self, form: u32) {
        let word = self.names[&form].last().to_owned();
        match self.by_compact.get(&word) {
            Some(&other) if !self.clashes(form, other) => {
                let others = self.by_word.get(&format!("\t{word}")).map_or(1, Vec::len);
                if others == 1 {
                    self.join_because(form, other, "same surname as");
                }
            }
            Some(_) => self.by_word.entry(format!("\t{word}")).or_insert_with(|| vec![form]).push(form),
            None => {
                self.by_compact.insert(word, form);
            }
        }
    }
}

/// Where a lone word stands in a full name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Surname,
    Given,
    Middle,
}

impl Place {
    fn why(self) -> &'static str {
        match self {
            Place::Surname => "surname of",
            Place::Given => "given name of",
            Place::Middle => "part of the name of",
        }
    }
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 1
}

/// Whether the middle names of the shorter list are the first ones of the longer list or their initials.
fn middles_fit(short: &[String], long: &[String]) -> bool {
    short
        .iter()
        .zip(long)
        .all(|(a, b)| a == b || (is_initial(a) || is_initial(b)) && a.chars().next() == b.chars().next())
}
