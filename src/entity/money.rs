//! Amounts of money with ISO 4217 currencies.

use super::Value;
use super::lexicon::Class;
use super::number::{Amount, Number, number};
use super::scan::Scan;

/// The amount of money at a token, with the token after it: "$5 billion", "£3m", "50 million euros", "Rs 5 crore".
pub(super) fn money(scan: &Scan<'_>, i: usize) -> Option<(Value, usize)> {
    before_number(scan, i).or_else(|| {
        let number = number(scan, i)?;
        after_number(scan, &number)
    })
}

/// "$5 billion", "USD 300", "$5 million to $10 million", "$10-20 million", "between $5 million and $6 million".
fn before_number(scan: &Scan<'_>, i: usize) -> Option<(Value, usize)> {
    let between = scan.is(i, "between");
    let (low, currency, end) = signed(scan, if between { i + 1 } else { i })?;
    let link = if between { scan.is(end, "and") } else { scan.is(end, "to") || scan.is_dash(end) };
    let second = if link && !scan.is(i.wrapping_sub(1), "from") { signed(scan, end + 1) } else { None };
    match (second, &low.amount) {
        (Some((Number { amount: Amount::One(high), .. }, same, end)), Amount::One(low))
            if same == currency && *low < high =>
        {
            Some((value(Amount::Range(*low, high), currency), end))
        }
        _ if between => None,
        _ => Some((value(low.amount, currency), end)),
    }
}

/// One number with a sign or code before it. A currency named after it as well ("$5 million US dollars") is part
/// of the amount.
fn signed<'a>(scan: &Scan<'a>, i: usize) -> Option<(Number<'a>, &'static str, usize)> {
    let sign = scan.find(i, Class::Sign).or_else(|| {
        // A name needs its number before it; only codes may stand first: "EUR 20 million".
        let code = scan.find(i, Class::Currency)?;
        scan.word(i).bytes().all(|byte| byte.is_ascii_uppercase()).then_some(code)
    });
    let (at, sense) = sign?;
    let number = number(scan, at).filter(|number| number.suffix.is_empty())?;
    let (end, currency) = match scan.find(number.end, Class::Currency) {
        Some((end, named)) if named.text == sense.text => (end, named.text),
        // "$50 Canadian", "$5 Singapore dollars": the name is the more exact of the two.
        Some((end, named)) if sense.text == "USD" && scan.word(i) == "$" => (end, named.text),
        _ => (number.end, sense.text),
    };
    Some((number, currency, end))
}

/// A number with its currency behind it: "50 million euros", "5.6 billion Lao kips", "20 cents", "5 million pounds".
pub(super) fn after_number(scan: &Scan<'_>, number: &Number<'_>) -> Option<(Value, usize)> {
    if !number.suffix.is_empty() {
        return None;
    }
    let at = scan.skip_hyphen(number.end);
    if let Some((end, sense)) = scan.find(at, Class::Cents) {
        return Some((value(number.amount.clone().map(|amount| amount / 100.0), sense.text), end));
    }
    if let Some((end, sense)) = scan.find(at, Class::Pounds) {
        // "5 million pounds" are money, "12 pounds" may be a weight: then the unit decides (see `quantity`).
        return number.large.then(|| (value(number.amount.clone(), sense.text), end));
    }
    let of = at + usize::from(scan.is(at, "of"));
    let (end, sense) = scan.find(if number.large { of } else { at }, Class::Currency)?;
    // "Three won the race" and "two sum up": verbs that are also currencies need a large number.
    let verb = scan.is_any(at, &["won", "sum", "som", "real", "sol", "lei", "leu", "rand", "pula", "dong"]);
    (!verb || number.large).then(|| (value(number.amount.clone(), sense.text), end))
}

fn value(amount: Amount, currency: &str) -> Value {
    match amount {
        Amount::One(amount) => Value::Money { amount, currency: currency.to_owned() },
        Amount::Range(low, high) => Value::Text(format!("{low}..{high} {currency}")),
        Amount::Vague(words) => Value::Text(format!("{words} {currency}")),
    }
}
