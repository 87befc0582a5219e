//! Finds mentions: names, titles, numbers and dates.
//!
//! Three sources are joined: list hits, the learned name tagger, and patterns. Which of them wins where they
//! disagree is one function, [`choose`]. Every mention keeps what found it.

use super::tagger::NameTagger;
use super::value_finder::find_values;
use super::{EntityKind, Form, Mention};
use crate::gazetteer::{Gazetteer, Hit};
use crate::text::Text;
use jiff::civil::Date;

mod candidate;
mod hints;
mod phrase;
mod title;

use candidate::{Candidate, Taken, choose, list_candidates, model_candidates};
pub use hints::list_hints;
use title::find_titles;

/// Finds the mentions of a text.
#[derive(Clone, Debug)]
pub struct Recognizer {
    tagger: NameTagger<'static>,
    gazetteer: Gazetteer,
}

impl Default for Recognizer {
    fn default() -> Recognizer {
        Recognizer::builtin()
    }
}

impl Recognizer {
    /// The recogniser with the built-in lists, weights and rules.
    pub fn builtin() -> Recognizer {
        Recognizer::with_gazetteer(Gazetteer::builtin().clone())
    }

    /// A recogniser that searches other lists; [`Gazetteer::join`] adds a user's lists to the built-in ones.
    pub fn with_gazetteer(gazetteer: Gazetteer) -> Recognizer {
        Recognizer { tagger: NameTagger::builtin(), gazetteer }
    }

    /// The mentions of a text in order of their spans; names do not overlap one another, and titles overlap no name.
    ///
    /// Relative dates are resolved against `date`.
    pub fn recognize(&self, text: Text<'_>, date: Option<Date>) -> Vec<Mention> {
        let hits = self.gazetteer.find(text);
        let (names, values) = part_values(self.find_names(text, &hits), find_values(text, date));
        let (names, titles) = find_titles(&self.gazetteer, text, &hits, names);
        let mut taken = Taken::default();
        titles.iter().for_each(|title| _ = taken.take(title.tokens));
        let values = values.into_iter().filter(|value| taken.take(value.tokens));
        let found = names.into_iter().chain(titles);
        let mut mentions: Vec<Mention> = found.filter_map(|candidate| mention(text, candidate)).collect();
        mentions.extend(values);
        mentions.sort_by_key(|mention| (mention.span, mention.kind == EntityKind::Title));
        mentions
    }

    /// Names of lists, tagger and patterns that do not overlap.
    fn find_names(&self, text: Text<'_>, hits: &[Hit]) -> Vec<Candidate> {
        let hints = list_hints(&self.gazetteer, text, hits);
        let mut candidates = model_candidates(self.tagger.tag(text, &hints));
        candidates.extend(list_candidates(&self.gazetteer, text, hits));
        choose(candidates)
    }
}

/// Names and values that do not overlap one another. Of a name and a value that share tokens the longer stays, of
/// equally long ones the name: "2026 World Cup" holds no date, and "March 2026" no name.
fn part_values(names: Vec<Candidate>, values: Vec<Mention>) -> (Vec<Candidate>, Vec<Mention>) {
    let clash = |name: &Candidate, value: &Mention| name.tokens.overlaps(value.tokens);
    let mut lost = vec![false; names.len()];
    let mut kept = Vec::new();
    let mut at = 0;
    for value in values {
        while names.get(at).is_some_and(|name| name.tokens.end <= value.tokens.start) {
            at += 1;
        }
        let near = names[at..].iter().take_while(|name| name.tokens.start < value.tokens.end);
        let rivals: Vec<usize> =
            near.zip(at..).filter(|(name, _)| clash(name, &value)).map(|(_, i)| i).collect();
        if rivals.iter().all(|i| names[*i].tokens.len() < value.tokens.len()) {
            rivals.iter().for_each(|i| lost[*i] = true);
            kept.push(value);
        }
    }
    let names = names.into_iter().zip(lost).filter(|(_, lost)| !lost).map(|(name, _)| name);
    (names.collect(), kept)
}

/// The mention that a candidate becomes; none for page furniture, which is in no sentence.
fn mention(text: Text<'_>, candidate: Candidate) -> Option<Mention> {
    let sentence = text.sentence_of(candidate.tokens.range().start)? as u32;
    Some(Mention {
        span: text.span(candidate.tokens),
        tokens: candidate.tokens,
        sentence,
        kind: candidate.kind,
        form: Form::Name,
        text: text.slice(candidate.tokens).to_owned(),
        entity: None,
        by: candidate.by,
        why: None,
        value: None,
        link: candidate.link,
    })
}
