//! Names of your own, with a kind of your own: `cargo run --example custom_gazetteer`

use tercet::Extractor;

/// A list in the format of `gazetteers/README.md`. Only `@type` has to be there; a name after `|` is another name of the
/// same entry, and keys are declared before they are used.
const SHIPS: &str = "\
@type SHIP
@keys id owner

Ever Given | MV Ever Given\tid=imo:9811000; owner=Shoei Kisen
Dali\tid=imo:9697428; owner=Grace Ocean
";

const TEXT: &str = "The Ever Given ran aground in the Suez Canal. \
    Three years later the Dali struck a bridge in Baltimore.";

fn main() -> Result<(), tercet::Error> {
    // `gazetteer_file` reads the same from a file, and from tables, plain names and EntityRuler patterns too.
    let extractor = Extractor::builder().gazetteer_str("ships.gaz", SHIPS).build()?;
    let document = extractor.extract(TEXT);
    for entity in &document.entities {
        println!("{:12} {:6} {}", entity.name, entity.kind, entity.links.join(" "));
    }
    Ok(())
}
