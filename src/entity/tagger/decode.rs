//! The best sequence of labels.

use super::label::{ALL, KINDS, LABELS, LabelSet, OUTSIDE, Place, is_open, label, parts};
use super::model::Model;

/// Score of what cannot be.
const NEVER: i32 = i32::MIN / 4;

/// Finds best label sequences; keeps its buffers between stretches.
#[derive(Debug)]
pub struct Decoder {
    transitions: Box<[[i32; LABELS]; LABELS]>,
    back: Vec<[u8; LABELS]>,
}

impl Decoder {
    /// A decoder with the transition scores of a model.
    pub fn new(model: &Model<'_>) -> Decoder {
        let mut transitions = Box::new([[0; LABELS]; LABELS]);
        for (previous, row) in transitions.iter_mut().enumerate() {
            for (next, score) in row.iter_mut().enumerate() {
                *score = model.transition(previous, next);
            }
        }
        Decoder { transitions, back: Vec::new() }
    }

    /// The best labels for a stretch between tokens that are outside all names: scores of each token, and the
    /// labels it may have. Of equally good sequences the one with the smaller label numbers, last token first, wins.
    pub fn best(&mut self, scores: &[[i32; LABELS]], allowed: &[LabelSet]) -> Vec<u8> {
        self.back.clear();
        let mut best = [NEVER; LABELS];
        best[OUTSIDE] = 0;
        for (emission, allowed) in scores.iter().zip(allowed) {
            let (next, back) = self.step(&best, emission, *allowed & ALL);
            best = next;
            self.back.push(back);
        }
        let last = (0..LABELS).filter(|l| !is_open(*l)).max_by_key(|l| (best[*l], std::cmp::Reverse(*l)));
        let mut at = last.unwrap_or(OUTSIDE) as u8;
        let mut labels = vec![0; scores.len()];
        for (slot, back) in labels.iter_mut().zip(&self.back).rev() {
            *slot = at;
            at = back[usize::from(at)];
        }
        labels
    }

    /// One token on: the best score that ends in each label, and the label before it.
    fn step(
        &self,
        best: &[i32; LABELS],
        emission: &[i32; LABELS],
        allowed: LabelSet,
    ) -> ([i32; LABELS], [u8; LABELS]) {
        let mut next = [NEVER; LABELS];
        let mut back = [0u8; LABELS];
        for previous in (0..LABELS).filter(|l| !is_open(*l) && best[*l] > NEVER / 2) {
            let row = &self.transitions[previous];
            for to in (0..LABELS).filter(|l| !matches!(parts(*l), Some((_, Place::Inside | Place::Last)))) {
                let score = best[previous] + row[to];
                if score > next[to] {
                    next[to] = score;
                    back[to] = previous as u8;
                }
            }
        }
        for kind in 0..KINDS.len() {
            for from in [Place::Begin, Place::Inside].map(|place| label(kind, place)) {
                for to in [Place::Inside, Place::Last].map(|place| label(kind, place)) {
                    let score = best[from] + self.transitions[from][to];
                    if score > next[to] {
                        next[to] = score;
                        back[to] = from as u8;
                    }
                }
            }
        }
        for (l, score) in next.iter_mut().enumerate() {
            let possible = allowed >> l & 1 == 1 && *score > NEVER / 2;
            *score = if possible { *score + emission[l] } else { NEVER };
        }
        (next, back)
    }
}
