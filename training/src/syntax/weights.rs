//! Weights while they are trained: integers that grow by one a mistake, and their sums over time, from which the
//! averages come (Freund and Schapire 1999; the lazy sums follow Daumé 2006, section 2).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A hasher for keys that are hashes already.
#[derive(Default)]
pub struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = u64::from(value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A map from feature hashes.
pub type FeatureMap<V> = HashMap<u32, V, BuildHasherDefault<Identity>>;

/// One row of weights a feature.
pub struct Weights {
    labels: usize,
    index: FeatureMap<u32>,
    now: Vec<i32>,
    /// For each weight the sum over all changes of (change × time of the change).
    past: Vec<f64>,
    /// How often a feature was changed.
    changes: Vec<u32>,
    time: f64,
}

impl Weights {
    /// No weights yet, for so many labels.
    pub fn new(labels: usize) -> Weights {
        let index = FeatureMap::default();
        Weights { labels, index, now: Vec::new(), past: Vec::new(), changes: Vec::new(), time: 1.0 }
    }

    /// Adds the weights of a feature to the sums of all labels.
    #[inline]
    pub fn add(&self, feature: u32, sums: &mut [i32]) {
        if let Some(&row) = self.index.get(&feature) {
            let start = row as usize * self.labels;
            for (sum, weight) in sums.iter_mut().zip(&self.now[start..start + self.labels]) {
                *sum += weight;
            }
        }
    }

    /// Changes the weight of a feature for one label.
    pub fn change(&mut self, feature: u32, label: usize, by: i32) {
        let next = self.changes.len() as u32;
        let row = *self.index.entry(feature).or_insert(next);
        if row == next {
            self.changes.push(0);
            self.now.resize(self.now.len() + self.labels, 0);
            self.past.resize(self.past.len() + self.labels, 0.0);
        }
        self.changes[row as usize] += 1;
        let at = row as usize * self.labels + label;
        self.now[at] += by;
        self.past[at] += f64::from(by) * self.time;
    }

    /// One more decision was made.
    pub fn tick(&mut self) {
        self.time += 1.0;
    }

    /// Number of features that ever had a weight.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// The averaged weights of every feature changed at least `least` times, sorted by feature.
    pub fn averaged(&self, least: u32) -> Vec<(u32, Vec<f32>)> {
        let mut features: Vec<(u32, Vec<f32>)> = self
            .index
            .iter()
            .filter(|&(_, &row)| self.changes[row as usize] >= least)
            .map(|(&feature, &row)| {
                let start = row as usize * self.labels;
                let average = (start..start + self.labels)
                    .map(|at| (f64::from(self.now[at]) - self.past[at] / self.time) as f32);
                (feature, average.collect())
            })
            .collect();
        features.sort_by_key(|&(feature, _)| feature);
        features
    }
}

/// A feature with its labels and their weights.
pub type Quantised = (u32, Vec<(u8, i16)>);

/// Turns averaged rows into rows of 16-bit weights: the largest weight becomes `largest`, weights below `least` of
/// these units are left out, and rows that are left without any.
pub fn quantise(rows: Vec<(u32, Vec<f32>)>, largest: f32, least: f32) -> (Vec<Quantised>, f32) {
    let top = rows.iter().flat_map(|(_, row)| row).fold(0f32, |top, weight| top.max(weight.abs()));
    let scale = largest / top.max(f32::MIN_POSITIVE);
    let keep = |row: Vec<f32>| -> Vec<(u8, i16)> {
        row.into_iter()
            .enumerate()
            .filter(|(_, weight)| (weight * scale).abs() >= least)
            .map(|(label, weight)| (label as u8, (weight * scale).round() as i16))
            .filter(|&(_, weight)| weight != 0)
            .collect()
    };
    let rows = rows.into_iter().map(|(feature, row)| (feature, keep(row)));
    (rows.filter(|(_, row)| !row.is_empty()).collect(), scale)
}

/// The number of buckets that leaves about a fifth of the slots free.
pub fn buckets_for(features: usize) -> usize {
    let slots = features + features / 8;
    (slots / tercet::syntax::table::SLOTS).next_power_of_two().max(2)
}

/// Numbers that look random but are the same in every run (SplitMix64).
pub struct Shuffle(u64);

impl Shuffle {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Shuffle {
        Shuffle(seed)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// Puts the items in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
