//! Matches frames: finds their trigger words in a unit and binds the slots of their arguments.

use super::candidate::{Candidate, Filler};
use super::fact::Polarity;
use super::factuality::{Factuality, factuality};
use super::qualify::Qualifiers;
use super::rule::{Frame, KindSet, Predicate, RuleSet, Slot, Trigger, VerbPattern};
use super::site::Site;
use super::unit::{Unit, preposition};
use super::words::{Class, is};
use crate::entity::{Entity, EntityKind, Form, MentionId};
use crate::syntax::{Deprel, Upos};
use crate::text::Case;

/// Finds what frames say in a unit.
#[derive(Debug)]
pub(crate) struct FrameMatcher<'r, 'a> {
    pub rules: &'r RuleSet,
    pub unit: &'r Unit<'a>,
    pub entities: &'r [Entity],
}

impl FrameMatcher<'_, '_> {
    /// All candidates of the unit, in the order of their trigger words.
    pub fn find(&self, found: &mut Vec<Candidate>) {
        for node in 0..self.unit.tree.len() as u32 {
            let lemma = self.unit.lemma(node);
            for &(frame, trigger) in self.rules.triggered(lemma) {
                self.try_frame(node, frame, trigger, found);
            }
            // "Geneva-based": the second half of a compound is compared by its form.
            let form = self.unit.text.word(self.unit.token(node));
            if form != lemma {
                let suffixes =
                    self.rules.triggered(form).iter().filter(|(_, trigger)| *trigger == Trigger::Suffix);
                suffixes.for_each(|&(frame, trigger)| self.try_frame(node, frame, trigger, found));
            }
            // "Wikipedia founder Jimmy Wales": title and name are one node.
            if let Some(title) = self.unit.title_of(node) {
                let nouns =
                    self.rules.triggered(&title).iter().filter(|(_, trigger)| *trigger == Trigger::Noun);
                nouns.for_each(|&(frame, trigger)| self.try_frame(node, frame, trigger, found));
            }
        }
    }

    fn try_frame(&self, node: u32, frame: usize, trigger: Trigger, found: &mut Vec<Candidate>) {
        let frame = &self.rules.frames[frame];
        if let Some(site) = self.site(node, frame, trigger) {
            self.bind(frame, site, trigger, found);
        }
    }

    /// The site of a frame at a node, if the node and its surroundings have the form that the frame asks for.
    fn site(&self, node: u32, frame: &Frame, trigger: Trigger) -> Option<Site> {
        let unit = self.unit;
        let upos = unit.tree.node(node).upos;
        if unit.tree.node(node).name && !(trigger == Trigger::Noun && frame.uses(&Slot::Itself)) {
            return None;
        }
        let site = match trigger {
            Trigger::Verb(i) => self.verb_site(node, upos, &frame.verbs[i], frame)?,
            Trigger::Noun if upos == Upos::Noun || unit.tree.node(node).name => self.noun_site(node),
            Trigger::Light if upos != Upos::Verb => {
                let verb = self.governing_verb(node)?;
                frame.verbs.iter().find(|v| self.has_form(verb, v))?;
                Site { trigger: node, verb: Some(verb), noun: Some(node), beside: false }
            }
            Trigger::Suffix => Site { trigger: node, verb: None, noun: None, beside: false },
            _ => return None,
        };
        (self.near(&frame.near, true) && self.near(&frame.unless, false)).then_some(site)
    }

    fn verb_site(&self, node: u32, upos: Upos, verb: &VerbPattern, frame: &Frame) -> Option<Site> {
        let unit = self.unit;
        if verb.copular {
            let predicate = unit.tree.child_with(node, Deprel::Cop).is_some() || unit.is_passive(node);
            let beside = matches!(
                unit.tree.relation(node),
                Deprel::Amod | Deprel::Acl | Deprel::Appos | Deprel::Advcl | Deprel::Conj | Deprel::Xcomp
            );
            return (predicate || beside).then_some(Site {
                trigger: node,
                verb: Some(node),
                noun: None,
                beside: false,
            });
        }
        if upos != Upos::Verb || !self.has_form(node, verb) {
            return None;
        }
        if frame.passive.is_some_and(|passive| passive != unit.is_passive(node)) {
            return None;
        }
        Some(Site { trigger: node, verb: Some(node), noun: None, beside: false })
    }

    /// Whether a verb has the lemma and particle of a pattern.
    fn has_form(&self, node: u32, verb: &VerbPattern) -> bool {
        let unit = self.unit;
        unit.lemma(node) == verb.lemma
            && verb.particle.as_deref().is_none_or(|particle| {
                let next_words = unit.tree.children(node).iter().copied();
                next_words.clone().any(|c| c > node && unit.lemma(c) == particle)
                    || next_words
                        .into_iter()
                        .any(|c| c > node && preposition(unit, c).split(' ').next() == Some(particle))
            })
    }

    fn noun_site(&self, node: u32) -> Site {
        let unit = self.unit;
        let mut site = Site { trigger: node, verb: None, noun: Some(node), beside: false };
        let head = self.governing_verb(node);
        if let Some(verb) = head {
            let light =
                is(unit.lemma(verb), Class::Light) && unit.tree.relation(self.top(node)) != Deprel::Obl;
            let preposition = preposition(unit, self.top(node));
            let aside = preposition.split(' ').any(|word| is(word, Class::Circumstance));
            if light || aside {
                site.verb = Some(verb);
                site.beside = !light;
            }
        }
        site
    }

    /// The noun of which a coordinated noun is a member.
    fn top(&self, node: u32) -> u32 {
        let tree = &self.unit.tree;
        match tree.head(node) {
            Some(head) if tree.relation(node) == Deprel::Conj && tree.node(head).upos == Upos::Noun => head,
            _ => node,
        }
    }

    /// The verb of which a noun is subject, object or oblique.
    fn governing_verb(&self, node: u32) -> Option<u32> {
        let tree = &self.unit.tree;
        let node = self.top(node);
        let head = tree.head(node).filter(|&h| self.unit.is_verb(h))?;
        matches!(
            tree.relation(node),
            Deprel::Obj | Deprel::Obl | Deprel::NsubjPass | Deprel::OblUnmarked | Deprel::Xcomp
        )
        .then_some(head)
    }

    /// Whether one of the words stands in the unit (`wanted`), or none does.
    fn near(&self, words: &[String], wanted: bool) -> bool {
        if words.is_empty() {
            return true;
        }
        let unit = self.unit;
        let has = |n: u32| words.iter().any(|w| unit.lemma(n) == w);
        (0..unit.tree.len() as u32).any(has) == wanted
    }

    fn bind(&self, frame: &Frame, site: Site, trigger: Trigger, found: &mut Vec<Candidate>) {
        let predicate = &self.rules.predicates[frame.predicate];
        let (mut subjects, mut objects) = if trigger == Trigger::Suffix {
            self.suffix_arguments(frame, site)
        } else {
            self.arguments(frame, site, trigger)
        };
        if predicate.symmetric && objects.is_empty() && subjects.len() > 1 {
            // "Xi and Putin met": each pair once, in the order of the text.
            for (i, &subject) in subjects.iter().enumerate() {
                for &object in &subjects[i + 1..] {
                    self.push(frame, predicate, site, (Some(subject), Some(object)), found);
                }
            }
            return;
        }
        subjects.retain(|s| !objects.iter().any(|o| self.same(*s, *o)));
        let missing_subject =
            subjects.is_empty() && (frame.subject_kinds.missing || frame.subject == [Slot::Nothing]);
        let missing_object =
            objects.is_empty() && (frame.object_kinds.missing || frame.object == [Slot::Nothing]);
        if missing_subject && missing_object {
            return;
        }
        objects.dedup();
        let subjects: Vec<_> =
            if missing_subject { vec![None] } else { subjects.into_iter().map(Some).collect() };
        let objects: Vec<_> =
            if missing_object { vec![None] } else { objects.into_iter().map(Some).collect() };
        for &subject in &subjects {
            for &object in &objects {
                self.push(frame, predicate, site, (subject, object), found);
            }
        }
    }

    fn push(
        &self,
        frame: &Frame,
        predicate: &Predicate,
        site: Site,
        (subject, object): (Option<MentionId>, Option<MentionId>),
        found: &mut Vec<Candidate>,
    ) {
        let unit = self.unit;
        let mut verdict: Factuality = factuality(unit, site.trigger);
        if let Some(modality) = frame.modality.filter(|_| verdict.modality == Default::default()) {
            verdict.modality = modality;
        }
        if frame.polarity == Some(Polarity::Negative) {
            verdict.polarity = Polarity::Negative;
        }
        let taken: Vec<MentionId> = subject.into_iter().chain(object).collect();
        let qualifiers =
            Qualifiers { unit, entities: self.entities, site, taken: &taken }.collect(predicate, frame);
        found.push(Candidate {
            predicate: frame.predicate,
            rule: frame.rule.clone(),
            subject: subject.map(Filler::Mention),
            object: object.map(Filler::Mention),
            qualifiers,
            factuality: verdict,
            sentence: unit.sentence,
            trigger: unit.span(site.trigger),
            asserted: !matches!(
                unit.tree.relation(site.trigger),
                Deprel::Appos | Deprel::Compound | Deprel::NmodDesc
            ),
            confidence: if site.beside { 0.7 } else { 0.85 },
        });
    }

    /// Subject and object of a site by the frame's slots.
    fn arguments(&self, frame: &Frame, site: Site, trigger: Trigger) -> (Vec<MentionId>, Vec<MentionId>) {
        let preposition = match trigger {
            Trigger::Verb(i) => frame.verbs[i].preposition.clone(),
            _ => None,
        };
        let objects = match preposition {
            Some(preposition) => {
                self.first_filled(&[Slot::Preposition(preposition)], site, &frame.object_kinds, &[])
            }
            None => self.object(frame, site, trigger),
        };
        let mut subjects = self.first_filled(&frame.subject, site, &frame.subject_kinds, &objects);
        if subjects.is_empty()
            && site.noun.is_some()
            && site.verb.is_some()
            && frame.subject != [Slot::Nothing]
        {
            let own = !frame.subject.contains(&Slot::Itself);
            if own && (!site.beside || !objects.is_empty()) {
                subjects = self.first_filled(&[Slot::Subject], site, &frame.subject_kinds, &objects);
            }
        }
        (subjects, objects)
    }

    fn object(&self, frame: &Frame, site: Site, trigger: Trigger) -> Vec<MentionId> {
        let objects = self.first_filled(&frame.object, site, &frame.object_kinds, &[]);
        // "took over Kodak": the parser may read the particle as a preposition.
        if let Trigger::Verb(i) = trigger
            && let (true, Some(particle)) = (objects.is_empty(), &frame.verbs[i].particle)
        {
            let slot = Slot::Preposition(particle.clone());
            return self.first_filled(&[slot], site, &frame.object_kinds, &[]);
        }
        objects
    }

    /// The fillers of the first slot that has any of the right kind, without those in `taken`.
    fn first_filled(
        &self,
        slots: &[Slot],
        site: Site,
        kinds: &KindSet,
        taken: &[MentionId],
    ) -> Vec<MentionId> {
        for slot in slots {
            let nodes = site.nodes(self.unit, slot);
            let mut fillers: Vec<MentionId> = match slot {
                Slot::Modifier if site.noun.is_some_and(|n| self.unit.tree.node(n).name) => {
                    self.before_title(site)
                }
                Slot::Title | Slot::SubjectTitle => {
                    nodes.into_iter().flat_map(|n| self.titles_at(n)).collect()
                }
                // "Cai Qi, a member of the board, and Wang Yi" describes the first alone.
                Slot::Itself if !self.is_plural(site.trigger) => {
                    nodes.into_iter().flat_map(|n| self.unit.own_fillers(n)).collect()
                }
                _ => nodes.into_iter().flat_map(|n| self.slot_fillers(n, kinds)).collect(),
            };
            fillers.retain(|&m| {
                kinds.fits(self.unit.mention(m), self.entities) && !taken.iter().any(|&t| self.same(t, m))
            });
            let mut seen: Vec<MentionId> = Vec::new();
            fillers.retain(|&m| {
                let new = !seen.iter().any(|&s| self.same(s, m));
                seen.push(m);
                new
            });
            if !fillers.is_empty() {
                return fillers;
            }
        }
        Vec::new()
    }

    /// "Wikipedia founder Jimmy Wales" is one node: the names in it before that of the person.
    fn before_title(&self, site: Site) -> Vec<MentionId> {
        let names = site.noun.into_iter().flat_map(|n| self.unit.mentions_at(n));
        names.skip(1).filter(|&m| self.unit.mention(m).kind.is_name()).collect()
    }

    fn is_plural(&self, node: u32) -> bool {
        matches!(self.unit.tree.node(node).xpos.name(), "NNS" | "NNPS")
    }

    fn titles_at(&self, node: u32) -> Vec<MentionId> {
        let unit = self.unit;
        unit.mentions_at(node).filter(|&m| unit.mention(m).kind == EntityKind::Title).collect()
    }

    /// Titles and numbers are fillers where the rule asks for their kind; otherwise what a node stands for.
    fn slot_fillers(&self, node: u32, kinds: &KindSet) -> Vec<MentionId> {
        let unit = self.unit;
        let literal = unit
            .mentions_at(node)
            .find(|&m| !unit.mention(m).kind.is_name() && kinds.has(&unit.mention(m).kind));
        match literal {
            Some(literal)
                if unit.mentions_at(node).all(|m| !kinds.has(&unit.mention(m).kind) || m == literal) =>
            {
                vec![literal]
            }
            _ => unit.fillers(node),
        }
    }

    /// "Geneva-based X", "Russian-backed rebels": the mention before the hyphen, and the name that the compound
    /// stands before.
    fn suffix_arguments(&self, frame: &Frame, site: Site) -> (Vec<MentionId>, Vec<MentionId>) {
        let nothing = (Vec::new(), Vec::new());
        let unit = self.unit;
        let token = unit.token(site.trigger);
        if token < 2 || !matches!(unit.text.word(token - 1), "-" | "–" | "‑") {
            return nothing;
        }
        let Some(before) =
            unit.placed().iter().map(|&(_, m)| m).find(|&m| unit.mention(m).tokens.end as usize == token - 1)
        else {
            return nothing;
        };
        let whole: Vec<MentionId> = self.name_after(token).into_iter().collect();
        let pick = |slots: &[Slot], kinds: &KindSet| -> Vec<MentionId> {
            let from = if slots.contains(&Slot::Itself) { whole.clone() } else { vec![before] };
            from.into_iter().filter(|&m| kinds.fits(self.unit.mention(m), self.entities)).collect()
        };
        (pick(&frame.subject, &frame.subject_kinds), pick(&frame.object, &frame.object_kinds))
    }

    /// The first name after a compound, with nothing but small words between them: "Geneva-based aid group X".
    fn name_after(&self, token: usize) -> Option<MentionId> {
        let unit = self.unit;
        let small = |t: usize| unit.node_at(t).is_some() && unit.text.tokens[t].case == Case::Lower;
        let reach = (token + 1..token + 7)
            .take_while(|&t| t == token + 1 || small(t - 1) || unit.text.word(t - 1) == "-");
        let mut names = reach.flat_map(|t| {
            let starts = move |m: &MentionId| unit.mention(*m).tokens.start as usize == t;
            unit.placed().iter().map(|&(_, m)| m).filter(starts)
        });
        names.find(|&m| {
            unit.mention(m).form == Form::Name
                && unit.mention(m).entity.is_some()
                && unit.mention(m).kind.is_name()
        })
    }

    fn same(&self, a: MentionId, b: MentionId) -> bool {
        let (a, b) = (self.unit.mention(a), self.unit.mention(b));
        a.entity == b.entity && (a.span == b.span || a.entity.is_some())
    }
}
