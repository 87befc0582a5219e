//! Output: triples for people, JSON records for programs.

mod conllu;
mod iob2;
mod json;
mod offsets;
mod read;
mod triple;

pub use offsets::OffsetMap;
pub use triple::{Style, Triple};

/// Version of the JSON record: the value of its key `tercet`.
pub const FORMAT_VERSION: u32 = 1;

/// EDTF's mark of an interval's open end.
const OPEN_END: &str = "..";
