//! Circumstances of a fact: when, where, how often, for how much, with how many dead.

use super::casualties::casualties;
use super::fact::{Qualifier, QualifierKey};
use super::rule::{Fixed, Frame, Predicate, Slot};
use super::site::Site;
use super::unit::{Unit, preposition};
use super::words::{Class, is};
use crate::entity::{Entity, EntityKind, Form, MentionId, Value};
use crate::span::Span;
use crate::syntax::{Deprel, Upos};

/// Prepositions of a place where something happens.
const IN_PLACE: [&str; 12] = [
    "in",
    "at",
    "near",
    "on",
    "outside",
    "inside",
    "off",
    "around",
    "across",
    "throughout",
    "within",
    "north of",
];

/// Prepositions of an event during which something happens.
const DURING: [&str; 6] = ["during", "at", "on", "in", "on the sidelines of", "ahead of"];

/// Prepositions of what something is about.
const ABOUT: [&str; 6] = ["about", "on", "over", "regarding", "concerning", "for"];

/// Prepositions of a reason.
const BECAUSE: [&str; 6] = ["because of", "due to", "over", "following", "amid", "after"];

/// Finds the qualifiers of one fact.
#[derive(Debug)]
pub(crate) struct Qualifiers<'r, 'a> {
    pub unit: &'r Unit<'a>,
    pub entities: &'r [Entity],
    pub site: Site,
    /// Mentions that are the fact's arguments already.
    pub taken: &'r [MentionId],
}

impl Qualifiers<'_, '_> {
    /// The qualifiers that a frame names and those its predicate allows, in the order of their keys.
    pub fn collect(&self, predicate: &Predicate, frame: &Frame) -> Vec<Qualifier> {
        let mut found: Vec<Qualifier> = Vec::new();
        for (key, value) in &frame.fixed {
            found.push(fixed(*key, value, self.unit.span(self.site.trigger)));
        }
        for (key, slots) in &frame.qualifiers {
            found.extend(slots.iter().find_map(|slot| self.in_slot(*key, slot)));
        }
        for &key in &predicate.qualifiers {
            if !found.iter().any(|q| q.key == key) {
                found.extend(self.by_key(key));
            }
        }
        found.sort_by_key(|q| q.key);
        found.dedup_by_key(|q| q.key);
        found
    }

    /// What stands in a slot, as a qualifier: a mention with its value, or the words of the phrase.
    fn in_slot(&self, key: QualifierKey, slot: &Slot) -> Option<Qualifier> {
        let node = *self.site.nodes(self.unit, slot).first()?;
        let wanted = |m: &MentionId| fits(key, &self.unit.mention(*m).kind);
        let mentions = || self.unit.mentions_at(node).filter(|m| !self.taken.contains(m));
        if let Some(mention) = mentions().find(wanted).or_else(|| mentions().find(|_| free_text(key))) {
            return Some(self.of_mention(key, mention));
        }
        free_text(key).then(|| self.phrase(key, node)).flatten()
    }

    /// A qualifier by the general habits of its key.
    fn by_key(&self, key: QualifierKey) -> Option<Qualifier> {
        match key {
            QualifierKey::Date => {
                self.governed(key, |m| *m == EntityKind::Date || *m == EntityKind::Time, &[])
            }
            QualifierKey::Place => self.governed(key, EntityKind::is_place, &IN_PLACE),
            QualifierKey::Occasion => self.governed(key, |kind| *kind == EntityKind::Event, &DURING),
            QualifierKey::Ordinal => self.governed(key, |kind| *kind == EntityKind::Ordinal, &[]),
            QualifierKey::Amount | QualifierKey::Price => {
                self.governed(key, |kind| *kind == EntityKind::Money, &[])
            }
            QualifierKey::Share => self.governed(key, |kind| *kind == EntityKind::Percent, &[]),
            QualifierKey::Count => self.count(),
            QualifierKey::Killed => casualties(self.unit, Class::Kill).map(|m| self.of_mention(key, m)),
            QualifierKey::Injured => casualties(self.unit, Class::Injure).map(|m| self.of_mention(key, m)),
            QualifierKey::Topic => self.about(key, &ABOUT),
            QualifierKey::Reason | QualifierKey::Cause => self.about(key, &BECAUSE),
            QualifierKey::Weapon => self.weapon(),
            QualifierKey::Score => self.score(),
            _ => None,
        }
    }

    /// The first mention of a kind that the site governs, with one of the prepositions where any are given.
    fn governed(
        &self,
        key: QualifierKey,
        kind: impl Fn(&EntityKind) -> bool,
        prepositions: &[&str],
    ) -> Option<Qualifier> {
        let unit = self.unit;
        let fitting = |&&(node, id): &&(u32, MentionId)| {
            let mention = unit.mention(id);
            kind(&mention.kind)
                && mention.form == Form::Name
                && !self
                    .taken
                    .iter()
                    .any(|&t| t == id || mention.entity.is_some() && unit.mention(t).entity == mention.entity)
                && self.governs(node)
                && (prepositions.is_empty() || prepositions.contains(&preposition(unit, node).as_str()))
        };
        unit.placed().iter().find(fitting).map(|&(_, mention)| self.of_mention(key, mention))
    }

    /// Whether a node belongs to the site's clause: no other verb stands between them.
    fn governs(&self, node: u32) -> bool {
        let unit = self.unit;
        let tops = [Some(self.site.trigger), self.site.verb];
        let mut at = node;
        while let Some(head) = unit.tree.head(at) {
            if tops.contains(&Some(head)) {
                return true;
            }
            if unit.is_verb(head) {
                // A time or place before the first of several verbs holds for all of them.
                return node < head
                    && tops.iter().flatten().any(|&top| {
                        unit.tree.head(top) == Some(head) && unit.tree.relation(top) == Deprel::Conj
                    });
            }
            at = head;
        }
        false
    }

    fn of_mention(&self, key: QualifierKey, id: MentionId) -> Qualifier {
        let mention = self.unit.mention(id);
        match mention.entity.filter(|_| mention.kind.is_name()) {
            Some(entity) => {
                let text = self.entities[entity.index()].name.clone();
                Qualifier { key, text, span: mention.span, value: Value::Entity(entity) }
            }
            None => {
                let value = mention.value.clone().unwrap_or_else(|| Value::Text(mention.text.clone()));
                Qualifier { key, text: mention.text.clone(), span: mention.span, value }
            }
        }
    }

    /// "44 times", "twice".
    fn count(&self) -> Option<Qualifier> {
        let unit = self.unit;
        let times = (0..unit.tree.len() as u32).find(|&n| unit.lemma(n) == "time" && self.governs(n))?;
        let first = unit.tree.subtree(times).start;
        let number = unit.placed().iter().map(|&(_, m)| m).find(|&m| {
            let mention = unit.mention(m);
            mention.kind == EntityKind::Cardinal
                && unit.node_of(m).is_some_and(|n| n <= times && unit.tree.node(n).tokens.start >= first)
        })?;
        Some(self.of_mention(QualifierKey::Count, number))
    }

    /// The phrase after one of the prepositions.
    fn about(&self, key: QualifierKey, prepositions: &[&str]) -> Option<Qualifier> {
        prepositions.iter().find_map(|p| {
            let nodes = self.site.nodes(self.unit, &Slot::Preposition((*p).to_owned()));
            let free = |&n: &u32| {
                self.unit.mentions_at(n).all(|m| {
                    !self.taken.contains(&m)
                        && !self.unit.mention(m).kind.is_place()
                        && self.unit.mention(m).kind != EntityKind::Date
                })
            };
            nodes.into_iter().find(free).and_then(|n| self.phrase(key, n))
        })
    }

    fn weapon(&self) -> Option<Qualifier> {
        let unit = self.unit;
        let armed = |&n: &u32| is(unit.lemma(n), Class::Weapon) && unit.tree.node(n).upos == Upos::Noun;
        let node = (0..unit.tree.len() as u32).filter(armed).find(|&n| {
            n == self.site.trigger || self.governs(n) || Some(n) == unit.tree.head(self.site.trigger)
        })?;
        let span = unit.span(node);
        let text = span.slice(unit.text.text).to_owned();
        Some(Qualifier { key: QualifierKey::Weapon, value: Value::Text(text.clone()), text, span })
    }

    /// "3–1", "2-0": two numbers around a hyphen or dash.
    fn score(&self) -> Option<Qualifier> {
        let text = self.unit.text;
        let number = |t: u32| {
            text.word(t as usize).len() <= 3 && text.word(t as usize).bytes().all(|b| b.is_ascii_digit())
        };
        let run =
            self.unit.tokens().windows(3).find(|w| {
                number(w[0]) && number(w[2]) && matches!(text.word(w[1] as usize), "-" | "–" | "‑")
            })?;
        let span = text.tokens[run[0] as usize].span.join(text.tokens[run[2] as usize].span);
        let text = span.slice(text.text).to_owned();
        Some(Qualifier { key: QualifierKey::Score, value: Value::Text(text.clone()), text, span })
    }

    /// The words that a node governs, without the preposition before them.
    fn phrase(&self, key: QualifierKey, node: u32) -> Option<Qualifier> {
        let unit = self.unit;
        let last_case = unit.tree.children_with(node, Deprel::Case).filter(|&c| c < node).last();
        let whole = unit.subtree_span(node);
        let start = match last_case {
            Some(case) => unit
                .tree
                .children_with(case, Deprel::Fixed)
                .last()
                .map_or(unit.span(case).end, |f| unit.span(f).end),
            None => whole.start,
        };
        let text = unit.text.text.get(start as usize..whole.end as usize)?;
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == '.');
        let offset = start as usize + text.find(trimmed)?;
        let span = Span::new(offset, offset + trimmed.len());
        (!trimmed.is_empty()).then(|| Qualifier {
            key,
            text: trimmed.to_owned(),
            span,
            value: Value::Text(trimmed.to_owned()),
        })
    }
}

/// A qualifier that the words themselves state.
pub(crate) fn fixed(key: QualifierKey, value: &Fixed, span: Span) -> Qualifier {
    match value {
        Fixed::Flag(_) => flag(key, span),
        Fixed::Text(text) => Qualifier { key, text: text.clone(), span, value: Value::Text(text.clone()) },
    }
}

/// A flag that is set; its span is the word that sets it.
pub(crate) fn flag(key: QualifierKey, span: Span) -> Qualifier {
    Qualifier { key, text: "true".to_owned(), span, value: Value::Flag }
}

/// Whether a key takes mentions of a kind.
fn fits(key: QualifierKey, kind: &EntityKind) -> bool {
    use QualifierKey::{
        Age, Amount, By, Count, Date, Duration, In, Number, Of, Ordinal, Place, Price, Role, Share, To, With,
    };
    match key {
        Date => matches!(kind, EntityKind::Date | EntityKind::Time),
        Duration => *kind == EntityKind::Date,
        Place => kind.is_place(),
        Amount | Price => *kind == EntityKind::Money,
        Share => *kind == EntityKind::Percent,
        Ordinal => *kind == EntityKind::Ordinal,
        Count | Number | Age => matches!(kind, EntityKind::Cardinal | EntityKind::Quantity),
        Role => *kind == EntityKind::Title,
        Of | To | By | With | In => kind.is_name(),
        _ => true,
    }
}

/// Whether a key takes any words.
fn free_text(key: QualifierKey) -> bool {
    use QualifierKey::{Cause, Charge, Object, Purpose, Reason, Role, Sentence, Status, Topic, Weapon};
    matches!(key, Topic | Charge | Reason | Cause | Purpose | Object | Weapon | Status | Role | Sentence)
}
