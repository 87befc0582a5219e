//! Places in places, read from the sequence of tokens: "Kazan, Russia", "the Syrian city of Homs", "Ukraine's Kharkiv
//! region", "Tahrir Square in Cairo", "Bahia, a state in Brazil".

use super::candidate::{Candidate, Filler};
use super::factuality::Factuality;
use super::rule::{RuleSet, is_country};
use super::words::{Class, is};
use crate::entity::{Entity, EntityKind, Form, Mention, MentionId};
use crate::span::TokenRange;
use crate::text::{Case, Text, TokenKind};
use std::ops::Range;

/// How many words may stand between a preposition and the place it introduces ("in the western Polish province of").
const REACH: usize = 7;

/// Words for a region that stand after its own name: "the Homs area of Syria".
const REGIONS: [&str; 8] =
    ["area", "region", "province", "district", "governorate", "suburb", "neighbourhood", "section"];

/// Reads places in places in one sentence.
#[derive(Debug)]
pub(crate) struct PlaceReader<'r, 'a> {
    pub rules: &'r RuleSet,
    pub text: Text<'a>,
    pub mentions: &'a [Mention],
    pub entities: &'r [Entity],
    /// The sentence's mentions.
    pub nearby: Range<usize>,
    pub sentence: usize,
}

impl PlaceReader<'_, '_> {
    /// All candidates of the sentence.
    pub fn find(&self, found: &mut Vec<Candidate>) {
        let Some(predicate) = self.rules.predicate("located_in") else { return };
        let mut pairs: Vec<(MentionId, MentionId, &'static str)> = Vec::new();
        for id in self.nearby.clone().map(|i| MentionId(i as u32)) {
            if self.is_located(id) {
                self.after_comma(id, &mut pairs);
                self.after_preposition(id, &mut pairs);
                self.after_description(id, &mut pairs);
            }
            if self.is_container(id) {
                self.contained(id, &mut pairs);
            }
        }
        for (place, container, how) in pairs {
            if let Some(candidate) = self.candidate(predicate, place, container, how) {
                found.push(candidate);
            }
        }
    }

    /// Whether a mention names something that can lie in a place.
    fn is_located(&self, id: MentionId) -> bool {
        let mention = self.mention(id);
        mention.form == Form::Name
            && (mention.kind.is_place() || matches!(mention.kind, EntityKind::Event | EntityKind::Org))
    }

    /// Whether a mention names a place, or a country by its adjective.
    fn is_container(&self, id: MentionId) -> bool {
        let mention = self.mention(id);
        let place = |e: &Entity| matches!(e.kind, EntityKind::Gpe | EntityKind::Loc);
        let entity = mention.entity.map(|e| &self.entities[e.index()]);
        mention.form == Form::Name
            && matches!(mention.kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Norp)
            && entity.is_some_and(place)
    }

    fn is_country(&self, id: MentionId) -> bool {
        self.mention(id).entity.is_some_and(|e| is_country(&self.entities[e.index()]))
    }

    /// "Kazan, Russia", and chains of it; the members of a list ("India, China and Britain") lie beside each other.
    fn after_comma(&self, id: MentionId, pairs: &mut Vec<(MentionId, MentionId, &'static str)>) {
        let Some(next) = self.next_after_comma(id) else { return };
        let kinds =
            !matches!(self.mention(next).kind, EntityKind::Gpe | EntityKind::Loc) || self.is_country(id);
        if kinds || !self.mention(id).kind.is_place() {
            return;
        }
        if self.is_listed(id) && !self.is_country(next) {
            return;
        }
        pairs.push((id, next, "comma"));
    }

    fn next_after_comma(&self, id: MentionId) -> Option<MentionId> {
        let end = self.mention(id).tokens.end as usize;
        if self.word(end) == "," { self.place_at(end + 1) } else { None }
    }

    /// Whether a name belongs to a run of names whose last is joined by "and" or "or".
    fn is_listed(&self, id: MentionId) -> bool {
        let mut at = id;
        for _ in 0..20 {
            let end = self.mention(at).tokens.end as usize;
            let joins = |token: usize| matches!(self.word(token), "and" | "or" | "&");
            if joins(end) && self.place_at(self.skip_article(end + 1)).is_some() {
                return true;
            }
            if self.word(end) == "," && joins(end + 1) && self.place_at(self.skip_article(end + 2)).is_some()
            {
                return true;
            }
            match self.next_after_comma(at) {
                Some(next) => at = next,
                None => return false,
            }
        }
        false
    }

    fn skip_article(&self, token: usize) -> usize {
        if self.word(token) == "the" { token + 1 } else { token }
    }

    /// "Tahrir Square in Cairo", "the Maule area of Chile", "Essen in the German state of Westphalia".
    fn after_preposition(&self, id: MentionId, pairs: &mut Vec<(MentionId, MentionId, &'static str)>) {
        let mention = self.mention(id);
        let mut at = mention.tokens.end as usize;
        // "the Homs area of Syria"
        if REGIONS.contains(&self.word(at)) {
            at += 1;
        }
        let preposition = self.word(at);
        let joins = match preposition {
            "in" => mention.kind != EntityKind::Org || self.stays(mention),
            "at" | "on" => mention.kind != EntityKind::Org,
            "of" => matches!(mention.kind, EntityKind::Gpe | EntityKind::Loc),
            _ => false,
        };
        let country = mention.kind == EntityKind::Gpe && self.is_country(id);
        if let Some(container) = (joins && !country).then(|| self.place_after(at + 1)).flatten() {
            pairs.push((id, container, "preposition"));
        }
    }

    /// Whether an organisation is spoken of as a place to be at or to go to; of others, "in" tells where they act.
    fn stays(&self, organisation: &Mention) -> bool {
        let start = organisation.tokens.start as usize;
        let article = start.checked_sub(1).filter(|&t| matches!(self.word(t), "the" | "a" | "an"));
        let before = article.unwrap_or(start).checked_sub(1).map_or("", |t| self.word(t));
        matches!(before, "at" | "to" | "from" | "near" | "outside" | "inside")
    }

    /// "Bahia, a state in Brazil": an apposition that says what kind of place it is.
    fn after_description(&self, id: MentionId, pairs: &mut Vec<(MentionId, MentionId, &'static str)>) {
        let mut at = self.mention(id).tokens.end as usize;
        if self.word(at) != "," || !matches!(self.word(at + 1), "a" | "an" | "the") {
            return;
        }
        at += 2;
        let limit = at + REACH;
        while at < limit && !is(self.word(at), Class::PlacePart) {
            if self.word(at) == "," || self.word(at).is_empty() {
                return;
            }
            at += 1;
        }
        let joins = at < limit && matches!(self.word(at + 1), "in" | "of" | "on");
        if let Some(container) = joins.then(|| self.place_after(at + 2)).flatten() {
            pairs.push((id, container, "description"));
        }
    }

    /// "the Syrian city of Homs", "the Polish cities of Lublin and Torun", "Ukraine's Kharkiv region".
    fn contained(&self, id: MentionId, pairs: &mut Vec<(MentionId, MentionId, &'static str)>) {
        let mut at = self.mention(id).tokens.end as usize;
        let possessive = matches!(self.word(at), "'s" | "’s" | "'" | "’");
        at += usize::from(possessive);
        let mut described = false;
        for _ in 0..4 {
            if self.place_at(at).is_some() || !self.is_small_word(at) {
                break;
            }
            let noun = self.word(at);
            let place_noun = is(noun, Class::PlacePart) || plural_of_place(noun);
            // "Polish planes bombed the city of": a verb or a plural is no part of the phrase.
            if !place_noun && (noun.ends_with("ed") || noun.ends_with('s') || noun == "the") {
                return;
            }
            at += 1;
            if place_noun {
                described = true;
                if self.word(at) == "of" {
                    at += 1;
                    break;
                }
            }
        }
        let direct = possessive && self.mention(id).kind != EntityKind::Norp;
        let Some(first) = self.place_at(at).filter(|_| described || direct) else { return };
        for place in self.run_from(first) {
            let inside = !self.is_country(place) || self.mention(id).kind == EntityKind::Loc;
            if inside && (described || self.mention(place).kind.is_place()) {
                pairs.push((place, id, if described { "kind-of-place" } else { "possessive" }));
            }
        }
    }

    /// A name and those that are joined to it by commas and "and".
    fn run_from(&self, first: MentionId) -> Vec<MentionId> {
        let mut run = vec![first];
        if !self.is_listed(first) {
            return run;
        }
        while let Some(&last) = run.last() {
            let mut at = self.mention(last).tokens.end as usize;
            at += usize::from(self.word(at) == ",");
            at += usize::from(matches!(self.word(at), "and" | "or" | "&"));
            match self.place_at(self.skip_article(at)).filter(|&next| next != last) {
                Some(next) if run.len() < 20 => run.push(next),
                _ => break,
            }
        }
        run
    }

    /// The first place within reach after a preposition; only small words, compass words and demonyms may stand
    /// before it.
    fn place_after(&self, start: usize) -> Option<MentionId> {
        let mut at = start;
        while at < start + REACH {
            if let Some(place) = self.place_at(at) {
                let end = self.mention(place).tokens.end as usize;
                let follows = self.word(end);
                let of_place = is(follows, Class::PlacePart) && self.word(end + 1) == "of";
                // "in Cairo's Tahrir Square" and "in the Berlin district of Mitte" name the place later.
                if !of_place && !matches!(follows, "'s" | "’s") {
                    return Some(place).filter(|&p| self.mention(p).kind != EntityKind::Fac);
                }
                at = end + 1;
                continue;
            }
            let demonym = self.nearby.clone().any(|i| {
                self.mentions[i].tokens.start as usize == at && self.mentions[i].kind == EntityKind::Norp
            });
            let word = self.word(at);
            let bridge = matches!(word, "the" | "of")
                || is(word, Class::PlacePart)
                || plural_of_place(word)
                || word.ends_with("ern");
            if !demonym && !bridge {
                return None;
            }
            at += 1;
        }
        None
    }

    fn is_small_word(&self, token: usize) -> bool {
        let inside = self.text.sentences[self.sentence].tokens.has(token);
        inside
            && matches!(self.text.tokens[token].kind, TokenKind::Word)
            && self.text.tokens[token].case == Case::Lower
    }

    /// The place name that starts at a token.
    fn place_at(&self, token: usize) -> Option<MentionId> {
        self.nearby.clone().map(|i| MentionId(i as u32)).find(|&id| {
            let mention = self.mention(id);
            mention.tokens.start as usize == token && mention.form == Form::Name && mention.kind.is_place()
        })
    }

    fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.index()]
    }

    fn word(&self, token: usize) -> &str {
        if self.text.sentences[self.sentence].tokens.has(token) { self.text.word(token) } else { "" }
    }

    fn candidate(
        &self,
        predicate: usize,
        place: MentionId,
        container: MentionId,
        how: &str,
    ) -> Option<Candidate> {
        let (a, b) = (self.mention(place), self.mention(container));
        if a.entity.is_none() || a.entity == b.entity {
            return None;
        }
        let tokens =
            TokenRange { start: a.tokens.start.min(b.tokens.start), end: a.tokens.end.max(b.tokens.end) };
        Some(Candidate {
            predicate,
            rule: format!("located_in/{how}").into(),
            subject: Some(Filler::Mention(place)),
            object: Some(Filler::Mention(container)),
            qualifiers: Vec::new(),
            factuality: Factuality::default(),
            sentence: self.sentence,
            trigger: self.text.span(tokens),
            asserted: false,
            confidence: 0.9,
        })
    }
}

/// Whether a word is the plural of a kind of place ("cities", "towns").
fn plural_of_place(word: &str) -> bool {
    let singular = |stem: &str| is(stem, Class::PlacePart);
    word.strip_suffix("ies").is_some_and(|stem| singular(&format!("{stem}y")))
        || word.strip_suffix('s').is_some_and(singular)
}
