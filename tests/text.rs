//! Properties of the text stage that hold for every string.

use proptest::prelude::*;
use tercet::text::tokenize;

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
