//! Positions: byte spans of the text and ranges of tokens.
//!
//! The two are different types so that one cannot be taken for the other. Both are half open and count with
//! 32 bits, which bounds a document to 4 GiB (see [`crate::Extractor::extract`]).

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of a document's text: byte offsets, `start` inclusive and `end` exclusive, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end && end <= u32::MAX as usize);
        Span { start: start as u32, end: end as u32 }
    }

    /// The text under the span. The span has to come from this text.
    pub fn slice(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A run of a document's tokens: indices into [`crate::Document::tokens`], `start` inclusive, `end` exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenRange {
    /// Index of the first token.
    pub start: u32,
    /// Index after the last token.
    pub end: u32,
}

impl TokenRange {
    /// The tokens from index `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> TokenRange {
        debug_assert!(start <= end && end <= u32::MAX as usize);
        TokenRange { start: start as u32, end: end as u32 }
    }

    /// Number of tokens.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the range holds no token.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The indices as a standard range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the token with this index belongs to the range.
    pub fn has(self, token: usize) -> bool {
        self.range().contains(&token)
    }

    /// Whether `other` lies wholly inside this range.
    pub fn contains(self, other: TokenRange) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share a token.
    pub fn overlaps(self, other: TokenRange) -> bool {
        self.start < other.end && other.start < self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_only_touch_do_not_overlap() {
        let (a, b) = (Span::new(0, 3), Span::new(3, 5));
        assert!(!a.overlaps(b));
        assert_eq!(a.join(b), Span::new(0, 5));
        assert!(a.join(b).contains(b));
        assert_eq!(b.slice("Xi met"), "me");
    }
}
