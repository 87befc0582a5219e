//! Percentages, measurements, ages and plain counts: a number with what follows it.

use super::lexicon::{Class, Lexicon};
use super::number::{Amount, Number, number};
use super::scan::Scan;
use super::{EntityKind, Value};

/// What a number and its unit are.
#[derive(Clone, Debug)]
pub(super) struct Measure {
    /// PERCENT, QUANTITY or CARDINAL.
    pub(super) kind: EntityKind,
    /// The rule that read it.
    pub(super) rule: &'static str,
    /// Its value.
    pub(super) value: Value,
    /// The token after it.
    pub(super) end: usize,
}

/// The percentage, measurement, age or count at a token.
pub(super) fn measure(scan: &Scan<'_>, i: usize) -> Option<Measure> {
    if let Some(found) = named_before(scan, i).or_else(|| count(scan, i)) {
        return Some(found);
    }
    let start = sign(scan, i);
    let mut number = number(scan, start)?;
    if start > i {
        number.amount = number.amount.map(|value| -value);
    }
    percent(scan, &number).or_else(|| age(scan, &number)).or_else(|| unit(scan, &number))
}

/// The token of the digits after a minus sign: "minus 5 degrees", "-40°C".
fn sign(scan: &Scan<'_>, i: usize) -> usize {
    let minus = scan.is(i, "minus")
        || (matches!(scan.word(i), "-" | "−") && scan.touches_next(i) && !scan.touches_previous(i));
    if minus && scan.is_digits(i + 1) { i + 1 } else { i }
}

/// "magnitude 6.4", "magnitude of 6.4", "category 4", "aged 45", "age 66", "the age of 45".
fn named_before(scan: &Scan<'_>, i: usize) -> Option<Measure> {
    const SCALES: [&str; 3] = ["magnitude", "category", "level"];
    let (rule, unit) = if scan.is_any(i, &["aged", "age"]) {
        ("quantity/age", "year")
    } else {
        ("quantity/scale", *SCALES.iter().find(|scale| scan.is(i, scale))?)
    };
    let mut at = scan.skip_hyphen(i + 1);
    at += usize::from(scan.is(at, "of") && (unit == "magnitude" || scan.is(i, "age")));
    let number = number(scan, at).filter(|number| number.suffix.is_empty() && number.amount.low() < 130.0)?;
    (unit == "year" || number.digits).then(|| quantity(rule, number.amount, unit, number.end))
}

/// "5%", "5 percent", "5.5 percentage points".
fn percent(scan: &Scan<'_>, number: &Number<'_>) -> Option<Measure> {
    let at = scan.skip_hyphen(number.end);
    let (end, sense) = scan.find(at, Class::Percent).filter(|_| number.suffix.is_empty())?;
    let kind = EntityKind::Percent;
    // "5% to 10%": the second number carries the sign once more.
    if let (Amount::One(low), true) = (&number.amount, scan.is_any(end, &["to", "-", "–"])) {
        let second = self::number(scan, end + 1).filter(|_| !before_is_from(scan, number, at));
        if let Some((Amount::One(high), end)) =
            second.and_then(|n| Some((n.amount, scan.find(n.end, Class::Percent)?.0)))
            && *low < high
        {
            let value = Value::Text(format!("{low}..{high} {}", sense.text));
            return Some(Measure { kind, rule: "number/percent", value, end });
        }
    }
    Some(Measure { kind, ..quantity("number/percent", number.amount.clone(), sense.text, end) })
}

/// Whether a change is told, not a range: "from 5% to 10%".
fn before_is_from(scan: &Scan<'_>, number: &Number<'_>, at: usize) -> bool {
    let first = at.saturating_sub(if number.digits { 1 } else { 2 });
    scan.is(first.wrapping_sub(1), "from")
}

/// "45-year-old", "45 years old", "45 years of age", "a six-month-old baby".
fn age(scan: &Scan<'_>, number: &Number<'_>) -> Option<Measure> {
    let at = scan.skip_hyphen(number.end);
    let (end, period) = scan.find(at, Class::Period).filter(|_| number.suffix.is_empty())?;
    let old = scan.skip_hyphen(end);
    let end = if scan.is_any(old, &["old", "olds"]) {
        old + 1
    } else if scan.is(end, "of") && scan.is(end + 1, "age") {
        end + 2
    } else {
        return None;
    };
    Some(quantity("quantity/age", number.amount.clone(), period.text, end))
}

/// "120 km", "35,000 ft", "6.4-magnitude", "12-foot-tall", "6 feet 2 inches" (the first unit holds the sum).
fn unit(scan: &Scan<'_>, number: &Number<'_>) -> Option<Measure> {
    if !number.suffix.is_empty() {
        let senses = Lexicon::builtin().senses(number.suffix);
        let unit = senses.iter().find(|sense| sense.class == Class::Unit && sense.rest.is_empty())?;
        let longer = scan.find(number.end - 1, Class::Unit);
        let (end, unit) = longer.map_or((number.end, unit.text), |(end, sense)| (end, sense.text));
        return Some(quantity("quantity/unit", number.amount.clone(), unit, end.max(number.end)));
    }
    let at = scan.skip_hyphen(number.end);
    if scan.is(at, "magnitude") && number.digits {
        return Some(quantity("quantity/scale", number.amount.clone(), "magnitude", at + 1));
    }
    if let Some((end, _)) = scan.find(at, Class::Pounds).filter(|_| !number.large) {
        return Some(quantity("quantity/unit", number.amount.clone(), "pound", end));
    }
    let (end, sense) = scan.find(at, Class::Unit)?;
    // One letter is a unit only after digits: "5 m", but "two C grades".
    let bare = scan.word(at).len() == 1 && scan.word(at).is_ascii();
    (!bare || number.digits).then(|| quantity("quantity/unit", number.amount.clone(), sense.text, end))
}

/// "44 times" (the number alone is the mention), "twice", "thrice".
fn count(scan: &Scan<'_>, i: usize) -> Option<Measure> {
    let word = |value| Measure {
        kind: EntityKind::Cardinal,
        rule: "number/count",
        value: Value::Number(value),
        end: i + 1,
    };
    if scan.is(i, "twice") {
        return Some(word(2.0));
    }
    if scan.is(i, "thrice") {
        return Some(word(3.0));
    }
    let number = number(scan, i)?;
    let times = scan.is(number.end, "times") && number.suffix.is_empty();
    times.then(|| Measure { value: plain(number.amount), end: number.end, ..word(0.0) })
}

/// The value of a number without a unit.
pub(super) fn plain(amount: Amount) -> Value {
    match amount {
        Amount::One(one) => Value::Number(one),
        Amount::Range(low, high) => Value::Text(format!("{low}..{high}")),
        Amount::Vague(words) => Value::Text(words.to_owned()),
    }
}

fn quantity(rule: &'static str, amount: Amount, unit: &str, end: usize) -> Measure {
    let value = match amount {
        Amount::One(quantity) => Value::Quantity { quantity, unit: unit.to_owned() },
        Amount::Range(low, high) => Value::Text(format!("{low}..{high} {unit}")),
        Amount::Vague(words) => Value::Text(format!("{words} {unit}")),
    };
    Measure { kind: EntityKind::Quantity, rule, value, end }
}
