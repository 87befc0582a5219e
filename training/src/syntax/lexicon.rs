//! Builds the lexicon: tag classes from treebanks, clusters and case from unlabelled text, parts of speech from a
//! dictionary.

use super::conllu::Sentence;
use std::collections::{BTreeMap, HashMap};
use tercet::syntax::Tag;
use tercet::syntax::hash;
use tercet::syntax::lexicon::{self, Entry};

/// Tags rarer than this in the training data are never given.
const RARE_TAG: usize = 5;
/// Forms rarer than this have no class, so that classes mean the same in training as on new text.
const CLASS_COUNT: usize = 4;
/// Forms at least this frequent take no tag outside their class.
const CLOSED_COUNT: usize = 30;

/// What is known of forms besides the treebanks.
#[derive(Default)]
pub struct Extra {
    /// Fine and coarse cluster of a form in small letters.
    pub clusters: HashMap<String, (u16, u8)>,
    /// Flags of a form in small letters.
    pub flags: HashMap<String, u8>,
}

/// The bytes of a lexicon file.
pub fn build(sentences: &[Sentence], extra: &Extra) -> Vec<u8> {
    let tags = tag_list(sentences);
    let index: HashMap<Tag, u8> = tags.iter().enumerate().map(|(at, &tag)| (tag, at as u8)).collect();
    let mut forms: BTreeMap<String, BTreeMap<u8, usize>> = BTreeMap::new();
    for word in sentences.iter().flat_map(|sentence| &sentence.words) {
        let counts = forms.entry(word.form.to_lowercase()).or_default();
        if let Some(&tag) = index.get(&word.tag) {
            *counts.entry(tag).or_default() += 1;
        }
    }
    for form in extra.clusters.keys().chain(extra.flags.keys()) {
        forms.entry(form.clone()).or_default();
    }
    let mut classes: Vec<Vec<u8>> = Vec::new();
    let mut entries: Vec<(usize, u32, Entry)> = Vec::new();
    for (form, counts) in &forms {
        let total: usize = counts.values().sum();
        let (fine, coarse) = extra.clusters.get(form).copied().unwrap_or_default();
        let mut flags = extra.flags.get(form).copied().unwrap_or_default();
        let mut class = 0;
        if total >= CLASS_COUNT {
            let members = class_of(counts, total);
            let at = classes.iter().position(|known| *known == members).unwrap_or_else(|| {
                classes.push(members);
                classes.len() - 1
            });
            class = at as u16 + 1;
            if total >= CLOSED_COUNT {
                flags |= Entry::CLOSED;
            }
        }
        let entry = Entry { class, fine, coarse, flags };
        if entry != Entry::default() {
            entries.push((total, hash::lower(form), entry));
        }
    }
    entries.sort_by_key(|&(total, form, _)| (std::cmp::Reverse(total), form));
    let forms: Vec<(u32, Entry)> = entries.into_iter().map(|(_, form, entry)| (form, entry)).collect();
    let buckets = super::weights::buckets_for(forms.len());
    eprintln!(
        "lexicon: {} tags, {} classes, {} forms, {} buckets",
        tags.len(),
        classes.len(),
        forms.len(),
        buckets
    );
    lexicon::write(&tags, &classes, &forms, buckets)
}

/// The tags of the training data that are not rare, most frequent first.
fn tag_list(sentences: &[Sentence]) -> Vec<Tag> {
    let mut counts: BTreeMap<Tag, usize> = BTreeMap::new();
    for word in sentences.iter().flat_map(|sentence| &sentence.words) {
        *counts.entry(word.tag).or_default() += 1;
    }
    let mut tags: Vec<(Tag, usize)> = counts.into_iter().filter(|&(_, count)| count >= RARE_TAG).collect();
    tags.sort_by_key(|&(tag, count)| (std::cmp::Reverse(count), tag));
    tags.into_iter().map(|(tag, _)| tag).collect()
}

/// The tags of a form, most frequent first, without those that are likely to be mistakes of annotation.
fn class_of(counts: &BTreeMap<u8, usize>, total: usize) -> Vec<u8> {
    let mut members: Vec<(u8, usize)> = counts
        .iter()
        .filter(|&(_, &count)| count * 250 >= total)
        .map(|(&tag, &count)| (tag, count))
        .collect();
    members.sort_by_key(|&(tag, count)| (std::cmp::Reverse(count), tag));
    members.into_iter().map(|(tag, _)| tag).collect()
}
