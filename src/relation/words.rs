//! Word classes that the engine itself knows (`words.txt`), looked up by lemma.

use once_cell::sync::Lazy;
use std::collections::HashMap;

/// A class of lemmas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    People = 1,
    Light = 2,
    Expected = 4,
    Possible = 8,
    Negative = 16,
    Circumstance = 32,
    Reporting = 64,
    Statement = 128,
    Kill = 256,
    Injure = 512,
    Weapon = 1024,
    /// Verbs that report only beside a quotation: "called it “a gross violation”".
    Quoting = 2048,
    /// Nouns that stand for the place they are part of: "the city of", "parts of".
    PlacePart = 4096,
    /// Verbs that say no more than that something happens.
    Occur = 8192,
    /// Forms of address and kinship that are no offices.
    Address = 16384,
    /// People and bodies that act for their state.
    Organ = 32768,
}

const NAMES: [(&str, Class); 16] = [
    ("people", Class::People),
    ("light", Class::Light),
    ("expected", Class::Expected),
    ("possible", Class::Possible),
    ("negative", Class::Negative),
    ("circumstance", Class::Circumstance),
    ("reporting", Class::Reporting),
    ("statement", Class::Statement),
    ("kill", Class::Kill),
    ("injure", Class::Injure),
    ("weapon", Class::Weapon),
    ("quoting", Class::Quoting),
    ("place-part", Class::PlacePart),
    ("occur", Class::Occur),
    ("address", Class::Address),
    ("organ", Class::Organ),
];

static WORDS: Lazy<HashMap<&'static str, u16>> = Lazy::new(|| {
    let mut words = HashMap::new();
    let mut class = 0;
    for line in include_str!("words.txt").lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(name) => class = NAMES.iter().find(|(n, _)| *n == name).map_or(0, |&(_, c)| c as u16),
            None => line.split_whitespace().for_each(|word| *words.entry(word).or_default() |= class),
        }
    }
    words
});

/// Whether a lemma belongs to a class.
pub(crate) fn is(lemma: &str, class: Class) -> bool {
    WORDS.get(lemma).is_some_and(|classes| classes & class as u16 != 0)
}

/// Whether a noun names people who stand for their group.
pub(crate) fn is_people(lemma: &str) -> bool {
    is(lemma, Class::People)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_file_is_a_class_and_every_class_has_words() {
        let sections = include_str!("words.txt").lines().filter(|l| l.starts_with('['));
        for section in sections {
            assert!(NAMES.iter().any(|(name, _)| format!("[{name}]") == section), "{section}");
        }
        for (name, class) in NAMES {
            assert!(WORDS.values().any(|classes| classes & class as u16 != 0), "{name}");
        }
    }
}
