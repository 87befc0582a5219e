//! Entries and word lists as callers see them.

use super::list::Priority;
use super::table::Table;
use super::{EntryId, Gazetteer, HitRole};
use crate::entity::EntityKind;
use std::fmt;
use std::sync::Arc;

/// A thing or word of a list.
#[derive(Clone, Copy)]
pub struct Entry<'g> {
    table: &'g Table,
    id: EntryId,
}

impl<'g> Entry<'g> {
    pub(super) fn new(table: &'g Table, id: EntryId) -> Entry<'g> {
        Entry { table, id }
    }

    /// Its id in the gazetteer.
    pub fn entry_id(&self) -> EntryId {
        self.id
    }

    /// Its canonical name.
    pub fn name(&self) -> &'g str {
        self.table.name(self.table.names_of(self.id.entry).start).text()
    }

    /// All its names, the canonical one first; plural forms and those in attributes (adjectives, metonyms) too.
    pub fn names(&self) -> impl Iterator<Item = (&'g str, HitRole)> + use<'g> {
        let table = self.table;
        table.names_of(self.id.entry).map(|index| {
            let name = table.name(index);
            (name.text(), HitRole::from_flags(name.flags))
        })
    }

    /// The type of its list: "GPE/country", "word/title".
    pub fn list_type(&self) -> &'g str {
        self.table.list_of(self.id.entry).map_or("", |list| &list.list_type)
    }

    /// The entity kind of its list; words have none.
    pub fn kind(&self) -> Option<EntityKind> {
        self.table.list_of(self.id.entry).and_then(|list| list.kind.clone())
    }

    /// The file of its list, relative to the folder of lists.
    pub fn file(&self) -> Arc<str> {
        self.table.list_of(self.id.entry).map_or_else(|| "".into(), |list| list.file.clone())
    }

    /// The licence of its list (SPDX); empty where a user's list names none.
    pub fn licence(&self) -> &'g str {
        self.table.list_of(self.id.entry).map_or("", |list| &list.licence)
    }

    /// The `id` attribute: "iso:FR", "geonames:2988507", "angela-merkel".
    pub fn id(&self) -> Option<&'g str> {
        self.attr("id")
    }

    /// The id as a link to another data set (`iso:FR`, `geonames:2988507`, `imo:9811000`): an id with the data set's name
    /// before a colon. An id of the list's own has none.
    pub fn link(&self) -> Option<&'g str> {
        let names_a_set =
            |id: &&str| id.split_once(':').is_some_and(|(set, rest)| !set.is_empty() && !rest.is_empty());
        self.id().filter(names_a_set)
    }

    /// The first value of an attribute.
    pub fn attr(&self, key: &str) -> Option<&'g str> {
        self.table.attribute(self.id.entry, key)
    }

    /// All attributes in the order of the list; a key may come more than once.
    pub fn attrs(&self) -> impl Iterator<Item = (&'g str, &'g str)> + use<'g> {
        self.table.attributes(self.id.entry)
    }

    /// Whether it stands in a list of the user's own, not in a built-in one.
    pub fn is_users(&self) -> bool {
        self.priority() == Priority::User as u8
    }

    pub(super) fn priority(&self) -> u8 {
        self.table.priority_of(self.id.entry)
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry({:?}, {})", self.name(), self.list_type())
    }
}

/// The words of some lists, for looking them up one by one.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'g> {
    gazetteer: &'g Gazetteer,
    list_type: &'g str,
}

impl<'g> Lexicon<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer, list_type: &'g str) -> Lexicon<'g> {
        Lexicon { gazetteer, list_type }
    }

    /// The entry that has this word or phrase as a name.
    pub fn get(&self, word: &str) -> Option<Entry<'g>> {
        self.gazetteer.lookup(word).map(|(entry, _)| entry).find(|entry| self.holds(entry.list_type()))
    }

    /// Whether some entry has this word or phrase as a name.
    pub fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// All entries in the order of files and lines.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'g>> + use<'g> {
        let wanted = *self;
        self.gazetteer.tables.iter().zip(0..).flat_map(move |(table, index)| {
            let lists = table.lists.iter().filter(move |list| wanted.holds(&list.list_type));
            lists.flat_map(move |list| {
                list.entries.clone().map(move |entry| Entry::new(table, EntryId { table: index, entry }))
            })
        })
    }

    fn holds(&self, list_type: &str) -> bool {
        let rest = list_type.strip_prefix(self.list_type);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}
