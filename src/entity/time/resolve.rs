//! What a time means on the document's date.
//!
//! News looks back: a time that may lie on either side is past unless the clause speaks of the future. A time that
//! needs a date the document lacks stays relative: its value is a text in ISO 8601 with a sign (`-P1D` yesterday,
//! `+P1W` next week, `P0M` this month) or TIMEX3's open weekday (`XXXX-WXX-2` a Tuesday); a date whose year is
//! unknown has EDTF's `XXXX-10-22`.

use super::{Anchor, Expr, Point, Unit, Year, holiday};
use crate::entity::Value;
use crate::entity::number::Amount;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// Which way the clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::entity) enum Tense {
    /// A verb tells of the past.
    Past,
    /// Someone says something: the day of saying is past, other dates may lie on either side.
    Speech,
    /// A verb tells of the future.
    Future,
    /// Nothing tells.
    Unknown,
}

/// What a time is resolved against.
#[derive(Clone, Copy, Debug)]
pub(in crate::entity) struct Context {
    /// The document's date.
    pub(in crate::entity) date: Option<Date>,
    /// The day or first day of the time spoken of last.
    pub(in crate::entity) reference: Option<Date>,
    /// Which way the clause looks.
    pub(in crate::entity) tense: Tense,
}

/// The value of a time.
pub(in crate::entity) fn resolve(expr: &Expr, context: Context) -> Value {
    let resolved = match expr {
        Expr::Often(often) => Some(Value::Text(often.clone())),
        Expr::Vague(vague) => Some(Value::Text((*vague).to_owned())),
        Expr::Lengthy(unit) => Some(Value::Text(unit.duration(None))),
        Expr::Decade(year) => Some(same(format!("{:03}X", year / 10))),
        Expr::Century(number) => Some(century(*number)),
        Expr::Duration(amount, unit, inside) => Some(duration(amount, *unit, *inside, context)),
        Expr::About(point) => context.point(*point).map(|day| same(format!("{}~", day.text(*point)))),
        _ => context.dated(expr),
    };
    resolved.unwrap_or_else(|| undated(expr))
}

/// A calendar time found: its first and last day.
#[derive(Clone, Copy, Debug)]
struct Found {
    first: Date,
}

impl Found {
    /// The EDTF form, no finer than what was given.
    fn text(self, point: Point) -> String {
        if point.day.is_some() || point.weekday.is_some() {
            self.first.to_string()
        } else if point.month.is_some() {
            month_text(self.first)
        } else {
            year_text(self.first.year())
        }
    }
}

impl Context {
    /// The value of a time that may need a date; `None` where the date is lacking or the day does not exist.
    fn dated(self, expr: &Expr) -> Option<Value> {
        match expr {
            Expr::Point(point) => Some(same(self.point(*point)?.text(*point))),
            Expr::Range(first, second) => self.range(*first, *second),
            Expr::Weekday { day, near, week } => Some(day_value(self.weekday(*day, *near, *week)?)),
            Expr::Weekdays(first, last) => {
                let from = self.weekday(*first, None, None)?;
                let days = (last - first).rem_euclid(7);
                Some(days_value(from, from.checked_add(i64::from(days).days()).ok()?))
            }
            Expr::Season(season, year, near) => self.season(*season, *year, *near),
            Expr::Month(month, sign) => self.near_month(*month, *sign),
            Expr::Months(first, last, year) => {
                let year = self.months_year(*last, *year)?;
                let text = |month| Date::new(year, month, 1).ok().map(month_text);
                Some(Value::Interval { from: Some(text(*first)?), to: Some(text(*last)?) })
            }
            Expr::Day(days) => Some(day_value(self.date?.checked_add(i64::from(*days).days()).ok()?)),
            Expr::Period(unit, count) => unit_value(shift(self.date?, *unit, f64::from(*count))?, *unit),
            Expr::Shift(count, unit, sign, anchor) => {
                let from = match anchor {
                    Anchor::Document => self.date?,
                    Anchor::Reference => self.reference.or(self.date)?,
                };
                unit_value(shift(from, *unit, (*count)? * f64::from(*sign))?, *unit)
            }
            Expr::Holiday(rule, year) => {
                let candidates = |year| holiday::day(rule, year);
                Some(day_value(self.choose(*year, candidates)?))
            }
            Expr::Clock(hour, minute, zone) => {
                Some(same(format!("{}{}", self.date?, clock_text(*hour, *minute, *zone))))
            }
            _ => None,
        }
    }

    /// The month of this number before (-1) or after (1) the document's.
    fn near_month(self, month: i8, sign: i8) -> Option<Value> {
        let now = self.date?;
        let turn = if sign < 0 { month >= now.month() } else { month <= now.month() };
        let year = now.year() + i16::from(turn) * i16::from(sign.signum());
        Some(same(month_text(Date::new(year, month, 1).ok()?)))
    }

    /// The first day of a point.
    fn point(self, point: Point) -> Option<Found> {
        if point.month.is_none() {
            if let Some(weekday) = point.weekday {
                return Some(Found { first: self.weekday(weekday, None, None)? });
            }
            let year = match point.year {
                Year::At(year) => year,
                Year::Near(offset) => self.date?.year().checked_add(offset)?,
                Year::Reference => self.reference.or(self.date)?.year(),
                Year::Unknown => return None,
            };
            return Some(Found { first: Date::new(year, 1, 1).ok()? });
        }
        let month = point.month?;
        if point.day.is_none() && point.year == Year::Unknown {
            return Some(Found { first: self.month(month)? });
        }
        if let (Year::Unknown, Some(weekday)) = (point.year, point.weekday) {
            return Some(Found { first: self.dated_weekday(month, point.day?, weekday)? });
        }
        let first = self.choose(point.year, |year| Date::new(year, month, point.day.unwrap_or(1)).ok())?;
        Some(Found { first })
    }

    /// The day of a year that fits best: of the given year, else the nearest one that the tense allows.
    fn choose(self, year: Year, day: impl Fn(i16) -> Option<Date>) -> Option<Date> {
        let now = match year {
            Year::At(year) => return day(year),
            Year::Near(offset) => return day(self.date?.year().checked_add(offset)?),
            Year::Reference => return day(self.reference.or(self.date)?.year()),
            Year::Unknown => self.date?,
        };
        // Four years around reach a 29th of February.
        let days = (-4..=4).filter_map(|offset| day(now.year().checked_add(offset)?));
        days.min_by_key(|day| (self.distance(now, *day), *day))
    }

    /// Days between two dates, weighted so that the tense chooses the side unless the other one is very near: an
    /// event that "will run from October 22" may have begun yesterday.
    fn distance(self, now: Date, day: Date) -> i32 {
        let days = days_between(now, day);
        let weight = match self.tense {
            Tense::Past if days > 0 => 12,
            Tense::Unknown if days > 0 => 2,
            Tense::Future if days < 0 => 6,
            _ => 1,
        };
        days.abs() * weight
    }

    /// The month of this number nearest to the document's on the side that the tense allows; else in the past.
    fn month(self, month: i8) -> Option<Date> {
        let now = self.date?;
        let year = match self.tense {
            Tense::Future => now.year() + i16::from(month < now.month()),
            _ => now.year() - i16::from(month > now.month()),
        };
        Date::new(year, month, 1).ok()
    }

    /// The day of a month that falls on a weekday, in the year nearest to the document's.
    fn dated_weekday(self, month: i8, day: i8, weekday: i8) -> Option<Date> {
        let now = self.date?;
        let days = (-6..=6).filter_map(|offset| Date::new(now.year().checked_add(offset)?, month, day).ok());
        let right = |date: &Date| date.weekday().to_monday_one_offset() == weekday;
        let nearest = days.clone().filter(right).min_by_key(|date| days_between(now, *date).abs());
        // A date that contradicts its weekday by more than a year is a slip of the writer's: the date counts.
        let near = nearest.filter(|date| days_between(now, *date).abs() < 400);
        near.or_else(|| days.min_by_key(|date| days_between(now, *date).abs()))
    }

    /// A day of the week. By tense, the document's own day counts for both sides; "last" and "next" exclude it.
    fn weekday(self, day: i8, near: Option<i8>, week: Option<i8>) -> Option<Date> {
        let now = self.date?;
        let today = now.weekday().to_monday_one_offset();
        let ahead = i64::from((day - today).rem_euclid(7));
        let days = match (near, week) {
            (_, Some(week)) => i64::from(day - today) + 7 * i64::from(week),
            (Some(0), _) if self.tense == Tense::Future => ahead,
            (Some(0), _) => i64::from(day - today),
            (Some(near), _) if near > 0 => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            (Some(_), _) => {
                if ahead == 0 {
                    -7
                } else {
                    ahead - 7
                }
            }
            (None, None) if self.tense == Tense::Future => ahead,
            (None, None) => {
                if ahead == 0 {
                    0
                } else {
                    ahead - 7
                }
            }
        };
        now.checked_add(days.days()).ok()
    }

    /// Both ends of a range; what one end lacks it takes from the other.
    fn range(self, first: Point, second: Point) -> Option<Value> {
        if first.month.is_none() && first.weekday.is_some() {
            return self.dated(&Expr::Weekdays(first.weekday?, second.weekday?));
        }
        let (from, to) = match (first.year, second.year) {
            (Year::Unknown, Year::Unknown) => {
                let from = self.point(first)?.first;
                let turn = second.month < first.month;
                let to = Point { year: Year::At(from.year() + i16::from(turn)), ..second };
                (from, self.point(to)?.first)
            }
            (Year::Unknown, _) => {
                let to = self.point(second)?.first;
                let turn = first.month > second.month;
                (self.point(Point { year: Year::At(to.year() - i16::from(turn)), ..first })?.first, to)
            }
            (_, Year::Unknown) => {
                let from = self.point(first)?.first;
                let turn = second.month < first.month;
                (from, self.point(Point { year: Year::At(from.year() + i16::from(turn)), ..second })?.first)
            }
            _ => (self.point(first)?.first, self.point(second)?.first),
        };
        let text = |first, point| Some(Found { first }.text(point));
        Some(Value::Interval { from: text(from, first), to: text(to, second) })
    }

    /// A season; winter bears the year in which it begins.
    fn season(self, season: i8, year: Year, near: Option<i8>) -> Option<Value> {
        let year = match year {
            Year::At(year) => year,
            Year::Near(offset) => self.date?.year().checked_add(offset)?,
            Year::Reference => self.reference.or(self.date)?.year(),
            Year::Unknown => self.season_year(season, near)?,
        };
        Some(same(format!("{}-{season}", year_text(year))))
    }

    fn season_year(self, season: i8, near: Option<i8>) -> Option<i16> {
        let now = self.date?;
        // Spring is March to May, and so on; January and February belong to the winter of the year before.
        let begins = 3 * (season - 20);
        let (start, end) = (begins, begins + 2);
        let month = if season == 24 && now.month() <= 2 { now.month() + 12 } else { now.month() };
        let year = if month > 12 { now.year() - 1 } else { now.year() };
        Some(match near {
            Some(0) => year,
            Some(near) if near < 0 => year - i16::from(month <= end),
            Some(_) => year + i16::from(month >= start),
            None if self.tense == Tense::Future => year + i16::from(month > end),
            None => year - i16::from(month < start),
        })
    }

    /// The year of a quarter: the last that has ended by now, or of the future the first that has not.
    fn months_year(self, last: i8, year: Year) -> Option<i16> {
        Some(match year {
            Year::At(year) => year,
            Year::Near(offset) => self.date?.year().checked_add(offset)?,
            Year::Reference => self.reference.or(self.date)?.year(),
            Year::Unknown => {
                let now = self.date?;
                let future = self.tense == Tense::Future;
                let ended = now.month() > last - if future { 0 } else { 3 };
                now.year() + if future { i16::from(ended) } else { -i16::from(!ended) }
            }
        })
    }
}

/// A length of time. "in two weeks" is a time from now where the clause looks ahead.
fn duration(amount: &Amount, unit: Unit, inside: bool, context: Context) -> Value {
    if let (Amount::One(count), true, Tense::Future) = (amount, inside, context.tense) {
        let from_now = Expr::Shift(Some(*count), unit, 1, Anchor::Document);
        return context.dated(&from_now).unwrap_or_else(|| undated(&from_now));
    }
    match amount {
        Amount::One(count) => Value::Quantity { quantity: *count, unit: unit.name().to_owned() },
        Amount::Range(low, high) => Value::Text(format!("{low}..{high} {}", unit.name())),
        Amount::Vague(_) => Value::Text(unit.duration(None)),
    }
}

/// The relative form of a time whose date is not known.
fn undated(expr: &Expr) -> Value {
    let signed = |unit: &Unit, count: f64| {
        let sign = if count < 0.0 {
            "-"
        } else if count > 0.0 {
            "+"
        } else {
            ""
        };
        Value::Text(format!("{sign}{}", unit.duration(Some(count.abs()))))
    };
    match expr {
        Expr::Point(point) => undated_point(*point).map_or_else(|| Value::Text("XXXX".to_owned()), same),
        Expr::Range(first, second) => {
            Value::Interval { from: undated_point(*first), to: undated_point(*second) }
        }
        Expr::Weekday { day, .. } => Value::Text(format!("XXXX-WXX-{day}")),
        Expr::Weekdays(first, last) => Value::Text(format!("XXXX-WXX-{first}/XXXX-WXX-{last}")),
        Expr::Season(season, ..) => same(format!("XXXX-{season}")),
        Expr::Month(month, _) => same(format!("XXXX-{month:02}")),
        Expr::Months(first, last, _) => {
            Value::Interval { from: Some(format!("XXXX-{first:02}")), to: Some(format!("XXXX-{last:02}")) }
        }
        Expr::Day(days) => signed(&Unit::Day, f64::from(*days)),
        Expr::Period(unit, count) => signed(unit, f64::from(*count)),
        Expr::Shift(Some(count), unit, sign, _) => signed(unit, count * f64::from(*sign)),
        Expr::Shift(None, unit, sign, _) => {
            Value::Text(format!("{}{}", if *sign < 0 { "-" } else { "+" }, unit.duration(None)))
        }
        Expr::Holiday(rule, _) if !rule.contains('.') && !rule.contains("easter") => {
            same(format!("XXXX-{rule}"))
        }
        Expr::Clock(hour, minute, zone) => Value::Text(clock_text(*hour, *minute, *zone)),
        _ => Value::Text("XXXX".to_owned()),
    }
}

fn undated_point(point: Point) -> Option<String> {
    let year = match point.year {
        Year::At(year) => year_text(year),
        _ => "XXXX".to_owned(),
    };
    Some(match (point.month, point.day, point.weekday) {
        (Some(month), Some(day), _) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None, _) => format!("{year}-{month:02}"),
        (None, _, Some(weekday)) => format!("XXXX-WXX-{weekday}"),
        (None, ..) => year,
    })
}

/// The time of day as ISO 8601 writes it: `T15:30`, `T18:00Z`.
pub(in crate::entity) fn clock_text(hour: i8, minute: i8, zone: Option<&str>) -> String {
    format!("T{hour:02}:{minute:02}{}", zone.unwrap_or_default())
}

/// A day so many units away. Parts of months and years are dropped: their names are no finer.
fn shift(from: Date, unit: Unit, count: f64) -> Option<Date> {
    let (_, _, factor, designator) = unit.row();
    let count = count * factor as f64;
    // The calendar knows the years -9999 to 9999; the casts saturate, and what lies beyond has no date.
    let span = match designator {
        "Y" => Span::new().try_months((count * 12.0) as i64),
        "M" => Span::new().try_months(count as i64),
        "W" => Span::new().try_weeks(count as i64),
        "D" => Span::new().try_days(count as i64),
        _ => return Some(from),
    };
    from.checked_add(span.ok()?).ok()
}

/// The unit of time that holds a day.
fn unit_value(day: Date, unit: Unit) -> Option<Value> {
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => day_value(day),
        Unit::Week | Unit::Fortnight => days_value(monday, monday.checked_add(6.days()).ok()?),
        Unit::Weekend => days_value(monday.checked_add(5.days()).ok()?, monday.checked_add(6.days()).ok()?),
        Unit::Month => same(month_text(day)),
        Unit::Quarter | Unit::Half => {
            let length = if unit == Unit::Quarter { 3 } else { 6 };
            let first = (day.month() - 1) / length * length + 1;
            let text = |month| Date::new(day.year(), month, 1).ok().map(month_text);
            Value::Interval { from: Some(text(first)?), to: Some(text(first + length - 1)?) }
        }
        Unit::Year => same(year_text(day.year())),
        Unit::Decade => same(format!("{:03}X", day.year() / 10)),
        Unit::Century | Unit::Millennium => same(format!("{:02}XX", day.year() / 100)),
    })
}

/// EDTF counts the years of a century from 0: the 19th is `18XX`. Before Christ, year 0 is 1 BC.
fn century(number: i16) -> Value {
    if number > 0 {
        return same(format!("{:02}XX", number - 1));
    }
    let (from, to) = (number * 100 + 1, (number + 1) * 100);
    Value::Interval { from: Some(year_text(from)), to: Some(year_text(to)) }
}

fn same(edtf: String) -> Value {
    Value::Interval { from: Some(edtf.clone()), to: Some(edtf) }
}

fn day_value(day: Date) -> Value {
    same(day.to_string())
}

fn days_value(from: Date, to: Date) -> Value {
    Value::Interval { from: Some(from.to_string()), to: Some(to.to_string()) }
}

fn month_text(day: Date) -> String {
    format!("{}-{:02}", year_text(day.year()), day.month())
}

fn year_text(year: i16) -> String {
    if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") }
}

fn days_between(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}
