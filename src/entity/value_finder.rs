//! Finds numbers, amounts and times with their values.

use super::lexicon::{Class, Sense};
use super::number::{self, Number};
use super::scan::{Scan, senses};
use super::time::{self, Context, Expr, Tense};
use super::{EntityKind, Form, FoundBy, Mention, Value, money, quantity};
use crate::span::TokenRange;
use crate::text::{Case, Text};
use jiff::civil::Date;
use std::borrow::Cow;

/// The mentions of numbers, ordinals, percentages, money, quantities, dates and times of a text, in order and
/// without overlap; at each place the longest reading wins, of equally long ones time before money before measures
/// before plain numbers.
///
/// Every mention has a [`Value`]; how times are written there is told at [`Value::Interval`] and [`Value::Text`].
/// Relative times are resolved against `date`, the day of publication: to the past unless the clause looks ahead
/// ("will", "is expected to"). Without it they keep a relative form. A number's bound or estimate ("at least") is
/// part of its span, not of its value. The time taken grows with the length of the text alone.
///
/// ```
/// use tercet::{entity::{Value, find_values}, text::{Text, split_sentences, tokenize}};
///
/// let text = "At least 12 people were hurt on Tuesday.";
/// let tokens = tokenize(text);
/// let sentences = split_sentences(text, &tokens);
/// let view = Text { text, tokens: &tokens, sentences: &sentences, quotations: &[] };
/// let found = find_values(view, "2024-10-24".parse().ok());
/// assert_eq!(found[0].text, "At least 12");
/// assert_eq!(found[0].value, Some(Value::Number(12.0)));
/// assert_eq!(found[1].text, "Tuesday");
/// ```
pub fn find_values(text: Text<'_>, date: Option<Date>) -> Vec<Mention> {
    let senses = senses(text);
    let mut finder = Finder { date, reference: None, found: Vec::new() };
    let mut mentions = Vec::new();
    for (index, sentence) in text.sentences.iter().enumerate() {
        let range = sentence.tokens.range();
        let scan = Scan { text, senses: &senses, start: range.start, end: range.end.min(text.tokens.len()) };
        finder.read(&scan, sentence.headline);
        mentions.extend(finder.found.drain(..).map(|found| found.into_mention(text, index)));
    }
    mentions
}

/// A mention in the making.
#[derive(Debug)]
struct Found {
    start: usize,
    end: usize,
    kind: EntityKind,
    rule: &'static str,
    value: Value,
    /// The time of day, until the day it belongs to is known.
    clock: Option<String>,
}

impl Found {
    fn into_mention(self, text: Text<'_>, sentence: usize) -> Mention {
        let tokens = TokenRange::new(self.start, self.end);
        Mention {
            span: text.span(tokens),
            tokens,
            sentence: sentence as u32,
            kind: self.kind,
            form: Form::Name,
            text: text.slice(tokens).to_owned(),
            entity: None,
            by: FoundBy::Rule(Cow::Borrowed(self.rule)),
            why: None,
            value: Some(self.value),
            link: None,
        }
    }
}

/// What is carried from sentence to sentence.
#[derive(Debug)]
struct Finder {
    date: Option<Date>,
    reference: Option<Date>,
    found: Vec<Found>,
}

impl Finder {
    /// Finds the values of one sentence.
    fn read(&mut self, scan: &Scan<'_>, headline: bool) {
        let mut tenses = Tenses::new(scan, headline);
        let mut i = scan.start;
        while i < scan.end {
            if !may_begin(scan, i) {
                i += 1;
                continue;
            }
            match self.longest(scan, i, &mut tenses) {
                Some(found) => {
                    i = found.end.max(i + 1);
                    self.remember(&found);
                    self.found.push(found);
                }
                None => i = after_unread(scan, i),
            }
        }
        self.date_clocks(scan);
    }

    /// The longest reading at a token.
    fn longest(&self, scan: &Scan<'_>, i: usize, tenses: &mut Tenses) -> Option<Found> {
        let time = time::parse(scan, i);
        let other = amount(scan, i);
        match (time, other) {
            (Some(time), other) if other.as_ref().is_none_or(|other| other.end <= time.end) => {
                let context =
                    Context { date: self.date, reference: self.reference, tense: tenses.at(scan, i) };
                let clock = match &time.expr {
                    Expr::Clock(hour, minute, zone) => Some(time::clock_text(*hour, *minute, *zone)),
                    _ => None,
                };
                let kind = if time.short { EntityKind::Time } else { EntityKind::Date };
                let value = time::resolve(&time.expr, context);
                Some(Found { start: i, end: time.end, kind, rule: time.rule, value, clock })
            }
            (_, other) => other,
        }
    }

    /// Keeps the day of a time as what "three days later" counts from.
    fn remember(&mut self, found: &Found) {
        let Value::Interval { from: Some(from), .. } = &found.value else { return };
        let day = match from.len() {
            10 => from.parse().ok(),
            7 => format!("{from}-01").parse().ok(),
            4 => format!("{from}-01-01").parse().ok(),
            _ => None,
        };
        self.reference = day.or(self.reference);
    }

    /// Gives times of day the day that stands beside them: "at 3:30 p.m. on Tuesday", "Tuesday at noon".
    fn date_clocks(&mut self, scan: &Scan<'_>) {
        for i in 0..self.found.len() {
            let Some(clock) = self.found[i].clock.take() else { continue };
            let beside = |left: &Found, right: &Found| {
                right.start - left.end <= 2 && joins(scan, left.end, right.start)
            };
            let day = |found: &Found| match &found.value {
                Value::Interval { from: Some(from), to } if from.len() == 10 && to.as_ref() == Some(from) => {
                    Some(from.clone())
                }
                _ => None,
            };
            let after = self.found.get(i + 1).filter(|next| beside(&self.found[i], next)).and_then(day);
            let before = || {
                i.checked_sub(1)
                    .map(|j| &self.found[j])
                    .filter(|last| beside(last, &self.found[i]))
                    .and_then(day)
            };
            if let Some(day) = after.or_else(before) {
                let time = format!("{day}{clock}");
                self.found[i].value = Value::Interval { from: Some(time.clone()), to: Some(time) };
            }
        }
    }
}

/// Whether only words that join a time to its day stand between two tokens.
fn joins(scan: &Scan<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|i| scan.is_any(i, &["on", "at", ",", "of", "around", "about", "by", "from", "("]))
}

/// Whether anything may begin at a token.
fn may_begin(scan: &Scan<'_>, i: usize) -> bool {
    const LEADS: [&str; 15] = [
        "the",
        "a",
        "an",
        "every",
        "each",
        "between",
        "same",
        "that",
        "aged",
        "age",
        "twice",
        "thrice",
        "magnitude",
        "category",
        "level",
    ];
    let word = scan.word(i).as_bytes();
    let first = word.first().copied().unwrap_or_default();
    scan.senses[i].iter().any(|sense| sense.class.begins())
        || first.is_ascii_digit()
        || matches!(word, [b'Q' | b'H', b'1'..=b'4'] | [b'-'])
        || (matches!(first, b'\'' | 0xE2)
            && (word.len() > 3 || scan.is_digits(i + 1) && scan.touches_next(i)))
        || (word.len() <= 9 && (scan.is_any(i, &LEADS) || scan.is(i, "minus")))
}

/// Where to go on after a token at which nothing was read: past digits and the letters on them.
fn after_unread(scan: &Scan<'_>, i: usize) -> usize {
    let mut next = i + 1;
    if scan.is_digits(i) {
        // "737-800", "3D": the rest of a code is no number either.
        while next < scan.end && scan.touches_previous(next) && (scan.is_digits(next) || scan.is_dash(next)) {
            next += 1;
        }
    }
    next
}

/// The longest amount at a token, with the bound or estimate before it.
fn amount(scan: &Scan<'_>, i: usize) -> Option<Found> {
    let Some((at, _)) = scan.find(i, Class::Approx) else { return bare_amount(scan, i) };
    let found = bare_amount(scan, at).filter(|found| found.kind != EntityKind::Ordinal)?;
    Some(Found { start: i, ..found })
}

/// The longest amount of any kind at a token: money, a measure, an ordinal or a plain number.
fn bare_amount(scan: &Scan<'_>, i: usize) -> Option<Found> {
    if in_code(scan, i) {
        return None;
    }
    let found = |end, kind, rule, value| Found { start: i, end, kind, rule, value, clock: None };
    let money =
        money::money(scan, i).map(|(value, end)| found(end, EntityKind::Money, "number/money", value));
    let measure = quantity::measure(scan, i).map(|m| found(m.end, m.kind, m.rule, m.value));
    let ordinal = ordinal(scan, i)
        .map(|(value, end)| found(end, EntityKind::Ordinal, "number/ordinal", Value::Number(value)));
    let cardinal = cardinal(scan, i).map(|(value, end, rule)| found(end, EntityKind::Cardinal, rule, value));
    let all = [money, measure, ordinal, cardinal];
    all.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best })
}

/// Whether digits are part of a name or code: "Tu-154", "COVID-19", "F-16".
fn in_code(scan: &Scan<'_>, i: usize) -> bool {
    if !scan.touches_previous(i) || !scan.is_digits(i) {
        return false;
    }
    let mut before = i - 1;
    if scan.is_dash(before) && scan.touches_previous(before) {
        before -= 1;
    }
    let letter = scan.word(before).chars().next_back().is_some_and(char::is_alphanumeric);
    let sign = scan.senses[before].iter().any(|sense| sense.class == Class::Sign);
    letter && !sign && !scan.has(before, Class::Month) && !scan.has(before, Class::Edge)
}

/// An ordinal that is one: "second" needs its place, "third" is no fraction here.
fn ordinal(scan: &Scan<'_>, i: usize) -> Option<(f64, usize)> {
    let (value, end) = number::ordinal(scan, i)?;
    if scan.is(i, "second") {
        let before = scan.is_any(i.wrapping_sub(1), &["per", "a", "split", "one", "every"]);
        let noun = scan.is_small(end)
            && !scan.is_any(end, &["of", "in", "and", "or", "to", "before", "after", "later", "ago"]);
        let unit = before && !(noun && scan.is(i.wrapping_sub(1), "a"));
        return (!unit).then_some((value, end));
    }
    Some((value, end))
}

/// A number without a unit. "one" as a pronoun is none, nor is a score read backwards a range.
fn cardinal(scan: &Scan<'_>, i: usize) -> Option<(Value, usize, &'static str)> {
    if let Some((value, end)) = score(scan, i) {
        return Some((value, end, "number/score"));
    }
    let Number { amount, suffix, end, digits, .. } = number::number(scan, i).or_else(|| half_of(scan, i))?;
    if digits && is_model(scan, i, end) {
        return None;
    }
    if scan.is(i, "one") && end == i + 1 {
        const PRONOUN: [&str; 14] = [
            "no", "any", "some", "every", "each", "the", "this", "that", "which", "another", "only", "last",
            "a", "by",
        ];
        let after = scan
            .is_any(end, &["another", "'s", "’s", "must", "should", "can", "could", "would", "may", "might"]);
        let phrase = scan.is(end, "day")
            || scan.is_any(i.wrapping_sub(1), &PRONOUN)
            || (scan.is_dash(end) && scan.touches_next(i));
        if after || phrase {
            return None;
        }
    }
    suffix.is_empty().then(|| (quantity::plain(amount), end, "number/cardinal"))
}

/// Whether digits belong to the name before them: "Boeing 777", "Seat 1"; but "In Baghdad 12 people".
fn is_model(scan: &Scan<'_>, i: usize, end: usize) -> bool {
    let name = i > scan.start + 1 && scan.is_capital(i - 1) && scan.senses[i - 1].is_empty();
    let counts = scan.is_small(end)
        && (scan.word(end).ends_with('s') || scan.is_any(end, &["people", "men", "women"]));
    name && !counts
}

/// "half of the votes", "half the country".
fn half_of<'a>(scan: &Scan<'a>, i: usize) -> Option<Number<'a>> {
    let follows = scan.is_any(i + 1, &["of", "the", "its", "their", "his", "her", "our"]);
    let half = scan.is(i, "half") && follows;
    let number =
        Number { amount: number::Amount::One(0.5), suffix: "", end: i + 1, large: false, digits: false };
    half.then_some(number)
}

/// "2-1", "72–4": a pair of numbers that is no range.
fn score(scan: &Scan<'_>, i: usize) -> Option<(Value, usize)> {
    let run = super::scan::digits(scan, i)?;
    let ([left, right], [b'-']) = (run.parts(), run.marks()) else { return None };
    let (left, right) = (left.whole(3)?, right.whole(3)?);
    (left >= right && run.suffix.is_empty()).then(|| (Value::Text(format!("{left}-{right}")), run.end))
}

/// The words of a sentence that tell past from future, read once from left to right.
#[derive(Debug)]
struct Tenses {
    cues: Vec<(usize, Tense)>,
    next: usize,
}

impl Tenses {
    fn new(scan: &Scan<'_>, headline: bool) -> Tenses {
        let mut cues: Vec<(usize, Tense)> = Vec::new();
        for i in scan.start..scan.end {
            let Some(tense) = cue(scan, i, headline) else { continue };
            // "will stay closed", "is not to be extended": the participle belongs to the verb that looks ahead.
            let ahead = cues.last().is_some_and(|(at, last)| *last == Tense::Future && i - at <= 3);
            if !(ahead && tense == Tense::Past) {
                cues.push((i, tense));
            }
        }
        Tenses { cues, next: 0 }
    }

    /// The tense at a token: of the nearest cue before it, else of the first behind it. Tokens must not go back.
    fn at(&mut self, scan: &Scan<'_>, i: usize) -> Tense {
        while self.cues.get(self.next).is_some_and(|(at, _)| *at < i) {
            self.next += 1;
        }
        let before = self.next.checked_sub(1).and_then(|last| self.cues.get(last));
        let tense = before.or_else(|| self.cues.get(self.next)).map_or(Tense::Unknown, |(_, tense)| *tense);
        let until = scan.is_any(i.wrapping_sub(1), &["by", "until", "till"]);
        if until && tense != Tense::Past { Tense::Future } else { tense }
    }
}

/// What a word tells of the tense.
fn cue(scan: &Scan<'_>, i: usize, headline: bool) -> Option<Tense> {
    let phrase = scan.senses[i].iter().any(|sense| sense.class == Class::Tense);
    if let Some((end, sense)) = phrase.then(|| scan.find(i, Class::Tense)).flatten() {
        // "War plans to the president" look nowhere: only a verb may follow "to".
        if scan.is(end - 1, "to") && !scan.is_small(end) {
            return None;
        }
        let participle = scan.is_any(i.wrapping_sub(1), &["be", "being", "to"]) && sense.text == "past";
        return (!participle).then(|| tense(sense));
    }
    let word = scan.word(i);
    if headline && word.eq_ignore_ascii_case("to") && scan.is_small(i + 1) {
        return Some(Tense::Future);
    }
    let small = scan.text.tokens[i].case == Case::Lower;
    let past = small && word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
    (past && !scan.is_any(i.wrapping_sub(1), &["be", "being"])).then_some(Tense::Past)
}

fn tense(sense: &Sense) -> Tense {
    match sense.text {
        "past" => Tense::Past,
        "future" => Tense::Future,
        _ => Tense::Speech,
    }
}
