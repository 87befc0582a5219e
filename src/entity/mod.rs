//! Mentions (names, titles, numbers, dates) and the entities they stand for.

use crate::span::{Span, TokenRange};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

mod dateline;
mod kind;
mod lexicon;
mod money;
mod number;
mod quantity;
mod recognize;
mod resolve;
mod scan;
pub mod tagger;
mod time;
mod value;
mod value_finder;

pub use dateline::{Dateline, find_dateline};
pub use kind::EntityKind;
pub use recognize::{Recognizer, list_hints};
pub use resolve::Resolver;
pub use value::Value;
pub use value_finder::find_values;

/// Index of a mention in [`crate::Document::mentions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MentionId(pub u32);

/// Index of an entity in [`crate::Document::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u32);

impl MentionId {
    /// The index into the document's mentions.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl EntityId {
    /// The index into the document's entities.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Whether a mention is a name, a common noun phrase or a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// "Xi Jinping", "the Kremlin", "45th".
    Name,
    /// "both leaders", "the Chinese ambassador".
    Nominal,
    /// "he", "their".
    Pronoun,
}

/// What a mention was found by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundBy {
    /// An entry of this list file.
    List(Arc<str>),
    /// The name tagger.
    Model,
    /// The rule with this name.
    Rule(Cow<'static, str>),
}

/// One place where the text speaks of an entity.
///
/// A name's span holds no title, no leading "the" and no possessive ending. A plural phrase ("both leaders") is
/// stored once for each entity it stands for, with the same span.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Bytes of the text.
    pub span: Span,
    /// Tokens of the text.
    pub tokens: TokenRange,
    /// Index of the sentence it stands in.
    pub sentence: u32,
    /// What it names.
    pub kind: EntityKind,
    /// Name, common noun phrase or pronoun.
    pub form: Form,
    /// The text under the span.
    pub text: String,
    /// The entity it stands for. Titles belong to none; all other mentions have one once entities are resolved.
    pub entity: Option<EntityId>,
    /// What found it.
    pub by: FoundBy,
    /// Why it was joined to an earlier mention's entity, if it was.
    pub why: Option<Cow<'static, str>>,
    /// Normalised value of a number, date or amount.
    pub value: Option<Value>,
    /// Link from the list entry that matched (`iso:CN`, `geonames:551487`), if any.
    pub link: Option<Arc<str>>,
}

/// Someone or something that the document speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest name by which the document calls it; of an entity without a name, its first description.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// The other names the document uses, in order of first use.
    pub aliases: Vec<String>,
    /// Identifiers in other data sets: `iso:`, `geonames:`, `wikidata:`.
    pub links: Vec<String>,
    /// Its mentions in order of their spans.
    pub mentions: Vec<MentionId>,
}
