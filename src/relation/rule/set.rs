//! The rules of all files, checked and indexed by the words that trigger them.

use super::file::{self, Fixed, RuleFile};
use super::kinds::KindSet;
use super::pattern::Pattern;
use crate::error::{Error, Result};
use crate::relation::{Codes, Modality, Polarity, QualifierKey};
use once_cell::sync::Lazy;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

/// A predicate as its rule file declares it.
#[derive(Clone, Debug)]
pub(crate) struct Predicate {
    pub name: Arc<str>,
    pub subject: KindSet,
    pub object: KindSet,
    pub symmetric: bool,
    pub codes: Codes,
    pub qualifiers: Vec<QualifierKey>,
}

/// Where an argument stands, seen from the word that carries the relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Logical subject of the verb: its subject, or the agent of its passive.
    Subject,
    /// Logical object of the verb: its object, or the subject of its passive.
    Object,
    /// Indirect object.
    Indirect,
    /// Possessor of the noun.
    Possessor,
    /// Noun or adjective before the noun.
    Modifier,
    /// Whom the noun describes: apposition, copula, name after it.
    Itself,
    /// Nothing: the argument is missing.
    Nothing,
    /// A title that the verb takes: "was elected president".
    Title,
    /// The title of the subject: "Prime Minister Truss resigned".
    SubjectTitle,
    /// Object of this preposition.
    Preposition(String),
}

/// A verb with its particle and preposition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct VerbPattern {
    pub lemma: String,
    pub particle: Option<String>,
    pub preposition: Option<String>,
    /// The lemma is an adjective or noun after "be".
    pub copular: bool,
}

/// A frame ready for matching.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// `predicate/frame`.
    pub rule: Arc<str>,
    pub predicate: usize,
    pub verbs: Vec<VerbPattern>,
    pub subject: Vec<Slot>,
    pub object: Vec<Slot>,
    pub subject_kinds: KindSet,
    pub object_kinds: KindSet,
    pub qualifiers: Vec<(QualifierKey, Vec<Slot>)>,
    pub fixed: Vec<(QualifierKey, Fixed)>,
    pub modality: Option<Modality>,
    pub polarity: Option<Polarity>,
    pub near: Vec<String>,
    pub unless: Vec<String>,
    /// `Some(true)` only in the passive, `Some(false)` only in the active.
    pub passive: Option<bool>,
}

/// How a word triggers a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// As the verb with this index in the frame's verbs.
    Verb(usize),
    /// As a noun of its own.
    Noun,
    /// As the noun of a light verb, which has to be one of the frame's verbs.
    Light,
    /// As the second half of a compound.
    Suffix,
}

/// A sequence rule ready for matching.
#[derive(Clone, Debug)]
pub(crate) struct Sequence {
    pub rule: Arc<str>,
    pub predicate: usize,
    pub pattern: Pattern,
    pub fixed: Vec<(QualifierKey, Fixed)>,
}

/// All rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct RuleSet {
    pub predicates: Vec<Predicate>,
    pub frames: Vec<Frame>,
    pub sequences: Vec<Sequence>,
    index: HashMap<String, Vec<(usize, Trigger)>>,
    /// Verbs that take a noun with the meaning.
    light: HashSet<String>,
}

/// Words that stand with a verb as its particle; every other word after a verb is a preposition.
const PARTICLES: [&str; 14] = [
    "up", "down", "out", "off", "away", "back", "over", "together", "forward", "ahead", "apart", "aside",
    "along", "short",
];

impl RuleSet {
    /// The frames that a lemma may trigger.
    pub fn triggered(&self, lemma: &str) -> &[(usize, Trigger)] {
        self.index.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether a lemma is a verb of some frame.
    pub fn is_verb(&self, lemma: &str) -> bool {
        self.triggered(lemma).iter().any(|(_, trigger)| matches!(trigger, Trigger::Verb(_)))
            || self.light.contains(lemma)
    }

    /// The predicate with this name.
    pub fn predicate(&self, name: &str) -> Option<usize> {
        self.predicates.iter().position(|p| &*p.name == name)
    }

    /// Adds the rules of one file; a predicate that is known already gets further frames.
    pub fn add(&mut self, file: &RuleFile) -> Result<(), String> {
        let known = self.predicate(&file.predicate);
        let predicate = known.unwrap_or(self.predicates.len());
        if known.is_none() {
            self.predicates.push(Predicate::new(file)?);
        }
        for source in &file.frame {
            let frame = Frame::new(source, predicate, &self.predicates[predicate])
                .map_err(|problem| format!("frame '{}': {problem}", source.id))?;
            self.index_frame(source, &frame);
            self.frames.push(frame);
        }
        for source in &file.pattern {
            let pattern =
                Pattern::parse(&source.sequence).map_err(|p| format!("pattern '{}': {p}", source.id))?;
            let rule = format!("{}/{}", file.predicate, source.id).into();
            let fixed = fixed(&source.fixed).map_err(|p| format!("pattern '{}': {p}", source.id))?;
            self.sequences.push(Sequence { rule, predicate, pattern, fixed });
        }
        Ok(())
    }

    fn index_frame(&mut self, source: &file::Frame, frame: &Frame) {
        let number = self.frames.len();
        let mut add = |lemma: &str, trigger| {
            let triggers = self.index.entry(lemma.to_owned()).or_default();
            if !triggers.contains(&(number, trigger)) {
                triggers.push((number, trigger));
            }
        };
        let light = !source.verbs.is_empty();
        if light && !source.nouns.is_empty() {
            self.light.extend(frame.verbs.iter().map(|verb| verb.lemma.clone()));
        }
        for noun in &source.nouns {
            add(noun, if light { Trigger::Light } else { Trigger::Noun });
        }
        for suffix in &source.suffixes {
            add(suffix, Trigger::Suffix);
        }
        if source.nouns.is_empty() {
            for (i, verb) in frame.verbs.iter().enumerate() {
                add(&verb.lemma, Trigger::Verb(i));
            }
        }
    }
}

impl Predicate {
    fn new(file: &RuleFile) -> Result<Predicate, String> {
        let kinds = |names: &[String]| KindSet::parse(names).map_err(|kind| format!("unknown kind '{kind}'"));
        let qualifiers = file.qualifiers.iter().map(|name| key(name)).collect::<Result<Vec<_>, _>>()?;
        let code = |code: &Option<String>| code.as_deref().map(Arc::from);
        Ok(Predicate {
            name: file.predicate.as_str().into(),
            subject: kinds(&file.subject)?,
            object: kinds(&file.object)?,
            symmetric: file.symmetric,
            codes: Codes {
                plover: code(&file.plover),
                cameo: code(&file.cameo),
                wikidata: code(&file.wikidata),
            },
            qualifiers,
        })
    }
}

impl Frame {
    fn new(source: &file::Frame, predicate: usize, declared: &Predicate) -> Result<Frame, String> {
        let verbs: Vec<VerbPattern> = source.verbs.iter().map(|verb| VerbPattern::parse(verb)).collect();
        if verbs.is_empty() && source.nouns.is_empty() && source.suffixes.is_empty() {
            return Err("expected one of: verbs, nouns, suffixes".into());
        }
        let nominal = source.verbs.is_empty();
        let slots = |given: &Option<file::OneOrMany>, default: Slot| match given {
            Some(given) => given.values().iter().map(|name| Slot::parse(name)).collect(),
            None => vec![default],
        };
        let kinds = |given: &Option<Vec<String>>, declared: &KindSet| match given {
            Some(names) => KindSet::parse(names).map_err(|kind| format!("unknown kind '{kind}'")),
            None => Ok(declared.clone()),
        };
        let qualifiers = source.qualifiers.iter().map(|(name, given)| {
            Ok((key(name)?, given.values().iter().map(|name| Slot::parse(name)).collect()))
        });
        Ok(Frame {
            rule: format!("{}/{}", declared.name, source.id).into(),
            predicate,
            subject: slots(&source.subject, if nominal { Slot::Possessor } else { Slot::Subject }),
            object: slots(&source.object, Slot::Object),
            subject_kinds: kinds(&source.subject_kinds, &declared.subject)?,
            object_kinds: kinds(&source.object_kinds, &declared.object)?,
            qualifiers: qualifiers.collect::<Result<Vec<_>, String>>()?,
            fixed: fixed(&source.fixed)?,
            modality: source.modality.as_deref().map(modality).transpose()?,
            polarity: source.polarity.as_deref().map(polarity).transpose()?,
            near: source.near.clone(),
            unless: source.unless.clone(),
            passive: source.voice.as_deref().map(voice).transpose()?,
            verbs,
        })
    }
}

impl Frame {
    /// Whether an argument stands in this slot.
    pub fn uses(&self, slot: &Slot) -> bool {
        self.subject.contains(slot) || self.object.contains(slot)
    }
}

impl VerbPattern {
    fn parse(source: &str) -> VerbPattern {
        let mut words = source.split_whitespace();
        let mut verb =
            VerbPattern { lemma: words.next().unwrap_or_default().to_owned(), ..VerbPattern::default() };
        let mut rest: Vec<&str> = words.collect();
        if verb.lemma == "be" && !rest.is_empty() {
            verb.copular = true;
            verb.lemma = rest.remove(0).to_owned();
        }
        if rest.first().is_some_and(|word| PARTICLES.contains(word)) {
            verb.particle = Some(rest.remove(0).to_owned());
        }
        if !rest.is_empty() {
            verb.preposition = Some(rest.join(" "));
        }
        verb
    }
}

impl Slot {
    fn parse(name: &str) -> Slot {
        match name {
            "subject" => Slot::Subject,
            "object" => Slot::Object,
            "indirect" => Slot::Indirect,
            "'s" => Slot::Possessor,
            "mod" => Slot::Modifier,
            "self" => Slot::Itself,
            "title" => Slot::Title,
            "subject title" => Slot::SubjectTitle,
            "none" => Slot::Nothing,
            preposition => Slot::Preposition(preposition.to_owned()),
        }
    }
}

fn key(name: &str) -> Result<QualifierKey, String> {
    QualifierKey::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = QualifierKey::ALL.iter().map(|key| key.name()).collect();
        format!("unknown qualifier '{name}', expected one of: {}", known.join(", "))
    })
}

fn fixed(source: &std::collections::BTreeMap<String, Fixed>) -> Result<Vec<(QualifierKey, Fixed)>, String> {
    source.iter().map(|(name, value)| Ok((key(name)?, value.clone()))).collect()
}

fn modality(name: &str) -> Result<Modality, String> {
    match name {
        "actual" => Ok(Modality::Actual),
        "expected" => Ok(Modality::Expected),
        "possible" => Ok(Modality::Possible),
        _ => Err(format!("unknown modality '{name}', expected one of: actual, expected, possible")),
    }
}

fn polarity(name: &str) -> Result<Polarity, String> {
    match name {
        "positive" => Ok(Polarity::Positive),
        "negative" => Ok(Polarity::Negative),
        _ => Err(format!("unknown polarity '{name}', expected one of: positive, negative")),
    }
}

fn voice(name: &str) -> Result<bool, String> {
    match name {
        "active" => Ok(false),
        "passive" => Ok(true),
        _ => Err(format!("unknown voice '{name}', expected one of: active, passive")),
    }
}

/// Rules to be used beside the built-in ones.
///
/// A file that names a built-in predicate adds frames to it; any other name declares a new predicate.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    files: Vec<RuleFile>,
}

impl Rules {
    /// The rules that come with the library.
    pub fn builtin() -> &'static Rules {
        static BUILTIN: Lazy<Rules> = Lazy::new(|| {
            let json = include_str!(concat!(env!("OUT_DIR"), "/rules.json"));
            Rules {
                files: serde_json::from_str(json)
                    .expect("the build script wrote these rules after checking them"),
            }
        });
        &BUILTIN
    }

    /// The rules of one file's text; `name` stands in error messages.
    ///
    /// # Errors
    /// When the text is no TOML, holds an unknown key, or names an unknown kind, qualifier or slot; the error has
    /// line and column.
    pub fn from_toml(name: &str, source: &str) -> Result<Rules> {
        let file: RuleFile = toml::from_str(source).map_err(|problem| {
            let offset = problem.span().map_or(0, |span| span.start);
            Error::parse_at(problem.message(), source, offset).in_file(name)
        })?;
        // Adding the file to an empty set checks kinds, qualifiers and patterns.
        RuleSet::default().add(&file).map_err(|problem| at_frame(&problem, source).in_file(name))?;
        Ok(Rules { files: vec![file] })
    }

    /// The rules of a file, or of all `.toml` files of a folder in the order of their names.
    ///
    /// # Errors
    /// When the path cannot be read, holds no rule file, or as [`Rules::from_toml`] says.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Rules> {
        let path = path.as_ref();
        let io = |cause: std::io::Error| Error::io(path, &cause);
        if !path.is_dir() {
            let source = std::fs::read_to_string(path).map_err(io)?;
            return Rules::from_toml(&path.to_string_lossy(), &source);
        }
        let mut paths =
            std::fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>).map_err(io)?;
        paths.retain(|entry| entry.path().extension().is_some_and(|e| e == "toml"));
        paths.sort_by_key(std::fs::DirEntry::file_name);
        if paths.is_empty() {
            return Err(Error::invalid("no rule file (.toml) in this folder").in_file(path));
        }
        let mut rules = Rules::default();
        for entry in paths {
            rules.extend(Rules::from_path(entry.path())?);
        }
        Ok(rules)
    }

    /// Adds the rules of `other` after these.
    pub fn extend(&mut self, other: Rules) {
        self.files.extend(other.files);
    }

    /// The names of the predicates, in the order of the files.
    pub fn predicates(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.predicate.as_str())
    }

    /// The rules laid out for matching.
    pub(crate) fn compile(&self) -> Result<RuleSet> {
        let mut set = RuleSet::default();
        for file in &self.files {
            set.add(file)
                .map_err(|problem| Error::invalid(format!("rules of '{}': {problem}", file.predicate)))?;
        }
        Ok(set)
    }

    /// The files, for tests of their examples.
    pub(crate) fn files(&self) -> &[RuleFile] {
        &self.files
    }
}

/// An error at the line of the frame or pattern that a problem names ("frame 'x': …"), else at the first line.
fn at_frame(problem: &str, source: &str) -> Error {
    let id = problem.split('\'').nth(1).unwrap_or_default();
    let needle = format!("\"{id}\"");
    let offset = source.match_indices(&needle).map(|(at, _)| at).next().unwrap_or(0);
    Error::parse_at(problem, source, offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "predicate = \"greeted\"\nmeans = \"said hello\"\nsubject = [\"PERSON\"]\nobject = [\"ACTOR\"]\n";

    #[test]
    fn a_frame_is_found_by_its_words() {
        let source = format!("{HEAD}[[frame]]\nid = \"greet\"\nverbs = [\"greet\", \"say hello to\"]\n");
        let set =
            Rules::from_toml("greeted.toml", &source).and_then(|rules| rules.compile()).expect("good rules");
        assert_eq!(set.triggered("greet"), &[(0, Trigger::Verb(0))]);
        assert_eq!(set.frames[0].verbs[1].preposition.as_deref(), Some("hello to"));
    }

    #[test]
    fn errors_name_file_line_and_what_was_expected() {
        let source = format!("{HEAD}[[frame]]\nid = \"greet\"\nverbs = [\"greet\"]\nmodality = \"maybe\"\n");
        let error = Rules::from_toml("greeted.toml", &source).expect_err("an unknown modality");
        assert_eq!(error.line(), Some(6));
        assert!(error.to_string().contains("expected one of: actual, expected, possible"), "{error}");
        let error = Rules::from_toml("x.toml", &format!("{HEAD}colour = 1\n")).expect_err("an unknown key");
        assert_eq!(error.line(), Some(5));
    }

    #[test]
    fn verbs_know_particle_and_preposition() {
        let verb = VerbPattern::parse("step down as");
        assert_eq!((verb.particle.as_deref(), verb.preposition.as_deref()), (Some("down"), Some("as")));
        assert!(VerbPattern::parse("be married to").copular);
    }
}
