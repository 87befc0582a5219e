//! Properties of the text stage that hold for every string.

use proptest::prelude::*;
use tercet::span::TokenRange;
use tercet::text::{LONGEST_QUOTATION, LONGEST_SENTENCE, find_quotations, split_sentences, tokenize};

/// Strings with the characters that break tokenizers: marks, joiners, controls, directions, large and small oddities.
fn strings() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "Xi",
        "U",
        "S",
        ".",
        "’s",
        "'",
        "\"",
        "“",
        "”",
        "‘",
        "’",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\u{0}",
        "İ",
        "e\u{301}",
        "\u{301}",
        "\u{200b}",
        "\u{200d}",
        "\u{feff}",
        "\u{202e}",
        "\u{a0}",
        "\u{202f}",
        "👩‍🚀",
        "🇷🇺",
        "会",
        "ا",
        "-",
        "—",
        "1",
        "٣",
        "1,2",
        ":",
        ";",
        "/",
        "@",
        "#",
        "http://",
        "www.",
        "Mr.",
        "No",
        "...",
        "(",
        "[",
        "«",
        "$",
        "can",
        "not",
        "said",
        "He",
        "_",
        "&",
        "''",
        "�",
    ]);
    prop_oneof![
        prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()),
        "\\PC{0,60}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn tokens_tile_any_text(text in strings()) {
        let mut end = 0;
        for token in tokenize(&text) {
            let (start, next) = (token.span.start as usize, token.span.end as usize);
            prop_assert!(start >= end && start < next);
            prop_assert!(text[end..start].chars().all(char::is_whitespace), "lost {:?}", &text[end..start]);
            prop_assert!(!text[start..next].contains(char::is_whitespace), "space in {:?}", &text[start..next]);
            end = next;
        }
        prop_assert!(text[end..].chars().all(char::is_whitespace));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn sentences_are_runs_of_tokens_in_order(text in strings()) {
        let tokens = tokenize(&text);
        let mut end = 0;
        for sentence in split_sentences(&text, &tokens) {
            prop_assert!(sentence.tokens.start >= end && !sentence.tokens.is_empty());
            prop_assert!(sentence.tokens.len() <= LONGEST_SENTENCE);
            let range = sentence.tokens.range();
            prop_assert_eq!(sentence.span, tokens[range.start].span.join(tokens[range.end - 1].span));
            end = sentence.tokens.end;
        }
        prop_assert!(end as usize <= tokens.len());
    }

    #[test]
    fn quotations_nest_and_lie_within_the_sentences(text in strings()) {
        let tokens = tokenize(&text);
        let sentences = split_sentences(&text, &tokens);
        let mut open: Vec<TokenRange> = Vec::new();
        for quotation in find_quotations(&text, &tokens, &sentences) {
            while open.last().is_some_and(|outer| outer.end <= quotation.tokens.start) {
                open.pop();
            }
            prop_assert!(open.last().is_none_or(|outer| outer.contains(quotation.tokens)));
            prop_assert_eq!(open.len(), quotation.depth as usize);
            open.push(quotation.tokens);
            let range = quotation.tokens.range();
            prop_assert_eq!(quotation.span, tokens[range.start].span.join(tokens[range.end - 1].span));
            prop_assert!(quotation.tokens.len() <= LONGEST_QUOTATION);
        }
    }
}

/// Texts that make a careless tokenizer take quadratic time or deep recursion: each takes milliseconds when linear.
#[test]
fn monotonous_texts_take_linear_time() {
    let pieces = [
        "(",
        "a",
        "A.",
        "J. ",
        "1-",
        "1;",
        "@",
        "a@",
        "#1",
        "www.",
        "http://",
        "a.com,",
        "a.com/\"",
        "'",
        "s' ",
        "x'd",
        "“",
        "‘a ",
        "\" ",
        ".",
        "-",
        "?\"",
        "[1]",
        "a\n",
        "the\n",
        "👩\u{200d}",
        "e\u{301}",
        "\u{feff}",
        "Inc. ",
        "co-",
    ];
    for piece in pieces {
        let text = piece.repeat(200_000 / piece.len());
        let tokens = tokenize(&text);
        let sentences = split_sentences(&text, &tokens);
        let quotations = find_quotations(&text, &tokens, &sentences);
        let covered: usize = tokens.iter().map(|token| token.span.len()).sum();
        assert_eq!(
            covered,
            text.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>(),
            "{piece}"
        );
        assert!(
            sentences.iter().map(|sentence| sentence.tokens.len()).sum::<usize>() <= tokens.len(),
            "{piece}"
        );
        assert!(quotations.len() <= tokens.len(), "{piece}");
    }
}
