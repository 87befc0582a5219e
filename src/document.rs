//! What an extraction returns: the text with everything found in it.

use crate::entity::{Entity, EntityId, Mention, MentionId};
use crate::relation::Fact;
use crate::span::Span;
use crate::text::{Quotation, Sentence, Text, Token};
use jiff::civil::Date;

/// What a pipeline knows of a document before it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Identifier, kept as given; part of every fact's id.
    pub id: String,
    /// Day of publication: relative dates ("on Tuesday") are resolved against it.
    pub date: Option<Date>,
    /// Who published the text.
    pub source: Option<String>,
    /// Where the text was published.
    pub url: Option<String>,
    /// The title, where it is not part of the text.
    pub title: Option<String>,
}

/// The unit in which a document's spans are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Offsets {
    /// Bytes of the UTF-8 text. Everything the library computes is in bytes.
    #[default]
    Byte,
    /// Unicode code points, as Python counts.
    Char,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

impl Offsets {
    /// The name used on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Offsets::Byte => "byte",
            Offsets::Char => "char",
            Offsets::Utf16 => "utf16",
        }
    }

    /// The unit with this name.
    pub fn from_name(name: &str) -> Option<Offsets> {
        [Offsets::Byte, Offsets::Char, Offsets::Utf16].into_iter().find(|unit| unit.name() == name)
    }
}

/// A text and everything found in it.
///
/// The document owns its text; tokens, sentences, mentions and facts refer to it by byte spans and to one another
/// by ids, which are indices into the vectors. A document read back from JSON has no text and no tokens; its spans
/// are in the unit named by [`Document::offsets`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What was known of the document before it was read; its date may come from a dateline of the text.
    pub source: Source,
    /// Unit of all spans: bytes, unless the document was read from a JSON record in another unit.
    pub offsets: Offsets,
    /// The text, unchanged.
    pub text: String,
    /// Words, numbers and punctuation marks in order; whatever is in no token is white space.
    pub tokens: Vec<Token>,
    /// Sentences and headlines in order, without page furniture.
    pub sentences: Vec<Sentence>,
    /// Quotations in order of their opening marks.
    pub quotations: Vec<Quotation>,
    /// Mentions in order of their spans; [`MentionId`] indexes them.
    pub mentions: Vec<Mention>,
    /// Entities in order of their first mention; [`EntityId`] indexes them.
    pub entities: Vec<Entity>,
    /// Facts in the order of their evidence.
    pub facts: Vec<Fact>,
}

impl Document {
    /// The view of text, tokens, sentences and quotations that the stages read.
    pub fn as_text(&self) -> Text<'_> {
        Text {
            text: &self.text,
            tokens: &self.tokens,
            sentences: &self.sentences,
            quotations: &self.quotations,
        }
    }

    /// The entity with this id.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }

    /// The mention with this id.
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.index()]
    }

    /// The text under a byte span of this document.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }
}
