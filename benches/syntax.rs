//! Speed of tagger and parser on a fixed text; the number of words and nodes is asserted, so that a change of the work
//! done shows.

use divan::Bencher;
use divan::counter::ItemsCount;
use tercet::syntax::{Parser, Tag, Tagger, Tree};

/// Sentences written for the project, words between spaces.
const TEXT: &str = include_str!("syntax.txt");
/// Words of the text.
const WORDS: usize = 320;

fn main() {
    divan::main();
}

fn sentences() -> Vec<Vec<&'static str>> {
    let sentences: Vec<Vec<&str>> = TEXT.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!(sentences.iter().map(Vec::len).sum::<usize>(), WORDS);
    sentences
}

#[divan::bench]
fn tagger(bencher: Bencher) {
    let sentences = sentences();
    bencher.counter(ItemsCount::new(WORDS)).bench_local(|| {
        let mut tags = Vec::new();
        let mut count = 0;
        for words in &sentences {
            Tagger::builtin().tag(words, &mut tags);
            count += tags.len();
        }
        assert_eq!(count, WORDS);
    });
}

#[divan::bench]
fn parser(bencher: Bencher) {
    let sentences = sentences();
    let tagged: Vec<Vec<Tag>> = sentences
        .iter()
        .map(|words| {
            let mut tags = Vec::new();
            Tagger::builtin().tag(words, &mut tags);
            tags
        })
        .collect();
    bencher.counter(ItemsCount::new(WORDS)).bench_local(|| {
        let mut tree = Tree::default();
        let mut count = 0;
        for (words, tags) in sentences.iter().zip(&tagged) {
            Parser::builtin().parse(words, &[], tags, &mut tree);
            count += tree.len();
        }
        assert_eq!(count, WORDS);
    });
}
