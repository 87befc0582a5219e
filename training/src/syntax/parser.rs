//! Trains the parser: first the actions with a dynamic oracle (Goldberg and Nivre 2013), then the relations.

use super::instance::Instance;
use super::weights::{Shuffle, Weights, buckets_for, quantise};
use tercet::syntax::features::Features;
use tercet::syntax::labeller::{Arcs, Chooser, best};
use tercet::syntax::lexicon::Lexicon;
use tercet::syntax::parser::{self, bit};
use tercet::syntax::table::{pair_table, row_table};
use tercet::syntax::transition::{Action, Items, State};
use tercet::syntax::{Deprel, model};

/// How training goes.
pub struct Options {
    /// Passes over the data for the actions.
    pub passes: usize,
    /// Passes over the data for the relations.
    pub label_passes: usize,
    /// Buckets of the table of actions, as a power of two.
    pub bucket_bits: u32,
    /// States kept side by side.
    pub beam: usize,
    /// Features of relations changed less often are left out.
    pub least_changes: u32,
    /// Weights of relations below this are left out (the largest is 2000).
    pub least_weight: f32,
}

/// The bytes of a parser file trained on the instances.
pub fn train(data: &[Instance], lexicon: &Lexicon<'_>, options: &Options) -> Vec<u8> {
    let actions = train_actions(data, options);
    let labels = train_labels(data, options);
    let acts = action_table(&actions, options);
    let (rows, _) = quantise(labels.averaged(options.least_changes), 2000.0, options.least_weight);
    let (labs, row_bytes) = row_table(&rows, buckets_for(rows.len()));
    eprintln!("labels: {} features kept, {} + {} bytes", rows.len(), labs.len(), row_bytes.len());
    let names: Vec<&str> = Deprel::ALL.iter().map(|relation| relation.name()).collect();
    let names = names.join("\n");
    let sections: [([u8; 4], &[u8]); 5] = [
        (*b"rels", names.as_bytes()),
        (*b"beam", &[options.beam as u8]),
        (*b"acts", &acts),
        (*b"labs", &labs),
        (*b"rows", &row_bytes),
    ];
    model::write(parser::KIND, parser::feature_set(lexicon), &sections)
}

/// Averaged weights of actions as the table of differences from the weight of the first action.
fn action_table(weights: &Weights, options: &Options) -> Vec<u8> {
    let rows = weights.averaged(2);
    let pairs: Vec<(u32, [f32; 2])> =
        rows.iter().map(|(feature, row)| (*feature, [row[1] - row[0], row[2] - row[0]])).collect();
    let mut sizes: Vec<f32> = pairs.iter().flat_map(|(_, pair)| pair.map(f32::abs)).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    // The few largest weights are cut off, so that the others are stored more exactly.
    let top = sizes[sizes.len() - 1 - sizes.len() / 100_000];
    let scale = 1000.0 / top;
    let store = |weight: f32| ((weight * scale).round() as i32).clamp(-1023, 1023);
    let pairs: Vec<(u32, [i32; 2])> = pairs
        .into_iter()
        .map(|(feature, pair)| (feature, pair.map(store)))
        .filter(|&(_, pair)| pair != [0, 0])
        .collect();
    eprintln!("actions: {} features, {} with weight, largest {top}", rows.len(), pairs.len());
    pair_table(&pairs, 1 << options.bucket_bits)
}

fn train_actions(data: &[Instance], options: &Options) -> Weights {
    let mut weights = Weights::new(3);
    let mut order: Vec<usize> = (0..data.len()).collect();
    let mut chance = Shuffle::new(2);
    let mut learner = Learner::default();
    for pass in 0..options.passes {
        chance.shuffle(&mut order);
        let wrong: usize =
            order.iter().map(|&at| learner.learn(&data[at], &mut weights, pass > 0, &mut chance)).sum();
        eprintln!("actions: pass {}: {wrong} mistakes, {} features", pass + 1, weights.len());
    }
    weights
}

#[derive(Default)]
struct Learner {
    items: Items,
    features: Features,
}

impl Learner {
    /// Parses a sentence, learns from each mistake, and returns their number. When exploring, goes on with what the
    /// parser would do nine times of ten.
    fn learn(
        &mut self,
        instance: &Instance,
        weights: &mut Weights,
        explore: bool,
        chance: &mut Shuffle,
    ) -> usize {
        let mut state = self.items.start(instance.line.len());
        let mut wrong = 0;
        while !self.items.is_final(&state) {
            let allowed: Vec<Action> =
                Action::ALL.into_iter().filter(|&action| self.items.allows(&state, action)).collect();
            let mut action = allowed[0];
            if allowed.len() > 1 {
                self.features.extract(&instance.line, &self.items, &state);
                let mut scores = [0; 3];
                self.features.list().iter().for_each(|&feature| weights.add(feature, &mut scores));
                let score = |action: Action| scores[action as usize];
                let cost = |action: Action| cost(instance, &self.items, &state, action);
                let least = allowed.iter().map(|&action| cost(action)).min().unwrap_or(0);
                let first_best =
                    |best: Action, next: Action| if score(next) > score(best) { next } else { best };
                let guess = allowed.iter().copied().reduce(first_best).unwrap_or(Action::Shift);
                let right =
                    allowed.iter().copied().filter(|&action| cost(action) == least).reduce(first_best);
                let right = right.unwrap_or(guess);
                weights.tick();
                let mistaken = cost(guess) > least;
                if mistaken {
                    wrong += 1;
                    for &feature in self.features.list() {
                        weights.change(feature, right as usize, 1);
                        weights.change(feature, guess as usize, -1);
                    }
                }
                action = if mistaken && explore && chance.below(10) < 9 { guess } else { right };
                if !mistaken {
                    action = guess;
                }
            }
            state = self.items.apply(&state, action, 0, |node| bit(&instance.line, node));
        }
        wrong
    }
}

/// How many gold arcs that can still be made cannot be made after the action.
fn cost(instance: &Instance, items: &Items, state: &State, action: Action) -> usize {
    let heads = &instance.heads;
    let end = heads.len() as u32;
    let top = items.get(state.top);
    let front = state.at;
    let in_buffer = |node: u32| (front..end).contains(&node);
    match action {
        Action::Shift => {
            let mut lost = 0;
            let mut item = state.top;
            let mut first = true;
            while item != 0 {
                let node = items.get(item).node;
                lost += usize::from(heads[node as usize] == front);
                lost += usize::from(!first && heads[front as usize] == node);
                first = false;
                item = items.get(item).below;
            }
            lost
        }
        Action::Left => {
            let head = heads[top.node as usize];
            let below = items.get(top.below).node;
            let lost_head = top.below != 0 && head == below || head > front && head <= end;
            usize::from(lost_head) + dependents_from(heads, top.node, front)
        }
        Action::Right => {
            let head = heads[top.node as usize];
            let lost_head = in_buffer(head) || head == end;
            usize::from(lost_head) + dependents_from(heads, top.node, front)
        }
    }
}

/// How many gold dependents of a node stand in the buffer.
fn dependents_from(heads: &[u32], node: u32, front: u32) -> usize {
    heads[front as usize..].iter().filter(|&&head| head == node).count()
}

fn train_labels(data: &[Instance], options: &Options) -> Weights {
    let mut weights = Weights::new(Deprel::ALL.len());
    let mut order: Vec<usize> = (0..data.len()).collect();
    let mut chance = Shuffle::new(3);
    let mut arcs = Arcs::default();
    for pass in 0..options.label_passes {
        chance.shuffle(&mut order);
        let mut wrong = 0;
        for &at in &order {
            let instance = &data[at];
            arcs.prepare(&instance.true_heads);
            let mut learner =
                LabelLearner { weights: &mut weights, gold: &instance.labels, wrong: 0, sums: Vec::new() };
            arcs.decide(&instance.line, &mut learner);
            wrong += learner.wrong;
        }
        eprintln!("labels: pass {}: {wrong} mistakes, {} features", pass + 1, weights.len());
    }
    weights
}

struct LabelLearner<'a> {
    weights: &'a mut Weights,
    gold: &'a [u8],
    wrong: usize,
    sums: Vec<i32>,
}

impl Chooser for LabelLearner<'_> {
    fn choose(&mut self, node: usize, features: &[u32]) -> u8 {
        self.sums.clear();
        self.sums.resize(Deprel::ALL.len(), 0);
        features.iter().for_each(|&feature| self.weights.add(feature, &mut self.sums));
        let guess = best(&self.sums);
        let gold = self.gold[node];
        self.weights.tick();
        if guess != gold && gold != Deprel::Root as u8 {
            self.wrong += 1;
            for &feature in features {
                self.weights.change(feature, gold as usize, 1);
                self.weights.change(feature, guess as usize, -1);
            }
        }
        guess
    }
}
