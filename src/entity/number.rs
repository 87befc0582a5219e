//! Numbers in digits and words: cardinals, ordinals, fractions, ranges and bounds.

use super::lexicon::Class;
use super::scan::{Scan, digits};

/// A number, or two as the bounds of a range, before its unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Amount {
    /// One number.
    One(f64),
    /// From the first to the second.
    Range(f64, f64),
    /// A number without a bound, as the lexicon writes it: "dozens".
    Vague(&'static str),
}

impl Amount {
    /// The number; of a range the lower bound.
    pub(super) fn low(&self) -> f64 {
        match self {
            Amount::One(low) | Amount::Range(low, _) => *low,
            Amount::Vague(_) => 0.0,
        }
    }

    /// The amount with every number changed.
    pub(super) fn map(self, change: impl Fn(f64) -> f64) -> Amount {
        match self {
            Amount::One(one) => Amount::One(change(one)),
            Amount::Range(low, high) => Amount::Range(change(low), change(high)),
            vague @ Amount::Vague(_) => vague,
        }
    }
}

/// A number with the letters that follow it.
#[derive(Clone, Debug)]
pub(super) struct Number<'a> {
    /// What it counts.
    pub(super) amount: Amount,
    /// Letters written onto its last digit that are no scale: a unit, or "s".
    pub(super) suffix: &'a str,
    /// The token after it (after the letters, where they are no token of their own).
    pub(super) end: usize,
    /// Whether it multiplies by a scale ("million", "m") or has more than three digits.
    pub(super) large: bool,
    /// Whether it is written in digits.
    pub(super) digits: bool,
}

/// The number or range at a token: "12", "1.2m", "two and a half million", "10-20", "between 10 and 20".
pub(super) fn number<'a>(scan: &Scan<'a>, i: usize) -> Option<Number<'a>> {
    if let Some((end, sense)) = scan.find(i, Class::Vague) {
        return Some(Number {
            amount: Amount::Vague(sense.text),
            suffix: "",
            end,
            large: true,
            digits: false,
        });
    }
    if scan.is(i, "between") || scan.is(i, "from") {
        return bounds(scan, i);
    }
    let first = single(scan, i)?;
    if !first.suffix.is_empty() || !matches!(first.amount, Amount::One(_)) {
        return Some(first);
    }
    let joined =
        scan.is_any(first.end, &["to", "or"]) || (scan.is_dash(first.end) && scan.touches_next(first.end));
    if !joined || scan.is(i.wrapping_sub(1), "from") {
        return Some(first);
    }
    let range = single(scan, first.end + 1).and_then(|second| range(&first, second));
    Some(range.unwrap_or(first))
}

/// "between 10 and 20".
fn bounds<'a>(scan: &Scan<'a>, i: usize) -> Option<Number<'a>> {
    let link = if scan.is(i, "between") { "and" } else { "to" };
    let first = single(scan, i + 1)?;
    if !scan.is(first.end, link) || !scan.is(i, "between") {
        return None;
    }
    range(&first, single(scan, first.end + 1)?)
}

/// Two numbers as a range; the scale of the second holds for both ("10 to 20 million").
fn range<'a>(first: &Number<'a>, second: Number<'a>) -> Option<Number<'a>> {
    let (Amount::One(low), Amount::One(high)) = (&first.amount, &second.amount) else { return None };
    let (mut low, high) = (*low, *high);
    if second.large && !first.large {
        low *= [1e12, 1e9, 1e7, 1e6, 1e5, 1e3].into_iter().find(|scale| low * scale < high).unwrap_or(1.0);
    }
    (low < high).then_some(Number { amount: Amount::Range(low, high), ..second })
}

/// One number without a range of its own, except that of its digits ("10-20").
fn single<'a>(scan: &Scan<'a>, i: usize) -> Option<Number<'a>> {
    if scan.is_digits(i) { in_digits(scan, i) } else { in_words(scan, i) }
}

fn in_digits<'a>(scan: &Scan<'a>, i: usize) -> Option<Number<'a>> {
    let run = digits(scan, i)?;
    let amount = match (run.parts(), run.marks()) {
        ([one], _) => Amount::One(one.value),
        ([low, high], b"-") if low.value < high.value => Amount::Range(low.value, high.value),
        ([top, bottom], b"/") if top.value < bottom.value => Amount::One(top.value / bottom.value),
        _ => return None,
    };
    let mut number = Number { amount, suffix: run.suffix, end: run.suffix_end, large: false, digits: true };
    number.large = run.parts().iter().all(|part| part.value >= 1000.0);
    if is_ordinal_suffix(run.suffix) {
        return None;
    }
    let suffix = super::lexicon::Lexicon::builtin().senses(run.suffix);
    if let Some(scale) = suffix.iter().find(|sense| sense.class == Class::Suffix && !is_race(scan, &run)) {
        return Some(Number { suffix: "", large: true, ..scaled(number, scale.number, run.suffix_end) });
    }
    if !run.suffix.is_empty() {
        return Some(number);
    }
    if let Some((end, part)) = half(scan, run.end) {
        number = Number { amount: number.amount.map(|value| value + part), end, ..number };
    }
    Some(times_scale(scan, number))
}

/// Whether "m" after digits is metres: "the 100m final".
fn is_race(scan: &Scan<'_>, run: &super::scan::Digits<'_>) -> bool {
    const DISTANCES: [&str; 12] = [
        "final",
        "race",
        "sprint",
        "freestyle",
        "hurdles",
        "relay",
        "butterfly",
        "backstroke",
        "deep",
        "high",
        "long",
        "tall",
    ];
    run.suffix == "m" && scan.is_any(run.suffix_end, &DISTANCES)
}

/// A number with the scale words that follow it: "5.6 billion", "50-million", "1 lakh crore", "5bn".
fn times_scale<'a>(scan: &Scan<'a>, mut number: Number<'a>) -> Number<'a> {
    for _ in 0..2 {
        let at = scan.skip_hyphen(number.end);
        let Some((end, sense)) = scan.find(at, Class::Scale).or_else(|| short_scale(scan, at)) else { break };
        number = scaled(number, sense.number, end);
    }
    number
}

/// A scale's short form as a word of its own: "5 bn". Single letters are too rare there.
fn short_scale(scan: &Scan<'_>, i: usize) -> Option<(usize, &'static super::lexicon::Sense)> {
    scan.find(i, Class::Suffix).filter(|(_, sense)| scan.word(i).len() > 1 && sense.number > 0.0)
}

fn scaled<'a>(number: Number<'a>, scale: f64, end: usize) -> Number<'a> {
    Number {
        amount: number.amount.map(|value| value * scale),
        end,
        large: scale >= 1000.0 || number.large,
        ..number
    }
}

/// A number in words: "twenty-one", "a hundred and five", "half a million", "two-thirds".
fn in_words<'a>(scan: &Scan<'a>, i: usize) -> Option<Number<'a>> {
    let number =
        |value, end, large| Number { amount: Amount::One(value), suffix: "", end, large, digits: false };
    if let Some((value, end)) = fraction_of_scale(scan, i) {
        return Some(number(value, end, value >= 1000.0));
    }
    let (value, end) = words(scan, i)?;
    if let Some((end, denominator)) = denominator(scan, i, end, value) {
        return Some(number(value / denominator, end, false));
    }
    if scan.is_any(i, &["a", "an"]) && end == i + 1 {
        return None;
    }
    let Some((end, part)) = half(scan, end) else {
        return Some(number(value, end, value >= 1000.0));
    };
    Some(times_scale(scan, number(value + part, end, false)))
}

/// "half a million", "half a dozen", "a quarter of a million".
fn fraction_of_scale(scan: &Scan<'_>, i: usize) -> Option<(f64, usize)> {
    let start = if scan.is_any(i, &["a", "one"]) { i + 1 } else { i };
    let value = if scan.is(start, "half") {
        0.5
    } else if start > i && scan.is(start, "quarter") {
        0.25
    } else {
        return None;
    };
    let mut at = scan.skip_hyphen(start + 1);
    at += usize::from(scan.is(at, "of"));
    at += usize::from(scan.is(at, "a"));
    let (end, scale) = scan.find(scan.skip_hyphen(at), Class::Scale)?;
    Some((value * scale.number, end))
}

/// "and a half", "and a quarter", "-and-a-half" after a number.
fn half(scan: &Scan<'_>, end: usize) -> Option<(usize, f64)> {
    let and = scan.skip_hyphen(end);
    let article = scan.skip_hyphen(and + 1);
    if !scan.is(and, "and") || !scan.is_any(article, &["a", "one"]) {
        return None;
    }
    let word = scan.skip_hyphen(article + 1);
    let part = if scan.is(word, "half") {
        0.5
    } else if scan.is(word, "quarter") {
        0.25
    } else {
        return None;
    };
    Some((word + 1, part))
}

/// The denominator after a numerator: "two-thirds", "one-fifth", "three quarters", "a third of", "a quarter of".
fn denominator(scan: &Scan<'_>, i: usize, end: usize, numerator: f64) -> Option<(usize, f64)> {
    if numerator >= 100.0 || end != i + 1 {
        return None;
    }
    let at = scan.skip_hyphen(end);
    let (end, sense) = scan.find(at, Class::Fraction)?;
    let plural = scan.word(at).ends_with('s');
    // "two quarters" and "one second" count times; "a third man" and "one third party" are ordinals.
    let clear = if numerator == 1.0 { !plural && (at > i + 1 || scan.is(end, "of")) } else { plural };
    let time = scan.word(at).eq_ignore_ascii_case("quarters") && numerator != 3.0;
    (clear && !time && numerator < sense.number).then_some((end, sense.number))
}

/// A whole number in words, with the token after it.
fn words(scan: &Scan<'_>, i: usize) -> Option<(f64, usize)> {
    let article = scan.is_any(i, &["a", "an"]);
    let (mut group, mut end) = if article {
        // "a" counts one before a scale; before a fraction it does for `denominator`.
        let at = scan.skip_hyphen(i + 1);
        let counts = scan.has(at, Class::Scale) || scan.has(at, Class::Fraction);
        counts.then_some((1.0, i + 1))?
    } else {
        below_hundred(scan, i)?
    };
    let (mut total, mut last) = (0.0, f64::INFINITY);
    while let Some((after, scale)) = scan.find(scan.skip_hyphen(end), Class::Scale) {
        if scale.number >= last || (scale.number == 100.0 && group >= 100.0) {
            break;
        }
        end = after;
        if scale.number <= 100.0 {
            group *= scale.number;
            if let Some((more, after)) = tail(scan, end, 100.0) {
                group += more;
                end = after;
            }
            continue;
        }
        total += group * scale.number;
        (group, last) = (0.0, scale.number);
        let Some((more, after)) = tail(scan, end, last) else { break };
        (group, end) = (more, after);
    }
    Some((total + group, end))
}

/// What may follow a scale: "two hundred (and) five", "five thousand two hundred".
fn tail(scan: &Scan<'_>, end: usize, below: f64) -> Option<(f64, usize)> {
    let and = scan.is(scan.skip_hyphen(end), "and");
    let at = if and { scan.skip_hyphen(scan.skip_hyphen(end) + 1) } else { scan.skip_hyphen(end) };
    let (value, after) = below_hundred(scan, at)?;
    // "three hundred and two million" is one number, "a hundred and two officers" too; but in "two thousand and
    // five hundred" a hundred would have to follow, which the loop reads.
    (value < below).then_some((value, after))
}

/// Zero to ninety-nine.
fn below_hundred(scan: &Scan<'_>, i: usize) -> Option<(f64, usize)> {
    if let Some((end, tens)) = scan.find(i, Class::Tens) {
        let unit = scan.find(scan.skip_hyphen(end), Class::Small);
        return match unit {
            Some((after, unit)) if (1.0..10.0).contains(&unit.number) => {
                Some((tens.number + unit.number, after))
            }
            _ => Some((tens.number, end)),
        };
    }
    scan.find(i, Class::Small).map(|(end, small)| (small.number, end))
}

/// An ordinal in digits or words, with the token after it: "45th", "forty-fifth", "two hundredth".
pub(super) fn ordinal(scan: &Scan<'_>, i: usize) -> Option<(f64, usize)> {
    if let Some(run) = digits(scan, i) {
        let [one] = run.parts() else { return None };
        return (is_ordinal_suffix(run.suffix) && one.digits > 0).then_some((one.value, run.suffix_end));
    }
    if let Some((end, tens)) = scan.find(i, Class::Tens) {
        let (after, unit) = scan.find(scan.skip_hyphen(end), Class::Ordinal)?;
        return (unit.number < 10.0).then_some((tens.number + unit.number, after));
    }
    if let Some((end, sense)) = scan.find(i, Class::Ordinal) {
        return Some((sense.number, end));
    }
    let (value, end) = words(scan, i)?;
    let (after, scale) = scan.find(scan.skip_hyphen(end), Class::Ordinal)?;
    if scale.number >= 100.0 && value < scale.number {
        return Some((value * scale.number, after));
    }
    (value >= 100.0 && value % 100.0 == 0.0).then_some((value + scale.number, after))
}

fn is_ordinal_suffix(suffix: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|known| suffix.eq_ignore_ascii_case(known))
}
