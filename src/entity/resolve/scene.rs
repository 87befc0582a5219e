//! Where in its clause a name stands, as far as the words around it tell: what pronouns look back to.

use super::lexicon::Lexicon;
use crate::entity::{EntityKind, Mention};
use crate::span::TokenRange;
use crate::text::Text;

/// The part that a mention plays in its sentence, from the most to the least salient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Subject at the head of the sentence: "Xi arrived".
    Topic,
    /// Subject of another clause: "that Xi arrived".
    Subject,
    /// After a verb: "met Putin".
    Object,
    /// Before "’s": "Putin’s invitation".
    Possessor,
    /// After a preposition: "with Putin".
    Oblique,
}

/// Text, mentions and word classes, with the place of each token among quotations and paragraphs.
pub(super) struct Scene<'a> {
    /// The document's text.
    pub text: Text<'a>,
    /// The mentions of names and titles that the recognizer found.
    pub mentions: &'a [Mention],
    /// Word classes.
    pub lexicon: &'a Lexicon,
    /// Index of the mention that covers each token, plus one.
    mention_at: Vec<u32>,
    /// Index of the outermost quotation that holds each token, plus one.
    quote_at: Vec<u32>,
    /// Paragraph of each sentence.
    paragraph: Vec<u32>,
}

impl<'a> Scene<'a> {
    /// The scene of a document.
    pub(super) fn new(text: Text<'a>, mentions: &'a [Mention], lexicon: &'a Lexicon) -> Scene<'a> {
        let mut mention_at = vec![0; text.tokens.len()];
        for (index, mention) in mentions.iter().enumerate() {
            mention_at[mention.tokens.range()].fill(index as u32 + 1);
        }
        let mut quote_at = vec![0; text.tokens.len()];
        for (index, quotation) in text.quotations.iter().enumerate().filter(|(_, q)| q.depth == 0) {
            quote_at[quotation.tokens.range()].fill(index as u32 + 1);
        }
        let mut paragraph = Vec::with_capacity(text.sentences.len());
        let (mut number, mut end) = (0, 0);
        for sentence in text.sentences {
            number += u32::from(text.text[end as usize..sentence.span.start as usize].contains('\n'));
            paragraph.push(number);
            end = sentence.span.end;
        }
        Scene { text, mentions, lexicon, mention_at, quote_at, paragraph }
    }

    /// The mention that covers a token.
    pub(super) fn mention_at(&self, token: usize) -> Option<usize> {
        self.mention_at.get(token)?.checked_sub(1).map(|index| index as usize)
    }

    /// The outermost quotation around a token.
    pub(super) fn quote_at(&self, token: usize) -> Option<usize> {
        self.quote_at.get(token)?.checked_sub(1).map(|index| index as usize)
    }

    /// Number of the paragraph that holds a sentence.
    pub(super) fn paragraph(&self, sentence: usize) -> u32 {
        self.paragraph.get(sentence).copied().unwrap_or_default()
    }

    /// The text of a token, empty beyond the end.
    pub(super) fn word(&self, token: usize) -> &'a str {
        self.text.tokens.get(token).map_or("", |t| t.span.slice(self.text.text))
    }

    /// Whether a token, in small letters, belongs to a word class.
    pub(super) fn is(&self, token: usize, class: &str) -> bool {
        let word = self.word(token);
        if word.bytes().any(|b| b.is_ascii_uppercase()) {
            self.lexicon.has(class, &word.to_ascii_lowercase())
        } else {
            self.lexicon.has(class, word)
        }
    }

    /// The first token of the phrase that a name heads: titles, demonyms and determiners before it included.
    pub(super) fn phrase_start(&self, tokens: TokenRange) -> usize {
        let mut start = tokens.start as usize;
        let floor = start.saturating_sub(8);
        while start > floor && self.is_part(start - 1, start) {
            let before = self.mention_at(start - 1);
            start = before.map_or(start - 1, |index| self.mentions[index].tokens.start as usize);
        }
        start
    }

    /// Whether a token belongs to the phrase that goes on at the next one.
    fn is_part(&self, token: usize, next: usize) -> bool {
        match self.mention_at(token).map(|index| &self.mentions[index].kind) {
            Some(EntityKind::Title | EntityKind::Norp) => true,
            Some(kind) => {
                let possessive = matches!(self.word(next), "'s" | "’s" | "'");
                possessive || *kind == EntityKind::Gpe && self.heads_title(next)
            }
            None => self.is(token, "before-name") || matches!(self.word(token), "'s" | "’s"),
        }
    }

    fn heads_title(&self, token: usize) -> bool {
        self.mention_at(token).is_some_and(|index| self.mentions[index].kind == EntityKind::Title)
    }

    /// The role of a mention in its sentence.
    pub(super) fn role(&self, tokens: TokenRange, sentence: usize) -> Role {
        let start = self.phrase_start(tokens);
        let first = self.text.sentences[sentence].tokens.start as usize;
        let end = tokens.end as usize;
        if matches!(self.word(end), "'s" | "’s" | "'" | "’") {
            return Role::Possessor;
        }
        if start > first && self.is(start - 1, "preposition") {
            return Role::Oblique;
        }
        let opens = start <= first + 1 || self.after_opening(first, start);
        let acts = self.is_verb(self.after_appositive(end));
        match (opens, acts) {
            (true, _) => Role::Topic,
            (false, true) => Role::Subject,
            (false, false) if self.conjoined_subject(start, first) => Role::Subject,
            _ => Role::Object,
        }
    }

    /// "On Tuesday, Xi": an adverbial with a comma opens the sentence.
    fn after_opening(&self, first: usize, start: usize) -> bool {
        let adverbial = start > first
            && start - first <= 14
            && self.word(start - 1) == ","
            && (self.is(first, "preposition") || self.is(first, "function") || start - first <= 3);
        adverbial
            && !(first..start).any(|token| {
                self.mention_at(token).is_some_and(|m| self.mentions[m].kind == EntityKind::Person)
            })
    }

    /// "Xi and Putin met": the second of two subjects.
    fn conjoined_subject(&self, start: usize, first: usize) -> bool {
        start >= first + 2
            && self.word(start - 1) == "and"
            && self.mention_at(start - 2).is_some()
            && start <= first + 8
    }

    /// The token after ", the Chinese ambassador to Russia," or "(born 1953)" that may follow a name.
    fn after_appositive(&self, end: usize) -> usize {
        let close = match self.word(end) {
            // "his father, Albert, died": the name itself stands between commas.
            "," if self.is_verb(end + 1) => return end + 1,
            "," => ",",
            "(" => ")",
            _ => return end,
        };
        (end + 1..end + 25).find(|&token| self.word(token) == close).map_or(end, |token| token + 1)
    }

    /// Whether a token looks like a finite verb.
    pub(super) fn is_verb(&self, token: usize) -> bool {
        let word = self.word(token);
        self.is(token, "verb")
            || self.is(token, "reporting")
            || word.ends_with("ed") && word.chars().all(char::is_lowercase)
            || word.len() > 3
                && word.ends_with('s')
                && !word.ends_with("ss")
                && word.chars().all(char::is_lowercase)
    }
}
