//! Rules: read from TOML, checked, and laid out for the engine.

mod examples;
mod file;
mod kinds;
mod pattern;
mod set;

pub use examples::ExampleFailure;
pub(crate) use file::Fixed;
pub(crate) use kinds::{KindSet, is_country};
pub(crate) use pattern::{Element, Role};
pub use set::Rules;
pub(crate) use set::{Frame, Predicate, RuleSet, Sequence, Slot, Trigger, VerbPattern};
