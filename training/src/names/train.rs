//! Training of the name tagger.

use super::corpus::{self, Record};
use super::crf::{Crf, Rates};
use super::examples::{Example, Recase, examples, scheme};
use super::{read_text, write, write_file};
use std::collections::HashMap;
use std::path::PathBuf;
use tercet::entity::tagger::model::{Model, WordClass};
use tercet::entity::tagger::table::hash_bytes;

/// Arguments of `train-names`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Word classes made by `names-clusters`.
    #[arg(long)]
    words: PathBuf,
    /// Sets to train on; `FILE:WEIGHT` counts a set's texts more or less than once.
    #[arg(long, num_args = 1.., required = true)]
    train: Vec<String>,
    /// File to write.
    #[arg(long)]
    out: PathBuf,
    /// Passes over the data.
    #[arg(long, default_value_t = 12)]
    passes: usize,
    /// Step size.
    #[arg(long, default_value_t = 0.15)]
    rate: f32,
    /// Weight of the sum of absolute values.
    #[arg(long, default_value_t = 0.5)]
    l1: f32,
    /// Weight of the sum of squares.
    #[arg(long, default_value_t = 2.0)]
    l2: f32,
    /// One text in so many is also read in large letters, one in title case, and one in small letters.
    #[arg(long, default_value_t = 12)]
    recase: usize,
    /// Least number of tokens that have a feature.
    #[arg(long, default_value_t = 2)]
    least: u32,
    /// Bytes that the feature rows may take.
    #[arg(long, default_value_t = 3_000_000)]
    size: usize,
}

/// An example with the weight of its set.
type Weighted = (Example, f32);

/// Trains and writes the weights.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let words = read_words(&arguments.words)?;
    let bare = Model::to_bytes(&words, &[], &write::NO_TRANSITIONS);
    let model = Model::from_bytes(&bare).map_err(|error| error.to_string())?;
    let mut data = read_examples(arguments, &model)?;
    let (keys, counts) = index_features(&mut data, arguments.least);
    eprintln!("{} stretches, {} features", data.len(), keys.len());
    let rates = Rates { rate: arguments.rate, l1: arguments.l1, l2: arguments.l2 };
    let mut crf = Crf::new(keys.len(), rates);
    for pass in 0..arguments.passes {
        let (mut loss, mut skipped) = (0.0, 0);
        for at in order(data.len(), pass) {
            let (example, weight) = &data[at];
            match crf.step(example, *weight) {
                Some(example_loss) => loss += f64::from(example_loss),
                None => skipped += 1,
            }
        }
        eprintln!("pass {pass}: loss {:.4}, {skipped} skipped", loss / data.len() as f64);
    }
    write_file(&arguments.out, &write::bytes(&words, &keys, &counts, &crf, arguments.size))
}

/// Reads word classes.
pub fn read_words(path: &PathBuf) -> Result<Vec<(u32, WordClass)>, String> {
    let read = |line: &str| {
        let mut fields = line.split('\t');
        let key = hash_bytes(fields.next()?.as_bytes());
        let class = WordClass { cluster: fields.next()?.parse().ok()?, casing: fields.next()?.parse().ok()? };
        Some((key, class))
    };
    let text = read_text(path)?;
    let words = text.lines().enumerate();
    words
        .map(|(i, l)| read(l).ok_or_else(|| format!("{}:{}: expected three fields", path.display(), i + 1)))
        .collect()
}

fn read_examples(arguments: &Arguments, model: &Model<'_>) -> Result<Vec<Weighted>, String> {
    let mut data = Vec::new();
    for set in &arguments.train {
        let (path, weight) =
            set.rsplit_once(':').map_or((set.as_str(), 1.0), |(path, w)| (path, w.parse().unwrap_or(1.0)));
        let path = PathBuf::from(path);
        let scheme = scheme(&corpus::set_name(&path));
        let records = corpus::read(&path, true)?;
        let mut add = |record: &Record, how| {
            data.extend(examples(model, record, &scheme, how).into_iter().map(|e| (e, weight)));
        };
        for (i, record) in records.iter().enumerate() {
            add(record, Recase::None);
            match i % arguments.recase {
                0 => add(record, Recase::Upper),
                1 => add(record, Recase::Title),
                2 => add(record, Recase::Lower),
                _ => {}
            }
        }
    }
    Ok(data)
}

/// Replaces hashes by indices, drops rare features, and returns the hash and count of each index.
fn index_features(data: &mut [Weighted], least: u32) -> (Vec<u32>, Vec<u32>) {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for feature in data.iter().flat_map(|(example, _)| example.features.iter().flatten()) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut keys: Vec<u32> = counts.iter().filter(|(_, n)| **n >= least).map(|(key, _)| *key).collect();
    keys.sort_by_key(|key| (std::cmp::Reverse(counts[key]), *key));
    let index: HashMap<u32, u32> = keys.iter().enumerate().map(|(i, key)| (*key, i as u32)).collect();
    for features in data.iter_mut().flat_map(|(example, _)| example.features.iter_mut()) {
        *features = features.iter().filter_map(|feature| index.get(feature).copied()).collect();
    }
    let counts = keys.iter().map(|key| counts[key]).collect();
    (keys, counts)
}

/// The same shuffled order for the same pass every time.
fn order(length: usize, pass: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    let mut state = 0x2545_F491_4F6C_DD1D_u64 ^ (pass as u64 + 1);
    for i in (1..length).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(i, (state % (i as u64 + 1)) as usize);
    }
    order
}
