//! Identity: which mentions stand for the same entity, from a table of hand-marked sentences.

use std::sync::Arc;
use tercet::entity::{EntityId, EntityKind, Form, FoundBy, Mention, Resolver};
use tercet::span::{Span, TokenRange};
use tercet::text::{Text, find_quotations, split_sentences, tokenize};

const CASES: &str = include_str!("data/identity.txt");

/// A text without its marks, and the mentions that were marked.
struct Marked {
    text: String,
    marks: Vec<(Span, EntityKind, Option<Arc<str>>)>,
}

/// Reads `[PERSON Xi Jinping] met [GPE@iso:RU Russia]`; a backslash before `n` is a new line.
fn unmark(marked: &str) -> Marked {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let (inside, behind) = after.split_once(']').expect("a mark is closed");
        let (label, name) = inside.split_once(' ').expect("a mark has a kind and a name");
        let (label, link) =
            label.split_once('@').map_or((label, None), |(label, link)| (label, Some(link.into())));
        marks.push((Span::new(text.len(), text.len() + name.len()), EntityKind::from_label(label), link));
        text.push_str(name);
        rest = behind;
    }
    text.push_str(rest);
    Marked { text, marks }
}

/// What the resolver makes of a marked text.
struct Resolved {
    mentions: Vec<Mention>,
    names: Vec<String>,
}

fn resolve(marked: &str) -> Resolved {
    let Marked { text, marks } = unmark(&marked.replace("\\n", "\n"));
    let tokens = tokenize(&text);
    let sentences = split_sentences(&text, &tokens);
    let quotations = find_quotations(&text, &tokens, &sentences);
    let view = Text { text: &text, tokens: &tokens, sentences: &sentences, quotations: &quotations };
    let mut mentions: Vec<Mention> = marks
        .into_iter()
        .map(|(span, kind, link)| {
            let start = tokens.partition_point(|token| token.span.end <= span.start);
            let end = tokens.partition_point(|token| token.span.start < span.end);
            let sentence = view.sentence_of(start).expect("marks stand in sentences") as u32;
            let (tokens, text) = (TokenRange::new(start, end), span.slice(view.text).to_owned());
            let (form, by) = (Form::Name, FoundBy::Model);
            Mention {
                span,
                tokens,
                sentence,
                kind,
                form,
                text,
                entity: None,
                by,
                why: None,
                value: None,
                link,
            }
        })
        .collect();
    let entities = Resolver::default().resolve(view, &mut mentions);
    for (index, entity) in entities.iter().enumerate() {
        assert!(!entity.mentions.is_empty());
        for id in &entity.mentions {
            assert_eq!(mentions[id.index()].entity, Some(EntityId(index as u32)), "entity and mention agree");
        }
    }
    for pair in mentions.windows(2) {
        assert!(pair[0].span <= pair[1].span, "mentions stand in order");
    }
    Resolved { mentions, names: entities.into_iter().map(|entity| entity.name).collect() }
}

impl Resolved {
    /// The entities of the mentions with this text; `He#2` is the second of them.
    fn entities(&self, words: &str) -> Vec<EntityId> {
        let (words, which) =
            words.split_once('#').map_or((words, None), |(words, n)| (words, n.parse::<usize>().ok()));
        let mut spans: Vec<Span> = Vec::new();
        for mention in
            self.mentions.iter().filter(|mention| mention.text == words && mention.entity.is_some())
        {
            if !spans.contains(&mention.span) {
                spans.push(mention.span);
            }
        }
        let Some(span) = spans.get(which.unwrap_or(1) - 1) else { return Vec::new() };
        self.mentions
            .iter()
            .filter(|mention| mention.span == *span)
            .filter_map(|mention| mention.entity)
            .collect()
    }
}

/// Checks one line: the text, `=>`, and groups of mentions with `|` between. The mentions of a group, with `=` between,
/// stand for one entity, those of different groups for different ones. `A + B = C` says that C stands for both, `-`
/// that the words stand for no named entity, and `"..."` is the name of the group's entity.
fn check(line: &str) -> Result<(), String> {
    let (marked, expected) = line.split_once("=>").expect("a case has an arrow");
    let resolved = resolve(marked.trim());
    let mut seen: Vec<(EntityId, usize)> = Vec::new();
    for (number, group) in expected.split('|').enumerate() {
        let members: Vec<&str> = group.split(" = ").map(str::trim).collect();
        let mut ids: Option<Vec<EntityId>> = None;
        for member in members {
            if let Some(name) = member.strip_prefix('"') {
                let id = ids.as_ref().and_then(|ids| ids.first()).ok_or("a name follows its mentions")?;
                let have = &resolved.names[id.0 as usize];
                if have != name.trim_end_matches('"') {
                    return Err(format!("the entity is named {have}, not {name}"));
                }
                continue;
            }
            let found: Vec<EntityId> = match member.strip_prefix("- ") {
                Some(words) => {
                    let found = resolved.entities(words);
                    if !found.is_empty() {
                        return Err(format!("{words} stands for {}", resolved.names[found[0].0 as usize]));
                    }
                    continue;
                }
                None => member.split(" + ").flat_map(|words| resolved.entities(words)).collect(),
            };
            if found.is_empty() {
                return Err(format!("{member} stands for nothing"));
            }
            match &ids {
                Some(ids) if *ids != found => return Err(format!("{member} stands apart in {group}")),
                _ => ids = Some(found),
            }
        }
        for id in ids.into_iter().flatten() {
            if let Some((_, other)) =
                seen.iter().find(|(known, other)| *known == id && *other != number && !expected.contains('+'))
            {
                return Err(format!("groups {other} and {number} are one"));
            }
            seen.push((id, number));
        }
    }
    Ok(())
}

#[test]
fn names_merge_and_stay_apart_as_the_table_says() {
    let cases: Vec<(usize, &str)> =
        CASES.lines().enumerate().filter(|(_, line)| line.contains("=>")).collect();
    assert!(cases.len() >= 150, "{} cases", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(number, line)| {
            check(line).err().map(|error| format!("line {}: {error}\n    {line}", number + 1))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} cases are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_join_has_a_reason() {
    let resolved =
        resolve("[TITLE President] [PERSON Emmanuel Macron] spoke. [PERSON Macron] said he would go.");
    let whys: Vec<Option<&str>> = resolved.mentions.iter().map(|mention| mention.why.as_deref()).collect();
    assert_eq!(whys, [None, None, Some("surname of Emmanuel Macron"), Some("nearest male person")]);
}

#[test]
fn a_name_repeated_without_end_takes_linear_time() {
    let text = "[ORG Acme Steel] grew. ".repeat(20_000);
    let resolved = resolve(&text);
    assert_eq!(resolved.names, ["Acme Steel"]);
}
