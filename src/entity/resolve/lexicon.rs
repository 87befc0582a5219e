//! What identity knows about words: closed classes, genders of names and the names of countries.

use crate::gazetteer::{Gazetteer, Gender as ListedGender, HitRole};
use once_cell::sync::Lazy;
use std::collections::{HashMap, HashSet};

/// The gender by which a text speaks of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    /// Nothing tells it.
    #[default]
    Unknown,
    /// "he".
    Male,
    /// "she".
    Female,
}

impl Gender {
    /// Whether two genders cannot be those of one person.
    pub(super) fn conflicts(self, other: Gender) -> bool {
        self != Gender::Unknown && other != Gender::Unknown && self != other
    }

    /// This gender, or the other one where nothing is known.
    pub(super) fn or(self, other: Gender) -> Gender {
        if self == Gender::Unknown { other } else { self }
    }
}

/// Word classes read from `words.txt`; all words are in small letters.
#[derive(Debug)]
pub(super) struct Lexicon {
    classes: HashMap<&'static str, HashSet<&'static str>>,
    nicknames: HashMap<&'static str, Vec<u16>>,
    person_nouns: HashSet<&'static str>,
}

static LEXICON: Lazy<Lexicon> = Lazy::new(|| Lexicon::read(include_str!("words.txt")));

impl Lexicon {
    /// The built-in word classes.
    pub(super) fn builtin() -> &'static Lexicon {
        &LEXICON
    }

    fn read(source: &'static str) -> Lexicon {
        let mut lexicon =
            Lexicon { classes: HashMap::new(), nicknames: HashMap::new(), person_nouns: HashSet::new() };
        let rows =
            source.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
        for (row, (class, words)) in rows.enumerate() {
            for word in words.split(", ") {
                lexicon.classes.entry(class).or_default().insert(word);
                match class {
                    "nickname" => lexicon.nicknames.entry(word).or_default().push(row as u16),
                    "male" | "female" => {
                        lexicon.person_nouns.insert(word);
                    }
                    _ => {}
                }
            }
        }
        let nouns = Gazetteer::builtin().lexicon("word/person-noun");
        let persons = nouns.entries().filter(|entry| entry.attr("class") == Some("person"));
        lexicon.person_nouns.extend(persons.flat_map(|entry| entry.names()).map(|(name, _)| name));
        lexicon
    }

    /// Whether the word, in small letters, belongs to the class.
    pub(super) fn has(&self, class: &str, word: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(word))
    }

    /// Whether one given name is a short form or spelling of the other.
    pub(super) fn same_given(&self, a: &str, b: &str) -> bool {
        match (self.nicknames.get(a), self.nicknames.get(b)) {
            (Some(a), Some(b)) => a.iter().any(|row| b.contains(row)),
            _ => false,
        }
    }

    /// The gender that a title, form of address or kinship word tells.
    pub(super) fn gender_of_title(&self, title: &str) -> Gender {
        let head = title.rsplit(' ').next().unwrap_or(title);
        [title, head].into_iter().fold(Gender::Unknown, |known, word| {
            let told = match () {
                () if self.has("male", word) => Gender::Male,
                () if self.has("female", word) => Gender::Female,
                () => Gender::Unknown,
            };
            known.or(told)
        })
    }

    /// The gender that a given name tells, where it is borne by one almost only.
    pub(super) fn gender_of_given(&self, given: &str) -> Gender {
        match Gazetteer::builtin().name_part(given).gender() {
            Some(ListedGender::Male) => Gender::Male,
            Some(ListedGender::Female) => Gender::Female,
            None => Gender::Unknown,
        }
    }

    /// The canonical name of the country with this link.
    pub(super) fn country(&self, link: &str) -> Option<&'static str> {
        Gazetteer::builtin().with_id(link).map(|entry| entry.name()).next()
    }

    /// Whether a word is the noun for people of a country ("Egyptians", "Swede") and not its adjective as well.
    pub(super) fn is_people(&self, word: &str) -> bool {
        let mut roles = Gazetteer::builtin().lookup(word).map(|(_, role)| role).peekable();
        roles.peek().is_some() && roles.all(|role| role == HitRole::Noun)
    }

    /// Whether a word is a noun for a person ("driver").
    pub(super) fn is_person_noun(&self, word: &str) -> bool {
        self.person_nouns.contains(word)
    }
}
