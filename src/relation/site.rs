//! Where a trigger word stands and which nodes fill its slots.

use super::rule::Slot;
use super::unit::{Unit, preposition};
use super::words::{Class, is};
use crate::entity::EntityKind;
use crate::syntax::Deprel;

/// A trigger word with the verb and noun whose slots it may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    /// The node that carries the relation.
    pub trigger: u32,
    /// The verb, or the light verb of the noun.
    pub verb: Option<u32>,
    /// The noun.
    pub noun: Option<u32>,
    /// Whether the verb only lends its subject: "said during a meeting with".
    pub beside: bool,
}

impl Site {
    /// The nodes that stand in a slot.
    pub fn nodes(&self, unit: &Unit<'_>, slot: &Slot) -> Vec<u32> {
        let site = self;
        match slot {
            Slot::Nothing => Vec::new(),
            Slot::Subject => site.verb.and_then(|v| subject_of(unit, v)).into_iter().collect(),
            Slot::Object => site
                .verb
                .filter(|_| !site.beside)
                .and_then(|v| unit.logical_object(v))
                .filter(|&n| Some(n) != site.noun)
                .into_iter()
                .collect(),
            Slot::Indirect => {
                site.verb.and_then(|v| unit.tree.child_with(v, Deprel::Iobj)).into_iter().collect()
            }
            Slot::Possessor => site.noun.map(|n| children(unit, n, &[Deprel::NmodPoss])).unwrap_or_default(),
            Slot::Modifier => site
                .noun
                .map(|n| {
                    children(
                        unit,
                        n,
                        &[Deprel::Compound, Deprel::Amod, Deprel::NmodUnmarked, Deprel::NmodDesc],
                    )
                })
                .unwrap_or_default(),
            Slot::Itself => site.noun.map(|n| unit.described_by(n)).unwrap_or_default(),
            Slot::Title => site.verb.map(|v| titled(unit, v)).unwrap_or_default(),
            Slot::SubjectTitle => site.titled_subject(unit).into_iter().collect(),
            Slot::Preposition(wanted) => site.prepositional(unit, wanted),
        }
    }

    /// The node of the subject, or of whom the noun belongs to, where it holds a title.
    fn titled_subject(&self, unit: &Unit<'_>) -> Option<u32> {
        let owners =
            self.noun.map(|n| children(unit, n, &[Deprel::NmodPoss, Deprel::Nmod])).unwrap_or_default();
        let owner = owners.iter().copied().find(|&n| unit.tree.node(n).name);
        let verb = || self.verb.and_then(|v| subject_of(unit, v).or_else(|| unit.logical_object(v)));
        let object = || self.verb.filter(|_| self.noun.is_none()).and_then(|v| unit.logical_object(v));
        let titled = |n: &u32| unit.title_of(*n).is_some();
        match owner {
            Some(owner) => Some(owner).filter(titled),
            None => object().filter(titled).or_else(|| verb().filter(titled)),
        }
    }

    /// The verb that says of the noun only that it happens: "attacks occurred in X", "floods killed ten in X".
    fn happens(&self, unit: &Unit<'_>) -> Option<u32> {
        let noun = self.noun?;
        let verb = unit.tree.head(noun).filter(|&h| unit.is_verb(h) && is(unit.lemma(h), Class::Occur))?;
        let inside = unit.tree.relation(noun) == Deprel::Obl
            && matches!(preposition(unit, noun).as_str(), "in" | "during" | "after" | "by");
        (unit.tree.relation(noun).is_subject() || inside || unit.tree.relation(noun) == Deprel::OblAgent)
            .then_some(verb)
    }

    fn prepositional(&self, unit: &Unit<'_>, wanted: &str) -> Vec<u32> {
        let site = self;
        let mut nodes: Vec<u32> = Vec::new();
        if let Some(noun) = site.noun {
            let own = unit.tree.children(noun).iter().copied();
            nodes.extend(own.filter(|&c| {
                matches!(unit.tree.relation(c), Deprel::Nmod | Deprel::Obl | Deprel::Acl)
                    && preposition(unit, c) == wanted
            }));
        }
        // "the import of beef from X", "an attack on a church in X": readers attach the phrase to either noun.
        if let Some(noun) = site.noun.filter(|_| nodes.is_empty()) {
            let between =
                children(unit, noun, &[Deprel::Nmod]).into_iter().filter(|&c| unit.fillers(c).is_empty());
            let below = between.flat_map(|c| children(unit, c, &[Deprel::Nmod]));
            nodes.extend(below.filter(|&c| preposition(unit, c) == wanted));
        }
        // "a landslide caused by rain in X"
        if let Some(noun) = site.noun.filter(|_| nodes.is_empty()) {
            let clauses = children(unit, noun, &[Deprel::Acl]);
            nodes.extend(clauses.into_iter().flat_map(|clause| unit.obliques(clause, wanted)));
        }
        if let Some(verb) = site.happens(unit).filter(|_| nodes.is_empty()) {
            nodes.extend(unit.obliques(verb, wanted));
        }
        if let Some(verb) = site.verb.filter(|_| nodes.is_empty() && !site.beside) {
            let after = site.noun.unwrap_or(0);
            nodes.extend(unit.obliques(verb, wanted).into_iter().filter(|&n| n >= after));
        }
        nodes
    }
}

/// The logical subject; of an adjective or participle with a copula, its subject.
fn subject_of(unit: &Unit<'_>, verb: u32) -> Option<u32> {
    if unit.is_verb(verb) {
        return unit.logical_subject(verb);
    }
    unit.surface_subject(verb, 2).or_else(|| {
        let before = matches!(unit.tree.relation(verb), Deprel::Amod | Deprel::Acl | Deprel::Appos);
        unit.tree.head(verb).filter(|_| before)
    })
}

fn children(unit: &Unit<'_>, node: u32, relations: &[Deprel]) -> Vec<u32> {
    unit.tree.children(node).iter().copied().filter(|&c| relations.contains(&unit.tree.relation(c))).collect()
}

/// The dependents of a verb that are titles, before and inside an "as" phrase.
fn titled(unit: &Unit<'_>, verb: u32) -> Vec<u32> {
    let after = unit.tree.children(verb).iter().copied().filter(|&c| c > verb);
    let title = |&c: &u32| {
        !unit.tree.node(c).name && unit.mentions_at(c).any(|m| unit.mention(m).kind == EntityKind::Title)
    };
    let below = after.clone().flat_map(|c| unit.tree.children(c).iter().copied());
    after.chain(below).find(title).into_iter().collect()
}
