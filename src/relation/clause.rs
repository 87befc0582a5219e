//! Who does what to whom: the arguments of a verb or noun, whatever construction they stand in.
//!
//! Voice, relative and reduced relative clauses, control ("agreed to buy", "is expected to hold"), adverbial
//! participles, coordination of verbs and of arguments, and "such as" lists are undone here, once for all rules.

use super::unit::{Unit, preposition};
use super::words::{Class, is};
use crate::entity::{EntityKind, Form, MentionId};
use crate::syntax::{Deprel, Upos, Xpos};

/// How many clauses a missing subject is looked for upwards; deeper chains do not occur in edited text.
const DEPTH: usize = 6;

/// Words that join examples to a general noun.
const EXAMPLES: [&str; 4] = ["such as", "including", "like", "among"];

/// Prepositions after which the object of "accuse X of killing" and its like is the subject of the clause.
const OBJECT_MARKS: [&str; 3] = ["of", "for", "from"];

impl Unit<'_> {
    /// Whether a verb is passive.
    pub fn is_passive(&self, verb: u32) -> bool {
        let tree = &self.tree;
        let has = |relation| tree.child_with(verb, relation).is_some();
        if has(Deprel::AuxPass) || has(Deprel::NsubjPass) {
            return true;
        }
        let participle = tree.node(verb).xpos == Xpos::VBN && tree.child_with(verb, Deprel::Aux).is_none();
        match tree.relation(verb) {
            Deprel::Acl | Deprel::Advcl | Deprel::Amod => participle && !has(Deprel::Obj),
            Deprel::Conj => {
                participle && !has(Deprel::Obj) && tree.head(verb).is_some_and(|h| self.is_passive(h))
            }
            _ => false,
        }
    }

    /// The node that does the action: the subject, or the agent of a passive.
    pub fn logical_subject(&self, verb: u32) -> Option<u32> {
        if self.is_passive(verb) { self.agent(verb) } else { self.surface_subject(verb, DEPTH) }
    }

    /// The node that undergoes the action: the object, or the subject of a passive.
    pub fn logical_object(&self, verb: u32) -> Option<u32> {
        if self.is_passive(verb) {
            return self.surface_subject(verb, DEPTH);
        }
        self.own_object(verb).or_else(|| self.relative_object(verb)).or_else(|| self.shared_object(verb))
    }

    fn own_object(&self, verb: u32) -> Option<u32> {
        let object = self.tree.child_with(verb, Deprel::Obj)?;
        // "the minister whom Putin met": the pronoun stands for the noun that the clause modifies.
        if self.is_relative_pronoun(object) { self.antecedent(verb) } else { Some(object) }
    }

    /// "the deal Iran signed": a relative clause with a subject and without an object has its object outside.
    fn relative_object(&self, verb: u32) -> Option<u32> {
        let own_subject = self.own_subject(verb).filter(|&s| !self.is_relative_pronoun(s))?;
        let gap = self.tree.relation(verb) == Deprel::AclRelcl && own_subject < verb;
        if gap { self.antecedent(verb) } else { None }
    }

    /// "arrested and charged X": the object of the last verb belongs to all of them.
    fn shared_object(&self, verb: u32) -> Option<u32> {
        let tree = &self.tree;
        if tree.relation(verb) == Deprel::Conj {
            let first = tree.head(verb)?;
            return tree.child_with(first, Deprel::Obj).filter(|&object| object > verb);
        }
        let later = tree.children_with(verb, Deprel::Conj).find(|&c| self.is_verb(c) && c == verb + 2)?;
        tree.child_with(later, Deprel::Obj)
    }

    /// The agent of a passive: "by X".
    pub fn agent(&self, verb: u32) -> Option<u32> {
        let tree = &self.tree;
        tree.child_with(verb, Deprel::OblAgent).or_else(|| {
            let obliques = tree.children(verb).iter().copied();
            obliques.filter(|&c| tree.relation(c) == Deprel::Obl).find(|&c| preposition(self, c) == "by")
        })
    }

    /// The first subject that stands for something named, else the first.
    fn own_subject(&self, verb: u32) -> Option<u32> {
        let mut subjects =
            self.tree.children(verb).iter().copied().filter(|&c| self.tree.relation(c).is_subject());
        let first = subjects.next()?;
        // "Media, including Xinhua, reported": the parser may take both for subjects.
        let second = subjects.find(|&c| !self.own_fillers(c).is_empty());
        Some(
            second
                .filter(|_| self.own_fillers(first).is_empty() && !self.is_relative_pronoun(first))
                .unwrap_or(first),
        )
    }

    /// The grammatical subject, own or taken over from the clause the verb hangs in.
    pub fn surface_subject(&self, verb: u32, depth: usize) -> Option<u32> {
        let tree = &self.tree;
        if let Some(own) = self.own_subject(verb) {
            return if self.is_relative_pronoun(own) { self.antecedent(verb) } else { Some(own) };
        }
        let head = tree.head(verb).filter(|_| depth > 0)?;
        let above = || {
            if self.is_verb(head) || self.has_subject(head) {
                self.surface_subject(head, depth - 1)
            } else {
                None
            }
        };
        match tree.relation(verb) {
            Deprel::Conj | Deprel::Parataxis => above(),
            Deprel::Xcomp => self.controller(head, verb).or_else(above),
            Deprel::Advcl => {
                let marked =
                    tree.children_with(verb, Deprel::Mark).any(|m| OBJECT_MARKS.contains(&self.lemma(m)));
                if marked { self.controller(head, verb).or_else(above) } else { above() }
            }
            Deprel::Acl if self.is_infinitive(verb) => self.noun_holder(head, depth - 1),
            Deprel::Acl => Some(head),
            Deprel::AclRelcl => self.antecedent(verb),
            _ => None,
        }
    }

    fn has_subject(&self, node: u32) -> bool {
        self.own_subject(node).is_some()
    }

    /// The object of "urge X to stop" is the subject of "stop".
    fn controller(&self, governor: u32, verb: u32) -> Option<u32> {
        if self.is_passive(governor) || self.lemma(governor) == "promise" {
            return None;
        }
        let object = |r| self.tree.child_with(governor, r).filter(|&object| object < verb);
        object(Deprel::Obj).or_else(|| object(Deprel::Iobj))
    }

    /// Whose plan, decision or offer an infinitive after a noun is: its possessor, or the subject of its verb.
    fn noun_holder(&self, noun: u32, depth: usize) -> Option<u32> {
        if let Some(possessor) = self.tree.child_with(noun, Deprel::NmodPoss) {
            return Some(possessor);
        }
        let verb =
            self.tree.head(noun).filter(|&h| self.is_verb(h) && self.tree.relation(noun) == Deprel::Obj)?;
        self.surface_subject(verb, depth)
    }

    fn is_infinitive(&self, verb: u32) -> bool {
        self.tree.children_with(verb, Deprel::Mark).any(|m| self.lemma(m) == "to")
    }

    fn is_relative_pronoun(&self, node: u32) -> bool {
        let tag = self.tree.node(node);
        tag.upos == Upos::Pron && matches!(tag.xpos.name(), "WP" | "WDT")
            || self.lemma(node) == "that"
                && tag.upos == Upos::Pron
                && self.tree.head(node).is_some_and(|h| self.tree.relation(h) == Deprel::AclRelcl)
    }

    /// The noun that the relative clause of a verb modifies; for a coordinated verb, that of the first.
    fn antecedent(&self, verb: u32) -> Option<u32> {
        let mut at = verb;
        for _ in 0..DEPTH {
            let head = self.tree.head(at)?;
            match self.tree.relation(at) {
                Deprel::AclRelcl | Deprel::Acl => return Some(head),
                Deprel::Conj | Deprel::Xcomp | Deprel::Ccomp => at = head,
                _ => return None,
            }
        }
        None
    }

    /// The nominals that a verb takes with a preposition, those on its object included: readers attach
    /// "signed a deal with X" either way.
    pub fn obliques(&self, verb: u32, wanted: &str) -> Vec<u32> {
        let tree = &self.tree;
        let mut found: Vec<u32> = Vec::new();
        let nominal = |c: &u32| {
            matches!(tree.relation(*c), Deprel::Obl | Deprel::OblAgent | Deprel::Nmod | Deprel::OblUnmarked)
        };
        for &child in tree.children(verb) {
            if nominal(&child) && preposition(self, child) == wanted {
                found.push(self.relative_or_self(child, verb));
            }
        }
        if found.is_empty() {
            let objects = tree.children(verb).iter().filter(|&&c| {
                matches!(tree.relation(c), Deprel::Obj | Deprel::Xcomp | Deprel::Obl | Deprel::OblAgent)
            });
            let below = objects.flat_map(|&object| tree.children(object).iter().copied());
            found.extend(below.filter(|c| nominal(c) && preposition(self, *c) == wanted));
        }
        found
    }

    fn relative_or_self(&self, node: u32, verb: u32) -> u32 {
        if self.is_relative_pronoun(node) { self.antecedent(verb).unwrap_or(node) } else { node }
    }

    /// A node and the later members of its coordination.
    pub fn coordination(&self, node: u32) -> Vec<u32> {
        let mut members = vec![node];
        let mut next = 0;
        while next < members.len() {
            let member = members[next];
            if !self.is_place_chain(member) {
                let later = self.tree.children_with(member, Deprel::Conj);
                members.extend(later.filter(|&c| !self.is_verb(c)));
            }
            next += 1;
        }
        members
    }

    /// "in Brooklyn, New York": places in one another, which the parser may take for a list; a list has an "and".
    fn is_place_chain(&self, node: u32) -> bool {
        let place = |n: u32| self.mentions_at(n).next().is_some_and(|m| self.mention(m).kind.is_place());
        let joined = |n: u32| self.tree.child_with(n, Deprel::Cc).is_some();
        let mut later = self.tree.children_with(node, Deprel::Conj).peekable();
        later.peek().is_some() && place(node) && later.all(|c| place(c) && !joined(c))
    }

    /// The mentions that an argument node stands for: its own, those of its coordination, the examples of a general
    /// noun ("officials such as X and Y"), the name that a title or apposition gives, the group of its members.
    pub fn fillers(&self, node: u32) -> Vec<MentionId> {
        self.fillers_within(node, 3)
    }

    fn fillers_within(&self, node: u32, depth: usize) -> Vec<MentionId> {
        let mut found = Vec::new();
        for member in self.coordination(node) {
            let own = self.own_fillers(member);
            if own.is_empty() && depth > 0 {
                found.extend(self.described(member, depth - 1));
            }
            found.extend(own);
        }
        found
    }

    /// The mentions at a node that can be arguments: all members of a plural phrase, else the best one.
    pub fn own_fillers(&self, node: u32) -> Vec<MentionId> {
        let mut at = self.mentions_at(node);
        let Some(first) = at.next() else { return Vec::new() };
        let best = self.mention(first);
        if best.kind == EntityKind::Title || best.kind.is_name() && best.entity.is_none() {
            return Vec::new();
        }
        let plural = |&m: &MentionId| self.mention(m).span == best.span && best.form != Form::Name;
        std::iter::once(first).chain(at.filter(plural)).collect()
    }

    fn described(&self, node: u32, depth: usize) -> Vec<MentionId> {
        let tree = &self.tree;
        if tree.node(node).upos == Upos::Verb {
            return Vec::new();
        }
        let examples = |&&c: &&u32| {
            matches!(tree.relation(c), Deprel::Nmod | Deprel::Acl | Deprel::Appos)
                && (tree.relation(c) == Deprel::Appos || EXAMPLES.contains(&preposition(self, c).as_str()))
        };
        for &child in tree.children(node).iter().filter(examples) {
            let named: Vec<MentionId> = self
                .fillers_within(child, depth)
                .into_iter()
                .filter(|&m| self.mention(m).form == Form::Name)
                .collect();
            if !named.is_empty() {
                return named;
            }
        }
        // "the singer Adele": the parser may take either word for the head.
        let name = tree.children(node).iter().copied().find(|&c| {
            matches!(tree.relation(c), Deprel::Flat | Deprel::Compound | Deprel::NmodDesc)
                && c > node
                && self.own_fillers(c).first().is_some_and(|&m| self.mention(m).kind == EntityKind::Person)
        });
        match name {
            Some(name) => self.own_fillers(name),
            None => self.whole_of(node).unwrap_or_else(|| self.group_of(node)),
        }
    }

    /// "the city of Lublin", "parts of Ohio": the named place that a part or kind of place belongs to.
    fn whole_of(&self, node: u32) -> Option<Vec<MentionId>> {
        if !is(self.lemma(node), Class::PlacePart) {
            return None;
        }
        let tree = &self.tree;
        let nominal = |c: &u32| {
            matches!(tree.relation(*c), Deprel::Nmod | Deprel::Compound | Deprel::NmodPoss | Deprel::Amod)
        };
        let places = tree.children(node).iter().copied().filter(nominal).map(|c| {
            let mut found = self.fillers_within(c, 1);
            found.retain(|&m| self.mention(m).kind.is_place());
            found
        });
        places.into_iter().find(|found| !found.is_empty())
    }

    /// "five Hezbollah militants", "members of the Taliban": people of a named group stand for the group.
    fn group_of(&self, node: u32) -> Vec<MentionId> {
        if !super::words::is_people(self.lemma(node)) {
            return Vec::new();
        }
        // "Turkish police" act for the state, "German tourists" do not.
        let organ = is(self.lemma(node), Class::Organ);
        let group = |c: u32| {
            self.own_fillers(c).into_iter().find(|&m| {
                let mention = self.mention(m);
                let state = mention.kind == EntityKind::Gpe
                    || mention.link.as_deref().is_some_and(|l| l.starts_with("iso:"));
                matches!(mention.kind, EntityKind::Org | EntityKind::Norp | EntityKind::Gpe)
                    && (organ || !state)
            })
        };
        let children = self.tree.children(node).iter().copied();
        let before = children
            .clone()
            .filter(|&c| matches!(self.tree.relation(c), Deprel::Compound | Deprel::Amod | Deprel::NmodPoss));
        let after = children.filter(|&c| {
            self.tree.relation(c) == Deprel::Nmod && matches!(preposition(self, c).as_str(), "of" | "from")
        });
        before.chain(after).find_map(group).into_iter().collect()
    }

    /// Whom a noun describes: the name it stands in apposition to, its subject through a copula, or the name whose
    /// description it is.
    pub fn described_by(&self, noun: u32) -> Vec<u32> {
        let tree = &self.tree;
        if tree.node(noun).name {
            return vec![noun];
        }
        let mut found: Vec<u32> = tree.children_with(noun, Deprel::Appos).collect();
        found.extend(
            tree.children(noun)
                .iter()
                .copied()
                .filter(|&c| tree.relation(c).is_subject() && tree.child_with(noun, Deprel::Cop).is_some()),
        );
        found.extend(
            tree.children(noun)
                .iter()
                .copied()
                .filter(|&c| c > noun && matches!(tree.relation(c), Deprel::Flat | Deprel::NmodDesc)),
        );
        if let Some(head) = tree.head(noun) {
            match tree.relation(noun) {
                Deprel::Appos | Deprel::NmodDesc | Deprel::Flat => found.push(head),
                Deprel::Compound if noun < head => found.push(head),
                Deprel::Conj => found.extend(self.described_by_shallow(head)),
                _ => {}
            }
        }
        // "As a member of Y, X was": the phrase describes the subject.
        if found.is_empty() && tree.relation(noun) == Deprel::Obl && preposition(self, noun) == "as" {
            found.extend(
                tree.head(noun)
                    .filter(|&head| noun < head)
                    .and_then(|verb| self.surface_subject(verb, DEPTH)),
            );
        }
        if found.is_empty() && tree.relation(noun) == Deprel::Xcomp {
            found.extend(tree.head(noun).and_then(|verb| self.surface_subject(verb, DEPTH)));
        }
        found.retain(|&n| !self.own_fillers(n).is_empty());
        found.truncate(1);
        found
    }

    /// What a coordinated description shares with its first member: "a singer and founder of X".
    fn described_by_shallow(&self, first: u32) -> Vec<u32> {
        if self
            .own_fillers(first)
            .iter()
            .any(|&m| self.mention(m).kind.is_name() && self.mention(m).form == Form::Name)
        {
            return Vec::new();
        }
        self.described_by(first)
    }
}
