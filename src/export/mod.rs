//! Output: triples for people, JSON records for programs.

mod json;
mod triple;

pub use triple::{Style, Triple};
