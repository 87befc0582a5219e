//! Word classes: clusters of word vectors, and how often a word is written small in raw text.

use super::{read_text, write_file};
use std::collections::HashMap;
use std::path::PathBuf;
use tercet::entity::tagger::model::CLUSTER_BITS;
use tercet::text::{Case, split_sentences, tokenize};

/// Arguments of `names-clusters`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Word vectors as text, most frequent word first: the word, then its numbers.
    #[arg(long)]
    vectors: PathBuf,
    /// Raw texts in JSON Lines with a `text` each.
    #[arg(long, num_args = 1..)]
    raw: Vec<PathBuf>,
    /// How many of the most frequent words to keep whether or not the raw texts have them.
    #[arg(long, default_value_t = 60_000)]
    keep: usize,
    /// How often a rarer word has to stand in the raw texts to be kept.
    #[arg(long, default_value_t = 2)]
    least: u32,
    /// File to write: word, cluster, casing class.
    #[arg(long)]
    out: PathBuf,
}

/// How often a word stands capitalised and small, not counting first words of sentences.
#[derive(Clone, Copy, Default)]
struct Casing {
    small: u32,
    large: u32,
    all: u32,
}

/// Makes the classes.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let casing = count_casing(&arguments.raw)?;
    let (words, vectors) = read_vectors(arguments, &casing)?;
    eprintln!("{} words with vectors", words.len());
    let clusters = cluster(&vectors);
    let mut lines = String::new();
    for (word, cluster) in words.iter().zip(&clusters) {
        let class = casing_class(casing.get(word).copied().unwrap_or_default());
        lines.push_str(&format!("{word}\t{cluster}\t{class}\n"));
    }
    write_file(&arguments.out, lines.as_bytes())
}

/// 0 for a word not seen, else from 1 (never small) to 7 (always small).
fn casing_class(casing: Casing) -> u32 {
    let seen = casing.small + casing.large;
    (casing.small * 6 + seen / 2).checked_div(seen).map_or(0, |class| class + 1)
}

fn count_casing(raw: &[PathBuf]) -> Result<HashMap<String, Casing>, String> {
    let mut counts: HashMap<String, Casing> = HashMap::new();
    for path in raw {
        for line in read_text(path)?.lines() {
            let value: serde_json::Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
            let Some(text) = value["text"].as_str() else { continue };
            let tokens = tokenize(text);
            for sentence in split_sentences(text, &tokens) {
                for (i, token) in tokens[sentence.tokens.range()].iter().enumerate() {
                    let count = counts.entry(token.span.slice(text).to_lowercase()).or_default();
                    count.all += 1;
                    match token.case {
                        Case::Lower => count.small += 1,
                        Case::Title | Case::Upper | Case::Mixed if i > 0 => count.large += 1,
                        _ => {}
                    }
                }
            }
        }
    }
    Ok(counts)
}

type Vector = Vec<f32>;

/// Words to keep, and their vectors at length one.
fn read_vectors(
    arguments: &Arguments,
    casing: &HashMap<String, Casing>,
) -> Result<(Vec<String>, Vec<Vector>), String> {
    let (mut words, mut vectors) = (Vec::new(), Vec::new());
    for (rank, line) in read_text(&arguments.vectors)?.lines().enumerate() {
        let Some((word, numbers)) = line.split_once(' ') else { continue };
        let seen = casing.get(word).map_or(0, |c| c.all);
        if !word.chars().any(char::is_alphabetic) || (rank >= arguments.keep && seen < arguments.least) {
            continue;
        }
        let mut vector: Vector = numbers.split(' ').filter_map(|n| n.parse().ok()).collect();
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
        vector.iter_mut().for_each(|x| *x /= length);
        words.push(word.to_owned());
        vectors.push(vector);
    }
    Ok((words, vectors))
}

/// Clusters in three steps, 32 by 8 by 8, so that leading bits of a cluster number are coarser clusters.
fn cluster(vectors: &[Vector]) -> Vec<u32> {
    let mut numbers = vec![0u32; vectors.len()];
    for (bits, passes) in [(CLUSTER_BITS - 6, 20), (3, 12), (3, 12)] {
        let mut members: HashMap<u32, Vec<usize>> = HashMap::new();
        for (i, number) in numbers.iter().enumerate() {
            members.entry(*number).or_default().push(i);
        }
        for (number, members) in members {
            let own: Vec<&Vector> = members.iter().map(|i| &vectors[*i]).collect();
            for (member, part) in members.iter().zip(k_means(&own, 1 << bits, passes)) {
                numbers[*member] = number << bits | part as u32;
            }
        }
    }
    numbers
}

/// Spherical k-means; the first means are vectors at equal distances in the order given.
fn k_means(vectors: &[&Vector], k: usize, passes: usize) -> Vec<usize> {
    let k = k.min(vectors.len());
    let mut means: Vec<Vector> = (0..k).map(|i| vectors[i * vectors.len() / k].clone()).collect();
    let mut nearest = vec![0; vectors.len()];
    for _ in 0..passes {
        for (slot, vector) in nearest.iter_mut().zip(vectors) {
            let near = |mean: &Vector| mean.iter().zip(*vector).map(|(a, b)| a * b).sum::<f32>();
            let scores = means.iter().map(near);
            *slot = scores.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(i, _)| i);
        }
        means.iter_mut().for_each(|mean| mean.fill(0.0));
        for (slot, vector) in nearest.iter().zip(vectors) {
            means[*slot].iter_mut().zip(*vector).for_each(|(mean, x)| *mean += x);
        }
        for mean in &mut means {
            let length = mean.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
            mean.iter_mut().for_each(|x| *x /= length);
        }
    }
    nearest
}
