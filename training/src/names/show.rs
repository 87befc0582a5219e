//! Shows the mentions of a text, for reading along.

use super::examples::Prepared;
use super::read_text;
use std::path::PathBuf;
use tercet::entity::{FoundBy, Recognizer};

/// Arguments of `show-names`.
#[derive(clap::Args)]
pub struct Arguments {
    /// A plain text.
    file: PathBuf,
}

/// Prints each sentence with its mentions.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let prepared = Prepared::new(&read_text(&arguments.file)?);
    let text = prepared.view();
    let mentions = Recognizer::builtin().recognize(text, None);
    for (i, sentence) in text.sentences.iter().enumerate() {
        println!("{}", sentence.span.slice(text.text));
        for mention in mentions.iter().filter(|mention| mention.sentence as usize == i) {
            let by = match &mention.by {
                FoundBy::List(file) => format!("list:{file}"),
                FoundBy::Model => "model".to_owned(),
                FoundBy::Rule(name) => format!("rule:{name}"),
            };
            println!(
                "    {:11} {:40} {by} {}",
                mention.kind,
                mention.text,
                mention.link.as_deref().unwrap_or_default()
            );
        }
    }
    Ok(())
}
