//! Part-of-speech tagger: an averaged perceptron that decides from left to right (Collins 2002) over the words around
//! and the tags already given.
//!
//! What a word form says of its own tag and of its neighbours' tags does not depend on the sentence; the weights of
//! all its features are summed once for each form, and the sums are kept (in a cache of the thread, which changes
//! nothing of the result). Forms that took one tag only in the treebanks are not scored at all.

use super::hash::{finish, mix};
use super::lexicon::Lexicon;
use super::model::{Aligned, Container};
use super::table::RowTable;
use super::tag::Tag;
use super::word::{CaseContext, Word, word_features};
use crate::Result;
use once_cell::sync::Lazy;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Kind of model file.
pub const KIND: [u8; 4] = *b"tagg";
/// How many positions a form has a say in: two to the left of the word to tag, itself, two to the right.
pub const POSITIONS: usize = 5;
/// The tag before the first word.
pub const START: u8 = u8::MAX;
/// Forms a cache keeps before it is emptied (between two sentences).
const CACHED_FORMS: usize = 8192;

/// The part-of-speech tagger.
#[derive(Debug)]
pub struct Tagger<'a> {
    lexicon: &'a Lexicon<'a>,
    table: RowTable<'a>,
    /// Tells the caches of different models apart.
    identity: usize,
}

static BYTES: Aligned<{ include_bytes!("../../models/tagger.bin").len() }> =
    Aligned(*include_bytes!("../../models/tagger.bin"));

static BUILTIN: Lazy<Tagger<'static>> = Lazy::new(|| {
    let lexicon = Lexicon::builtin();
    let container = Container::read_trusted(&BYTES.0, KIND, feature_set(lexicon));
    container
        .and_then(|container| Tagger::load(&container, lexicon))
        .expect("a test reads the embedded tagger")
});

impl Tagger<'static> {
    /// The tagger that is built in.
    pub fn builtin() -> &'static Tagger<'static> {
        &BUILTIN
    }
}

impl<'a> Tagger<'a> {
    /// A tagger over the bytes of a model file, trained with this lexicon.
    ///
    /// # Errors
    /// When the file is damaged, no tagger, or was trained for other features or another lexicon.
    pub fn from_bytes(bytes: &'a [u8], lexicon: &'a Lexicon<'a>) -> Result<Tagger<'a>> {
        Tagger::load(&Container::read(bytes, KIND, feature_set(lexicon))?, lexicon)
    }

    fn load(container: &Container<'a>, lexicon: &'a Lexicon<'a>) -> Result<Tagger<'a>> {
        let table = RowTable::new(container.section(*b"feat")?, container.section(*b"rows")?)?;
        let identity = container.section(*b"rows")?.as_ptr() as usize;
        Ok(Tagger { lexicon, table, identity })
    }

    /// Tags the words of one sentence. `out` is emptied first and then holds one tag for each word.
    pub fn tag(&self, words: &[&str], out: &mut Vec<Tag>) {
        out.clear();
        CACHE.with_borrow_mut(|cache| {
            cache.prepare(self.identity, self.lexicon.tags().len());
            self.tag_with(words, cache, out);
        });
    }

    fn tag_with(&self, words: &[&str], cache: &mut Cache, out: &mut Vec<Tag>) {
        let case = CaseContext::of(words);
        let mut forms = std::mem::take(&mut cache.sentence);
        forms.clear();
        forms.extend(words.iter().enumerate().map(|(at, word)| cache.form(self, word, case.at(at))));
        let mut history = [START; 2];
        for at in 0..words.len() {
            let form = cache.forms[forms[at] as usize];
            let tag = match form.only {
                Some(tag) => tag,
                None => self.decide(cache, &forms, at, history),
            };
            history = [tag, history[0]];
            out.push(self.lexicon.tags()[tag as usize]);
        }
        cache.sentence = forms;
    }

    /// The best tag for a word; of equal ones that with the smaller index.
    fn decide(&self, cache: &mut Cache, forms: &[u32], at: usize, history: [u8; 2]) -> u8 {
        let tags = cache.tags;
        let mut sums = std::mem::take(&mut cache.sums);
        sums.clear();
        sums.resize(tags, 0);
        for position in 0..POSITIONS {
            // Position 2 is the word itself: a form to the left speaks of the words to its right.
            let Some(&form) = (at + position).checked_sub(2).and_then(|neighbour| forms.get(neighbour))
            else {
                continue;
            };
            let start = (form as usize * POSITIONS + position) * tags;
            for (sum, &weight) in sums.iter_mut().zip(&cache.rows[start..start + tags]) {
                *sum += i32::from(weight);
            }
        }
        let word = |neighbour: Option<usize>| {
            neighbour
                .and_then(|n| forms.get(n))
                .map_or(Word::default(), |&form| cache.forms[form as usize].word)
        };
        let around = [word(at.checked_sub(1)), word(Some(at)), word(Some(at + 1))];
        for feature in context_features(&around, history) {
            for (tag, weight) in self.table.row(feature) {
                if let Some(sum) = sums.get_mut(tag) {
                    *sum += i32::from(weight);
                }
            }
        }
        let tag = best(&sums, self.candidates(around[1]));
        cache.sums = sums;
        tag
    }

    /// The tags to choose from; empty when all are possible.
    fn candidates(&self, word: Word) -> &[u8] {
        if word.is_closed() { self.lexicon.class(word.entry.class) } else { &[] }
    }
}

/// The candidate (of all labels when there are none) with the highest sum; of equal ones the first.
pub fn best(sums: &[i32], candidates: &[u8]) -> u8 {
    let better = |best: u8, tag: u8| if sums[tag as usize] > sums[best as usize] { tag } else { best };
    match candidates.split_first() {
        Some((&first, rest)) => rest.iter().fold(first, |best, &tag| better(best, tag)),
        None => (1..sums.len()).fold(0, |best, tag| better(best, tag as u8)),
    }
}

/// Features that join words, or words with the tags already given (nearest first).
pub fn context_features(around: &[Word; 3], history: [u8; 2]) -> [u32; CONTEXT_FEATURES] {
    let [before, word, after] = around;
    let near = u64::from(history[0]) + 1;
    let both = near << 9 | (u64::from(history[1]) + 1);
    let pairs: [(u64, u64); CONTEXT_FEATURES] = [
        (near, 0),
        (both, 0),
        (near, u64::from(word.form)),
        (near, u64::from(word.entry.class)),
        (both, u64::from(word.entry.class)),
        (near, u64::from(word.suffix)),
        (near, u64::from(after.form)),
        (near, u64::from(word.entry.class) << 16 | u64::from(after.entry.class)),
        (near, u64::from(word.shape) << 16 | u64::from(after.shape)),
        (u64::from(before.form), u64::from(word.form)),
        (u64::from(word.form), u64::from(after.form)),
        (u64::from(word.entry.fine), u64::from(after.entry.fine)),
        (u64::from(word.entry.class), u64::from(after.entry.class)),
        (both, u64::from(word.entry.fine)),
    ];
    let mut features = [0; CONTEXT_FEATURES];
    for (template, (feature, (a, b))) in features.iter_mut().zip(pairs).enumerate() {
        *feature = finish(mix(mix(1000 + template as u64, a), b));
    }
    features
}

/// Number of features of [`context_features`].
pub const CONTEXT_FEATURES: usize = 14;

/// A feature of a word form as seen from one of the five positions.
pub fn at_position(feature: u32, position: usize) -> u32 {
    finish(mix(position as u64 + 1, u64::from(feature)))
}

/// A number that changes with the features and with the tags and clusters they are made of.
pub fn feature_set(lexicon: &Lexicon<'_>) -> u64 {
    let words = ["Probe", "of", "the", "1st", "feature-set"];
    let mut sum = 0;
    let mut features = Vec::new();
    let case = CaseContext::of(&words);
    let seen: Vec<Word> = words
        .iter()
        .enumerate()
        .map(|(at, word)| word_features(word, case.at(at), lexicon, &mut features))
        .collect();
    features.extend(context_features(&[seen[0], seen[1], seen[2]], [1, 2]).map(|feature| (feature, 0)));
    for (feature, reach) in features {
        sum = mix(sum, u64::from(feature) << 8 | u64::from(reach));
    }
    lexicon.tags().iter().fold(sum, |sum, tag| mix(sum, u64::from(tag.code())))
}

thread_local! {
    static CACHE: RefCell<Cache> = RefCell::new(Cache::default());
}

/// Word forms seen on this thread, with their summed weights.
#[derive(Default)]
struct Cache {
    identity: usize,
    tags: usize,
    index: HashMap<u64, u32, BuildHasherDefault<Identity>>,
    forms: Vec<Form>,
    /// `POSITIONS` rows of `tags` sums for each form.
    rows: Vec<i16>,
    /// Texts of the forms, to tell apart forms whose hashes are equal.
    texts: Vec<Box<str>>,
    features: Vec<(u32, u8)>,
    /// Buffers kept between calls.
    sentence: Vec<u32>,
    sums: Vec<i32>,
}

#[derive(Clone, Copy)]
struct Form {
    word: Word,
    /// The tag when there is but one.
    only: Option<u8>,
}

impl Cache {
    /// Empties the cache if it belongs to another model or is full. Called between sentences only, so that no form
    /// in use is lost.
    fn prepare(&mut self, identity: usize, tags: usize) {
        if self.identity != identity || self.tags != tags || self.forms.len() > CACHED_FORMS {
            self.index.clear();
            self.forms.clear();
            self.rows.clear();
            self.texts.clear();
            self.identity = identity;
            self.tags = tags;
        }
    }

    /// The place of a form, which is computed if it is new.
    fn form(&mut self, tagger: &Tagger<'_>, text: &str, case: CaseContext) -> u32 {
        let key = text.bytes().fold(case as u64 + 1, |hash, byte| mix(hash, u64::from(byte)));
        if let Some(&at) = self.index.get(&key)
            && *self.texts[at as usize] == *text
        {
            return at;
        }
        let at = self.forms.len() as u32;
        self.index.insert(key, at);
        self.texts.push(text.into());
        let mut features = std::mem::take(&mut self.features);
        features.clear();
        let word = word_features(text, case, tagger.lexicon, &mut features);
        let candidates = tagger.candidates(word);
        self.forms.push(Form { word, only: if let [only] = candidates { Some(*only) } else { None } });
        self.add_rows(&features, &tagger.table);
        self.features = features;
        at
    }

    fn add_rows(&mut self, features: &[(u32, u8)], table: &RowTable<'_>) {
        let start = self.rows.len();
        self.rows.resize(start + POSITIONS * self.tags, 0);
        for (position, row) in self.rows[start..].chunks_exact_mut(self.tags).enumerate() {
            for &(feature, reach) in features {
                if position.abs_diff(2) > reach as usize {
                    continue;
                }
                for (tag, weight) in table.row(at_position(feature, position)) {
                    if let Some(sum) = row.get_mut(tag) {
                        *sum = sum.saturating_add(weight);
                    }
                }
            }
        }
    }
}

/// The keys of the cache are hashes already.
#[derive(Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| mix(hash, u64::from(byte)));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}
