//! Times of day, and parts of a day behind its name.

use super::{Expr, Parsed};
use crate::entity::lexicon::Class;
use crate::entity::number::{Amount, number};
use crate::entity::scan::{Scan, digits};

/// "3:30 p.m. local time", "10am", "18:00 GMT", "1800 GMT", "six o'clock", "noon".
pub(super) fn clock(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    if let Some((end, sense)) = scan.find(i, Class::Clock) {
        let (zone, end) = zone(scan, end);
        return Some(timed(end, sense.number as i8, 0, zone));
    }
    let read = hour_and_minute(scan, i)?;
    let hour = match read.afternoon {
        Some(afternoon) if read.hour <= 12 => read.hour % 12 + if afternoon { 12 } else { 0 },
        _ => read.hour,
    };
    let (zone, end) = zone(scan, read.end);
    Some(timed(end, hour, read.minute, zone))
}

fn timed(end: usize, hour: i8, minute: i8, zone: Option<&'static str>) -> Parsed {
    Parsed { short: true, ..Parsed::new(end, Expr::Clock(hour, minute, zone), "time/clock") }
}

/// A time of day before its zone.
struct Reading {
    hour: i8,
    minute: i8,
    afternoon: Option<bool>,
    end: usize,
}

/// Hour, minute and half of the day; what may be a plain number or a score ("5", "2:1") is none.
fn hour_and_minute(scan: &Scan<'_>, i: usize) -> Option<Reading> {
    let Some(run) = digits(scan, i) else {
        let number = number(scan, i).filter(|number| !number.digits)?;
        let Amount::One(hour) = number.amount else { return None };
        let (afternoon, end) = half_of_day(scan, number.end)?;
        return reading(hour, 0.0, Some(afternoon), end).filter(|read| (1..=12).contains(&read.hour));
    };
    let (afternoon, end) = match suffix_half(run.suffix) {
        Some(afternoon) => (Some(afternoon), run.suffix_end),
        None if !run.suffix.is_empty() => return None,
        None => half_of_day(scan, run.end).map_or((None, run.end), |(afternoon, end)| (Some(afternoon), end)),
    };
    match (run.parts(), run.marks()) {
        ([hour, minute], [b':']) | ([hour, minute, _], [b':', b':']) if minute.digits == 2 => {
            reading(hour.value, minute.value, afternoon, end)
        }
        ([one], _) if one.digits == 4 && afternoon.is_none() => {
            let named = scan.is_any(end, &["hours", "hrs"]);
            let zoned = scan.find(end, Class::Zone).is_some_and(|(_, sense)| sense.text == "Z");
            let (hour, minute) = ((one.value / 100.0).trunc(), one.value % 100.0);
            reading(hour, minute, None, end + usize::from(named)).filter(|_| named || zoned)
        }
        // British papers write "10.30am".
        ([one], _) if afternoon.is_some() => {
            reading(one.value.trunc(), (one.value.fract() * 100.0).round(), afternoon, end)
        }
        _ => None,
    }
}

fn reading(hour: f64, minute: f64, afternoon: Option<bool>, end: usize) -> Option<Reading> {
    let valid = (0.0..=24.0).contains(&hour) && (0.0..60.0).contains(&minute);
    valid.then_some(Reading { hour: hour as i8, minute: minute as i8, afternoon, end })
}

/// "am", "p.m.", "o'clock", "in the afternoon" at a token: whether it is the afternoon, and the token after it.
fn half_of_day(scan: &Scan<'_>, i: usize) -> Option<(bool, usize)> {
    if let Some(afternoon) = suffix_half(scan.word(i)) {
        // A tokenizer may leave the last full stop of "p.m." apart.
        let open = scan.word(i).contains('.') && !scan.word(i).ends_with('.');
        let stop = open && scan.touches_next(i) && scan.is(i + 1, ".");
        return Some((afternoon, i + 1 + usize::from(stop)));
    }
    if scan.is_any(i, &["o'clock", "o’clock"]) {
        return Some(in_the(scan, i + 1).unwrap_or((false, i + 1)));
    }
    in_the(scan, i)
}

/// "in the afternoon", "in the morning".
fn in_the(scan: &Scan<'_>, i: usize) -> Option<(bool, usize)> {
    let (end, part) = scan.find(i + 2, Class::Part).filter(|_| scan.is(i, "in") && scan.is(i + 1, "the"))?;
    Some((part.text != "MO", end))
}

fn suffix_half(text: &str) -> Option<bool> {
    const MORNING: [&str; 4] = ["am", "a.m.", "a.m", "AM"];
    const AFTERNOON: [&str; 4] = ["pm", "p.m.", "p.m", "PM"];
    if AFTERNOON.iter().any(|known| text.eq_ignore_ascii_case(known)) {
        return Some(true);
    }
    MORNING.iter().any(|known| text.eq_ignore_ascii_case(known)).then_some(false)
}

/// A zone behind a time: "GMT", "(GMT)", "local time", "Eastern time", "Moscow time".
fn zone(scan: &Scan<'_>, i: usize) -> (Option<&'static str>, usize) {
    let open = i + usize::from(scan.is(i, "("));
    let Some((end, sense)) = scan.find(open, Class::Zone) else { return (None, i) };
    let end = end + usize::from(scan.is(end, "time"));
    let end = match (open > i, scan.is(end, ")")) {
        (true, true) => end + 1,
        (true, false) => return (None, i),
        (false, _) => end,
    };
    (Some(sense.text).filter(|text| !text.is_empty()), end)
}

/// A day with the part of it that follows: "Tuesday night", "yesterday morning", "October 22 evening".
pub(super) fn with_part(scan: &Scan<'_>, found: Parsed) -> Parsed {
    let day = match &found.expr {
        Expr::Weekday { .. } | Expr::Day(_) | Expr::Holiday(..) => true,
        Expr::Point(point) => point.day.is_some(),
        Expr::Shift(Some(_), unit, ..) => *unit == super::Unit::Day,
        _ => false,
    };
    let part = scan.find(found.end, Class::Part).filter(|_| day && !found.short);
    part.map_or(found.clone(), |(end, _)| Parsed { end, short: true, rule: "time/part-of-day", ..found })
}
