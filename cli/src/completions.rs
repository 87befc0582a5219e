//! `tercet completions`: scripts that teach a shell the commands and options.

use clap::CommandFactory;
use clap_complete::Shell;
use std::process::ExitCode;

/// Print a script that completes commands and options in a shell.
#[derive(clap::Args)]
#[command(
    after_help = "Example: tercet completions bash > ~/.local/share/bash-completion/completions/tercet"
)]
pub struct Args {
    /// The shell that reads the script.
    shell: Shell,
}

pub fn run(args: &Args) -> Result<ExitCode, String> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::Cli::command(), "tercet", &mut script);
    crate::output::print(&script)?;
    Ok(ExitCode::SUCCESS)
}
