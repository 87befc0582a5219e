//! Pairs quotation marks.

use super::{Quotation, Sentence, Token};

/// The quotations of a text in order of their opening marks.
pub fn find_quotations(text: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Quotation> {
    let _ = (text, tokens, sentences);
    Vec::new()
}
