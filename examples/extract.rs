//! The facts of a text: `cargo run --release --example extract [FILE]`

use tercet::Extractor;

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "examples/data/summit.txt".to_owned());
    let document = Extractor::new().extract(std::fs::read_to_string(path)?);
    for triple in document.triples() {
        println!("{triple}");
    }
    Ok(())
}
