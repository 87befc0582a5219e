//! JSON Lines in, JSON Lines out, on all cores, in order and with bounded memory:
//! `cargo run --release --example pipeline < news.jsonl > facts.jsonl`
//!
//! The command line does the same and more (`tercet extract --input jsonl --format jsonl`); this shows how to put the
//! extractor into a program of your own. One extractor serves all threads.

use rayon::prelude::*;
use std::io::{self, BufRead, Write};
use tercet::{Extractor, Offsets, Source};

/// So many documents are in memory at once.
const BATCH: usize = 256;

fn main() -> io::Result<()> {
    let extractor = Extractor::new();
    let mut lines = io::stdin().lock().lines();
    let mut out = io::stdout().lock();
    let (mut batch, mut done) = (Vec::with_capacity(BATCH), 0);
    loop {
        batch.clear();
        for line in lines.by_ref().take(BATCH) {
            batch.push(line?);
        }
        if batch.is_empty() {
            return Ok(());
        }
        // Results of a batch come in the order of its lines, whichever thread is done first.
        let records: Vec<Result<String, String>> =
            batch.par_iter().map(|line| extract(&extractor, line)).collect();
        for (number, record) in (done + 1..).zip(records) {
            match record {
                Ok(record) => writeln!(out, "{record}")?,
                Err(cause) => eprintln!("line {number}: {cause}"),
            }
        }
        done += batch.len();
    }
}

/// From one line of input to one line of output.
fn extract(extractor: &Extractor, line: &str) -> Result<String, String> {
    let input: serde_json::Value = serde_json::from_str(line).map_err(|cause| cause.to_string())?;
    let text = |key: &str| input[key].as_str().map(str::to_owned);
    let source = Source {
        id: text("id").unwrap_or_default(),
        date: text("date").and_then(|date| date.parse().ok()),
        source: text("source"),
        url: text("url"),
        title: text("title"),
    };
    let document = extractor.extract_source(source, text("text").ok_or("no key 'text'")?);
    Ok(document.to_json(Offsets::Char))
}
