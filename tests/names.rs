//! Reads the sentences of `tests/names.txt` and compares their mentions with those in brackets.

use tercet::Extractor;
use tercet::entity::{EntityKind, Form, FoundBy, Mention, Recognizer};
use tercet::text::{Text, find_quotations, split_sentences, tokenize};

/// The mentions of a text, as the recogniser gives them.
fn recognize(text: &str) -> Vec<Mention> {
    let tokens = tokenize(text);
    let sentences = split_sentences(text, &tokens);
    let quotations = find_quotations(text, &tokens, &sentences);
    let view = Text { text, tokens: &tokens, sentences: &sentences, quotations: &quotations };
    Recognizer::builtin().recognize(view, None)
}

/// Names and titles in the notation of the file: `[KIND name]`.
fn show(text: &str, mentions: &[Mention]) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for mention in mentions.iter().filter(|m| m.kind.is_name() || m.kind == EntityKind::Title) {
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        shown += &format!("{}[{} {}]", &text[at..start], mention.kind, &text[start..end]);
        at = end;
    }
    shown + &text[at..]
}

/// The text of a line without brackets and kinds.
fn plain(line: &str) -> String {
    let mut text = String::new();
    for part in line.split('[') {
        match part.split_once(']') {
            Some((name, rest)) => {
                text.push_str(name.split_once(' ').map_or(name, |(_, name)| name));
                text.push_str(rest);
            }
            None => text.push_str(part),
        }
    }
    text
}

#[test]
fn sentences_have_the_mentions_in_brackets() {
    let lines = include_str!("names.txt").lines();
    let sentences: Vec<&str> = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(sentences.len() >= 80);
    let mut wrong = Vec::new();
    for line in sentences {
        let text = plain(line);
        let found = show(&text, &recognize(&text));
        if found != line {
            wrong.push(format!("expected {line}\nfound    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} sentences\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_country_adjective_is_linked_to_its_country() {
    let mentions = recognize("Chinese and Russian officials met in Kazan.");
    let links: Vec<_> = mentions.iter().map(|m| m.link.as_deref().unwrap_or_default()).collect();
    assert_eq!(&links[..2], ["iso:CN", "iso:RU"]);
    assert!(links.iter().any(|link| link.starts_with("geonames:")), "{links:?}");
    assert!(matches!(mentions[0].by, FoundBy::List(_)));
    assert!(mentions.iter().all(|m| m.form == Form::Name));
}

#[test]
fn a_date_stays_beside_names_but_a_year_in_a_name_belongs_to_it() {
    let mentions = recognize("Canada hosts matches of the 2026 World Cup on Tuesday.");
    let kinds: Vec<String> = mentions.iter().map(|m| format!("{} {}", m.kind, m.text)).collect();
    assert_eq!(kinds, ["GPE Canada", "EVENT 2026 World Cup", "DATE Tuesday"]);
}

#[test]
fn a_name_of_a_users_list_wins() {
    let extractor =
        Extractor::builder().gazetteer_str("ships.gaz", "@type SHIP\n\nEver Given\n").build().unwrap();
    let document = extractor.extract("The Ever Given blocked the canal.");
    assert!(
        document.mentions.iter().any(|m| m.kind == EntityKind::from_label("SHIP") && m.text == "Ever Given")
    );
}

#[test]
fn a_long_line_of_one_word_is_read_in_linear_time() {
    let time = |words: usize| {
        let text = "Paris ".repeat(words);
        let start = std::time::Instant::now();
        recognize(&text);
        start.elapsed().as_secs_f64()
    };
    let (short, long) = (time(40_000), time(320_000));
    assert!(long < 8.0 * 6.0 * short.max(0.05), "{short} s, {long} s");
}

mod properties {
    use super::recognize;
    use proptest::prelude::*;

    /// Words and marks from which names, titles and nonsense can be made.
    const PARTS: [&str; 24] = [
        "Paris",
        "Xi",
        "Jinping",
        "President",
        "the",
        "of",
        "University",
        "2026",
        "World",
        "Cup",
        "-",
        "’s",
        "U.S.",
        "\n",
        "\"",
        ",",
        "É",
        "ß",
        "İ",
        "\u{200d}",
        "北京",
        "al",
        "Deputy",
        "former",
    ];

    proptest! {
        #[test]
        fn spans_are_in_order_on_character_boundaries_and_do_not_overlap(
            parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..40),
            noise in ".{0,40}",
        ) {
            let text = format!("{} {noise} {}", parts.join(" "), parts.join(""));
            let mentions = recognize(&text);
            let mut end = 0;
            for mention in &mentions {
                prop_assert_eq!(text.get(mention.span.start as usize..mention.span.end as usize), Some(&mention.text[..]));
                prop_assert!(mention.span.start >= end);
                end = mention.span.end;
            }
            prop_assert_eq!(mentions, recognize(&text));
        }
    }
}
