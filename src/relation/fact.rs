//! Facts: typed, qualified statements with their evidence.

use crate::entity::{EntityId, MentionId, Value};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// Subject or object of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// An entity of the document.
    Entity(EntityId),
    /// A stretch of text that is no entity: a title, an age, a statement.
    Literal {
        /// The text under the span.
        text: String,
        /// Bytes of the text.
        span: Span,
    },
}

/// Whether the fact is asserted or denied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is said to hold.
    #[default]
    Positive,
    /// It is said not to hold.
    Negative,
}

/// How firmly the fact is asserted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// It happened or holds.
    #[default]
    Actual,
    /// It is planned, expected or demanded.
    Expected,
    /// It is alleged, rumoured or conditional.
    Possible,
}

/// When the fact holds, seen from the time of writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tense {
    /// Before the time of writing.
    Past,
    /// At the time of writing, or always; also the historical present of headlines.
    #[default]
    Present,
    /// After the time of writing.
    Future,
}

/// The closed set of qualifier keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[allow(missing_docs, reason = "the keys are their own names; docs/predicates say which fact takes which")]
pub enum QualifierKey {
    Of,
    To,
    Role,
    Ordinal,
    Count,
    Date,
    Place,
    Number,
    Amount,
    Price,
    Share,
    Score,
    Topic,
    Object,
    Killed,
    Injured,
    Age,
    Kin,
    Charge,
    Sentence,
    Weapon,
    Cause,
    Reason,
    Purpose,
    Magnitude,
    Duration,
    Occasion,
    Status,
    With,
    By,
    In,
    Former,
    Acting,
    Elect,
}

impl QualifierKey {
    /// Every key, in the order in which qualifiers are output.
    pub const ALL: [QualifierKey; 34] = {
        use QualifierKey::*;
        [
            Of, To, Role, Ordinal, Count, Date, Place, Number, Amount, Price, Share, Score, Topic, Object,
            Killed, Injured, Age, Kin, Charge, Sentence, Weapon, Cause, Reason, Purpose, Magnitude, Duration,
            Occasion, Status, With, By, In, Former, Acting, Elect,
        ]
    };

    /// The key's name in rule files and output.
    pub fn name(self) -> &'static str {
        use QualifierKey::*;
        match self {
            Of => "of",
            To => "to",
            Role => "role",
            Date => "date",
            Place => "place",
            Ordinal => "ordinal",
            Count => "count",
            Number => "number",
            Amount => "amount",
            Price => "price",
            Share => "share",
            Score => "score",
            Topic => "topic",
            Object => "object",
            Killed => "killed",
            Injured => "injured",
            Age => "age",
            Kin => "kin",
            Charge => "charge",
            Sentence => "sentence",
            Weapon => "weapon",
            Cause => "cause",
            Reason => "reason",
            Purpose => "purpose",
            Magnitude => "magnitude",
            Duration => "duration",
            Occasion => "occasion",
            Status => "status",
            With => "with",
            By => "by",
            In => "in",
            Former => "former",
            Acting => "acting",
            Elect => "elect",
        }
    }

    /// The key with this name.
    pub fn from_name(name: &str) -> Option<QualifierKey> {
        QualifierKey::ALL.into_iter().find(|key| key.name() == name)
    }
}

impl fmt::Display for QualifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One circumstance of a fact: when, where, for how much, in which role.
#[derive(Clone, Debug, PartialEq)]
pub struct Qualifier {
    /// What it says.
    pub key: QualifierKey,
    /// The text under the span; of a qualifier that is an entity, the entity's name in the text.
    pub text: String,
    /// Bytes of the text.
    pub span: Span,
    /// The normalised value.
    pub value: Value,
}

/// Who is said to say a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The speaker.
    pub source: EntityId,
    /// The reporting word as it stands in the text ("reported", "according to").
    pub cue: String,
    /// Bytes of the reporting word.
    pub span: Span,
}

/// Where a fact stands in the text and which rule read it there.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Index of the sentence.
    pub sentence: u32,
    /// Bytes from the first to the last word that takes part.
    pub span: Span,
    /// Bytes of the word that carries the relation.
    pub trigger: Span,
    /// The mention that is the subject, where the subject is an entity.
    pub subject: Option<MentionId>,
    /// The mention that is the object, where the object is an entity.
    pub object: Option<MentionId>,
    /// `predicate/frame` of the rule.
    pub rule: Arc<str>,
}

/// Codes of the predicate in other schemes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// PLOVER event type.
    pub plover: Option<Arc<str>>,
    /// CAMEO root or code.
    pub cameo: Option<Arc<str>>,
    /// Wikidata property; `^P…` runs from object to subject.
    pub wikidata: Option<Arc<str>>,
}

/// A typed, qualified statement found in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Hash of document id, predicate, arguments' names and qualifiers: 16 hexadecimal digits, the same wherever
    /// the sentence moves to.
    pub id: String,
    /// The predicate's name.
    pub predicate: Arc<str>,
    /// Who or what the fact is about; `None` where the text names nobody.
    pub subject: Option<Argument>,
    /// The other side.
    pub object: Option<Argument>,
    /// Circumstances in the order of [`QualifierKey::ALL`].
    pub qualifiers: Vec<Qualifier>,
    /// Asserted or denied.
    pub polarity: Polarity,
    /// Actual, expected or possible.
    pub modality: Modality,
    /// Past, present or future.
    pub tense: Tense,
    /// Who says so, where the text attributes it.
    pub attribution: Option<Attribution>,
    /// Where it stands; the first is the strongest.
    pub evidence: Vec<Evidence>,
    /// Codes in other schemes.
    pub codes: Codes,
    /// Estimated probability that the fact is right, 0 to 1.
    pub confidence: f64,
    /// Whether the engine concluded it from other facts.
    pub derived: bool,
    /// Whether it is an untyped fact whose predicate is a verb of the text.
    pub open: bool,
}

impl Fact {
    /// Whether the fact is plain: actual and asserted.
    pub fn is_plain(&self) -> bool {
        self.modality == Modality::Actual && self.polarity == Polarity::Positive
    }

    /// The first qualifier with this key.
    pub fn qualifier(&self, key: QualifierKey) -> Option<&Qualifier> {
        self.qualifiers.iter().find(|q| q.key == key)
    }
}
