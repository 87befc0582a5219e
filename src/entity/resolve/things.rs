//! Joins the names of one organisation, place or event: acronyms, short forms, the order of words.

use super::forms::{Class, Forms};
use super::lexicon::Lexicon;
use crate::entity::{EntityKind, Mention};
use crate::text::Text;
use std::collections::HashMap;

/// At most so many names that share a first or last word are compared with a new one; it bounds the time.
const COMPARED: usize = 32;

/// Joins the forms of one organisation, place or event.
pub(super) struct ThingJoiner<'a> {
    /// The forms to be joined.
    pub forms: &'a mut Forms,
    /// The document's mentions.
    pub mentions: &'a [Mention],
    /// The document's text.
    pub text: Text<'a>,
    /// Word classes.
    pub lexicon: &'a Lexicon,
}

impl ThingJoiner<'_> {
    /// Joins names with one list entry, then acronyms, then short forms.
    pub(super) fn join(mut self) {
        let things = self.forms.of_class(Class::Thing);
        self.join_links(&things);
        self.join_brackets();
        self.join_acronyms(&things);
        self.join_word_sets(&things);
        self.join_short(&things);
    }

    /// "Britain", "the UK": the same entry of a list.
    fn join_links(&mut self, things: &[u32]) {
        let mut first: HashMap<_, u32> = HashMap::new();
        for &form in things {
            let Some(link) = self.forms.link(form).cloned() else { continue };
            match first.get(&link) {
                Some(&known) => {
                    self.join_because(form, known, "other name of");
                }
                None => {
                    first.insert(link, form);
                }
            }
        }
    }

    fn join_because(&mut self, short: u32, long: u32, why: &str) -> bool {
        let why = format!("{why} {}", self.forms.forms[long as usize].text);
        self.forms.join(short, long, why)
    }

    fn key(&self, form: u32) -> &str {
        &self.forms.forms[form as usize].key
    }

    /// "European Union (EU)", "EU (European Union)": the bracket gives the other name.
    fn join_brackets(&mut self) {
        for (index, pair) in self.mentions.windows(2).enumerate() {
            let (a, b) = (&pair[0], &pair[1]);
            let bracketed = a.tokens.end + 1 == b.tokens.start
                && self.text.word(a.tokens.end as usize) == "("
                && self
                    .text
                    .tokens
                    .get(b.tokens.end as usize)
                    .is_some_and(|t| t.span.slice(self.text.text) == ")");
            let (Some(Some(first)), Some(Some(second))) =
                (self.forms.of_mention.get(index), self.forms.of_mention.get(index + 1))
            else {
                continue;
            };
            if bracketed && a.kind == EntityKind::Org && b.kind == EntityKind::Org {
                let (first, second) = (*first, *second);
                let (name, short) = if is_acronym(&b.text) { (first, second) } else { (second, first) };
                let shares = shares_initial(
                    &self.forms.forms[short as usize].text,
                    &self.forms.forms[name as usize].text,
                );
                if is_acronym(&self.forms.forms[short as usize].text) && shares {
                    self.join_because(short, name, "acronym in brackets of");
                }
            }
        }
    }

    /// "UN" where one name of the document has these initials.
    fn join_acronyms(&mut self, things: &[u32]) {
        let mut initials: HashMap<String, Vec<u32>> = HashMap::new();
        for &form in things {
            for acronym in acronyms(&self.forms.forms[form as usize].text) {
                initials.entry(acronym).or_default().push(form);
            }
        }
        for &form in things {
            if !is_acronym(&self.forms.forms[form as usize].text) || self.forms.root(form) != form {
                continue;
            }
            let Some(names) = initials.get(self.key(form)) else { continue };
            if let Some(name) = self.only_group(names) {
                self.join_because(form, name, "acronym of");
            }
        }
    }

    /// The first of the forms, if all are of one group.
    fn only_group(&self, forms: &[u32]) -> Option<u32> {
        let (&first, rest) = forms.split_first()?;
        let root = self.forms.root(first);
        rest.iter().take(COMPARED).all(|&form| self.forms.root(form) == root).then_some(first)
    }

    /// "Ministry of Defence" and "Defence Ministry", "FIFA World Cup 2018" and "2018 FIFA World Cup".
    fn join_word_sets(&mut self, things: &[u32]) {
        let mut sets: HashMap<Vec<&str>, u32> = HashMap::new();
        let keys: Vec<String> = things.iter().map(|&form| self.key(form).to_owned()).collect();
        for (&form, key) in things.iter().zip(&keys) {
            let mut words: Vec<&str> =
                key.split([' ', '-', ',']).filter(|word| !is_small(word) && !word.is_empty()).collect();
            if words.len() < 2 {
                continue;
            }
            words.sort_unstable();
            match sets.get(&words) {
                Some(&known) => {
                    self.join_because(form, known, "same words as");
                }
                None => {
                    sets.insert(words, form);
                }
            }
        }
    }

    /// "Microsoft" for "Microsoft Corp.", "State Department" for "U.S. State Department", "Court" for "Supreme Court".
    fn join_short(&mut self, things: &[u32]) {
        let mut longer: HashMap<String, Vec<(u32, &'static str)>> = HashMap::new();
        for &form in things {
            for (short, why) in self.short_forms(form) {
                longer.entry(short).or_default().push((form, why));
            }
        }
        for &form in things {
            let Some(names) = longer.get(self.key(form)) else { continue };
            let groups: Vec<u32> = names.iter().map(|(name, _)| *name).collect();
            let own = self.forms.root(form);
            // "Pakistan" is no short form of "Pakistan International Airlines".
            let first = self.forms.forms[form as usize].mentions.first().map(|&first| first as usize);
            let place =
                first.is_some_and(|m| matches!(self.mentions[m].kind, EntityKind::Gpe | EntityKind::Loc));
            if place || groups.iter().any(|&name| self.forms.root(name) == own) {
                continue;
            }
            if let Some(name) = self.only_group(&groups) {
                let why = names[0].1;
                self.join_because(form, name, why);
            }
        }
    }

    /// The short forms that a name allows, with the reason.
    fn short_forms(&self, form: u32) -> Vec<(String, &'static str)> {
        let kind = self.forms.forms[form as usize].mentions.first().map(|&m| &self.mentions[m as usize].kind);
        let words: Vec<&str> = self.key(form).split(' ').collect();
        let mut found = Vec::new();
        if words.len() < 2 || kind.is_none_or(|kind| kind.is_place() && *kind != EntityKind::Fac) {
            return found;
        }
        let mut end = words.len();
        while end > 1 && self.lexicon.has("company-tail", words[end - 1].trim_end_matches(',')) {
            end -= 1;
            found.push((words[..end].join(" ").trim_end_matches(',').to_owned(), "short form of"));
        }
        if words.len() > 2 && (is_year(words[0]) || self.is_place(words[0])) {
            let rest = words[1..].join(" ");
            if !is_year(words[0]) || !self.stands_after_number(&rest) {
                found.push((rest, "short form of"));
            }
        }
        found
    }

    /// Whether the text has a name after a number, as in "the 2010 World Cup", so that the number tells it from others.
    fn stands_after_number(&self, key: &str) -> bool {
        let mut forms = self.forms.forms.iter().filter(|form| form.key == key && form.class == Class::Thing);
        forms.next().is_some_and(|form| {
            form.mentions.iter().take(COMPARED).any(|&mention| {
                let start = self.mentions[mention as usize].tokens.start as usize;
                start > 0 && is_year(self.text.word(start - 1))
            })
        })
    }

    /// Whether a word alone is a place or a demonym of the document.
    fn is_place(&self, word: &str) -> bool {
        self.forms.forms.iter().take(COMPARED * COMPARED).any(|form| {
            form.key == word
                && (form.class == Class::People
                    || form
                        .mentions
                        .first()
                        .is_some_and(|&m| self.mentions[m as usize].kind == EntityKind::Gpe))
        })
    }
}

/// "2018", "45th": what tells one event of a series from another, or "the World Cup" from none.
fn is_year(word: &str) -> bool {
    word.len() >= 3 && word.starts_with(|c: char| c.is_ascii_digit())
}

/// Words that an acronym may leave out.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "of" | "the"
            | "and"
            | "for"
            | "in"
            | "on"
            | "to"
            | "de"
            | "du"
            | "des"
            | "la"
            | "&"
            | "at"
            | "a"
            | "with"
    )
}

/// Whether a name is written as an acronym: "EU", "U.N.", "M5S", "MoD".
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let (count, large) =
        letters.fold((0, 0), |(n, l), c| (n + 1, l + usize::from(c.is_uppercase() || c.is_numeric())));
    (2..=8).contains(&count) && large + 1 >= count && large >= 2 && !name.contains(' ')
}

/// Whether an acronym has at least one letter that begins a word of the name.
fn shares_initial(acronym: &str, name: &str) -> bool {
    let mut letters = acronym.chars().filter(|c| c.is_uppercase());
    letters.any(|letter| name.split([' ', '-']).any(|word| word.starts_with(letter)))
}

/// The acronyms a name of several words may have: of its large words, and of all its words. One of two letters has to
/// be of all words.
fn acronyms(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let initials = |keep: &dyn Fn(&str) -> bool| -> String {
        words
            .iter()
            .filter(|word| keep(word))
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let large = initials(&|word| word.starts_with(char::is_uppercase));
    let all = initials(&|word| !matches!(word, "the" | "The"));
    let mut found = Vec::new();
    for acronym in [large, all.clone()] {
        let length = acronym.chars().count();
        let sure = length > 2 || length == 2 && acronym == all;
        if sure && acronym.chars().all(char::is_alphabetic) && !found.contains(&acronym) {
            found.push(acronym);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_told_from_words() {
        for acronym in ["EU", "U.N.", "M5S", "MoD", "BRICS"] {
            assert!(is_acronym(acronym), "{acronym}");
        }
        for name in ["Xi", "Kazan", "A", "McDonald", "NASA HQ"] {
            assert!(!is_acronym(name), "{name}");
        }
        assert_eq!(acronyms("Bank of England"), ["boe"]);
        assert_eq!(acronyms("World Health Organization"), ["who"]);
    }
}
