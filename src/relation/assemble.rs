//! Turns what rules found into facts: arguments become entities, equal facts become one with all its evidence.

use super::candidate::{Candidate, Filler};
use super::fact::{Argument, Attribution, Evidence, Fact, Modality, Polarity, Qualifier};
use super::rule::RuleSet;
use super::speech::{Statement, innermost};
use crate::document::Document;
use crate::entity::{EntityKind, MentionId};
use crate::span::Span;
use std::collections::HashMap;
use std::fmt::Write;
use std::hash::Hasher;
use std::sync::Arc;

/// How many facts with the same arguments are compared with a new one, the latest first.
const LOOK_BACK: usize = 32;

/// What makes two candidates the same fact, apart from qualifiers.
type Key = (usize, Side, Side, Modality, Polarity);

/// An argument for comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Side {
    Nobody,
    Entity(u32),
    Text(String),
}

/// Builds the facts of one document.
#[derive(Debug)]
pub(crate) struct Assembler<'a> {
    pub document: &'a Document,
    pub rules: &'a RuleSet,
    pub statements: &'a [Statement],
}

impl Assembler<'_> {
    /// The facts of the candidates, in the order of their first evidence.
    pub fn assemble(&self, mut candidates: Vec<Candidate>) -> Vec<Fact> {
        candidates.sort_by_key(|c| (c.trigger.start, c.predicate));
        let mut facts: Vec<Fact> = Vec::new();
        let mut known: HashMap<Key, Vec<usize>> = HashMap::new();
        for candidate in candidates {
            let Some(fact) = self.fact(&candidate) else { continue };
            let key = self.key(candidate.predicate, &fact);
            let same = known.entry(key).or_default();
            let once_a_sentence = &*fact.predicate == "said";
            let joins = |&&i: &&usize| {
                let same_sentence = facts[i].evidence[0].sentence == fact.evidence[0].sentence;
                if once_a_sentence { same_sentence } else { same_sentence || compatible(&facts[i], &fact) }
            };
            match same.iter().rev().take(LOOK_BACK).find(joins) {
                Some(&i) => join(&mut facts[i], fact),
                None => {
                    same.push(facts.len());
                    facts.push(fact);
                }
            }
        }
        drop_incomplete(&mut facts);
        for fact in &mut facts {
            fact.id = self.id(fact);
        }
        facts
    }

    fn fact(&self, candidate: &Candidate) -> Option<Fact> {
        let predicate = &self.rules.predicates[candidate.predicate];
        let mut subject = self.argument(candidate.subject.as_ref())?;
        let mut object = self.argument(candidate.object.as_ref())?;
        let mut mentions = (mention(candidate.subject.as_ref()), mention(candidate.object.as_ref()));
        if subject.is_some() && subject == object {
            return None;
        }
        if let (true, Some(Argument::Entity(s)), Some(Argument::Entity(o))) =
            (predicate.symmetric, &subject, &object)
        {
            // Entities are numbered by their first mention.
            if o < s {
                std::mem::swap(&mut subject, &mut object);
                mentions = (mentions.1, mentions.0);
            }
        }
        let evidence = Evidence {
            sentence: candidate.sentence as u32,
            span: self.evidence_span(candidate, mentions),
            trigger: candidate.trigger,
            subject: mentions.0,
            object: mentions.1,
            rule: candidate.rule.clone(),
        };
        Some(Fact {
            id: String::new(),
            predicate: predicate.name.clone(),
            attribution: self.attribution(candidate, &subject),
            subject,
            object,
            qualifiers: candidate.qualifiers.clone(),
            polarity: candidate.factuality.polarity,
            modality: candidate.factuality.modality,
            tense: candidate.factuality.tense,
            evidence: vec![evidence],
            codes: predicate.codes.clone(),
            confidence: candidate.confidence,
            derived: false,
            open: false,
        })
    }

    /// `None` when the filler can be no argument (a name without an entity).
    fn argument(&self, filler: Option<&Filler>) -> Option<Option<Argument>> {
        let Some(filler) = filler else { return Some(None) };
        let literal = |span: Span| Argument::Literal { text: self.document.slice(span).to_owned(), span };
        match filler {
            Filler::Literal(span) => Some(Some(literal(*span))),
            Filler::Mention(id) => {
                let mention = self.document.mention(*id);
                match mention.entity {
                    Some(entity) if mention.kind.is_name() => Some(Some(Argument::Entity(entity))),
                    _ if mention.kind == EntityKind::Title || !mention.kind.is_name() => {
                        Some(Some(literal(mention.span)))
                    }
                    _ => None,
                }
            }
        }
    }

    /// From the first to the last word that takes part; an argument of another sentence does not.
    fn evidence_span(&self, candidate: &Candidate, mentions: (Option<MentionId>, Option<MentionId>)) -> Span {
        let sentence = self.document.sentences[candidate.sentence].span;
        let spans = mentions.0.into_iter().chain(mentions.1).map(|m| self.document.mention(m).span);
        let inside = spans.filter(|&span| sentence.contains(span));
        inside.fold(candidate.trigger, Span::join)
    }

    /// The speaker of the narrowest statement that the trigger stands in. What is presupposed rather than asserted
    /// (a title before a name) is not attributed.
    fn attribution(&self, candidate: &Candidate, subject: &Option<Argument>) -> Option<Attribution> {
        if !candidate.asserted {
            return None;
        }
        let statement = innermost(self.statements, candidate.trigger)?;
        let source = self.document.mention(statement.speaker).entity?;
        let own = *subject == Some(Argument::Entity(source))
            && &*self.rules.predicates[candidate.predicate].name == "said";
        (!own).then(|| Attribution {
            source,
            cue: self.document.slice(statement.cue).to_owned(),
            span: statement.cue,
        })
    }

    fn key(&self, predicate: usize, fact: &Fact) -> Key {
        let side = |argument: &Option<Argument>, said: bool| match argument {
            _ if said => Side::Nobody,
            None => Side::Nobody,
            Some(Argument::Entity(entity)) => Side::Entity(entity.0),
            Some(Argument::Literal { text, .. }) => Side::Text(text.to_lowercase()),
        };
        let said = &*fact.predicate == "said";
        (predicate, side(&fact.subject, false), side(&fact.object, said), fact.modality, fact.polarity)
    }

    /// Hash of document id, predicate, arguments' names, qualifiers and factuality (FNV-1a, 64 bits).
    fn id(&self, fact: &Fact) -> String {
        let mut text = format!("{}\u{1f}{}", self.document.source.id, fact.predicate);
        for argument in [&fact.subject, &fact.object] {
            let name = match argument {
                None => "-",
                Some(Argument::Entity(entity)) => &self.document.entity(*entity).name,
                Some(Argument::Literal { text, .. }) => text,
            };
            let _ = write!(text, "\u{1f}{name}");
        }
        for q in &fact.qualifiers {
            let _ = write!(text, "\u{1f}{}={}", q.key, q.text);
        }
        let _ = write!(text, "\u{1f}{:?}{:?}", fact.modality, fact.polarity);
        let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
        hash.write(text.as_bytes());
        format!("{:016x}", hash.finish())
    }
}

/// Removes what another rule says more of in the same sentence: "elected" without an office beside "elected mayor".
fn drop_incomplete(facts: &mut Vec<Fact>) {
    let parts = |f: &Fact| (f.evidence[0].sentence, f.predicate.clone(), f.subject.clone(), f.object.clone());
    let known: Vec<_> = facts.iter().map(parts).collect();
    facts.retain(|f| {
        if f.subject.is_some() && f.object.is_some() {
            return true;
        }
        let sentence = f.evidence[0].sentence;
        let first = known.partition_point(|k| k.0 < sentence);
        let fuller = |k: &&(u32, Arc<str>, Option<Argument>, Option<Argument>)| {
            k.1 == f.predicate
                && (f.subject.is_none() && k.2.is_some() && k.3 == f.object
                    || f.object.is_none() && k.3.is_some() && k.2 == f.subject)
        };
        !known[first..].iter().take_while(|k| k.0 == sentence).any(|k| fuller(&k))
    });
}

fn mention(filler: Option<&Filler>) -> Option<MentionId> {
    match filler {
        Some(Filler::Mention(id)) => Some(*id),
        _ => None,
    }
}

/// Whether two facts with the same arguments may be one: no qualifier contradicts.
fn compatible(a: &Fact, b: &Fact) -> bool {
    let clash =
        |q: &Qualifier| b.qualifier(q.key).is_some_and(|other| !q.text.eq_ignore_ascii_case(&other.text));
    let source = |f: &Fact| f.attribution.as_ref().map(|a| a.source);
    !a.qualifiers.iter().any(clash) && (source(a) == source(b) || source(b).is_none() || source(a).is_none())
}

fn join(fact: &mut Fact, other: Fact) {
    for qualifier in other.qualifiers {
        if fact.qualifier(qualifier.key).is_none() {
            fact.qualifiers.push(qualifier);
        }
    }
    fact.qualifiers.sort_by_key(|q| q.key);
    fact.confidence = fact.confidence.max(other.confidence);
    for evidence in other.evidence {
        if !fact.evidence.iter().any(|e| e.sentence == evidence.sentence && e.trigger == evidence.trigger) {
            fact.evidence.push(evidence);
        }
    }
}

/// FNV-1a, chosen because it is the same on every platform and in every version of the standard library.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
