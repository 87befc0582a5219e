//! A hash table that is ready as it lies: little-endian bytes, nothing built when it is loaded.
//!
//! Open addressing with linear probing over slots of four bytes. A slot holds a payload in its low bits and a check
//! in the others; an empty slot is zero, so checks are never zero. Keys are 32-bit hashes: a key that was never
//! stored is found with a probability of about one in two to the number of check bits, which costs accuracy a
//! little and correctness nothing.

/// Multiplier of the hash functions (the fractional part of the golden ratio).
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Hash of a string's bytes.
pub fn hash_bytes(bytes: &[u8]) -> u32 {
    bytes.iter().fold(HASH_START, |state, byte| hash_step(state, *byte)).finish()
}

/// The state in which hashing starts; see [`hash_step`].
pub const HASH_START: HashState = HashState(0x51_7C_C1_B7_27_22_0A_95);

/// A hash of the bytes seen so far.
#[derive(Clone, Copy, Debug)]
pub struct HashState(u64);

impl HashState {
    /// The hash as a key.
    pub fn finish(self) -> u32 {
        ((self.0 ^ (self.0 >> 29)).wrapping_mul(MIX) >> 32) as u32
    }
}

/// The state after one more byte.
pub fn hash_step(state: HashState, byte: u8) -> HashState {
    HashState((state.0.rotate_left(5) ^ u64::from(byte)).wrapping_mul(MIX))
}

/// A key made of two.
pub fn hash_pair(a: u32, b: u32) -> u32 {
    let mixed = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(MIX);
    ((mixed ^ (mixed >> 31)).wrapping_mul(MIX) >> 32) as u32
}

/// A table in bytes; `payload_bits` of each slot are payload.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    slots: &'a [u8],
    payload_bits: u32,
}

impl<'a> Table<'a> {
    /// The table in these bytes, four a slot.
    pub fn new(slots: &'a [u8], payload_bits: u32) -> Table<'a> {
        Table { slots, payload_bits }
    }

    /// The payload stored for a key.
    pub fn get(self, key: u32) -> Option<u32> {
        let count = self.slots.len() / 4;
        let (mut at, check) = start(key, count, self.payload_bits);
        for _ in 0..count {
            let slot = self.slot(at);
            if slot == 0 {
                return None;
            }
            if slot >> self.payload_bits == check {
                return Some(slot & ((1 << self.payload_bits) - 1));
            }
            at = if at + 1 == count { 0 } else { at + 1 };
        }
        None
    }

    fn slot(self, at: usize) -> u32 {
        self.slots.get(at * 4..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u32::from_le_bytes(*bytes))
    }

    /// The bytes of a table with these entries; of two entries with one key (or with keys that the table cannot
    /// tell apart) the first wins. `slots` has to be larger than the number of entries.
    pub fn build(entries: &[(u32, u32)], slots: usize, payload_bits: u32) -> Vec<u8> {
        let mut table = vec![0u32; slots];
        for &(key, payload) in entries {
            let (mut at, check) = start(key, slots, payload_bits);
            while table[at] != 0 && table[at] >> payload_bits != check {
                at = if at + 1 == slots { 0 } else { at + 1 };
            }
            if table[at] == 0 {
                table[at] = check << payload_bits | payload;
            }
        }
        table.iter().flat_map(|slot| slot.to_le_bytes()).collect()
    }
}

/// The slot where the search for a key starts, and the key's check.
fn start(key: u32, slots: usize, payload_bits: u32) -> (usize, u32) {
    let at = (u64::from(key) * slots as u64) >> 32;
    let check = key.wrapping_mul(0x85EB_CA6B) >> payload_bits;
    (at as usize, check.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stored_is_found() {
        let entries: Vec<(u32, u32)> = (0..1000u32).map(|n| (hash_bytes(&n.to_le_bytes()), n)).collect();
        let bytes = Table::build(&entries, 1300, 16);
        let table = Table::new(&bytes, 16);
        let found = entries.iter().filter(|(key, n)| table.get(*key) == Some(*n)).count();
        assert!(found > 990, "{found}");
        assert_eq!(Table::new(&[], 16).get(5), None);
    }
}
