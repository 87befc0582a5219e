//! Days, months, years, decades and centuries.

use super::{Expr, Parsed, Point, Year, period};
use crate::entity::lexicon::Class;
use crate::entity::number;
use crate::entity::scan::{Scan, digits};

/// Days, months and years and their ranges: "October 22 to 24", "22-24 October 2024", "2014 to 2018", "2019-20".
pub(super) fn date(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let between = scan.is(i, "between");
    let start = if between { i + 1 } else { i };
    if let Some(found) = day_range(scan, start, between) {
        return Some(found);
    }
    let (first, end) = point(scan, start)?;
    // "from March 3, 1998, to May 5, 2001": the comma belongs to the year.
    let comma =
        matches!(first.year, Year::At(_)) && scan.is(end, ",") && scan.is_any(end + 1, &["to", "until"]);
    let point_end = end;
    let end = end + usize::from(comma);
    let link = scan.is_any(end, &["to", "through", "until", "till"]) || scan.is_dash(end);
    let ranges = (link && !between) || (between && scan.is(end, "and"));
    if let Some((second, after)) = point(scan, end + 1).filter(|_| ranges)
        && let Some((first, second)) = ordered(first, second)
    {
        return Some(Parsed::new(after, Expr::Range(first, second), "time/range"));
    }
    if between {
        return None;
    }
    let bare_weekday = first == Point { weekday: first.weekday, ..Point::default() };
    let expr = match first.weekday {
        Some(day) if bare_weekday => return Some(weekday(scan, day, point_end)),
        _ => Expr::Point(first),
    };
    let rule = if first.day.is_some() {
        "time/day"
    } else if first.month.is_some() {
        "time/month"
    } else {
        "time/year"
    };
    Some(Parsed::new(point_end, expr, rule))
}

/// A day of the week alone, or in a week that is told: "Tuesday", "Tuesday of last week", "Monday to Friday".
fn weekday(scan: &Scan<'_>, day: i8, end: usize) -> Parsed {
    let at = end + usize::from(scan.is(end, "of"));
    let week = scan.find(at, Class::Near).filter(|(after, _)| scan.is(*after, "week"));
    match week {
        Some((after, near)) => {
            let week = Some(near.number as i8);
            Parsed::new(after + 1, Expr::Weekday { day, near: None, week }, "time/weekday")
        }
        None => Parsed::new(end, Expr::Weekday { day, near: None, week: None }, "time/weekday"),
    }
}

/// Two points as a range, if they are of one grain; "October-November 2023" gives the year to both.
fn ordered(first: Point, second: Point) -> Option<(Point, Point)> {
    let grain = |point: &Point| (point.day.is_some(), point.month.is_some(), point.weekday.is_some());
    let weekdays = first.month.is_none() && first.weekday.is_some();
    if (first.month.is_some() != second.month.is_some()) || (first.day.is_some() != second.day.is_some()) {
        return None;
    }
    if weekdays && grain(&first) != grain(&second) {
        return None;
    }
    let (Year::At(from), Year::At(to)) = (first.year, second.year) else { return Some((first, second)) };
    (from <= to).then_some((first, second))
}

/// Ranges that name the month once: "October 22 to 24", "October 22-24, 2024", "22 to 24 October", "22 and 23 May".
fn day_range(scan: &Scan<'_>, i: usize, between: bool) -> Option<Parsed> {
    let (month, low, high, end) = match scan.find(i, Class::Month).filter(|_| is_month(scan, i)) {
        Some((end, month)) => {
            let (low, high, end) = two_days(scan, end, between)?;
            (month, low, high, end)
        }
        None => {
            let (low, high, end) = two_days(scan, i, between)?;
            let at = end + usize::from(scan.is(end, "of"));
            let (end, month) = scan.find(at, Class::Month).filter(|_| is_month(scan, at))?;
            (month, low, high, end)
        }
    };
    let (year, end) = year_after(scan, end);
    let point = |day| Point { year, month: Some(month.number as i8), day: Some(day), weekday: None };
    Some(Parsed::new(end, Expr::Range(point(low), point(high)), "time/range"))
}

/// Two days of one month: "22-24", "22 to 24", "22 and 23", "22nd to the 24th".
fn two_days(scan: &Scan<'_>, i: usize, between: bool) -> Option<(i8, i8, usize)> {
    let run = digits(scan, i)?;
    if let ([low, high], [b'-' | b'/']) = (run.parts(), run.marks()) {
        let (low, high) = (day(low.whole(2)?)?, day(high.whole(2)?)?);
        return (low < high && run.suffix.is_empty()).then_some((low, high, run.end));
    }
    let (low, end) = day_number(scan, i)?;
    let and = scan.is_any(end, &["and", "&"]);
    let link = scan.is_any(end, &["to", "through", "until"]) || scan.is_dash(end);
    if !and && !link {
        return None;
    }
    let (high, after) = day_number(scan, end + 1 + usize::from(scan.is(end + 1, "the")))?;
    // "On 22 and 25 October" are two days, not four.
    let one_range = low < high && (link || between || high == low + 1);
    let counted = scan.has(after, Class::Scale) || scan.has(after, Class::Percent);
    (one_range && !counted).then_some((low, high, after))
}

fn day(number: i16) -> Option<i8> {
    (1..=31).contains(&number).then_some(number as i8)
}

/// The day of a month in digits, with or without an ordinal's ending.
fn day_number(scan: &Scan<'_>, i: usize) -> Option<(i8, usize)> {
    let run = digits(scan, i)?;
    let [one] = run.parts() else { return None };
    let ending = ["", "st", "nd", "rd", "th"].iter().any(|known| run.suffix.eq_ignore_ascii_case(known));
    if !ending {
        return None;
    }
    Some((day(one.whole(2)?)?, run.suffix_end))
}

/// A year, month or day: "Tuesday, October 22, 2024", "the 22nd of October", "Oct. 22", "June 2019", "2016", "2024-10-22".
fn point(scan: &Scan<'_>, i: usize) -> Option<(Point, usize)> {
    if let Some((end, weekday)) = scan.find(i, Class::Weekday).filter(|_| scan.is_capital(i)) {
        let weekday = Some(weekday.number as i8);
        let at = end + usize::from(scan.is(end, ","));
        let the = at + usize::from(scan.is(at, "the"));
        if let Some((point, end)) = month_point(scan, the).filter(|(point, _)| point.day.is_some()) {
            return Some((Point { weekday, ..point }, end));
        }
        // "Sun" and "Wed" are words of their own unless a date or a full stop follows.
        let short = scan.word(i).len() < 6;
        let clear = !short || scan.word(i).ends_with('.') || scan.is(i.wrapping_sub(1), "on");
        // The tokenizer may not know the abbreviation; at the end of a sentence the full stop is the sentence's.
        let stop = short && scan.touches_previous(end) && scan.is(end, ".") && end + 1 < scan.end;
        return clear.then_some((Point { weekday, ..Point::default() }, end + usize::from(stop)));
    }
    month_point(scan, i).or_else(|| numeric(scan, i)).or_else(|| year(scan, i))
}

/// A month with or without day and year, in either order.
fn month_point(scan: &Scan<'_>, i: usize) -> Option<(Point, usize)> {
    if let Some((end, month)) = scan.find(i, Class::Month) {
        if !is_month(scan, i) {
            return None;
        }
        let month = Some(month.number as i8);
        let the = end + usize::from(scan.is(end, "the"));
        let day = day_number(scan, the).filter(|(_, after)| !counts(scan, *after));
        let (day, end) = day.map_or((None, end), |(day, end)| (Some(day), end));
        let (year, after) = year_after(scan, end);
        let alone = day.is_none() && year == Year::Unknown;
        return (!alone || stands_alone(scan, i))
            .then_some((Point { year, month, day, weekday: None }, after));
    }
    let start = i + usize::from(scan.is(i, "the"));
    let (day, end) = day_number(scan, start)?;
    if start > i && !scan.is(end, "of") {
        return None;
    }
    let at = scan.skip_hyphen(end + usize::from(scan.is(end, "of")));
    let (end, month) = scan.find(at, Class::Month).filter(|_| is_month(scan, at))?;
    let (year, end) = year_after(scan, end);
    Some((Point { year, month: Some(month.number as i8), day: Some(day), weekday: None }, end))
}

/// Whether a number goes on after what looks like a day: "May 10 percent", "March 15 million".
fn counts(scan: &Scan<'_>, after: usize) -> bool {
    scan.has(after, Class::Scale) || scan.has(after, Class::Percent) || scan.has(after, Class::Period)
}

/// Months are written with a capital; this keeps out "may", "march" and "mar".
fn is_month(scan: &Scan<'_>, i: usize) -> bool {
    scan.is_capital(i)
}

/// Whether a month without day and year is one: not "Theresa May", "March on Rome", "April Jones".
fn stands_alone(scan: &Scan<'_>, i: usize) -> bool {
    const NAMES: [&str; 7] = ["may", "march", "april", "june", "august", "jan", "mar"];
    const SHORT: [&str; 4] = ["dec", "sep", "oct", "nov"];
    if scan.is_any(i, &SHORT) && !scan.touches_previous(i) {
        return scan.has(i.wrapping_sub(1), Class::BeforeMonth);
    }
    if !scan.is_any(i, &NAMES) {
        return true;
    }
    let before = scan.before(i);
    let led = scan.has(i.wrapping_sub(1), Class::BeforeMonth);
    // "June was the hottest month", but "May said" and "April Jones".
    let plain = !scan.is_any(i, &["may", "march", "jan", "mar"]) && !scan.is_capital(i.wrapping_sub(1));
    let subject =
        plain && scan.is_small(i + 1) && !scan.senses[i + 1].iter().any(|sense| sense.text == "speech");
    let hyphen = scan.touches_previous(i) && scan.is_any(i.wrapping_sub(2), &["mid", "early", "late"]);
    let name_follows = scan.is_capital(i + 1) && before.eq_ignore_ascii_case("by");
    let modal = scan.is(i, "may") && before.eq_ignore_ascii_case("this") && scan.is(i + 1, "be");
    (led || hyphen || subject) && !name_follows && !modal
}

/// The year behind a month or day: ", 2024", "2024", "of 2024", "of last year", "last year", "that year".
fn year_after(scan: &Scan<'_>, end: usize) -> (Year, usize) {
    let comma = end + usize::from(scan.is(end, ","));
    if let Some(year) = four_digits(scan, comma) {
        return (Year::At(year), comma + 1);
    }
    let of = end + usize::from(scan.is(end, "of"));
    if of > end && four_digits(scan, of).is_some() {
        return (Year::At(four_digits(scan, of).unwrap_or_default()), of + 1);
    }
    relative_year(scan, if of > end { of } else { comma }).unwrap_or((Year::Unknown, end))
}

/// "last year", "this year", "next year", "that year", "the same year", "the previous year".
pub(super) fn relative_year(scan: &Scan<'_>, i: usize) -> Option<(Year, usize)> {
    let the = i + usize::from(scan.is(i, "the"));
    if scan.is_any(the, &["that", "same"]) && scan.is(the + 1, "year") {
        return Some((Year::Reference, the + 2));
    }
    if the > i && scan.is(the, "year") {
        return Some((Year::Near(0), the + 1));
    }
    let (end, near) = scan.find(i, Class::Near)?;
    scan.is(end, "year").then_some((Year::Near(near.number as i16), end + 1))
}

/// A token that is a year of four digits and nothing else.
pub(super) fn four_digits(scan: &Scan<'_>, i: usize) -> Option<i16> {
    let run = digits(scan, i)?;
    let [one] = run.parts() else { return None };
    (run.suffix.is_empty() && run.end == i + 1).then(|| one.year())?
}

/// Dates in digits: "2024-10-22", "10/22/2024", "22/10/2024", "22.10.2024". With slashes the month comes first
/// unless it cannot; with full stops the day does.
fn numeric(scan: &Scan<'_>, i: usize) -> Option<(Point, usize)> {
    let run = digits(scan, i)?;
    let ([a, b, c], marks) = (run.parts(), run.marks()) else { return None };
    if marks[0] != marks[1] || marks[0] == b':' || !run.suffix.is_empty() {
        return None;
    }
    let (year, month, day) = if let Some(year) = a.year() {
        (year, b.whole(2)?, c.whole(2)?)
    } else {
        let (first, second) = (a.whole(2)?, b.whole(2)?);
        let month_first = marks[0] != b'.' && first <= 12;
        let (month, day) = if month_first { (first, second) } else { (second, first) };
        (c.year()?, month, day)
    };
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    let point = Point { year: Year::At(year), month: Some(month as i8), day: Some(day as i8), weekday: None };
    valid.then_some((point, run.end))
}

/// A year that stands as one: "in 2016", "2016" where no counted noun follows.
fn year(scan: &Scan<'_>, i: usize) -> Option<(Point, usize)> {
    let year = four_digits(scan, i)?;
    let before = scan.before(i);
    if scan.touches_previous(i)
        && !scan.is_any(i - 1, &["(", "-", "–", "—", "[", "\"", "“", "'", "‘", "’", "/"])
    {
        return None;
    }
    let led = scan.has(i.wrapping_sub(1), Class::BeforeYear) || matches!(before, "(" | "–" | "-");
    let recent = (1950..=2100).contains(&year);
    let bound = scan.find(i.wrapping_sub(1), Class::Approx).is_some_and(|(_, sense)| sense.text != "~");
    let next = scan.word(i + 1);
    let unit = scan.has(i + 1, Class::Unit)
        || scan.has(i + 1, Class::Period)
        || scan.has(i + 1, Class::Scale)
        || scan.has(i + 1, Class::Percent)
        || scan.has(i + 1, Class::Currency)
        || scan.is(i + 1, "people");
    let counted = scan.is_small(i + 1) && next.ends_with('s') && !next.ends_with("ss") && next.len() > 3;
    let strong = scan.is_any(i.wrapping_sub(1), &["in", "since", "until", "by", "during"]);
    let point = Point { year: Year::At(year), ..Point::default() };
    let is_year =
        !unit && !bound && (strong || (led && !counted) || (recent && !counted && !number_before(scan, i)));
    is_year.then_some((point, i + 1))
}

/// Whether the word before makes a number of it: "No. 2001", "flight 1999", "$ 2000", "model 2015".
fn number_before(scan: &Scan<'_>, i: usize) -> bool {
    let previous = i.wrapping_sub(1);
    scan.has(previous, Class::Sign)
        || scan.is_any(
            previous,
            &[
                "no", "no.", "number", "flight", "route", "highway", "section", "article", "page", "#", "+",
                "=",
            ],
        )
}

/// "2019-20", "1990s", "the 1990s", "the 19th century", "third quarter of 2024", "Q3", "spring 2024", "circa 1850".
pub(super) fn named(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let the = i + usize::from(scan.is(i, "the"));
    year_range(scan, i)
        .or_else(|| decade(scan, the))
        .or_else(|| century(scan, the))
        .or_else(|| quarter(scan, the))
        .or_else(|| season(scan, the, i))
        .or_else(|| about(scan, i))
}

/// "2019-20", "2014-2018", "2023/24".
fn year_range(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let run = digits(scan, i)?;
    let ([first, second], [b'-' | b'/']) = (run.parts(), run.marks()) else { return None };
    let from = first.year().filter(|year| *year >= 1500 && run.suffix.is_empty())?;
    let to =
        second.year().or_else(|| Some(from / 100 * 100 + second.whole(2).filter(|_| second.digits == 2)?))?;
    let point = |year| Point { year: Year::At(year), ..Point::default() };
    (from < to).then(|| Parsed::new(run.end, Expr::Range(point(from), point(to)), "time/range"))
}

/// "1990s", "80s", "’90s"; "the 1800s" is a century.
fn decade(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let apostrophe = scan.is_any(i, &["'", "’", "‘"]) && scan.touches_next(i);
    let at = if apostrophe { i + 1 } else { i };
    let Some(run) = digits(scan, at) else { return short_decade(scan, i) };
    let [one] = run.parts() else { return None };
    if run.suffix != "s" || one.value % 10.0 != 0.0 {
        return None;
    }
    let expr = match one.year() {
        Some(year) if year % 100 == 0 && year != 2000 => Expr::Century(year / 100 + 1),
        Some(year) => Expr::Decade(year),
        None => Expr::Decade(1900 + one.whole(2).filter(|year| *year >= 20 && one.digits == 2)?),
    };
    Some(Parsed::new(run.suffix_end, expr, "time/decade"))
}

/// "’90s" as one token.
fn short_decade(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let digits = scan.word(i).strip_prefix(['\'', '’', '‘'])?.strip_suffix('s')?;
    let year =
        digits.parse::<i16>().ok().filter(|year| digits.len() == 2 && year % 10 == 0 && *year >= 20)?;
    Some(Parsed::new(i + 1, Expr::Decade(1900 + year), "time/decade"))
}

/// "19th century", "twenty-first century", "5th-century", "third century BC".
fn century(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let (ordinal, end) = number::ordinal(scan, i).filter(|(ordinal, _)| (1.0..100.0).contains(ordinal))?;
    let at = scan.skip_hyphen(end);
    if !scan.is_any(at, &["century", "centuries"]) {
        return None;
    }
    let bc = scan.is_any(at + 1, &["bc", "bce", "b.c.", "b.c"]);
    let number = if bc { -(ordinal as i16) } else { ordinal as i16 };
    Some(Parsed::new(at + 1 + usize::from(bc), Expr::Century(number), "time/century"))
}

/// "third quarter", "third quarter of 2024", "first half of the year", "Q3 2024", "first nine months of 2024".
fn quarter(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let months =
        |first, last, (year, end)| Some(Parsed::new(end, Expr::Months(first, last, year), "time/quarter"));
    if let [letter @ (b'Q' | b'H'), number @ b'1'..=b'4'] = scan.word(i).as_bytes() {
        let length = if *letter == b'Q' { 3 } else { 6 };
        let last = (number - b'0') as i8 * length;
        let of = i + 1 + usize::from(scan.is(i + 1, "of"));
        let year =
            four_digits(scan, of).map(|year| (Year::At(year), of + 1)).or_else(|| relative_year(scan, of));
        return (last <= 12)
            .then(|| months(last - length + 1, last, year.unwrap_or((Year::Unknown, i + 1))))?;
    }
    let (ordinal, end) = number::ordinal(scan, i).or_else(|| scan.is(i, "last").then_some((-1.0, i + 1)))?;
    let at = scan.skip_hyphen(end);
    let (length, end) = if scan.is(at, "quarter") {
        (3, at + 1)
    } else if scan.is(at, "half") {
        (6, at + 1)
    } else {
        let number = number::number(scan, at).filter(|_| ordinal.abs() == 1.0)?;
        let length = number.amount.low() as i8;
        ((1..12).contains(&length) && scan.is(number.end, "months")).then_some((length, number.end + 1))?
    };
    let of = end + usize::from(scan.is(end, "of"));
    let the = of + usize::from(scan.is(of, "the") && scan.is(of + 1, "financial"));
    let year =
        four_digits(scan, the).map(|year| (Year::At(year), the + 1)).or_else(|| relative_year(scan, of));
    let last = if ordinal < 0.0 { 12 } else { (ordinal.min(12.0)) as i8 * length };
    // Halves and months without a year are of games and of terms.
    let known = year.or_else(|| (length == 3 && ordinal > 0.0).then_some((Year::Unknown, end)))?;
    (last <= 12).then(|| months(last - length + 1, last, known))?
}

/// "spring 2024", "the spring of 2024", "in the summer", "summer of last year".
fn season(scan: &Scan<'_>, i: usize, start: usize) -> Option<Parsed> {
    let (end, season) = scan.find(i, Class::Season)?;
    let season = season.number as i8;
    let (year, after) = year_after(scan, end);
    if year != Year::Unknown {
        return Some(Parsed::new(after, Expr::Season(season, year, None), "time/season"));
    }
    let led =
        scan.is_any(start.wrapping_sub(1), &["in", "during", "by", "until", "since"]) && scan.is_small(i);
    // "A fall in prices", "in spring water": only the article or the end of the phrase makes it a season.
    let clear = (start < i || !scan.is_small(end)) && !scan.is_dash(end);
    (led && clear).then(|| Parsed::new(end, Expr::Season(season, Year::Unknown, None), "time/season"))
}

/// "around 1850", "circa 1200".
fn about(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let (at, _) = scan.find(i, Class::Approx).filter(|(_, sense)| sense.text == "~")?;
    let year = four_digits(scan, at).filter(|_| !scan.is(i, "some"))?;
    let (point, end) = self::year(scan, at).filter(|(point, _)| point.year == Year::At(year))?;
    Some(Parsed::new(end, Expr::About(point), "time/year"))
}

/// "early 2024", "mid-October", "the end of the year", "late on" no further than the words that name the time:
/// the value is the whole time, of which the words name a part without sure bounds.
pub(super) fn edged(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let the = i + usize::from(scan.is(i, "the"));
    let (end, _) = scan.find(the, Class::Edge)?;
    let of = scan.is_any(end, &["of", "in"]);
    let noun = scan.is_any(the, &["middle", "beginning", "start", "end", "close", "turn"]);
    if noun != (of && scan.is(end, "of")) {
        return None;
    }
    let at = if of { end + 1 } else { scan.skip_hyphen(end) };
    // "mid - to late 2024" is left alone, "mid -2024" is not.
    let inner = inside(scan, at + usize::from(!noun && scan.is_dash(at)))?;
    Some(Parsed { rule: "time/part", ..inner })
}

/// The time of which an edge is told: any dated time, or "the year".
fn inside(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let the = i + usize::from(scan.is(i, "the"));
    let plain = scan.find(the, Class::Period).filter(|_| the > i && !scan.word(the).ends_with('s'));
    if let Some((end, sense)) = plain {
        let unit = super::Unit::from_name(sense.text)?;
        return Some(Parsed::new(end, Expr::Period(unit, 0), "time/part"));
    }
    let patterns = [date, named, period::near];
    let found = patterns.iter().filter_map(|pattern| pattern(scan, i)).max_by_key(|found| found.end)?;
    let dated =
        !matches!(found.expr, Expr::Duration(..) | Expr::Lengthy(_) | Expr::Often(_) | Expr::Vague(_));
    dated.then(|| super::clock::with_part(scan, found))
}
