//! Features of a word form that do not depend on the words around it.

use super::hash::{self, finish, mix};
use super::lexicon::{Entry, Lexicon};

/// What the case of a word's letters is worth where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum CaseContext {
    /// Inside a sentence: a capital means something.
    Inside,
    /// At the beginning of a sentence or of a quotation in it.
    Initial,
    /// In a line where nearly every word begins with a capital.
    Headline,
    /// In a line without small letters.
    Capitals,
}

/// The case contexts of the words of one sentence.
#[derive(Debug, Clone, Copy)]
pub struct SentenceCase {
    line: CaseContext,
    first: usize,
}

impl CaseContext {
    /// Looks at the letters of a sentence.
    pub fn of(words: &[&str]) -> SentenceCase {
        let mut lettered = 0;
        let mut small = 0;
        let mut long = 0;
        let mut long_capital = 0;
        for word in words {
            let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
            let Some(first) = letters.next() else { continue };
            let length = 1 + letters.clone().count();
            if length < 2 {
                continue;
            }
            lettered += 1;
            small += usize::from(letters.any(char::is_lowercase) || first.is_lowercase());
            if length >= 4 {
                long += 1;
                long_capital += usize::from(first.is_uppercase());
            }
        }
        let line = if lettered >= 3 && small == 0 {
            CaseContext::Capitals
        } else if long >= 4 && long_capital * 10 >= long * 9 {
            CaseContext::Headline
        } else {
            CaseContext::Inside
        };
        let first = words.iter().position(|word| word.chars().any(char::is_alphanumeric)).unwrap_or(0);
        SentenceCase { line, first }
    }
}

impl SentenceCase {
    /// The context of the word at that place.
    pub fn at(self, word: usize) -> CaseContext {
        match self.line {
            CaseContext::Inside if word == self.first => CaseContext::Initial,
            line => line,
        }
    }
}

/// The parts of a word form that join with other features.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    /// Hash of the form in small letters; 0 where there is no word.
    pub form: u32,
    /// Hash of its last two letters.
    pub suffix: u32,
    /// Its shape, see [`shape`].
    pub shape: u8,
    /// What the lexicon knows.
    pub entry: Entry,
}

impl Word {
    /// Whether the form takes no tag outside its class.
    pub fn is_closed(self) -> bool {
        self.entry.flags & Entry::CLOSED != 0
    }
}

/// Appends the features of a form, each with how far it reaches (0: speaks of its own tag only, 1: of the next words'
/// too, 2: two words away), and returns its parts.
pub fn word_features(text: &str, case: CaseContext, lexicon: &Lexicon<'_>, out: &mut Vec<(u32, u8)>) -> Word {
    let form = hash::lower(text);
    let entry = lexicon.get(form);
    let shape = shape(text, case);
    let mut push =
        |template: u64, value: u64, reach: u8| out.push((finish(mix(mix(template, value), 77)), reach));
    push(1, u64::from(form), 2);
    push(2, u64::from(shape), 2);
    push(3, u64::from(entry.class), 2);
    push(4, u64::from(entry.fine), 2);
    push(5, u64::from(entry.coarse), 1);
    push(6, u64::from(entry.flags) << 8 | u64::from(shape), 1);
    push(7, u64::from(hash::text(text)) << 2 | case as u64, 0);
    push(8, u64::from(entry.class) << 8 | u64::from(shape), 0);
    push(9, u64::from(entry.fine) << 8 | u64::from(shape), 0);
    push(0, 0, 2);
    let mut suffix = 0;
    for length in 1..=5 {
        let Some(end) = last_letters(text, length) else { break };
        let end = hash::lower(end);
        if length == 2 {
            suffix = end;
        }
        push(10 + length as u64, u64::from(end), u8::from(length == 3 || length == 2));
        if length == 3 {
            push(20, u64::from(end) << 8 | u64::from(shape), 0);
            push(21, u64::from(end) << 8 | u64::from(entry.flags), 0);
        }
    }
    for length in 1..=4 {
        let Some((end, _)) = text.char_indices().nth(length) else { break };
        push(30 + length as u64, u64::from(hash::lower(&text[..end])), 0);
    }
    Word { form, suffix, shape, entry }
}

/// The last letters of a text, `None` when it is not longer than that.
fn last_letters(text: &str, count: usize) -> Option<&str> {
    let (start, _) = text.char_indices().rev().nth(count - 1)?;
    (start > 0).then(|| &text[start..])
}

/// A small number for the kinds of characters of a form and the worth of its case.
pub fn shape(text: &str, case: CaseContext) -> u8 {
    let mut kinds = 0u8;
    let mut first_upper = false;
    for (at, letter) in text.chars().enumerate() {
        kinds |= match letter {
            _ if letter.is_lowercase() => 1,
            _ if letter.is_uppercase() => {
                first_upper |= at == 0;
                if at == 0 { 0 } else { 2 }
            }
            _ if letter.is_numeric() => 4,
            _ if letter.is_alphabetic() => 1,
            '-' | '.' | ',' | ':' | '/' | '\'' => 8,
            _ => 16,
        };
    }
    let cased = first_upper || kinds & 2 != 0;
    let context = if cased { case as u8 } else { 0 };
    kinds | u8::from(first_upper) << 5 | context << 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_by_their_case() {
        let of = |line: &str| CaseContext::of(&line.split(' ').collect::<Vec<_>>()).line;
        assert_eq!(of("The minister left for Oslo ."), CaseContext::Inside);
        assert_eq!(of("Minister Leaves for Oslo After Talks"), CaseContext::Headline);
        assert_eq!(of("MINISTER LEAVES FOR OSLO"), CaseContext::Capitals);
    }

    #[test]
    fn a_first_word_is_initial_even_behind_a_quotation_mark() {
        let case = CaseContext::of(&["“", "We", "won", "."]);
        assert_eq!(case.at(1), CaseContext::Initial);
        assert_eq!(case.at(2), CaseContext::Inside);
    }

    #[test]
    fn shapes_tell_capitals_digits_and_marks() {
        let inside = |text| shape(text, CaseContext::Inside);
        assert_ne!(inside("Kazan"), inside("kazan"));
        assert_ne!(inside("USA"), inside("Usa"));
        assert_ne!(inside("45"), inside("45th"));
        assert_ne!(shape("Kazan", CaseContext::Initial), inside("Kazan"));
        assert_eq!(shape("kazan", CaseContext::Initial), inside("kazan"));
    }
}
