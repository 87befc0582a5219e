//! Writes a trained model: small whole numbers, the most telling features first until the size is reached.

use super::crf::Crf;
use tercet::entity::tagger::label::{LABELS, may_follow};
use tercet::entity::tagger::model::{Model, SCALE, WordClass};

/// Transition scores of an untrained model.
pub const NO_TRANSITIONS: [[i16; LABELS]; LABELS] = [[0; LABELS]; LABELS];

/// The bytes of a model. `size` bounds the bytes of the feature rows with their slots.
pub fn bytes(words: &[(u32, WordClass)], keys: &[u32], counts: &[u32], crf: &Crf, size: usize) -> Vec<u8> {
    let quantize = |w: f32| (w * SCALE).round().clamp(-127.0, 127.0) as i8;
    // Weight of the row, its place, and its labels with their weights.
    type Row = (f32, usize, Vec<(u8, i8)>);
    let mut rows: Vec<Row> = Vec::new();
    for (i, count) in counts.iter().enumerate() {
        let weights = crf.row(i).iter().enumerate().map(|(l, w)| (l as u8, quantize(*w)));
        let row: Vec<(u8, i8)> = weights.filter(|(_, w)| *w != 0).collect();
        let power: f32 = row.iter().map(|(_, w)| f32::from(*w).powi(2)).sum();
        if !row.is_empty() {
            rows.push(((*count as f32).sqrt() * power.sqrt() / (3.0 + row.len() as f32), i, row));
        }
    }
    let total: usize = rows.iter().map(|(_, _, row)| row.len()).sum();
    eprintln!("{} rows with {total} weights", rows.len());
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut used = 0;
    rows.retain(|(_, _, row)| {
        used += 6 + 2 * row.len();
        used <= size
    });
    eprintln!("{} rows kept", rows.len());
    rows.sort_by_key(|(_, i, _)| *i);
    let rows: Vec<_> = rows.into_iter().map(|(_, i, row)| (keys[i], row)).collect();
    let mut transitions = NO_TRANSITIONS;
    for (from, row) in transitions.iter_mut().enumerate() {
        for (to, score) in row.iter_mut().enumerate().filter(|(to, _)| may_follow(from, *to)) {
            *score = (crf.transitions(from)[to] * SCALE).round() as i16;
        }
    }
    Model::to_bytes(words, &rows, &transitions)
}
