//! Lists of names and words: their format, their compiled form, and the matcher.
//!
//! A [`Gazetteer`] holds compiled lists. [`Gazetteer::builtin`] has those that come with the library, laid out at build
//! time and searched as they lie; lists of one's own are read by [`Gazetteer::from_gaz`] and its companions, and
//! [`Gazetteer::join`] makes one of several. The format and what it derives from a name (capitals, diacritics,
//! hyphens, plurals) is described in `gazetteers/README.md`.
//!
//! ```
//! use tercet::gazetteer::{Gazetteer, HitRole};
//! use tercet::text::{Text, split_sentences, tokenize};
//!
//! let lists = "@type GPE/country\n@keys id adj\n\nFrance\tid=iso:FR; adj=French\n";
//! let gazetteer = Gazetteer::from_gaz("countries.gaz", lists)?;
//! let text = "The French government fell.";
//! let tokens = tokenize(text);
//! let sentences = split_sentences(text, &tokens);
//! let hits = gazetteer.find(Text { text, tokens: &tokens, sentences: &sentences, quotations: &[] });
//! assert_eq!(hits[0].role, HitRole::Adjective);
//! assert_eq!(gazetteer.entry(hits[0].entry).name(), "France");
//! # Ok::<(), tercet::Error>(())
//! ```

use crate::span::TokenRange;
use crate::text::Text;
use once_cell::sync::Lazy;
use std::fmt;

mod check;
mod compile;
mod entry;
mod format;
mod import;
mod layout;
mod letters;
mod list;
mod load;
mod matcher;
mod plural;
mod select;
mod table;

pub use check::{Concern, Finding};
pub use entry::{Entry, Lexicon};
pub use list::ListOptions;
pub use table::{Gender, NameParts};

use table::{Bytes, Table};

/// Compiled lists of names and words. Cloning is cheap; a gazetteer may be shared between threads.
#[derive(Clone)]
pub struct Gazetteer {
    tables: Vec<Table>,
}

/// An entry of a gazetteer. Ids follow the order of files and entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    table: u32,
    entry: u32,
}

/// By which of its names an entry was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum HitRole {
    /// A name of the thing itself: "China".
    Name,
    /// The adjective that belongs to it: "Chinese".
    Adjective,
    /// The noun for its people: "Germans".
    Noun,
    /// A name that stands for its government: "Kremlin".
    Metonym,
}

/// A place in a text where an entry is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hit {
    /// The tokens of the name, without a possessive ending.
    pub tokens: TokenRange,
    /// The entry.
    pub entry: EntryId,
    /// By which of its names it was found.
    pub role: HitRole,
    /// The list says that this name counts only with support from the text (`~`).
    pub weak: bool,
    /// The name is also an ordinary English word (`flag=word`).
    pub ambiguous: bool,
    /// The name is a plural form.
    pub plural: bool,
    /// The text has the name in capitals where the list has small letters.
    pub capitals: bool,
    /// The hit lies inside a longer one.
    pub inner: bool,
    /// Index of the name in its table.
    name: u32,
}

/// The table that `build.rs` has made of the lists in `gazetteers/`.
static BUILTIN: Lazy<Gazetteer> = Lazy::new(|| {
    let bytes = Bytes::Static(include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin")));
    let (table, _) = Table::open(&bytes, false).expect("the build script writes a well-formed table");
    Gazetteer { tables: vec![table] }
});

impl Gazetteer {
    /// The lists that come with the library.
    pub fn builtin() -> &'static Gazetteer {
        &BUILTIN
    }

    /// The compiled form, to be written to a file and opened by [`Gazetteer::from_bytes`].
    pub fn compile(&self) -> Vec<u8> {
        self.tables.iter().flat_map(Table::bytes).copied().collect()
    }

    /// One gazetteer of several, searched together. In which order they are joined makes no difference.
    pub fn join(parts: impl IntoIterator<Item = Gazetteer>) -> Gazetteer {
        let mut tables: Vec<Table> = parts.into_iter().flat_map(|part| part.tables).collect();
        // The bytes decide between lists of the same file name, so that the order never depends on the caller.
        let order = |table: &Table| table.lists.first().map(|list| (list.priority, list.file.clone()));
        tables.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.bytes().cmp(b.bytes())));
        tables.dedup_by(|a, b| a.bytes() == b.bytes());
        Gazetteer { tables }
    }

    /// Every hit in a text.
    ///
    /// Hits are ordered by their first token; of those the longest come first, then the list of higher priority (a
    /// user's, written by hand, made from a package), then the order of files and entries. Hits inside longer ones are
    /// marked; hits inside a stop phrase are left out. Names do not go beyond a sentence.
    pub fn find(&self, text: Text<'_>) -> Vec<Hit> {
        matcher::find(&self.tables, text)
    }

    /// Of some hits those that do not overlap: the longest first, then by priority, then by order of files and entries.
    pub fn select(&self, hits: &[Hit]) -> Vec<Hit> {
        select::select(hits, |hit| self.entry(hit.entry).priority())
    }

    /// The entry with this id.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        Entry::new(&self.tables[id.table as usize], id)
    }

    /// All entries in the order of files and lines.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let tables = self.tables.iter().zip(0..);
        tables.flat_map(|(table, index)| {
            (0..table.entry_count()).map(move |entry| Entry::new(table, EntryId { table: index, entry }))
        })
    }

    /// The entries whose `id` attribute is this ("iso:FR", "geonames:2988507"), in the order of files.
    pub fn with_id<'g, 'i>(&'g self, id: &'i str) -> impl Iterator<Item = Entry<'g>> + use<'g, 'i> {
        let tables = self.tables.iter().zip(0..);
        tables.flat_map(move |(table, index)| {
            table.entries_with_id(id).map(move |entry| Entry::new(table, EntryId { table: index, entry }))
        })
    }

    /// The entries that have this whole text as a name, with the role of the name; case and diacritics as in texts.
    pub fn lookup<'g, 't>(
        &'g self,
        text: &'t str,
    ) -> impl Iterator<Item = (Entry<'g>, HitRole)> + use<'g, 't> {
        let mixed = letters::mix(letters::key(text));
        self.tables.iter().zip(0..).flat_map(move |(table, index)| {
            let names = table.names_in(table.slot(mixed)).map(|name| table.name(name));
            names
                .filter(|name| name.compare(text).is_some())
                .filter(|name| table.list_of(name.entry).is_some())
                .map(move |name| {
                    let id = EntryId { table: index, entry: name.entry };
                    (Entry::new(table, id), HitRole::from_flags(name.flags))
                })
        })
    }

    /// The words of all lists of a type ("word/kin"), or of a type and its refinements ("word").
    pub fn lexicon<'g>(&'g self, list_type: &'g str) -> Lexicon<'g> {
        Lexicon::new(self, list_type)
    }

    /// What the lists of given names and surnames know of a word, whatever its case.
    pub fn name_part(&self, word: &str) -> NameParts {
        let mixed = letters::mix(letters::key(word));
        NameParts::new(
            self.tables.iter().map(|table| table.part(word, mixed)).fold(0, |all, flags| all | flags),
        )
    }

    /// The name in the list that a hit matched, which may be an alias.
    pub fn matched_name(&self, hit: &Hit) -> &str {
        self.tables.get(hit.entry.table as usize).map_or("", |table| table.name(hit.name).text())
    }

    /// Bytes of memory the compiled lists take.
    pub fn memory_usage(&self) -> usize {
        self.tables.iter().map(|table| table.bytes().len()).sum()
    }
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sum = |count: fn(&Table) -> usize| self.tables.iter().map(count).sum::<usize>();
        f.debug_struct("Gazetteer")
            .field("lists", &sum(|table| table.lists.len()))
            .field("entries", &sum(|table| table.entry_count() as usize))
            .field("names", &sum(|table| table.name_count() as usize))
            .field("name_parts", &sum(Table::part_count))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::EntityKind;
    use crate::text::{split_sentences, tokenize};

    const COUNTRIES: &str = "@type GPE/country\n@keys id adj noun metonym flag\n\n\
        Germany | Federal Republic of Germany\n\tid=iso:DE; adj=German; noun=German/Germans; metonym=~Berlin\n\
        Russia\n\tid=iso:RU; adj=Russian; noun=Russian/Russians; metonym=Kremlin\n\
        Turkey | Türkiye\tid=iso:TR; flag=word; adj=Turkish\n\
        United States | U.S. | =US\tid=iso:US; adj=American\n";
    const TITLES: &str = "@type word/title\n@inflect plural\n\nchief of staff\nforeign minister\nminister\n";
    const STOPS: &str = "@type stop\n\nTurkey sandwich\n";

    fn gazetteer(lists: &[(&str, &str)]) -> Gazetteer {
        Gazetteer::join(lists.iter().map(|(file, text)| Gazetteer::from_gaz(file, text).unwrap()))
    }

    fn all() -> Gazetteer {
        gazetteer(&[("countries.gaz", COUNTRIES), ("titles.gaz", TITLES), ("stop.gaz", STOPS)])
    }

    fn find(gazetteer: &Gazetteer, text: &str) -> Vec<(String, String, Hit)> {
        let tokens = tokenize(text);
        let sentences = split_sentences(text, &tokens);
        let text = Text { text, tokens: &tokens, sentences: &sentences, quotations: &[] };
        let hits = gazetteer.find(text).into_iter();
        hits.map(|hit| (text.slice(hit.tokens).into(), gazetteer.entry(hit.entry).name().into(), hit))
            .collect()
    }

    /// Checks text, canonical name and role of each hit.
    fn check(text: &str, expected: &[(&str, &str, HitRole)]) {
        let found = find(&all(), text);
        let found: Vec<_> = found.iter().map(|(text, name, hit)| (&text[..], &name[..], hit.role)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_are_found_in_their_roles() {
        use HitRole::{Adjective, Metonym, Name, Noun};
        check(
            "The Federal Republic of Germany voted.",
            &[("Federal Republic of Germany", "Germany", Name), ("Germany", "Germany", Name)],
        );
        check(
            "German officials met two Germans.",
            &[("German", "Germany", Adjective), ("Germans", "Germany", Noun)],
        );
        check("The Kremlin said nothing.", &[("Kremlin", "Russia", Metonym)]);
        check("GERMANY AND RUSSIA TALK", &[("GERMANY", "Germany", Name), ("RUSSIA", "Russia", Name)]);
        check("It told us that they polish germans.", &[]);
        check("Turkiye agreed.", &[("Turkiye", "Turkey", Name)]);
    }

    #[test]
    fn words_are_found_in_any_case_and_in_the_plural() {
        use HitRole::Name;
        check(
            "The Foreign Minister resigned.",
            &[("Foreign Minister", "foreign minister", Name), ("Minister", "minister", Name)],
        );
        check(
            "Two chiefs of staff met ministers.",
            &[("chiefs of staff", "chief of staff", Name), ("ministers", "minister", Name)],
        );
        let found = find(&all(), "FOREIGN MINISTERS MEET");
        assert!(found[0].2.plural && found[0].2.capitals && !found[0].2.inner);
        assert!(found[1].2.inner);
    }

    #[test]
    fn a_stop_phrase_cancels_what_is_inside_it() {
        check("He ate a Turkey sandwich in Russia.", &[("Russia", "Russia", HitRole::Name)]);
    }

    #[test]
    fn weak_and_ambiguous_names_are_marked() {
        let found = find(&all(), "Berlin and Turkey and Türkiye and Turkish Germany.");
        let marks: Vec<_> = found.iter().map(|(text, _, hit)| (&text[..], hit.weak, hit.ambiguous)).collect();
        assert_eq!(
            marks,
            [
                ("Berlin", true, false),
                ("Turkey", false, true),
                ("Türkiye", false, true),
                ("Turkish", false, false),
                ("Germany", false, false)
            ]
        );
    }

    #[test]
    fn the_order_of_joining_makes_no_difference() {
        let lists =
            [("b.gaz", "@type ORG\n\nMercury\n"), ("a.gaz", "@type PRODUCT\n\nMercury\nMercury Seven\n")];
        let (one, other) = (gazetteer(&lists), gazetteer(&[lists[1], lists[0]]));
        let text = "Mercury Seven flew.";
        assert_eq!(find(&one, text), find(&other, text));
        let names = find(&one, text);
        assert_eq!(names.len(), 3);
        let hits: Vec<Hit> = names.iter().map(|found| found.2).collect();
        let chosen = one.select(&hits);
        assert_eq!(chosen.len(), 1);
        assert_eq!(one.entry(chosen[0].entry).name(), "Mercury Seven");
        assert_eq!(one.entry(names[1].2.entry).kind(), Some(EntityKind::Product));
    }

    #[test]
    fn entries_are_found_by_name_and_id() {
        let gazetteer = all();
        let germany = gazetteer.with_id("iso:DE").next().unwrap();
        assert_eq!(germany.name(), "Germany");
        assert_eq!(germany.link(), Some("iso:DE"));
        assert_eq!(germany.attrs().count(), 4);
        assert_eq!(&*germany.file(), "countries.gaz");
        assert!(gazetteer.with_id("XX").next().is_none());
        assert_eq!(
            gazetteer.lookup("GERMANS").next().map(|(entry, role)| (entry.name(), role)),
            Some(("Germany", HitRole::Noun))
        );
        let titles = gazetteer.lexicon("word");
        assert!(titles.contains("Chief of Staff") && !titles.contains("Germany"));
        assert_eq!(titles.entries().count(), 3);
    }

    #[test]
    fn name_parts_tell_gender_and_ambiguity() {
        let given = "@type name/given\n@keys gender flag\n\nGrace\tgender=f; flag=word\nJosé\tgender=m\nKim\tgender=u\n";
        let gazetteer = gazetteer(&[("g.gaz", given), ("s.gaz", "@type name/surname\n\nKim\nO'Brien\n")]);
        let grace = gazetteer.name_part("GRACE");
        assert!(grace.is_given() && grace.is_ambiguous() && !grace.is_surname());
        assert_eq!(grace.gender(), Some(Gender::Female));
        assert_eq!(gazetteer.name_part("Jose").gender(), Some(Gender::Male));
        let kim = gazetteer.name_part("Kim");
        assert!(kim.is_given() && kim.is_surname() && kim.gender().is_none());
        assert!(gazetteer.name_part("O’Brien").is_surname());
        assert!(!gazetteer.name_part("Table").is_known());
    }
}
