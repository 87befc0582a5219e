//! Words of numbers, money, measures and times with their meanings.
//!
//! The entries stand in `lexicon.tsv`. A word may have several senses ("second" is an ordinal and a unit of time);
//! a phrase is found by its first word.

use once_cell::sync::Lazy;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The entries as they are written, see the file's own header.
const DATA: &str = include_str!("lexicon.tsv");

/// Longest first word of an entry in bytes; longer words need no look-up.
const LONGEST: usize = 16;

/// What an entry means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Zero to nineteen.
    Small,
    /// Twenty to ninety.
    Tens,
    /// A word that multiplies: "dozen", "million".
    Scale,
    /// A short form of a scale that stands after digits: "bn".
    Suffix,
    /// An unbounded number: "dozens".
    Vague,
    /// An ordinal.
    Ordinal,
    /// The denominator of a fraction.
    Fraction,
    /// What makes a number a bound or an estimate: "at least".
    Approx,
    /// A month.
    Month,
    /// A day of the week, 1 for Monday.
    Weekday,
    /// Days of the week in the plural.
    Weekdays,
    /// A season by its EDTF number.
    Season,
    /// A unit of time.
    Period,
    /// A part of the day.
    Part,
    /// A name of a time of day.
    Clock,
    /// "last", "this", "next".
    Near,
    /// A day counted from today.
    Day,
    /// A part of a longer time: "early".
    Edge,
    /// An unknown small number of times: "several".
    Several,
    /// A vague time.
    Refer,
    /// A word that says how often.
    Often,
    /// A word that tells past from future.
    Tense,
    /// A time zone.
    Zone,
    /// A holiday: month-day, `nth.weekday.month` or `easter±days`.
    Holiday,
    /// Percent and its relatives.
    Percent,
    /// A currency sign, before the number.
    Sign,
    /// A currency's code or name.
    Currency,
    /// The hundredth part of a currency's unit.
    Cents,
    /// Money or weight.
    Pounds,
    /// A unit of measurement.
    Unit,
    /// A word before four digits that tells a year from a number.
    BeforeYear,
    /// A word before a month that tells it from a name or a verb.
    BeforeMonth,
    /// A word that may follow "a year" without being what the year qualifies.
    AfterUnit,
}

impl Class {
    /// Whether a number, amount or time may begin with a word of this class.
    pub(super) fn begins(self) -> bool {
        use Class::{
            AfterUnit, BeforeMonth, BeforeYear, Cents, Part, Percent, Pounds, Scale, Suffix, Tense, Unit,
            Zone,
        };
        !matches!(
            self,
            AfterUnit
                | BeforeMonth
                | BeforeYear
                | Cents
                | Part
                | Percent
                | Pounds
                | Scale
                | Suffix
                | Tense
                | Unit
                | Zone
        )
    }
}

/// The classes by the names of their sections.
const CLASSES: [(&str, Class); 33] = [
    ("small", Class::Small),
    ("tens", Class::Tens),
    ("scale", Class::Scale),
    ("suffix", Class::Suffix),
    ("vague", Class::Vague),
    ("ordinal", Class::Ordinal),
    ("fraction", Class::Fraction),
    ("approx", Class::Approx),
    ("month", Class::Month),
    ("weekday", Class::Weekday),
    ("weekdays", Class::Weekdays),
    ("season", Class::Season),
    ("period", Class::Period),
    ("part", Class::Part),
    ("clock", Class::Clock),
    ("near", Class::Near),
    ("day", Class::Day),
    ("edge", Class::Edge),
    ("several", Class::Several),
    ("refer", Class::Refer),
    ("often", Class::Often),
    ("tense", Class::Tense),
    ("zone", Class::Zone),
    ("holiday", Class::Holiday),
    ("percent", Class::Percent),
    ("sign", Class::Sign),
    ("currency", Class::Currency),
    ("cents", Class::Cents),
    ("pounds", Class::Pounds),
    ("unit", Class::Unit),
    ("before-year", Class::BeforeYear),
    ("before-month", Class::BeforeMonth),
    ("after-unit", Class::AfterUnit),
];

/// One meaning of a word or of the phrase it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sense {
    /// What it means.
    pub(super) class: Class,
    /// The other words of the phrase, separated by spaces; empty for a single word.
    pub(super) rest: &'static str,
    /// The value as written.
    pub(super) text: &'static str,
    /// The value as a number; 0 where it is none.
    pub(super) number: f64,
}

/// All entries by their first words.
#[derive(Debug)]
pub(super) struct Lexicon {
    senses: HashMap<&'static str, Vec<Sense>, BuildHasherDefault<Fnv>>,
}

static LEXICON: Lazy<Lexicon> = Lazy::new(|| Lexicon::parse(DATA));

impl Lexicon {
    /// The built-in lexicon.
    pub(super) fn builtin() -> &'static Lexicon {
        &LEXICON
    }

    /// The senses of a word: as written, else in small letters.
    pub(super) fn senses(&self, word: &str) -> &[Sense] {
        if word.len() > LONGEST {
            return &[];
        }
        if let Some(senses) = self.senses.get(word) {
            return senses;
        }
        let mut small = [0; LONGEST];
        if !word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return &[];
        }
        let small = &mut small[..word.len()];
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        let small = std::str::from_utf8(small).unwrap_or_default();
        match self.senses.get(small) {
            Some(senses) => senses,
            // At the end of a sentence the tokenizer keeps the full stop of what may be an abbreviation: "EST."
            None => word.strip_suffix('.').map_or(&[], |word| self.senses(word)),
        }
    }

    fn parse(data: &'static str) -> Lexicon {
        let mut lexicon = Lexicon { senses: HashMap::default() };
        let mut class = None;
        for line in data.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                class = CLASSES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class);
                continue;
            }
            let (Some(class), Some((phrase, text))) = (class, line.split_once('\t')) else { continue };
            let (word, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
            let sense = Sense { class, rest, text, number: text.parse().unwrap_or(0.0) };
            lexicon.senses.entry(word).or_default().push(sense);
        }
        lexicon
    }
}

/// FNV-1a: short keys, no attacker, and the same on every machine.
#[derive(Debug)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_a_section_or_an_entry_of_a_known_section() {
        let mut known = false;
        for line in DATA.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                known = CLASSES.iter().any(|(class, _)| *class == name);
                assert!(known, "unknown section {name}");
            } else {
                assert!(known && line.split('\t').count() == 2, "malformed line {line}");
            }
        }
    }

    #[test]
    fn no_entry_stands_twice_in_a_section_and_none_is_too_long_to_be_found() {
        for (word, senses) in &Lexicon::builtin().senses {
            assert!(word.len() <= LONGEST, "{word}");
            for (i, sense) in senses.iter().enumerate() {
                let twice = senses[..i].iter().any(|s| s.class == sense.class && s.rest == sense.rest);
                assert!(!twice, "{word} {}", sense.rest);
            }
        }
    }

    #[test]
    fn capital_letters_match_small_entries_but_not_the_other_way_round() {
        let lexicon = Lexicon::builtin();
        assert!(lexicon.senses("OCTOBER").iter().any(|s| s.class == Class::Month));
        assert!(lexicon.senses("usd").is_empty());
    }
}
