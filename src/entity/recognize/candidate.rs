//! What may become a mention, and who wins.

use crate::entity::tagger::TaggedName;
use crate::entity::{EntityKind, FoundBy};
use crate::gazetteer::{Gazetteer, Hit, HitRole};
use crate::span::TokenRange;
use crate::text::Text;
use std::sync::Arc;

/// How sure a source is of what it found; greater is surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    /// A list name that is also something else: only lends its link to a name found otherwise.
    Doubtful,
    /// An unmistakable name of a list.
    Listed,
    /// The name tagger, which has read the context.
    Tagged,
    /// A list of the user's own, who knows the texts.
    User,
}

/// A name or title that was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it names.
    pub kind: EntityKind,
    /// What found it.
    pub by: FoundBy,
    /// Link of the list entry.
    pub link: Option<Arc<str>>,
    /// How sure the source is.
    pub sureness: Sureness,
}

/// List of the persons whose surnames stand for them.
const LEADERS: &str = "PERSON/leader";

/// The tagger's names.
pub(super) fn model_candidates(names: Vec<TaggedName>) -> Vec<Candidate> {
    let candidate = |name: TaggedName| Candidate {
        tokens: name.tokens,
        kind: name.kind,
        by: FoundBy::Model,
        link: None,
        sureness: Sureness::Tagged,
    };
    names.into_iter().map(candidate).collect()
}

/// The names of list hits. Metonyms are left out: "Beijing" for a government is a city's name first.
pub(super) fn list_candidates(gazetteer: &Gazetteer, text: Text<'_>, hits: &[Hit]) -> Vec<Candidate> {
    let candidate = |hit: &Hit| {
        let entry = gazetteer.entry(hit.entry);
        let kind = match hit.role {
            HitRole::Adjective | HitRole::Noun => EntityKind::Norp,
            HitRole::Metonym => return None,
            _ => entry.kind()?,
        };
        let first = hit.tokens.range().start;
        let starts = text.sentence_of(first).is_some_and(|s| text.sentences[s].tokens.range().start == first);
        // "Xi plans": the surname of one leader, which is no word, needs no more support.
        let surname = hit.weak && !hit.ambiguous && entry.list_type() == LEADERS && hit.tokens.len() == 1;
        let sureness = if entry.is_users() {
            Sureness::User
        } else if surname {
            Sureness::Listed
        } else if hit.ambiguous
            || hit.weak
            || (starts && hit.tokens.len() == 1 && is_part(gazetteer, text, first))
        {
            Sureness::Doubtful
        } else {
            Sureness::Listed
        };
        let link = entry.link().map(Arc::from);
        Some(Candidate { tokens: hit.tokens, kind, by: FoundBy::List(entry.file()), link, sureness })
    };
    hits.iter().filter_map(candidate).collect()
}

/// Whether a token is also a given name or surname.
fn is_part(gazetteer: &Gazetteer, text: Text<'_>, token: usize) -> bool {
    gazetteer.name_part(text.word(token)).is_known()
}

/// Who wins: the longer candidate; of equally long ones the surer source, then the one that came first. A user's
/// list beats all others whatever its length. What a doubtful list name covers is no name by that alone.
///
/// A winner takes the link, and the source, of a list entry with the same tokens and a like kind.
pub(super) fn choose(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    let users = |c: &Candidate| c.sureness == Sureness::User;
    candidates.sort_by_key(|c| (std::cmp::Reverse((users(c), c.tokens.len(), c.sureness)), c.tokens.start));
    let mut chosen: Vec<Candidate> = Vec::new();
    let mut taken = Taken::default();
    for candidate in &candidates {
        if candidate.sureness != Sureness::Doubtful && taken.take(candidate.tokens) {
            chosen.push(candidate.clone());
        }
    }
    chosen.sort_by_key(|c| c.tokens);
    for listed in candidates.iter().filter(|c| matches!(c.by, FoundBy::List(_))) {
        if let Ok(at) = chosen.binary_search_by_key(&listed.tokens, |c| c.tokens) {
            let winner = &mut chosen[at];
            if winner.by == FoundBy::Model && is_like(&winner.kind, &listed.kind) {
                winner.by = listed.by.clone();
                winner.link = listed.link.clone();
            }
        }
    }
    chosen
}

/// Whether a list entry of kind `listed` can be what a name of kind `found` names.
fn is_like(found: &EntityKind, listed: &EntityKind) -> bool {
    found == listed || found.is_place() && listed.is_place()
}

/// Tokens that are taken.
#[derive(Debug, Default)]
pub(super) struct Taken {
    tokens: Vec<bool>,
}

impl Taken {
    /// Takes these tokens if all are free.
    pub fn take(&mut self, tokens: TokenRange) -> bool {
        let range = tokens.range();
        if self.tokens.len() < range.end {
            self.tokens.resize(range.end, false);
        }
        let free = self.tokens[range.clone()].iter().all(|taken| !taken);
        if free {
            self.tokens[range].fill(true);
        }
        free
    }
}
