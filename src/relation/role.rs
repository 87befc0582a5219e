//! Offices, ranks and jobs: who holds which title of what, and the nationality that goes with it.
//!
//! Titles stand in so many places that they are read directly from the sequence of title and name mentions, and only
//! through the tree where a verb joins them ("became chancellor").

use super::candidate::{Candidate, Filler};
use super::fact::{Qualifier, QualifierKey};
use super::factuality::{Factuality, factuality};
use super::qualify::flag;
use super::rule::RuleSet;
use super::unit::Unit;
use super::words::{Class, is};
use crate::entity::{Entity, EntityId, EntityKind, Form, MentionId, Value};
use crate::span::TokenRange;
use crate::syntax::{Deprel, Upos};
use crate::text::TokenKind;

/// How many words may stand between a title and what is read with it.
const REACH: usize = 6;

/// Words before a title that make it a past office.
const FORMER: [&str; 8] = ["former", "ex", "ousted", "deposed", "then", "late", "outgoing", "onetime"];

/// Words before a title that make it a provisional one.
const ACTING: [&str; 4] = ["acting", "interim", "caretaker", "provisional"];

/// Reads roles and nationalities in one unit.
#[derive(Debug)]
pub(crate) struct RoleReader<'r, 'a> {
    pub rules: &'r RuleSet,
    pub unit: &'r Unit<'a>,
    pub entities: &'r [Entity],
}

/// A title with everything that was read around it.
#[derive(Clone, Debug)]
struct Office {
    title: MentionId,
    holder: Option<MentionId>,
    /// How the holder was found: the frame's name.
    how: &'static str,
    of: Option<MentionId>,
    to: Option<MentionId>,
    /// A demonym or country directly before the title.
    nation: Option<MentionId>,
    flags: Vec<(QualifierKey, usize)>,
    /// First and last token of the whole phrase with "of …".
    phrase: TokenRange,
}

impl RoleReader<'_, '_> {
    /// All role and citizenship candidates of the unit.
    pub fn find(&self, found: &mut Vec<Candidate>) {
        let mut titles: Vec<MentionId> =
            self.unit.placed().iter().map(|&(_, m)| m).filter(|&m| self.is_title(m)).collect();
        titles.sort_unstable();
        let mut offices: Vec<Office> = Vec::new();
        for title in titles {
            let mut office = self.surroundings(title);
            self.find_holder(&mut office, &offices);
            offices.push(office);
        }
        for office in &offices {
            self.emit(office, found);
        }
        self.demonyms_before_names(found);
    }

    fn is_title(&self, mention: MentionId) -> bool {
        let mention = self.unit.mention(mention);
        // "Mr", "Dr" and "Sir" are no offices.
        mention.kind == EntityKind::Title
            && !is(mention.text.trim_end_matches('.').to_lowercase().as_str(), Class::Address)
    }

    /// What stands left and right of a title: its organisation or country, and words such as "former".
    fn surroundings(&self, title: MentionId) -> Office {
        let tokens = self.unit.mention(title).tokens;
        let mut office = Office {
            title,
            holder: None,
            how: "",
            of: None,
            to: None,
            nation: None,
            flags: Vec::new(),
            phrase: tokens,
        };
        let mut at = tokens.start as usize;
        for _ in 0..REACH {
            let Some(before) = at.checked_sub(1).filter(|&t| self.unit.node_at(t).is_some()) else { break };
            let word = self.unit.text.word(before).to_lowercase();
            if let Some(mention) = self.name_ending_at(at) {
                let start = self.unit.mention(mention).tokens.start as usize;
                self.take_owner(&mut office, mention);
                at = start;
            } else if matches!(word.as_str(), "'s" | "’s" | "'" | "’") {
                let Some(owner) = self.name_ending_at(before) else { break };
                self.take_owner(&mut office, owner);
                at = self.unit.mention(owner).tokens.start as usize;
            } else if FORMER.contains(&word.as_str()) {
                office.flags.push((QualifierKey::Former, before));
                at = before;
            } else if ACTING.contains(&word.as_str()) {
                office.flags.push((QualifierKey::Acting, before));
                at = before;
            } else if self.is_describing(before) || word == "-" {
                at = before;
            } else {
                break;
            }
        }
        office.phrase.start = at as u32;
        self.right_side(&mut office);
        office
    }

    /// A lower-case adjective or noun, or a number, that may stand inside a title phrase.
    fn is_describing(&self, token: usize) -> bool {
        let Some(node) = self.unit.node_at(token) else { return false };
        let node = self.unit.tree.node(node);
        matches!(node.upos, Upos::Adj | Upos::Noun)
            && !node.name
            && self.unit.text.tokens[token].kind == TokenKind::Word
    }

    fn take_owner(&self, office: &mut Office, mention: MentionId) {
        let kind = &self.unit.mention(mention).kind;
        let title = self.unit.mention(office.title).text.to_lowercase();
        // "Georgia Governor": the offices of a region are not those of a country of the same name.
        let regional = *kind == EntityKind::Gpe && (title.contains("governor") || title.contains("mayor"));
        if matches!(kind, EntityKind::Norp | EntityKind::Gpe) && !regional && self.is_country(mention) {
            office.nation.get_or_insert(mention);
        }
        use EntityKind::{Event, Fac, Gpe, Loc, Norp, Org};
        if matches!(kind, Norp | Gpe | Org | Loc | Fac | Event) {
            office.of.get_or_insert(mention);
        }
    }

    fn is_country(&self, mention: MentionId) -> bool {
        let entity = self.unit.mention(mention).entity.map(|e| &self.entities[e.index()]);
        let code = |link: &String| link.starts_with("iso:") && link.len() == "iso:XX".len();
        entity.is_some_and(|e| e.kind == EntityKind::Gpe && e.links.iter().any(code))
    }

    /// "… of the Central Foreign Affairs Commission", "… to Russia", "-elect".
    fn right_side(&self, office: &mut Office) {
        let mut at = office.phrase.end as usize;
        if self.word(at) == "-" && matches!(self.word(at + 1).as_str(), "elect" | "designate") {
            office.flags.push((QualifierKey::Elect, at + 1));
            at += 2;
            office.phrase.end = at as u32;
        }
        for _ in 0..2 {
            let preposition = self.word(at);
            if !matches!(preposition.as_str(), "of" | "for" | "at" | "in" | "to" | "with") {
                break;
            }
            let Some(owner) = (at + 1..at + 4)
                .take_while(|&t| t == at + 1 || self.word(t - 1) == "the" || self.is_describing(t - 1))
                .find_map(|t| self.name_starting_at(t))
            else {
                break;
            };
            let mention = self.unit.mention(owner);
            if mention.kind == EntityKind::Person {
                break;
            }
            if preposition == "to" {
                office.to.get_or_insert(owner)
            } else {
                office.of.get_or_insert(owner)
            };
            // "Governor of Texas" outranks a demonym read before it only where both are there.
            if preposition == "of" {
                office.of = Some(owner);
            }
            at = mention.tokens.end as usize;
            office.phrase.end = at as u32;
        }
    }

    fn find_holder(&self, office: &mut Office, earlier: &[Office]) {
        let title_end = self.unit.mention(office.title).tokens.end as usize;
        let after = office.phrase.end as usize;
        let person = |t: usize| self.name_starting_at(t).filter(|&m| self.is_person(m));
        if let Some(holder) = person(title_end).or_else(|| person(after)) {
            (office.holder, office.how) = (Some(holder), "title-before-name");
            return;
        }
        if let Some((holder, how)) = self.holder_before(office, earlier) {
            (office.holder, office.how) = (Some(holder), how);
            return;
        }
        // "the ministry's spokesperson, Lin Jian, said"
        if self.word(after) == ","
            && (office.of.is_some() || self.word((office.phrase.start as usize).wrapping_sub(1)) == "the")
        {
            if let Some(holder) = person(after + 1).filter(|&m| !self.listed(m)) {
                (office.holder, office.how) = (Some(holder), "name-in-apposition");
                return;
            }
        }
        self.holder_by_tree(office);
    }

    /// Whether a name goes on as a list: "the minister, Wang and Li".
    fn listed(&self, mention: MentionId) -> bool {
        let end = self.unit.mention(mention).tokens.end as usize;
        !matches!(self.word(end).as_str(), "," | "." | "" | ")")
    }

    /// "Zhang Hanhui, the Chinese ambassador to Russia": the name before the comma; or the holder of the title that
    /// this one is joined to ("Foreign Minister and head of …").
    fn holder_before(&self, office: &Office, earlier: &[Office]) -> Option<(MentionId, &'static str)> {
        let mut at = office.phrase.start as usize;
        while at > 0
            && matches!(self.word(at - 1).as_str(), "the" | "a" | "an" | "its" | "his" | "her" | "their")
        {
            at -= 1;
        }
        let joined = matches!(self.word(at.wrapping_sub(1)).as_str(), "and" | ",");
        let mut before = at.wrapping_sub(1);
        if joined && self.word(before) == "and" && self.word(before.wrapping_sub(1)) == "," {
            before -= 1;
        }
        if joined {
            let shared = earlier.iter().rev().find(|e| {
                e.phrase.end as usize == before && e.holder.is_some() && e.how != "title-before-name"
            });
            if let Some(shared) = shared {
                return Some((shared.holder?, "joined-title"));
            }
        }
        let bracket = self.word(at.wrapping_sub(1)) == "(";
        if self.word(at.wrapping_sub(1)) != "," && !bracket {
            return None;
        }
        let mut name_end = at - 1;
        // "Zhang, 54, the ambassador"
        if name_end >= 2
            && self.unit.text.tokens[name_end - 1].kind == TokenKind::Number
            && self.word(name_end - 2) == ","
        {
            name_end -= 2;
        }
        let holder = self.name_ending_at(name_end).filter(|&m| self.is_person(m))?;
        let closes = matches!(
            self.word(office.phrase.end as usize).as_str(),
            "," | "." | "and" | ")" | ";" | "" | "who" | "said"
        );
        closes.then_some((holder, "apposition"))
    }

    /// "X is the mayor of", "X became chancellor", "X serves as chairman".
    fn holder_by_tree(&self, office: &mut Office) {
        let unit = self.unit;
        let Some(node) = unit.node_of(office.title) else { return };
        let tree = &unit.tree;
        let mut holder = unit.described_by(node).first().copied();
        if holder.is_none() {
            let verb = tree.head(node).filter(|&h| unit.is_verb(h));
            holder = verb
                .filter(|&v| match tree.relation(node) {
                    Deprel::Xcomp | Deprel::Obj => matches!(unit.lemma(v), "become" | "remain"),
                    Deprel::Obl => {
                        super::unit::preposition(unit, node) == "as"
                            && matches!(unit.lemma(v), "serve" | "work" | "act" | "continue")
                    }
                    _ => false,
                })
                .and_then(|v| unit.surface_subject(v, 3));
        }
        let person = holder.and_then(|h| unit.fillers(h).into_iter().find(|&m| self.is_person(m)));
        if let Some(person) = person {
            (office.holder, office.how) = (Some(person), "copula");
        }
    }

    fn emit(&self, office: &Office, found: &mut Vec<Candidate>) {
        let Some(holder) = office.holder else { return };
        let unit = self.unit;
        let verdict = match (office.how, unit.node_of(office.title)) {
            ("copula", Some(node)) => factuality(unit, node),
            _ => Factuality::default(),
        };
        if let Some(nation) = office.nation {
            self.push(
                "citizen_of",
                "demonym-before-title",
                holder,
                Filler::Mention(nation),
                Vec::new(),
                office.title,
                Factuality::default(),
                found,
            );
        }
        let mut qualifiers = Vec::new();
        qualifiers.extend(office.of.and_then(|m| self.entity_qualifier(QualifierKey::Of, m)));
        qualifiers.extend(office.to.and_then(|m| self.entity_qualifier(QualifierKey::To, m)));
        qualifiers.extend(office.flags.iter().map(|&(key, token)| flag(key, unit.text.tokens[token].span)));
        qualifiers.sort_by_key(|q| q.key);
        qualifiers.dedup_by_key(|q| q.key);
        self.push(
            "role",
            office.how,
            holder,
            Filler::Mention(office.title),
            qualifiers,
            office.title,
            verdict,
            found,
        );
    }

    fn entity_qualifier(&self, key: QualifierKey, mention: MentionId) -> Option<Qualifier> {
        let mention = self.unit.mention(mention);
        let entity: EntityId = mention.entity?;
        let text = self.entities[entity.index()].name.clone();
        Some(Qualifier { key, text, span: mention.span, value: Value::Entity(entity) })
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one call site a predicate, each argument a part of the candidate"
    )]
    fn push(
        &self,
        predicate: &str,
        frame: &str,
        holder: MentionId,
        object: Filler,
        qualifiers: Vec<Qualifier>,
        trigger: MentionId,
        factuality: Factuality,
        found: &mut Vec<Candidate>,
    ) {
        let Some(predicate_index) = self.rules.predicate(predicate) else { return };
        found.push(Candidate {
            predicate: predicate_index,
            rule: format!("{predicate}/{frame}").into(),
            subject: Some(Filler::Mention(holder)),
            object: Some(object),
            qualifiers,
            factuality,
            sentence: self.unit.sentence,
            trigger: self.unit.mention(trigger).span,
            asserted: frame == "copula",
            confidence: 0.93,
        });
    }

    /// "American Bill Gates": a demonym directly before a name.
    fn demonyms_before_names(&self, found: &mut Vec<Candidate>) {
        for &(_, id) in self.unit.placed() {
            let mention = self.unit.mention(id);
            if mention.kind != EntityKind::Norp || !self.is_country(id) {
                continue;
            }
            if let Some(person) =
                self.name_starting_at(mention.tokens.end as usize).filter(|&m| self.is_person(m))
            {
                self.push(
                    "citizen_of",
                    "demonym-before-name",
                    person,
                    Filler::Mention(id),
                    Vec::new(),
                    id,
                    Factuality::default(),
                    found,
                );
            }
        }
    }

    fn is_person(&self, mention: MentionId) -> bool {
        let mention = self.unit.mention(mention);
        mention.kind == EntityKind::Person && mention.entity.is_some()
    }

    fn word(&self, token: usize) -> String {
        let text = self.unit.text;
        if self.unit.node_at(token).is_none() { String::new() } else { text.word(token).to_lowercase() }
    }

    fn name_starting_at(&self, token: usize) -> Option<MentionId> {
        self.names().find(|&m| self.unit.mention(m).tokens.start as usize == token)
    }

    fn name_ending_at(&self, end: usize) -> Option<MentionId> {
        self.names().find(|&m| self.unit.mention(m).tokens.end as usize == end)
    }

    fn names(&self) -> impl Iterator<Item = MentionId> + '_ {
        self.unit.placed().iter().map(|&(_, m)| m).filter(|&m| {
            let mention = self.unit.mention(m);
            mention.form == Form::Name && mention.kind.is_name()
        })
    }
}
