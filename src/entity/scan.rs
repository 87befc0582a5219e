//! A sentence's tokens with their senses: what the number, money and time patterns read.

use super::lexicon::{Class, Lexicon, Sense};
use crate::text::Text;

/// The senses of every token of a text.
pub(super) fn senses(text: Text<'_>) -> Vec<&'static [Sense]> {
    let lexicon = Lexicon::builtin();
    (0..text.tokens.len()).map(|i| lexicon.senses(text.word(i))).collect()
}

/// A view of one sentence. Token indices are those of the text; beyond the sentence there are only empty words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'a> {
    /// The whole text.
    pub(super) text: Text<'a>,
    /// Senses of all its tokens.
    pub(super) senses: &'a [&'static [Sense]],
    /// First token of the sentence.
    pub(super) start: usize,
    /// Token after the sentence.
    pub(super) end: usize,
}

impl<'a> Scan<'a> {
    /// The token's text; empty outside the sentence.
    pub(super) fn word(&self, i: usize) -> &'a str {
        if i < self.start || i >= self.end { "" } else { self.text.word(i) }
    }

    /// The word before a token; empty at the start of the sentence.
    pub(super) fn before(&self, i: usize) -> &'a str {
        i.checked_sub(1).map_or("", |i| self.word(i))
    }

    /// Whether the token is this word, in any case.
    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// Whether the token is one of these words, in any case.
    pub(super) fn is_any(&self, i: usize, words: &[&str]) -> bool {
        let token = self.word(i);
        !token.is_empty() && words.iter().any(|word| token.eq_ignore_ascii_case(word))
    }

    /// Whether no space stands between a token and the next.
    pub(super) fn touches_next(&self, i: usize) -> bool {
        i + 1 < self.end && self.text.tokens[i].span.end == self.text.tokens[i + 1].span.start
    }

    /// Whether no space stands between a token and the one before it.
    pub(super) fn touches_previous(&self, i: usize) -> bool {
        i > self.start && i < self.end && self.touches_next(i - 1)
    }

    /// Whether the token is a hyphen or dash.
    pub(super) fn is_dash(&self, i: usize) -> bool {
        matches!(self.word(i), "-" | "–" | "—" | "‑" | "−")
    }

    /// The token after a hyphen that joins two words; `i` itself where there is none.
    pub(super) fn skip_hyphen(&self, i: usize) -> usize {
        let joins = self.is_dash(i) && self.touches_previous(i) && self.touches_next(i);
        if joins { i + 1 } else { i }
    }

    /// The longest entry of a class that starts at a token, with the token after it.
    pub(super) fn find(&self, i: usize, class: Class) -> Option<(usize, &'static Sense)> {
        if i < self.start || i >= self.end {
            return None;
        }
        let senses = self.senses[i].iter().filter(|sense| sense.class == class);
        let found = senses.filter_map(|sense| self.phrase_end(i + 1, sense.rest).map(|end| (end, sense)));
        found.max_by_key(|(end, _)| *end)
    }

    /// Whether the token has a sense of a class by itself.
    pub(super) fn has(&self, i: usize, class: Class) -> bool {
        self.find(i, class).is_some()
    }

    /// Whether the token starts with a digit.
    pub(super) fn is_digits(&self, i: usize) -> bool {
        self.word(i).as_bytes().first().is_some_and(u8::is_ascii_digit)
    }

    /// Whether the token starts with a capital letter.
    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.word(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether the token is a word in small letters.
    pub(super) fn is_small(&self, i: usize) -> bool {
        self.word(i).chars().next().is_some_and(char::is_lowercase)
    }

    fn phrase_end(&self, mut i: usize, rest: &str) -> Option<usize> {
        for word in rest.split(' ').filter(|word| !word.is_empty()) {
            if !self.is(i, word) {
                return None;
            }
            i += 1;
        }
        Some(i)
    }
}

/// One number of a run of digits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part {
    /// Its value.
    pub(super) value: f64,
    /// How many digits it has; 0 where it holds a separator and so can be no year, day or hour.
    pub(super) digits: usize,
}

impl Part {
    /// The value as a whole number of at most `digits` digits.
    pub(super) fn whole(self, digits: usize) -> Option<i16> {
        (1..=digits.min(4)).contains(&self.digits).then_some(self.value as i16)
    }

    /// The value as a year of four digits from 1000 to 2199.
    pub(super) fn year(self) -> Option<i16> {
        (self.digits == 4 && (1000.0..2200.0).contains(&self.value)).then_some(self.value as i16)
    }
}

/// Digits with their separators, however they are split into tokens: "1,200.5", "10:30", "2024-10-22", "45th".
#[derive(Clone, Copy, Debug)]
pub(super) struct Digits<'a> {
    parts: [Part; 4],
    count: usize,
    /// What stands between the parts; a dash of any length is `-`.
    pub(super) marks: [u8; 3],
    /// Letters that follow without a space.
    pub(super) suffix: &'a str,
    /// The token after the digits, letters not counted where they are tokens of their own.
    pub(super) end: usize,
    /// The token after the letters.
    pub(super) suffix_end: usize,
}

impl Digits<'_> {
    /// The numbers.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts[..self.count]
    }

    /// The marks between them.
    pub(super) fn marks(&self) -> &[u8] {
        &self.marks[..self.count.saturating_sub(1)]
    }
}

/// The run of digits that starts at a token. `None` where it ends inside a token for which it has no reading.
pub(super) fn digits<'a>(scan: &Scan<'a>, i: usize) -> Option<Digits<'a>> {
    if !scan.is_digits(i) {
        return None;
    }
    let text = &scan.text.text[..scan.text.tokens[scan.end - 1].span.end as usize];
    let start = scan.text.tokens[i].span.start as usize;
    let mut found =
        Digits { parts: [Part::default(); 4], count: 0, marks: [0; 3], suffix: "", end: i, suffix_end: i };
    let mut at = start;
    loop {
        if found.count == 4 {
            return None;
        }
        let dotted = found.count > 0 && found.marks[found.count - 1] == b'.';
        let length = number_length(&text[at..], dotted);
        found.parts[found.count] = part(&text[at..at + length])?;
        found.count += 1;
        at += length;
        let Some((mark, next)) = mark(text, at) else { break };
        *found.marks.get_mut(found.count - 1)? = mark;
        at = next;
    }
    let letters = text[at..].bytes().take_while(u8::is_ascii_alphabetic).count();
    found.suffix = &text[at..at + letters];
    found.suffix_end = token_end(scan, i, at + letters)?;
    found.end = token_end(scan, i, at).unwrap_or(found.suffix_end);
    Some(found)
}

/// Bytes of the number at the start of a text: digits, groups of three after commas, a fraction after a full stop
/// (which in a dotted date is a separator).
fn number_length(text: &str, dotted: bool) -> usize {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = run(0);
    while bytes.get(at) == Some(&b',') && run(at + 1) == 3 {
        at += 4;
    }
    let fraction = if bytes.get(at) == Some(&b'.') { run(at + 1) } else { 0 };
    let dotted_date = fraction > 0
        && bytes.get(at + 1 + fraction) == Some(&b'.')
        && run((at + 2 + fraction).min(bytes.len())) > 0;
    if fraction > 0 && !dotted && !dotted_date { at + 1 + fraction } else { at }
}

fn part(text: &str) -> Option<Part> {
    if text.contains(',') {
        return Some(Part { value: text.replace(',', "").parse().ok()?, digits: 0 });
    }
    let digits = if text.contains('.') { 0 } else { text.len() };
    Some(Part { value: text.parse().ok()?, digits })
}

/// The mark between two numbers at a place of the text, with the place after it.
fn mark(text: &str, at: usize) -> Option<(u8, usize)> {
    let mark = text[at..].chars().next()?;
    let next = at + mark.len_utf8();
    let sign = match mark {
        '-' | '–' | '—' | '‑' | '~' => b'-',
        ':' | '/' | '.' => mark as u8,
        _ => return None,
    };
    text.as_bytes().get(next).is_some_and(u8::is_ascii_digit).then_some((sign, next))
}

/// The token after the one that ends at a byte, looking from token `i` on.
fn token_end(scan: &Scan<'_>, i: usize, byte: usize) -> Option<usize> {
    let after = scan.text.tokens[i..scan.end].iter().position(|token| token.span.end as usize >= byte)?;
    (scan.text.tokens[i + after].span.end as usize == byte).then_some(i + after + 1)
}
