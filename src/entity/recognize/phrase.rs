//! Phrases whose head is written small: "2016 United States presidential election", "BRICS summit".

use crate::entity::tagger::is_capital;
use crate::span::TokenRange;
use crate::text::{Case, Text, TokenKind};
use once_cell::sync::Lazy;

/// Words for events that are written small at the end of names, sorted by their bytes, one a line.
static EVENT_HEADS: Lazy<Vec<&str>> = Lazy::new(|| include_str!("event-heads.txt").lines().collect());
/// How many small words may stand between a capitalised word and the head.
const BETWEEN: usize = 2;

/// Phrases that end in a small word for an event, from the nearest capitalised word before it: the tagger decides
/// whether they are names.
pub(super) fn event_phrases(text: Text<'_>) -> Vec<TokenRange> {
    let mut found = Vec::new();
    for sentence in text.sentences {
        let mut capital = None;
        for (i, token) in sentence.tokens.range().map(|i| (i, &text.tokens[i])) {
            if is_capital(token) {
                capital = Some(i);
            } else if token.kind != TokenKind::Word {
                capital = None;
            } else if let Some(start) = capital.filter(|start| i - start <= BETWEEN + 1)
                && token.case == Case::Lower
                && EVENT_HEADS.binary_search(&text.word(i)).is_ok()
            {
                found.push(TokenRange::new(start, i + 1));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{split_sentences, tokenize};

    #[test]
    fn an_event_ends_in_a_small_word_close_after_a_capital() {
        assert!(EVENT_HEADS.is_sorted());
        let text =
            "The 2016 Peruvian general election and the BRICS summit were no war; Peru saw neither a war.";
        let tokens = tokenize(text);
        let sentences = split_sentences(text, &tokens);
        let view = Text { text, tokens: &tokens, sentences: &sentences, quotations: &[] };
        let found: Vec<&str> = event_phrases(view).into_iter().map(|tokens| view.slice(tokens)).collect();
        assert_eq!(found, ["Peruvian general election", "BRICS summit"]);
    }
}
