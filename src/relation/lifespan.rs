//! Dates and places of birth and death in brackets after a name: "(born 8 June 1982 in Moscow)",
//! "(March 3, 1841 – June 9, 1903)".

use super::candidate::{Candidate, Filler};
use super::fact::{Qualifier, QualifierKey, Tense};
use super::factuality::Factuality;
use super::rule::RuleSet;
use crate::entity::{EntityKind, Form, Mention, MentionId, Value};
use crate::span::TokenRange;
use crate::text::Text;
use std::ops::Range;

/// How many tokens a bracket with dates of life may hold.
const LONGEST: usize = 40;

/// Reads brackets with dates of life in one sentence.
#[derive(Debug)]
pub(crate) struct LifespanReader<'r, 'a> {
    pub rules: &'r RuleSet,
    pub text: Text<'a>,
    pub mentions: &'a [Mention],
    /// The sentence's mentions.
    pub nearby: Range<usize>,
    pub sentence: usize,
}

impl LifespanReader<'_, '_> {
    /// All candidates of the sentence.
    pub fn find(&self, found: &mut Vec<Candidate>) {
        let end = self.text.sentences[self.sentence].tokens.end as usize;
        for id in self.nearby.clone().map(|i| MentionId(i as u32)) {
            let person = self.mention(id);
            let open = person.tokens.end as usize + usize::from(self.word(person.tokens.end as usize) == ",");
            if person.kind != EntityKind::Person || person.form != Form::Name || self.word(open) != "(" {
                continue;
            }
            let close = (open + 1..end.min(open + LONGEST)).find(|&t| self.text.word(t) == ")");
            if let Some(close) = close {
                self.read(id, open + 1..close, found);
            }
        }
    }

    fn read(&self, person: MentionId, inside: Range<usize>, found: &mut Vec<Candidate>) {
        let cue = |words: &[&str]| inside.clone().find(|&t| words.contains(&self.word(t)));
        let (born, died) = (cue(&["born", "b", "b."]), cue(&["died", "d", "d."]));
        if let Some(at) = born {
            self.push("born", person, at..died.filter(|&d| d > at).unwrap_or(inside.end), found);
        }
        if let Some(at) = died {
            self.push("died", person, at..inside.end, found);
        }
        if born.is_some() || died.is_some() {
            return;
        }
        // Two dates around a dash.
        let dashes = inside.clone().filter(|&t| matches!(self.word(t), "–" | "—" | "-"));
        let between = |&dash: &usize| {
            self.date(inside.start..dash).is_some() && self.date(dash + 1..inside.end).is_some()
        };
        if let Some(dash) = dashes.into_iter().find(between) {
            self.push("born", person, inside.start..dash, found);
            self.push("died", person, dash + 1..inside.end, found);
        }
    }

    fn push(&self, predicate: &str, person: MentionId, part: Range<usize>, found: &mut Vec<Candidate>) {
        let Some(index) = self.rules.predicate(predicate) else { return };
        let date = self.date(part.clone());
        let within = |m: &Mention| m.tokens.start as usize >= part.start && m.tokens.end as usize <= part.end;
        let place = self.nearby.clone().map(|i| MentionId(i as u32)).find(|&m| {
            let mention = self.mention(m);
            matches!(mention.kind, EntityKind::Gpe | EntityKind::Loc)
                && mention.form == Form::Name
                && within(mention)
        });
        if date.is_none() && place.is_none() {
            return;
        }
        found.push(Candidate {
            predicate: index,
            rule: format!("{predicate}/in-brackets").into(),
            subject: Some(Filler::Mention(person)),
            object: place.map(Filler::Mention),
            qualifiers: date.into_iter().collect(),
            factuality: Factuality { tense: Tense::Past, ..Factuality::default() },
            sentence: self.sentence,
            trigger: self.text.tokens[part.start].span,
            asserted: false,
            confidence: 0.93,
        });
    }

    /// The first date of a part; of a range that goes beyond the part ("1860 – 1937"), its end in the part.
    fn date(&self, part: Range<usize>) -> Option<Qualifier> {
        let touches =
            |m: &Mention| (m.tokens.start as usize) < part.end && (m.tokens.end as usize) > part.start;
        let mention = self.nearby.clone().map(|i| &self.mentions[i]).find(|m| {
            // A bare year may be read as a number.
            let year = m.kind == EntityKind::Cardinal && m.text.len() == 4;
            (m.kind == EntityKind::Date || year) && touches(m)
        })?;
        let start = part.start.max(mention.tokens.start as usize);
        let end = part.end.min(mention.tokens.end as usize);
        let span = self.text.span(TokenRange::new(start, end));
        let text = span.slice(self.text.text).to_owned();
        let value = match &mention.value {
            Some(Value::Interval { from, .. }) if end < mention.tokens.end as usize => {
                Value::Interval { from: from.clone(), to: from.clone() }
            }
            Some(Value::Interval { to, .. }) if start > mention.tokens.start as usize => {
                Value::Interval { from: to.clone(), to: to.clone() }
            }
            Some(value) => value.clone(),
            None => Value::Text(text.clone()),
        };
        Some(Qualifier { key: QualifierKey::Date, text, span, value })
    }

    fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.index()]
    }

    fn word(&self, token: usize) -> &str {
        if self.text.sentences[self.sentence].tokens.has(token) { self.text.word(token) } else { "" }
    }
}
