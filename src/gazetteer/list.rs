//! A list as it was read, before it is compiled: what all file formats are turned into.

use super::letters::CaseRule;

/// One list: entries of one type from one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct List {
    /// Name of the file it was read from, as messages and mentions give it.
    pub(super) file: String,
    /// Entity kind with refinement ("GPE/country"), or "word/…", "name/…", "stop".
    pub(super) list_type: String,
    /// Which list wins among hits of equal length.
    pub(super) priority: Priority,
    /// How its names are matched.
    pub(super) options: ListOptions,
    /// SPDX expression of its licence; empty where a user's list says nothing.
    pub(super) licence: String,
    /// The entries in file order.
    pub(super) entries: Vec<ListEntry>,
}

/// Which list wins among hits of equal length; the greater one does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Priority {
    /// Made from a package.
    #[default]
    Packaged,
    /// Written by hand.
    Hand,
    /// Given by the user.
    User,
}

/// One thing and all its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListEntry {
    /// The canonical name first.
    pub(super) names: Vec<ListName>,
    /// Keys and values in file order; a key may come more than once.
    pub(super) attributes: Vec<(String, String)>,
}

impl ListEntry {
    /// The first value of an attribute.
    pub(super) fn attribute(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }
}

/// A name with the marks that stood before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListName {
    /// The name itself.
    pub(super) text: String,
    /// `~`: counts only with support from the text.
    pub(super) weak: bool,
    /// How it is cased, where it differs from its list: `=` is [`CaseRule::Exact`].
    pub(super) case: Option<CaseRule>,
}

impl ListName {
    /// Takes the marks off the front of a name.
    pub(super) fn parse(written: &str) -> ListName {
        let text = written.trim_start_matches(['~', '=']);
        let marks = &written[..written.len() - text.len()];
        let case = marks.contains('=').then_some(CaseRule::Exact);
        ListName { text: text.to_owned(), weak: marks.contains('~'), case }
    }
}

/// How the names of a list are matched in texts.
///
/// The default is that of names: as written, with capitals at word starts or throughout, with or without
/// diacritics, also before a possessive ending, and without plural forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOptions {
    label: Option<String>,
    case: CaseRule,
    fold_diacritics: bool,
    plural: bool,
    possessive: bool,
    lookup_only: bool,
}

impl Default for ListOptions {
    fn default() -> ListOptions {
        ListOptions {
            label: None,
            case: CaseRule::TitleUpper,
            fold_diacritics: true,
            plural: false,
            possessive: true,
            lookup_only: false,
        }
    }
}

impl ListOptions {
    /// The options of names.
    pub fn new() -> ListOptions {
        ListOptions::default()
    }

    /// The label of the entities where the list itself names none: "ORG", or one of your own.
    pub fn label(mut self, label: impl Into<String>) -> ListOptions {
        self.label = Some(label.into());
        self
    }

    /// Matches names in any case: "turkey" is then the country too, so this is for lists of unmistakable names.
    pub fn ignore_case(mut self) -> ListOptions {
        self.case = CaseRule::Any;
        self
    }

    /// Matches names only as they are written: no capitals at word starts or throughout.
    pub fn exact_case(mut self) -> ListOptions {
        self.case = CaseRule::Exact;
        self
    }

    /// Tells "Rhône" from "Rhone".
    pub fn exact_diacritics(mut self) -> ListOptions {
        self.fold_diacritics = false;
        self
    }

    /// Derives plural forms ("Type 45 destroyers").
    pub fn with_plurals(mut self) -> ListOptions {
        self.plural = true;
        self
    }

    /// Does not match a name before a possessive ending ("Lloyd’s" is no "Lloyd").
    pub fn refuse_possessives(mut self) -> ListOptions {
        self.possessive = false;
        self
    }

    /// Words that are looked up one by one and never searched in texts.
    pub(super) fn lookup_only(mut self) -> ListOptions {
        self.lookup_only = true;
        self
    }

    pub(super) fn default_label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    pub(super) fn case(&self) -> CaseRule {
        self.case
    }

    pub(super) fn folds_diacritics(&self) -> bool {
        self.fold_diacritics
    }

    pub(super) fn has_plurals(&self) -> bool {
        self.plural
    }

    pub(super) fn allows_possessives(&self) -> bool {
        self.possessive
    }

    pub(super) fn is_lookup_only(&self) -> bool {
        self.lookup_only
    }
}
