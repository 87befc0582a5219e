//! Properties of tagger and parser that hold for every input.

use proptest::prelude::*;
use std::ops::Range;
use tercet::syntax::{Deprel, Parser, Tag, Tagger, Tree};
use tercet::text::{split_sentences, tokenize};

fn parse(words: &[&str], groups: &[Range<usize>]) -> (Vec<Tag>, Tree) {
    let mut tags = Vec::new();
    Tagger::builtin().tag(words, &mut tags);
    let mut tree = Tree::default();
    Parser::builtin().parse(words, groups, &tags, &mut tree);
    (tags, tree)
}

/// One root, every other node below it, and the nodes' words tile the sentence.
fn check_tree(tree: &Tree, words: usize) {
    let mut next = 0;
    for node in tree.nodes() {
        assert_eq!(node.tokens.start, next);
        assert!(!node.tokens.is_empty());
        next = node.tokens.end;
    }
    assert_eq!(next as usize, words);
    let Some(root) = tree.root() else {
        assert_eq!(words, 0);
        return;
    };
    assert_eq!(tree.relation(root), Deprel::Root);
    for node in (0..tree.len() as u32).filter(|&node| node != root) {
        assert!(tree.governs(root, node));
        assert!(tree.children(tree.head(node).expect("no root")).contains(&node));
        assert_ne!(tree.relation(node), Deprel::Root);
    }
}

/// Groups from pairs of a gap and a length.
fn groups_of(parts: &[(usize, usize)]) -> Vec<Range<usize>> {
    let mut at = 0;
    parts
        .iter()
        .map(|&(gap, length)| {
            let start = at + gap;
            at = start + length;
            start..at
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gives_well_formed_trees(text in "\\PC{0,200}") {
        let tokens = tokenize(&text);
        for sentence in split_sentences(&text, &tokens) {
            let words: Vec<&str> =
                tokens[sentence.tokens.range()].iter().map(|token| token.span.slice(&text)).collect();
            let (tags, tree) = parse(&words, &[]);
            prop_assert_eq!(tags.len(), words.len());
            check_tree(&tree, words.len());
        }
    }

    #[test]
    fn any_words_and_groups_give_well_formed_trees(
        words in prop::collection::vec("[A-Za-z]{1,8}|[0-9]{1,3}|[,.;()\"-]|said|of|and|the|\\PC{1,3}", 0..40),
        parts in prop::collection::vec((0usize..6, 0usize..5), 0..8),
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (_, tree) = parse(&words, &groups_of(&parts));
        check_tree(&tree, words.len());
    }

    #[test]
    fn a_sentence_has_the_same_tree_after_any_other(
        before in prop::collection::vec("[A-Za-z]{1,10}|[,.]", 0..30),
        words in prop::collection::vec("[A-Za-z]{1,5}|said|of|and|the|minister|met|,", 1..20),
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let first = parse(&words, &[]);
        parse(&before.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
        prop_assert_eq!(parse(&words, &[]), first);
    }
}

#[test]
fn a_group_is_one_node_with_the_tag_of_a_name() {
    let words = ["The", "Bank", "of", "Norway", "raised", "rates", "."];
    let groups = [1..4, 9..12];
    let (_, tree) = parse(&words, &groups);
    assert_eq!(tree.len(), 5);
    let bank = tree.node_at_token(2).expect("a node");
    assert!(tree.node(bank).name);
    assert_eq!(tree.node(bank).upos.name(), "PROPN");
    assert_eq!(tree.node_at_token(1), Some(bank));
}

#[test]
fn plain_sentences_are_parsed_as_they_should() {
    let check = |sentence: &str, expected: &[(&str, &str, &str)]| {
        let words: Vec<&str> = sentence.split(' ').collect();
        let (_, tree) = parse(&words, &[]);
        let word = |node: u32| words[tree.node(node).tokens.start as usize];
        for &(dependent, relation, head) in expected {
            let node = (0..tree.len() as u32).find(|&node| word(node) == dependent).expect("in the sentence");
            assert_eq!(tree.relation(node).name(), relation, "{dependent} in {sentence}");
            assert_eq!(tree.head(node).map_or("", word), head, "{dependent} in {sentence}");
        }
    };
    check(
        "The minister visited Oslo on Monday .",
        &[("minister", "nsubj", "visited"), ("Oslo", "obj", "visited"), ("Monday", "obl", "visited")],
    );
    check(
        "The bridge was destroyed by rebels .",
        &[
            ("bridge", "nsubj:pass", "destroyed"),
            ("was", "aux:pass", "destroyed"),
            ("rebels", "obl:agent", "destroyed"),
        ],
    );
    check("She wants to buy the company .", &[("buy", "xcomp", "wants"), ("company", "obj", "buy")]);
}
