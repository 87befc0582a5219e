//! Numbers of dead and injured in a sentence.

use super::unit::Unit;
use super::words::{Class, is};
use crate::entity::{EntityKind, MentionId};

/// How many words a count may stand away from its verb or noun ("27 people, among them children, were killed").
const REACH: u32 = 8;

/// The number that goes with a word of death or injury: "killing at least five", "28 people were injured",
/// "the death toll rises to 90", "leaves nine dead".
pub(crate) fn casualties(unit: &Unit<'_>, class: Class) -> Option<MentionId> {
    let other = if class == Class::Kill { Class::Injure } else { Class::Kill };
    let numbers: Vec<(u32, MentionId)> = unit
        .placed()
        .iter()
        .copied()
        .filter(|&(_, m)| unit.mention(m).kind == EntityKind::Cardinal)
        .collect();
    for word in (0..unit.tree.len() as u32).filter(|&n| is(unit.lemma(n), class)) {
        let crosses = |n: u32| {
            let (low, high) = (n.min(word), n.max(word));
            (low + 1..high)
                .any(|between| is(unit.lemma(between), other) || numbers.iter().any(|&(m, _)| m == between))
        };
        let near = numbers.iter().filter(|&&(n, _)| n.abs_diff(word) <= REACH && !crosses(n));
        // "killing five" takes the number after it, "five killed" the one before.
        let after_first = unit.tree.node(word).xpos.name() == "VBG"
            || unit.lemma(word) == "death"
            || !unit.is_passive(word) && unit.is_verb(word);
        let key = |n: u32| (n.abs_diff(word), (n > word) != after_first);
        if let Some(&(_, number)) = near.min_by_key(|&&(n, _)| (key(n).1, key(n).0)) {
            return Some(number);
        }
    }
    None
}
