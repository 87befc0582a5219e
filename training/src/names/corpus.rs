//! JSON Lines sets of names: `{"text": …, "entities": [[start, end, label], …]}`, offsets in code points.

use super::read_text;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A name as annotated: bytes of the text and the set's own label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gold {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Label of the set.
    pub label: String,
}

/// One text with its names.
#[derive(Clone, Debug)]
pub struct Record {
    /// Document that the text is a sentence of, where the set says so.
    pub document: Option<String>,
    /// The text.
    pub text: String,
    /// Its names in order.
    pub names: Vec<Gold>,
}

/// Reads a set. Sentences of one document that follow one another become one record, one sentence a line, when
/// `join` says so.
pub fn read(path: &PathBuf, join: bool) -> Result<Vec<Record>, String> {
    let text = read_text(path)?;
    let mut records: Vec<Record> = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let record = read_record(line)
            .ok_or_else(|| format!("{}:{}: expected text and entities", path.display(), i + 1))?;
        match records.last_mut() {
            Some(last) if join && last.document.is_some() && last.document == record.document => {
                append(last, record);
            }
            _ => records.push(record),
        }
    }
    Ok(records)
}

fn append(record: &mut Record, next: Record) {
    record.text.push('\n');
    let shift = record.text.len();
    record.text.push_str(&next.text);
    let moved = next.names.into_iter().map(|n| Gold { start: n.start + shift, end: n.end + shift, ..n });
    record.names.extend(moved);
}

fn read_record(line: &str) -> Option<Record> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = value["text"].as_str()?.to_owned();
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut names = Vec::new();
    for entity in value["entities"].as_array()? {
        let at = |i: usize| bytes.get(entity[i].as_u64()? as usize).copied();
        names.push(Gold { start: at(0)?, end: at(1)?, label: entity[2].as_str()?.to_owned() });
    }
    names.sort();
    Some(Record { document: value["doc"].as_str().map(str::to_owned), text, names })
}

/// Name of a set: its file name without endings.
pub fn set_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().split('.').next().unwrap_or_default().to_owned()
}

/// A name's bytes without a leading "the" and a trailing possessive ending.
pub fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let (mut start, mut end) = (start, end);
    let name = &text[start..end];
    if name.len() > 4 && name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("the ")) {
        start += 4;
    }
    for ending in ["'s", "’s", "'S", "’S", "'", "’"] {
        if text[start..end].len() > ending.len() && text[start..end].ends_with(ending) {
            end -= ending.len();
            break;
        }
    }
    while text[start..end].ends_with(' ') {
        end -= 1;
    }
    (start, end)
}
