//! The best sequence of labels.

use super::label::{KINDS, LABELS, LabelSet, OUTSIDE, Place, is_open, label, may_follow};
use super::model::{Model, Row, ZERO};

/// Score of what cannot be.
const NEVER: i32 = i32::MIN / 4;

/// Number of scores of a step, filled up like [`Row`].
const WIDTH: usize = ZERO.len();

/// Finds best label sequences; keeps its buffers between stretches.
#[derive(Debug)]
pub struct Decoder {
    /// Scores of a label after another, [`NEVER`] where it may not stand there.
    transitions: Box<[[i32; WIDTH]; LABELS]>,
    /// Greatest difference of two transition scores.
    spread: i32,
    back: Vec<[i32; WIDTH]>,
}

impl Decoder {
    /// A decoder with the transition scores of a model.
    pub fn new(model: &Model<'_>) -> Decoder {
        let mut transitions = Box::new([[NEVER; WIDTH]; LABELS]);
        for (previous, row) in transitions.iter_mut().enumerate() {
            for (next, score) in
                row.iter_mut().enumerate().take(LABELS).filter(|(next, _)| may_follow(previous, *next))
            {
                *score = model.transition(previous, next);
            }
        }
        let possible = || transitions.iter().flatten().copied().filter(|score| *score > NEVER);
        let spread = possible().max().unwrap_or(0) - possible().min().unwrap_or(0);
        Decoder { transitions, spread, back: Vec::new() }
    }

    /// The best labels for a stretch between tokens that are outside all names: scores of each token, and the
    /// labels it may have. Of equally good sequences the one with the smaller label numbers, last token first, wins.
    pub fn best(&mut self, scores: &[Row], allowed: &[LabelSet]) -> Vec<u8> {
        self.back.clear();
        let mut best = [NEVER; WIDTH];
        best[OUTSIDE] = 0;
        for (emission, allowed) in scores.iter().zip(allowed) {
            best = self.step(&best, emission, *allowed);
        }
        let last = (0..LABELS).filter(|l| !is_open(*l)).max_by_key(|l| (best[*l], std::cmp::Reverse(*l)));
        let mut at = last.unwrap_or(OUTSIDE);
        let mut labels = vec![0; scores.len()];
        for (slot, back) in labels.iter_mut().zip(&self.back).rev() {
            *slot = at as u8;
            at = back[at] as usize;
        }
        labels
    }

    /// One token on: the best score that ends in each label; the label before it is put down.
    fn step(&mut self, best: &[i32; WIDTH], emission: &Row, allowed: LabelSet) -> [i32; WIDTH] {
        let mut next = [NEVER * 2; WIDTH];
        let mut back = [0; WIDTH];
        let closed = || (0..LABELS).filter(|l| !is_open(*l));
        let most = closed().map(|l| best[l]).max().unwrap_or(NEVER);
        // A label that is behind by more than transitions can make good is on no best way.
        for previous in closed().filter(|l| best[*l] + self.spread >= most && best[*l] > NEVER / 2) {
            let (so_far, row) = (best[previous], &self.transitions[previous]);
            for to in 0..WIDTH {
                let score = so_far + row[to];
                let better = score > next[to];
                next[to] = if better { score } else { next[to] };
                back[to] = if better { previous as i32 } else { back[to] };
            }
        }
        for kind in (0..KINDS.len())
            .filter(|k| best[label(*k, Place::Begin)].max(best[label(*k, Place::Inside)]) > NEVER / 2)
        {
            for from in [Place::Begin, Place::Inside].map(|place| label(kind, place)) {
                for to in [Place::Inside, Place::Last].map(|place| label(kind, place)) {
                    let score = best[from] + self.transitions[from][to];
                    if score > next[to] {
                        (next[to], back[to]) = (score, from as i32);
                    }
                }
            }
        }
        for (l, score) in next.iter_mut().enumerate() {
            let possible = allowed >> l & 1 == 1 && *score > NEVER / 2;
            *score = if possible { *score + i32::from(emission[l]) } else { NEVER };
        }
        self.back.push(back);
        next
    }
}
