//! Who says what: reporting verbs, quotations and "according to", and the stretches of text that they cover.

use super::candidate::{Candidate, Filler};
use super::factuality::factuality;
use super::rule::RuleSet;
use super::unit::{Unit, preposition};
use super::words::{Class, is};
use crate::entity::{Entity, EntityKind, Form, MentionId};
use crate::span::Span;
use crate::syntax::{Deprel, Upos};
use crate::text::Quotation;

/// Verbs whose plain object is a statement too ("denies the charges", "announces a plan").
const WITH_OBJECT: [&str; 9] =
    ["announce", "report", "deny", "confirm", "claim", "declare", "state", "reveal", "say"];

/// How many words an apposition between a speaker and the verb may have.
const APPOSITION: usize = 25;

/// Verbs whose statement stands in a phrase: "warns of consequences".
const OF_SOMETHING: [&str; 5] = ["warn", "complain", "boast", "inform", "speak"];

/// A stretch of text that somebody is said to say.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub speaker: MentionId,
    /// Bytes of what is said.
    pub content: Span,
    /// Bytes of the reporting word.
    pub cue: Span,
}

/// Finds statements in the units of a document.
#[derive(Debug)]
pub(crate) struct SpeechReader<'r, 'a> {
    pub rules: &'r RuleSet,
    pub unit: &'r Unit<'a>,
    pub entities: &'r [Entity],
}

impl SpeechReader<'_, '_> {
    /// The statements of the unit; those without content in the unit cover a quotation beside it.
    pub fn find(&self, statements: &mut Vec<Statement>, found: &mut Vec<Candidate>) {
        for node in 0..self.unit.tree.len() as u32 {
            let statement =
                if self.unit.is_verb(node) { self.reported(node) } else { self.according_to(node) };
            if let Some((speaker_node, content)) = statement {
                self.take(node, speaker_node, content, statements, found);
            }
        }
    }

    fn take(
        &self,
        cue: u32,
        speaker: u32,
        content: Span,
        statements: &mut Vec<Statement>,
        found: &mut Vec<Candidate>,
    ) {
        let unit = self.unit;
        let speakers: Vec<MentionId> =
            unit.fillers(speaker).into_iter().filter(|&m| self.can_speak(m)).collect();
        let verdict = factuality(unit, cue);
        for &speaker in &speakers {
            let statement = Statement { speaker, content, cue: unit.span(cue) };
            if let Some(predicate) = self.rules.predicate("said") {
                found.push(Candidate {
                    predicate,
                    rule: if unit.is_verb(cue) { "said/verb".into() } else { "said/according-to".into() },
                    subject: Some(Filler::Mention(speaker)),
                    object: Some(Filler::Literal(content)),
                    qualifiers: Vec::new(),
                    factuality: verdict,
                    sentence: unit.sentence,
                    trigger: unit.span(cue),
                    asserted: true,
                    confidence: 0.9,
                });
            }
            statements.push(statement);
        }
    }

    fn can_speak(&self, mention: MentionId) -> bool {
        let mention = self.unit.mention(mention);
        let kind = mention.entity.map_or(&mention.kind, |e| &self.entities[e.index()].kind);
        matches!(
            kind,
            EntityKind::Person | EntityKind::Org | EntityKind::Gpe | EntityKind::Norp | EntityKind::WorkOfArt
        )
    }

    /// The speaker's node and the content of a reporting verb.
    fn reported(&self, verb: u32) -> Option<(u32, Span)> {
        let unit = self.unit;
        let lemma = unit.lemma(verb);
        let quoting = is(lemma, Class::Quoting);
        if !(quoting || is(lemma, Class::Reporting)) || unit.is_passive(verb) {
            return None;
        }
        let content = if quoting { self.quotation_beside(verb)?.span } else { self.content(verb)? };
        let subject = unit.surface_subject(verb, 3);
        let named = |&n: &u32| unit.fillers(n).into_iter().any(|m| self.can_speak(m));
        let speaker = subject.filter(named).or_else(|| self.before_apposition(verb)).or(subject)?;
        Some((speaker, content))
    }

    /// "Zhang Hanhui, the Chinese ambassador to Russia, stated": the name before the commas that stand before the verb.
    fn before_apposition(&self, verb: u32) -> Option<u32> {
        let unit = self.unit;
        let first = unit.tree.node(verb).tokens.start as usize;
        let tokens = unit.tokens();
        let comma = |word: usize| unit.text.word(tokens[word] as usize) == ",";
        let last = first.checked_sub(1).filter(|&word| comma(word))?;
        let commas = (last.saturating_sub(APPOSITION)..last).rev().filter(|&word| comma(word));
        let ends_at = |word: usize| {
            unit.placed().iter().find(|&&(_, m)| {
                unit.mention(m).tokens.end == tokens[word]
                    && unit.mention(m).form == Form::Name
                    && self.can_speak(m)
            })
        };
        commas.into_iter().find_map(ends_at).map(|&(node, _)| node)
    }

    /// What a reporting verb governs: a clause, the clause it is set into, a quotation in or beside the sentence.
    fn content(&self, verb: u32) -> Option<Span> {
        let unit = self.unit;
        let tree = &unit.tree;
        if let Some(quotation) = self.quotation_beside(verb) {
            return Some(quotation.span);
        }
        if let Some(clause) = tree.child_with(verb, Deprel::Ccomp) {
            return Some(unit.subtree_span(clause));
        }
        let lemma = unit.lemma(verb);
        if matches!(tree.relation(verb), Deprel::Parataxis) {
            let main = tree.head(verb)?;
            return (tree.node(main).upos == Upos::Verb || tree.child_with(main, Deprel::Cop).is_some())
                .then(|| unit.subtree_span(main));
        }
        if let Some(beside) = tree.child_with(verb, Deprel::Parataxis).filter(|&p| unit.is_verb(p)) {
            return Some(unit.subtree_span(beside));
        }
        if OF_SOMETHING.contains(&lemma) {
            let about =
                ["of", "against", "about"].into_iter().find_map(|p| unit.obliques(verb, p).first().copied());
            return about.map(|node| unit.subtree_span(node));
        }
        if !WITH_OBJECT.contains(&lemma) {
            return None;
        }
        let object = tree.child_with(verb, Deprel::Obj).or_else(|| tree.child_with(verb, Deprel::Xcomp))?;
        Some(unit.subtree_span(object))
    }

    /// The quotation that the verb introduces: one in its sentence, or one that starts with the next sentence after a
    /// colon.
    fn quotation_beside(&self, verb: u32) -> Option<&Quotation> {
        let unit = self.unit;
        if unit.quotation.is_some() {
            return None;
        }
        let text = unit.text;
        let sentence = text.sentences[unit.sentence];
        let last = text.word(sentence.tokens.end as usize - 1);
        let start = unit.span(verb).start;
        let first = text.quotations.partition_point(|q| q.tokens.end <= sentence.tokens.start);
        let near = text.quotations[first..].iter().take_while(|q| q.tokens.start <= sentence.tokens.end);
        near.into_iter().find(|q| {
            let long = q.tokens.len() > 6;
            let inside = q.span.overlaps(sentence.span) && long && q.span.start != start;
            let follows = last == ":" && q.tokens.start == sentence.tokens.end;
            q.depth == 0 && (inside || follows)
        })
    }

    /// "according to X": the speaker and the clause that the phrase modifies.
    fn according_to(&self, node: u32) -> Option<(u32, Span)> {
        let unit = self.unit;
        if unit.lemma(node) != "accord" && unit.lemma(node) != "according" {
            return self.cited(node);
        }
        None
    }

    fn cited(&self, node: u32) -> Option<(u32, Span)> {
        let unit = self.unit;
        if preposition(unit, node) != "according to" {
            return None;
        }
        let clause = unit.tree.head(node)?;
        Some((node, unit.subtree_span(clause)))
    }
}

/// How many statements before a place are looked at: statements nest a few deep, not hundreds.
const LOOK_BACK: usize = 64;

/// The statement that covers a stretch of text most narrowly; `statements` are in the order of their contents' starts.
pub(crate) fn innermost(statements: &[Statement], at: Span) -> Option<&Statement> {
    let after = statements.partition_point(|s| s.content.start <= at.start);
    let before = statements[..after].iter().rev().take(LOOK_BACK);
    before.filter(|s| s.content.contains(at) && s.cue != at).min_by_key(|s| s.content.len())
}
