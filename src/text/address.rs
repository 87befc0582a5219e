//! Web addresses, e-mail addresses, handles and hashtags within a run without white space.

use super::lexicon::LEXICON;
use std::ops::Range;

/// Longest part of an e-mail address before its "@" (RFC 5321); the bound also keeps the search linear.
const LOCAL_PART: usize = 64;
/// Longest host name (RFC 1035).
const HOST: usize = 253;

/// The first address of `run` that begins at or after byte `from`.
pub(super) fn find_address(run: &str, from: usize) -> Option<Range<usize>> {
    let bytes = run.as_bytes();
    (from..bytes.len()).find_map(|at| match bytes[at] {
        b':' => scheme(run, from, at),
        b'w' | b'W' => web(run, from, at),
        b'@' => mail(run, from, at).or_else(|| handle(run, from, at)),
        b'#' => hashtag(run, from, at),
        _ => None,
    })
}

/// End of a web address that has begun at `start`: to the end of the run without marks of the sentence around it.
pub(super) fn web_end(run: &str, start: usize) -> usize {
    let stops = |c: char| {
        matches!(c, '<' | '>' | '"' | '“' | '”' | '‘' | '’' | '«' | '»' | '—' | '|') || c.is_control()
    };
    let end = run[start..].find(stops).map_or(run.len(), |at| start + at);
    let body = run[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', '}', '*']);
    let closes = body.ends_with(')') && !body.contains('(');
    start + if closes { body.trim_end_matches(')').len() } else { body.len() }
}

/// `https://example.org/path`, found by its colon.
fn scheme(run: &str, from: usize, colon: usize) -> Option<Range<usize>> {
    let after = colon + 3;
    if !run[colon..].starts_with("://") || !run.as_bytes().get(after)?.is_ascii_alphanumeric() {
        return None;
    }
    let letters =
        run.as_bytes()[from..colon].iter().rev().take(12).take_while(|b| b.is_ascii_alphabetic()).count();
    (letters >= 2).then(|| colon - letters..web_end(run, after))
}

/// `www.example.org`.
fn web(run: &str, from: usize, at: usize) -> Option<Range<usize>> {
    let begins = at == from || !run.as_bytes()[at - 1].is_ascii_alphanumeric();
    let named = run.as_bytes().get(at + 4).is_some_and(u8::is_ascii_alphanumeric);
    let www = run.as_bytes().get(at..at + 4).is_some_and(|head| head.eq_ignore_ascii_case(b"www."));
    (begins && named && www).then(|| at..web_end(run, at))
}

/// `press.office@example.org`, found by its "@".
fn mail(run: &str, from: usize, at: usize) -> Option<Range<usize>> {
    let bytes = run.as_bytes();
    let inside = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%');
    let local = bytes[from..at].iter().rev().take(LOCAL_PART).take_while(|b| inside(b)).count();
    let host = bytes[at + 1..]
        .iter()
        .take(HOST)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    let host = run[at + 1..at + 1 + host.count()].trim_end_matches(['.', '-']);
    let local = run[at - local..at].trim_start_matches(['.', '-', '+', '%']).len();
    (local > 0 && !host.is_empty()).then(|| at - local..at + 1 + host.len())
}

/// `@newsroom`, not inside a word.
fn handle(run: &str, from: usize, at: usize) -> Option<Range<usize>> {
    named(run, from, at).filter(|range| range.len() > 1)
}

/// `#elections`: a letter has to be in it, because "#5" is a number.
fn hashtag(run: &str, from: usize, at: usize) -> Option<Range<usize>> {
    named(run, from, at).filter(|range| run[range.clone()].contains(char::is_alphabetic))
}

/// A sign and the letters, digits and underscores after it.
fn named(run: &str, from: usize, at: usize) -> Option<Range<usize>> {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    if run[from..at].ends_with(inside) {
        return None;
    }
    let name = run[at + 1..].find(|c| !inside(c)).unwrap_or(run.len() - at - 1);
    Some(at..at + 1 + name)
}

/// Whether a word with inner full stops is a web address without "http": its last label is a known domain.
pub(super) fn is_domain(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(before, label)| before.len() > 1 && LEXICON.is_domain(label))
}
