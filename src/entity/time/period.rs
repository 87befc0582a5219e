//! Times counted from now or from another time, lengths of time, and how often something happens.

use super::{Anchor, Expr, Parsed, Unit, Year};
use crate::entity::lexicon::Class;
use crate::entity::number::{Amount, number};
use crate::entity::scan::Scan;

/// "last week", "this spring", "next Monday", "last October", "the past three days", "the same day", "yesterday".
pub(super) fn near(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let the = i + usize::from(scan.is(i, "the"));
    day(scan, the)
        .or_else(|| same(scan, the))
        .or_else(|| near_word(scan, the, the > i))
        .or_else(|| vague(scan, i))
}

/// "yesterday", "today", "the day before yesterday".
fn day(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let (end, day) = scan.find(i, Class::Day)?;
    let short = scan.is(i, "tonight");
    Some(Parsed { short, ..Parsed::new(end, Expr::Day(day.number as i32), "time/near") })
}

/// "the same day", "that year", "the same date".
fn same(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    if !scan.is_any(i, &["same", "that"]) {
        return None;
    }
    if scan.is(i + 1, "date") {
        return Some(Parsed::new(
            i + 2,
            Expr::Shift(Some(0.0), Unit::Day, 1, Anchor::Reference),
            "time/reference",
        ));
    }
    let (end, unit) =
        unit(scan, i + 1).filter(|(_, unit)| *unit >= Unit::Day && !scan.word(i + 1).ends_with('s'))?;
    Some(Parsed::new(end, Expr::Shift(Some(0.0), unit, 1, Anchor::Reference), "time/reference"))
}

/// "last", "this", "next" and their kin with what they stand before.
fn near_word(scan: &Scan<'_>, i: usize, article: bool) -> Option<Parsed> {
    let (mut end, sense) = scan.find(i, Class::Near)?;
    let sign = sense.number as i8;
    let reference =
        scan.is_any(i, &["previous", "preceding", "following", "prior"]) || (article && scan.is(i, "next"));
    end += usize::from(scan.is(i, "this") && scan.is_any(end, &["coming", "past"]));
    if let Some(found) = near_calendar(scan, end, sign) {
        return Some(found);
    }
    // "Following several days of talks" has no such time: only "the following several days" would.
    if let Some((after, count)) = several(scan, end).filter(|_| article || !scan.is(i, "following")) {
        let (after, unit) = unit(scan, after)?;
        return Some(length(after, count, unit));
    }
    let (after, unit) = unit(scan, end).filter(|(_, unit)| *unit > Unit::Hour || scan.is(end, "hour"))?;
    let plural = scan.word(end).ends_with('s');
    let rule = "time/near";
    if plural {
        let vague = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return (article && sign != 0).then(|| Parsed::new(after, Expr::Vague(vague), rule));
    }
    if scan.is(i, "past") {
        return Some(length(after, Some(1.0), unit));
    }
    let short = unit < Unit::Day;
    if reference {
        let shift = Expr::Shift(Some(1.0), unit, i32::from(sign), Anchor::Reference);
        return Some(Parsed { short, ..Parsed::new(after, shift, "time/reference") });
    }
    Some(Parsed { short, ..Parsed::new(after, Expr::Period(unit, i32::from(sign)), rule) })
}

/// A day of the week, month, season or part of the day behind "last", "this" or "next".
fn near_calendar(scan: &Scan<'_>, i: usize, sign: i8) -> Option<Parsed> {
    if let Some((end, day)) = scan.find(i, Class::Weekday).filter(|_| scan.word(i).len() > 3) {
        let day = Expr::Weekday { day: day.number as i8, near: Some(sign), week: None };
        return Some(Parsed::new(end, day, "time/weekday"));
    }
    if let Some((end, month)) = scan.find(i, Class::Month).filter(|_| scan.is_capital(i)) {
        if sign == 0
            && scan.is(i, "may")
            && scan.is_small(end)
            && !scan.is_any(end, &["and", "to", "at", "in", "or"])
        {
            return None;
        }
        let point = super::Point { month: Some(month.number as i8), ..super::Point::default() };
        let day = scan.is_digits(end).then(|| scan.word(end).parse::<i8>().ok()).flatten();
        let day = day.filter(|day| (1..=31).contains(day));
        let expr = match sign {
            0 => Expr::Point(super::Point { year: Year::Near(0), day, ..point }),
            _ => Expr::Month(month.number as i8, sign),
        };
        return Some(Parsed::new(end + usize::from(sign == 0 && day.is_some()), expr, "time/month"));
    }
    if let Some((end, season)) = scan.find(i, Class::Season) {
        return Some(Parsed::new(
            end,
            Expr::Season(season.number as i8, Year::Unknown, Some(sign)),
            "time/season",
        ));
    }
    let (end, part) = scan.find(i, Class::Part)?;
    let day = if part.text == "NI" || sign == 0 || sign > 0 { i32::from(sign) } else { -1 };
    Some(Parsed { short: true, ..Parsed::new(end, Expr::Day(day), "time/part-of-day") })
}

/// "recent years", "coming weeks", "now", "recently".
fn vague(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    if let Some((end, sense)) = scan.find(i, Class::Refer) {
        let more =
            scan.is_small(end) && !scan.is_any(end, &["and", "of", "but", "to", "as", "that", "in", "for"]);
        let phrase = scan.is(i, "the") && more;
        return (!phrase).then(|| Parsed::new(end, Expr::Vague(sense.text), "time/vague"));
    }
    let (end, sense) = scan.find(i, Class::Several).filter(|(_, sense)| matches!(sense.text, "R" | "F"))?;
    let (end, unit) = unit(scan, end).filter(|_| scan.word(end).ends_with('s'))?;
    let reference = if sense.text == "R" { "PAST_REF" } else { "FUTURE_REF" };
    Some(Parsed { short: unit < Unit::Day, ..Parsed::new(end, Expr::Vague(reference), "time/vague") })
}

/// The unit of time at a token, with the token after it.
pub(super) fn unit(scan: &Scan<'_>, i: usize) -> Option<(usize, Unit)> {
    let (end, sense) = scan.find(i, Class::Period)?;
    Some((end, Unit::from_name(sense.text)?))
}

/// A small count before a unit, known ("three") or not ("several"), with the token after it.
fn several(scan: &Scan<'_>, i: usize) -> Option<(usize, Option<f64>)> {
    if let Some((end, sense)) =
        scan.find(i, Class::Several).filter(|(_, sense)| !matches!(sense.text, "R" | "F"))
    {
        return Some((end, sense.text.parse().ok()));
    }
    let number = number(scan, i).filter(|number| number.suffix.is_empty())?;
    match number.amount {
        Amount::One(count) => Some((scan.skip_hyphen(number.end), Some(count))),
        _ => Some((scan.skip_hyphen(number.end), None)),
    }
}

fn length(end: usize, count: Option<f64>, unit: Unit) -> Parsed {
    let expr = count.map_or(Expr::Lengthy(unit), |count| Expr::Duration(Amount::One(count), unit, false));
    Parsed { short: unit < Unit::Day, ..Parsed::new(end, expr, "time/duration") }
}

/// "three days", "541 days", "a week ago", "two and a half years later", "an hour and a half", "decades".
pub(super) fn counted(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let start = scan.find(i, Class::Approx).map_or(i, |(start, _)| start);
    let (amount, unit, end) = quantity(scan, start)?;
    let count = match amount {
        Some(Amount::One(count)) => Some(count),
        _ => None,
    };
    let shift = |end, sign, anchor| Parsed {
        short: unit < Unit::Day,
        ..Parsed::new(end, Expr::Shift(count, unit, sign, anchor), "time/shift")
    };
    if scan.is(end, "ago") {
        return Some(shift(end + 1, -1, Anchor::Document));
    }
    if scan.is_any(end, &["from", "hence"]) && (scan.is(end, "hence") || scan.is(end + 1, "now")) {
        return Some(shift(end + if scan.is(end, "hence") { 1 } else { 2 }, 1, Anchor::Document));
    }
    let closes = |at| {
        scan.word(at).is_empty() || scan.is_any(at, &[".", ",", ";", ")", ":", "and", "when", "by", "in"])
    };
    if scan.is_any(end, &["earlier", "previously", "prior"]) || (scan.is(end, "before") && closes(end + 1)) {
        return Some(shift(end + 1, -1, Anchor::Reference));
    }
    if scan.is_any(end, &["later", "afterward", "afterwards"]) || (scan.is(end, "after") && closes(end + 1)) {
        return Some(shift(end + 1, 1, Anchor::Reference));
    }
    let inside = scan.is(i.wrapping_sub(1), "in");
    let expr = amount.map_or(Expr::Lengthy(unit), |amount| Expr::Duration(amount, unit, inside));
    Some(Parsed { short: unit < Unit::Day, ..Parsed::new(end, expr, "time/duration") })
}

/// A count with its unit of time, with the token after both. The count is `None` where it is not known.
fn quantity(scan: &Scan<'_>, i: usize) -> Option<(Option<Amount>, Unit, usize)> {
    if let Some(found) = one(scan, i).or_else(|| half(scan, i)).or_else(|| bare(scan, i)) {
        return Some(found);
    }
    if let Some((end, sense)) =
        scan.find(i, Class::Several).filter(|(_, sense)| !matches!(sense.text, "R" | "F"))
    {
        let (end, unit) = unit(scan, end).filter(|_| scan.word(end).ends_with('s'))?;
        return Some((sense.text.parse().ok().map(Amount::One), unit, end));
    }
    let number = number(scan, i)?;
    let at = scan.skip_hyphen(number.end);
    let (end, unit) = unit(scan, at).filter(|_| number.suffix.is_empty())?;
    let some_day = scan.is(i, "one") && scan.is(at, "day") && at == number.end;
    if some_day && !scan.is_any(end, &["ago", "earlier", "later", "before", "after"]) {
        return None;
    }
    let plural = scan.word(at).ends_with('s');
    // "Three day" is nothing, "three-day" and "26 month" are; "one second" is, "twenty second" is not.
    let fits =
        plural || at > number.end || number.amount.low() == 1.0 || (number.digits && unit != Unit::Second);
    let amount = match number.amount {
        Amount::Vague(_) => None,
        amount => Some(amount),
    };
    if !fits {
        return None;
    }
    let more = plural.then(|| smaller(scan, end, unit, amount.as_ref())).flatten();
    Some(more.unwrap_or((amount, unit, end)))
}

/// "a week", "an hour and a half", "one year", "a 24-hour" is left to the number; "one day" is a vague time.
fn one(scan: &Scan<'_>, i: usize) -> Option<(Option<Amount>, Unit, usize)> {
    if !scan.is_any(i, &["a", "an"]) {
        return None;
    }
    let (end, unit) =
        unit(scan, i + 1).filter(|(_, unit)| *unit > Unit::Second && !scan.word(i + 1).ends_with('s'))?;
    if scan.is(end, "and") && scan.is(end + 1, "a") && scan.is(end + 2, "half") {
        return Some((Some(Amount::One(1.5)), unit, end + 3));
    }
    // "A night club", "a day care": a noun goes on unless the phrase ends or turns to another time.
    let long = scan.skip_hyphen(end);
    if unit == Unit::Quarter && !scan.is_any(end, &["ago", "earlier", "later", "before"]) {
        return None;
    }
    if long > end {
        return scan.is(long, "long").then_some((Some(Amount::One(1.0)), unit, long + 1));
    }
    let counted = !scan.is_small(end) || scan.has(end, Class::AfterUnit) || scan.before(i) == "for";
    counted.then_some((Some(Amount::One(1.0)), unit, end))
}

/// "half an hour", "half a century", "half-century".
fn half(scan: &Scan<'_>, i: usize) -> Option<(Option<Amount>, Unit, usize)> {
    let start = i + usize::from(scan.is_any(i, &["a", "one"]));
    if !scan.is(start, "half") {
        return None;
    }
    let at = scan.skip_hyphen(start + 1);
    let at = at + usize::from(scan.is_any(at, &["a", "an"]));
    let (end, unit) = unit(scan, at).filter(|(_, unit)| at > start + 1 && *unit != Unit::Second)?;
    Some((Some(Amount::One(0.5)), unit, end))
}

/// Units in the plural without a count: "for decades", "years later", "hours of talks"; and "week-long".
fn bare(scan: &Scan<'_>, i: usize) -> Option<(Option<Amount>, Unit, usize)> {
    let (end, unit) = unit(scan, i)?;
    let long = scan.skip_hyphen(end);
    if long > end && scan.is(long, "long") && !scan.word(i).ends_with('s') && !scan.touches_previous(i) {
        return Some((Some(Amount::One(1.0)), unit, long + 1));
    }
    let led = scan
        .is_any(i.wrapping_sub(1), &["for", "in", "within", "after", "over", "of", "these", "took", "takes"]);
    let followed =
        scan.is_any(end, &["ago", "later", "earlier"]) || (scan.is_any(end, &["before", "after"]) && led);
    let plural = scan.word(i).ends_with('s') || scan.is(i, "millennia");
    (plural && unit != Unit::Second && (led || followed)).then_some((None, unit, end))
}

/// A smaller unit that follows: "two hours and 15 minutes", "two years and three months", in the smaller unit.
fn smaller(
    scan: &Scan<'_>,
    end: usize,
    large: Unit,
    count: Option<&Amount>,
) -> Option<(Option<Amount>, Unit, usize)> {
    const INSIDE: [(Unit, Unit, f64); 4] = [
        (Unit::Year, Unit::Month, 12.0),
        (Unit::Week, Unit::Day, 7.0),
        (Unit::Hour, Unit::Minute, 60.0),
        (Unit::Minute, Unit::Second, 60.0),
    ];
    let Some(Amount::One(count)) = count else { return None };
    let at = end + usize::from(scan.is_any(end, &["and", ","]));
    let number = number(scan, at).filter(|number| number.suffix.is_empty())?;
    let (end, small) = unit(scan, number.end)?;
    let (.., factor) = INSIDE.iter().find(|(from, to, _)| *from == large && *to == small)?;
    let Amount::One(more) = number.amount else { return None };
    Some((Some(Amount::One(count * factor + more)), small, end))
}

/// "every Friday", "every two weeks", "each year", "every other day", "Fridays", "daily", "a week" after "twice".
pub(super) fn often(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let found = |end, often: String| Some(Parsed::new(end, Expr::Often(often), "time/set"));
    if let Some((end, sense)) = scan.find(i, Class::Often).filter(|_| scan.is_small(i)) {
        return found(end, sense.text.to_owned());
    }
    if let Some((end, day)) = scan.find(i, Class::Weekdays).filter(|_| scan.is_capital(i)) {
        return found(end, format!("R/XXXX-WXX-{}", day.text));
    }
    let per =
        scan.is_any(i, &["a", "an", "per"]) && scan.is_any(i.wrapping_sub(1), &["times", "once", "twice"]);
    if !per && !scan.is_any(i, &["every", "each"]) {
        return None;
    }
    let other = scan.is(i + 1, "other");
    let at = if other { i + 2 } else { i + 1 };
    if let Some((end, day)) = scan.find(at, Class::Weekday) {
        return found(end, format!("R/XXXX-WXX-{}", day.text));
    }
    if let Some((end, month)) = scan.find(at, Class::Month).filter(|_| scan.is_capital(at)) {
        return found(end, format!("R/XXXX-{:02}", month.number));
    }
    if let Some((end, _)) = scan.find(at, Class::Season) {
        return found(end, "R/P1Y".to_owned());
    }
    if let Some((end, _)) = scan.find(at, Class::Part) {
        return found(end, "R/P1D".to_owned());
    }
    let (after, count) = match unit(scan, at) {
        Some(_) => (at, Some(if other { 2.0 } else { 1.0 })),
        None => several(scan, at)?,
    };
    let (end, unit) = unit(scan, after)?;
    found(end, format!("R/{}", unit.duration(count)))
}
