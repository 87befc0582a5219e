//! Tokens, sentences and quotations: the first stage, which everything else refers to.
//!
//! The text is never changed. Tokens tile it: every byte lies in exactly one token or is white space.

use crate::entity::{EntityId, MentionId};
use crate::span::{Span, TokenRange};

mod address;
mod atom;
mod case;
mod furniture;
mod lexicon;
mod line;
mod piece;
mod quotation;
mod segment;
mod sentence;
mod token;

pub use quotation::{LONGEST_QUOTATION, find_quotations};
pub use sentence::{LONGEST_SENTENCE, split_sentences};
pub use token::tokenize;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// A word, an abbreviation with its full stops ("U.S."), or an initial ("J.").
    Word,
    /// An ending split from its word: "’s", "'", "n't", "'ll".
    Clitic,
    /// A number in digits with its separators and sign: "44", "1,200.5".
    Number,
    /// An ordinal in digits: "45th".
    Ordinal,
    /// A punctuation mark, or a run of one ("...", "--").
    Punctuation,
    /// Any other sign: "$", "%", an emoji.
    Symbol,
    /// A web address, e-mail address, handle or hashtag.
    Address,
}

/// How the letters of a token are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// No letter with case.
    None,
    /// All letters small: "summit".
    Lower,
    /// First letter large, all others small: "Kazan".
    Title,
    /// All letters large, at least two: "BRICS".
    Upper,
    /// Anything else: "McDonald", "iPhone"; also a single large letter is [`Case::Title`].
    Mixed,
}

/// The smallest unit of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Bytes of the text.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is cased.
    pub case: Case,
}

/// A sentence, a headline or a list line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// Bytes from its first to its last token.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// Whether it is a line without final punctuation (headline, list item).
    pub headline: bool,
}

/// A stretch in quotation marks, over several sentences or paragraphs where the marks say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Bytes from the opening to the closing mark, marks included.
    pub span: Span,
    /// Its tokens, marks included.
    pub tokens: TokenRange,
    /// Depth of nesting: 0 for a quotation that lies in no other.
    pub depth: u8,
    /// The entity that says it, where it was found (filled by the relation stage).
    pub speaker: Option<EntityId>,
    /// The mention by which the text names the speaker.
    pub mention: Option<MentionId>,
    /// The word that introduces it as it stands in the text ("stated"), if any.
    pub cue: Option<String>,
}

/// A view of a text with its tokens, sentences and quotations: what later stages read.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The text itself.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Its sentences.
    pub sentences: &'a [Sentence],
    /// Its quotations.
    pub quotations: &'a [Quotation],
}

impl<'a> Text<'a> {
    /// The text of the token with this index.
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens[token].span.slice(self.text)
    }

    /// The bytes from the first to the last token of a range; an empty range gives an empty span.
    pub fn span(&self, tokens: TokenRange) -> Span {
        match self.tokens.get(tokens.range()) {
            Some([only]) => only.span,
            Some([first, .., last]) => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// The text from the first to the last token of a range.
    pub fn slice(&self, tokens: TokenRange) -> &'a str {
        self.span(tokens).slice(self.text)
    }

    /// Index of the sentence that holds a token; page furniture lies in none.
    pub fn sentence_of(&self, token: usize) -> Option<usize> {
        let next = self.sentences.partition_point(|s| s.tokens.start as usize <= token);
        let index = next.checked_sub(1)?;
        self.sentences[index].tokens.has(token).then_some(index)
    }
}
