//! The command line of Tercet: one module a command, and what they share.
//!
//! [`batch`] runs a command over documents: [`input`] finds them in files, directories and streams, [`record`] reads
//! them, [`ordered`] works on them in parallel, and [`output`] prints the results in the order of the input.

mod batch;
mod completions;
mod decompress;
mod entities;
mod extract;
mod input;
mod ordered;
mod output;
mod parse;
mod progress;
mod record;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reads English news and prints the facts it states.
#[derive(Parser)]
#[command(name = "tercet", version, propagate_version = true, arg_required_else_help = true)]
#[command(
    after_help = "Exit status: 0 all well, 1 some input failed, 2 wrong usage or nothing could be done."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Extract(extract::Args),
    Entities(entities::Args),
    Parse(parse::Args),
    Completions(completions::Args),
}

/// Some input failed, the rest was done.
const SOME_FAILED: u8 = 1;
/// Wrong usage, or nothing could be done.
const NOTHING_DONE: u8 = 2;

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Extract(args) => extract::run(&args),
        Command::Entities(args) => entities::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Completions(args) => completions::run(&args),
    };
    result.unwrap_or_else(|message| {
        eprintln!("tercet: {message}");
        ExitCode::from(NOTHING_DONE)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_options_of_all_commands_fit_together() {
        crate::Cli::command().debug_assert();
    }
}
