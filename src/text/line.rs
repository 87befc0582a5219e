//! The lines of a text, and which of them go on in the next line.

use super::lexicon::LEXICON;
use super::{Case, Token, TokenKind};
use crate::span::{Span, TokenRange};

/// What lies between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// White space within a line, or the end of a line that goes on in the next.
    Space,
    /// The end of a line.
    Line,
    /// At least one empty line.
    Paragraph,
}

/// A line with at least one token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) tokens: TokenRange,
    /// What ends it; [`Gap::Space`] when it goes on in the next line.
    pub(super) end: Gap,
}

/// The narrowest and widest text that counts as hard-wrapped, in bytes.
const WRAPPED: std::ops::RangeInclusive<usize> = 40..=160;

/// What lies after a token, given the token that follows.
pub(super) fn gap(text: &str, token: &Token, next: &Token) -> Gap {
    let between = &text.as_bytes()[token.span.end as usize..next.span.start as usize];
    match between {
        [] => return Gap::None,
        [b' '] => return Gap::Space,
        [b'\n'] => return Gap::Line,
        _ => {}
    }
    let between = &text[token.span.end as usize..next.span.start as usize];
    let mut lines = 0;
    let mut last = ' ';
    for c in between.chars() {
        match c {
            '\n' if last == '\r' => {}
            '\u{2029}' => lines += 2,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' => lines += 1,
            _ => {}
        }
        last = c;
    }
    match lines {
        0 => Gap::Space,
        1 => Gap::Line,
        _ => Gap::Paragraph,
    }
}

/// The lines of a text in order, those of hard-wrapped paragraphs marked as going on.
pub(super) fn lines(text: &str, tokens: &[Token]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for i in 0..tokens.len() {
        let end = tokens.get(i + 1).map_or(Gap::Paragraph, |next| gap(text, &tokens[i], next));
        if matches!(end, Gap::Line | Gap::Paragraph) {
            lines.push(Line { tokens: TokenRange::new(start, i + 1), end });
            start = i + 1;
        }
    }
    let mut first = 0;
    for i in 0..lines.len() {
        if lines[i].end == Gap::Paragraph {
            join(&Block { text, tokens }, &mut lines[first..=i]);
            first = i + 1;
        }
    }
    lines
}

struct Block<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

/// Marks the lines of one paragraph that go on in the next line.
fn join(block: &Block<'_>, lines: &mut [Line]) {
    let width = lines.iter().map(|line| block.span(line).len()).max().unwrap_or(0);
    let wrapped = WRAPPED.contains(&width) && {
        let inner = &lines[..lines.len() - 1];
        let full = |i: usize| block.is_full(&lines[i], &lines[i + 1], width);
        let closed = |i: usize| block.is_closed(&lines[i]);
        (0..inner.len()).all(|i| full(i) || closed(i))
            && (0..inner.len()).filter(|&i| full(i) && !closed(i)).count() >= 2
    };
    for i in 1..lines.len() {
        let (line, next) = (&lines[i - 1], &lines[i]);
        let goes_on = wrapped && block.is_full(line, next, width);
        if goes_on || block.is_unfinished(line, next) {
            lines[i - 1].end = Gap::Space;
        }
    }
}

impl Block<'_> {
    fn span(&self, line: &Line) -> Span {
        self.tokens[line.tokens.start as usize].span.join(self.last(line).span)
    }

    fn last(&self, line: &Line) -> &Token {
        &self.tokens[line.tokens.end as usize - 1]
    }

    /// Whether the next line's first word had no room in this line: the mark of a text wrapped at a fixed width.
    fn is_full(&self, line: &Line, next: &Line, width: usize) -> bool {
        let next = self.span(next).slice(self.text);
        let word = next.find(char::is_whitespace).unwrap_or(next.len());
        self.span(line).len() + 1 + word > width
    }

    /// Whether a line ends as a sentence does.
    fn is_closed(&self, line: &Line) -> bool {
        self.span(line)
            .slice(self.text)
            .trim_end_matches(['"', '”', '’', '\'', ')', ']', '»'])
            .ends_with(['.', '!', '?', ':', '…'])
    }

    /// Whether the next line goes on in a small letter, or this one ends in a word that needs another.
    fn is_unfinished(&self, line: &Line, next: &Line) -> bool {
        if self.is_closed(line) || self.last(line).span.slice(self.text) == ";" {
            return false;
        }
        let first = &self.tokens[next.tokens.start as usize];
        let small = first.case == Case::Lower && matches!(first.kind, TokenKind::Word | TokenKind::Clitic);
        small || LEXICON.is_unfinished(self.last(line).span.slice(self.text))
    }
}
