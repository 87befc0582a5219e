//! One word, one kind: a name that is hard to tell in one sentence is told by its other occurrences.

use super::Stretch;
use super::label::{KINDS, Place, label, parts};
use super::model::Row;
use std::collections::HashMap;

/// What is added to the labels of a kind that all other occurrences of a word have.
const BONUS: i32 = 24;

/// A stretch with the scores of its tokens' labels and the best labels.
#[derive(Debug)]
pub(super) struct Scored<'s> {
    /// The stretch.
    pub stretch: &'s Stretch,
    /// Scores of each token.
    pub scores: Vec<Row>,
    /// Hash of each token in small letters.
    pub words: Vec<u32>,
    /// Best labels.
    pub labels: Vec<u8>,
}

/// How often each word stands in names of each kind.
#[derive(Debug)]
pub(super) struct Usage {
    counts: HashMap<u32, [u16; KINDS.len()]>,
}

impl Usage {
    /// Counts the best labels of stretches.
    pub fn count(stretches: &[Scored<'_>]) -> Usage {
        let mut counts: HashMap<u32, [u16; KINDS.len()]> = HashMap::new();
        for scored in stretches {
            for (word, l) in scored.words.iter().zip(&scored.labels) {
                if let Some((kind, place)) = parts(usize::from(*l)) {
                    // A longer name says more of its kind than a word alone.
                    let weight = if place == Place::Unit { 1 } else { 2 };
                    let count = &mut counts.entry(*word).or_default()[kind];
                    *count = count.saturating_add(weight);
                }
            }
        }
        Usage { counts }
    }

    /// Adds to the scores what the other occurrences of the words say; whether that may change the labels.
    pub fn adjust(&self, scored: &mut Scored<'_>) -> bool {
        let mut changed = false;
        for ((word, l), row) in scored.words.iter().zip(&scored.labels).zip(&mut scored.scores) {
            let Some(mut counts) = self.counts.get(word).copied() else { continue };
            if let Some((kind, place)) = parts(usize::from(*l)) {
                counts[kind] = counts[kind].saturating_sub(if place == Place::Unit { 1 } else { 2 });
            }
            let total: i32 = counts.iter().map(|n| i32::from(*n)).sum();
            for (kind, count) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                let first = label(kind, Place::Begin);
                let bonus = (BONUS * i32::from(*count) / total) as i16;
                row[first..first + 4].iter_mut().for_each(|score| *score = score.saturating_add(bonus));
                changed |= bonus > 0 && parts(usize::from(*l)).is_none_or(|(own, _)| own != kind);
            }
        }
        changed
    }
}
