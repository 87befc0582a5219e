//! Says what may be wrong with a list that is well formed.

use super::{Entry, Gazetteer, HitRole};
use std::collections::HashMap;
use std::fmt;

/// Why a name of a list deserves a second look.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Concern {
    /// Another entry of the same lists has the name too: this one, of this type.
    Duplicate(String, String),
    /// The name is an ordinary English word, so that the list will find what is no name.
    CommonWord,
    /// A built-in entry of another kind has the name: this one, of this type.
    Collision(String, String),
}

/// A name of a list with what may be wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// File of the list.
    pub file: String,
    /// The name.
    pub name: String,
    /// What may be wrong.
    pub concern: Concern,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: '{}' ", self.file, self.name)?;
        match &self.concern {
            Concern::Duplicate(other, kind) => write!(f, "also names '{other}' ({kind}) in these lists"),
            Concern::CommonWord => f.write_str("is an ordinary English word, consider '~', or 'flag=word'"),
            Concern::Collision(other, kind) => write!(f, "is built in as '{other}' ({kind})"),
        }
    }
}

impl Gazetteer {
    /// What may be wrong with these lists beside others, usually the built-in ones: names given to two entries, ordinary
    /// words, names that the others give to another kind of thing. In the order of files, names and concerns.
    pub fn check(&self, others: &Gazetteer) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut seen: HashMap<&str, Entry<'_>> = HashMap::new();
        for entry in self.entries().filter(|entry| entry.kind().is_some()) {
            for (name, role) in entry.names() {
                let mut add = |concern| {
                    findings.push(Finding { file: entry.file().to_string(), name: name.to_owned(), concern });
                };
                let first = *seen.entry(name).or_insert(entry);
                if first.entry_id() != entry.entry_id() {
                    add(Concern::Duplicate(first.name().into(), first.list_type().into()));
                }
                if role == HitRole::Name && others.is_common_word(name) {
                    add(Concern::CommonWord);
                }
                let collides = |(other, _): &(Entry<'_>, HitRole)| {
                    other.kind().is_some_and(|kind| Some(kind) != entry.kind())
                };
                if let Some((other, _)) = others.lookup(name).find(collides) {
                    add(Concern::Collision(other.name().into(), other.list_type().into()));
                }
            }
        }
        findings.sort();
        findings.dedup();
        findings
    }

    /// Whether the word lists hold a word in small letters, or the name lists mark it as ordinary.
    fn is_common_word(&self, name: &str) -> bool {
        let small = name.to_lowercase();
        let listed = |(entry, _): (Entry<'_>, HitRole)| {
            entry.list_type().starts_with("word/") && entry.names().any(|(word, _)| word == small)
        };
        !name.contains(' ') && (self.lookup(&small).any(listed) || self.name_part(name).is_ambiguous())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicates_words_and_collisions_are_found() {
        let list = "@type ORG\n\nActe | Premier\nBerlin\nMercury\nMercury Works | Premier\n";
        let others = Gazetteer::join([
            Gazetteer::from_gaz("t.gaz", "@type word/title\n\npremier\n").unwrap(),
            Gazetteer::from_gaz("c.gaz", "@type GPE/city\n\nBerlin\n").unwrap(),
            Gazetteer::from_gaz("o.gaz", "@type ORG\n\nMercury\n").unwrap(),
        ]);
        let findings = Gazetteer::from_gaz("x.gaz", list).unwrap().check(&others);
        let shown: Vec<String> = findings.iter().map(Finding::to_string).collect();
        assert_eq!(
            shown,
            [
                "x.gaz: 'Berlin' is built in as 'Berlin' (GPE/city)",
                "x.gaz: 'Premier' also names 'Acte' (ORG) in these lists",
                "x.gaz: 'Premier' is an ordinary English word, consider '~', or 'flag=word'",
            ]
        );
    }
}
