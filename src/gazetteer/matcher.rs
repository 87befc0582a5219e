//! Finds the names of tables in a text.

use super::layout::{name, role};
use super::letters::{self, CaseRule, Likeness};
use super::table::{Name, Table};
use super::{EntryId, Hit, HitRole};
use crate::span::TokenRange;
use crate::text::Text;
use std::cmp::Reverse;

/// Every hit of the tables in a text, ordered as [`super::Gazetteer::find`] says.
pub(super) fn find(tables: &[Table], text: Text<'_>) -> Vec<Hit> {
    let mut matcher = Matcher { tables, text, found: Vec::new() };
    matcher.run();
    let mut found = matcher.found;
    found.sort_by_key(|found| (found.hit.tokens.start, Reverse(found.hit.tokens.end), found.rank));
    // An entry is reported once at a place, in the first of its roles.
    found.dedup_by_key(|found| (found.hit.tokens, found.hit.entry));
    cancel_stopped(&mut found);
    let mut hits: Vec<Hit> = found.into_iter().map(|found| found.hit).collect();
    mark_inner(&mut hits);
    hits
}

/// A hit with what decides between hits of the same length.
struct Found {
    hit: Hit,
    /// Priority of the list, then entry (which follows files and lines), then role.
    rank: (Reverse<u8>, EntryId, HitRole),
    stop: bool,
}

struct Matcher<'a> {
    tables: &'a [Table],
    text: Text<'a>,
    found: Vec<Found>,
}

impl Matcher<'_> {
    fn run(&mut self) {
        let mut sentences = self.text.sentences.iter().map(|sentence| sentence.tokens).peekable();
        for start in 0..self.text.tokens.len() {
            while sentences.next_if(|tokens| tokens.end as usize <= start).is_some() {}
            let word = self.text.word(start);
            let key = letters::extend_key(letters::START, word);
            if key == letters::START {
                continue;
            }
            let mixed = letters::mix(key);
            let small = word.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
            for (index, table) in self.tables.iter().enumerate() {
                if table.may_start(mixed, small) {
                    // No name goes beyond its sentence; page furniture ends where the next sentence begins.
                    let limit = match sentences.peek() {
                        Some(tokens) if tokens.has(start) => tokens.end as usize,
                        Some(tokens) => tokens.start as usize,
                        None => self.text.tokens.len(),
                    };
                    self.search_from(index, start, limit, key);
                }
            }
        }
    }

    /// The hits of one table that begin at a token.
    fn search_from(&mut self, table: usize, start: usize, limit: usize, mut key: u64) {
        let tables = self.tables;
        let mut last = start;
        loop {
            let value = tables[table].slot(letters::mix(key));
            for index in tables[table].names_in(value) {
                self.candidate(table, index, TokenRange::new(start, last + 1));
            }
            if value & super::layout::CONTINUES == 0 {
                return;
            }
            // Tokens without letters (hyphens, full stops) are gaps in the name: `compare` looks at them.
            key = loop {
                last += 1;
                if last >= limit {
                    return;
                }
                let next = letters::extend_key(key, self.text.word(last));
                if next != key {
                    break next;
                }
            };
        }
    }

    fn candidate(&mut self, table: usize, index: u32, tokens: TokenRange) {
        let name = self.tables[table].name(index);
        if name.flags & name::LOOKUP_ONLY != 0 || !self.may_stand(name, tokens) {
            return;
        }
        let Some(capitals) = letters::compare(name.text, self.text.slice(tokens), likeness(name.flags))
        else {
            return;
        };
        let entry = EntryId { table: table as u32, entry: name.entry };
        let Some(list) = self.tables[table].list_of(name.entry) else { return };
        let role = HitRole::from_flags(name.flags);
        let hit = Hit {
            tokens,
            entry,
            role,
            weak: name.flags & name::WEAK != 0,
            ambiguous: name.flags & name::AMBIGUOUS != 0,
            plural: name.flags & name::PLURAL != 0,
            capitals,
            inner: false,
            name: index,
        };
        let rank = (Reverse(list.priority), entry, role);
        self.found.push(Found { hit, rank, stop: name.flags & name::STOP != 0 });
    }

    /// Whether what follows is allowed: a list may refuse possessive endings.
    fn may_stand(&self, name: Name<'_>, tokens: TokenRange) -> bool {
        if name.flags & name::NO_POSSESSIVE == 0 || tokens.end as usize >= self.text.tokens.len() {
            return true;
        }
        let next = self.text.word(tokens.end as usize);
        let glued = self.text.tokens[tokens.end as usize].span.start == self.text.span(tokens).end;
        !(glued && matches!(next, "'s" | "’s" | "'" | "’"))
    }
}

/// How a name with these flags may be written in a text.
pub(super) fn likeness(flags: u16) -> Likeness {
    let case = match flags & (name::EXACT_CASE | name::ANY_CASE) {
        name::EXACT_CASE => CaseRule::Exact,
        name::ANY_CASE => CaseRule::Any,
        _ => CaseRule::TitleUpper,
    };
    Likeness { case, fold_diacritics: flags & name::EXACT_DIACRITICS == 0 }
}

impl HitRole {
    pub(super) fn from_flags(flags: u16) -> HitRole {
        match flags & name::ROLE {
            role::ADJECTIVE => HitRole::Adjective,
            role::NOUN => HitRole::Noun,
            role::METONYM => HitRole::Metonym,
            _ => HitRole::Name,
        }
    }
}

/// Takes out the stop phrases and every shorter hit inside one.
fn cancel_stopped(found: &mut Vec<Found>) {
    let stops: Vec<TokenRange> =
        found.iter().filter(|found| found.stop).map(|found| found.hit.tokens).collect();
    if stops.is_empty() {
        return;
    }
    found.retain(|found| {
        let tokens = found.hit.tokens;
        // Phrases are short: those that can hold the hit begin at most a few places before it.
        let before = stops.partition_point(|stop| stop.start <= tokens.start);
        let inside = |stop: &TokenRange| stop.contains(tokens) && stop.len() > tokens.len();
        !found.stop && !stops[..before].iter().rev().take(8).any(inside)
    });
}

/// Marks the hits that lie inside a longer one.
fn mark_inner(hits: &mut [Hit]) {
    let mut reached = 0;
    for same in hits.chunk_by_mut(|a, b| a.tokens == b.tokens) {
        let end = same[0].tokens.end;
        // Hits come by start, longest first: whatever came before and reaches as far is longer.
        same.iter_mut().for_each(|hit| hit.inner = end <= reached);
        reached = reached.max(end);
    }
}
