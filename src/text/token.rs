//! Splits a text into tokens.

use super::{Case, Token, TokenKind};
use crate::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// The tokens of a text in order.
pub fn tokenize(text: &str) -> Vec<Token> {
    let words = text.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty());
    words
        .map(|(at, word)| Token { span: Span::new(at, at + word.len()), kind: kind(word), case: case(word) })
        .collect()
}

fn kind(word: &str) -> TokenKind {
    match word.chars().next() {
        Some(c) if c.is_alphabetic() => TokenKind::Word,
        Some(c) if c.is_numeric() => TokenKind::Number,
        Some(c) if c.is_ascii_punctuation() => TokenKind::Punctuation,
        _ => TokenKind::Symbol,
    }
}

fn case(word: &str) -> Case {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        None => Case::None,
        Some(first) if first.is_uppercase() && letters.clone().all(char::is_lowercase) => Case::Title,
        Some(first) if first.is_uppercase() && letters.all(char::is_uppercase) => Case::Upper,
        Some(_) if word.chars().all(|c| !c.is_uppercase()) => Case::Lower,
        Some(_) => Case::Mixed,
    }
}
