//! The features of a token in its sentence. Training and decoding both read them here.

use super::Hint;
use super::table::hash_pair;
use super::word::{Word, is_capital, is_joining};
use crate::text::{Case, Text, Token, TokenKind};
use std::ops::Range;

/// Number of tokens whose properties are features of a token: itself and two on each side.
pub const WINDOW: usize = 5;
/// The token itself in the window.
const SELF: usize = 2;

/// Reads the features of the tokens of one text.
///
/// They come in three groups, so that scores can be kept: those of one word at one place of the window, those of a
/// run of capitalised tokens, and all others.
#[derive(Debug)]
pub struct FeatureReader<'a> {
    text: Text<'a>,
    hints: HintIndex<'a>,
    words: Vec<Word>,
    first: usize,
    sentence: Range<usize>,
    tone: Tone,
}

/// How a sentence is cased as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    /// Prose.
    Prose,
    /// A headline with most words capitalised.
    Title,
    /// Nearly all letters large.
    Upper,
    /// Beginning with a small letter, as in hasty writing, where names may be small too.
    Lower,
}

impl<'a> FeatureReader<'a> {
    /// A reader for the tokens of a text with these list hits, sorted by start.
    pub fn new(text: Text<'a>, hints: &'a [Hint]) -> FeatureReader<'a> {
        let hints = HintIndex::new(text.tokens.len(), hints);
        FeatureReader { text, hints, words: Vec::new(), first: 0, sentence: 0..0, tone: Tone::Prose }
    }

    /// Prepares a stretch of tokens of the sentence with these tokens; only its tokens can be asked for then. `read`
    /// gives the properties of a token.
    pub fn enter(
        &mut self,
        sentence: Range<usize>,
        stretch: Range<usize>,
        mut read: impl FnMut(&str, &Token) -> Word,
    ) {
        if self.sentence != sentence {
            self.tone = tone(&self.text.tokens[sentence.clone()]);
            self.sentence = sentence.clone();
        }
        let window =
            stretch.start.saturating_sub(SELF).max(sentence.start)..(stretch.end + SELF).min(sentence.end);
        self.words.clear();
        self.first = window.start;
        let tokens = &self.text.tokens[window];
        self.words.extend(tokens.iter().map(|token| read(self.text.text, token)));
    }

    /// Hash of a prepared token in small letters.
    pub fn lower(&self, token: usize) -> u32 {
        self.word(token, 0).lower
    }

    /// The tokens of the window around a token; empty ones outside the sentence.
    pub fn window(&self, token: usize) -> [Word; WINDOW] {
        std::array::from_fn(|place| self.word(token, place as isize - SELF as isize))
    }

    /// The word at a distance from a token; an empty one outside the sentence.
    fn word(&self, token: usize, offset: isize) -> Word {
        let at = token as isize + offset - self.first as isize;
        usize::try_from(at).ok().and_then(|at| self.words.get(at)).copied().unwrap_or_default()
    }

    /// Calls `emit` with the hash of each feature of a token.
    pub fn read(&self, token: usize, mut emit: impl FnMut(u32)) {
        let window = self.window(token);
        for (place, word) in window.iter().enumerate() {
            read_word(word, place, &mut emit);
        }
        self.read_run(self.run(token), &mut emit);
        self.read_rest(token, &window, &mut emit);
    }

    /// The features that are neither those of one word nor those of the run.
    pub fn read_rest(&self, token: usize, window: &[Word; WINDOW], mut emit: impl FnMut(u32)) {
        let mut one = |template: u32, value: u32| emit(hash_pair(template, value));
        let w = &window[SELF];
        let place = u32::from(token == self.sentence.start) + 2 * (self.tone as u32) + 8 * w.case;
        one(17, place + 1);
        one(18, place * 8 + w.casing + 1);
        one(19, hash_pair(w.shape, place));
        read_pairs(window, &mut one);
        let (start, end) = self.run(token);
        let length = (end - start).min(5) as u32;
        let from_end = (end - token).min(3) as u32;
        let place = length * 16 + from_end * 4 + (token - start).min(3) as u32;
        one(60, place + 1);
        one(82, hash_pair(self.word(end - 1, 0).lower, place));
        self.read_phrase(token, &mut one);
        self.read_hints(token, (start, end), &mut one);
    }

    /// What stands before, after and at the ends of a run of capitalised tokens.
    pub fn read_run(&self, (start, end): (usize, usize), mut emit: impl FnMut(u32)) {
        let mut one = |template: u32, value: u32| emit(hash_pair(template, value));
        let length = (end - start).min(5) as u32;
        let (first, last) = (self.word(start, 0), self.word(end - 1, 0));
        let (before, after) = (self.word(start, -1), self.word(end, 0));
        for (i, word) in [first, last, before, after].into_iter().enumerate() {
            let i = i as u32;
            one(61 + i, word.lower);
            for (j, cluster) in word.clusters.into_iter().take(2).enumerate() {
                if cluster != 0 {
                    one(65 + i * 2 + j as u32, cluster);
                }
            }
            one(74 + i, hash_pair(word.suffixes[1], length));
        }
        one(80, hash_pair(hash_pair(before.lower, after.lower), length));
        one(81, hash_pair(hash_pair(before.clusters[1], after.clusters[1]), 1));
    }

    /// The run with the small words that join names: what stands at its two ends.
    fn read_phrase(&self, token: usize, one: &mut impl FnMut(u32, u32)) {
        let (start, end) = self.phrase(token);
        let place = u32::from(token == start) + 2 * u32::from(token + 1 == end);
        let (first, last) = (self.word(start, 0), self.word(end - 1, 0));
        one(100, hash_pair(first.lower, place));
        one(101, hash_pair(last.lower, place));
        one(102, hash_pair(first.clusters[1], place));
        one(103, hash_pair(last.clusters[1], place));
        one(104, hash_pair((end - start).min(8) as u32, place));
        one(105, hash_pair(first.clusters[1], last.clusters[1]));
        for (i, at) in [start, end - 1].into_iter().enumerate().filter(|(_, at)| *at != token) {
            for hint in self.hints.covering(at) {
                let tokens = hint.tokens.range();
                let edge = if i == 0 { tokens.start == start } else { tokens.end == end };
                one(106 + i as u32, hash_pair(hint.class, place * 2 + u32::from(edge)));
            }
        }
    }

    /// First token of the phrase around a token, and the token after its last: capitalised tokens joined by small
    /// words, within the prepared tokens.
    fn phrase(&self, token: usize) -> (usize, usize) {
        let (low, high) = (self.first, self.first + self.words.len());
        let capital = |i: usize| is_capital(&self.text.tokens[i]);
        let joins = |i: usize| capital(i) || is_joining(self.text.word(i));
        let (mut start, mut end) = (token, token + 1);
        while start > low && token - start < 8 && joins(start - 1) {
            start -= 1;
        }
        while end < high && end - token < 8 && joins(end) {
            end += 1;
        }
        while start < token && !capital(start) {
            start += 1;
        }
        while end > token + 1 && !capital(end - 1) {
            end -= 1;
        }
        (start, end)
    }

    /// First token of the run of capitalised tokens around a token, and the token after its last.
    pub fn run(&self, token: usize) -> (usize, usize) {
        let capital = |i: usize| is_capital(&self.text.tokens[i]);
        let (mut start, mut end) = (token, token + 1);
        // Two tokens are read before and after a stretch: a run is not followed further.
        let (low, high) = (self.first, self.first + self.words.len());
        while start > low && capital(start - 1) && token - start < 6 {
            start -= 1;
        }
        while end < high && capital(end) && end - token < 6 {
            end += 1;
        }
        (start, end)
    }

    /// The list hits that cover the token or stand beside it.
    fn read_hints(&self, token: usize, run: (usize, usize), one: &mut impl FnMut(u32, u32)) {
        for hint in self.hints.covering(token) {
            let range = hint.tokens.range();
            let place = u32::from(token == range.start) + 2 * u32::from(token + 1 == range.end);
            let key = hash_pair(hint.class, place);
            one(90, key);
            one(91, hash_pair(key, u32::from(hint.ambiguous)));
            let fits = u32::from(range.start == run.0) + 2 * u32::from(range.end == run.1);
            one(92, hash_pair(key, fits * 2 + u32::from(hint.ambiguous)));
        }
        if token > self.sentence.start {
            for hint in self.hints.covering(token - 1) {
                let ends = u32::from(hint.tokens.range().end == token);
                one(93, hash_pair(hint.class, ends));
            }
        }
        if token + 1 < self.sentence.end {
            for hint in self.hints.covering(token + 1) {
                let begins = u32::from(hint.tokens.range().start == token + 1);
                one(94, hash_pair(hint.class, begins));
            }
        }
    }
}

/// The features of one word at a place of the window.
pub fn read_word(word: &Word, place: usize, mut emit: impl FnMut(u32)) {
    let mut one = |template: u32, value: u32| {
        if value != 0 {
            emit(hash_pair(template, value));
        }
    };
    if place != SELF {
        let near = place == SELF - 1 || place == SELF + 1;
        let template = 200 + 10 * place as u32;
        one(template, hash_pair(word.lower, 0));
        one(template + 1, hash_pair(word.clusters[1], 0));
        one(template + 2, word.shape);
        if near {
            one(template + 3, word.clusters[0]);
            one(template + 4, word.suffixes[1]);
            one(template + 5, word.clusters[2]);
        }
        return;
    }
    one(1, 1);
    one(2, word.form);
    one(3, word.lower);
    one(4, word.shape);
    for i in 0..3 {
        one(5 + i as u32, word.prefixes[i]);
        one(8 + i as u32, word.suffixes[i]);
        one(11 + i as u32, word.clusters[i]);
        one(14 + i as u32, hash_pair(word.clusters[i], word.case));
    }
}

/// Pairs of tokens.
fn read_pairs(window: &[Word; WINDOW], one: &mut impl FnMut(u32, u32)) {
    let [b2, b1, w, a1, a2] = window;
    one(40, hash_pair(b1.lower, w.lower));
    one(41, hash_pair(w.lower, a1.lower));
    one(42, hash_pair(b1.shape, w.shape));
    one(43, hash_pair(w.shape, a1.shape));
    one(44, hash_pair(hash_pair(b1.shape, w.shape), a1.shape));
    one(45, hash_pair(b1.clusters[1], w.clusters[1]));
    one(46, hash_pair(w.clusters[1], a1.clusters[1]));
    one(47, hash_pair(hash_pair(b1.clusters[1], a1.clusters[1]), w.shape));
    one(48, hash_pair(b1.lower, w.shape));
    one(49, hash_pair(a1.lower, w.shape));
    one(50, hash_pair(b2.lower, b1.lower));
    one(51, hash_pair(a1.lower, a2.lower));
}

/// Whether a sentence begins with a small letter, so that its names may be written small too.
pub fn is_informal(tokens: &[Token]) -> bool {
    let first = tokens.iter().find(|token| token.kind == TokenKind::Word);
    first.is_some_and(|token| token.case == Case::Lower)
}

/// How the tokens of a sentence are cased as a whole.
fn tone(tokens: &[Token]) -> Tone {
    if is_informal(tokens) {
        return Tone::Lower;
    }
    let count = |cases: &[Case]| tokens.iter().filter(|token| cases.contains(&token.case)).count();
    let (upper, lower) = (count(&[Case::Upper]), count(&[Case::Lower]));
    let title = count(&[Case::Title, Case::Mixed]);
    if upper >= 3 && upper > 3 * (lower + title) {
        Tone::Upper
    } else if title + upper >= 4 && title + upper > 2 * lower {
        Tone::Title
    } else {
        Tone::Prose
    }
}

/// List hits by token.
#[derive(Debug)]
struct HintIndex<'a> {
    hints: &'a [Hint],
    /// Hits that cover the tokens, one token after the other.
    covers: Vec<u32>,
    /// Where in `covers` the hits of each token begin; one more at the end.
    starts: Vec<u32>,
}

impl<'a> HintIndex<'a> {
    fn new(tokens: usize, hints: &'a [Hint]) -> HintIndex<'a> {
        let mut starts = vec![0; tokens + 1];
        for token in hints.iter().flat_map(|hint| hint.tokens.range()) {
            starts[token] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut covers = vec![0; sum as usize];
        for (h, hint) in hints.iter().enumerate().rev() {
            for token in hint.tokens.range() {
                starts[token] -= 1;
                covers[starts[token] as usize] = h as u32;
            }
        }
        HintIndex { hints, covers, starts }
    }

    fn covering(&self, token: usize) -> impl Iterator<Item = &'a Hint> {
        let here = &self.covers[self.starts[token] as usize..self.starts[token + 1] as usize];
        here.iter().map(|hint| &self.hints[*hint as usize])
    }
}
