//! The distinct written forms of names, and the groups of forms that name one entity.

use super::fold::fold;
use super::lexicon::Gender;
use super::titles::Titles;
use crate::entity::{EntityKind, Form as MentionForm, Mention};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// What may be one entity at all: a person is never a place, but an organisation and a place may share a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    /// PERSON.
    Person,
    /// NORP.
    People,
    /// Places, organisations, events, products, works, laws.
    Thing,
    /// LANGUAGE.
    Language,
    /// A kind of the user's own.
    Other,
}

impl Class {
    /// The class of a kind of name.
    pub(super) fn of(kind: &EntityKind) -> Class {
        match kind {
            EntityKind::Person => Class::Person,
            EntityKind::Norp => Class::People,
            EntityKind::Language => Class::Language,
            EntityKind::Custom(_) => Class::Other,
            _ => Class::Thing,
        }
    }
}

/// One way in which the text writes a name, with every place where it does.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// As first written.
    pub text: String,
    /// Folded, without article, ending and the stops of abbreviations.
    pub key: String,
    /// What it may name.
    pub class: Class,
    /// Indices of its mentions in order.
    pub mentions: Vec<u32>,
    /// Why it was joined to the fuller form of its group.
    pub why: Option<Cow<'static, str>>,
    /// Form of the same group that is nearer to the root; the root's own index at the root.
    parent: u32,
    /// List entry that the group's mentions name; kept at the root.
    link: Option<Arc<str>>,
    /// Gender of the group's person; kept at the root.
    gender: Gender,
}

/// All forms of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    /// In order of first mention.
    pub forms: Vec<Form>,
    /// The form of each mention; titles and numbers have none.
    pub of_mention: Vec<Option<u32>>,
    /// Why a single mention was taken out of its form and given to another.
    pub moved: HashMap<u32, Cow<'static, str>>,
}

impl Forms {
    /// The forms of the name mentions.
    pub(super) fn collect(mentions: &[Mention], titles: &Titles) -> Forms {
        let mut forms = Forms::default();
        let mut known: HashMap<(Class, String), u32> = HashMap::new();
        for (index, mention) in mentions.iter().enumerate() {
            if mention.form != MentionForm::Name || !mention.kind.is_name() {
                forms.of_mention.push(None);
                continue;
            }
            let class = Class::of(&mention.kind);
            let mut key = form_key(&mention.text, class);
            if class == Class::Person && !key.contains(' ') {
                titles.mark(index, &mut key);
            } else if class == Class::Other {
                key = format!("{}\t{key}", mention.kind.label());
            }
            let form =
                *known.entry((class, key.clone())).or_insert_with(|| forms.add(&mention.text, key, class));
            forms.record(form, index, mention, titles.gender(index));
        }
        forms
    }

    /// Adds a form that has no mention yet and returns its index.
    pub(super) fn add(&mut self, text: &str, key: String, class: Class) -> u32 {
        let index = self.forms.len() as u32;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (mentions, why, link, gender) = (Vec::new(), None, None, Gender::Unknown);
        self.forms.push(Form { text, key, class, mentions, why, parent: index, link, gender });
        index
    }

    fn record(&mut self, form: u32, index: usize, mention: &Mention, gender: Gender) {
        self.of_mention.push(Some(form));
        let form = &mut self.forms[form as usize];
        form.mentions.push(index as u32);
        // A headline in capitals is not how a name is written.
        if form.mentions.len() < 4 && is_shouted(&form.text) && !is_shouted(&mention.text) {
            form.text = mention.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        form.gender = form.gender.or(gender);
        if form.link.is_none() {
            form.link.clone_from(&mention.link);
        }
    }

    /// The form that stands for the whole group.
    pub(super) fn root(&self, form: u32) -> u32 {
        let mut at = form;
        while self.forms[at as usize].parent != at {
            at = self.forms[at as usize].parent;
        }
        at
    }

    /// Joins `short` and all that is joined to it to the group of `long`, unless something speaks against it.
    pub(super) fn join(&mut self, short: u32, long: u32, why: impl Into<Cow<'static, str>>) -> bool {
        let (a, b) = (self.root(short), self.root(long));
        if a == b || self.conflict(a, b) {
            return a == b;
        }
        let (link, gender) = (self.forms[a as usize].link.take(), self.forms[a as usize].gender);
        self.forms[a as usize].parent = b;
        let root = &mut self.forms[b as usize];
        root.link = root.link.take().or(link);
        root.gender = root.gender.or(gender);
        let short = &mut self.forms[short as usize];
        if short.why.is_none() {
            short.why = Some(why.into());
        }
        true
    }

    /// Whether two groups cannot be one: different list entries, or different genders.
    pub(super) fn conflict(&self, a: u32, b: u32) -> bool {
        let (a, b) = (&self.forms[self.root(a) as usize], &self.forms[self.root(b) as usize]);
        let links = matches!((&a.link, &b.link), (Some(a), Some(b)) if a != b);
        links || a.gender.conflicts(b.gender)
    }

    /// Gives a single mention to another form's group.
    pub(super) fn move_mention(&mut self, mention: u32, form: u32, why: Cow<'static, str>) {
        self.of_mention[mention as usize] = Some(form);
        self.moved.insert(mention, why);
    }

    /// The list entry of a form's group.
    pub(super) fn link(&self, form: u32) -> Option<&Arc<str>> {
        self.forms[self.root(form) as usize].link.as_ref()
    }

    /// Sets the list entry of a form's group.
    pub(super) fn set_link(&mut self, form: u32, link: Arc<str>) {
        let root = self.root(form) as usize;
        self.forms[root].link = Some(link);
    }

    /// The gender of a form's group.
    pub(super) fn gender(&self, form: u32) -> Gender {
        self.forms[self.root(form) as usize].gender
    }

    /// Notes the gender of a form's group where none is known.
    pub(super) fn note_gender(&mut self, form: u32, gender: Gender) {
        let root = self.root(form) as usize;
        self.forms[root].gender = self.forms[root].gender.or(gender);
    }

    /// Indices of the forms of one class, in order of first mention.
    pub(super) fn of_class(&self, class: Class) -> Vec<u32> {
        (0..self.forms.len() as u32).filter(|&form| self.forms[form as usize].class == class).collect()
    }
}

/// Whether a name of more than one word, or of a longer one, is written in capitals only.
fn is_shouted(name: &str) -> bool {
    name.chars().count() > 6 && !name.chars().any(char::is_lowercase)
}

/// The key under which spellings of one form meet.
fn form_key(text: &str, class: Class) -> String {
    let folded = fold(text);
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    let bare = bare.strip_suffix("'s").unwrap_or(bare).trim_end_matches('\'');
    if class == Class::Person || !bare.contains('.') {
        return bare.to_owned();
    }
    bare.replace('.', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_ending_and_stops_do_not_make_a_form() {
        assert_eq!(form_key("The Hague’s", Class::Thing), "hague");
        assert_eq!(form_key("U.N.", Class::Thing), "un");
        assert_eq!(form_key("J. Biden", Class::Person), "j. biden");
    }
}
