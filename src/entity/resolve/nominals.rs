//! Joins noun phrases to names: "the Chinese ambassador", "the commission", "both leaders", "Russian forces".

use super::discourse::{Discourse, Found};
use super::drafts::Draft;
use super::forms::Class;
use super::lexicon::Gender;
use crate::entity::{EntityKind, Form};
use crate::span::TokenRange;

/// Sentences that a noun phrase looks back for an entity of its kind.
const WINDOW: usize = 4;

/// Entities that are compared with one noun phrase at most; it bounds the time.
const LOOKED_AT: usize = 60;

/// The noun phrase that begins at a token, joined to its entities.
pub(super) fn resolve(discourse: &Discourse<'_>, token: usize, sentence: usize) -> Option<Found> {
    match discourse.scene.word(token) {
        "both" | "Both" => plural(discourse, (token, token + 1), sentence),
        "the" | "The" if matches!(discourse.scene.word(token + 1), "two" | "pair" | "duo") => {
            plural(discourse, (token, token + 2), sentence)
        }
        "the" | "The" | "this" | "This" => titled(discourse, token, sentence)
            .or_else(|| headed(discourse, token, sentence))
            .or_else(|| of_kind(discourse, token, sentence)),
        _ => None,
    }
}

/// Whether a person without a name is spoken of, whom a pronoun may mean.
pub(super) fn unnamed_person(discourse: &Discourse<'_>, token: usize) -> bool {
    let word = discourse.scene.word(token);
    let lexicon = discourse.scene.lexicon;
    word.len() > 2
        && word.starts_with(char::is_lowercase)
        && discourse.scene.mention_at(token + 1).is_none()
        && lexicon.is_person_noun(word)
}

fn found(start: usize, end: usize, sentence: usize, (owners, why): (Vec<u32>, String)) -> Found {
    Found { tokens: TokenRange::new(start, end), sentence, owners, form: Form::Nominal, why }
}

/// "both leaders", "the two countries", "both sides", "the pair".
fn plural(discourse: &Discourse<'_>, (start, mut noun): (usize, usize), sentence: usize) -> Option<Found> {
    let scene = &discourse.scene;
    if scene.word(noun) == "of" || scene.word(noun) == "the" {
        noun += 1;
    }
    let (fits, end): (fn(&Discourse<'_>, &Draft) -> bool, usize) = match scene.word(noun) {
        "leaders" | "presidents" | "heads" | "ministers" => (is_leader, noun + 1),
        "men" => (|_, draft| is_person(draft) && draft.gender != Gender::Female, noun + 1),
        "women" => (|_, draft| is_person(draft) && draft.gender != Gender::Male, noun + 1),
        "politicians" | "officials" | "diplomats" | "candidates" => (|_, draft| is_person(draft), noun + 1),
        "countries" | "nations" | "states" | "governments" | "neighbours" | "neighbors" => {
            (|_, draft| draft.is_country(), noun + 1)
        }
        "sides" | "parties" => (|_, draft| draft.is_country() || draft.kind == EntityKind::Org, noun + 1),
        "companies" | "firms" | "groups" | "organisations" | "organizations" | "teams" => {
            (|_, draft| draft.kind == EntityKind::Org, noun + 1)
        }
        "cities" | "towns" => (|_, draft| draft.kind == EntityKind::Gpe && !draft.is_country(), noun + 1),
        _ if matches!(scene.word(start + 1), "pair" | "duo") => (|_, draft| is_person(draft), start + 2),
        _ => return None,
    };
    let end = if scene.word(end) == "of" && scene.word(end + 1) == "state" { end + 2 } else { end };
    let owners = two(discourse, sentence, fits)?;
    let names: Vec<&str> =
        owners.iter().map(|&owner| discourse.drafts.list[owner as usize].name.as_str()).collect();
    let why = format!("the two spoken of, {}", names.join(" and "));
    Some(found(start, end, sentence, (owners, why)))
}

fn is_person(draft: &Draft) -> bool {
    Class::of(&draft.kind) == Class::Person
}

fn is_leader(discourse: &Discourse<'_>, draft: &Draft) -> bool {
    is_person(draft)
        && draft.offices.iter().any(|office| discourse.scene.lexicon.has("leader", &office.title))
}

/// The last row of two fitting names, or the only two fitting names of the sentences before.
fn two(
    discourse: &Discourse<'_>,
    sentence: usize,
    fits: fn(&Discourse<'_>, &Draft) -> bool,
) -> Option<Vec<u32>> {
    let fitting = |owner: u32| fits(discourse, &discourse.drafts.list[owner as usize]);
    let mut members: Vec<u32> = Vec::new();
    let mut at = usize::MAX;
    for step in
        discourse.trail.iter().rev().take(LOOKED_AT).take_while(|step| step.sentence + WINDOW >= sentence)
    {
        if step.sentence != at && members.len() >= 2 {
            break;
        }
        at = step.sentence;
        let owner = step.owner.filter(|&owner| fitting(owner) && !members.contains(&owner));
        members.extend(owner);
    }
    if members.len() == 2 {
        members.reverse();
        return Some(members);
    }
    let mut rows =
        discourse.rows.iter().rev().take(LOOKED_AT).take_while(|row| row.sentence + WINDOW >= sentence);
    let row = rows.find(|row| row.members.iter().all(|&owner| fitting(owner)))?;
    (row.members.len() == 2).then(|| row.members.clone())
}

/// "the president", "the Chinese ambassador", "the foreign minister".
fn titled(discourse: &Discourse<'_>, token: usize, sentence: usize) -> Option<Found> {
    let scene = &discourse.scene;
    let title = (token + 1..token + 4).find_map(|at| {
        scene.mention_at(at).filter(|&index| scene.mentions[index].kind == EntityKind::Title)
    })?;
    let tokens = scene.mentions[title].tokens;
    let owner = (token + 1..tokens.start as usize)
        .find_map(|at| scene.mention_at(at))
        .and_then(|m| discourse.drafts.of(m));
    if !describes(discourse, token, tokens) {
        return None;
    }
    let name = super::fold::fold(&scene.mentions[title].text);
    let mut holders: Vec<u32> = Vec::new();
    for step in discourse.trail.iter().rev().take(LOOKED_AT) {
        let Some(person) = step.owner.filter(|person| !holders.contains(person)) else { continue };
        let offices = &discourse.drafts.list[person as usize].offices;
        let holds = offices.iter().any(|office| {
            let same = office.title == name
                || office.title.strip_suffix(&name).is_some_and(|rest| rest.ends_with(' '));
            let of = office.of.and_then(|of| discourse.drafts.of(of as usize));
            same && (owner.is_none() || of.is_none() || of == owner)
        });
        if holds {
            holders.push(person);
        }
    }
    let [person] = holders[..] else { return None };
    let why = format!("title of {}", discourse.drafts.list[person as usize].name);
    Some(found(token, tokens.end as usize, sentence, (vec![person], why)))
}

/// Whether a title with its article stands for a person by itself: not "the first female president", not "the trial of
/// Prime Minister Ali", not "as the president".
fn describes(discourse: &Discourse<'_>, article: usize, title: TokenRange) -> bool {
    let scene = &discourse.scene;
    let next = scene.mention_at(title.end as usize);
    let name_follows = next.is_some_and(|m| scene.mentions[m].kind.is_name());
    let before = article.checked_sub(1).map_or("", |at| scene.word(at));
    let predicate = matches!(before, "," | "as" | "become" | "became" | "be" | "was" | "is" | "of");
    let plain = (article + 1..title.start as usize).all(|at| {
        scene.mention_at(at).is_some() || matches!(scene.word(at), "'s" | "’s" | "'" | "’" | "current")
    });
    plain && !name_follows && !predicate
}

/// "the commission" for the only name of the document so far that ends in this word.
fn headed(discourse: &Discourse<'_>, token: usize, sentence: usize) -> Option<Found> {
    let head = discourse.scene.word(token + 1);
    if head.len() < 3 || !ends_phrase(discourse, token + 2) || discourse.scene.mention_at(token + 1).is_some()
    {
        return None;
    }
    let head = super::fold::fold(head);
    let mut named: Vec<u32> = Vec::new();
    for step in discourse.trail.iter().rev().take(LOOKED_AT) {
        let Some(owner) = step.owner.filter(|owner| !named.contains(owner)) else { continue };
        let draft = &discourse.drafts.list[owner as usize];
        if Class::of(&draft.kind) == Class::Thing && draft.head == head {
            named.push(owner);
        }
    }
    let [owner] = named[..] else { return None };
    let why = format!("head noun of {}", discourse.drafts.list[owner as usize].name);
    Some(found(token, token + 2, sentence, (vec![owner], why)))
}

/// Whether a noun phrase ends before a token, so that the noun is no modifier of another.
fn ends_phrase(discourse: &Discourse<'_>, token: usize) -> bool {
    let scene = &discourse.scene;
    let word = scene.word(token);
    word.is_empty()
        || !word.starts_with(|c: char| c.is_alphanumeric() || c == '-')
        || scene.is(token, "function")
        || scene.is(token, "preposition")
        || scene.is(token, "verb")
        || scene.is(token, "reporting")
        || word.ends_with("ed") && word.starts_with(char::is_lowercase)
}

/// "the company", "the country", "the city": the only entity of the kind in the sentences before.
fn of_kind(discourse: &Discourse<'_>, token: usize, sentence: usize) -> Option<Found> {
    let scene = &discourse.scene;
    let class = ["company", "organisation", "group", "country", "city"]
        .into_iter()
        .find(|class| scene.is(token + 1, class))?;
    if !ends_phrase(discourse, token + 2) || scene.word(token + 2) == "of" {
        return None;
    }
    let fits = |draft: &Draft| match class {
        "country" => draft.is_country(),
        "city" => draft.kind == EntityKind::Gpe && !draft.is_country(),
        _ => draft.kind == EntityKind::Org,
    };
    let mut fitting: Vec<u32> = Vec::new();
    for step in discourse.trail.iter().rev().take(LOOKED_AT).take_while(|step| step.sentence + 2 >= sentence)
    {
        let owner = step
            .owner
            .filter(|&owner| fits(&discourse.drafts.list[owner as usize]) && !fitting.contains(&owner));
        fitting.extend(owner);
    }
    let [owner] = fitting[..] else { return None };
    let why = format!("only {class} spoken of, {}", discourse.drafts.list[owner as usize].name);
    Some(found(token, token + 2, sentence, (vec![owner], why)))
}

/// "Russian forces", "the U.S. government", "Israel’s military": the state.
pub(super) fn state_organ(discourse: &Discourse<'_>, index: usize, sentence: usize) -> Option<Found> {
    let scene = &discourse.scene;
    let mention = &scene.mentions[index];
    let owner = discourse.drafts.of(index)?;
    let draft = &discourse.drafts.list[owner as usize];
    if draft.kind != EntityKind::Gpe || draft.link.is_none() {
        return None;
    }
    let start = mention.tokens.end as usize;
    let first = if matches!(scene.word(start), "'s" | "’s" | "'" | "’") { start + 1 } else { start };
    let small = |at: usize| {
        let word = scene.word(at);
        word.starts_with(char::is_lowercase)
            && word.chars().all(char::is_alphabetic)
            && !scene.is(at, "function")
    };
    let last = (first..first + 4)
        .take_while(|&at| small(at) && scene.mention_at(at).is_none())
        .filter(|&at| scene.is(at, "state-organ"));
    let end = last.last()? + 1;
    if !scene.word(end - 1).ends_with('s') && scene.word(end - 1) != "police" && !ends_phrase(discourse, end)
    {
        return None;
    }
    let why = format!("organ of {}", draft.name);
    Some(found(mention.tokens.start as usize, end, sentence, (vec![owner], why)))
}
