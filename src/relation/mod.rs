//! Facts and the rules that find them.

mod fact;

pub use fact::{
    Argument, Attribution, Codes, Evidence, Fact, Modality, Polarity, Qualifier, QualifierKey, Tense,
};
