//! The labels of the name tagger: where in a name a token stands (BILOU), and of what kind the name is.

use crate::entity::EntityKind;

/// The kinds that the tagger knows, in the order of their label numbers.
pub const KINDS: [EntityKind; 10] = [
    EntityKind::Person,
    EntityKind::Norp,
    EntityKind::Org,
    EntityKind::Gpe,
    EntityKind::Loc,
    EntityKind::Fac,
    EntityKind::Event,
    EntityKind::Product,
    EntityKind::WorkOfArt,
    EntityKind::Law,
];

/// Number of labels: `O` and four places for each kind.
pub const LABELS: usize = 1 + 4 * KINDS.len();

/// Label of a token outside every name.
pub const OUTSIDE: usize = 0;

/// Where a token stands in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// First token of a longer name.
    Begin,
    /// Between the first and the last.
    Inside,
    /// Last token of a longer name.
    Last,
    /// The only token.
    Unit,
}

/// The label number of a place in a name of the kind with this index.
pub const fn label(kind: usize, place: Place) -> usize {
    1 + 4 * kind + place as usize
}

/// Kind index and place of a label; `None` for [`OUTSIDE`].
pub const fn parts(label: usize) -> Option<(usize, Place)> {
    if label == OUTSIDE {
        return None;
    }
    let place = match (label - 1) % 4 {
        0 => Place::Begin,
        1 => Place::Inside,
        2 => Place::Last,
        _ => Place::Unit,
    };
    Some(((label - 1) / 4, place))
}

/// Whether a name is still open after this label.
pub const fn is_open(label: usize) -> bool {
    matches!(parts(label), Some((_, Place::Begin | Place::Inside)))
}

/// Whether the label goes on with an open name.
pub const fn continues(label: usize) -> bool {
    matches!(parts(label), Some((_, Place::Inside | Place::Last)))
}

/// Whether `next` may stand after `previous`: an open name goes on with its own kind, a closed one does not go on.
pub const fn may_follow(previous: usize, next: usize) -> bool {
    if is_open(previous) { continues(next) && (previous - 1) / 4 == (next - 1) / 4 } else { !continues(next) }
}

/// Sets of labels as bits.
pub type LabelSet = u64;

/// All labels.
pub const ALL: LabelSet = (1 << LABELS) - 1;

/// The labels of these places (one bit a [`Place`], first place lowest) for every kind, and [`OUTSIDE`].
pub const fn places(places: u64) -> LabelSet {
    let mut set = 1;
    let mut kind = 0;
    while kind < KINDS.len() {
        set |= places << (1 + 4 * kind);
        kind += 1;
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_its_kind_and_place() {
        for kind in 0..KINDS.len() {
            for place in [Place::Begin, Place::Inside, Place::Last, Place::Unit] {
                assert_eq!(parts(label(kind, place)), Some((kind, place)));
            }
        }
        assert!(may_follow(label(2, Place::Begin), label(2, Place::Last)));
        assert!(!may_follow(label(2, Place::Begin), label(3, Place::Last)));
        assert!(!may_follow(OUTSIDE, label(0, Place::Inside)));
        assert!(!may_follow(label(0, Place::Inside), OUTSIDE));
        assert_eq!(places(0b1111), ALL);
    }
}
