//! The format of a rule file: what a TOML file under `rules/` may say.
//!
//! A rule file describes one predicate. It states words, not syntax: which verbs, nouns and adjectives express the
//! relation and in which *slot* of them its subject and object stand. The engine derives voice, relative clauses,
//! coordination, control and nominal forms.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One rule file: a predicate with everything that expresses it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleFile {
    pub predicate: String,
    /// One sentence: what counts as this relation.
    pub means: String,
    /// Kinds that the subject may have; "-" lets it be missing.
    pub subject: Vec<String>,
    /// Kinds that the object may have; "-" lets it be missing.
    pub object: Vec<String>,
    #[serde(default)]
    pub symmetric: bool,
    pub wikidata: Option<String>,
    pub plover: Option<String>,
    pub cameo: Option<String>,
    /// Qualifiers that the engine looks for beside those a frame names itself.
    #[serde(default)]
    pub qualifiers: Vec<String>,
    #[serde(default)]
    pub frame: Vec<Frame>,
    #[serde(default)]
    pub pattern: Vec<PatternRule>,
    #[serde(default, rename = "not")]
    pub counter_examples: Vec<CounterExample>,
    /// Further texts whose facts of this predicate are known.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

/// Words that express the relation, with the slots of its arguments.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Frame {
    pub id: String,
    /// Lemmas with their particles and, last, the preposition of the object: "step down", "meet with"; "be proud of"
    /// is an adjective or noun after a copula.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns that carry the relation; together with `verbs`, the nouns of a light verb.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Second halves of compounds: "based" for "Geneva-based".
    #[serde(default)]
    pub suffixes: Vec<String>,
    /// Slots of the subject, the first that is filled wins.
    #[serde(default)]
    pub subject: Option<OneOrMany>,
    /// Slots of the object.
    #[serde(default)]
    pub object: Option<OneOrMany>,
    /// Kinds that the arguments of this frame may have, where they are narrower than the predicate's.
    #[serde(default)]
    pub subject_kinds: Option<Vec<String>>,
    #[serde(default)]
    pub object_kinds: Option<Vec<String>>,
    /// Slots of qualifiers: `topic = ["about", "on"]`.
    #[serde(default)]
    pub qualifiers: BTreeMap<String, OneOrMany>,
    /// Qualifiers that the words themselves state: `former = true`, `kin = "brother"`.
    #[serde(default)]
    pub fixed: BTreeMap<String, Fixed>,
    /// `expected` or `possible` where the words themselves say so.
    pub modality: Option<String>,
    /// `negative` where the words themselves deny.
    pub polarity: Option<String>,
    /// Nouns or verbs of which one has to stand in the clause: `near = ["missile", "troop"]`.
    #[serde(default)]
    pub near: Vec<String>,
    /// Words of which none may stand in the clause.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Voice in which the verb has this meaning, where it is not both.
    pub voice: Option<String>,
    #[serde(default)]
    pub example: Option<OneOrManyExamples>,
}

/// A sequence of tokens and mentions that expresses the relation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatternRule {
    pub id: String,
    #[serde(rename = "match")]
    pub sequence: String,
    #[serde(default)]
    pub fixed: BTreeMap<String, Fixed>,
    #[serde(default)]
    pub example: Option<OneOrManyExamples>,
}

/// A value or a list of values.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub fn values(&self) -> &[String] {
        match self {
            OneOrMany::One(value) => std::slice::from_ref(value),
            OneOrMany::Many(values) => values,
        }
    }
}

/// A qualifier stated by the words themselves.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Fixed {
    Flag(bool),
    Text(String),
}

/// A text with all facts of the predicate in it, in the short style.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Example {
    pub text: String,
    pub facts: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrManyExamples {
    One(Example),
    Many(Vec<Example>),
}

impl OneOrManyExamples {
    pub fn values(&self) -> &[Example] {
        match self {
            OneOrManyExamples::One(example) => std::slice::from_ref(example),
            OneOrManyExamples::Many(examples) => examples,
        }
    }
}

/// A text without any fact of the predicate.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CounterExample {
    pub text: String,
}
