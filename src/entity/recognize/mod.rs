//! Finds mentions: names, titles, numbers and dates.
//!
//! Three sources are joined: list hits, the learned name tagger, and patterns. Which of them wins where they
//! disagree is one function, [`choose`]. Every mention keeps what found it.

use super::tagger::NameTagger;
use super::{Form, Mention};
use crate::gazetteer::{Gazetteer, Hit};
use crate::text::Text;
use jiff::civil::Date;

mod candidate;
mod hints;
mod phrase;
mod title;

use candidate::{Candidate, choose, list_candidates, model_candidates};
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
        let _ = date;
        let hits = self.gazetteer.find(text);
        let names = self.find_names(text, &hits);
        let (names, titles) = find_titles(&self.gazetteer, text, &hits, names);
        let mut found: Vec<Candidate> = names;
        found.extend(titles);
        found.sort_by_key(|candidate| candidate.tokens);
        found.into_iter().filter_map(|candidate| mention(text, candidate)).collect()
    }

    /// Names of lists, tagger and patterns that do not overlap.
    fn find_names(&self, text: Text<'_>, hits: &[Hit]) -> Vec<Candidate> {
        let hints = list_hints(&self.gazetteer, text, hits);
        let mut candidates = model_candidates(self.tagger.tag(text, &hints));
        candidates.extend(list_candidates(&self.gazetteer, text, hits));
        choose(candidates)
    }
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
