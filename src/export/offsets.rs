//! Byte offsets in the units of other languages.

use crate::document::Offsets;
use std::borrow::Cow;

/// Bytes between two marks: a look-up counts at most this many.
const STEP: usize = 64;

/// Converts byte offsets of one text to code points or UTF-16 units.
///
/// Building reads the text once; each look-up then costs the same, however long the text is.
///
/// ```
/// use tercet::{Offsets, export::OffsetMap};
/// let map = OffsetMap::new("Überlingen 😀!", Offsets::Utf16);
/// assert_eq!(map.get(12), 11); // before the emoji
/// assert_eq!(map.get(16), 13); // after it
/// ```
#[derive(Clone, Debug)]
pub struct OffsetMap<'a> {
    bytes: &'a [u8],
    unit: Offsets,
    /// Units before every `STEP`th byte; empty when units are bytes.
    marks: Vec<u32>,
}

impl<'a> OffsetMap<'a> {
    /// A map for this text. A text of ASCII characters needs no marks, as all units are bytes there.
    pub fn new(text: &'a str, unit: Offsets) -> OffsetMap<'a> {
        let bytes = text.as_bytes();
        let mut marks = Vec::new();
        if unit != Offsets::Byte && !text.is_ascii() {
            marks.reserve_exact(bytes.len() / STEP + 1);
            let mut units = 0;
            for chunk in bytes.chunks(STEP) {
                marks.push(units);
                units += count(chunk, unit);
            }
            if bytes.len().is_multiple_of(STEP) {
                marks.push(units);
            }
        }
        OffsetMap { bytes, unit, marks }
    }

    /// The offset in the map's unit of a byte offset that lies on a character boundary.
    ///
    /// # Panics
    /// When the offset lies beyond the text.
    pub fn get(&self, byte: u32) -> u32 {
        if self.marks.is_empty() {
            return byte;
        }
        let byte = byte as usize;
        let mark = byte / STEP;
        self.marks[mark] + count(&self.bytes[mark * STEP..byte], self.unit)
    }
}

/// Units that begin in these bytes. A character counts where its first byte stands, so chunks may cut it.
fn count(bytes: &[u8], unit: Offsets) -> u32 {
    let starts = bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count();
    let pairs = match unit {
        Offsets::Utf16 => bytes.iter().filter(|&&b| b >= 0xF0).count(),
        _ => 0,
    };
    (starts + pairs) as u32
}

/// White space of any kind and length as single spaces, so that the text fits on one line.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    let plain = |pair: &[u8]| pair != b"  " && !pair.iter().any(|b| (b'\t'..=b'\r').contains(b));
    if text.is_ascii() && text.trim() == text && text.as_bytes().windows(2).all(plain) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Texts rich in what makes units differ, and long enough to pass several marks.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("a".to_owned()),
            Just("İ".to_owned()),
            Just("e\u{301}".to_owned()),
            Just("😀".to_owned()),
            Just("👩‍👩‍👧".to_owned()),
            Just("\r\n".to_owned()),
            Just("习近平".to_owned()),
            any::<char>().prop_map(|c| c.to_string()),
            "[a-z ]{1,70}",
        ];
        proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn offsets_agree_with_counting_the_prefix(text in text()) {
            let chars = OffsetMap::new(&text, Offsets::Char);
            let utf16 = OffsetMap::new(&text, Offsets::Utf16);
            let bytes = OffsetMap::new(&text, Offsets::Byte);
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let prefix = &text[..at];
                prop_assert_eq!(chars.get(at as u32) as usize, prefix.chars().count());
                prop_assert_eq!(utf16.get(at as u32) as usize, prefix.encode_utf16().count());
                prop_assert_eq!(bytes.get(at as u32) as usize, at);
            }
        }

        #[test]
        fn one_line_has_no_line_break_and_keeps_the_words(text in text()) {
            let line = one_line(&text);
            prop_assert!(line.lines().count() <= 1);
            prop_assert!(line.split_whitespace().eq(text.split_whitespace()));
        }
    }
}
