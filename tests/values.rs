//! Numbers, amounts and times against tables of sentences (`data/times.tsv`, `data/numbers.tsv`), and their
//! properties on arbitrary text.

use proptest::prelude::*;
use tercet::Date;
use tercet::entity::{EntityKind, Mention, Value, find_values};
use tercet::span::TokenRange;
use tercet::text::{Sentence, Text, split_sentences, tokenize};

/// Lines that are read wrongly, by their sentence, each with the reason. A line that has come right must be removed.
const KNOWN_FAILURES: &[(&str, &str)] = &[];

/// A line of a table.
struct Case {
    date: Option<Date>,
    kind: String,
    sentence: String,
    start: usize,
    end: usize,
    value: String,
}

fn cases(table: &str) -> Vec<Case> {
    let mut date = None;
    let mut cases = Vec::new();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(day) = line.strip_prefix('[') {
            date = day.trim_end_matches(']').parse().ok();
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, marked, value] = fields[..] else { panic!("malformed line: {line}") };
        let (start, close) = (marked.find('[').expect("a mention"), marked.find(']').expect("a mention"));
        cases.push(Case {
            date,
            kind: kind.to_owned(),
            sentence: marked.replace(['[', ']'], ""),
            start,
            end: close - 1,
            value: value.to_owned(),
        });
    }
    cases
}

fn find(text: &str, date: Option<Date>) -> Vec<Mention> {
    let tokens = tokenize(text);
    let sentences = split_sentences(text, &tokens);
    find_values(Text { text, tokens: &tokens, sentences: &sentences, quotations: &[] }, date)
}

/// A value as the tables write it.
fn written(value: &Value) -> String {
    match value {
        Value::Interval { from: Some(from), to: Some(to) } if from == to => from.clone(),
        Value::Interval { from, to } => {
            format!("{}/{}", from.as_deref().unwrap_or(".."), to.as_deref().unwrap_or(".."))
        }
        Value::Number(number) => number.to_string(),
        Value::Quantity { quantity, unit } => format!("{quantity} {unit}"),
        Value::Money { amount, currency } => format!("{amount} {currency}"),
        Value::Text(text) => format!("\"{text}\""),
        other => format!("{other:?}"),
    }
}

/// What is wrong with a case, if anything. A case without a kind says that no time, or nothing of any kind, may be
/// found there.
fn fault(case: &Case) -> Option<String> {
    let found = find(&case.sentence, case.date);
    let time = |kind: &EntityKind| matches!(kind, EntityKind::Date | EntityKind::Time);
    let here = |m: &&Mention| (m.span.start as usize) < case.end && case.start < m.span.end as usize;
    let show = |m: &Mention| {
        format!("{} [{}] {}", m.kind, m.text, m.value.as_ref().map(written).unwrap_or_default())
    };
    if case.kind == "-" {
        let wrong = found.iter().find(|m| here(m) && (case.value == "any" || time(&m.kind)));
        return wrong.map(show);
    }
    let right = found.iter().any(|m| {
        m.kind.label() == case.kind
            && (m.span.start as usize, m.span.end as usize) == (case.start, case.end)
            && m.value.as_ref().map(written).as_ref() == Some(&case.value)
    });
    let instead: Vec<String> = found.iter().filter(here).map(show).collect();
    (!right).then(|| format!("expected {} {}, found {}", case.kind, case.value, instead.join(", ")))
}

/// Runs a table: at least 98 % of its lines must be right, and no line wrong that is not known to be.
fn run(table: &str, least: usize) {
    let cases = cases(table);
    assert!(cases.len() >= least, "only {} cases", cases.len());
    let mut unknown = Vec::new();
    let mut wrong = 0;
    for case in &cases {
        let known = KNOWN_FAILURES.iter().any(|(sentence, _)| *sentence == case.sentence);
        match fault(case) {
            Some(fault) => {
                wrong += 1;
                if !known {
                    unknown.push(format!("{}\n    {fault}", case.sentence));
                }
            }
            None => assert!(!known, "comes right by now: {}", case.sentence),
        }
    }
    println!("{} of {} right", cases.len() - wrong, cases.len());
    assert!(unknown.is_empty(), "{} of {} wrong:\n{}", wrong, cases.len(), unknown.join("\n"));
    assert!(wrong * 50 <= cases.len());
}

#[test]
fn times_have_their_spans_and_values() {
    run(include_str!("data/times.tsv"), 250);
}

#[test]
fn numbers_and_money_have_their_spans_and_values() {
    run(include_str!("data/numbers.tsv"), 100);
}

/// Pieces that are likely to meet in strange orders.
const PIECES: [&str; 49] = [
    "12",
    "1,200",
    "1.2m",
    "45th",
    "2024",
    "2024-10-22",
    "10:30",
    "p.m.",
    "-",
    "–",
    "to",
    "and",
    "a",
    "half",
    "million",
    "twenty",
    "one",
    "hundred",
    "third",
    "second",
    "of",
    "the",
    "last",
    "next",
    "past",
    "week",
    "years",
    "ago",
    "later",
    "October",
    "May",
    "Tuesday",
    "night",
    "early",
    "mid",
    "$",
    "US",
    "€",
    "euros",
    "%",
    "percent",
    "km",
    "every",
    "in",
    "between",
    "from",
    "99999999999999999999",
    "800,000",
    "Christmas",
];

proptest! {
    #[test]
    fn mentions_slice_the_text_in_order_whatever_it_says(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn mentions_slice_the_text_in_order_whatever_times_and_numbers_meet(
        pieces in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..40)
    ) {
        let mut text = String::new();
        for (piece, space) in pieces {
            text.push_str(PIECES[piece]);
            text.push_str(if space { " " } else { "" });
        }
        check(&text)?;
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    for date in [None, "2024-02-29".parse().ok(), "-9999-01-01".parse().ok(), "9999-12-31".parse().ok()] {
        let found = find(text, date);
        let mut end = 0;
        for mention in &found {
            prop_assert_eq!(mention.span.slice(text), &mention.text);
            prop_assert!(mention.span.start >= end && mention.value.is_some());
            end = mention.span.end;
        }
        prop_assert_eq!(&find(text, date), &found);
    }
    Ok(())
}

/// Forty times the text takes about forty times as long; quadratic work would take sixteen hundred times. The bound
/// lies between the two. A busy machine may hold up a single run, but not each of twenty.
#[test]
fn time_grows_with_the_text_alone() {
    for piece in
        ["one hundred ", "last ", "1-", "between 10 and ", "about ", "October ", "a half ", "a.m. ", "every "]
    {
        let linear = (0..20).any(|_| seconds(piece, 40_000) < 300.0 * seconds(piece, 1_000));
        assert!(linear, "{piece}");
    }
}

/// The time for so many repetitions of a piece as one sentence.
fn seconds(piece: &str, count: usize) -> f64 {
    let text = piece.repeat(count);
    let tokens = tokenize(&text);
    let span = tokens[0].span.join(tokens[tokens.len() - 1].span);
    let sentences = [Sentence { span, tokens: TokenRange::new(0, tokens.len()), headline: false }];
    let view = Text { text: &text, tokens: &tokens, sentences: &sentences, quotations: &[] };
    let start = std::time::Instant::now();
    find_values(view, None);
    start.elapsed().as_secs_f64()
}
