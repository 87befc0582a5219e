//! What the tagger sees of one token by itself.

use super::model::{CLUSTER_BITS, Model};
use super::table::{HASH_START, HashState, hash_pair, hash_step};
use crate::text::{Case, Token, TokenKind};
use once_cell::sync::Lazy;

/// The properties of a token that do not depend on its neighbours.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// What the word is kept by while scoring; 0 for a place outside the sentence.
    pub key: u32,
    /// Hash of the token as written.
    pub form: u32,
    /// Hash of the token in small letters.
    pub lower: u32,
    /// Hash of the shape, runs of like characters cut to two: "Xxx-dd".
    pub shape: u32,
    /// Hashes of the first two, three and four characters, in small letters; 0 where the token is not longer.
    pub prefixes: [u32; 3],
    /// Hashes of the last two, three and four characters, in small letters; 0 where the token is not longer.
    pub suffixes: [u32; 3],
    /// Fine, middle and coarse cluster, as keys; 0 when the word is unknown.
    pub clusters: [u32; 3],
    /// How often the word is written small; see [`super::model::WordClass::casing`].
    pub casing: u32,
    /// Case of the letters, as a number.
    pub case: u32,
}

/// Whether the token has a large letter in a place where names have one.
pub fn is_capital(token: &Token) -> bool {
    matches!(token.case, Case::Title | Case::Upper | Case::Mixed)
}

/// Small words and marks that may stand inside names, sorted by their bytes, one a line.
static JOINING: Lazy<Vec<&str>> = Lazy::new(|| include_str!("joining.txt").lines().collect());

/// Whether a word or mark may join the parts of a name: "of", "von", "&".
pub fn is_joining(word: &str) -> bool {
    word.len() <= 6 && JOINING.binary_search(&word).is_ok()
}

/// Whether raw text writes this word with a capital letter nearly always.
pub fn is_known_capital(model: &Model<'_>, word: &str) -> bool {
    let class = model.word(hash(word.as_bytes()));
    class.is_some_and(|class| matches!(class.casing, 1 | 2))
}

/// Whether raw text writes this word, here with a large first letter, hardly ever with one within sentences.
pub fn is_plain(model: &Model<'_>, word: &str) -> bool {
    word.len() < 16 && word.is_ascii() && {
        let mut bytes = [0; 16];
        let lower = &mut bytes[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        model.word(hash(lower)).is_some_and(|class| class.casing == 7)
    }
}

impl Word {
    /// Reads a token.
    pub fn read(model: &Model<'_>, text: &str, token: &Token) -> Word {
        let mut bytes = [0u8; 64];
        let word = token.span.slice(text);
        let long;
        let lower: &[u8] = if word.is_ascii() && word.len() <= bytes.len() {
            bytes[..word.len()].copy_from_slice(word.as_bytes());
            bytes[..word.len()].make_ascii_lowercase();
            &bytes[..word.len()]
        } else {
            long = word.to_lowercase();
            long.as_bytes()
        };
        let key = hash(lower);
        let mut read = Word {
            form: hash(word.as_bytes()),
            lower: key,
            shape: shape(word),
            case: token.case as u32,
            ..Word::default()
        };
        if matches!(token.kind, TokenKind::Word | TokenKind::Address) {
            read.set_affixes(lower);
        }
        if let Some(class) = model.word(key) {
            read.casing = class.casing;
            for (i, bits) in [0, CLUSTER_BITS - 8, CLUSTER_BITS - 5].into_iter().enumerate() {
                read.clusters[i] = hash_pair(i as u32 + 1, class.cluster >> bits);
            }
        }
        read
    }

    /// Fills in the affixes. Bytes that only go on with a character are passed over, so that affixes end on
    /// character boundaries.
    fn set_affixes(&mut self, lower: &[u8]) {
        let is_start = |byte: u8| byte & 0xC0 != 0x80;
        let mut starts =
            lower.iter().enumerate().filter(|(_, byte)| is_start(**byte)).map(|(i, _)| i).skip(2);
        for slot in &mut self.prefixes {
            let Some(end) = starts.next() else { break };
            *slot = hash(&lower[..end]);
        }
        let ends = lower.iter().enumerate().rev().filter(|(_, byte)| is_start(**byte)).map(|(i, _)| i);
        for (slot, start) in self.suffixes.iter_mut().zip(ends.skip(1)) {
            if start > 0 {
                *slot = hash(&lower[start..]);
            }
        }
    }
}

/// Hash of bytes; the same as [`super::table::hash_bytes`].
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(HASH_START, |state, byte| hash_step(state, *byte)).finish()
}

/// Hash of the shape of a word: large letters X, small ones x, digits d, all else as it is, runs cut to two.
fn shape(word: &str) -> u32 {
    let mut state: HashState = HASH_START;
    let (mut last, mut run) = ('\0', 0);
    for c in word.chars() {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 {
            state = hash_step(state, class as u8);
        }
    }
    state.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_words_are_in_the_order_in_which_they_are_searched() {
        assert!(JOINING.is_sorted());
        assert!(is_joining("of") && !is_joining("met"));
    }
}
