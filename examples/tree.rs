//! Draws the dependency tree of each sentence of the arguments, names joined to one node where they are given in brackets:
//!
//! ```text
//! cargo run --example tree -- "[Anna Berg] , who visited [Oslo] , met the minister ."
//! ```

use std::ops::Range;
use tercet::syntax::{Parser, Tagger, Tree};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let sentences = if arguments.is_empty() {
        vec!["[Anna Berg] , who visited [Oslo] , met the foreign minister on Monday .".to_owned()]
    } else {
        arguments
    };
    for sentence in sentences {
        let (words, names) = read(&sentence);
        let mut tags = Vec::new();
        Tagger::builtin().tag(&words, &mut tags);
        let mut tree = Tree::default();
        Parser::builtin().parse(&words, &names, &tags, &mut tree);
        if let Some(root) = tree.root() {
            draw(&tree, &words, root, "", "");
        }
    }
}

/// Words between spaces, and the ranges of words in brackets.
fn read(sentence: &str) -> (Vec<&str>, Vec<Range<usize>>) {
    let mut names = Vec::new();
    let mut start = 0;
    let words: Vec<&str> = sentence
        .split_whitespace()
        .enumerate()
        .map(|(at, word)| {
            if word.starts_with('[') {
                start = at;
            }
            if word.ends_with(']') {
                names.push(start..at + 1);
            }
            word.trim_matches(['[', ']'])
        })
        .collect();
    (words, names)
}

/// Prints a node and everything it governs, one node a line.
fn draw(tree: &Tree, words: &[&str], at: u32, indent: &str, branch: &str) {
    let node = tree.node(at);
    let text = words[node.tokens.range()].join(" ");
    println!("{indent}{branch}{text}  {} {}/{}", node.relation, node.upos, node.xpos);
    let below = match branch {
        "" => String::new(),
        "└─ " => format!("{indent}   "),
        _ => format!("{indent}│  "),
    };
    let children = tree.children(at);
    for (place, &child) in children.iter().enumerate() {
        let branch = if place + 1 == children.len() { "└─ " } else { "├─ " };
        draw(tree, words, child, &below, branch);
    }
}
