//! "I" and "we" inside a quotation are its speaker.

use super::discourse::{Discourse, Found};
use super::scene::Role;
use crate::entity::Form;
use crate::span::TokenRange;

/// Joins the first person of each quotation to the one who is said to speak it.
pub(super) fn read_quotations(discourse: &mut Discourse<'_>) {
    let mut found = Vec::new();
    for quotation in discourse.scene.text.quotations.iter().filter(|quotation| quotation.depth == 0) {
        let range = quotation.tokens.range();
        let Some(owner) = speaker_behind(discourse, range.end).or_else(|| speaker_at(discourse, range.start))
        else {
            continue;
        };
        for token in range {
            let sentence = discourse.scene.text.sentence_of(token);
            if let Some(sentence) = sentence.filter(|_| is_first_person(discourse.scene.word(token))) {
                let why = format!("speaker of the quotation, {}", discourse.drafts.list[owner as usize].name);
                let tokens = TokenRange::new(token, token + 1);
                found.push(Found { tokens, sentence, owners: vec![owner], form: Form::Pronoun, why });
            }
        }
    }
    discourse.found.extend(found);
}

fn is_first_person(word: &str) -> bool {
    matches!(word, "I" | "me" | "my" | "My" | "myself" | "We" | "we" | "us" | "our" | "Our" | "ourselves")
}

/// “…,” said Xi. “…,” he said.
fn speaker_behind(discourse: &Discourse<'_>, end: usize) -> Option<u32> {
    let scene = &discourse.scene;
    let start = if scene.word(end) == "," { end + 1 } else { end };
    if scene.text.sentence_of(start) != scene.text.sentence_of(end - 1) {
        return None;
    }
    let cue = (start..start + 8)
        .take_while(|&t| !matches!(scene.word(t), "." | "“" | "\"" | ";"))
        .find(|&t| scene.is(t, "reporting"))?;
    if cue == start {
        return at_or_after(discourse, cue + 1, cue + 8);
    }
    before(discourse, start, cue)
}

/// Who is said before a quotation to speak it; that much is known while the quotation is read.
pub(super) fn speaker_before(discourse: &Discourse<'_>, quotation: usize) -> Option<u32> {
    speaker_at(discourse, discourse.scene.text.quotations.get(quotation)?.tokens.start as usize)
}

/// Xi said, “…”. He stressed that “…”.
fn speaker_at(discourse: &Discourse<'_>, start: usize) -> Option<u32> {
    let scene = &discourse.scene;
    let sentence = scene.text.sentence_of(start)?;
    let first = scene.text.sentences[sentence].tokens.start as usize;
    let floor = first.max(start.saturating_sub(30));
    let cue = (floor..start).rev().find(|&t| scene.is(t, "reporting"))?;
    if start - cue > 12 {
        return None;
    }
    before(discourse, floor, cue)
}

/// The entity of the first subject between two tokens.
fn before(discourse: &Discourse<'_>, start: usize, end: usize) -> Option<u32> {
    let at = discourse.trail.partition_point(|step| step.token < start);
    let steps = discourse.trail[at..].iter().take_while(|step| step.token < end);
    let mut subjects =
        steps.filter(|step| step.quote.is_none() && matches!(step.role, Role::Topic | Role::Subject));
    subjects
        .next()
        .or_else(|| discourse.trail[at..].iter().find(|step| step.token < end && step.token >= start))?
        .owner
}

fn at_or_after(discourse: &Discourse<'_>, start: usize, end: usize) -> Option<u32> {
    let at = discourse.trail.partition_point(|step| step.token < start);
    discourse.trail.get(at).filter(|step| step.token < end)?.owner
}
