//! Demonyms: an adjective before a noun ("Chinese President", "Russian forces") stands for the country.

use super::forms::{Class, Forms};
use super::lexicon::Lexicon;
use crate::entity::{EntityKind, Mention};
use crate::text::{Text, TokenKind};
use std::collections::HashMap;
use std::sync::Arc;

/// Joins the adjective uses of demonyms to their countries; a country that the text never names itself gets a form of
/// its own, written as the list writes it.
pub(super) fn join_demonyms(forms: &mut Forms, mentions: &[Mention], text: Text<'_>, lexicon: &Lexicon) {
    let mut countries: HashMap<Arc<str>, u32> = HashMap::new();
    for form in forms.of_class(Class::Thing) {
        if let Some(link) = forms.link(form) {
            countries.entry(link.clone()).or_insert(form);
        }
    }
    for index in 0..mentions.len() {
        let mention = &mentions[index];
        let Some(link) = mention.link.as_ref().filter(|_| mention.kind == EntityKind::Norp) else { continue };
        if !link.starts_with("iso:") || !is_adjective(mention, mentions, index, text, lexicon) {
            continue;
        }
        let country = match countries.get(link) {
            Some(&known) => known,
            None => {
                let name = lexicon.country(link).unwrap_or(&mention.text);
                let form = forms.add(name, format!("\t{link}"), Class::Thing);
                forms.set_link(form, link.clone());
                countries.insert(link.clone(), form);
                form
            }
        };
        let why = format!("demonym of {}", forms.forms[country as usize].text);
        forms.move_mention(index as u32, country, why.into());
    }
}

/// Whether a demonym stands before the noun, title or name that it describes.
fn is_adjective(
    mention: &Mention,
    mentions: &[Mention],
    index: usize,
    text: Text<'_>,
    lexicon: &Lexicon,
) -> bool {
    if lexicon.is_people(&mention.text) {
        return false;
    }
    let mut end = mention.tokens.end as usize;
    let mut next = index + 1;
    // "Chinese and Russian officials", "Israeli-Palestinian talks": look behind the last of the row.
    for _ in 0..3 {
        let joined =
            text.tokens.get(end).is_some() && matches!(text.word(end), "and" | "or" | "," | "-" | "–");
        match mentions.get(next) {
            Some(m) if joined && m.kind == EntityKind::Norp && m.tokens.start as usize == end + 1 => {
                end = m.tokens.end as usize;
                next += 1;
            }
            _ => break,
        }
    }
    let Some(token) = text.tokens.get(end) else { return false };
    let word = text.word(end);
    if let Some(m) = mentions.get(next).filter(|m| m.tokens.start as usize == end) {
        return m.kind.is_name() || m.kind == EntityKind::Title;
    }
    match token.kind {
        TokenKind::Word => {
            let small = word.to_lowercase();
            let closed = ["function", "verb", "preposition"].iter().any(|class| lexicon.has(class, &small));
            !closed && (word.starts_with(char::is_uppercase) || !small.ends_with("ed"))
        }
        TokenKind::Punctuation => matches!(word, "-" | "–"),
        TokenKind::Ordinal => true,
        _ => false,
    }
}
