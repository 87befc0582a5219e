//! Sets of entity kinds, as rules name them: kinds and the classes PLACE, ACTOR, GROUP, DOCUMENT, …

use crate::entity::{Entity, EntityKind, Mention};

/// Classes of kinds that rule files may name.
const CLASSES: [(&str, &[&str]); 9] = [
    ("PLACE", &["GPE", "LOC", "FAC"]),
    ("ACTOR", &["PERSON", "ORG", "GPE", "NORP"]),
    ("GROUP", &["NORP", "ORG"]),
    ("DOCUMENT", &["LAW", "WORK_OF_ART"]),
    ("AWARD", &["WORK_OF_ART", "EVENT", "PRODUCT"]),
    ("PROJECT", &["WORK_OF_ART", "EVENT", "PRODUCT"]),
    ("SPACECRAFT", &["PRODUCT"]),
    ("MEDIA", &["ORG", "WORK_OF_ART"]),
    ("NUMBER", &["CARDINAL", "QUANTITY", "DATE"]),
];

/// A set of entity kinds; `missing` says that the argument may also be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct KindSet {
    kinds: Vec<EntityKind>,
    any: bool,
    /// Whether "-" is among the kinds.
    pub missing: bool,
    /// Whether NAME is: the argument is a name rather than what it names.
    pub names: bool,
    /// Whether COUNTRY is: a GPE with an ISO code.
    pub country: bool,
}

impl KindSet {
    /// The set of the named kinds and classes; `Err` is the first name that is neither.
    pub fn parse(names: &[String]) -> Result<KindSet, String> {
        let mut set = KindSet::default();
        for name in names {
            match CLASSES.iter().find(|(class, _)| class == name) {
                Some((_, members)) => {
                    set.kinds.extend(members.iter().map(|label| EntityKind::from_label(label)));
                }
                None => set.add(name)?,
            }
        }
        Ok(set)
    }

    fn add(&mut self, name: &str) -> Result<(), String> {
        match name {
            "-" => self.missing = true,
            "ANY" => self.any = true,
            "STATEMENT" => {}
            "COUNTRY" => self.country = true,
            "NAME" => (self.any, self.names) = (true, true),
            _ => {
                // Kinds of the user's own are written like the built-in ones, in capitals.
                if name.is_empty()
                    || !name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
                {
                    return Err(name.to_owned());
                }
                self.kinds.push(EntityKind::from_label(name));
            }
        }
        Ok(())
    }

    /// Whether a mention or its entity is of one of the kinds.
    pub fn fits(&self, mention: &Mention, entities: &[Entity]) -> bool {
        let entity = mention.entity.map(|e| &entities[e.index()]);
        self.has(&mention.kind)
            || mention.kind != EntityKind::Title && entity.is_some_and(|e| self.has(&e.kind))
            || self.country && entity.is_some_and(is_country)
    }

    /// Whether an argument of this kind fits.
    pub fn has(&self, kind: &EntityKind) -> bool {
        self.any && kind.is_name() || self.kinds.contains(kind)
    }
}

/// Whether an entity is a country: a GPE with a two-letter ISO code.
pub(crate) fn is_country(entity: &Entity) -> bool {
    let code = |link: &String| link.starts_with("iso:") && link.len() == "iso:XX".len();
    entity.kind == EntityKind::Gpe && entity.links.iter().any(code)
}
