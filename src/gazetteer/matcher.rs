//! Finds the names of tables in a text.

use super::layout::{self, name, role};
use super::letters;
use super::table::{Name, Table};
use super::{EntryId, Hit, HitRole};
use crate::span::TokenRange;
use crate::text::Text;

/// Every hit of the tables in a text, ordered as [`super::Gazetteer::find`] says.
pub(super) fn find(tables: &[Table], text: Text<'_>) -> Vec<Hit> {
    let beginnings = beginnings(tables, text);
    let mut matcher = Matcher { tables, text, hits: Vec::new(), stops: Vec::new() };
    matcher.run(&beginnings);
    let Matcher { mut hits, stops, .. } = matcher;
    cancel_stopped(&mut hits, &stops);
    mark_inner(&mut hits);
    hits
}

/// A token with which a name may begin.
struct Beginning {
    token: u32,
    table: u32,
    key: u64,
    /// What the table has for this key.
    slot: u32,
}

/// The tokens with which names of the tables begin.
///
/// This is a pass of its own over the text: the look-ups do not depend on one another, so that the processor can wait
/// for several of them at a time.
fn beginnings(tables: &[Table], text: Text<'_>) -> Vec<Beginning> {
    let views: Vec<_> = tables.iter().zip(0..).map(|(table, index)| (table.starts(), index)).collect();
    let mut beginnings = Vec::with_capacity(text.tokens.len() / 2);
    for token in 0..text.tokens.len() {
        let word = text.word(token);
        let key = letters::extend_key(letters::START, word);
        let mixed = letters::mix(key);
        let small = word.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
        for (starts, table) in &views {
            if starts.may_start(mixed, small) && key != letters::START {
                beginnings.push(Beginning { token: token as u32, table: *table, key, slot: 0 });
            }
        }
    }
    for beginning in &mut beginnings {
        beginning.slot = tables[beginning.table as usize].slot(letters::mix(beginning.key));
    }
    beginnings.retain(|beginning| beginning.slot != 0);
    beginnings
}

struct Matcher<'a> {
    tables: &'a [Table],
    text: Text<'a>,
    hits: Vec<Hit>,
    stops: Vec<TokenRange>,
}

impl Matcher<'_> {
    fn run(&mut self, beginnings: &[Beginning]) {
        let mut sentences = self.text.sentences.iter().map(|sentence| sentence.tokens).peekable();
        for same in beginnings.chunk_by(|a, b| a.token == b.token) {
            let start = same[0].token as usize;
            while sentences.next_if(|tokens| tokens.end as usize <= start).is_some() {}
            // No name goes beyond its sentence; page furniture ends where the next sentence begins.
            let limit = match sentences.peek() {
                Some(tokens) if tokens.has(start) => tokens.end as usize,
                Some(tokens) => tokens.start as usize,
                None => self.text.tokens.len(),
            };
            let first = self.hits.len();
            for beginning in same {
                self.search_from(beginning, limit);
            }
            self.order_from(first);
        }
    }

    /// The hits of one table that begin at a token.
    fn search_from(&mut self, beginning: &Beginning, limit: usize) {
        let (index, start) = (beginning.table as usize, beginning.token as usize);
        let table = &self.tables[index];
        let (mut key, mut value, mut last) = (beginning.key, beginning.slot, start);
        loop {
            for name in table.names_in(value) {
                self.candidate(index, name, TokenRange::new(start, last + 1));
            }
            if value & layout::CONTINUES == 0 {
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
            let mixed = letters::mix(key);
            if !table.may_continue(mixed) {
                return;
            }
            value = table.slot(mixed);
        }
    }

    fn candidate(&mut self, table: usize, index: u32, tokens: TokenRange) {
        let name = self.tables[table].name(index);
        if name.flags & name::LOOKUP_ONLY != 0 || !self.may_stand(name, tokens) {
            return;
        }
        let written = self.text.slice(tokens);
        let Some(capitals) = name.compare(written) else { return };
        if name.flags & name::STOP != 0 {
            self.stops.push(tokens);
            return;
        }
        self.hits.push(Hit {
            tokens,
            entry: EntryId { table: table as u32, entry: name.entry },
            role: HitRole::from_flags(name.flags),
            weak: name.flags & name::WEAK != 0,
            ambiguous: name.flags & name::AMBIGUOUS != 0,
            plural: name.flags & name::PLURAL != 0,
            capitals,
            inner: false,
            name: index,
        });
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

    /// Orders the hits of one token, the longest first, and leaves each entry once at a place, in its first role.
    fn order_from(&mut self, first: usize) {
        let tables = self.tables;
        let priority = |hit: &Hit| tables[hit.entry.table as usize].priority_of(hit.entry.entry);
        let hits = &mut self.hits[first..];
        if hits.len() < 2 {
            return;
        }
        hits.sort_by(|a, b| {
            let by_length = b.tokens.end.cmp(&a.tokens.end);
            by_length
                .then_with(|| priority(b).cmp(&priority(a)))
                .then_with(|| (a.entry, a.role).cmp(&(b.entry, b.role)))
        });
        let mut kept = first + 1;
        for next in first + 1..self.hits.len() {
            let (hit, before) = (self.hits[next], self.hits[kept - 1]);
            if (hit.tokens, hit.entry) != (before.tokens, before.entry) {
                self.hits[kept] = hit;
                kept += 1;
            }
        }
        self.hits.truncate(kept);
    }
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

/// Takes out every hit inside a longer stop phrase.
fn cancel_stopped(hits: &mut Vec<Hit>, stops: &[TokenRange]) {
    if stops.is_empty() {
        return;
    }
    // Stop phrases come in the order of their first tokens, and few begin before a hit and reach beyond it.
    let longest = stops.iter().map(|stop| stop.len()).max().unwrap_or(0) as u32;
    hits.retain(|hit| {
        let from = stops.partition_point(|stop| stop.start + longest < hit.tokens.end);
        let mut near = stops[from..].iter().take_while(|stop| stop.start <= hit.tokens.start);
        !near.any(|stop| stop.contains(hit.tokens) && stop.len() > hit.tokens.len())
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
