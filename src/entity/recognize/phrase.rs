//! Phrases whose head is written small: "2016 United States presidential election", "BRICS summit".

use crate::entity::tagger::is_capital;
use crate::gazetteer::{Gazetteer, Hit};
use crate::span::TokenRange;
use crate::text::{Case, Text, TokenKind};

/// List of the words for events.
const EVENT_HEAD: &str = "word/event-head";
/// How many small words may stand between a capitalised word and the head.
const BETWEEN: usize = 2;

/// Phrases that end in a small word for an event, from the nearest capitalised word or number before it: the tagger
/// decides whether they are names.
pub(super) fn event_phrases<'a>(
    gazetteer: &'a Gazetteer,
    text: Text<'a>,
    hits: &'a [Hit],
) -> impl Iterator<Item = TokenRange> + 'a {
    hits.iter().filter_map(move |hit| {
        let head = hit.tokens.range();
        let small = text.tokens[head.start].case == Case::Lower;
        if !small || gazetteer.entry(hit.entry).list_type() != EVENT_HEAD {
            return None;
        }
        let sentence = text.sentences[text.sentence_of(head.start)?].tokens.range();
        let low = head.start.saturating_sub(BETWEEN + 1).max(sentence.start);
        let start = (low..head.start).rev().find(|i| is_capital(&text.tokens[*i]))?;
        let words = start + 1..head.start;
        let all_small = words.into_iter().all(|i| text.tokens[i].kind == TokenKind::Word);
        all_small.then(|| TokenRange::new(start, head.end))
    })
}
