//! The name tagger: word classes from vectors and raw text, training, scoring.

mod clusters;
mod corpus;
mod crf;
mod examples;
mod score;
mod show;
mod train;
mod write;

use clap::Subcommand;
use std::path::PathBuf;

/// What can be done with names.
#[derive(Subcommand)]
pub enum Command {
    /// Makes the word classes (clusters and casing) of the name tagger.
    NamesClusters(clusters::Arguments),
    /// Trains the name tagger.
    TrainNames(train::Arguments),
    /// Scores the recogniser or the name tagger alone on JSON Lines sets.
    ScoreNames(score::Arguments),
    /// Shows the mentions of a plain text.
    ShowNames(show::Arguments),
}

/// Carries out a command.
pub fn run(command: Command) -> Result<(), String> {
    match command {
        Command::NamesClusters(arguments) => clusters::run(&arguments),
        Command::TrainNames(arguments) => train::run(&arguments),
        Command::ScoreNames(arguments) => score::run(&arguments),
        Command::ShowNames(arguments) => show::run(&arguments),
    }
}

/// The text of a file.
fn read_text(path: &PathBuf) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a file.
fn write_file(path: &PathBuf, bytes: &[u8]) -> Result<(), String> {
    eprintln!("{}: {} bytes", path.display(), bytes.len());
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
