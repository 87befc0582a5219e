//! The learned name tagger: a linear-chain model over words, shapes, clusters, neighbours and list hits.
//!
//! It needs no part-of-speech tags. Only stretches in which a capital letter or a list hit allows a name are
//! decoded; every other token is outside all names, so the stretches are independent of one another.

use crate::entity::EntityKind;
use crate::error::Result;
use crate::span::TokenRange;
use crate::text::{Case, Text, TokenKind};
use std::ops::Range;

mod consistency;
mod decode;
mod features;
pub mod label;
pub mod model;
mod scorer;
pub mod table;
mod word;

use consistency::{Scored, Usage};
pub use decode::Decoder;
pub use features::FeatureReader;
use features::is_informal;
use label::{ALL, KINDS, LabelSet, Place, parts, places};
use model::Model;
use scorer::Scorer;
pub use word::{Word, is_capital};
use word::{is_joining, is_known_capital, is_plain};

/// A list hit, as the tagger sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The tokens hit.
    pub tokens: TokenRange,
    /// Hash of the type of the list.
    pub class: u32,
    /// Whether the phrase also means something that is no name.
    pub ambiguous: bool,
    /// Whether the hit allows a name even where no capital letter does.
    pub opens: bool,
}

/// A name found by the tagger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaggedName {
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it names.
    pub kind: EntityKind,
}

/// Finds names with learned weights.
#[derive(Clone, Copy, Debug)]
pub struct NameTagger<'a> {
    model: Model<'a>,
}

impl NameTagger<'static> {
    /// The tagger with the built-in weights.
    pub fn builtin() -> NameTagger<'static> {
        static WEIGHTS: &[u8] = include_bytes!("../../../models/names.bin");
        let model = Model::from_trusted(WEIGHTS).expect("a test loads the built-in weights");
        NameTagger { model }
    }
}

impl<'a> NameTagger<'a> {
    /// A tagger with weights from a file's bytes.
    ///
    /// # Errors
    /// When the bytes are no weights of this format and feature version, or are damaged.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<NameTagger<'a>> {
        Model::from_bytes(bytes).map(|model| NameTagger { model })
    }

    /// The names of a text in order; they do not overlap. Hints are sorted by their first token.
    pub fn tag(&self, text: Text<'_>, hints: &[Hint]) -> Vec<TaggedName> {
        let mut reader = FeatureReader::new(text, hints);
        let mut decoder = Decoder::new(&self.model);
        let mut scorer = Scorer::new(self.model);
        let mut names = Vec::new();
        let stretches = stretches(&self.model, text, hints);
        for block in stretches.chunks(BLOCK) {
            let mut block: Vec<Scored<'_>> =
                block.iter().map(|s| score(s, &mut reader, &mut scorer)).collect();
            for scored in &mut block {
                scored.labels = decoder.best(&scored.scores, &scored.stretch.allowed);
            }
            let usage = Usage::count(&block);
            for scored in &mut block {
                if usage.adjust(scored) {
                    scored.labels = decoder.best(&scored.scores, &scored.stretch.allowed);
                }
                collect_names(scored.stretch.tokens.start, &scored.labels, &mut names);
            }
        }
        names
    }
}

/// Scores of the labels of a stretch's tokens.
fn score<'s>(stretch: &'s Stretch, reader: &mut FeatureReader<'_>, scorer: &mut Scorer<'_>) -> Scored<'s> {
    scorer.enter();
    reader.enter(stretch.sentence.clone(), stretch.tokens.clone(), |text, token| scorer.word(text, token));
    let scores = stretch.tokens.clone().map(|token| scorer.score(reader, token)).collect();
    let words = stretch.tokens.clone().map(|token| reader.lower(token)).collect();
    Scored { stretch, scores, words, labels: Vec::new() }
}

/// Adds the names that a sequence of labels says, the first label being that of token `start`.
fn collect_names(start: usize, labels: &[u8], names: &mut Vec<TaggedName>) {
    let mut begin = start;
    for (i, l) in labels.iter().enumerate() {
        match parts(usize::from(*l)) {
            Some((_, Place::Begin)) => begin = start + i,
            Some((kind, Place::Unit)) => names.push(TaggedName {
                tokens: TokenRange::new(start + i, start + i + 1),
                kind: KINDS[kind].clone(),
            }),
            Some((kind, Place::Last)) => names.push(TaggedName {
                tokens: TokenRange::new(begin, start + i + 1),
                kind: KINDS[kind].clone(),
            }),
            _ => {}
        }
    }
}

/// A run of tokens of one sentence that may hold names, between tokens that may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The tokens of its sentence.
    pub sentence: Range<usize>,
    /// The tokens of the run.
    pub tokens: Range<usize>,
    /// The labels that each of its tokens may have.
    pub allowed: Vec<LabelSet>,
}

/// How many stretches are read together, so that a name can be told by its other occurrences among them.
const BLOCK: usize = 4096;

/// How many tokens without a capital letter may stand together within a name.
const GAP: usize = 3;

/// The stretches of a text in which a capital letter or a list hit allows a name. In a sentence that begins with a
/// small letter, words that are nearly always capitalised elsewhere are taken for capitalised.
pub fn stretches(model: &Model<'_>, text: Text<'_>, hints: &[Hint]) -> Vec<Stretch> {
    let mut allowed = vec![1; text.tokens.len()];
    let mut found = Vec::new();
    for sentence in text.sentences {
        allow(model, text, sentence.tokens.range(), &mut allowed);
    }
    for hint in hints.iter().filter(|hint| hint.opens) {
        for token in hint.tokens.range() {
            allowed[token] = ALL;
        }
    }
    for sentence in text.sentences {
        let mut at = sentence.tokens.range().start;
        let end = sentence.tokens.range().end;
        while at < end {
            let length = allowed[at..end].iter().take_while(|set| **set != 1).count();
            if length > 0 {
                found.push(Stretch {
                    sentence: sentence.tokens.range(),
                    tokens: at..at + length,
                    allowed: allowed[at..at + length].to_vec(),
                });
            }
            at += length + 1;
        }
    }
    found
}

/// Whether a sentence begins with a word that is hardly ever capitalised elsewhere, and goes on with a small letter.
fn starts_plainly(model: &Model<'_>, text: Text<'_>, sentence: Range<usize>) -> bool {
    let first = text.tokens[sentence.start];
    let next = text.tokens[sentence].get(1);
    first.case == Case::Title
        && next.is_some_and(|next| next.case == Case::Lower)
        && is_plain(model, first.span.slice(text.text))
}

/// Whether a token without a capital letter may stand between two that have one: marks, numbers, joining words.
fn may_join(text: Text<'_>, token: usize) -> bool {
    text.tokens[token].kind != TokenKind::Word || is_joining(text.word(token))
}

/// Says which labels the tokens of a sentence may have: any for capitalised ones, inside a name for the few tokens
/// between two capitalised ones, and a number may begin or end a name beside a capital letter.
fn allow(model: &Model<'_>, text: Text<'_>, sentence: Range<usize>, allowed: &mut [LabelSet]) {
    let informal = is_informal(&text.tokens[sentence.clone()]);
    let capital = |i: usize| {
        sentence.contains(&i)
            && if is_capital(&text.tokens[i]) {
                i > sentence.start || !starts_plainly(model, text, sentence.clone())
            } else {
                informal && is_known_capital(model, text.word(i))
            }
    };
    let mut last: Option<usize> = None;
    for i in sentence.clone() {
        if capital(i) {
            if let Some(last) = last.filter(|last| i - last - 1 <= GAP) {
                for (set, between) in allowed[last + 1..i].iter_mut().zip(last + 1..) {
                    if may_join(text, between) {
                        *set |= places(1 << Place::Inside as u64);
                    }
                }
            }
            allowed[i] = ALL;
            last = Some(i);
        } else if i + 1 < sentence.end && (capital(i + 1) || text.word(i + 1) == "-" && capital(i + 2)) {
            allowed[i] |= places(1 << Place::Begin as u64 | 1 << Place::Inside as u64);
        }
        let number = matches!(text.tokens[i].kind, TokenKind::Number | TokenKind::Ordinal);
        let joined = i > sentence.start + 1 && text.word(i - 1) == "-" && capital(i - 2);
        if !capital(i) && i > sentence.start && ((number && capital(i - 1)) || joined) {
            if joined {
                allowed[i - 1] |= places(1 << Place::Inside as u64);
            }
            allowed[i] |= places(1 << Place::Last as u64 | 1 << Place::Inside as u64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{split_sentences, tokenize};

    fn tagged(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        let sentences = split_sentences(text, &tokens);
        let view = Text { text, tokens: &tokens, sentences: &sentences, quotations: &[] };
        let names = NameTagger::builtin().tag(view, &[]);
        names.iter().map(|name| format!("{} {}", name.kind, view.slice(name.tokens))).collect()
    }

    #[test]
    fn names_are_found_with_their_kinds() {
        let names = tagged("Anna Smith, who lives in Paris, met Tom Brown.");
        assert_eq!(names, ["PERSON Anna Smith", "GPE Paris", "PERSON Tom Brown"]);
    }

    #[test]
    fn text_without_capital_letters_or_hits_has_no_stretch() {
        let text = "Nothing to see here, only words.".to_lowercase();
        let text = text.as_str();
        let tokens = tokenize(text);
        let sentences = split_sentences(text, &tokens);
        let view = Text { text, tokens: &tokens, sentences: &sentences, quotations: &[] };
        assert_eq!(stretches(&NameTagger::builtin().model, view, &[]), []);
    }

    #[test]
    fn damaged_weights_are_refused() {
        let weights = std::fs::read("models/names.bin").expect("tests run at the root of the package");
        assert!(NameTagger::from_bytes(&weights).is_ok());
        assert!(NameTagger::from_bytes(&weights[..weights.len() - 1]).is_err());
        assert!(NameTagger::from_bytes(&[]).is_err());
        let mut damaged = weights.clone();
        damaged[weights.len() / 2] ^= 1;
        assert!(NameTagger::from_bytes(&damaged).is_err());
        let mut other = weights;
        other[8] ^= 1;
        let error = NameTagger::from_bytes(&other).expect_err("weights for other features");
        assert!(error.message().contains("features"), "{error}");
    }
}
