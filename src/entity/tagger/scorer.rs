//! Scores of labels, with those parts kept that come again: a word's at each place of the window, and a run's.

use super::features::{FeatureReader, WINDOW, read_word};
use super::model::{Model, Row, ZERO};
use super::table::hash_bytes;
use super::word::Word;
use crate::text::{Token, TokenKind};

/// How many words are kept; a power of two. When all places are taken, all are given free.
const KEPT: usize = 2048;

/// Scores tokens.
#[derive(Debug)]
pub struct Scorer<'a> {
    model: Model<'a>,
    kept: Vec<Kept>,
    /// Place in `kept`, plus one, of the word last seen with these low bits of its hash.
    places: Vec<u16>,
    /// The last run with its scores.
    run: ((usize, usize), Row),
    /// Features of one look-up.
    features: Vec<u32>,
    /// Rows of weights of one look-up.
    rows: Vec<&'a [u8]>,
}

/// A word with the scores of its features at the places of the window where it was asked for.
#[derive(Debug)]
struct Kept {
    key: u32,
    word: Word,
    known: [bool; WINDOW],
    rows: [Row; WINDOW],
}

impl<'a> Scorer<'a> {
    /// A scorer with these weights.
    pub fn new(model: Model<'a>) -> Scorer<'a> {
        Scorer {
            model,
            kept: Vec::new(),
            places: vec![0; KEPT],
            run: ((0, 0), ZERO),
            features: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// The properties of a token.
    pub fn word(&mut self, text: &str, token: &Token) -> Word {
        // An address and a word of the same letters differ in their affixes.
        let key = hash_bytes(token.span.slice(text).as_bytes()) ^ u32::from(token.kind != TokenKind::Word);
        if let Some(kept) = self.find(key) {
            return self.kept[kept].word;
        }
        if self.kept.len() == KEPT {
            self.kept.clear();
            self.places.fill(0);
        }
        let word = Word { key, ..Word::read(&self.model, text, token) };
        self.kept.push(Kept { key, word, known: [false; WINDOW], rows: [ZERO; WINDOW] });
        self.places[key as usize % KEPT] = self.kept.len() as u16;
        word
    }

    fn find(&self, key: u32) -> Option<usize> {
        let at = usize::from(self.places[key as usize % KEPT]).checked_sub(1)?;
        (self.kept[at].key == key).then_some(at)
    }

    /// Forgets the last run: token numbers of another text mean other tokens.
    pub fn enter(&mut self) {
        self.run.0 = (0, 0);
    }

    /// The scores of a token's labels.
    pub fn score(&mut self, reader: &FeatureReader<'_>, token: usize) -> Row {
        let window = reader.window(token);
        let mut scores = ZERO;
        for (place, word) in window.iter().enumerate() {
            self.add_word(word, place, &mut scores);
        }
        let run = reader.run(token);
        if self.run.0 != run {
            let mut row = ZERO;
            self.features.clear();
            reader.read_run(run, |feature| self.features.push(feature));
            self.model.add(&self.features, &mut self.rows, &mut row);
            self.run = (run, row);
        }
        add(&self.run.1, &mut scores);
        self.features.clear();
        reader.read_rest(token, &window, |feature| self.features.push(feature));
        self.model.add(&self.features, &mut self.rows, &mut scores);
        scores
    }

    fn add_word(&mut self, word: &Word, place: usize, scores: &mut Row) {
        let found = self.find(word.key);
        if let Some(at) = found.filter(|at| self.kept[*at].known[place]) {
            return add(&self.kept[at].rows[place], scores);
        }
        self.features.clear();
        read_word(word, place, |feature| self.features.push(feature));
        let mut row = ZERO;
        self.model.add(&self.features, &mut self.rows, &mut row);
        add(&row, scores);
        if let Some(at) = found {
            self.kept[at].known[place] = true;
            self.kept[at].rows[place] = row;
        }
    }
}

fn add(row: &Row, scores: &mut Row) {
    for (score, weight) in scores.iter_mut().zip(row) {
        *score += weight;
    }
}
