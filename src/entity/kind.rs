//! The closed set of entity kinds (the OntoNotes labels and TITLE), open to kinds of the user's own.

use std::fmt;
use std::sync::Arc;

/// The kind of an entity or mention.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EntityKind {
    /// People, fictional ones included.
    Person,
    /// Nationalities, religious, ethnic and political groups.
    Norp,
    /// Companies, agencies, parties, armed groups, teams, media.
    Org,
    /// Countries, states, provinces, cities.
    Gpe,
    /// Places without a government: mountains, seas, regions.
    Loc,
    /// Buildings, airports, roads, bases.
    Fac,
    /// Named wars, storms, games, summits.
    Event,
    /// Vehicles, weapons, devices, software.
    Product,
    /// Titles of books, films, songs; prizes.
    WorkOfArt,
    /// Named treaties, acts, accords.
    Law,
    /// Languages.
    Language,
    /// Days and longer times.
    Date,
    /// Times shorter than a day.
    Time,
    /// Percentages.
    Percent,
    /// Amounts of money.
    Money,
    /// Measurements with a unit.
    Quantity,
    /// "first", "45th".
    Ordinal,
    /// Other numbers.
    Cardinal,
    /// Offices, ranks and jobs: "President", "ambassador".
    Title,
    /// A kind declared by a user's list, by its label.
    Custom(Arc<str>),
}

/// Every built-in kind with its label.
const LABELS: [(EntityKind, &str); 19] = [
    (EntityKind::Person, "PERSON"),
    (EntityKind::Norp, "NORP"),
    (EntityKind::Org, "ORG"),
    (EntityKind::Gpe, "GPE"),
    (EntityKind::Loc, "LOC"),
    (EntityKind::Fac, "FAC"),
    (EntityKind::Event, "EVENT"),
    (EntityKind::Product, "PRODUCT"),
    (EntityKind::WorkOfArt, "WORK_OF_ART"),
    (EntityKind::Law, "LAW"),
    (EntityKind::Language, "LANGUAGE"),
    (EntityKind::Date, "DATE"),
    (EntityKind::Time, "TIME"),
    (EntityKind::Percent, "PERCENT"),
    (EntityKind::Money, "MONEY"),
    (EntityKind::Quantity, "QUANTITY"),
    (EntityKind::Ordinal, "ORDINAL"),
    (EntityKind::Cardinal, "CARDINAL"),
    (EntityKind::Title, "TITLE"),
];

impl EntityKind {
    /// The label, as it stands in JSON and in rule files.
    pub fn label(&self) -> &str {
        match self {
            EntityKind::Custom(label) => label,
            known => LABELS.iter().find(|(kind, _)| kind == known).map_or("", |(_, label)| label),
        }
    }

    /// The kind with this label; an unknown label gives a custom kind.
    pub fn from_label(label: &str) -> EntityKind {
        EntityKind::builtin(label).unwrap_or_else(|| EntityKind::Custom(label.into()))
    }

    /// The built-in kind with this label.
    pub fn builtin(label: &str) -> Option<EntityKind> {
        LABELS.iter().find(|(_, known)| *known == label).map(|(kind, _)| kind.clone())
    }

    /// Whether mentions of this kind name something in the world (not a time, number or title).
    pub fn is_name(&self) -> bool {
        use EntityKind::{Cardinal, Date, Money, Ordinal, Percent, Quantity, Time, Title};
        !matches!(self, Date | Time | Percent | Money | Quantity | Ordinal | Cardinal | Title)
    }

    /// Whether the kind is a place: GPE, LOC or FAC.
    pub fn is_place(&self) -> bool {
        matches!(self, EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac)
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_kinds_are_inverse() {
        for (kind, label) in &LABELS {
            assert_eq!(kind.label(), *label);
            assert_eq!(EntityKind::from_label(label), *kind);
        }
        assert_eq!(EntityKind::from_label("SHIP").label(), "SHIP");
    }
}
