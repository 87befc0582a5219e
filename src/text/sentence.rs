//! Groups tokens into sentences.

use super::{Sentence, Token};
use crate::span::TokenRange;

/// The sentences of a text in order; page furniture lies in none of them.
pub fn split_sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (i, token) in tokens.iter().enumerate() {
        let stop = matches!(token.span.slice(text), "." | "!" | "?");
        let next = tokens.get(i + 1).map_or(text.len(), |t| t.span.start as usize);
        if stop || i + 1 == tokens.len() || text[token.span.end as usize..next].contains('\n') {
            let span = tokens[start].span.join(token.span);
            sentences.push(Sentence { span, tokens: TokenRange::new(start, i + 1), headline: !stop });
            start = i + 1;
        }
    }
    sentences
}
