//! Trains and scores the models in `models/`. Nothing here is part of the library.

mod coref;
mod names;
mod syntax;

use clap::{Parser, Subcommand};

/// Trains and scores the models of Tercet.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Names(names::Command),
    #[command(flatten)]
    Syntax(syntax::Command),
    /// Scores entities against coreference annotations.
    ScoreCoref(coref::Arguments),
}

fn main() -> Result<(), String> {
    match Arguments::parse().command {
        Command::Names(command) => names::run(command),
        Command::Syntax(command) => syntax::run(command),
        Command::ScoreCoref(arguments) => coref::run(&arguments),
    }
}
