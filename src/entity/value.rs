//! Normalised values of numbers, dates, amounts and flags.

use super::EntityId;

/// What the text of a number, date, amount or qualifier stands for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A plain or ordinal number.
    Number(f64),
    /// A time as an interval of EDTF dates (ISO 8601-2), both ends inclusive; an open or unknown end is `None`.
    ///
    /// The text shows the grain: `2024-10-22` a day, `2024-10` a month, `2024` a year, `202X` a decade, `20XX` a
    /// century, `2024-21` to `2024-24` spring to winter (the year in which it begins), `2024-10-22T15:30` a time of
    /// day (local, unless `Z` or a distance from UTC follows), `1850~` about that year. Weeks, quarters and ranges
    /// have two ends of the finer grain. A part of a day, and an "early", "mid" or "late" part of a longer time,
    /// has the value of the whole, whose bounds are sure. A year that is not known is `XXXX`: `XXXX-10-22`.
    Interval {
        /// First day, month or year, e.g. `2024-10-22`.
        from: Option<String>,
        /// Last day, month or year.
        to: Option<String>,
    },
    /// An amount of money.
    Money {
        /// The amount in units of the currency.
        amount: f64,
        /// ISO 4217 code.
        currency: String,
    },
    /// A measurement.
    Quantity {
        /// The amount in the unit.
        quantity: f64,
        /// The unit's name in the singular ("kilometre", "percent").
        unit: String,
    },
    /// An entity of the document.
    Entity(EntityId),
    /// A flag that is set.
    Flag,
    /// A value that none of the others can hold, as text:
    ///
    /// - a time that needs a document date which is lacking: `-P1D` yesterday, `P0D` today, `+P1W` next week, `-P3Y`
    ///   three years ago (ISO 8601 durations with a sign), `XXXX-WXX-2` a Tuesday, `T15:30` half past three;
    /// - a length of time whose count is not known: `PXD` several days, `PXXY` decades;
    /// - how often: `R/P1W` every week, `R/XXXX-WXX-5` every Friday (ISO 8601 repetitions);
    /// - a vague time by its TIMEX3 name: `PAST_REF` recently, `PRESENT_REF` now, `FUTURE_REF`;
    /// - a range of numbers, with its unit if it has one: `10..20`, `5000000..10000000 USD`;
    /// - a number without a bound: `dozens`; a score: `4-2`;
    /// - any other text, as it stands.
    Text(String),
}
