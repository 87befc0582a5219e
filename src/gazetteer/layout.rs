//! The compiled layout: one run of bytes that is searched as it lies.
//!
//! A table is a header and [`SECTIONS`] sections, all numbers little-endian:
//!
//! - `SLOTS`: open addressing with linear probing over the keys of names and of their beginnings. A slot is a tag (low
//!   half of the mixed key) and a value: [`CONTINUES`] if a longer name begins so, and where names end here, one more
//!   than the index of the only name, or with [`SEVERAL`] one more than an index into the groups. Value 0: empty.
//! - `GROUPS`: name indices, the last of a group with [`LAST`].
//! - `NAMES`: text (pool offset), entry, flags; the names of an entry in a row, the canonical one first.
//! - `ENTRIES`: first name, attributes (one more than an offset, or 0).
//! - `ATTRIBUTES`: a count, then key and value (pool offsets).
//! - `LISTS`: first entry, type, file and licence (pool offsets), priority. Entries are ordered by list.
//! - `IDS`: entries that have an id, ordered by it.
//! - `STARTS`, `SMALL_STARTS`: bit sets over the keys with which names begin; the second one holds only the names that
//!   may begin with a small letter, which spares most words of a text a look into the slots.
//! - `NEXT`: the same over the keys that names have after their first token.
//! - `PARTS`: open addressing over name parts (given names and surnames): pool offset of flags and text.
//! - `POOL`: strings, each after its length (16 bits).
//!
//! Text read from a table is compared with the text it is to match, so that two names with the same key are never
//! taken for one another, and every offset is checked on use: a damaged table gives wrong hits at worst.

pub(super) const MAGIC: [u8; 8] = *b"TERCETGZ";
pub(super) const VERSION: u32 = 1;

pub(super) const SLOTS: usize = 0;
pub(super) const GROUPS: usize = 1;
pub(super) const NAMES: usize = 2;
pub(super) const ENTRIES: usize = 3;
pub(super) const ATTRIBUTES: usize = 4;
pub(super) const LISTS: usize = 5;
pub(super) const IDS: usize = 6;
pub(super) const STARTS: usize = 7;
pub(super) const SMALL_STARTS: usize = 8;
pub(super) const NEXT: usize = 9;
pub(super) const PARTS: usize = 10;
pub(super) const POOL: usize = 11;
pub(super) const SECTIONS: usize = 12;

/// Magic, version, total length, checksum, longest probe of slots and of parts, then the length of each section.
pub(super) const HEADER: usize = 8 + 4 + 4 + 8 + 4 + 4 + 4 * SECTIONS;
pub(super) const AT_VERSION: usize = 8;
pub(super) const AT_TOTAL: usize = 12;
pub(super) const AT_CHECKSUM: usize = 16;
pub(super) const AT_PROBES: usize = 24;
pub(super) const AT_LENGTHS: usize = 32;

pub(super) const SLOT_SIZE: usize = 8;
pub(super) const NAME_SIZE: usize = 10;
pub(super) const ENTRY_SIZE: usize = 8;
pub(super) const LIST_SIZE: usize = 20;

pub(super) const CONTINUES: u32 = 1 << 31;
pub(super) const SEVERAL: u32 = 1 << 30;
pub(super) const INDEX: u32 = SEVERAL - 1;
pub(super) const LAST: u32 = 1 << 31;

/// Flags of a name; the lowest three bits are its role.
pub(super) mod name {
    pub(crate) const ROLE: u16 = 0b111;
    pub(crate) const WEAK: u16 = 1 << 3;
    pub(crate) const AMBIGUOUS: u16 = 1 << 4;
    pub(crate) const PLURAL: u16 = 1 << 5;
    pub(crate) const EXACT_CASE: u16 = 1 << 6;
    pub(crate) const ANY_CASE: u16 = 1 << 7;
    pub(crate) const EXACT_DIACRITICS: u16 = 1 << 8;
    pub(crate) const NO_POSSESSIVE: u16 = 1 << 9;
    pub(crate) const LOOKUP_ONLY: u16 = 1 << 10;
    pub(crate) const STOP: u16 = 1 << 11;
}

/// Roles of a name in its entry, as stored in the flags.
pub(super) mod role {
    pub(crate) const NAME: u16 = 0;
    pub(crate) const ADJECTIVE: u16 = 1;
    pub(crate) const NOUN: u16 = 2;
    pub(crate) const METONYM: u16 = 3;
}

/// Flags of a name part.
pub(super) mod part {
    pub(crate) const GIVEN: u8 = 1;
    pub(crate) const SURNAME: u8 = 2;
    pub(crate) const MALE: u8 = 4;
    pub(crate) const FEMALE: u8 = 8;
    pub(crate) const WORD: u8 = 16;
    pub(crate) const PLACE: u8 = 32;
}

/// The slot where the search for a mixed key begins, of `capacity` slots.
pub(super) fn slot_of(mixed: u64, capacity: usize) -> usize {
    (((mixed >> 32) * capacity as u64) >> 32) as usize
}

/// The bit that stands for a mixed key in a set of `bytes` bytes, a power of two.
pub(super) fn bit_of(mixed: u64, bytes: usize) -> (usize, u8) {
    let bit = mixed as usize & (bytes * 8 - 1);
    (bit / 8, 1 << (bit % 8))
}

/// Checksum of a table from its section lengths to its end: four lanes of multiply and rotate, so that it runs at the
/// speed of memory.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [1, 2, 3, 4u64];
    let blocks = bytes.chunks_exact(32);
    let rest = blocks.remainder();
    for block in blocks {
        for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            let word = u64::from_le_bytes(word.try_into().unwrap_or_default());
            *lane = (*lane ^ word).wrapping_mul(FACTOR).rotate_left(29);
        }
    }
    let tail = rest.iter().fold(bytes.len() as u64, |sum, &b| (sum ^ u64::from(b)).wrapping_mul(FACTOR));
    lanes.iter().fold(tail, |sum, &lane| (sum ^ lane).wrapping_mul(FACTOR).rotate_left(31))
}
