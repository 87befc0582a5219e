//! Dependency parser: finds heads with a transition system and averaged-perceptron weights, then relations.

use super::deprel::Deprel;
use super::features::Features;
use super::hash::mix;
use super::labeller::{Arcs, Weighted};
use super::lexicon::Lexicon;
use super::line::Line;
use super::model::{Aligned, Container};
use super::table::{PairTable, RowTable};
use super::tag::{Tag, Upos};
use super::transition::{Action, Items, State};
use super::tree::{Node, Tree};
use crate::span::TokenRange;
use crate::{Error, Result};
use once_cell::sync::Lazy;
use std::cell::RefCell;
use std::ops::Range;

/// Kind of model file.
pub const KIND: [u8; 4] = *b"pars";

/// The dependency parser.
#[derive(Debug)]
pub struct Parser<'a> {
    lexicon: &'a Lexicon<'a>,
    actions: PairTable<'a>,
    labels: RowTable<'a>,
    /// States kept side by side.
    width: usize,
}

static BYTES: Aligned<{ include_bytes!("../../models/parser.bin").len() }> =
    Aligned(*include_bytes!("../../models/parser.bin"));

static BUILTIN: Lazy<Parser<'static>> = Lazy::new(|| {
    let lexicon = Lexicon::builtin();
    let container = Container::read_trusted(&BYTES.0, KIND, feature_set(lexicon));
    container
        .and_then(|container| Parser::load(&container, lexicon))
        .expect("a test reads the embedded parser")
});

impl Parser<'static> {
    /// The parser that is built in.
    pub fn builtin() -> &'static Parser<'static> {
        &BUILTIN
    }
}

impl<'a> Parser<'a> {
    /// A parser over the bytes of a model file, trained with this lexicon.
    ///
    /// # Errors
    /// When the file is damaged, no parser, or was trained for other features or another lexicon.
    pub fn from_bytes(bytes: &'a [u8], lexicon: &'a Lexicon<'a>) -> Result<Parser<'a>> {
        Parser::load(&Container::read(bytes, KIND, feature_set(lexicon))?, lexicon)
    }

    fn load(container: &Container<'a>, lexicon: &'a Lexicon<'a>) -> Result<Parser<'a>> {
        let names = container.text(*b"rels")?;
        if !names.lines().eq(Deprel::ALL.iter().map(|relation| relation.name())) {
            return Err(Error::invalid("parser was trained for other relations: train it anew"));
        }
        let width = container.section(*b"beam")?.first().copied().unwrap_or(1).max(1);
        Ok(Parser {
            lexicon,
            actions: PairTable::new(container.section(*b"acts")?)?,
            labels: RowTable::new(container.section(*b"labs")?, container.section(*b"rows")?)?,
            width: width.into(),
        })
    }

    /// The same parser with another number of states kept side by side: more are slower and a little more exact.
    pub fn with_beam(mut self, width: usize) -> Parser<'a> {
        self.width = width.max(1);
        self
    }

    /// Parses one sentence. Each group is a range of words that makes one node (a name); groups are in the order of the
    /// sentence and do not overlap, others are ignored. `tags` has one tag for each word. Token ranges of the nodes
    /// count the words given, from 0.
    pub fn parse(&self, words: &[&str], groups: &[Range<usize>], tags: &[Tag], out: &mut Tree) {
        SPACE.with_borrow_mut(|space| {
            let Space { line, search, heads, arcs } = space;
            line.prepare(words, groups, tags, self.lexicon);
            let last = search.run(line, self.width, &self.actions);
            search.items.heads(&last, heads);
            arcs.prepare(heads);
            arcs.decide(line, &mut Weighted { table: self.labels });
            *out = build(line, heads, arcs.labels());
        });
    }
}

fn build(line: &Line, heads: &[u32], labels: &[u8]) -> Tree {
    let node = |at: usize| {
        let (words, tag) = (line.words(at), line.tag(at));
        Node {
            tokens: TokenRange::new(words.start, words.end),
            upos: tag.upos,
            xpos: tag.xpos,
            head: Some(heads[at]).filter(|&head| (head as usize) < heads.len()),
            relation: Deprel::from_index(labels[at] as usize).unwrap_or(Deprel::Dep),
            name: line.is_name(at),
        }
    };
    Tree::new((0..line.len()).map(node).collect())
}

thread_local! {
    static SPACE: RefCell<Space> = RefCell::new(Space::default());
}

/// Buffers kept between calls.
#[derive(Default)]
struct Space {
    line: Line,
    search: Search,
    heads: Vec<u32>,
    arcs: Arcs,
}

/// What gives actions their scores.
pub trait ActionScorer {
    /// The scores of [`Action::ALL`] in a state with these features.
    fn score(&self, features: &[u32]) -> [i32; 3];
}

impl ActionScorer for PairTable<'_> {
    fn score(&self, features: &[u32]) -> [i32; 3] {
        let [left, right] = self.sum(features);
        [0, left, right]
    }
}

/// The search for the best sequence of actions.
#[derive(Debug, Default)]
pub struct Search {
    /// The items and steps of the sentence at hand.
    pub items: Items,
    /// A buffer for features.
    pub features: Features,
    beam: Vec<State>,
    next: Vec<State>,
    candidates: Vec<(i32, u32, Action)>,
}

impl Search {
    /// The best final state that a beam of that width finds. Ties go to the earlier state and then to the earlier action.
    pub fn run(&mut self, line: &Line, width: usize, scorer: &impl ActionScorer) -> State {
        let start = self.items.start(line.len());
        self.beam.clear();
        self.beam.push(start);
        // Every sequence has one shift and one arc for each node, so all states of a beam are equally far.
        for _ in 0..2 * line.len() {
            self.expand(line, scorer);
            self.candidates.sort_unstable_by_key(|&(score, state, action)| (-score, state, action as u8));
            self.candidates.truncate(width);
            self.next.clear();
            for &(score, state, action) in &self.candidates {
                let state = self.beam[state as usize];
                let next = self.items.apply(&state, action, score, |node| bit(line, node));
                self.next.push(next);
            }
            std::mem::swap(&mut self.beam, &mut self.next);
        }
        self.beam.first().copied().unwrap_or(start)
    }

    fn expand(&mut self, line: &Line, scorer: &impl ActionScorer) {
        self.candidates.clear();
        for (at, state) in self.beam.iter().enumerate() {
            let allowed = Action::ALL.into_iter().filter(|&action| self.items.allows(state, action));
            let mut scores = [0; 3];
            if allowed.clone().count() > 1 {
                self.features.extract(line, &self.items, state);
                scores = scorer.score(self.features.list());
            }
            for action in allowed {
                self.candidates.push((state.score + scores[action as usize], at as u32, action));
            }
        }
    }
}

/// The bit of a node in the sets of its governor: one for each part of speech.
pub fn bit(line: &Line, node: u32) -> u32 {
    1 << line.atom(node).upos
}

/// A number that changes with the features of states and arcs and with the lexicon.
pub fn feature_set(lexicon: &Lexicon<'_>) -> u64 {
    let words = ["Probe", "of", "the", "1st", "feature-set"];
    let tags = [Upos::Noun, Upos::Adp, Upos::Det, Upos::Adj, Upos::Noun]
        .map(|upos| Tag { upos, xpos: super::tag::Xpos::NN });
    let mut line = Line::default();
    line.prepare(&words, &[], &tags, lexicon);
    let mut items = Items::default();
    let mut features = Features::default();
    let mut state = items.start(line.len());
    let mut sum = super::tagger::feature_set(lexicon);
    let plan = [
        Action::Shift,
        Action::Shift,
        Action::Shift,
        Action::Shift,
        Action::Left,
        Action::Left,
        Action::Left,
    ];
    for action in plan {
        state = items.apply(&state, action, 0, |node| bit(&line, node));
        features.extract(&line, &items, &state);
        sum = features.list().iter().fold(sum, |sum, &feature| mix(sum, u64::from(feature)));
    }
    let mut arcs = Arcs::default();
    arcs.prepare(&[5, 4, 4, 4, 0]);
    let mut probe = Probe(sum);
    arcs.decide(&line, &mut probe);
    probe.0
}

/// Sums features up instead of choosing by them.
struct Probe(u64);

impl super::labeller::Chooser for Probe {
    fn choose(&mut self, _node: usize, features: &[u32]) -> u8 {
        self.0 = features.iter().fold(self.0, |sum, &feature| mix(sum, u64::from(feature)));
        Deprel::Dep as u8
    }
}
