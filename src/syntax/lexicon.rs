//! What is known of word forms before their context is seen: the tags they had in the treebanks, their clusters
//! in unlabelled news, the parts of speech of a dictionary.

use super::hash;
use super::model::{Aligned, Container};
use super::tag::Tag;
use crate::{Error, Result};
use once_cell::sync::Lazy;

/// Kind of model file.
pub const KIND: [u8; 4] = *b"lexi";
/// Number of the layout below.
pub const REVISION: u64 = 1;
const ENTRY: usize = 8;
const SLOTS: usize = 8;

/// What is known of one word form; all zero for an unknown form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry {
    /// The set of tags the form had in the treebanks ([`Lexicon::class`]); 0 when it was not there.
    pub class: u16,
    /// Fine cluster of words with like neighbours; 0 when unknown.
    pub fine: u16,
    /// Coarse cluster; 0 when unknown.
    pub coarse: u8,
    /// Bits, see the constants of this type.
    pub flags: u8,
}

impl Entry {
    /// The form was frequent enough in the treebanks that it takes no tag outside its class.
    pub const CLOSED: u8 = 1;
    /// The dictionary has it as a noun.
    pub const NOUN: u8 = 2;
    /// The dictionary has it as a verb.
    pub const VERB: u8 = 4;
    /// The dictionary has it as an adjective.
    pub const ADJECTIVE: u8 = 8;
    /// The dictionary has it as an adverb.
    pub const ADVERB: u8 = 16;
    /// Where it stands inside sentences of news it mostly begins with a capital.
    pub const CAPITALISED: u8 = 32;
    /// The opposite: it mostly does not.
    pub const SMALL: u8 = 64;
}

/// Word forms in small letters with what is known of them.
#[derive(Debug)]
pub struct Lexicon<'a> {
    entries: &'a [u8],
    shift: u32,
    classes: Vec<Vec<u8>>,
    tags: Vec<Tag>,
}

static BYTES: Aligned<{ include_bytes!("../../models/lexicon.bin").len() }> =
    Aligned(*include_bytes!("../../models/lexicon.bin"));

static BUILTIN: Lazy<Lexicon<'static>> = Lazy::new(|| {
    let container =
        Container::read_trusted(&BYTES.0, KIND, REVISION).expect("a test reads the embedded lexicon");
    Lexicon::load(&container).expect("a test reads the embedded lexicon")
});

impl Lexicon<'static> {
    /// The lexicon that is built in.
    pub fn builtin() -> &'static Lexicon<'static> {
        &BUILTIN
    }
}

impl<'a> Lexicon<'a> {
    /// A lexicon over the bytes of a model file.
    ///
    /// # Errors
    /// When the file is damaged or no lexicon.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Lexicon<'a>> {
        Lexicon::load(&Container::read(bytes, KIND, REVISION)?)
    }

    fn load(container: &Container<'a>) -> Result<Lexicon<'a>> {
        let entries = container.section(*b"word")?;
        let buckets = entries.len() / (ENTRY * SLOTS);
        if !entries.len().is_multiple_of(ENTRY * SLOTS) || !buckets.is_power_of_two() || buckets < 2 {
            return Err(Error::invalid("word table of the lexicon has a wrong length"));
        }
        let tags: Vec<Tag> = container
            .text(*b"tags")?
            .lines()
            .map(|line| {
                line.parse().map_err(|_| Error::invalid(format!("lexicon has an unknown tag `{line}`")))
            })
            .collect::<Result<_>>()?;
        let classes = read_classes(container.section(*b"clas")?, tags.len())?;
        Ok(Lexicon { entries, shift: 32 - buckets.trailing_zeros(), classes, tags })
    }

    /// What is known of a form, by the hash of its small letters ([`hash::lower`]).
    pub fn get(&self, form: u32) -> Entry {
        let at = (form >> self.shift) as usize * ENTRY * SLOTS;
        let Some(bucket) = self.entries.get(at..at + ENTRY * SLOTS) else { return Entry::default() };
        for slot in bucket.chunks_exact(ENTRY) {
            let telling = u16::from_le_bytes([slot[0], slot[1]]);
            let entry = Entry {
                class: u16::from_le_bytes([slot[2], slot[3]]),
                fine: u16::from_le_bytes([slot[4], slot[5]]),
                coarse: slot[6],
                flags: slot[7],
            };
            if telling == form as u16 && entry != Entry::default() {
                return entry;
            }
        }
        Entry::default()
    }

    /// What is known of a word in any case.
    pub fn look_up(&self, word: &str) -> Entry {
        self.get(hash::lower(word))
    }

    /// The tags of a class as indices into [`Lexicon::tags`], most frequent first.
    pub fn class(&self, class: u16) -> &[u8] {
        self.classes.get(class as usize).map_or(&[], Vec::as_slice)
    }

    /// Every tag the tagger can give.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }
}

/// Classes are lists of tag indices, each led by its length.
fn read_classes(mut bytes: &[u8], tags: usize) -> Result<Vec<Vec<u8>>> {
    let mut classes = vec![Vec::new()];
    while let Some((&length, rest)) = bytes.split_first() {
        let class = rest.get(..length as usize).ok_or_else(|| Error::invalid("lexicon is truncated"))?;
        if class.iter().any(|&tag| tag as usize >= tags) {
            return Err(Error::invalid("lexicon has a class with an unknown tag"));
        }
        classes.push(class.to_vec());
        bytes = &rest[length as usize..];
    }
    Ok(classes)
}

/// Writes a lexicon file: tags, classes (from class 1), and forms, most important first; forms that find their bucket
/// full are left out.
pub fn write(tags: &[Tag], classes: &[Vec<u8>], forms: &[(u32, Entry)], buckets: usize) -> Vec<u8> {
    let shift = 32 - buckets.trailing_zeros();
    let mut table = vec![0u8; buckets * SLOTS * ENTRY];
    for &(form, entry) in forms {
        let at = (form >> shift) as usize * SLOTS * ENTRY;
        let bucket = &mut table[at..at + SLOTS * ENTRY];
        let Some(slot) = bucket.chunks_exact_mut(ENTRY).find(|slot| slot[2..].iter().all(|&byte| byte == 0))
        else {
            continue;
        };
        slot[..2].copy_from_slice(&(form as u16).to_le_bytes());
        slot[2..4].copy_from_slice(&entry.class.to_le_bytes());
        slot[4..6].copy_from_slice(&entry.fine.to_le_bytes());
        slot[6] = entry.coarse;
        slot[7] = entry.flags;
    }
    let names: Vec<String> = tags.iter().map(Tag::to_string).collect();
    let classes: Vec<u8> = classes
        .iter()
        .flat_map(|class| std::iter::once(class.len() as u8).chain(class.iter().copied()))
        .collect();
    let names = names.join("\n");
    super::model::write(
        KIND,
        REVISION,
        &[(*b"tags", names.as_bytes()), (*b"clas", &classes), (*b"word", &table)],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lexicon_is_whole() {
        let lexicon = Lexicon::from_bytes(include_bytes!("../../models/lexicon.bin")).expect("whole");
        let the = lexicon.look_up("The");
        assert_ne!(the.flags & Entry::CLOSED, 0);
        let tag = lexicon.tags()[lexicon.class(the.class)[0] as usize];
        assert_eq!(tag.to_string(), "DET/DT");
        assert_eq!(lexicon.look_up("qwzrtplk"), Entry::default());
    }
}
