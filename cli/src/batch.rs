//! What all commands over documents share: their inputs, and the run from documents to output.

use crate::input::{self, Input, Piece, Pieces};
use crate::ordered::{Weight, ordered};
use crate::output::{Layout, Printer, Stop};
use crate::progress::Progress;
use crate::{NOTHING_DONE, SOME_FAILED, record};
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use tercet::{Date, Source};

/// Options of every command that reads documents.
#[derive(clap::Args)]
pub struct Documents {
    /// Files, directories, or - for standard input (the default)
    #[arg(value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,
    /// How the input holds documents [default: jsonl for .jsonl, .jsonl.gz and .jsonl.zst, else text]
    #[arg(long, value_enum, value_name = "KIND")]
    input: Option<Input>,
    /// Day of publication of documents that do not name their own
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = record::parse_date)]
    date: Option<Date>,
    /// Number of threads [default: all cores]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Show no progress and no warnings
    #[arg(long, short)]
    quiet: bool,
}

impl Documents {
    /// The inputs, where none are named standard input.
    ///
    /// # Errors
    /// When nothing is named and standard input is a terminal, where waiting would look like hanging.
    fn paths(&self) -> Result<Vec<PathBuf>, String> {
        if !self.paths.is_empty() {
            return Ok(self.paths.clone());
        }
        if io::stdin().is_terminal() {
            return Err("no input: name files or directories, or - to type a text (see --help)".to_owned());
        }
        Ok(vec![PathBuf::from("-")])
    }
}

/// Reads every document, turns it into output with `work` on several threads, and prints the results in order.
///
/// # Errors
/// A message when there is no input or no way to write.
pub fn run(
    args: &Documents,
    layout: Layout,
    work: impl Fn(Source, String) -> String + Sync,
) -> Result<ExitCode, String> {
    let paths = args.paths()?;
    let pieces = Pieces::new(&paths, args.input);
    let progress = Progress::new(pieces.bytes_read(), input::total_bytes(&paths), !args.quiet);
    let printer = Printer::new(io::stdout(), layout);
    let mut report = Report { quiet: args.quiet, printer, progress, done: 0, failed: 0 };
    let threads = args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let read = |piece| Outcome::of(piece, args.date, &work);
    let ended =
        ordered(threads, pieces, read, |outcome| report.take(outcome)).and_then(|()| report.printer.finish());
    report.progress.finish();
    match ended {
        Err(Stop::Failed(cause)) => Err(format!("cannot write to standard output: {cause}")),
        Err(Stop::Closed) => Ok(ExitCode::SUCCESS),
        Ok(()) => Ok(report.status()),
    }
}

/// What became of one piece of input.
enum Outcome {
    Done { id: String, body: String, empty: bool },
    Failed(String),
}

impl Outcome {
    fn of(
        piece: Result<Piece, String>,
        date: Option<Date>,
        work: impl Fn(Source, String) -> String,
    ) -> Outcome {
        match piece.and_then(|piece| record::read(piece, date)) {
            Err(message) => Outcome::Failed(message),
            Ok((source, text)) => {
                let (id, empty) = (source.id.clone(), text.trim().is_empty());
                Outcome::Done { id, body: work(source, text), empty }
            }
        }
    }
}

impl Weight for Outcome {
    fn weight(&self) -> usize {
        match self {
            Outcome::Done { id, body, .. } => id.len() + body.len(),
            Outcome::Failed(message) => message.len(),
        }
    }
}

/// Takes outcomes in the order of the input.
struct Report {
    quiet: bool,
    printer: Printer<io::Stdout>,
    progress: Progress,
    done: usize,
    failed: usize,
}

impl Report {
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
                if empty && !self.quiet {
                    self.progress.message(&format!("warning: {id}: the text is empty"));
                }
                self.printer.document(&id, body)
            }
        }
    }

    fn status(&self) -> ExitCode {
        match (self.failed, self.done) {
            (0, _) => ExitCode::SUCCESS,
            (_, 0) => ExitCode::from(NOTHING_DONE),
            _ => ExitCode::from(SOME_FAILED),
        }
    }
}
