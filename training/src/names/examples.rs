//! Turns annotated texts into what the tagger is trained on: stretches of tokens with features and label sets.

use super::corpus::{Gold, Record};
use std::collections::HashMap;
use tercet::entity::tagger::label::{ALL, KINDS, LabelSet, Place, label};
use tercet::entity::tagger::model::Model;
use tercet::entity::tagger::{FeatureReader, Hint, Word, stretches};
use tercet::gazetteer::Gazetteer;
use tercet::text::{Text, Token, TokenKind, split_sentences, tokenize};

/// Sets of kinds as bits, in the order of [`KINDS`].
pub type KindSet = u16;

/// The bit of one kind.
pub fn kind(name: &str) -> KindSet {
    KINDS.iter().position(|kind| kind.label() == name).map_or(0, |i| 1 << i)
}

/// What a set's labels say.
pub struct Scheme {
    /// Kinds that a name outside all annotations may have because the set does not annotate them.
    pub open: KindSet,
    /// Kinds for each label; labels that are missing say nothing.
    pub labels: HashMap<&'static str, KindSet>,
}

/// The scheme of a set, by the set's name.
pub fn scheme(set: &str) -> Scheme {
    let one = |name: &'static str, kinds: &str| (name, kinds.split(' ').map(kind).sum());
    let rest = "NORP EVENT PRODUCT WORK_OF_ART LAW";
    let place = "GPE LOC FAC";
    let coarse = [one("PER", "PERSON"), one("ORG", "ORG"), one("LOC", place)];
    let all = |kinds: &str| kinds.split(' ').map(kind).sum();
    match set.split(['_', '.']).next().unwrap_or_default() {
        "news" => {
            let same = KINDS.iter().enumerate().map(|(i, k)| (leak(k.label()), 1 << i));
            Scheme { open: 0, labels: same.chain([one("WORK", "WORK_OF_ART")]).collect() }
        }
        "wikigold" => Scheme { open: 0, labels: coarse.into() },
        "wnut17" => Scheme {
            open: all("NORP EVENT LAW"),
            labels: [
                one("person", "PERSON"),
                one("location", place),
                one("corporation", "ORG"),
                one("group", "ORG NORP"),
                one("product", "PRODUCT"),
                one("creative-work", "WORK_OF_ART"),
            ]
            .into(),
        },
        "crossner" => Scheme {
            open: all("NORP PRODUCT"),
            labels: CROSSNER.iter().map(|(label, kinds)| one(label, kinds)).collect(),
        },
        _ => Scheme { open: all(rest), labels: coarse.into() },
    }
}

fn leak(label: &str) -> &'static str {
    Box::leak(label.to_owned().into_boxed_str())
}

/// Labels of CrossNER that fit the kinds; the others (fields, tasks, substances, miscellaneous) say nothing.
const CROSSNER: [(&str, &str); 21] = [
    ("election", "EVENT"),
    ("person", "PERSON"),
    ("politician", "PERSON"),
    ("writer", "PERSON"),
    ("scientist", "PERSON"),
    ("musicalartist", "PERSON"),
    ("researcher", "PERSON"),
    ("organisation", "ORG"),
    ("politicalparty", "ORG"),
    ("university", "ORG"),
    ("band", "ORG"),
    ("country", "GPE"),
    ("location", "GPE LOC FAC"),
    ("award", "WORK_OF_ART"),
    ("book", "WORK_OF_ART"),
    ("poem", "WORK_OF_ART"),
    ("song", "WORK_OF_ART"),
    ("album", "WORK_OF_ART"),
    ("magazine", "WORK_OF_ART ORG"),
    ("academicjournal", "WORK_OF_ART ORG"),
    ("astronomicalobject", "LOC"),
];

/// A stretch of tokens: features and possible labels of each.
pub struct Example {
    /// Feature hashes, later indices, of each token.
    pub features: Vec<Vec<u32>>,
    /// Labels that decoding allows.
    pub allowed: Vec<LabelSet>,
    /// Labels that the annotation allows.
    pub gold: Vec<LabelSet>,
}

/// How the letters of a text are changed before reading it, so that headlines are known too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Recase {
    /// Not at all.
    None,
    /// All large.
    Upper,
    /// All small.
    Lower,
    /// Every longer word with a large first letter.
    Title,
}

/// The text with other case, if that keeps all offsets.
pub fn recase(text: &str, how: Recase) -> Option<String> {
    let changed: String = match how {
        Recase::None => text.to_owned(),
        Recase::Upper => text.to_uppercase(),
        Recase::Lower => text.to_lowercase(),
        Recase::Title => text.split_inclusive(' ').map(capitalize).collect(),
    };
    let same = changed.char_indices().map(|(i, _)| i).eq(text.char_indices().map(|(i, _)| i));
    same.then_some(changed)
}

fn capitalize(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if word.len() > 4 => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

/// A text with its tokens, ready for [`Text`].
pub struct Prepared {
    /// The text.
    pub text: String,
    tokens: Vec<Token>,
    sentences: Vec<tercet::text::Sentence>,
}

impl Prepared {
    /// Tokenizes.
    pub fn new(text: &str) -> Prepared {
        let tokens = tokenize(text);
        let sentences = split_sentences(text, &tokens);
        Prepared { text: text.to_owned(), tokens, sentences }
    }

    /// The view that stages read.
    pub fn view(&self) -> Text<'_> {
        Text { text: &self.text, tokens: &self.tokens, sentences: &self.sentences, quotations: &[] }
    }
}

/// The examples of a record.
pub fn examples(model: &Model<'_>, record: &Record, scheme: &Scheme, how: Recase) -> Vec<Example> {
    let Some(text) = recase(&record.text, how) else { return Vec::new() };
    let prepared = Prepared::new(&text);
    let text = prepared.view();
    let gold = gold_sets(text, &record.names, scheme);
    let hints = hints(text);
    let mut reader = FeatureReader::new(text, &hints);
    let mut found = Vec::new();
    for stretch in stretches(model, text, &hints) {
        let read = |text: &str, token: &Token| Word::read(model, text, token);
        reader.enter(stretch.sentence.clone(), stretch.tokens.clone(), read);
        let features = stretch.tokens.clone().map(|token| {
            let mut features = Vec::new();
            reader.read(token, |feature| features.push(feature));
            features
        });
        let features = features.collect();
        found.push(Example { features, allowed: stretch.allowed, gold: gold[stretch.tokens].to_vec() });
    }
    found
}

/// The list hits of a text, as in the recogniser.
pub fn hints(text: Text<'_>) -> Vec<Hint> {
    let gazetteer = Gazetteer::builtin();
    tercet::entity::list_hints(gazetteer, text, &gazetteer.find(text))
}

/// The labels that the annotation allows each token.
fn gold_sets(text: Text<'_>, names: &[Gold], scheme: &Scheme) -> Vec<LabelSet> {
    let open = (0..KINDS.len()).filter(|k| scheme.open >> k & 1 == 1).map(|k| 0b1111 << (1 + 4 * k));
    let outside: LabelSet = 1 | open.sum::<LabelSet>();
    let mut sets = vec![outside; text.tokens.len()];
    for name in names {
        let (start, end) = super::corpus::trim(text.text, name.start, name.end);
        let first = text.tokens.partition_point(|t| t.span.end as usize <= start);
        let after = text.tokens.partition_point(|t| (t.span.start as usize) < end);
        if first >= after || text.tokens[first].kind == TokenKind::Address {
            continue;
        }
        let kinds = scheme.labels.get(name.label.as_str()).copied();
        for (token, set) in sets.iter_mut().enumerate().take(after).skip(first) {
            *set = kinds.map_or(ALL, |kinds| {
                let place = match (token == first, token + 1 == after) {
                    (true, true) => Place::Unit,
                    (true, false) => Place::Begin,
                    (false, true) => Place::Last,
                    (false, false) => Place::Inside,
                };
                (0..KINDS.len()).filter(|k| kinds >> k & 1 == 1).map(|k| 1 << label(k, place)).sum()
            });
        }
    }
    sets
}
