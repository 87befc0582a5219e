//! Scores entities against coreference annotations (JSON Lines with offsets in code points, one document a line).
//!
//! Everything is scored on the extractor's own output. A system mention is matched with the smallest gold mention that
//! holds it, whose head it begins or ends, and that is a person if it is one. Two kinds of links are counted, each from a mention to one before it:
//!
//! - named to named: a system name and the system name before it of the same entity, both matched with gold mentions
//!   marked as named, is right if their gold groups are one. A gold mention marked as named whose group has a named
//!   mention before it is found if the system has joined it to any of these. Recall is given over the mentions that the
//!   recogniser found (a miss there is its own error) and over all of them.
//! - pronoun to name: a system pronoun is right if the nearest name of its entity that is matched is of the pronoun's
//!   gold group. Recall is over gold pronouns of the third person whose group has a named mention before them.

use clap::Args;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tercet::Extractor;
use tercet::entity::{EntityId, EntityKind, Form, Mention};

/// What to score.
#[derive(Args)]
pub struct Arguments {
    /// Documents with gold mentions.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print so many wrong and missed links.
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Of these only the ones whose note holds this text.
    #[arg(long)]
    only: Option<String>,
    /// Only documents of this genre.
    #[arg(long)]
    genre: Option<String>,
}

/// A gold mention, in code points.
struct Gold {
    start: usize,
    end: usize,
    head: (usize, usize),
    group: String,
    named: bool,
    pronoun: bool,
    person: bool,
}

/// Right, said and wanted links.
#[derive(Clone, Copy, Default)]
struct Tally {
    right: usize,
    said: usize,
    found: usize,
    wanted: usize,
    within: usize,
}

impl Tally {
    fn line(&self, label: &str) -> String {
        let share = |a: usize, b: usize| if b == 0 { 0.0 } else { 100.0 * a as f64 / b as f64 };
        format!(
            "{label:24} precision {:5.1} ({}/{})  recall {:5.1} ({}/{})  of found mentions {:5.1} (of {})",
            share(self.right, self.said),
            self.right,
            self.said,
            share(self.found, self.wanted),
            self.found,
            self.wanted,
            share(self.found, self.within),
            self.within
        )
    }
}

/// A system mention in code points with its entity and the gold mention it was matched with.
struct Answer {
    start: usize,
    end: usize,
    /// Nothing for numbers and dates, which are not scored.
    form: Option<Form>,
    person: bool,
    entity: Option<EntityId>,
    why: String,
    gold: Option<usize>,
}

/// One link that was said or wanted.
struct Link {
    sort: String,
    said: bool,
    right: bool,
    wanted: bool,
    found: bool,
    within: bool,
    note: String,
}

/// Reads the files, resolves each document and prints the figures.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let extractor = Extractor::new();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut errors = Vec::new();
    for path in &arguments.files {
        let lines = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        for line in lines.lines().filter(|line| !line.is_empty()) {
            let document: Value =
                serde_json::from_str(line).map_err(|error| format!("{}: {error}", path.display()))?;
            let genre = document["genre"].as_str().unwrap_or_default();
            if arguments.genre.as_ref().is_some_and(|wanted| wanted != genre) {
                continue;
            }
            for link in links(&extractor, &document) {
                let kind = if link.sort == "name" { "name" } else { "pronoun" };
                let labels = [format!("{kind} (all)"), format!("{kind} ({genre})"), link.sort.clone()];
                for label in labels.iter().take(if kind == "name" { 2 } else { 3 }) {
                    tallies.entry(label.clone()).or_default().add(&link);
                }
                if (link.said && !link.right || link.wanted && !link.found)
                    && arguments.only.as_ref().is_none_or(|o| link.note.contains(o))
                {
                    errors.push(format!("{} {}", document["id"].as_str().unwrap_or_default(), link.note));
                }
            }
        }
    }
    tallies.iter().for_each(|(label, tally)| println!("{}", tally.line(label)));
    let step = (errors.len() / arguments.errors.max(1)).max(1);
    errors.iter().step_by(step).take(arguments.errors).for_each(|error| println!("{error}"));
    Ok(())
}

impl Tally {
    fn add(&mut self, link: &Link) {
        self.right += usize::from(link.said && link.right);
        self.said += usize::from(link.said);
        self.found += usize::from(link.found);
        self.wanted += usize::from(link.wanted);
        self.within += usize::from(link.wanted && link.within);
    }
}

fn links(extractor: &Extractor, document: &Value) -> Vec<Link> {
    let text = document["text"].as_str().unwrap_or_default();
    let golds = golds(document);
    let resolved = extractor.extract_document("", None, text);
    let chars = char_offsets(text);
    let mut answers: Vec<Answer> = resolved.mentions.iter().map(|mention| answer(mention, &chars)).collect();
    let text: Vec<char> = text.chars().collect();
    for answer in &mut answers {
        answer.gold = matched(answer, &golds, &text);
    }
    let mut links = name_links(&text, &answers, &golds);
    links.extend(pronoun_links(&text, &answers, &golds));
    links
}

/// Code points before each byte offset.
fn char_offsets(text: &str) -> Vec<usize> {
    let mut offsets = vec![0; text.len() + 1];
    let mut count = 0;
    for (at, offset) in offsets.iter_mut().enumerate() {
        count += usize::from(at > 0 && text.is_char_boundary(at));
        *offset = count;
    }
    offsets
}

fn golds(document: &Value) -> Vec<Gold> {
    let number = |value: &Value| value.as_u64().unwrap_or_default() as usize;
    let mentions = document["mentions"].as_array().map_or(&[][..], Vec::as_slice);
    let gold = |m: &Value| Gold {
        start: number(&m["start"]),
        end: number(&m["end"]),
        head: (number(&m["head"][0]), number(&m["head"][1])),
        group: m["group"].as_str().unwrap_or_default().to_owned(),
        pronoun: m["head_upos"] == "PRON",
        person: m["type"] == "person",
        named: m["named"] == true && m["type"] != "time" && m["head_upos"] != "PRON",
    };
    mentions.iter().map(gold).collect()
}

fn answer(mention: &Mention, chars: &[usize]) -> Answer {
    Answer {
        start: chars[mention.span.start as usize],
        end: chars[mention.span.end as usize],
        form: if mention.kind.is_name() { Some(mention.form) } else { None },
        entity: mention.entity,
        person: matches!(mention.kind, EntityKind::Person | EntityKind::Norp),
        why: mention.why.as_deref().unwrap_or("first").to_owned(),
        gold: None,
    }
}

/// The smallest gold mention that holds the answer, up to an article, and whose head it overlaps.
///
/// Words in small letters before the name ("mainland", "most") make another entity of it, so there is no match then.
fn matched(answer: &Answer, golds: &[Gold], text: &[char]) -> Option<usize> {
    let plain = |gold: &Gold| {
        let before: String = text.get(gold.start..answer.start).unwrap_or_default().iter().collect();
        let small =
            |word: &str| word.starts_with(char::is_lowercase) && !matches!(word, "the" | "of" | "former");
        !before.split_whitespace().any(small)
    };
    let fits = |gold: &Gold| match answer.form {
        Some(Form::Pronoun) => gold.pronoun && gold.start == answer.start && gold.end == answer.end,
        Some(Form::Name) => {
            let inside = gold.start <= answer.start + 4 && answer.end <= gold.end + 2;
            let at_edge = answer.start <= gold.head.0 + 1 || answer.end + 3 >= gold.head.1;
            gold.named
                && inside
                && at_edge
                && plain(gold)
                && gold.person == answer.person
                && gold.head.0 < answer.end
                && answer.start < gold.head.1
        }
        _ => false,
    };
    let fitting = golds.iter().enumerate().filter(|(_, gold)| fits(gold));
    fitting.min_by_key(|(index, gold)| (gold.end - gold.start, *index)).map(|(index, _)| index)
}

fn quote(text: &[char], start: usize, end: usize) -> String {
    let (from, to) = (start.saturating_sub(90), (end + 40).min(text.len()));
    let part = |a: usize, b: usize| text[a..b].iter().collect::<String>().replace('\n', " / ");
    format!("{}[[{}]]{}", part(from, start), part(start, end), part(end, to))
}

fn show(text: &[char], golds: &[Gold], group: &str) -> String {
    let named = golds.iter().find(|gold| gold.named && gold.group == group);
    named.map_or("(unnamed)".to_owned(), |gold| text[gold.start..gold.end].iter().collect())
}

fn name_links(text: &[char], answers: &[Answer], golds: &[Gold]) -> Vec<Link> {
    let mut links = Vec::new();
    let mut by_gold: Vec<Option<EntityId>> = vec![None; golds.len()];
    let mut last: BTreeMap<EntityId, usize> = BTreeMap::new();
    for answer in answers.iter().filter(|answer| answer.form == Some(Form::Name)) {
        let (Some(gold), Some(entity)) = (answer.gold, answer.entity) else { continue };
        by_gold[gold] = Some(entity);
        if let Some(&before) = last.get(&entity) {
            let right = golds[before].group == golds[gold].group;
            let note = format!(
                "NAME joined to {} but is {} ({}): {}",
                show(text, golds, &golds[before].group),
                show(text, golds, &golds[gold].group),
                answer.why,
                quote(text, answer.start, answer.end)
            );
            links.push(Link {
                sort: "name".into(),
                said: true,
                right,
                wanted: false,
                found: false,
                within: false,
                note,
            });
        }
        last.insert(entity, gold);
    }
    for (index, gold) in golds.iter().enumerate().filter(|(_, gold)| gold.named) {
        let before: Vec<usize> =
            (0..index).filter(|&at| golds[at].named && golds[at].group == gold.group).collect();
        if before.is_empty() {
            continue;
        }
        let within = by_gold[index].is_some() && before.iter().any(|&at| by_gold[at].is_some());
        let found = within && before.iter().any(|&at| by_gold[at] == by_gold[index]);
        let state = if within { "MISSED" } else { "UNSEEN" };
        let note =
            format!("{state} {}: {}", show(text, golds, &gold.group), quote(text, gold.start, gold.end));
        links.push(Link {
            sort: "name".into(),
            said: false,
            right: false,
            wanted: true,
            found,
            within,
            note,
        });
    }
    links
}

fn pronoun_links(text: &[char], answers: &[Answer], golds: &[Gold]) -> Vec<Link> {
    let mut links = Vec::new();
    for (index, gold) in golds.iter().enumerate().filter(|(_, gold)| gold.pronoun) {
        let word: String = text[gold.start..gold.end].iter().collect::<String>().to_lowercase();
        let Some(sort) = sort(&word) else { continue };
        let mine =
            answers.iter().find(|answer| answer.gold == Some(index) && answer.form == Some(Form::Pronoun));
        let name = mine.and_then(|mine| nearest_name(answers, mine));
        let right = name.and_then(|name| name.gold).is_some_and(|at| golds[at].group == gold.group);
        let said = mine.is_some() && name.is_some();
        let wanted = golds[..index].iter().any(|other| other.named && other.group == gold.group);
        let within = answers.iter().any(|a| {
            a.form == Some(Form::Name)
                && a.start < gold.start
                && a.gold.is_some_and(|at| golds[at].group == gold.group)
        });
        let joined = name
            .and_then(|name| name.gold)
            .map_or("nothing".to_owned(), |at| show(text, golds, &golds[at].group));
        let note = format!(
            "PRONOUN {sort} joined to {joined}, is {}: {}",
            show(text, golds, &gold.group),
            quote(text, gold.start, gold.end)
        );
        if said || wanted {
            links.push(Link {
                sort: sort.into(),
                said,
                right,
                wanted,
                found: wanted && said && right,
                within,
                note,
            });
        }
    }
    links
}

/// The matched name of a pronoun's entity that stands nearest before it, or else the first one.
fn nearest_name<'a>(answers: &'a [Answer], pronoun: &Answer) -> Option<&'a Answer> {
    let mut names = answers.iter().filter(|answer| {
        answer.entity == pronoun.entity && answer.form == Some(Form::Name) && answer.gold.is_some()
    });
    let first = names.clone().next();
    names.rfind(|name| name.start < pronoun.start).or(first)
}

/// The third person pronouns that are scored.
fn sort(word: &str) -> Option<&'static str> {
    match word {
        "he" | "him" | "his" | "himself" => Some("pronoun he"),
        "she" | "her" | "hers" | "herself" => Some("pronoun she"),
        "it" | "its" | "itself" => Some("pronoun it"),
        "they" | "them" | "their" | "theirs" | "themselves" => Some("pronoun they"),
        _ => None,
    }
}
