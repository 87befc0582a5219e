//! Tags, lemmas and dependency trees.
//!
//! [`Tagger`] gives each word its tags, [`Parser`] makes a [`Tree`] of a sentence in which each name is one node.
//! All weights are embedded and used as they lie; the same words give the same tree wherever they stand.
//!
//! The other modules are what the two are made of. They are public for the training package and for whoever wants to look
//! inside.

pub mod deprel;
pub mod features;
pub mod hash;
pub mod labeller;
pub mod lemma;
pub mod lexicon;
pub mod line;
pub mod model;
pub mod parser;
pub mod table;
pub mod tag;
pub mod tagger;
pub mod transition;
pub mod tree;
pub mod word;

pub use deprel::Deprel;
pub use lemma::lemma;
pub use parser::Parser;
pub use tag::{Tag, Upos, Xpos};
pub use tagger::Tagger;
pub use tree::{Node, Tree};
