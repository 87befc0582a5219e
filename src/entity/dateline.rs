//! Datelines: the place, day and agency before the first words of a report.

use super::scan::{Scan, senses};
use super::time::{self, Context, Expr, Tense};
use super::{Mention, Value};
use crate::span::TokenRange;
use crate::text::{Case, Text};
use jiff::civil::Date;

/// How many lines of a text are looked at: a headline, a byline and a stamp may come before.
const LINES: usize = 6;

/// How many tokens a dateline has at most.
const LONGEST: usize = 24;

/// Words in capitals before a dash that are no places.
const LABELS: [&str; 10] = [
    "BREAKING",
    "UPDATE",
    "EXCLUSIVE",
    "WATCH",
    "LIVE",
    "OPINION",
    "ANALYSIS",
    "EXPLAINER",
    "FACTBOX",
    "PHOTOS",
];

/// The place, day and agency named at the head of a report: "KAZAN, Oct 22 (Reuters) —", "MOSCOW (AP) -".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// Tokens from the place to the dash, dash included.
    pub tokens: TokenRange,
    /// Tokens of the place: "KAZAN, Russia".
    pub place: TokenRange,
    /// Tokens of the day, if one is given.
    pub day: Option<TokenRange>,
    /// The day itself, if its year is given too.
    pub date: Option<Date>,
    /// Tokens of the agency, if one is given.
    pub agency: Option<TokenRange>,
}

impl Dateline {
    /// Whether a mention lies in the dateline: it tells where and when the report was written, not what it is about.
    pub fn holds(&self, mention: &Mention) -> bool {
        self.tokens.start <= mention.tokens.start && mention.tokens.end <= self.tokens.end
    }
}

/// The first dateline of a text, looked for at the heads of its first lines.
///
/// The place has to be in capitals, unless an agency follows in brackets; a dash, or the agency between slashes,
/// ends the dateline. Whether the place is one is left to the caller's lists.
///
/// ```
/// use tercet::{entity::find_dateline, text::{Text, tokenize}};
///
/// let text = "Summit opens\nKAZAN, Oct 22 (Reuters) - Leaders arrived on Tuesday.";
/// let tokens = tokenize(text);
/// let view = Text { text, tokens: &tokens, sentences: &[], quotations: &[] };
/// let dateline = find_dateline(view).unwrap();
/// assert_eq!(view.slice(dateline.place), "KAZAN");
/// assert_eq!(view.slice(dateline.agency.unwrap()), "Reuters");
/// ```
pub fn find_dateline(text: Text<'_>) -> Option<Dateline> {
    let gap = |i: usize| &text.text[text.tokens[i - 1].span.end as usize..text.tokens[i].span.start as usize];
    let heads = (0..text.tokens.len()).filter(|i| *i == 0 || gap(*i).contains('\n'));
    heads.take(LINES).find_map(|head| dateline(text, head))
}

/// The dateline at a token.
fn dateline(text: Text<'_>, head: usize) -> Option<Dateline> {
    let end = text.tokens.len().min(head + LONGEST);
    let window = Text { tokens: &text.tokens[head..end], sentences: &[], quotations: &[], ..text };
    let senses = senses(window);
    let scan = Scan { text: window, senses: &senses, start: 0, end: window.tokens.len() };
    let range = |start: usize, end: usize| TokenRange::new(head + start, head + end);
    let place = place(&scan)?;
    let comma = place + usize::from(scan.is(place, ","));
    let day = day(&scan, comma);
    let (at, date) = day.map_or((place, None), |(end, date)| (end, date));
    let stop = at + usize::from(scan.is_any(at, &[",", "."]));
    let agency = agency(&scan, stop);
    let (dash, slashes) = agency.map_or((at, false), |(_, end)| (end, scan.is(end - 1, "/")));
    let capitals = scan.text.tokens[0].case == Case::Upper && !LABELS.contains(&scan.word(0));
    let ends = slashes || is_spaced_dash(&scan, dash);
    (ends && (capitals || agency.is_some())).then(|| Dateline {
        tokens: range(0, if slashes { dash } else { dash + 1 }),
        place: range(0, place),
        day: day.map(|(end, _)| range(comma, end)),
        date,
        agency: agency.map(|(start, end)| range(start, end - 1)),
    })
}

/// The token after a place: words with capitals, with commas between a town and its region ("WASHINGTON, D.C.").
fn place(scan: &Scan<'_>) -> Option<usize> {
    const LINKS: [&str; 8] = ["de", "du", "del", "la", "al", "-", "of", "the"];
    let mut end = 0;
    while end < 8
        && (scan.is_capital(end) || (end > 0 && scan.is_any(end, &LINKS) && scan.is_capital(end + 1)))
    {
        if day(scan, end).is_some() {
            break;
        }
        end += 1;
        // A region follows the comma, unless a day does.
        if scan.is(end, ",") && scan.is_capital(end + 1) && day(scan, end + 1).is_none() {
            end += 1;
        }
    }
    (end > 0 && scan.is_capital(0)).then_some(end)
}

/// The token after a day ("Oct 22", "22 October 2024"), and the day itself where its year is given.
fn day(scan: &Scan<'_>, i: usize) -> Option<(usize, Option<Date>)> {
    let found = time::parse(scan, i)?;
    let day = matches!(found.expr, Expr::Point(point) if point.month.is_some() && point.day.is_some());
    let context = Context { date: None, reference: None, tense: Tense::Unknown };
    let date = match time::resolve(&found.expr, context) {
        Value::Interval { from: Some(from), .. } => from.parse().ok(),
        _ => None,
    };
    day.then_some((found.end, date))
}

/// The tokens of an agency in brackets or between slashes: its first, and the one after the closing mark.
fn agency(scan: &Scan<'_>, i: usize) -> Option<(usize, usize)> {
    let close = match scan.word(i) {
        "(" => ")",
        "[" => "]",
        "/" => "/",
        _ => return None,
    };
    let end = (i + 1..(i + 6).min(scan.end)).find(|end| scan.is(*end, close))?;
    (scan.is_capital(i + 1) && end > i + 1).then_some((i + 1, end + 1))
}

/// Whether the token is a dash between spaces, or a long dash.
fn is_spaced_dash(scan: &Scan<'_>, i: usize) -> bool {
    let dash = scan.is_dash(i) || scan.is_any(i, &["--", "---"]);
    let hyphen = scan.touches_previous(i) && scan.touches_next(i) && scan.word(i).len() == 1;
    dash && !hyphen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn read(text: &str) -> Option<String> {
        let tokens = tokenize(text);
        let view = Text { text, tokens: &tokens, sentences: &[], quotations: &[] };
        let found = find_dateline(view)?;
        let slice = |range: Option<TokenRange>| range.map_or("-", |range| view.slice(range)).to_owned();
        let date = found.date.map_or("-".to_owned(), |date| date.to_string());
        Some([view.slice(found.place).to_owned(), slice(found.day), date, slice(found.agency)].join(" | "))
    }

    #[test]
    fn datelines_give_place_day_and_agency() {
        for (text, expected) in [
            ("OSLO, March 3 (Reuters) - Fishermen met.", "OSLO | March 3 | - | Reuters"),
            ("OSLO (AP) — Fishermen met.", "OSLO | - | - | AP"),
            ("OSLO, Norway (AP) — Fishermen met.", "OSLO, Norway | - | - | AP"),
            ("NEW YORK, March 3, 2021 (AFP) -- Traders met.", "NEW YORK | March 3, 2021 | 2021-03-03 | AFP"),
            ("BERGEN, March 3. /NTB/. Fishermen met.", "BERGEN | March 3 | - | NTB"),
            ("Bergen, 3 March 2021 (NTB) – Fishermen met.", "Bergen | 3 March 2021 | 2021-03-03 | NTB"),
            ("Fishermen meet\nBy A. Writer\nOSLO — Fishermen met.", "OSLO | - | - | -"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn sentences_with_dashes_and_brackets_are_no_datelines() {
        for text in [
            "Oslo (the capital) lies on a fjord.",
            "The mayor — a fisherman — met Oslo.",
            "BREAKING — Fishermen met.",
            "NATO-led troops left.",
            "Oslo - a city of fishermen.",
            "OSLO is the capital.",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
