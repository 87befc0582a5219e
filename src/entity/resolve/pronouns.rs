//! Joins pronouns of the third person to the nearest fitting name.
//!
//! Each entity named in the sentences before is weighed by the part it played there and by its distance, in the way of
//! Lappin and Leass (1994), "An algorithm for pronominal anaphora resolution". A pronoun is joined only where the
//! heaviest entity clearly outweighs the next, unnamed persons counting too.

use super::discourse::{Discourse, Found, Step};
use super::forms::Class;
use super::lexicon::Gender;
use super::scene::Role;
use super::speech;
use crate::entity::Form;
use crate::span::TokenRange;

/// What a pronoun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// "he", "she".
    Person(Gender),
    /// "it".
    Thing,
    /// "they".
    Plural,
}

/// How a pronoun is bound within its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// "he", "his": free, or bound to the subject.
    Free,
    /// "him": not the subject of its own clause.
    Object,
    /// "himself": the subject of its own clause.
    Reflexive,
}

/// Sentences to look back.
const WINDOW: usize = 4;

/// Mentions to look back at most; it bounds the time in long sentences.
const LOOKED_AT: usize = 60;

/// Share of its weight that a mention keeps for each sentence between.
const DECAY: f32 = 0.73;

/// How many times heavier than the next entity the chosen one has to be.
const MARGIN: f32 = 1.25;

/// Share of the lighter mentions of an entity that is added to its heaviest.
const REPEATED: f32 = 0.5;

/// An unnamed person, who stands in for every noun phrase, against a named one.
const UNNAMED: f32 = 0.75;

/// A person of unknown gender against one whose gender fits.
const UNSURE: f32 = 0.8;

/// A pronoun against a name: who was "he" a moment ago is "he" again.
const CHAINED: f32 = 1.2;

/// The sentence of the pronoun against those before it.
const SAME_SENTENCE: f32 = 1.2;

/// What a person gains who was spoken of ten times or more.
const FREQUENT: f32 = 0.2;

/// A mention in a quotation for a pronoun outside it or in another one.
const QUOTED: f32 = 0.23;

/// A mention outside a quotation for a pronoun in it.
const UNQUOTED: f32 = 0.6;

/// The pronoun at a token, joined to its entity.
pub(super) fn resolve(discourse: &Discourse<'_>, token: usize, sentence: usize) -> Option<Found> {
    let (sort, case) = read(discourse, token)?;
    let (owners, why) = match sort {
        Sort::Person(gender) => {
            let owner = person(discourse, token, sentence, (gender, case))?;
            let why = if gender == Gender::Male { "nearest male person" } else { "nearest female person" };
            (vec![owner], why)
        }
        Sort::Thing => (vec![thing(discourse, token, sentence)?], "nearest subject that is no person"),
        Sort::Plural => (plural(discourse, token, sentence)?, "nearest row of names"),
    };
    let tokens = TokenRange::new(token, token + 1);
    Some(Found { tokens, sentence, owners, form: Form::Pronoun, why: why.to_owned() })
}

fn read(discourse: &Discourse<'_>, token: usize) -> Option<(Sort, Case)> {
    let word = discourse.scene.word(token);
    if word.len() > 10 || !word.starts_with(['h', 'H', 's', 'S', 'i', 'I', 't', 'T']) {
        return None;
    }
    if word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let male = Sort::Person(Gender::Male);
    let female = Sort::Person(Gender::Female);
    let read = match word.to_ascii_lowercase().as_str() {
        "he" | "his" => (male, Case::Free),
        "him" => (male, Case::Object),
        "himself" => (male, Case::Reflexive),
        "she" | "hers" => (female, Case::Free),
        "her" if possesses(discourse, token) => (female, Case::Free),
        "her" => (female, Case::Object),
        "herself" => (female, Case::Reflexive),
        "it" | "its" | "itself" => (Sort::Thing, Case::Free),
        "they" | "their" | "theirs" | "them" | "themselves" => (Sort::Plural, Case::Free),
        _ => return None,
    };
    Some(read)
}

/// Whether "her" stands before a noun.
fn possesses(discourse: &Discourse<'_>, token: usize) -> bool {
    let next = discourse.scene.word(token + 1);
    let word = next.starts_with(char::is_alphabetic) || next.starts_with(|c: char| c.is_ascii_digit());
    word && !discourse.scene.is(token + 1, "function") && !discourse.scene.is(token + 1, "preposition")
}

fn weight(role: Role) -> f32 {
    match role {
        Role::Topic | Role::Subject => 4.0,
        Role::Object => 1.8,
        Role::Possessor => 1.6,
        Role::Oblique => 1.0,
    }
}

/// The entities and unnamed persons before a pronoun with their weights, heaviest first.
struct Scale {
    weights: Vec<(Option<u32>, f32)>,
}

impl Scale {
    /// Adds a mention: the heaviest of an entity counts whole, its others a quarter.
    fn add(&mut self, owner: Option<u32>, weight: f32) {
        match self.weights.iter_mut().find(|(known, _)| owner.is_some() && *known == owner) {
            Some((_, sum)) => *sum = sum.max(weight) + REPEATED * sum.min(weight),
            None => self.weights.push((owner, weight)),
        }
    }

    /// The heaviest, if it is an entity and clearly outweighs the next.
    fn best(mut self) -> Option<u32> {
        self.weights.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        match self.weights[..] {
            [(owner, _)] => owner,
            [(owner, best), (_, next), ..] if best >= MARGIN * next => owner,
            _ => None,
        }
    }
}

fn person(
    discourse: &Discourse<'_>,
    token: usize,
    sentence: usize,
    (gender, case): (Gender, Case),
) -> Option<u32> {
    if let Some(owner) = neighbour(discourse, token, gender) {
        return Some(owner);
    }
    let quote = discourse.scene.quote_at(token);
    let speaker = quote.and_then(|quote| speech::speaker_before(discourse, quote));
    let mut scale = Scale { weights: Vec::new() };
    for step in recent(discourse, sentence) {
        let known = match step.owner {
            Some(owner) => {
                let draft = &discourse.drafts.list[owner as usize];
                if Class::of(&draft.kind) != Class::Person || speaker == Some(owner) {
                    continue;
                }
                draft.gender
            }
            None => discourse.scene.lexicon.gender_of_title(&discourse.scene.word(step.token).to_lowercase()),
        };
        if known.conflicts(gender) || !fits_case(discourse, step, token, case) {
            continue;
        }
        let sure = if known == Gender::Unknown { UNSURE } else { 1.0 };
        scale.add(step.owner, sure * heard(step, quote) * salience(discourse, step, sentence));
    }
    scale.best()
}

/// "Chao and his wife": the name before "and".
fn neighbour(discourse: &Discourse<'_>, token: usize, gender: Gender) -> Option<u32> {
    let name = discourse.scene.mention_at(token.checked_sub(2)?)?;
    let owner = discourse.drafts.of(name)?;
    let draft = &discourse.drafts.list[owner as usize];
    let joined =
        discourse.scene.word(token - 1) == "and" && matches!(discourse.scene.word(token), "his" | "her");
    (joined && Class::of(&draft.kind) == Class::Person && !draft.gender.conflicts(gender)).then_some(owner)
}

/// The mentions in reach before a pronoun, the nearest first.
fn recent<'d>(discourse: &'d Discourse<'_>, sentence: usize) -> impl Iterator<Item = &'d Step> {
    discourse.trail.iter().rev().take(LOOKED_AT).take_while(move |step| step.sentence + WINDOW >= sentence)
}

/// A mention's weight at its distance.
fn salience(discourse: &Discourse<'_>, step: &Step, sentence: usize) -> f32 {
    let chained = if step.form == Form::Pronoun { CHAINED } else { 1.0 };
    let known = step
        .owner
        .map_or(UNNAMED, |owner| 1.0 + FREQUENT * discourse.spoken[owner as usize].min(10) as f32 / 10.0);
    let near = if step.sentence == sentence { SAME_SENTENCE } else { 1.0 };
    weight(step.role) * chained * known * near * DECAY.powi((sentence - step.sentence) as i32)
}

/// What is said in one quotation is heard less outside it.
fn heard(step: &Step, quote: Option<usize>) -> f32 {
    match (step.quote, quote) {
        (a, b) if a == b => 1.0,
        (Some(_), _) => QUOTED,
        (None, _) => UNQUOTED,
    }
}

fn fits_case(discourse: &Discourse<'_>, step: &Step, token: usize, case: Case) -> bool {
    if case == Case::Free {
        return true;
    }
    let near = step.token < token && token - step.token <= 20;
    let subject = matches!(step.role, Role::Topic | Role::Subject);
    let clause = near && !(step.token..token).any(|t| breaks_clause(discourse.scene.word(t)));
    match case {
        Case::Object => !(subject && clause),
        _ => clause,
    }
}

fn breaks_clause(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "who"
            | "which"
            | "because"
            | "when"
            | "while"
            | "if"
            | "after"
            | "before"
            | "but"
            | ";"
            | ":"
            | "to"
    ) || matches!(word, "whether" | "as" | "said" | "says" | "where" | "although" | "since")
}

/// "it": the subject of the sentence so far, or of the sentence before where the pronoun opens its own.
fn thing(discourse: &Discourse<'_>, token: usize, sentence: usize) -> Option<u32> {
    if is_pleonastic(discourse, token) {
        return None;
    }
    let first = discourse.scene.text.sentences[sentence].tokens.start as usize;
    let quote = discourse.scene.quote_at(token);
    let opens = token <= first + 1;
    let reach = if opens { sentence.checked_sub(1)? } else { sentence };
    let same_paragraph = discourse.scene.paragraph(reach) == discourse.scene.paragraph(sentence);
    let mut steps = discourse.trail.iter().rev().take(LOOKED_AT).take_while(|step| step.sentence >= reach);
    let subject = steps.find(|step| step.role == Role::Topic && step.quote == quote)?;
    let owner = subject.owner.filter(|_| same_paragraph)?;
    let draft = &discourse.drafts.list[owner as usize];
    (Class::of(&draft.kind) == Class::Thing).then_some(owner)
}

/// "it is clear that", "it rained".
fn is_pleonastic(discourse: &Discourse<'_>, token: usize) -> bool {
    let scene = &discourse.scene;
    scene.word(token).eq_ignore_ascii_case("it")
        && (token + 1..token + 6).any(|next| scene.is(next, "pleonastic"))
}

/// "they": the last row of names, unless a plural noun stands between.
fn plural(discourse: &Discourse<'_>, token: usize, sentence: usize) -> Option<Vec<u32>> {
    let row = discourse.rows.last().filter(|row| row.sentence + 1 >= sentence)?;
    let subject = matches!(row.role, Role::Topic | Role::Subject);
    let between = row.end..token;
    let rival = between.clone().any(|t| is_plural_noun(discourse, t)) || between.len() > 40;
    let quote = discourse.scene.quote_at(token) == discourse.scene.quote_at(row.end.saturating_sub(1));
    (subject && !rival && quote).then(|| row.members.clone())
}

/// Whether a word may be a plural noun: in small letters with an "s" at its end.
fn is_plural_noun(discourse: &Discourse<'_>, token: usize) -> bool {
    let word = discourse.scene.word(token);
    let plural = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && word.starts_with(char::is_lowercase);
    plural && !discourse.scene.is(token, "function") && !discourse.scene.is(token, "verb")
        || matches!(word, "people" | "men" | "women" | "children" | "police")
}
