//! The container of trained weights: a header, then named sections that are used as they lie.
//!
//! Layout, little endian: `TERCETM` and the format version (8 bytes), kind of model (4 bytes), number of
//! sections (4), hash of the feature set (8), checksum of everything after it (8), then for each section its
//! name (4), offset (4) and length (4) in bytes from the start of the file, then the sections, each padded to
//! 64 bytes.

use crate::{Error, Result};

/// The first eight bytes of every model: a name and the version of this layout.
const MAGIC: [u8; 8] = *b"TERCETM\x01";
const HEADER: usize = 32;
const ENTRY: usize = 12;

/// The sections of one model file.
#[derive(Debug, Clone, Copy)]
pub struct Container<'a> {
    bytes: &'a [u8],
    sections: usize,
}

impl<'a> Container<'a> {
    /// Reads the header of a model of one kind, and checks that the file is whole and was trained for the
    /// features that this version of the library extracts.
    ///
    /// # Errors
    /// When the bytes are no model, a truncated or changed one, one of another kind, or one for other features.
    pub fn read(bytes: &'a [u8], kind: [u8; 4], features: u64) -> Result<Container<'a>> {
        let container = Container::read_trusted(bytes, kind, features)?;
        if number(bytes, 24, 8)? != checksum(&bytes[HEADER..]) {
            return Err(Error::invalid("model file is damaged: its checksum differs"));
        }
        Ok(container)
    }

    /// Like [`Container::read`] without the checksum, for bytes that were embedded at build time.
    pub(super) fn read_trusted(bytes: &'a [u8], kind: [u8; 4], features: u64) -> Result<Container<'a>> {
        if bytes.len() < HEADER || bytes[..7] != MAGIC[..7] {
            return Err(Error::invalid("not a model file: expected it to begin with `TERCETM`"));
        }
        if bytes[7] != MAGIC[7] {
            return Err(Error::invalid(format!(
                "model format {} is not known, expected {}",
                bytes[7], MAGIC[7]
            )));
        }
        if bytes[8..12] != kind {
            let name = |kind: &[u8]| String::from_utf8_lossy(kind).into_owned();
            let (found, expected) = (name(&bytes[8..12]), name(&kind));
            return Err(Error::invalid(format!("expected a model of kind `{expected}`, found `{found}`")));
        }
        if number(bytes, 16, 8)? != features {
            return Err(Error::invalid("model was trained for other features: train it anew"));
        }
        let sections = number(bytes, 12, 4)? as usize;
        let container = Container { bytes, sections };
        for at in 0..sections {
            container.entry(at)?;
        }
        Ok(container)
    }

    /// The bytes of one section.
    ///
    /// # Errors
    /// When the model has no section of that name.
    pub fn section(&self, name: [u8; 4]) -> Result<&'a [u8]> {
        for at in 0..self.sections {
            let (found, bytes) = self.entry(at)?;
            if found == name {
                return Ok(bytes);
            }
        }
        Err(Error::invalid(format!("model has no section `{}`", String::from_utf8_lossy(&name))))
    }

    /// A section of UTF-8 text.
    ///
    /// # Errors
    /// When the section is missing or no UTF-8.
    pub fn text(&self, name: [u8; 4]) -> Result<&'a str> {
        std::str::from_utf8(self.section(name)?)
            .map_err(|_| Error::invalid("model holds text that is no UTF-8"))
    }

    fn entry(&self, at: usize) -> Result<([u8; 4], &'a [u8])> {
        let start = HEADER + at * ENTRY;
        let name = self.bytes.get(start..start + 4).ok_or_else(truncated)?;
        let offset = number(self.bytes, start + 4, 4)? as usize;
        let length = number(self.bytes, start + 8, 4)? as usize;
        let bytes = self.bytes.get(offset..).and_then(|rest| rest.get(..length)).ok_or_else(truncated)?;
        Ok(([name[0], name[1], name[2], name[3]], bytes))
    }
}

/// Bytes that begin at a multiple of a cache line, so that no bucket of a table lies across two.
#[repr(C, align(64))]
pub(super) struct Aligned<const N: usize>(pub(super) [u8; N]);

/// Writes a model file of the given sections.
pub fn write(kind: [u8; 4], features: u64, sections: &[([u8; 4], &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::from(MAGIC);
    bytes.extend(kind);
    bytes.extend((sections.len() as u32).to_le_bytes());
    bytes.extend(features.to_le_bytes());
    bytes.extend([0; 8]);
    let mut offset = pad(HEADER + sections.len() * ENTRY);
    for (name, content) in sections {
        bytes.extend(name);
        bytes.extend((offset as u32).to_le_bytes());
        bytes.extend((content.len() as u32).to_le_bytes());
        offset = pad(offset + content.len());
    }
    for (_, content) in sections {
        bytes.resize(pad(bytes.len()), 0);
        bytes.extend(*content);
    }
    let sum = checksum(&bytes[HEADER..]);
    bytes[24..32].copy_from_slice(&sum.to_le_bytes());
    bytes
}

fn pad(length: usize) -> usize {
    length.next_multiple_of(64)
}

fn truncated() -> Error {
    Error::invalid("model file is truncated")
}

/// A little-endian number of up to eight bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Result<u64> {
    let slice = bytes.get(at..at + length).ok_or_else(truncated)?;
    Ok(slice.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)))
}

/// Eight bytes at a time, so that checking a file of megabytes takes about a millisecond.
fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = bytes.len() as u64;
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let word = u64::from_le_bytes(word.try_into().expect("chunks of eight bytes"));
        sum = super::hash::mix(sum, word);
    }
    words.remainder().iter().fold(sum, |sum, &byte| super::hash::mix(sum, u64::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        write(*b"test", 7, &[(*b"one ", b"first section"), (*b"two ", b"second")])
    }

    #[test]
    fn sections_read_back() {
        let bytes = sample();
        let container = Container::read(&bytes, *b"test", 7).expect("whole file");
        assert_eq!(container.text(*b"one ").expect("there"), "first section");
        assert_eq!(container.section(*b"two ").expect("there"), b"second");
        assert!(container.section(*b"none").is_err());
    }

    #[test]
    fn a_file_cut_short_anywhere_is_refused() {
        let bytes = sample();
        for end in 0..bytes.len() {
            assert!(Container::read(&bytes[..end], *b"test", 7).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn a_file_with_a_changed_byte_is_refused() {
        let bytes = sample();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x20;
            assert!(Container::read(&changed, *b"test", 7).is_err(), "changed at {at}");
        }
    }

    #[test]
    fn other_kinds_and_features_are_named_in_the_error() {
        let bytes = sample();
        let kind = Container::read(&bytes, *b"pars", 7).expect_err("other kind").to_string();
        assert_eq!(kind, "expected a model of kind `pars`, found `test`");
        let features = Container::read(&bytes, *b"test", 8).expect_err("other features").to_string();
        assert!(features.contains("other features"), "{features}");
        assert!(Container::read(b"GIF89a", *b"test", 7).is_err());
    }
}
