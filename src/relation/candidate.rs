//! A fact in the making: what a rule found, before arguments become entities.

use super::fact::Qualifier;
use super::factuality::Factuality;
use crate::entity::MentionId;
use crate::span::Span;
use std::sync::Arc;

/// Subject or object as a rule binds it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filler {
    /// A mention: its entity, or, for a title or number, its text.
    Mention(MentionId),
    /// Other text.
    Literal(Span),
}

/// What a rule found.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Index of the predicate.
    pub predicate: usize,
    /// `predicate/frame`.
    pub rule: Arc<str>,
    pub subject: Option<Filler>,
    pub object: Option<Filler>,
    pub qualifiers: Vec<Qualifier>,
    pub factuality: Factuality,
    pub sentence: usize,
    /// Bytes of the word that carries the relation.
    pub trigger: Span,
    /// Whether the sentence asserts it; a title before a name or an apposition presupposes it.
    pub asserted: bool,
    /// How sure the construction is.
    pub confidence: f64,
}
