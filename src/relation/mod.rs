//! Facts and the rules that find them.
//!
//! [`RelationFinder`] reads each sentence that has a mention: the sentence is parsed with its names as single nodes
//! (`unit`, `headline`), the arguments of its verbs and nouns are undone from their constructions (`clause`), and rules are
//! matched: frames over the tree (`frames`), sequences over tokens (`sequences`), titles and descriptions (`office`, `role`), places in places (`places`), dates of life in brackets (`lifespan`) and reporting verbs
//! (`speech`). Qualifiers (`qualify`) and factuality (`factuality`) are read at the trigger; `assemble` turns what was
//! found into facts.

mod assemble;
mod candidate;
mod casualties;
mod clause;
mod fact;
mod factuality;
mod finder;
mod frames;
mod headline;
mod lifespan;
mod office;
mod places;
mod qualify;
mod role;
mod rule;
mod sequences;
mod site;
mod speech;
mod unit;
mod words;

pub use fact::{
    Argument, Attribution, Codes, Evidence, Fact, Modality, Polarity, Qualifier, QualifierKey, Tense,
};
pub use finder::RelationFinder;
pub use rule::{ExampleFailure, Rules};
