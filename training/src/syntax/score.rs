//! Scores models on development data.

use super::conllu::Sentence;
use super::instance::{self, Names};
use std::collections::BTreeMap;
use std::time::Instant;
use tercet::syntax::lexicon::Lexicon;
use tercet::syntax::{Deprel, Parser, Tag, Tagger, Tree, Upos, lemma};

/// Tags every sentence.
pub fn tag_all(tagger: &Tagger<'_>, sentences: &[Sentence]) -> Vec<Vec<Tag>> {
    let mut tags = Vec::new();
    sentences
        .iter()
        .map(|sentence| {
            tagger.tag(&sentence.forms(), &mut tags);
            tags.clone()
        })
        .collect()
}

/// Prints the share of right tags.
pub fn score_tags(name: &str, sentences: &[Sentence], tags: &[Vec<Tag>]) {
    let (mut upos, mut xpos, mut total) = (0usize, 0usize, 0usize);
    for (sentence, tags) in sentences.iter().zip(tags) {
        for (word, tag) in sentence.words.iter().zip(tags) {
            total += 1;
            upos += usize::from(word.tag.upos == tag.upos);
            xpos += usize::from(word.tag.xpos == tag.xpos);
        }
    }
    println!("{name}: {total} words, UPOS {:.2}, XPOS {:.2}", percent(upos, total), percent(xpos, total));
}

/// Prints the share of right lemmas with gold tags, over nouns, verbs, adjectives and adverbs.
pub fn score_lemmas(name: &str, sentences: &[Sentence]) {
    let (mut right, mut total) = (0, 0);
    let content = [Upos::Noun, Upos::Verb, Upos::Adj, Upos::Adv, Upos::Aux, Upos::Pron];
    for word in sentences.iter().flat_map(|sentence| &sentence.words) {
        if content.contains(&word.tag.upos) {
            total += 1;
            right += usize::from(lemma(&word.form, word.tag) == word.lemma);
        }
    }
    println!("{name}: lemmas of inflected classes {:.2}", percent(right, total));
}

/// A share in percent; 0 of nothing.
pub fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// Prints how many words a second a function handles, the best of some runs.
pub fn speed(name: &str, words: usize, mut run: impl FnMut()) {
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{name}: {:.0} words/s", words as f64 / best);
}

/// Prints attachment scores and the F1 of each relation, with names apart; and attachment scores with names joined.
pub fn score_trees(
    name: &str,
    sentences: &[Sentence],
    tagger: &Tagger<'_>,
    parser: &Parser<'_>,
    lexicon: &Lexicon<'_>,
) {
    let tags = tag_all(tagger, sentences);
    for names in [Names::Apart, Names::Joined] {
        let mut counts = Counts::default();
        for (sentence, tags) in sentences.iter().zip(&tags) {
            let Some(gold) = instance::prepare(sentence, tags, names, lexicon) else { continue };
            let groups = if names == Names::Joined { instance::name_groups(sentence) } else { Vec::new() };
            let mut tree = Tree::default();
            parser.parse(&sentence.forms(), &groups, tags, &mut tree);
            counts.add(&gold.true_heads, &gold.labels, &tree);
        }
        let what = if names == Names::Joined { "names joined" } else { "words" };
        let (uas, las) = (percent(counts.heads, counts.total), percent(counts.both, counts.total));
        println!("{name}: {} nodes ({what}), UAS {uas:.2}, LAS {las:.2}", counts.total);
        if names == Names::Apart {
            counts.print_relations();
        }
    }
}

#[derive(Default)]
struct Counts {
    total: usize,
    heads: usize,
    both: usize,
    /// For each relation: right arcs, gold arcs, arcs found.
    relations: BTreeMap<Deprel, [usize; 3]>,
}

impl Counts {
    fn add(&mut self, heads: &[u32], labels: &[u8], tree: &Tree) {
        for (at, node) in tree.nodes().iter().enumerate() {
            let gold = Deprel::from_index(labels[at] as usize).unwrap_or(Deprel::Dep);
            let same_head = node.head.map_or(heads.len() as u32, |head| head) == heads[at];
            let right = same_head && gold == node.relation;
            self.total += 1;
            self.heads += usize::from(same_head);
            self.both += usize::from(right);
            let of_gold = self.relations.entry(gold).or_default();
            of_gold[1] += 1;
            of_gold[0] += usize::from(right);
            self.relations.entry(node.relation).or_default()[2] += 1;
        }
    }

    fn print_relations(&self) {
        let shown = self.relations.iter().filter(|(_, counts)| counts[1] >= 20);
        let text: Vec<String> = shown
            .map(|(relation, &[right, gold, found])| {
                format!("{relation} {:.1}", percent(2 * right, gold + found))
            })
            .collect();
        println!("  F1: {}", text.join(", "));
    }
}
