//! `tercet extract`: documents in, facts out.

use crate::batch;
use crate::output::Layout;
use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::process::ExitCode;
use tercet::export::Style;
use tercet::relation::{Fact, Rules};
use tercet::{Document, Extractor, Offsets};

/// Print the facts that documents state.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tercet extract --date 2024-10-23 --style short story.txt
  tercet extract news/ --format jsonl --threads 4 > facts.jsonl
  zcat news.jsonl.gz | tercet extract --input jsonl --plain --predicate met --predicate visited
  tercet extract --gazetteer ships.gaz --rules my-rules/ story.txt

A document's id is the JSON Lines id, else the file's path as given, else '-'. In a directory the files ending
in .txt, .jsonl, .jsonl.gz and .jsonl.zst are read, by name.
Exit status: 0 all well, 1 some input failed (the rest was done), 2 wrong usage or nothing could be done.")]
pub struct Args {
    #[command(flatten)]
    batch: batch::Documents,
    /// How documents are printed
    #[arg(long, value_enum, default_value_t = Format::Triples)]
    format: Format,
    /// Names and qualifiers of triples: full, or the shortest name and only the ordinal or count
    #[arg(long, value_enum, default_value_t = StyleArg::Full)]
    style: StyleArg,
    /// List of names to be found besides the built-in ones (.gaz, .tsv, .csv, .jsonl, .txt or compiled); may be
    /// given several times
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    /// Rule file, or folder of rule files, used beside the built-in ones; may be given several times
    #[arg(long, value_name = "FILE|DIR")]
    rules: Vec<PathBuf>,
    /// Unit of the spans in JSON: bytes, code points (Python) or UTF-16 units (JavaScript, Java)
    #[arg(long, default_value = "byte", value_parser = crate::output::parse_offsets, value_name = "byte|char|utf16")]
    offsets: Offsets,
    /// Print only facts of this predicate; may be given several times
    #[arg(long, value_name = "P")]
    predicate: Vec<String>,
    /// Print only facts of at least this confidence, from 0 to 1
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = parse_confidence)]
    min_confidence: f64,
    /// Print only plain facts: neither expected, nor possible, nor negated
    #[arg(long)]
    plain: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum StyleArg {
    Full,
    Short,
}

/// How documents are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One fact a line
    Triples,
    /// One document a line
    Jsonl,
    /// The documents as one indented array
    Json,
}

impl From<Format> for Layout {
    fn from(format: Format) -> Layout {
        match format {
            Format::Triples => Layout::Headed,
            Format::Jsonl => Layout::Lines,
            Format::Json => Layout::Array,
        }
    }
}

impl From<StyleArg> for Style {
    fn from(style: StyleArg) -> Style {
        match style {
            StyleArg::Full => Style::Full,
            StyleArg::Short => Style::Short,
        }
    }
}

fn parse_confidence(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

pub fn run(args: &Args) -> Result<ExitCode, String> {
    let extractor = extractor(args)?;
    batch::run(&args.batch, args.format.into(), |source, text| {
        let mut document = extractor.extract_source(source, text);
        document.facts.retain(|fact| args.wants(fact));
        match args.format {
            Format::Triples => triples(&document, args.style.into()),
            Format::Jsonl => document.to_json(args.offsets),
            Format::Json => document.to_json_pretty(args.offsets),
        }
    })
}

fn extractor(args: &Args) -> Result<Extractor, String> {
    let load = |path| Rules::from_path(path).map_err(|error| error.to_string());
    let rules = args.rules.iter().map(load).collect::<Result<Vec<Rules>, String>>()?;
    args.check_predicates(&rules)?;
    let mut builder = Extractor::builder();
    for path in &args.gazetteer {
        builder.gazetteer_file(path);
    }
    for rules in rules {
        builder.rules(rules);
    }
    builder.build().map_err(|error| error.to_string())
}

impl Args {
    /// A misspelt predicate would filter out everything.
    fn check_predicates(&self, own: &[Rules]) -> Result<(), String> {
        let known: BTreeSet<&str> =
            own.iter().chain([Rules::builtin()]).flat_map(Rules::predicates).collect();
        match self.predicate.iter().find(|predicate| !known.contains(predicate.as_str())) {
            None => Ok(()),
            Some(predicate) => {
                let known: Vec<&str> = known.into_iter().collect();
                Err(format!("unknown predicate '{predicate}', expected one of: {}", known.join(" ")))
            }
        }
    }

    fn wants(&self, fact: &Fact) -> bool {
        (self.predicate.is_empty() || self.predicate.iter().any(|predicate| **predicate == *fact.predicate))
            && fact.confidence >= self.min_confidence
            && (!self.plain || fact.is_plain())
    }
}

/// The document's facts a line each, equal lines once.
fn triples(document: &Document, style: Style) -> String {
    let mut seen = HashSet::new();
    let mut lines = String::new();
    for triple in document.triples() {
        let line = format!("{}\n", triple.with_style(style));
        if seen.insert(line.clone()) {
            lines.push_str(&line);
        }
    }
    lines
}
