//! List hits and name parts as the name tagger sees them.

use super::phrase::event_phrases;
use crate::entity::tagger::table::{hash_bytes, hash_pair};
use crate::entity::tagger::{Hint, is_capital};
use crate::gazetteer::{Gazetteer, Hit};
use crate::span::TokenRange;
use crate::text::{Text, TokenKind};

/// Class of phrases with a small word for an event at their end.
const EVENT_PHRASE: u32 = 100;

/// What the lists say of a text, for the name tagger, in the order of the first tokens.
pub fn list_hints(gazetteer: &Gazetteer, text: Text<'_>, hits: &[Hit]) -> Vec<Hint> {
    let mut hints: Vec<Hint> = hits.iter().map(|hit| read_hit(gazetteer, hit)).collect();
    for sentence in text.sentences {
        let capitals = sentence.tokens.range().filter(|i| is_capital(&text.tokens[*i]));
        for token in capitals.filter(|i| text.tokens[*i].kind == TokenKind::Word) {
            let parts = gazetteer.name_part(text.word(token));
            if parts.is_known() {
                let class = u32::from(parts.is_given())
                    + 2 * u32::from(parts.is_surname())
                    + 4 * u32::from(parts.is_place());
                hints.push(Hint {
                    tokens: TokenRange::new(token, token + 1),
                    class: class + 1,
                    ambiguous: parts.is_ambiguous(),
                    opens: false,
                });
            }
        }
    }
    hints.extend(event_phrases(text).into_iter().map(|tokens| Hint {
        tokens,
        class: EVENT_PHRASE,
        ambiguous: false,
        opens: true,
    }));
    hints.sort_by_key(|hint| (hint.tokens, hint.class));
    hints
}

fn read_hit(gazetteer: &Gazetteer, hit: &Hit) -> Hint {
    let entry = gazetteer.entry(hit.entry);
    let class = hash_bytes(entry.list_type().as_bytes());
    Hint {
        tokens: hit.tokens,
        class: hash_pair(class, hit.role as u32 * 2 + u32::from(hit.inner)),
        ambiguous: hit.ambiguous || hit.weak,
        opens: entry.kind().is_some() && !hit.ambiguous && !hit.weak,
    }
}
