//! `tercet extract`: documents in, facts out.

use crate::input::{self, Input, Piece, Pieces};
use crate::ordered::{Weight, ordered};
use crate::output::{Format, Printer, Stop};
use crate::progress::Progress;
use crate::{NOTHING_DONE, SOME_FAILED, record};
use std::collections::HashSet;
use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use tercet::export::Style;
use tercet::{Date, Document, Extractor, Offsets};

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
    /// Files, directories, or - for standard input (the default)
    #[arg(value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,
    /// How the input holds documents [default: jsonl for .jsonl, .jsonl.gz and .jsonl.zst, else text]
    #[arg(long, value_enum, value_name = "KIND", hide_possible_values = false)]
    input: Option<Input>,
    /// How documents are printed
    #[arg(long, value_enum, default_value_t = Format::Triples)]
    format: Format,
    /// Names and qualifiers of triples: full, or the shortest name and only the ordinal or count
    #[arg(long, value_enum, default_value_t = StyleArg::Full)]
    style: StyleArg,
    /// Day of publication of documents that do not name their own
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = record::parse_date)]
    date: Option<Date>,
    /// List of names to be found besides the built-in ones (.gaz, .tsv, .csv, .jsonl, .txt or compiled); may be
    /// given several times
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    /// Unit of the spans in JSON: bytes, code points (Python) or UTF-16 units (JavaScript, Java)
    #[arg(long, default_value = "byte", value_parser = parse_offsets, value_name = "byte|char|utf16")]
    offsets: Offsets,
    /// Number of threads [default: all cores]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Print only facts of this predicate; may be given several times
    #[arg(long, value_name = "P")]
    predicate: Vec<String>,
    /// Print only facts of at least this confidence, from 0 to 1
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = parse_confidence)]
    min_confidence: f64,
    /// Print only plain facts: neither expected, nor possible, nor negated
    #[arg(long)]
    plain: bool,
    /// Show no progress and no warnings
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum StyleArg {
    Full,
    Short,
}

impl From<StyleArg> for Style {
    fn from(style: StyleArg) -> Style {
        match style {
            StyleArg::Full => Style::Full,
            StyleArg::Short => Style::Short,
        }
    }
}

fn parse_offsets(name: &str) -> Result<Offsets, String> {
    Offsets::from_name(name).ok_or_else(|| "expected byte, char or utf16".to_owned())
}

fn parse_confidence(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

pub fn run(args: &Args) -> Result<ExitCode, String> {
    let stdin = [PathBuf::from("-")];
    let paths: &[PathBuf] = if args.paths.is_empty() { &stdin } else { &args.paths };
    if args.paths.is_empty() && io::stdin().is_terminal() {
        return Err("no input: name files or directories, or - to type a text (see --help)".to_owned());
    }
    let extractor = extractor(args)?;
    let pieces = Pieces::new(paths, args.input);
    let progress = Progress::new(pieces.bytes_read(), input::total_bytes(paths), !args.quiet);
    let mut report =
        Report { args, printer: Printer::new(io::stdout(), args.format), progress, done: 0, failed: 0 };
    let threads = args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let work = |piece| read(args, &extractor, piece);
    let ended =
        ordered(threads, pieces, work, |outcome| report.take(outcome)).and_then(|()| report.printer.finish());
    report.progress.finish();
    match ended {
        Err(Stop::Failed(cause)) => Err(format!("cannot write to standard output: {cause}")),
        Err(Stop::Closed) => Ok(ExitCode::SUCCESS),
        Ok(()) if report.failed == 0 => Ok(ExitCode::SUCCESS),
        Ok(()) if report.done == 0 => Ok(ExitCode::from(NOTHING_DONE)),
        Ok(()) => Ok(ExitCode::from(SOME_FAILED)),
    }
}

fn extractor(args: &Args) -> Result<Extractor, String> {
    let mut builder = Extractor::builder();
    for path in &args.gazetteer {
        builder.gazetteer_file(path);
    }
    builder.build().map_err(|error| error.to_string())
}

/// What became of one piece of input.
enum Outcome {
    Done { id: String, body: String, empty: bool },
    Failed(String),
}

impl Weight for Outcome {
    fn weight(&self) -> usize {
        match self {
            Outcome::Done { id, body, .. } => id.len() + body.len(),
            Outcome::Failed(message) => message.len(),
        }
    }
}

/// Reads one piece: all that can be done without knowing the others.
fn read(args: &Args, extractor: &Extractor, piece: Result<Piece, String>) -> Outcome {
    match piece.and_then(|piece| record::read(piece, args.date)) {
        Err(message) => Outcome::Failed(message),
        Ok((source, text)) => {
            let mut document = extractor.extract_source(source, text);
            document.facts.retain(|fact| {
                (args.predicate.is_empty() || args.predicate.iter().any(|p| **p == *fact.predicate))
                    && fact.confidence >= args.min_confidence
                    && (!args.plain || fact.is_plain())
            });
            let body = match args.format {
                Format::Triples => triples(&document, args.style.into()),
                Format::Jsonl => document.to_json(args.offsets),
                Format::Json => document.to_json_pretty(args.offsets),
            };
            Outcome::Done { empty: document.text.trim().is_empty(), id: document.source.id, body }
        }
    }
}

/// The document's facts a line each, equal lines once.
fn triples(document: &Document, style: Style) -> String {
    let mut seen = HashSet::new();
    let mut lines = String::new();
    for triple in document.triples() {
        let line = triple.with_style(style).to_string();
        if !seen.contains(&line) {
            writeln!(lines, "{line}").expect("writing to memory does not fail");
            seen.insert(line);
        }
    }
    lines
}

/// Takes outcomes in the order of the input.
struct Report<'a> {
    args: &'a Args,
    printer: Printer<io::Stdout>,
    progress: Progress,
    done: usize,
    failed: usize,
}

impl Report<'_> {
    fn take(&mut self, outcome: Outcome) -> Result<(), Stop> {
        match outcome {
            Outcome::Failed(message) => {
                self.failed += 1;
                self.progress.message(&message);
                Ok(())
            }
            Outcome::Done { id, body, empty } => {
                self.done += 1;
                self.progress.document_done();
                if empty && !self.args.quiet {
                    self.progress.message(&format!("warning: {id}: the text is empty"));
                }
                self.printer.document(&id, body)
            }
        }
    }
}
