//! Entities in the making: groups of forms, with what pronouns and nouns ask of them.

use super::fold::fold;
use super::forms::{Class, Form, Forms};
use super::lexicon::{Gender, Lexicon};
use super::titles::{Office, Titles};
use crate::entity::{EntityKind, Mention};
use std::borrow::Cow;

/// An entity before its pronouns and nouns are found.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The fullest name.
    pub name: String,
    /// What it is, by most of its mentions.
    pub kind: EntityKind,
    /// The gender by which the text speaks of a person.
    pub gender: Gender,
    /// Link of the list entry.
    pub link: Option<String>,
    /// Offices that the text gives to a person.
    pub offices: Vec<Office>,
    /// The head noun of a name of several words, folded: "commission" of "European Commission"; else empty.
    pub head: String,
}

impl Draft {
    /// Whether the entity is a country.
    pub(super) fn is_country(&self) -> bool {
        self.link.as_deref().is_some_and(|link| link.starts_with("iso:") && !link.contains('-'))
    }
}

/// The entities in the making and the mentions they own.
#[derive(Clone, Debug, Default)]
pub(super) struct Drafts {
    /// In no order of meaning; an owner is an index into it.
    pub list: Vec<Draft>,
    /// The entity of each mention.
    pub owner: Vec<Option<u32>>,
    /// Why each mention was joined to an earlier one.
    pub why: Vec<Option<Cow<'static, str>>>,
}

impl Drafts {
    /// One draft a group of forms, one for each number or date.
    pub(super) fn new(forms: &Forms, mentions: &[Mention], titles: &Titles, lexicon: &Lexicon) -> Drafts {
        let mut drafts = Drafts::default();
        let mut of_root: Vec<Option<u32>> = vec![None; forms.forms.len()];
        for (index, mention) in mentions.iter().enumerate() {
            let (owner, why) = match forms.of_mention[index] {
                _ if mention.kind == EntityKind::Title => (None, None),
                None => (Some(drafts.add(Draft::alone(mention))), None),
                Some(form) => {
                    let root = forms.root(form) as usize;
                    let known = of_root[root];
                    let owner = known.unwrap_or_else(|| drafts.add(Draft::group(forms, form)));
                    of_root[root] = Some(owner);
                    let why =
                        if known.is_some() { reason(forms, index, form) } else { own_reason(forms, index) };
                    (Some(owner), why)
                }
            };
            drafts.owner.push(owner);
            drafts.why.push(why);
            if let Some(owner) = owner {
                drafts.list[owner as usize].note(titles.offices(index), lexicon);
            }
        }
        drafts.settle_kinds(mentions);
        drafts.settle_names(forms, &of_root);
        drafts
    }

    fn add(&mut self, draft: Draft) -> u32 {
        self.list.push(draft);
        self.list.len() as u32 - 1
    }

    /// The entity of a mention.
    pub(super) fn of(&self, mention: usize) -> Option<u32> {
        self.owner.get(mention).copied().flatten()
    }

    /// The kind of most mentions; of equally frequent kinds the one that comes first in the text.
    fn settle_kinds(&mut self, mentions: &[Mention]) {
        let mut votes: Vec<Vec<(&EntityKind, u32)>> = vec![Vec::new(); self.list.len()];
        for (mention, owner) in mentions.iter().zip(&self.owner) {
            let Some(owner) = owner else { continue };
            let votes = &mut votes[*owner as usize];
            match votes.iter_mut().find(|(kind, _)| **kind == mention.kind) {
                Some((_, count)) => *count += 1,
                None => votes.push((&mention.kind, 1)),
            }
        }
        for (draft, votes) in self.list.iter_mut().zip(votes) {
            let most = votes.iter().map(|(_, count)| *count).max().unwrap_or_default();
            // A demonym is a mention of kind NORP, its entity is the country.
            let country = draft.is_country() && draft.kind == EntityKind::Gpe;
            if let Some((kind, _)) = votes.iter().find(|(_, count)| *count == most).filter(|_| !country) {
                draft.kind = (*kind).clone();
            }
        }
    }

    /// The fullest name, the one with most words and then letters; a demonym names no country.
    fn settle_names(&mut self, forms: &Forms, of_root: &[Option<u32>]) {
        let mut best: Vec<Option<&Form>> = vec![None; self.list.len()];
        let fullness = |form: &Form| (form.text.split(' ').count(), form.text.chars().count());
        for (index, form) in (0..).zip(&forms.forms) {
            let Some(owner) = of_root[forms.root(index) as usize].map(|owner| owner as usize) else {
                continue;
            };
            let demonym = form.class == Class::People && self.list[owner].kind == EntityKind::Gpe;
            if !demonym && best[owner].is_none_or(|known| fullness(form) > fullness(known)) {
                best[owner] = Some(form);
            }
        }
        for (draft, form) in self.list.iter_mut().zip(best) {
            if let Some(form) = form {
                draft.name.clone_from(&form.text);
                draft.head = head_of(&form.text);
            }
        }
    }
}

impl Draft {
    fn alone(mention: &Mention) -> Draft {
        Draft {
            name: mention.text.split_whitespace().collect::<Vec<_>>().join(" "),
            kind: mention.kind.clone(),
            gender: Gender::Unknown,
            link: None,
            offices: Vec::new(),
            head: String::new(),
        }
    }

    fn group(forms: &Forms, form: u32) -> Draft {
        let link = forms.link(form).map(ToString::to_string);
        let root = &forms.forms[forms.root(form) as usize];
        let country =
            root.class == Class::Thing && link.as_deref().is_some_and(|link| link.starts_with("iso:"));
        Draft {
            name: root.text.clone(),
            kind: if country { EntityKind::Gpe } else { EntityKind::Custom("".into()) },
            gender: forms.gender(form),
            link,
            offices: Vec::new(),
            head: String::new(),
        }
    }

    /// Keeps the offices that a name mention is given.
    fn note(&mut self, offices: &[Office], lexicon: &Lexicon) {
        for office in offices {
            self.gender = self.gender.or(lexicon.gender_of_title(&office.title));
            if self.offices.len() < 12 && !self.offices.contains(office) {
                self.offices.push(office.clone());
            }
        }
    }
}

/// "commission" of "Commission for Human Rights" and of "European Commission".
fn head_of(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let small = |word: &&str| matches!(*word, "of" | "for" | "on" | "in" | "against");
    let end = words.iter().position(small).unwrap_or(words.len());
    match words[..end] {
        [.., last] if words.len() > 1 => fold(last),
        _ => String::new(),
    }
}

/// Why a mention belongs to an entity that was mentioned before.
fn reason(forms: &Forms, mention: usize, form: u32) -> Option<Cow<'static, str>> {
    own_reason(forms, mention).or_else(|| {
        let form = &forms.forms[form as usize];
        let first = form.mentions.first() == Some(&(mention as u32));
        match &form.why {
            Some(why) => Some(why.clone()),
            None if first => Some(Cow::Borrowed("fuller name")),
            None => Some(Cow::Borrowed("same name")),
        }
    })
}

fn own_reason(forms: &Forms, mention: usize) -> Option<Cow<'static, str>> {
    forms.moved.get(&(mention as u32)).cloned()
}
