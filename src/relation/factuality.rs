//! Whether what a clause says is asserted, planned, alleged or denied, and when it holds.

use super::fact::{Modality, Polarity, Tense};
use super::unit::Unit;
use super::words::{Class, is};
use crate::syntax::{Deprel, Upos, Xpos};

/// How a fact is put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Factuality {
    pub modality: Modality,
    pub polarity: Polarity,
    pub tense: Tense,
}

/// How many governors are looked at; statements nested deeper do not change the verdict in practice.
const DEPTH: usize = 6;

/// Reads the factuality of the clause or phrase that a node heads.
pub(crate) fn factuality(unit: &Unit<'_>, trigger: u32) -> Factuality {
    let mut verdict = Factuality::default();
    let mut tense = None;
    let mut at = trigger;
    for _ in 0..DEPTH {
        own_marks(unit, at, &mut verdict, &mut tense);
        let Some(head) = unit.tree.head(at) else { break };
        if !governed(unit, at, head, &mut verdict) {
            break;
        }
        at = head;
    }
    verdict.tense = match tense {
        Some(tense) => tense,
        None if verdict.modality == Modality::Expected => Tense::Future,
        None => Tense::Present,
    };
    if verdict.tense == Tense::Future && verdict.modality == Modality::Actual {
        verdict.modality = Modality::Expected;
    }
    verdict
}

/// Negation, auxiliaries, adverbs, adjectives and conjunctions on the node itself.
fn own_marks(unit: &Unit<'_>, node: u32, verdict: &mut Factuality, tense: &mut Option<Tense>) {
    let tree = &unit.tree;
    for &child in tree.children(node) {
        let lemma = unit.lemma(child);
        match tree.relation(child) {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop => auxiliary(unit, child, verdict, tense),
            Deprel::Advmod | Deprel::Det
                if matches!(lemma, "not" | "n't" | "never" | "no" | "neither" | "n’t") =>
            {
                verdict.polarity = Polarity::Negative;
            }
            Deprel::Advmod | Deprel::Amod if is(lemma, Class::Possible) => raise(verdict, Modality::Possible),
            Deprel::Amod if is(lemma, Class::Expected) => raise(verdict, Modality::Expected),
            Deprel::Mark if matches!(lemma, "if" | "unless" | "whether") => {
                raise(verdict, Modality::Possible);
            }
            _ => {}
        }
    }
    if tense.is_none() && tree.node(node).upos == Upos::Verb {
        *tense = match tree.node(node).xpos {
            Xpos::VBD => Some(Tense::Past),
            Xpos::VBZ | Xpos::VBP => Some(Tense::Present),
            _ => None,
        };
    }
}

fn auxiliary(unit: &Unit<'_>, node: u32, verdict: &mut Factuality, tense: &mut Option<Tense>) {
    match unit.lemma(node) {
        "will" | "shall" | "'ll" | "’ll" => {
            raise(verdict, Modality::Expected);
            tense.get_or_insert(Tense::Future);
        }
        "would" | "should" | "must" => raise(verdict, Modality::Expected),
        "may" | "might" | "could" => raise(verdict, Modality::Possible),
        _ if unit.tree.node(node).xpos == Xpos::VBD => {
            tense.get_or_insert(Tense::Past);
        }
        // "has met": the perfect tells of the past.
        "have" => {
            tense.get_or_insert(Tense::Past);
        }
        _ => {}
    }
}

/// What the governor says of the node; `false` ends the walk.
fn governed(unit: &Unit<'_>, node: u32, head: u32, verdict: &mut Factuality) -> bool {
    let relation = unit.tree.relation(node);
    let lemma = unit.lemma(head);
    let complement = matches!(relation, Deprel::Xcomp | Deprel::Ccomp | Deprel::Acl | Deprel::Csubj);
    // "rumours of a deployment", "denied the attack", "called off the meeting"
    let nominal = matches!(relation, Deprel::Obj | Deprel::Nmod | Deprel::NsubjPass | Deprel::Obl);
    // "accused X of killing", "called on X to leave"
    let marked = relation == Deprel::Advcl
        && unit.tree.children_with(node, Deprel::Mark).any(|m| matches!(unit.lemma(m), "of" | "to"));
    if !(complement || nominal || marked) {
        // A coordinated verb shares what its first member is told: "is expected to meet X and visit Y".
        return relation == Deprel::Conj || matches!(relation, Deprel::Compound | Deprel::Appos);
    }
    if nominal && relation == Deprel::Obl && !is(lemma, Class::Possible) {
        return false;
    }
    let class = [Class::Negative, Class::Possible, Class::Expected].into_iter().any(|class| is(lemma, class));
    // What is said of a noun's governor holds for the noun only through words of this kind: "rumours of an attack", but
    // not "will play the final after her victory".
    if matches!(relation, Deprel::Nmod | Deprel::Acl) && !class {
        return false;
    }
    if is(lemma, Class::Negative) {
        verdict.polarity = Polarity::Negative;
    } else if is(lemma, Class::Possible) && !finite_report(unit, node, head) {
        raise(verdict, Modality::Possible);
    } else if is(lemma, Class::Expected)
        && (complement && infinitive(unit, node) || marked || nominal && !is(lemma, Class::Light))
    {
        raise(verdict, Modality::Expected);
    }
    true
}

/// "believes that …" is a statement with a source rather than a rumour.
fn finite_report(unit: &Unit<'_>, node: u32, head: u32) -> bool {
    unit.tree.relation(node) == Deprel::Ccomp
        && is(unit.lemma(head), Class::Reporting)
        && !is(unit.lemma(head), Class::Expected)
        && unit.surface_subject(head, 1).is_some()
}

fn infinitive(unit: &Unit<'_>, node: u32) -> bool {
    unit.tree.children_with(node, Deprel::Mark).any(|m| unit.lemma(m) == "to")
        || unit.tree.relation(node) == Deprel::Xcomp
        || unit.tree.node(node).xpos == Xpos::VB
}

/// A doubt outweighs a plan, both outweigh a plain assertion.
fn raise(verdict: &mut Factuality, modality: Modality) {
    let rank = |m: Modality| match m {
        Modality::Actual => 0,
        Modality::Expected => 1,
        Modality::Possible => 2,
    };
    if rank(modality) > rank(verdict.modality) {
        verdict.modality = modality;
    }
}
