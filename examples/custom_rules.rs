//! A relation of your own: `cargo run --example custom_rules`

use tercet::Extractor;
use tercet::export::Style;

/// A rule states words; the engine adds passive, relative clauses, coordination, plans, denials and the rest. Rules of the
/// project's own are in `rules/`, each with examples, and a rule may also add wordings to one of those.
const RULE: &str = r#"
predicate  = "sponsored"
means      = "paid for an event, a team or a person"
subject    = ["ACTOR"]
object     = ["ACTOR", "EVENT"]
qualifiers = ["date", "place", "amount"]

[[frame]]
id    = "sponsor"
verbs = ["sponsor", "bankroll"]

[[frame]]
id      = "sponsor-of"
nouns   = ["sponsor"]
subject = ["is"]
object  = ["of", "'s"]
"#;

const TEXT: &str = "Gazprom sponsored Schalke until 2022. Chelsea was bankrolled by Roman Abramovich. \
    Toyota will not sponsor the Tokyo Olympics.";

fn main() -> Result<(), tercet::Error> {
    // `rules_path` reads the same from a file or a folder.
    let extractor = Extractor::builder().rules_str("sponsored.toml", RULE).build()?;
    let document = extractor.extract(TEXT);
    for triple in document.triples().filter(|triple| &*triple.fact().predicate == "sponsored") {
        println!("{}", triple.with_style(Style::Full));
    }
    Ok(())
}
