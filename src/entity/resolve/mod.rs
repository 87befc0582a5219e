//! Joins mentions to entities: variants of names, demonyms, pronouns and noun phrases.
//!
//! Names are joined first, over the whole document: their distinct written forms are compared, not their mentions, so
//! that a name that stands in a text a million times costs no more than one that stands there once. Then the document is
//! read once from its beginning to its end, and pronouns and noun phrases are joined to what was named in the few
//! sentences before. In doubt nothing is joined, and every join keeps its reason.

use super::{Entity, EntityId, Form, FoundBy, Mention, MentionId};
use crate::text::Text;
use discourse::{Discourse, Found};
use drafts::Drafts;
use forms::Forms;
use lexicon::Lexicon;
use persons::PersonJoiner;
use scene::Scene;
use std::borrow::Cow;
use things::ThingJoiner;
use titles::Titles;

mod countries;
mod discourse;
mod drafts;
mod fold;
mod forms;
mod lexicon;
mod nominals;
mod persons;
mod pronouns;
mod scene;
mod speech;
mod things;
mod titles;

/// Joins the mentions of a text to entities.
#[derive(Clone, Debug, Default)]
pub struct Resolver {}

impl Resolver {
    /// Gives every mention but titles its entity, adds pronoun and nominal mentions, and returns the entities in
    /// order of their first mention.
    pub fn resolve(&self, text: Text<'_>, mentions: &mut Vec<Mention>) -> Vec<Entity> {
        let lexicon = Lexicon::builtin();
        let titles = Titles::find(text, mentions, lexicon);
        let mut forms = Forms::collect(mentions, &titles);
        PersonJoiner::new(&mut forms, &titles, lexicon).join();
        ThingJoiner { forms: &mut forms, mentions, text, lexicon }.join();
        countries::join_demonyms(&mut forms, mentions, text, lexicon);
        let mut drafts = Drafts::new(&forms, mentions, &titles, lexicon);
        let found = Discourse::read(Scene::new(text, mentions, lexicon), &mut drafts);
        entities(text, mentions, drafts, found)
    }
}

/// Adds the pronouns and nouns that were found to the mentions and numbers the entities.
fn entities(text: Text<'_>, mentions: &mut Vec<Mention>, drafts: Drafts, found: Vec<Found>) -> Vec<Entity> {
    let named = std::mem::take(mentions);
    let mut all: Vec<(Mention, Option<u32>)> = Vec::with_capacity(named.len() + found.len());
    for ((mut mention, owner), why) in named.into_iter().zip(&drafts.owner).zip(drafts.why) {
        mention.why = why;
        all.push((mention, *owner));
    }
    for found in &found {
        all.extend(
            found
                .owners
                .iter()
                .map(|&owner| (new_mention(text, found, &drafts.list[owner as usize].kind), Some(owner))),
        );
    }
    all.sort_by_key(|(mention, _)| mention.span);
    let mut ids: Vec<Option<EntityId>> = vec![None; drafts.list.len()];
    let mut entities: Vec<Entity> = Vec::new();
    for (mut mention, owner) in all {
        if let Some(owner) = owner {
            let id = *ids[owner as usize].get_or_insert_with(|| {
                let draft = &drafts.list[owner as usize];
                let (aliases, links, mentions) =
                    (Vec::new(), draft.link.iter().cloned().collect(), Vec::new());
                entities.push(Entity {
                    name: draft.name.clone(),
                    kind: draft.kind.clone(),
                    aliases,
                    links,
                    mentions,
                });
                EntityId(entities.len() as u32 - 1)
            });
            entities[id.index()].mentions.push(MentionId(mentions.len() as u32));
            note_alias(&mut entities[id.index()], &mention);
            mention.entity = Some(id);
        }
        mentions.push(mention);
    }
    entities
}

fn new_mention(text: Text<'_>, found: &Found, kind: &super::EntityKind) -> Mention {
    let span = text.span(found.tokens);
    let rule = if found.form == Form::Pronoun { "pronoun" } else { "nominal" };
    Mention {
        span,
        tokens: found.tokens,
        sentence: found.sentence as u32,
        kind: kind.clone(),
        form: found.form,
        text: span.slice(text.text).to_owned(),
        entity: None,
        by: FoundBy::Rule(Cow::Borrowed(rule)),
        why: Some(Cow::Owned(found.why.clone())),
        value: None,
        link: None,
    }
}

/// Aliases are the names by which the text calls an entity, and the phrases that stand for a state.
fn note_alias(entity: &mut Entity, mention: &Mention) {
    let organ =
        mention.form == Form::Nominal && mention.why.as_ref().is_some_and(|why| why.starts_with("organ of"));
    if mention.form != Form::Name && !organ || entity.aliases.len() >= 64 {
        return;
    }
    let mut words = mention.text.split_whitespace();
    let plain = words.clone().eq(entity.name.split(' '))
        || entity.aliases.iter().any(|alias| words.clone().eq(alias.split(' ')));
    if !plain {
        let first = words.next().unwrap_or_default().to_owned();
        entity.aliases.push(words.fold(first, |alias, word| alias + " " + word));
    }
}
