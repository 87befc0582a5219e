//! Tercet reads English news and returns typed, qualified, evidence-backed facts.
//!
//! ```
//! let extractor = tercet::Extractor::new();
//! let document = extractor.extract("Xi plans to hold his 45th meeting with Vladimir Putin in Kazan.");
//! for triple in document.triples() {
//!     println!("{triple}");
//! }
//! ```
//!
//! # The way of a sentence
//!
//! Each stage is one type (or function) with one verb and can be used alone: [`text`] finds tokens, sentences and
//! quotations; [`gazetteer`] matches lists of names; [`entity`] finds mentions and joins them to entities;
//! [`syntax`] gives tags, lemmas and trees; [`relation`] reads facts from them; [`export`] writes them.
//! [`Extractor`] chains the stages. Extraction cannot fail; only loading and building can.

pub mod document;
pub mod entity;
mod error;
pub mod export;
mod extractor;
pub mod gazetteer;
pub mod relation;
pub mod span;
pub mod syntax;
pub mod text;

pub use document::{Document, Offsets, Source};
pub use error::{Error, ErrorKind, Result};
pub use extractor::{Extractor, ExtractorBuilder};
pub use jiff::civil::Date;

/// The examples of the README are tested with those of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
