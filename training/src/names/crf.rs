//! A linear-chain conditional random field with partly known labels, trained by FTRL-Proximal (McMahan et al.,
//! "Ad click prediction: a view from the trenches", 2013), which makes most weights exactly zero.

use super::examples::Example;
use tercet::entity::tagger::label::{LABELS, LabelSet, OUTSIDE, is_open, may_follow};

type Row = [f32; LABELS];

/// How fast and how sparsely to learn.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// Step size.
    pub rate: f32,
    /// Weight of the sum of absolute values.
    pub l1: f32,
    /// Weight of the sum of squares.
    pub l2: f32,
}

/// Weights of one feature with what their updates need.
#[derive(Clone)]
struct Weights {
    w: Row,
    z: Row,
    n: Row,
}

impl Weights {
    const ZERO: Weights = Weights { w: [0.0; LABELS], z: [0.0; LABELS], n: [0.0; LABELS] };

    fn update(&mut self, gradient: &Row, rates: Rates) {
        for (l, g) in gradient.iter().enumerate() {
            let n = self.n[l] + g * g;
            let sigma = (n.sqrt() - self.n[l].sqrt()) / rates.rate;
            let z = self.z[l] + g - sigma * self.w[l];
            self.n[l] = n;
            self.z[l] = z;
            let shrunk = z.abs() - rates.l1;
            let size = shrunk.max(0.0) / ((1.0 + n.sqrt()) / rates.rate + rates.l2);
            self.w[l] = -size.copysign(z);
        }
    }
}

/// The model in training.
pub struct Crf {
    rows: Vec<Weights>,
    transitions: Vec<Weights>,
    /// Exponentials of the transitions, brought up to date now and then.
    factors: Vec<Row>,
    pairs: Vec<(usize, usize)>,
    rates: Rates,
    steps: usize,
}

/// Marginal probabilities of the labels of each token, and the expected number of each transition.
struct Marginals {
    nodes: Vec<Row>,
    edges: Vec<Row>,
    log_z: f32,
}

impl Crf {
    /// A model of zeros over this many features.
    pub fn new(features: usize, rates: Rates) -> Crf {
        let pairs = (0..LABELS).flat_map(|i| (0..LABELS).map(move |j| (i, j)));
        Crf {
            rows: vec![Weights::ZERO; features],
            transitions: vec![Weights::ZERO; LABELS],
            factors: vec![[1.0; LABELS]; LABELS],
            pairs: pairs.filter(|(i, j)| may_follow(*i, *j)).collect(),
            rates,
            steps: 0,
        }
    }

    /// Weights of a feature.
    pub fn row(&self, feature: usize) -> &Row {
        &self.rows[feature].w
    }

    /// Weights of the transitions from a label.
    pub fn transitions(&self, from: usize) -> &Row {
        &self.transitions[from].w
    }

    /// One step on an example of this weight; the loss, or `None` where the annotation contradicts what decoding
    /// allows.
    pub fn step(&mut self, example: &Example, weight: f32) -> Option<f32> {
        let scores = self.scores(example);
        let wanted: Vec<LabelSet> =
            example.gold.iter().zip(&example.allowed).map(|(gold, allowed)| gold & allowed).collect();
        let gold = self.marginals(&scores, &wanted)?;
        let free = self.marginals(&scores, &example.allowed)?;
        for (token, features) in example.features.iter().enumerate() {
            let gradient = difference(&free.nodes[token], &gold.nodes[token], weight);
            if gradient.iter().all(|g| g.abs() < 1e-4) {
                continue;
            }
            for feature in features {
                self.rows[*feature as usize].update(&gradient, self.rates);
            }
        }
        for from in 0..LABELS {
            let gradient = difference(&free.edges[from], &gold.edges[from], weight);
            self.transitions[from].update(&gradient, self.rates);
        }
        self.steps += 1;
        if self.steps.is_multiple_of(16) {
            for (factors, weights) in self.factors.iter_mut().zip(&self.transitions) {
                *factors = weights.w.map(f32::exp);
            }
        }
        Some(free.log_z - gold.log_z)
    }

    fn scores(&self, example: &Example) -> Vec<Row> {
        let score = |features: &Vec<u32>| {
            let mut sum = [0.0; LABELS];
            for feature in features {
                sum.iter_mut().zip(&self.rows[*feature as usize].w).for_each(|(sum, w)| *sum += w);
            }
            sum
        };
        example.features.iter().map(score).collect()
    }

    /// Forward and backward sums over the label sequences that `allowed` permits.
    fn marginals(&self, scores: &[Row], allowed: &[LabelSet]) -> Option<Marginals> {
        let mut log_z = 0.0;
        let emissions: Vec<Row> = scores
            .iter()
            .zip(allowed)
            .map(|(row, set)| {
                let in_set = |l: usize| set >> l & 1 == 1;
                let most = (0..LABELS).filter(|l| in_set(*l)).map(|l| row[l]).fold(f32::MIN, f32::max);
                log_z += most;
                std::array::from_fn(|l| if in_set(l) { (row[l] - most).max(-60.0).exp() } else { 0.0 })
            })
            .collect();
        let mut forward: Vec<Row> = Vec::with_capacity(scores.len());
        let mut before = [0.0; LABELS];
        before[OUTSIDE] = 1.0;
        for emission in &emissions {
            let mut row = [0.0; LABELS];
            for &(i, j) in &self.pairs {
                row[j] += before[i] * self.factors[i][j];
            }
            row.iter_mut().zip(emission).for_each(|(a, e)| *a *= e);
            log_z += normalize(&mut row)?.ln();
            forward.push(row);
            before = row;
        }
        let mut after: Row = std::array::from_fn(|l| if is_open(l) { 0.0 } else { 1.0 });
        let ending: f32 = before.iter().zip(&after).map(|(a, b)| a * b).sum();
        if ending <= 0.0 {
            return None;
        }
        log_z += ending.ln();
        let mut nodes = vec![[0.0; LABELS]; scores.len()];
        let mut edges = vec![[0.0; LABELS]; LABELS];
        for t in (0..scores.len()).rev() {
            nodes[t] = std::array::from_fn(|l| forward[t][l] * after[l]);
            normalize(&mut nodes[t])?;
            let right: Row = std::array::from_fn(|l| emissions[t][l] * after[l]);
            let left = if t > 0 { forward[t - 1] } else { std::array::from_fn(|l| f32::from(l == OUTSIDE)) };
            let mut total = 0.0;
            let mut next = [0.0; LABELS];
            for &(i, j) in &self.pairs {
                let path = self.factors[i][j] * right[j];
                next[i] += path;
                total += left[i] * path;
            }
            for &(i, j) in &self.pairs {
                edges[i][j] += left[i] * self.factors[i][j] * right[j] / total;
            }
            normalize(&mut next)?;
            after = next;
        }
        Some(Marginals { nodes, edges, log_z })
    }
}

fn difference(a: &Row, b: &Row, weight: f32) -> Row {
    std::array::from_fn(|l| (a[l] - b[l]) * weight)
}

/// Divides by the sum and returns it; `None` if there is nothing to divide.
fn normalize(row: &mut Row) -> Option<f32> {
    let sum: f32 = row.iter().sum();
    if sum <= 0.0 || !sum.is_finite() {
        return None;
    }
    row.iter_mut().for_each(|x| *x /= sum);
    Some(sum)
}
