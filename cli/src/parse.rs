//! `tercet parse`: documents in, tags, lemmas and trees out.

use crate::batch;
use crate::output::Layout;
use std::process::ExitCode;
use tercet::Document;
use tercet::text::{split_sentences, tokenize};

/// Print tokens, tags, lemmas and dependency trees.
#[derive(clap::Args)]
#[command(after_help = "Example: tercet parse story.txt > story.conllu")]
pub struct Args {
    #[command(flatten)]
    batch: batch::Documents,
    /// How sentences are printed
    #[arg(long, value_enum, default_value_t = Format::Conllu)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// The tables of Universal Dependencies
    Conllu,
}

pub fn run(args: &Args) -> Result<ExitCode, String> {
    batch::run(&args.batch, Layout::Plain, |source, text| {
        let tokens = tokenize(&text);
        let sentences = split_sentences(&text, &tokens);
        let document = Document { source, text, tokens, sentences, ..Document::default() };
        match args.format {
            Format::Conllu => document.to_conllu(),
        }
    })
}
