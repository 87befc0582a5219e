//! Holidays whose day can be computed.

use super::{Expr, Parsed, Year, calendar};
use crate::entity::lexicon::Class;
use crate::entity::scan::Scan;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// "Christmas Day", "Easter Sunday 2024", "Thanksgiving", "last Christmas".
pub(super) fn holiday(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let (end, sense) = scan.find(i, Class::Holiday).filter(|_| scan.is_capital(i))?;
    let comma = end + usize::from(scan.is(end, ","));
    let year = calendar::four_digits(scan, comma).map(|year| (Year::At(year), comma + 1));
    let (year, end) = year.or_else(|| calendar::relative_year(scan, end)).unwrap_or((Year::Unknown, end));
    // "Christmas Island", "Easter Rising": a capital goes on a name.
    let name = scan.is_capital(end) && year == Year::Unknown;
    (!name).then(|| Parsed::new(end, Expr::Holiday(sense.text, year), "time/holiday"))
}

/// The day of a holiday in a year. Rules: `12-25`, `4.4.11` (fourth Thursday of November; -1 the last), `easter+1`.
pub(super) fn day(rule: &str, year: i16) -> Option<Date> {
    if let Some(days) = rule.strip_prefix("easter") {
        let shift: Span = days.parse::<i64>().ok()?.days();
        return easter(year)?.checked_add(shift).ok();
    }
    if let Some((month, day)) = rule.split_once('-').filter(|(month, _)| !month.is_empty()) {
        return Date::new(year, month.parse().ok()?, day.parse().ok()?).ok();
    }
    let mut parts = rule.split('.');
    let nth = parts.next()?.parse().ok()?;
    let weekday = Weekday::from_monday_one_offset(parts.next()?.parse().ok()?).ok()?;
    Date::new(year, parts.next()?.parse().ok()?, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// Easter Sunday of the western churches, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_and_nth_weekdays_fall_on_their_days() {
        for (rule, year, expected) in [
            ("easter+0", 2024, "2024-03-31"),
            ("easter-2", 2025, "2025-04-18"),
            ("4.4.11", 2024, "2024-11-28"),
            ("-1.1.5", 2023, "2023-05-29"),
            ("12-25", 1999, "1999-12-25"),
        ] {
            assert_eq!(day(rule, year).map(|day| day.to_string()).as_deref(), Some(expected), "{rule}");
        }
    }
}
