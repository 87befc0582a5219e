//! Trains and scores lexicon, tagger and parser.

mod conllu;
mod instance;
mod lemmas;
mod lexicon;
mod parser;
mod score;
mod tagger;
mod weights;

use clap::{Args, Subcommand};
use conllu::Sentence;
use instance::Names;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use tercet::syntax::lexicon::Lexicon;
use tercet::syntax::{Parser as DependencyParser, Tag, Tagger, Tree};

/// What can be done for the syntax models.
#[derive(Subcommand)]
pub enum Command {
    /// Builds the lexicon that tagger and parser share.
    BuildLexicon {
        /// Treebanks in CoNLL-U.
        #[arg(long, num_args = 1.., required = true)]
        train: Vec<PathBuf>,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Writes the list of irregular forms for the lemmatiser.
    BuildLemmas {
        /// Folder with WordNet's `*.exc` and `index.*` files.
        #[arg(long)]
        wordnet: PathBuf,
        /// List of function words with their lemmas.
        #[arg(long, default_value = "models/function-words.tsv")]
        function_words: PathBuf,
        /// Texts: forms that do not occur in them are left out.
        #[arg(long, num_args = 1.., required = true)]
        text: Vec<PathBuf>,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Trains the tagger.
    TrainTagger {
        /// Treebanks in CoNLL-U.
        #[arg(long, num_args = 1.., required = true)]
        train: Vec<PathBuf>,
        /// Lexicon to use.
        #[arg(long)]
        lexicon: PathBuf,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
        /// Passes over the data.
        #[arg(long, default_value_t = 8)]
        passes: usize,
        /// Least number of changes of a feature.
        #[arg(long, default_value_t = 3)]
        least_changes: u32,
        /// Least weight, of 1200.
        #[arg(long, default_value_t = 4.0)]
        least_weight: f32,
    },
    /// Trains the parser, on tags of taggers that did not see the sentence.
    TrainParser(ParserArguments),
    /// Scores tagger and parser.
    ScoreSyntax {
        /// Treebanks in CoNLL-U, each scored alone.
        #[arg(long, num_args = 1.., required = true)]
        test: Vec<PathBuf>,
        /// Folder of the models.
        #[arg(long, default_value = "models")]
        models: PathBuf,
    },
}

/// Options of `train-parser`.
#[derive(Args)]
pub struct ParserArguments {
    /// Treebanks in CoNLL-U.
    #[arg(long, num_args = 1.., required = true)]
    train: Vec<PathBuf>,
    /// Lexicon to use.
    #[arg(long)]
    lexicon: PathBuf,
    /// File to write.
    #[arg(long)]
    out: PathBuf,
    /// Passes over the data for the actions.
    #[arg(long, default_value_t = 10)]
    passes: usize,
    /// Passes over the data for the relations.
    #[arg(long, default_value_t = 8)]
    label_passes: usize,
    /// Parts the training data is cut into, to tag each with a tagger trained on the others.
    #[arg(long, default_value_t = 5)]
    folds: usize,
    /// Buckets of the table of actions, as a power of two.
    #[arg(long, default_value_t = 17)]
    bucket_bits: u32,
    /// States kept side by side.
    #[arg(long, default_value_t = 1)]
    beam: usize,
}

type Outcome = Result<(), String>;

/// Does what the command line asks for.
///
/// # Errors
/// When a file cannot be read or written, or does not follow its format.
pub fn run(command: Command) -> Outcome {
    match command {
        Command::BuildLexicon { train, out } => {
            let sentences = conllu::read(&train)?;
            write(&out, &lexicon::build(&sentences, &lexicon::Extra::default()))
        }
        Command::BuildLemmas { wordnet, function_words, text, out } => {
            let known = known_forms(&text)?;
            write(&out, lemmas::build(&wordnet, &function_words, &known)?.as_bytes())
        }
        Command::TrainTagger { train, lexicon, out, passes, least_changes, least_weight } => {
            let sentences = conllu::read(&train)?;
            let bytes = read(&lexicon)?;
            let lexicon = Lexicon::from_bytes(&bytes).map_err(|error| error.to_string())?;
            let options = tagger::Options { passes, least_changes, least_weight };
            write(&out, &tagger::train(&sentences, &lexicon, &options))
        }
        Command::TrainParser(arguments) => train_parser(&arguments),
        Command::ScoreSyntax { test, models } => score_syntax(&test, &models),
    }
}

fn train_parser(arguments: &ParserArguments) -> Outcome {
    let sentences = conllu::read(&arguments.train)?;
    let bytes = read(&arguments.lexicon)?;
    let lexicon = Lexicon::from_bytes(&bytes).map_err(|error| error.to_string())?;
    let tags = jackknife(&sentences, &lexicon, arguments.folds)?;
    let mut instances = Vec::new();
    for (sentence, tags) in sentences.iter().zip(&tags) {
        for names in [Names::Apart, Names::Joined] {
            instances.extend(instance::prepare(sentence, tags, names, &lexicon));
        }
    }
    let options = parser::Options {
        passes: arguments.passes,
        label_passes: arguments.label_passes,
        bucket_bits: arguments.bucket_bits,
        beam: arguments.beam,
        least_changes: 3,
        least_weight: 6.0,
    };
    write(&arguments.out, &parser::train(&instances, &lexicon, &options))
}

/// Tags each part of the sentences with a tagger trained on the other parts.
fn jackknife(sentences: &[Sentence], lexicon: &Lexicon<'_>, folds: usize) -> Result<Vec<Vec<Tag>>, String> {
    let options = tagger::Options { passes: 6, least_changes: 2, least_weight: 2.0 };
    let mut tags = vec![Vec::new(); sentences.len()];
    for fold in 0..folds {
        let others: Vec<Sentence> = sentences
            .iter()
            .enumerate()
            .filter(|(at, _)| at % folds != fold)
            .map(|(_, s)| s.clone())
            .collect();
        let bytes = tagger::train(&others, lexicon, &options);
        let tagger = Tagger::from_bytes(&bytes, lexicon).map_err(|error| error.to_string())?;
        for (at, sentence) in sentences.iter().enumerate().filter(|(at, _)| at % folds == fold) {
            tagger.tag(&sentence.forms(), &mut tags[at]);
        }
    }
    Ok(tags)
}

fn score_syntax(test: &[PathBuf], models: &Path) -> Outcome {
    let message = |error: tercet::Error| error.to_string();
    let lexicon_bytes = read(&models.join("lexicon.bin"))?;
    let lexicon = Lexicon::from_bytes(&lexicon_bytes).map_err(message)?;
    let tagger_bytes = read(&models.join("tagger.bin"))?;
    let tagger = Tagger::from_bytes(&tagger_bytes, &lexicon).map_err(message)?;
    let parser_bytes = read(&models.join("parser.bin"))?;
    let parser = DependencyParser::from_bytes(&parser_bytes, &lexicon).map_err(message)?;
    for path in test {
        let sentences = conllu::read(&[path])?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        score::score_tags(&name, &sentences, &score::tag_all(&tagger, &sentences));
        score::score_lemmas(&name, &sentences);
        score::score_trees(&name, &sentences, &tagger, &parser, &lexicon);
        let forms: Vec<Vec<&str>> = sentences.iter().map(conllu::Sentence::forms).collect();
        let words = forms.iter().map(Vec::len).sum();
        let mut tags = Vec::new();
        score::speed("tagger", words, || forms.iter().for_each(|forms| tagger.tag(forms, &mut tags)));
        let mut tree = Tree::default();
        score::speed("tagger and parser", words, || {
            for forms in &forms {
                tagger.tag(forms, &mut tags);
                parser.parse(forms, &[], &tags, &mut tree);
            }
        });
    }
    Ok(())
}

/// All runs of letters in the files, in small letters.
fn known_forms(paths: &[PathBuf]) -> Result<HashSet<String>, String> {
    let mut known = HashSet::new();
    for path in paths {
        let text = String::from_utf8_lossy(&read(path)?).to_lowercase();
        known.extend(text.split(|letter: char| !letter.is_alphabetic()).map(str::to_owned));
    }
    Ok(known)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    eprintln!("{}: {} bytes", path.display(), bytes.len());
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
