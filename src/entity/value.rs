//! Normalised values of numbers, dates, amounts and flags.

use super::EntityId;

/// What the text of a number, date, amount or qualifier stands for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A plain or ordinal number.
    Number(f64),
    /// A time as an interval of EDTF dates, both ends inclusive; an open or unknown end is `None`.
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
    /// Text without a further value.
    Text(String),
}
