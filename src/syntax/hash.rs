//! Hashes of words and of features. A feature is known by 32 bits only; the model's tables are laid
//! out by these bits, so a change here needs models trained anew (see [`super::tagger::feature_set`]).

/// Odd multiplier with well-mixed bits (Steele and Vigna, "Computationally easy, spectrally good
/// multipliers", 2021).
const MULTIPLIER: u64 = 0xd134_2543_de82_ef95;

/// Mixes a number into a hash.
#[inline(always)]
pub fn mix(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(MULTIPLIER).rotate_left(29)
}

/// The 32 bits by which tables know a feature.
#[inline(always)]
pub fn finish(hash: u64) -> u32 {
    (hash.wrapping_mul(MULTIPLIER) >> 32) as u32
}

/// Hash of a text as it is written.
pub fn text(text: &str) -> u32 {
    finish(bytes(text.bytes()))
}

/// Hash of a text with all letters made small.
pub fn lower(text: &str) -> u32 {
    if text.is_ascii() {
        return finish(bytes(text.bytes().map(|byte| byte.to_ascii_lowercase())));
    }
    let mut buffer = [0u8; 4];
    let mut hash = SEED;
    for letter in text.chars().flat_map(char::to_lowercase) {
        for &byte in letter.encode_utf8(&mut buffer).as_bytes() {
            hash = step(hash, byte);
        }
    }
    finish(hash)
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a over 64 bits.
#[inline(always)]
fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(SEED, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_and_capital_letters_differ_only_where_asked() {
        assert_eq!(lower("Minister"), lower("minister"));
        assert_ne!(text("Minister"), text("minister"));
        assert_eq!(lower("ÉTAT"), lower("état"));
        assert_eq!(lower("minister"), text("minister"));
    }
}
