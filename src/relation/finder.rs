//! The relation stage: from a resolved document to its facts.

use super::assemble::Assembler;
use super::candidate::Candidate;
use super::fact::Fact;
use super::frames::FrameMatcher;
use super::lifespan::LifespanReader;
use super::places::PlaceReader;
use super::role::RoleReader;
use super::rule::{RuleSet, Rules};
use super::sequences::SequenceMatcher;
use super::speech::{SpeechReader, Statement};
use super::unit::{Unit, stretches};
use super::words::{Class, is};
use crate::document::Document;
use crate::entity::{Mention, find_dateline};
use crate::error::Result;
use crate::span::TokenRange;
use once_cell::sync::Lazy;
use std::ops::Range;
use std::sync::Arc;

/// Finds the facts of a document by rules.
#[derive(Clone, Debug)]
pub struct RelationFinder {
    rules: Arc<RuleSet>,
}

impl RelationFinder {
    /// The finder with the built-in rules.
    pub fn builtin() -> RelationFinder {
        static RULES: Lazy<Arc<RuleSet>> = Lazy::new(|| {
            Arc::new(Rules::builtin().compile().expect("the tests check every built-in rule file"))
        });
        RelationFinder { rules: RULES.clone() }
    }

    /// The finder with the built-in rules and others after them.
    ///
    /// # Errors
    /// When a rule names an unknown kind, qualifier or slot.
    pub fn with_rules(rules: &Rules) -> Result<RelationFinder> {
        let mut all = Rules::builtin().clone();
        all.extend(rules.clone());
        Ok(RelationFinder { rules: Arc::new(all.compile()?) })
    }

    /// Finds the facts of a document whose mentions are resolved, and the speakers of its quotations.
    pub fn find(&self, document: &mut Document) {
        let mut candidates = Vec::new();
        let mut statements = Vec::new();
        let dateline =
            find_dateline(document.as_text()).map_or(TokenRange::default(), |dateline| dateline.tokens);
        for sentence in 0..document.sentences.len() {
            let nearby = mentions_in(&document.mentions, sentence);
            if document.mentions[nearby.clone()].iter().any(|m| m.entity.is_some()) {
                let place = (sentence, nearby, dateline);
                self.read_sentence(document, place, &mut candidates, &mut statements);
            }
        }
        statements.sort_by_key(|s| (s.content.start, s.content.end, s.cue.start));
        let facts: Vec<Fact> =
            Assembler { document, rules: &self.rules, statements: &statements }.assemble(candidates);
        document.facts = facts;
        speakers(document, &statements);
    }

    fn read_sentence(
        &self,
        document: &Document,
        (sentence, nearby, dateline): (usize, Range<usize>, TokenRange),
        found: &mut Vec<Candidate>,
        statements: &mut Vec<Statement>,
    ) {
        let (text, rules, entities) = (document.as_text(), &*self.rules, document.entities.as_slice());
        for mut stretch in stretches(text, sentence) {
            // "KAZAN, Oct 22 (Reuters) —" is no part of the clause after it.
            stretch.words.retain(|&token| !dateline.has(token as usize));
            if stretch.words.is_empty() {
                continue;
            }
            let verbs = |lemma: &str| rules.is_verb(lemma) || is(lemma, Class::Reporting);
            let unit = Unit::parse(text, &document.mentions, nearby.clone(), stretch, &verbs);
            FrameMatcher { rules, unit: &unit, entities }.find(found);
            RoleReader { rules, unit: &unit, entities }.find(found);
            SpeechReader { rules, unit: &unit, entities }.find(statements, found);
        }
        let mentions = &document.mentions;
        SequenceMatcher { rules, text, mentions, entities, nearby: nearby.clone(), sentence }.find(found);
        LifespanReader { rules, text, mentions, nearby: nearby.clone(), sentence }.find(found);
        PlaceReader { rules, text, mentions, entities, nearby, sentence }.find(found);
    }
}

impl Default for RelationFinder {
    fn default() -> RelationFinder {
        RelationFinder::builtin()
    }
}

/// The mentions of a sentence, as a range of the document's mentions.
fn mentions_in(mentions: &[Mention], sentence: usize) -> Range<usize> {
    let start = mentions.partition_point(|m| (m.sentence as usize) < sentence);
    let end = mentions.partition_point(|m| m.sentence as usize <= sentence);
    start..end
}

/// Writes the speakers that were found into the quotations.
fn speakers(document: &mut Document, statements: &[Statement]) {
    for quotation in &mut document.quotations {
        let first = statements.partition_point(|s| s.content.start < quotation.span.start);
        let mut at = statements[first..].iter().take_while(|s| s.content.start == quotation.span.start);
        let Some(statement) = at.find(|s| s.content == quotation.span) else { continue };
        quotation.mention = Some(statement.speaker);
        quotation.speaker = document.mentions[statement.speaker.index()].entity;
        quotation.cue = Some(statement.cue.slice(&document.text).to_owned());
    }
}
