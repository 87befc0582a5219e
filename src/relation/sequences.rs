//! Matches sequence rules over the tokens and mentions of a sentence.

use super::candidate::{Candidate, Filler};
use super::fact::{Qualifier, QualifierKey};
use super::factuality::Factuality;
use super::qualify::fixed;
use super::rule::{Element, Role, RuleSet, Sequence};
use crate::entity::{Entity, EntityKind, Form, Mention, MentionId, Value};
use crate::span::TokenRange;
use crate::text::Text;
use std::ops::Range;

/// Finds what sequence rules say in a sentence.
#[derive(Debug)]
pub(crate) struct SequenceMatcher<'r, 'a> {
    pub rules: &'r RuleSet,
    pub text: Text<'a>,
    pub mentions: &'a [Mention],
    pub entities: &'r [Entity],
    /// The sentence's mentions.
    pub nearby: Range<usize>,
    pub sentence: usize,
}

/// What the elements matched so far have bound.
#[derive(Clone, Debug, Default)]
struct Binding {
    bound: Vec<(Role, MentionId)>,
    end: usize,
}

impl SequenceMatcher<'_, '_> {
    /// All candidates of the sentence, in the order of their first token.
    pub fn find(&self, found: &mut Vec<Candidate>) {
        let tokens = self.text.sentences[self.sentence].tokens;
        for start in tokens.range() {
            for rule in &self.rules.sequences {
                if let Some(binding) =
                    self.matches(&rule.pattern.elements, start, tokens, &mut Binding::default())
                {
                    found.extend(self.candidate(rule, start, &binding));
                }
            }
        }
    }

    fn matches(
        &self,
        elements: &[Element],
        at: usize,
        within: TokenRange,
        binding: &mut Binding,
    ) -> Option<Binding> {
        let Some((element, rest)) = elements.split_first() else {
            return Some(Binding { end: at, ..binding.clone() });
        };
        let skipped = |binding: &mut Binding| self.matches(rest, at, within, binding);
        match element {
            Element::Mention { role, kinds, optional } => {
                for (id, mention) in self.starting_at(at) {
                    if mention.form == Form::Name && kinds.fits(mention, self.entities) {
                        binding.bound.push((*role, id));
                        let matched = self.matches(rest, mention.tokens.end as usize, within, binding);
                        binding.bound.pop();
                        if matched.is_some() {
                            return matched;
                        }
                    }
                }
                if *optional { skipped(binding) } else { None }
            }
            Element::Words { words, optional } | Element::Lemmas { lemmas: words, optional } => {
                let lemma = matches!(element, Element::Lemmas { .. });
                let fits = within.has(at) && self.is_word(at, words, lemma);
                let matched = fits.then(|| self.matches(rest, at + 1, within, binding)).flatten();
                if matched.is_none() && *optional { skipped(binding) } else { matched }
            }
            Element::Skip { most } => (0..=*most).find_map(|n| {
                let clear = (at..at + n).all(|t| within.has(t) && self.starting_at(t).next().is_none());
                if clear { self.matches(rest, at + n, within, binding) } else { None }
            }),
        }
    }

    /// Whether the token is one of the words, or, as a lemma, an inflected form of one.
    fn is_word(&self, at: usize, words: &[String], lemma: bool) -> bool {
        let word = self.text.word(at);
        words.iter().any(|w| {
            let same = w.eq_ignore_ascii_case(word) || w == "'s" && matches!(word, "’s" | "'" | "’");
            same || lemma && word.len() <= w.len() + 4 && inflected(&word.to_lowercase(), w)
        })
    }

    fn starting_at(&self, token: usize) -> impl Iterator<Item = (MentionId, &Mention)> {
        let nearby = &self.mentions[self.nearby.clone()];
        let first = nearby.partition_point(|m| (m.tokens.start as usize) < token);
        let at = nearby[first..].iter().take_while(move |m| m.tokens.start as usize == token);
        at.enumerate().map(move |(i, m)| (MentionId((self.nearby.start + first + i) as u32), m))
    }

    fn candidate(&self, rule: &Sequence, start: usize, binding: &Binding) -> Option<Candidate> {
        let bound = |wanted: Role| binding.bound.iter().find(|(role, _)| *role == wanted).map(|&(_, id)| id);
        let (subject, object) = (bound(Role::Subject), bound(Role::Object));
        let entity = |id: Option<MentionId>| id.and_then(|id| self.mentions[id.index()].entity);
        let one_entity = entity(subject).is_some() && entity(subject) == entity(object);
        // An alias is a name rather than another entity.
        let alias = self.rules.predicates[rule.predicate].object.names;
        if one_entity && !alias {
            return None;
        }
        if alias && !self.may_be_alias(subject?, object?) {
            return None;
        }
        let object_filler = |id: MentionId| match alias {
            true => Filler::Literal(self.mentions[id.index()].span),
            false => Filler::Mention(id),
        };
        let span = self.text.span(TokenRange::new(start, binding.end));
        let mut qualifiers: Vec<Qualifier> =
            rule.fixed.iter().map(|(key, value)| fixed(*key, value, span)).collect();
        for &(role, id) in &binding.bound {
            if let Role::Qualifier(key) = role {
                qualifiers.push(self.qualifier(key, id));
            }
        }
        qualifiers.sort_by_key(|q| q.key);
        Some(Candidate {
            predicate: rule.predicate,
            rule: rule.rule.clone(),
            subject: subject.map(Filler::Mention),
            object: object.map(object_filler),
            qualifiers,
            factuality: Factuality::default(),
            sentence: self.sentence,
            trigger: span,
            asserted: false,
            confidence: 0.9,
        })
    }

    /// Whether one name may be another name of the same thing: both of one kind, or the second an acronym.
    fn may_be_alias(&self, name: MentionId, alias: MentionId) -> bool {
        let (name, alias) = (&self.mentions[name.index()], &self.mentions[alias.index()]);
        let acronym = alias.text.len() > 1
            && alias.text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '-');
        alias.kind == name.kind && name.kind != EntityKind::Gpe
            || acronym && alias.text.len() < name.text.len() && !alias.kind.is_place()
    }

    fn qualifier(&self, key: QualifierKey, id: MentionId) -> Qualifier {
        let mention = &self.mentions[id.index()];
        match mention.entity.filter(|_| mention.kind.is_name() && mention.kind != EntityKind::Title) {
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
}

/// Whether a word is a regular inflection of a lemma.
fn inflected(word: &str, lemma: &str) -> bool {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let ending = |base: &str| word.strip_prefix(base).unwrap_or("?");
    matches!(ending(lemma), "" | "s" | "es" | "ed" | "d" | "ing")
        || matches!(ending(stem), "ed" | "ing" | "es")
}
