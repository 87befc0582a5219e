//! The chain of stages from a text to its facts.

use crate::document::{Document, Source};
use crate::entity::{Recognizer, Resolver, find_dateline};
#[cfg(feature = "parallel")]
use crate::error::Error;
use crate::error::Result;
use crate::gazetteer::{Gazetteer, ListOptions};
use crate::relation::{RelationFinder, Rules};
use crate::text::{Text, find_quotations, split_sentences, tokenize};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

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
    finder: RelationFinder,
    #[cfg(feature = "parallel")]
    threads: Option<std::sync::Arc<rayon::ThreadPool>>,
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
    ///
    /// A dateline ("KAZAN, Oct 22, 2024 (Reuters) —") gives the date and the source where they are not known.
    pub fn extract_source(&self, source: Source, text: impl Into<String>) -> Document {
        let mut document = Document { source, text: text.into(), ..Document::default() };
        document.tokens = tokenize(&document.text);
        document.sentences = split_sentences(&document.text, &document.tokens);
        document.quotations = find_quotations(&document.text, &document.tokens, &document.sentences);
        if let Some(dateline) = find_dateline(document.as_text()) {
            let agency = dateline.agency.map(|agency| document.as_text().slice(agency).to_owned());
            document.source.date = document.source.date.or(dateline.date);
            document.source.source = document.source.source.take().or(agency);
        }
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
        self.finder.find(&mut document);
        document
    }
}

#[cfg(feature = "parallel")]
impl Extractor {
    /// Everything found in many texts, read in parallel; the documents come in the order of the texts and are the same
    /// for any number of threads (see [`ExtractorBuilder::threads`]).
    pub fn extract_all(&self, texts: Vec<(Source, String)>) -> Vec<Document> {
        use rayon::prelude::*;
        let read = || texts.into_par_iter().map(|(source, text)| self.extract_source(source, text)).collect();
        match &self.threads {
            Some(pool) => pool.install(read),
            None => read(),
        }
    }
}

/// Collects what an [`Extractor`] is to use besides its built-in data.
///
/// ```
/// let extractor = tercet::Extractor::builder()
///     .gazetteer_str("ships.gaz", "@type SHIP\n\nEver Given\n")
///     .build()?;
/// let document = extractor.extract("The Ever Given blocked the canal.");
/// println!("{:?}", document.mentions);
/// # Ok::<(), tercet::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ExtractorBuilder {
    lists: Vec<ListSource>,
    options: ListOptions,
    rules: Vec<RuleSource>,
    threads: Option<usize>,
}

/// Rules that are read when the extractor is built.
#[derive(Clone, Debug)]
enum RuleSource {
    Path(PathBuf),
    Text(String, String),
    Loaded(Rules),
}

impl RuleSource {
    fn load(&self) -> Result<Rules> {
        match self {
            RuleSource::Path(path) => Rules::from_path(path),
            RuleSource::Text(name, text) => Rules::from_toml(name, text),
            RuleSource::Loaded(rules) => Ok(rules.clone()),
        }
    }
}

/// A list that is read when the extractor is built.
#[derive(Clone, Debug)]
enum ListSource {
    File(PathBuf, ListOptions),
    Text(String, String, ListOptions),
    Loaded(Gazetteer),
}

impl ListSource {
    fn load(&self) -> Result<Gazetteer> {
        match self {
            ListSource::File(path, options) => Gazetteer::load_with(path, options),
            ListSource::Text(file, text, options) => Gazetteer::from_text(file, text, options),
            ListSource::Loaded(gazetteer) => Ok(gazetteer.clone()),
        }
    }
}

impl ExtractorBuilder {
    /// Searches the names of a list file too: `.gaz`, a table (`.tsv`, `.csv`), EntityRuler patterns (`.jsonl`), one name
    /// a line, or compiled; see [`Gazetteer::load_with`].
    ///
    /// A user's list wins over a built-in one where their names are equally long; the order of calls makes no
    /// difference.
    pub fn gazetteer_file(&mut self, path: impl AsRef<Path>) -> &mut ExtractorBuilder {
        self.lists.push(ListSource::File(path.as_ref().to_path_buf(), self.options.clone()));
        self
    }

    /// Searches the names of a list too; the extension of `file` tells its format as for a file.
    pub fn gazetteer_str(&mut self, file: &str, text: &str) -> &mut ExtractorBuilder {
        self.lists.push(ListSource::Text(file.to_owned(), text.to_owned(), self.options.clone()));
        self
    }

    /// Searches lists that are loaded already.
    pub fn gazetteer(&mut self, gazetteer: Gazetteer) -> &mut ExtractorBuilder {
        self.lists.push(ListSource::Loaded(gazetteer));
        self
    }

    /// How the names of the lists added from now on are matched, where a list does not say so itself.
    pub fn list_options(&mut self, options: ListOptions) -> &mut ExtractorBuilder {
        self.options = options;
        self
    }

    /// The built-in lists and those of the user.
    fn load_lists(&self) -> Result<Gazetteer> {
        let mut all = vec![Gazetteer::builtin().clone()];
        for list in &self.lists {
            all.push(list.load()?);
        }
        Ok(Gazetteer::join(all))
    }

    /// Uses the rules of a TOML file, or of all such files in a folder, beside the built-in ones; see
    /// [`Rules::from_path`].
    pub fn rules_path(&mut self, path: impl AsRef<Path>) -> &mut ExtractorBuilder {
        self.rules.push(RuleSource::Path(path.as_ref().to_path_buf()));
        self
    }

    /// Uses the rules of a TOML text; `name` stands in error messages.
    pub fn rules_str(&mut self, name: &str, text: &str) -> &mut ExtractorBuilder {
        self.rules.push(RuleSource::Text(name.to_owned(), text.to_owned()));
        self
    }

    /// Uses rules that are loaded already.
    pub fn rules(&mut self, rules: Rules) -> &mut ExtractorBuilder {
        self.rules.push(RuleSource::Loaded(rules));
        self
    }

    /// How many threads [`Extractor::extract_all`] uses; all cores unless set.
    pub fn threads(&mut self, threads: usize) -> &mut ExtractorBuilder {
        self.threads = Some(threads.max(1));
        self
    }

    /// The threads of the extractor's own, if their number was given.
    #[cfg(feature = "parallel")]
    fn start_threads(&self) -> Result<Option<std::sync::Arc<rayon::ThreadPool>>> {
        let build = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build();
        let pool = self.threads.map(build).transpose();
        pool.map(|pool| pool.map(std::sync::Arc::new)).map_err(|cause| Error::invalid(cause.to_string()))
    }

    /// The built-in rules, then those of the user in the order of the calls.
    fn load_rules(&self) -> Result<RelationFinder> {
        if self.rules.is_empty() {
            return Ok(RelationFinder::builtin());
        }
        let mut all = Rules::default();
        for source in &self.rules {
            all.extend(source.load()?);
        }
        RelationFinder::with_rules(&all)
    }

    /// The extractor.
    ///
    /// # Errors
    /// When a list or rule file is missing or malformed, or names a kind that no list declares.
    pub fn build(&self) -> Result<Extractor> {
        let recognizer = Recognizer::with_gazetteer(self.load_lists()?);
        Ok(Extractor {
            recognizer,
            finder: self.load_rules()?,
            #[cfg(feature = "parallel")]
            threads: self.start_threads()?,
            ..Extractor::new()
        })
    }
}

#[cfg(all(test, feature = "parallel"))]
mod tests {
    use super::*;

    #[test]
    fn many_texts_come_back_in_their_order_whatever_the_threads() {
        let texts = || -> Vec<(Source, String)> {
            let text = |i: usize| format!("Putin met Erdogan in Sochi {i} times.");
            (0..40).map(|i| (Source { id: i.to_string(), ..Source::default() }, text(i))).collect()
        };
        let one = Extractor::builder().threads(1).build().expect("built-in data").extract_all(texts());
        let four = Extractor::builder().threads(4).build().expect("built-in data").extract_all(texts());
        assert_eq!(one, four);
        assert!(one.iter().enumerate().all(|(i, document)| document.source.id == i.to_string()));
    }
}
