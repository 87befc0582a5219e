//! Titles: offices, ranks and forms of address.
//!
//! "Deputy Foreign Minister Ma Zhaoxu": the title is "Deputy Foreign Minister", without the country before it and
//! without "former" or "acting", which are flags of the relation and not part of the office.

use super::candidate::{Candidate, Sureness, Taken};
use crate::entity::{EntityKind, FoundBy};
use crate::gazetteer::{Gazetteer, Hit};
use crate::span::TokenRange;
use crate::text::{Case, Text};

/// List of offices, roles and professions, which stand alone.
const OFFICE: &str = "word/title";
/// Lists of words that are titles only before a person's name.
const BEFORE_NAMES: [&str; 2] = ["word/rank", "word/honorific"];
/// List of words before a title.
const MODIFIER: &str = "word/title-modifier";

/// The titles of a text beside its names. Names lose the titles that the tagger took for part of them.
pub(super) fn find_titles(
    gazetteer: &Gazetteer,
    text: Text<'_>,
    hits: &[Hit],
    mut names: Vec<Candidate>,
) -> (Vec<Candidate>, Vec<Candidate>) {
    let reader = TitleReader { gazetteer, text };
    let found: Vec<(TokenRange, &Hit)> = hits
        .iter()
        .filter(|hit| reader.is_title(hit))
        .map(|hit| (reader.with_deputy(hit, hits), hit))
        .collect();
    for name in names.iter_mut().filter(|name| name.kind == EntityKind::Person) {
        reader.cut_title(name, &found);
    }
    let mut taken = Taken::default();
    for name in &names {
        taken.take(name.tokens);
    }
    let mut order: Vec<&(TokenRange, &Hit)> = found.iter().collect();
    order.sort_by_key(|(tokens, _)| (std::cmp::Reverse(tokens.len()), tokens.start));
    let mut titles = Vec::new();
    for (tokens, hit) in order {
        if reader.stands(*tokens, hit, &names) && taken.take(*tokens) {
            titles.push(Candidate {
                tokens: *tokens,
                kind: EntityKind::Title,
                by: FoundBy::List(gazetteer.entry(hit.entry).file()),
                link: None,
                sureness: Sureness::Listed,
            });
        }
    }
    (names, titles)
}

/// Reads titles from list hits.
struct TitleReader<'a> {
    gazetteer: &'a Gazetteer,
    text: Text<'a>,
}

impl TitleReader<'_> {
    fn list_type(&self, hit: &Hit) -> &str {
        self.gazetteer.entry(hit.entry).list_type()
    }

    fn is_title(&self, hit: &Hit) -> bool {
        let list = self.list_type(hit);
        list == OFFICE || BEFORE_NAMES.contains(&list)
    }

    /// The tokens of a title with the words before it that change the office: "deputy", "vice".
    fn with_deputy(&self, hit: &Hit, hits: &[Hit]) -> TokenRange {
        let start = hit.tokens.start;
        let ends_here = |other: &&Hit| other.tokens.end == start && self.list_type(other) == MODIFIER;
        // Hits are sorted by their first token: a modifier of one or two tokens stands close before.
        let near = hits.partition_point(|other| other.tokens.start + 2 < start);
        let deputy = hits[near..]
            .iter()
            .take_while(|other| other.tokens.start < start)
            .filter(ends_here)
            .find(|other| self.gazetteer.entry(other.entry).attr("kind") == Some("deputy"));
        let from = deputy.map_or(start, |deputy| deputy.tokens.start);
        TokenRange::new(from as usize, hit.tokens.range().end)
    }

    /// Takes a title off the front of a person's name: "Queen Elizabeth". A word that is also a given name stays
    /// when only one more word follows ("Dean Smith").
    fn cut_title(&self, name: &mut Candidate, titles: &[(TokenRange, &Hit)]) {
        let at = titles.partition_point(|(_, hit)| hit.tokens.start < name.tokens.start);
        let here =
            titles[at..].iter().map(|(_, hit)| hit).take_while(|hit| hit.tokens.start == name.tokens.start);
        let longest = here.filter(|hit| hit.tokens.end < name.tokens.end).max_by_key(|hit| hit.tokens.end);
        let Some(hit) = longest else { return };
        let left = (name.tokens.end - hit.tokens.end) as usize;
        let first = name.tokens.range().start;
        let word = self.text.word(first);
        // "M. K. Stalin": a single letter is an initial, though "M." is also short for "Monsieur".
        let initial = word.trim_end_matches('.').chars().count() == 1;
        let given = self.gazetteer.name_part(word).is_given();
        if !(initial || given && hit.tokens.len() == 1 && left == 1) {
            name.tokens.start = hit.tokens.end;
        }
    }

    /// Whether a title is one where it stands. Offices stand by themselves, in the singular; words that are also
    /// something else, plurals, ranks and forms of address only before a person's name.
    fn stands(&self, tokens: TokenRange, hit: &Hit, names: &[Candidate]) -> bool {
        let next = names.partition_point(|name| name.tokens.start < tokens.end);
        let before_person = names
            .get(next)
            .is_some_and(|name| name.tokens.start == tokens.end && name.kind == EntityKind::Person);
        let alone = self.list_type(hit) == OFFICE && !hit.plural && !hit.weak && !hit.ambiguous;
        before_person || alone && self.text.tokens[tokens.range().start].case != Case::None
    }
}
