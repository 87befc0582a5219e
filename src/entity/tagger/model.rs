//! The name tagger's weights in the layout in which they are used.
//!
//! Little-endian bytes: a header of `HEADER` bytes (the mark "TNER", format version, feature version, and the
//! length of each part), word classes ([`Table`] of word hash to class), feature rows ([`Table`] of feature hash
//! to offset), row weights (number of labels, the labels, one signed byte for each; or all labels), and the transition scores as
//! signed 16-bit numbers, `LABELS` rows of `LABELS`. Nothing is built on loading: the parts are slices.

use super::label::LABELS;
use super::table::{Table, hash_pair};
use crate::error::{Error, Result};

/// First bytes of a file of weights.
const MARK: [u8; 4] = *b"TNER";
/// Version of the byte layout.
const FORMAT: u32 = 2;
/// Version of the features: weights trained for other features are refused.
pub const FEATURES: u32 = 3;
/// Bytes before the first part: mark, format, features, four lengths, checksum.
const HEADER: usize = 32;
/// Bits of a word slot's payload: cluster and casing class.
const WORD_BITS: u32 = 15;
/// Bits of a feature slot's payload: offset of its row.
const ROW_BITS: u32 = 22;
/// Units of a score that make 1.0 of the trained weight.
pub const SCALE: f32 = 16.0;
/// Bits of the finest word cluster.
pub const CLUSTER_BITS: u32 = 11;

/// Scores of the labels of a token, filled up to a width that vector instructions like.
pub type Row = [i16; 48];
/// No score.
pub const ZERO: Row = [0; 48];

/// Number of labels up to which a row names its labels.
const SPARSE: usize = 10;
/// Mark of a row that has a weight for every label.
const DENSE: u8 = 255;

/// What is known of a word from raw text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordClass {
    /// Number of its finest cluster; the coarser ones are its leading bits.
    pub cluster: u32,
    /// How often it is written small within sentences, from 1 (never) to 7 (always); 0 when not seen.
    pub casing: u32,
}

/// Weights of the name tagger.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    words: Table<'a>,
    rows: Table<'a>,
    weights: &'a [u8],
    transitions: &'a [u8],
}

impl<'a> Model<'a> {
    /// The weights in these bytes, which are checked whole.
    ///
    /// # Errors
    /// When the bytes are no such weights, are cut short or damaged, or were trained for other features.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Model<'a>> {
        let model = Model::from_trusted(bytes)?;
        let stored = bytes.get(28..32).and_then(<[u8]>::first_chunk).map(|b| u32::from_le_bytes(*b));
        if stored != Some(checksum(&bytes[HEADER..])) {
            return Err(Error::invalid("name tagger weights are damaged"));
        }
        Ok(model)
    }

    /// The weights in these bytes, of which only the header is checked: for bytes that were checked before. Bytes
    /// that are damaged all the same give wrong names and nothing worse.
    ///
    /// # Errors
    /// When the header or the length is not that of such weights.
    pub(crate) fn from_trusted(bytes: &'a [u8]) -> Result<Model<'a>> {
        let field = |i: usize| {
            bytes.get(i * 4..i * 4 + 4).and_then(|b| b.first_chunk()).map(|b| u32::from_le_bytes(*b))
        };
        if bytes.get(..4) != Some(&MARK) || field(1) != Some(FORMAT) {
            return Err(Error::invalid("expected name tagger weights of format 2"));
        }
        if field(2) != Some(FEATURES) {
            return Err(Error::invalid(format!(
                "expected weights for version {FEATURES} of the name features"
            )));
        }
        let lengths: Vec<usize> = (3..7).filter_map(field).map(|n| n as usize).collect();
        let whole = lengths.len() == 4 && bytes.len() == lengths.iter().sum::<usize>() + HEADER;
        if !whole || lengths[3] != LABELS * LABELS * 2 {
            return Err(Error::invalid("name tagger weights are cut short"));
        }
        let (words, rest) = bytes[HEADER..].split_at(lengths[0]);
        let (rows, rest) = rest.split_at(lengths[1]);
        let (weights, transitions) = rest.split_at(lengths[2]);
        Ok(Model {
            words: Table::new(words, WORD_BITS),
            rows: Table::new(rows, ROW_BITS),
            weights,
            transitions,
        })
    }

    /// The bytes of a model: word classes by word hash, rows of (label, weight) by feature hash, and transitions.
    ///
    /// Entries should come most frequent first; see [`Table::build`].
    pub fn to_bytes(
        words: &[(u32, WordClass)],
        rows: &[(u32, Vec<(u8, i8)>)],
        transitions: &[[i16; LABELS]; LABELS],
    ) -> Vec<u8> {
        let classes: Vec<_> =
            words.iter().map(|(key, class)| (*key, class.cluster << 3 | class.casing)).collect();
        let (mut weights, mut offsets) = (Vec::new(), Vec::new());
        for (key, row) in rows {
            offsets.push((*key, weights.len() as u32));
            write_row(row, &mut weights);
        }
        let parts = [
            Table::build(&classes, classes.len() * 3 / 2 + 1, WORD_BITS),
            Table::build(&offsets, offsets.len() * 2 + 1, ROW_BITS),
            weights,
            transitions.iter().flatten().flat_map(|w| w.to_le_bytes()).collect(),
        ];
        let body: Vec<u8> = parts.concat();
        let mut bytes = MARK.to_vec();
        let lengths = parts.iter().map(|part| part.len() as u32);
        let fields = [FORMAT, FEATURES].into_iter().chain(lengths).chain([checksum(&body)]);
        bytes.extend(fields.flat_map(u32::to_le_bytes));
        bytes.extend(body);
        bytes
    }

    /// What is known of the word with this hash of its lower-case form.
    pub fn word(&self, key: u32) -> Option<WordClass> {
        self.words.get(key).map(|payload| WordClass { cluster: payload >> 3, casing: payload & 7 })
    }

    /// Adds the weights of features to the scores of their labels. `rows` is room that is used again.
    ///
    /// In two passes, so that the memory of several features is fetched at once.
    pub fn add(&self, features: &[u32], rows: &mut Vec<&'a [u8]>, scores: &mut Row) {
        rows.clear();
        for feature in features {
            if let Some(row) = self.rows.get(*feature).and_then(|at| self.weights.get(at as usize..)) {
                rows.push(row);
            }
        }
        rows.iter().for_each(|row| add_row(row, scores));
    }

    /// The score of `next` after `previous`.
    pub fn transition(&self, previous: usize, next: usize) -> i32 {
        let at = (previous * LABELS + next) * 2;
        self.transitions
            .get(at..)
            .and_then(<[u8]>::first_chunk)
            .map_or(0, |b| i32::from(i16::from_le_bytes(*b)))
    }
}

/// Adds a row of weights: the number of labels, the labels, their weights; or [`DENSE`] and a weight for each label.
fn add_row(row: &[u8], scores: &mut Row) {
    let Some((&count, row)) = row.split_first() else { return };
    if count == DENSE {
        let Some(row) = row.first_chunk::<LABELS>() else { return };
        for (score, weight) in scores.iter_mut().zip(row) {
            *score = score.saturating_add(i16::from(*weight as i8));
        }
        return;
    }
    let Some((labels, row)) = row.split_at_checked(usize::from(count)) else { return };
    for (label, weight) in labels.iter().zip(row) {
        if let Some(score) = scores.get_mut(usize::from(*label)) {
            *score = score.saturating_add(i16::from(*weight as i8));
        }
    }
}

/// Puts down a row, in the one or the other way.
fn write_row(row: &[(u8, i8)], weights: &mut Vec<u8>) {
    if row.len() <= SPARSE {
        weights.push(row.len() as u8);
        weights.extend(row.iter().map(|(label, _)| *label));
        weights.extend(row.iter().map(|(_, weight)| *weight as u8));
        return;
    }
    let mut dense = [0; LABELS];
    for (label, weight) in row {
        dense[usize::from(*label)] = *weight as u8;
    }
    weights.push(DENSE);
    weights.extend(dense);
}

/// A checksum over four bytes at a time.
fn checksum(bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks::<4>();
    let sum = words.iter().fold(bytes.len() as u32, |sum, word| hash_pair(sum, u32::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| hash_pair(sum, u32::from(*byte)))
}
