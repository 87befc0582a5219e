//! Reads CoNLL-U files as Universal Dependencies publishes them.

use std::path::Path;
use tercet::syntax::{Deprel, Tag, Upos, Xpos};

/// One word of a treebank.
#[derive(Debug, Clone)]
pub struct Word {
    /// The form as written.
    pub form: String,
    /// The lemma.
    pub lemma: String,
    /// Its tags.
    pub tag: Tag,
    /// Index of the governing word, `None` for the root.
    pub head: Option<usize>,
    /// Relation to the governing word.
    pub relation: Deprel,
}

/// One sentence of a treebank.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    /// The syntactic words; multiword tokens and empty nodes are left out.
    pub words: Vec<Word>,
    /// The text as the comment gives it.
    pub text: String,
}

impl Sentence {
    /// The forms of the words.
    pub fn forms(&self) -> Vec<&str> {
        self.words.iter().map(|word| word.form.as_str()).collect()
    }
}

/// Reads all sentences of the given files, in order.
///
/// # Errors
/// When a file cannot be read or a line has no ten columns, an unknown tag or a bad head; the message names the line.
pub fn read(paths: &[impl AsRef<Path>]) -> Result<Vec<Sentence>, String> {
    let mut sentences = Vec::new();
    for path in paths {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        parse(&text, &mut sentences).map_err(|error| format!("{}:{error}", path.display()))?;
    }
    Ok(sentences)
}

fn parse(text: &str, sentences: &mut Vec<Sentence>) -> Result<(), String> {
    let mut sentence = Sentence::default();
    for (number, line) in text.lines().enumerate() {
        if let Some(text) = line.strip_prefix("# text = ") {
            sentence.text = text.to_owned();
        } else if line.is_empty() {
            if !sentence.words.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
        } else if !line.starts_with('#') {
            let word = parse_word(line).map_err(|error| format!("{}: {error}", number + 1))?;
            sentence.words.extend(word);
        }
    }
    if !sentence.words.is_empty() {
        sentences.push(sentence);
    }
    Ok(())
}

/// A line of ten columns; `None` for multiword tokens and empty nodes.
fn parse_word(line: &str) -> Result<Option<Word>, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, upos, xpos, _, head, relation, ..] = columns[..] else {
        return Err(format!("expected ten columns, found {}", columns.len()));
    };
    if id.contains(['-', '.']) {
        return Ok(None);
    }
    let head: usize = head.parse().map_err(|_| format!("expected a head, found `{head}`"))?;
    Ok(Some(Word {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        tag: Tag {
            upos: Upos::from_name(upos).ok_or_else(|| format!("unknown tag `{upos}`"))?,
            xpos: Xpos::from_name(xpos).ok_or_else(|| format!("unknown tag `{xpos}`"))?,
        },
        head: head.checked_sub(1),
        relation: Deprel::from_name(relation).ok_or_else(|| format!("unknown relation `{relation}`"))?,
    }))
}
