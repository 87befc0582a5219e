//! Tables of feature weights that are used as they lie in a model file.
//!
//! Both are hash tables with buckets of eight 32-bit slots: the high bits of a feature's hash choose the bucket,
//! its low ten bits tell the slot. A feature that was never seen passes for another with a chance of less than one
//! in a hundred, and then adds that one's (mostly small) weights.

use crate::{Error, Result};

/// Slots in a bucket: half a cache line.
pub const SLOTS: usize = 8;
/// Low bits of the hash that tell features of one bucket apart.
pub const TELLING: u32 = 0x3ff;
const BUCKET: usize = SLOTS * 4;

/// Two weights a feature, for decisions among three actions (the third has weight 0).
///
/// A slot holds ten telling bits, then two signed weights of eleven bits.
#[derive(Debug, Clone, Copy)]
pub struct PairTable<'a> {
    bytes: &'a [u8],
    shift: u32,
}

impl<'a> PairTable<'a> {
    /// A table over the bytes of a section.
    ///
    /// # Errors
    /// When the length is not a power of two of buckets.
    pub fn new(bytes: &'a [u8]) -> Result<PairTable<'a>> {
        Ok(PairTable { bytes, shift: shift_of(bytes)? })
    }

    /// The sums of both weights over all features; unknown features add nothing.
    pub fn sum(&self, features: &[u32]) -> [i32; 2] {
        // One sum for each place in a bucket, added up at the end: every step is the same for all slots, so the compiler
        // does several at once.
        let mut first = [0i32; SLOTS];
        let mut second = [0i32; SLOTS];
        let buckets = self.bytes.as_chunks::<BUCKET>().0;
        for &feature in features {
            let Some(bucket) = buckets.get((feature >> self.shift) as usize) else { continue };
            for (at, slot) in bucket.as_chunks::<4>().0.iter().enumerate() {
                let slot = u32::from_le_bytes(*slot);
                let mask = -i32::from((slot ^ feature) & TELLING == 0);
                first[at] += (slot as i32) >> 21 & mask;
                second[at] += ((slot << 11) as i32) >> 21 & mask;
            }
        }
        [first.iter().sum(), second.iter().sum()]
    }
}

/// The slot of a feature with two weights within ±1023.
pub fn pair_slot(feature: u32, first: i32, second: i32) -> u32 {
    debug_assert!(first.abs() < 1024 && second.abs() < 1024);
    (first as u32) << 21 | (second as u32 & 0x7ff) << 10 | feature & TELLING
}

/// Lists of (label, weight) a feature, for decisions among many labels.
///
/// A slot holds ten telling bits and the offset of the feature's row, in units of two bytes; a row is its length (one
/// byte), then three bytes for each label: the label and a signed 16-bit weight. Offset 0 is an empty slot.
#[derive(Debug, Clone, Copy)]
pub struct RowTable<'a> {
    bytes: &'a [u8],
    rows: &'a [u8],
    shift: u32,
}

impl<'a> RowTable<'a> {
    /// A table over the bytes of its two sections.
    ///
    /// # Errors
    /// When the length is not a power of two of buckets.
    pub fn new(bytes: &'a [u8], rows: &'a [u8]) -> Result<RowTable<'a>> {
        Ok(RowTable { bytes, rows, shift: shift_of(bytes)? })
    }

    /// The labels and weights of a feature; none for an unknown feature.
    #[inline(always)]
    pub fn row(&self, feature: u32) -> impl Iterator<Item = (usize, i16)> + 'a {
        self.find(feature)
            .chunks_exact(3)
            .map(|pair| (pair[0] as usize, i16::from_le_bytes([pair[1], pair[2]])))
    }

    #[inline(always)]
    fn find(&self, feature: u32) -> &'a [u8] {
        let buckets = self.bytes.as_chunks::<BUCKET>().0;
        let Some(bucket) = buckets.get((feature >> self.shift) as usize) else { return &[] };
        let mut found = [0u32; SLOTS];
        for (found, slot) in found.iter_mut().zip(bucket.as_chunks::<4>().0) {
            let slot = u32::from_le_bytes(*slot);
            let mask = 0u32.wrapping_sub(u32::from((slot ^ feature) & TELLING == 0));
            *found = slot >> 10 & mask;
        }
        // At most one slot answers, all others are 0.
        let offset = found.iter().fold(0, |any, found| any | found);
        let start = offset as usize * 2;
        match self.rows.get(start) {
            Some(&length) if offset != 0 => {
                self.rows.get(start + 1..start + 1 + length as usize * 3).unwrap_or(&[])
            }
            _ => &[],
        }
    }
}

/// How far to shift a hash right to get its bucket.
fn shift_of(bytes: &[u8]) -> Result<u32> {
    let buckets = bytes.len() / BUCKET;
    if !bytes.len().is_multiple_of(BUCKET) || !buckets.is_power_of_two() || buckets < 2 {
        return Err(Error::invalid("weight table of a model has a wrong length"));
    }
    Ok(32 - buckets.trailing_zeros())
}

/// Lays out slots in buckets. Each item is a feature, its importance, and a function of what its slot is to be; where a
/// bucket overflows or two features cannot be told apart, the less important one is left out.
///
/// Returns the bytes and the indices of the items that found a place.
pub fn place(features: &[(u32, f32)], buckets: usize) -> Vec<Option<usize>> {
    let shift = 32 - buckets.trailing_zeros();
    let mut order: Vec<usize> = (0..features.len()).collect();
    order.sort_by(|&a, &b| {
        features[b].1.total_cmp(&features[a].1).then_with(|| features[a].0.cmp(&features[b].0))
    });
    let mut slots: Vec<Option<usize>> = vec![None; buckets * SLOTS];
    for item in order {
        let feature = features[item].0;
        let start = (feature >> shift) as usize * SLOTS;
        let bucket = &mut slots[start..start + SLOTS];
        let twin = bucket.iter().flatten().any(|&other| (features[other].0 ^ feature) & TELLING == 0);
        if let Some(free) = bucket.iter_mut().find(|slot| slot.is_none()).filter(|_| !twin) {
            *free = Some(item);
        }
    }
    slots
}

/// The bytes of a [`PairTable`] with that many buckets (a power of two, at least 2) for features with two weights each
/// within ±1023.
pub fn pair_table(weights: &[(u32, [i32; 2])], buckets: usize) -> Vec<u8> {
    let important =
        |&(feature, [a, b]): &(u32, [i32; 2])| (feature, (a.abs().max(b.abs()).max((a - b).abs())) as f32);
    let features: Vec<(u32, f32)> = weights.iter().map(important).collect();
    let slot = |item: Option<usize>| {
        item.map_or(0, |at| pair_slot(weights[at].0, weights[at].1[0], weights[at].1[1]))
    };
    place(&features, buckets).into_iter().flat_map(|item| slot(item).to_le_bytes()).collect()
}

/// The bytes of a [`RowTable`]'s two sections for features with a row of (label, weight) each.
pub fn row_table(weights: &[(u32, Vec<(u8, i16)>)], buckets: usize) -> (Vec<u8>, Vec<u8>) {
    let importance =
        |row: &[(u8, i16)]| row.iter().map(|&(_, weight)| f32::from(weight).abs()).fold(0.0, f32::max);
    let features: Vec<(u32, f32)> =
        weights.iter().map(|(feature, row)| (*feature, importance(row))).collect();
    let mut rows = vec![0u8; 2];
    let mut bytes = Vec::with_capacity(buckets * BUCKET);
    for item in place(&features, buckets) {
        let slot = item.map_or(0, |at| {
            let (feature, row) = &weights[at];
            let offset = (rows.len() / 2) as u32;
            debug_assert!(offset < 1 << 22 && row.len() < 256);
            rows.push(row.len() as u8);
            for &(label, weight) in row {
                rows.push(label);
                rows.extend(weight.to_le_bytes());
            }
            rows.resize(rows.len().next_multiple_of(2), 0);
            offset << 10 | feature & TELLING
        });
        bytes.extend(slot.to_le_bytes());
    }
    (bytes, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_back_with_their_signs() {
        let weights = [(0x1234_5678, [-1023, 5]), (0x9abc_def0, [17, -1023]), (0x1234_5679, [1, 2])];
        let bytes = pair_table(&weights, 4);
        let table = PairTable::new(&bytes).expect("right length");
        for (feature, expected) in weights {
            assert_eq!(table.sum(&[feature]), expected);
        }
        assert_eq!(table.sum(&[0x1234_5600]), [0, 0]);
        assert_eq!(table.sum(&[0x1234_5678, 0x9abc_def0, 0x1234_5600]), [-1006, -1018]);
    }

    #[test]
    fn rows_come_back_and_unknown_features_have_none() {
        let weights = [(7 << 20, vec![(3, -5), (200, 30_000)]), (9 << 24, vec![]), (5, vec![(0, 1)])];
        let (bytes, rows) = row_table(&weights, 8);
        let table = RowTable::new(&bytes, &rows).expect("right length");
        let found: Vec<(usize, i16)> = table.row(7 << 20).collect();
        assert_eq!(found, vec![(3, -5), (200, 30_000)]);
        assert_eq!(table.row(5).collect::<Vec<_>>(), vec![(0, 1)]);
        assert_eq!(table.row(6).count(), 0);
    }

    #[test]
    fn a_full_bucket_keeps_the_most_important_features() {
        let weights: Vec<(u32, [i32; 2])> = (0..20).map(|at| (at, [at as i32 + 1, 0])).collect();
        let bytes = pair_table(&weights, 2);
        let table = PairTable::new(&bytes).expect("right length");
        let sum_of = |feature| table.sum(&[feature])[0];
        assert_eq!(sum_of(19), 20);
        assert_eq!(sum_of(12), 13);
        assert_eq!(sum_of(11), 0);
    }
}
