//! The command line of Tercet.

fn main() {
    println!("tercet {}", env!("CARGO_PKG_VERSION"));
}
