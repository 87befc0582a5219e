//! Chooses among overlapping hits.

use super::Hit;
use std::cmp::Reverse;

/// Of some hits those that do not overlap, in text order: the longest first, then the higher priority, then the order
/// of entries and roles, then the earlier place.
pub(super) fn select(hits: &[Hit], priority: impl Fn(&Hit) -> u8) -> Vec<Hit> {
    let mut order: Vec<&Hit> = hits.iter().collect();
    let rank = |hit: &Hit| {
        (Reverse(hit.tokens.len()), Reverse(priority(hit)), hit.entry, hit.role, hit.tokens.start)
    };
    order.sort_by_cached_key(|hit| rank(hit));
    let end = hits.iter().map(|hit| hit.tokens.end).max().unwrap_or(0) as usize;
    let mut taken = vec![false; end];
    let mut chosen: Vec<Hit> = Vec::new();
    for hit in order {
        let tokens = &mut taken[hit.tokens.range()];
        if !tokens.contains(&true) {
            tokens.fill(true);
            chosen.push(*hit);
        }
    }
    chosen.sort_by_key(|hit| hit.tokens.start);
    chosen
}
