//! `tercet entities`: documents in, the names in them out.

use crate::batch;
use crate::output::{Layout, parse_offsets};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tercet::entity::{EntityKind, Form, Mention};
use tercet::export::OffsetMap;
use tercet::{Document, Extractor, Offsets};

/// Print the names, numbers and times in documents.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tercet entities story.txt
  tercet entities --format iob2 --kind PERSON --kind ORG news.jsonl

The table has a line for each entity: name, kind, number of mentions, links, other names.
The JSON Lines hold the mentions: {\"id\": …, \"text\": …, \"entities\": [[start, end, \"PERSON\"], …]}")]
pub struct Args {
    #[command(flatten)]
    batch: batch::Documents,
    /// How they are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Print only this kind (PERSON, ORG, GPE, DATE, …); may be given several times
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// List of names to be found besides the built-in ones; may be given several times
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    /// Unit of the offsets in JSON Lines
    #[arg(long, default_value = "byte", value_parser = parse_offsets, value_name = "byte|char|utf16")]
    offsets: Offsets,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One entity a line, columns separated by tabs
    Table,
    /// One token a line with its tag
    Iob2,
    /// One document a line
    Jsonl,
}

pub fn run(args: &Args) -> Result<ExitCode, String> {
    let mut builder = Extractor::builder();
    for path in &args.gazetteer {
        builder.gazetteer_file(path);
    }
    let extractor = builder.build().map_err(|error| error.to_string())?;
    let layout = match args.format {
        Format::Table => Layout::Headed,
        Format::Iob2 => Layout::Plain,
        Format::Jsonl => Layout::Lines,
    };
    batch::run(&args.batch, layout, |source, text| {
        let document = extractor.extract_source(source, text);
        match args.format {
            Format::Table => args.table(&document),
            Format::Iob2 => document.to_iob2(|mention| args.wants(&mention.kind)),
            Format::Jsonl => args.json(&document),
        }
    })
}

impl Args {
    fn wants(&self, kind: &EntityKind) -> bool {
        self.kind.is_empty() || self.kind.iter().any(|label| label == kind.label())
    }

    fn table(&self, document: &Document) -> String {
        let mut lines = String::new();
        for entity in document.entities.iter().filter(|entity| self.wants(&entity.kind)) {
            let (kind, count) = (&entity.kind, entity.mentions.len());
            let cells = [&entity.name, &entity.links.join(" "), &entity.aliases.join("; ")]
                .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
            let [name, links, aliases] = cells;
            writeln!(lines, "{name}\t{kind}\t{count}\t{links}\t{aliases}").expect("memory takes it");
        }
        lines
    }

    fn json(&self, document: &Document) -> String {
        let map = OffsetMap::new(&document.text, self.offsets);
        let is_wanted = |m: &&Mention| m.form == Form::Name && self.wants(&m.kind);
        let entities: Vec<(u32, u32, &str)> = document
            .mentions
            .iter()
            .filter(is_wanted)
            .map(|m| (map.get(m.span.start), map.get(m.span.end), m.kind.label()))
            .collect();
        let record = serde_json::json!({
            "id": document.source.id,
            "text": document.text,
            "entities": entities,
        });
        record.to_string()
    }
}
