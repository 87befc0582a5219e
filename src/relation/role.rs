//! Offices and what descriptions state: who holds which title of what, the nationality that goes with it, and the
//! relations of descriptive nouns ("the wife of X", "a member of Y", "the founder of Z").

use super::candidate::{Candidate, Filler};
use super::fact::{Qualifier, QualifierKey};
use super::factuality::{Factuality, factuality};
use super::office::{Office, OfficeReader, Owner};
use super::qualify::{fixed, flag};
use super::rule::{Frame, KindSet, RuleSet, Slot, Trigger, is_country};
use super::unit::Unit;
use super::words::{Class, is};
use crate::entity::{Entity, EntityKind, MentionId, Value};
use crate::span::{Span, TokenRange};
use crate::syntax::Upos;
use std::sync::Arc;

/// Reads roles, nationalities and descriptions in one unit.
#[derive(Debug)]
pub(crate) struct RoleReader<'r, 'a> {
    pub rules: &'r RuleSet,
    pub unit: &'r Unit<'a>,
    pub entities: &'r [Entity],
}

impl RoleReader<'_, '_> {
    /// All candidates of the unit.
    pub fn find(&self, found: &mut Vec<Candidate>) {
        let reader = OfficeReader { unit: self.unit };
        let mut offices: Vec<Office> = Vec::new();
        for (head, title) in self.heads() {
            let office = reader.read(head, title, &offices);
            offices.push(office);
        }
        for office in &offices {
            if office.holder.is_some() {
                self.emit_title(office, found);
                self.emit_description(office, found);
            }
        }
        self.demonyms_before_names(&reader, found);
    }

    /// Titles, and nouns that describe by a rule, in the order of the text.
    fn heads(&self) -> Vec<(TokenRange, Option<MentionId>)> {
        let unit = self.unit;
        let titles = unit.placed().iter().map(|&(_, m)| m).filter(|&m| self.is_title(m));
        let mut heads: Vec<_> = titles.map(|m| (unit.mention(m).tokens, Some(m))).collect();
        for node in 0..unit.tree.len() as u32 {
            let tag = unit.tree.node(node);
            let token = unit.token(node);
            let describes =
                tag.upos == Upos::Noun && !tag.name && self.descriptions(unit.lemma(node)).next().is_some();
            if describes && !heads.iter().any(|(tokens, _)| tokens.has(token)) {
                heads.push((TokenRange::new(token, token + 1), None));
            }
        }
        heads.sort_by_key(|&(tokens, title)| (tokens.start, title));
        heads
    }

    fn is_title(&self, mention: MentionId) -> bool {
        let mention = self.unit.mention(mention);
        // "Mr", "Dr" and "Sir" are no offices.
        mention.kind == EntityKind::Title
            && !is(mention.text.trim_end_matches('.').to_lowercase().as_str(), Class::Address)
    }

    /// The frames in which a noun describes one argument.
    fn descriptions<'s>(&'s self, noun: &str) -> impl Iterator<Item = &'s Frame> + 's {
        let triggered = self.rules.triggered(noun).iter().filter(|(_, trigger)| *trigger == Trigger::Noun);
        triggered.map(|&(frame, _)| &self.rules.frames[frame]).filter(|frame| frame.uses(&Slot::Itself))
    }

    /// The role, and the nationality that a demonym or country before the title gives.
    fn emit_title(&self, office: &Office, found: &mut Vec<Candidate>) {
        let Some(title) = office.title else { return };
        let before = office.owners.iter().filter(|o| o.via == "mod" || o.via == "'s");
        if let Some(nation) = before.map(|o| o.mention).find(|&m| self.is_nation(m, title)) {
            let object = Filler::Mention(nation);
            self.push("citizen_of", "demonym-before-title", office, object, Vec::new(), found);
        }
        // "Governor of Texas" outranks a demonym read before it.
        let fits = |o: &&Owner| {
            use EntityKind::{Event, Fac, Gpe, Loc, Norp, Org};
            matches!(self.unit.mention(o.mention).kind, Norp | Gpe | Org | Loc | Fac | Event)
        };
        let named = |via: &str| office.owners.iter().filter(fits).find(|o| o.via == via);
        let of = named("of").or_else(|| office.owners.iter().filter(fits).find(|o| o.via != "to"));
        let mut qualifiers = Vec::new();
        qualifiers.extend(of.and_then(|o| self.entity_qualifier(QualifierKey::Of, o.mention)));
        qualifiers.extend(named("to").and_then(|o| self.entity_qualifier(QualifierKey::To, o.mention)));
        qualifiers.extend(self.flags(office));
        qualifiers.sort_by_key(|q| q.key);
        qualifiers.dedup_by_key(|q| q.key);
        self.push("role", office.how, office, Filler::Mention(title), qualifiers, found);
    }

    fn flags(&self, office: &Office) -> Vec<Qualifier> {
        let tokens = self.unit.text.tokens;
        office.flags.iter().map(|&(key, token)| flag(key, tokens[token].span)).collect()
    }

    /// What the noun itself relates: "X, a member of Y", "X's wife Y".
    fn emit_description(&self, office: &Office, found: &mut Vec<Candidate>) {
        let last = office.head.end as usize - 1;
        let noun = match office.title {
            Some(_) => self.unit.text.word(last).to_lowercase(),
            None => self.unit.node_at(last).map(|n| self.unit.lemma(n).to_owned()).unwrap_or_default(),
        };
        let Some(holder) = office.holder else { return };
        for frame in self.descriptions(&noun) {
            let own_subject = frame.subject.contains(&Slot::Itself);
            let (own, other) = match own_subject {
                true => (&frame.subject_kinds, (&frame.object, &frame.object_kinds)),
                false => (&frame.object_kinds, (&frame.subject, &frame.subject_kinds)),
            };
            if !own.fits(self.unit.mention(holder), self.entities) {
                continue;
            }
            for owner in self.owners_in(office, other.0, other.1) {
                let (subject, object) = if own_subject { (holder, owner) } else { (owner, holder) };
                let mut qualifiers: Vec<Qualifier> = frame
                    .fixed
                    .iter()
                    .map(|(key, value)| fixed(*key, value, self.head_span(office)))
                    .collect();
                if !qualifiers.iter().any(|q| q.key == QualifierKey::Former) {
                    qualifiers
                        .extend(self.flags(office).into_iter().filter(|q| q.key == QualifierKey::Former));
                }
                qualifiers.sort_by_key(|q| q.key);
                let rule = frame.rule.clone();
                found.push(self.candidate(
                    frame.predicate,
                    rule,
                    (subject, Filler::Mention(object)),
                    qualifiers,
                    office,
                ));
            }
        }
    }

    /// The owners that stand in the first of the slots that any does.
    fn owners_in(&self, office: &Office, slots: &[Slot], kinds: &KindSet) -> Vec<MentionId> {
        let fitting = |o: &&Owner| {
            kinds.fits(self.unit.mention(o.mention), self.entities) && Some(o.mention) != office.holder
        };
        for slot in slots {
            let via = match slot {
                Slot::Possessor => "'s",
                Slot::Modifier => "mod",
                Slot::Preposition(preposition) => preposition.as_str(),
                _ => continue,
            };
            let owners: Vec<MentionId> =
                office.owners.iter().filter(|o| o.via == via).filter(fitting).map(|o| o.mention).collect();
            if !owners.is_empty() {
                return owners;
            }
        }
        Vec::new()
    }

    /// Whether a name before a title tells the holder's country.
    fn is_nation(&self, mention: MentionId, title: MentionId) -> bool {
        let kind = &self.unit.mention(mention).kind;
        let title = self.unit.mention(title).text.to_lowercase();
        // "Georgia Governor": the offices of a region are not those of a country of the same name.
        let regional = *kind == EntityKind::Gpe && (title.contains("governor") || title.contains("mayor"));
        matches!(kind, EntityKind::Norp | EntityKind::Gpe) && !regional && self.is_country(mention)
    }

    fn is_country(&self, mention: MentionId) -> bool {
        self.unit.mention(mention).entity.is_some_and(|e| is_country(&self.entities[e.index()]))
    }

    fn entity_qualifier(&self, key: QualifierKey, mention: MentionId) -> Option<Qualifier> {
        let mention = self.unit.mention(mention);
        let entity = mention.entity?;
        let text = self.entities[entity.index()].name.clone();
        Some(Qualifier { key, text, span: mention.span, value: Value::Entity(entity) })
    }

    fn head_span(&self, office: &Office) -> Span {
        self.unit.text.span(office.head)
    }

    fn push(
        &self,
        predicate: &str,
        frame: &str,
        office: &Office,
        object: Filler,
        qualifiers: Vec<Qualifier>,
        found: &mut Vec<Candidate>,
    ) {
        let (Some(index), Some(holder)) = (self.rules.predicate(predicate), office.holder) else { return };
        let rule = format!("{predicate}/{frame}").into();
        found.push(self.candidate(index, rule, (holder, object), qualifiers, office));
    }

    fn candidate(
        &self,
        predicate: usize,
        rule: Arc<str>,
        (subject, object): (MentionId, Filler),
        qualifiers: Vec<Qualifier>,
        office: &Office,
    ) -> Candidate {
        let asserted = office.how == "copula";
        let node = self.unit.node_at(office.head.end as usize - 1);
        let factuality = match node.filter(|_| asserted) {
            Some(node) => factuality(self.unit, node),
            None => Factuality::default(),
        };
        Candidate {
            predicate,
            rule,
            subject: Some(Filler::Mention(subject)),
            object: Some(object),
            qualifiers,
            factuality,
            sentence: self.unit.sentence,
            trigger: self.head_span(office),
            asserted,
            confidence: 0.93,
        }
    }

    /// "American Bill Gates": a demonym directly before a name.
    fn demonyms_before_names(&self, reader: &OfficeReader<'_, '_>, found: &mut Vec<Candidate>) {
        for &(_, id) in self.unit.placed() {
            let mention = self.unit.mention(id);
            if mention.kind != EntityKind::Norp || !self.is_country(id) {
                continue;
            }
            let person = reader.name_starting_at(mention.tokens.end as usize);
            let person = person.filter(|&m| {
                self.unit.mention(m).kind == EntityKind::Person && self.unit.mention(m).entity.is_some()
            });
            let office = Office {
                head: mention.tokens,
                title: None,
                holder: person,
                how: "demonym",
                owners: Vec::new(),
                flags: Vec::new(),
                phrase: mention.tokens,
            };
            self.push("citizen_of", "demonym-before-name", &office, Filler::Mention(id), Vec::new(), found);
        }
    }
}
