//! The small word lists behind tokens and sentences, read once from the data files beside the code.

use once_cell::sync::Lazy;
use std::collections::{HashMap, HashSet};

/// What may follow an abbreviation, and so whether a sentence may end at its full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Before a name: "Gen.".
    Title,
    /// Between two sides: "vs.".
    Inner,
    /// An abbreviation only before a number: "No. 5".
    Number,
    /// An abbreviation only before a number or a comma: "Sat., Jan. 5".
    Date,
    /// May end a sentence: "Inc.".
    Ending,
    /// An abbreviation only after a comma, hyphen or bracket: "Springfield, Mass.", "D-Calif.".
    State,
}

/// The lists by their keys.
#[derive(Debug)]
pub(super) struct Lexicon {
    abbreviations: HashMap<&'static str, Abbreviation>,
    contractions: HashMap<String, usize>,
    prefixes: HashSet<&'static str>,
    units: HashSet<&'static str>,
    elisions: HashSet<&'static str>,
    domains: HashSet<&'static str>,
    starters: HashSet<&'static str>,
    clock: HashSet<&'static str>,
    speech: HashSet<&'static str>,
    unfinished: HashSet<&'static str>,
}

/// The lists that come with the library.
pub(super) static LEXICON: Lazy<Lexicon> = Lazy::new(Lexicon::read);

impl Lexicon {
    fn read() -> Lexicon {
        let words = include_str!("data/words.txt");
        let sentences = include_str!("data/sentences.txt");
        let contractions = entries(words)
            .filter(|(key, _)| *key == "contraction")
            .filter_map(|(_, word)| Some((word.replace('|', ""), word.find('|')?)))
            .collect();
        Lexicon {
            abbreviations: entries(include_str!("data/abbreviations.txt"))
                .filter_map(|(key, word)| Some((word, class(key)?)))
                .collect(),
            contractions,
            prefixes: list(words, "prefix"),
            units: list(words, "unit"),
            elisions: list(words, "elision"),
            domains: list(words, "domain"),
            starters: list(sentences, "starter"),
            clock: list(sentences, "clock"),
            speech: list(sentences, "speech"),
            unfinished: list(sentences, "unfinished"),
        }
    }

    /// How a word (without its full stop) is an abbreviation, if it is one.
    pub(super) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviations.get(word).copied()
    }

    /// Where a contraction written without apostrophe falls apart: 3 for "cannot".
    pub(super) fn contraction(&self, word: &str) -> Option<usize> {
        // Nearly every word is asked about: the ending rules most of them out without a look at the list.
        let bytes = word.as_bytes();
        let ending = matches!(bytes, [.., b'n', b't'] | [.., b'n', b'o', b't'] | [.., b'm', b'm', b'e'])
            || matches!(bytes, [.., b'n', b'n', b'a'] | [.., b't', b't', b'a']);
        if !ending || !(4..=8).contains(&bytes.len()) {
            return None;
        }
        match bytes[0].is_ascii_uppercase() {
            true => self.contractions.get(word.to_ascii_lowercase().as_str()).copied(),
            false => self.contractions.get(word).copied(),
        }
    }

    /// Whether a word before a hyphen stays joined to what follows.
    pub(super) fn is_prefix(&self, word: &str) -> bool {
        word.len() <= 7 && self.prefixes.contains(word.to_ascii_lowercase().as_str())
    }

    /// Whether letters directly after a number are a unit of their own.
    pub(super) fn is_unit(&self, letters: &str) -> bool {
        self.units.contains(letters)
    }

    /// Whether an apostrophe before this word belongs to it: "’em".
    pub(super) fn is_elision(&self, word: &str) -> bool {
        self.elisions.contains(word.to_ascii_lowercase().as_str())
    }

    /// Whether this is the last label of a web address.
    pub(super) fn is_domain(&self, label: &str) -> bool {
        self.domains.contains(label.to_ascii_lowercase().as_str())
    }

    /// Whether a word begins a sentence when it stands large after an abbreviation.
    pub(super) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Whether a word follows a clock time within its sentence.
    pub(super) fn follows_clock(&self, word: &str) -> bool {
        self.clock.contains(word)
    }

    /// Whether a word is a verb of speech.
    pub(super) fn is_speech(&self, word: &str) -> bool {
        self.speech.contains(word)
    }

    /// Whether a line that ends in this word goes on in the next line.
    pub(super) fn is_unfinished(&self, word: &str) -> bool {
        self.unfinished.contains(word)
    }
}

/// The words of a data file with their keys, in file order.
fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
        .flat_map(|(key, words)| words.split_whitespace().map(move |word| (key, word)))
}

fn list(file: &'static str, wanted: &str) -> HashSet<&'static str> {
    entries(file).filter(|(key, _)| *key == wanted).map(|(_, word)| word).collect()
}

fn class(key: &str) -> Option<Abbreviation> {
    Some(match key {
        "title" => Abbreviation::Title,
        "inner" => Abbreviation::Inner,
        "number" => Abbreviation::Number,
        "date" => Abbreviation::Date,
        "ending" => Abbreviation::Ending,
        "state" => Abbreviation::State,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_files_has_a_known_key_and_words() {
        let known = "prefix unit contraction elision domain starter clock speech unfinished title inner number date \
                     ending state";
        for file in [
            include_str!("data/words.txt"),
            include_str!("data/sentences.txt"),
            include_str!("data/abbreviations.txt"),
        ] {
            for line in file.lines().filter(|line| !line.starts_with('#')) {
                let (key, words) = line.split_once(':').expect(line);
                assert!(known.split_whitespace().any(|k| k == key), "{line}");
                assert!(words.split_whitespace().next().is_some(), "{line}");
            }
        }
    }

    #[test]
    fn every_contraction_of_the_list_is_found() {
        for (word, cut) in &LEXICON.contractions {
            assert_eq!(LEXICON.contraction(word), Some(*cut), "{word}");
        }
    }

    #[test]
    fn no_abbreviation_is_listed_twice() {
        let mut seen = HashSet::new();
        for (key, word) in entries(include_str!("data/abbreviations.txt")) {
            assert!(seen.insert(word), "{key}: {word}");
        }
    }

    #[test]
    fn contractions_say_where_they_fall_apart() {
        assert_eq!(LEXICON.contraction("Cannot"), Some(3));
        assert_eq!(LEXICON.contraction("cannon"), None);
    }
}
