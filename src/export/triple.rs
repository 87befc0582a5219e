//! One fact a line.

use super::offsets::one_line;
use crate::document::Document;
use crate::entity::{Entity, EntityId, Value};
use crate::relation::{Argument, Fact, Modality, Polarity, Qualifier, QualifierKey};
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
///
/// In the full style a qualifier is shown as `key: text`, a flag as its key alone; in the short style the ordinal
/// or count stands without its key. A missing subject or object is a dash. Facts that are not plain end in
/// `[expected]`, `[possible]`, `[negated]`, and `[per NAME]` where the text attributes them. Texts that run over
/// several lines are joined, so that a triple is always one line.
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

    /// The fact that is shown.
    pub fn fact(&self) -> &'a Fact {
        self.fact
    }

    fn name(&self, id: EntityId) -> &'a str {
        let entity = self.document.entity(id);
        // Of a fact about a name (an alias) the short form may be that name itself, which would say nothing.
        let short = shortest_name(entity);
        let alias = matches!(&self.fact.object, Some(Argument::Literal { text, .. }) if text == short);
        if self.style == Style::Full || alias { &entity.name } else { short }
    }

    fn argument(&self, argument: Option<&'a Argument>) -> &'a str {
        match argument {
            Some(Argument::Entity(id)) => self.name(*id),
            Some(Argument::Literal { text, .. }) => text,
            None => "-",
        }
    }

    fn write_qualifiers(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.style == Style::Short {
            let key = |key| self.fact.qualifier(key);
            let number = key(QualifierKey::Ordinal).or_else(|| key(QualifierKey::Count));
            return number.map_or(Ok(()), |q| write!(f, ", {}", one_line(&q.text)));
        }
        self.fact.qualifiers.iter().try_for_each(|qualifier| self.write_qualifier(f, qualifier))
    }

    fn write_qualifier(&self, f: &mut fmt::Formatter<'_>, qualifier: &Qualifier) -> fmt::Result {
        let text = match qualifier.value {
            Value::Flag => return write!(f, ", {}", qualifier.key),
            Value::Entity(id) => self.name(id),
            _ => &qualifier.text,
        };
        write!(f, ", {}: {}", qualifier.key, one_line(text))
    }

    fn write_marks(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fact.modality {
            Modality::Actual => {}
            Modality::Expected => f.write_str(" [expected]")?,
            Modality::Possible => f.write_str(" [possible]")?,
        }
        if self.fact.polarity == Polarity::Negative {
            f.write_str(" [negated]")?;
        }
        match &self.fact.attribution {
            Some(attribution) => write!(f, " [per {}]", one_line(self.name(attribution.source))),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Triple<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = one_line(self.argument(self.fact.subject.as_ref()));
        let object = one_line(self.argument(self.fact.object.as_ref()));
        write!(f, "({subject}, {}, {object}", self.fact.predicate)?;
        self.write_qualifiers(f)?;
        f.write_str(")")?;
        self.write_marks(f)
    }
}

/// The shortest of an entity's names in characters; of equally short ones the first.
fn shortest_name(entity: &Entity) -> &str {
    let names = std::iter::once(&entity.name).chain(&entity.aliases);
    names.min_by_key(|name| name.chars().count()).map_or("", String::as_str)
}
