//! Trains the tagger.

use super::conllu::Sentence;
use super::weights::{Shuffle, Weights, buckets_for, quantise};
use std::collections::HashMap;
use tercet::syntax::lexicon::Lexicon;
use tercet::syntax::table::row_table;
use tercet::syntax::tagger::{self, POSITIONS, START, at_position, best, context_features};
use tercet::syntax::word::{CaseContext, Word, word_features};
use tercet::syntax::{Tag, model};

/// How training goes.
pub struct Options {
    /// Passes over the training data.
    pub passes: usize,
    /// Features changed less often are left out.
    pub least_changes: u32,
    /// Weights below this are left out (the largest is 1200).
    pub least_weight: f32,
}

/// A training sentence ready for repeated use: features of its forms, classes and gold tags.
struct Prepared {
    words: Vec<Word>,
    features: Vec<Vec<(u32, u8)>>,
    gold: Vec<Option<u8>>,
}

/// The bytes of a tagger file trained on the sentences.
pub fn train(sentences: &[Sentence], lexicon: &Lexicon<'_>, options: &Options) -> Vec<u8> {
    let index: HashMap<Tag, u8> =
        lexicon.tags().iter().enumerate().map(|(at, &tag)| (tag, at as u8)).collect();
    let mut data: Vec<Prepared> = Vec::new();
    let mut chance = Shuffle::new(1);
    for sentence in sentences {
        let forms: Vec<String> = sentence.words.iter().map(|word| word.form.clone()).collect();
        let gold: Vec<Option<u8>> = sentence.words.iter().map(|word| index.get(&word.tag).copied()).collect();
        if let Some(forms) = recased(&forms, chance.below(100)) {
            data.push(prepare(&forms, gold.clone(), lexicon));
        }
        data.push(prepare(&forms, gold, lexicon));
    }
    let mut weights = Weights::new(lexicon.tags().len());
    let mut order: Vec<usize> = (0..data.len()).collect();
    for pass in 0..options.passes {
        chance.shuffle(&mut order);
        let wrong: usize = order.iter().map(|&at| learn(&data[at], &mut weights, lexicon)).sum();
        eprintln!("tagger: pass {}: {wrong} mistakes, {} features", pass + 1, weights.len());
    }
    let (rows, _) = quantise(weights.averaged(options.least_changes), 1200.0, options.least_weight);
    let buckets = buckets_for(rows.len());
    let (table, row_bytes) = row_table(&rows, buckets);
    eprintln!("tagger: {} features kept, {} + {} bytes", rows.len(), table.len(), row_bytes.len());
    model::write(tagger::KIND, tagger::feature_set(lexicon), &[(*b"feat", &table), (*b"rows", &row_bytes)])
}

/// A copy of some sentences as a headline, in capitals, or in small letters.
fn recased(forms: &[String], chance: usize) -> Option<Vec<String>> {
    let title = |form: &String| {
        let mut letters = form.chars();
        match letters.next() {
            Some(first) if form.chars().count() > 3 => first.to_uppercase().chain(letters).collect(),
            _ => form.clone(),
        }
    };
    match chance {
        0..4 => Some(forms.iter().map(|form| form.to_uppercase()).collect()),
        4..8 => Some(forms.iter().map(title).collect()),
        8..10 => Some(forms.iter().map(|form| form.to_lowercase()).collect()),
        _ => None,
    }
}

fn prepare(forms: &[String], gold: Vec<Option<u8>>, lexicon: &Lexicon<'_>) -> Prepared {
    let texts: Vec<&str> = forms.iter().map(String::as_str).collect();
    let case = CaseContext::of(&texts);
    let mut features = Vec::with_capacity(texts.len());
    let mut words = Vec::with_capacity(texts.len());
    for (at, text) in texts.iter().enumerate() {
        let mut own = Vec::new();
        words.push(word_features(text, case.at(at), lexicon, &mut own));
        features.push(own);
    }
    Prepared { words, features, gold }
}

/// Tags a sentence, learns from each mistake, and returns their number. The history is what was predicted.
fn learn(sentence: &Prepared, weights: &mut Weights, lexicon: &Lexicon<'_>) -> usize {
    let mut history = [START; 2];
    let mut wrong = 0;
    let mut features = Vec::new();
    let mut sums = vec![0; lexicon.tags().len()];
    for at in 0..sentence.words.len() {
        let word = sentence.words[at];
        let candidates: &[u8] = if word.is_closed() { lexicon.class(word.entry.class) } else { &[] };
        let tag = if let [only] = candidates {
            *only
        } else {
            features_at(sentence, at, history, &mut features);
            sums.fill(0);
            for &feature in &features {
                weights.add(feature, &mut sums);
            }
            best(&sums, candidates)
        };
        weights.tick();
        if let Some(gold) = sentence.gold[at]
            && gold != tag
        {
            wrong += 1;
            if candidates.is_empty() || candidates.len() > 1 && candidates.contains(&gold) {
                for &feature in &features {
                    weights.change(feature, gold as usize, 1);
                    weights.change(feature, tag as usize, -1);
                }
            }
        }
        history = [tag, history[0]];
    }
    wrong
}

/// All features of one decision, as the tagger sums them.
fn features_at(sentence: &Prepared, at: usize, history: [u8; 2], out: &mut Vec<u32>) {
    out.clear();
    for position in 0..POSITIONS {
        let Some(own) = (at + position).checked_sub(2).and_then(|neighbour| sentence.features.get(neighbour))
        else {
            continue;
        };
        let reaching = own.iter().filter(|&&(_, reach)| position.abs_diff(2) <= reach as usize);
        out.extend(reaching.map(|&(feature, _)| at_position(feature, position)));
    }
    let word = |at: Option<usize>| at.and_then(|at| sentence.words.get(at)).copied().unwrap_or_default();
    out.extend(context_features(&[word(at.checked_sub(1)), word(Some(at)), word(Some(at + 1))], history));
}
