//! Cuts Unicode words into the smallest pieces that news tokens are made of.
//!
//! A Unicode word can hold more than one token ("don't", "35km", "said.He"); a token can hold more than one
//! Unicode word ("U.S.", "10:30"). Atoms are the pieces that are never cut again; [`super::token`] joins them.

use super::address::is_domain;
use super::lexicon::LEXICON;
use super::segment::segments;

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Letters, perhaps with inner marks or digits: "Qa'ida", "G7", "1980s".
    Letters,
    /// Single letters between full stops, the last stop not included: "U.S", "p.m".
    Acronym,
    /// An ending after an apostrophe: "'s", "n't".
    Clitic,
    /// Digits with their separators: "1,200.5".
    Digits,
    /// An ordinal in digits: "45th".
    Ordinal,
    /// A web address without "http": "example.org".
    Domain,
    /// One character (with its combining marks) that is neither letter nor digit.
    Mark(char),
}

/// A piece of the text: byte offsets within its run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) class: Class,
}

/// Appends the atoms of a run without white space.
pub(super) fn atoms(run: &str, out: &mut Vec<Atom>) {
    segments(run, |start, end| {
        let word = &run[start..end];
        let first = word.chars().next().unwrap_or_default();
        if first.is_numeric() {
            numeric(word, start, out);
        } else if first.is_alphabetic() || first == '_' {
            wordlike(word, start, out);
        } else {
            mark(word, first, start, out);
        }
    });
}

fn push(out: &mut Vec<Atom>, start: usize, end: usize, class: Class) {
    if start < end {
        out.push(Atom { start, end, class });
    }
}

/// A mark; invisible characters that Unicode hangs on it are kept with it.
fn mark(word: &str, first: char, start: usize, out: &mut Vec<Atom>) {
    push(out, start, start + word.len(), Class::Mark(first));
}

/// A word that begins with a digit: number, ordinal, number with unit, or a name such as "4chan".
fn numeric(word: &str, start: usize, out: &mut Vec<Atom>) {
    let end = start + word.len();
    let digits =
        word.find(|c: char| !c.is_numeric() && !matches!(c, '.' | ',' | '\'' | '’')).unwrap_or(word.len());
    let rest = &word[digits..];
    if rest.is_empty() {
        push(out, start, end, Class::Digits);
    } else if let Some(after) = rest.strip_prefix(';') {
        push(out, start, start + digits, Class::Digits);
        push(out, start + digits, start + digits + 1, Class::Mark(';'));
        numeric_rest(after, start + digits + 1, out);
    } else if ["st", "nd", "rd", "th"].iter().any(|ending| rest.eq_ignore_ascii_case(ending)) {
        push(out, start, end, Class::Ordinal);
    } else if LEXICON.is_unit(rest) {
        push(out, start, start + digits, Class::Digits);
        let class = if rest.contains('.') { Class::Acronym } else { Class::Letters };
        push(out, start + digits, end, class);
    } else {
        let cut = clitic(word).unwrap_or(word.len());
        push(out, start, start + cut, Class::Letters);
        push(out, start + cut, end, Class::Clitic);
    }
}

/// What follows a semicolon between digits. A loop over the parts, so that a long chain of them needs no stack.
fn numeric_rest(rest: &str, mut start: usize, out: &mut Vec<Atom>) {
    for (i, part) in rest.split(';').enumerate() {
        if i > 0 {
            push(out, start, start + 1, Class::Mark(';'));
            start += 1;
        }
        numeric(part, start, out);
        start += part.len();
    }
}

/// A word that begins with a letter.
fn wordlike(word: &str, start: usize, out: &mut Vec<Atom>) {
    let bytes = word.as_bytes();
    let plain = bytes.iter().all(u8::is_ascii_alphanumeric);
    if plain {
        return match LEXICON.contraction(word) {
            Some(cut) => {
                push(out, start, start + cut, Class::Letters);
                push(out, start + cut, start + word.len(), Class::Letters);
            }
            None => push(out, start, start + word.len(), Class::Letters),
        };
    }
    // A colon between letters is part of a Unicode word but of no English one.
    let mut at = start;
    for (i, part) in word.split(':').enumerate() {
        if i > 0 {
            push(out, at, at + 1, Class::Mark(':'));
            at += 1;
        }
        let end = at + part.len();
        match clitic(part) {
            Some(cut) => {
                dotted(&part[..cut], at, out);
                push(out, at + cut, end, Class::Clitic);
            }
            None => dotted(part, at, out),
        }
        at = end;
    }
}

/// Where the clitic of a word begins: 5 for "China’s", 2 for "don't".
fn clitic(word: &str) -> Option<usize> {
    let (at, apostrophe) = word.char_indices().rev().take(3).find(|(_, c)| matches!(c, '\'' | '’'))?;
    let ending = &word[at + apostrophe.len_utf8()..];
    let is = |wanted: &str| ending.eq_ignore_ascii_case(wanted);
    if is("t") && at >= 2 && matches!(word.as_bytes()[at - 1], b'n' | b'N') {
        return Some(at - 1);
    }
    (at > 0 && ["s", "re", "ve", "ll", "d", "m"].iter().any(|e| is(e))).then_some(at)
}

/// A word with full stops between its letters: acronym, web address, or two words with a stop but no space.
fn dotted(word: &str, start: usize, out: &mut Vec<Atom>) {
    let end = start + word.len();
    if !word.contains('.') {
        push(out, start, end, Class::Letters);
    } else if is_acronym(word) {
        push(out, start, end, Class::Acronym);
    } else if is_domain(word) {
        push(out, start, end, Class::Domain);
    } else if let Some(cut) = missing_space(word) {
        let left = &word[..cut];
        push(out, start, start + cut, if is_acronym(left) { Class::Acronym } else { Class::Letters });
        push(out, start + cut, start + cut + 1, Class::Mark('.'));
        push(out, start + cut + 1, end, Class::Letters);
    } else {
        push(out, start, end, Class::Letters);
    }
}

/// "U.S", "p.m", "Ph.D": at least one part is a single letter and none is longer than two.
fn is_acronym(word: &str) -> bool {
    let mut parts = word.split('.').map(|part| part.chars().count());
    word.contains('.') && parts.clone().all(|n| n <= 2) && parts.any(|n| n == 1)
}

/// The last full stop of a word, if a large letter and then a small one follow: "said.He", "J.K.Rowling".
fn missing_space(word: &str) -> Option<usize> {
    let (left, right) = word.rsplit_once('.')?;
    let mut letters = right.chars();
    let opens = letters.next()?.is_uppercase() && letters.next().is_some_and(char::is_lowercase);
    (opens && (!left.contains('.') || is_acronym(left))).then_some(left.len())
}
