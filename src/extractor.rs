//! The chain of stages from a text to its facts.

use crate::document::{Document, Source};
use crate::entity::{Recognizer, Resolver};
use crate::error::Result;
use crate::text::{Text, find_quotations, split_sentences, tokenize};
use jiff::civil::Date;

/// Reads texts. Cheap to share between threads; building it once serves any number of documents.
///
/// ```
/// let extractor = tercet::Extractor::new();
/// let document = extractor.extract("Xi plans to hold his 45th meeting with Vladimir Putin in Kazan.");
/// for triple in document.triples() {
///     println!("{triple}");
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Extractor {
    recognizer: Recognizer,
    resolver: Resolver,
}

impl Extractor {
    /// An extractor with the built-in lists, models and rules.
    pub fn new() -> Extractor {
        Extractor::default()
    }

    /// A builder that adds lists and rules of the user's own.
    pub fn builder() -> ExtractorBuilder {
        ExtractorBuilder::default()
    }

    /// Everything found in a text of which nothing else is known.
    ///
    /// Extraction never fails. A text beyond 4 GiB is read up to that bound.
    pub fn extract(&self, text: impl Into<String>) -> Document {
        self.extract_source(Source::default(), text)
    }

    /// Everything found in a text with an identifier and, where known, the day of its publication.
    pub fn extract_document(
        &self,
        id: impl Into<String>,
        date: Option<Date>,
        text: impl Into<String>,
    ) -> Document {
        self.extract_source(Source { id: id.into(), date, ..Source::default() }, text)
    }

    /// Everything found in a text of which a pipeline knows more than id and date.
    pub fn extract_source(&self, source: Source, text: impl Into<String>) -> Document {
        let mut document = Document { source, text: text.into(), ..Document::default() };
        document.tokens = tokenize(&document.text);
        document.sentences = split_sentences(&document.text, &document.tokens);
        document.quotations = find_quotations(&document.text, &document.tokens, &document.sentences);
        let text = Text {
            text: &document.text,
            tokens: &document.tokens,
            sentences: &document.sentences,
            quotations: &document.quotations,
        };
        let mut mentions = self.recognizer.recognize(text, document.source.date);
        let entities = self.resolver.resolve(text, &mut mentions);
        document.mentions = mentions;
        document.entities = entities;
        document
    }
}

/// Collects what an [`Extractor`] is to use besides its built-in data.
#[derive(Clone, Debug, Default)]
pub struct ExtractorBuilder {}

impl ExtractorBuilder {
    /// The extractor.
    ///
    /// # Errors
    /// When a list or rule file is missing or malformed, or names a kind that no list declares.
    pub fn build(&self) -> Result<Extractor> {
        Ok(Extractor::new())
    }
}
