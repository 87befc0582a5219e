//! Times: expressions in the text, and the intervals they stand for against the document's date.
//!
//! [`parse`] reads what the words say ([`Expr`]), [`resolve`] what they mean on a given day. The patterns stand in
//! `calendar` (days, months, years), `period` (durations and what is counted from now) and `clock` (times of day).

use super::number::Amount;
use super::scan::Scan;

mod calendar;
mod clock;
mod holiday;
mod period;
mod resolve;

pub(super) use resolve::{Context, Tense, clock_text, resolve};

/// The year of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Year {
    /// Not given: chosen by tense and nearness.
    #[default]
    Unknown,
    /// Given.
    At(i16),
    /// So many years from the document's.
    Near(i16),
    /// The year spoken of before ("that year").
    Reference,
}

/// A year, month or day, as far as it is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    /// The year.
    pub(super) year: Year,
    /// The month, 1 to 12.
    pub(super) month: Option<i8>,
    /// The day of the month.
    pub(super) day: Option<i8>,
    /// The day of the week, 1 for Monday.
    pub(super) weekday: Option<i8>,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// Two weeks.
    Fortnight,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

/// Every unit with its name in the lexicon and in values, and its ISO 8601 duration: count and designator.
const UNITS: [(Unit, &str, i64, &str); 14] = [
    (Unit::Second, "second", 1, "TS"),
    (Unit::Minute, "minute", 1, "TM"),
    (Unit::Hour, "hour", 1, "TH"),
    (Unit::Day, "day", 1, "D"),
    (Unit::Weekend, "weekend", 1, "W"),
    (Unit::Week, "week", 1, "W"),
    (Unit::Fortnight, "fortnight", 2, "W"),
    (Unit::Month, "month", 1, "M"),
    (Unit::Quarter, "quarter", 3, "M"),
    (Unit::Half, "half", 6, "M"),
    (Unit::Year, "year", 1, "Y"),
    (Unit::Decade, "decade", 10, "Y"),
    (Unit::Century, "century", 100, "Y"),
    (Unit::Millennium, "millennium", 1000, "Y"),
];

impl Unit {
    /// The unit with this name.
    fn from_name(name: &str) -> Option<Unit> {
        UNITS.iter().find(|(_, known, ..)| *known == name).map(|(unit, ..)| *unit)
    }

    fn row(self) -> (Unit, &'static str, i64, &'static str) {
        UNITS.into_iter().find(|(unit, ..)| *unit == self).unwrap_or(UNITS[3])
    }

    /// The name in the singular.
    fn name(self) -> &'static str {
        self.row().1
    }

    /// The ISO 8601 duration of so many units: `P3D`, `PT2H`; `X` for an unknown count.
    fn duration(self, count: Option<f64>) -> String {
        let (_, _, factor, designator) = self.row();
        let (time, letter) = designator.strip_prefix('T').map_or(("", designator), |letter| ("T", letter));
        match count {
            Some(count) => format!("P{time}{}{letter}", count * factor as f64),
            None if factor > 1 && self >= Unit::Decade => {
                format!("PX{}", "X".repeat(factor.ilog10() as usize)) + letter
            }
            None => format!("P{time}X{letter}"),
        }
    }
}

/// What a shifted time is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The document's date: "three days ago".
    Document,
    /// The time spoken of before: "three days later".
    Reference,
}

/// What the words of a time say.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// A year, month or day.
    Point(Point),
    /// Both ends inclusive.
    Range(Point, Point),
    /// An uncertain year ("around 1850").
    About(Point),
    /// A day of the week in a week so far from now, or by tense.
    Weekday {
        /// 1 for Monday.
        day: i8,
        /// "last" -1, "this" 0, "next" 1.
        near: Option<i8>,
        /// "Tuesday of next week".
        week: Option<i8>,
    },
    /// From one day of the week to another.
    Weekdays(i8, i8),
    /// A season by its EDTF number.
    Season(i8, Year, Option<i8>),
    /// The nearest month of this number before (-1) or after (1) the document's: "last October".
    Month(i8, i8),
    /// The first to last of so many months of a year: quarters and halves.
    Months(i8, i8, Year),
    /// The ten years from this.
    Decade(i16),
    /// A century by its number, before Christ if negative.
    Century(i16),
    /// So many days from the document's.
    Day(i32),
    /// The unit that holds the document's date, or one so many units away.
    Period(Unit, i32),
    /// So many units from an anchor; an unknown count is `None`.
    Shift(Option<f64>, Unit, i32, Anchor),
    /// A length of time; the flag says that "in" stands before it ("in two weeks": from now, if in the future).
    Duration(Amount, Unit, bool),
    /// A length of time of unknown count.
    Lengthy(Unit),
    /// How often, in ISO 8601.
    Often(String),
    /// A vague time, by its TIMEX3 value.
    Vague(&'static str),
    /// A holiday by its entry in the lexicon.
    Holiday(&'static str, Year),
    /// A time of day: hour, minute, zone as in the lexicon.
    Clock(i8, i8, Option<&'static str>),
}

/// A time read from the text.
#[derive(Clone, Debug)]
pub(super) struct Parsed {
    /// The token after it.
    pub(super) end: usize,
    /// What it says.
    pub(super) expr: Expr,
    /// Whether it is shorter than a day (TIME), else DATE.
    pub(super) short: bool,
    /// The rule that read it.
    pub(super) rule: &'static str,
}

impl Parsed {
    fn new(end: usize, expr: Expr, rule: &'static str) -> Parsed {
        Parsed { end, expr, short: false, rule }
    }
}

/// The longest time at a token; of equally long ones that of the first pattern.
pub(super) fn parse(scan: &Scan<'_>, i: usize) -> Option<Parsed> {
    let patterns = [
        calendar::date,
        calendar::named,
        clock::clock,
        period::near,
        period::often,
        period::counted,
        holiday::holiday,
    ];
    let mut best: Option<Parsed> = None;
    for found in patterns.iter().filter_map(|pattern| pattern(scan, i)) {
        if best.as_ref().is_none_or(|best| found.end > best.end) {
            best = Some(found);
        }
    }
    best.map(|found| clock::with_part(scan, found)).or_else(|| calendar::edged(scan, i))
}
