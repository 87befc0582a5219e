//! Walks a document sentence by sentence and joins pronouns and nouns to the entities named before them.

use super::drafts::Drafts;
use super::scene::{Role, Scene};
use super::{nominals, pronouns, speech};
use crate::entity::{EntityKind, Form};
use crate::span::TokenRange;

/// A mention of an entity, or of an unnamed person that a pronoun may mean as well, in the order of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// First token.
    pub token: usize,
    /// Its sentence.
    pub sentence: usize,
    /// The entity; `None` for an unnamed person.
    pub owner: Option<u32>,
    /// Its part in the sentence.
    pub role: Role,
    /// The quotation it stands in.
    pub quote: Option<usize>,
    /// Name, noun or pronoun.
    pub form: Form,
}

/// Names that stand side by side: "China and Russia", "the China-Russia relationship".
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The entities in the order of the text.
    pub members: Vec<u32>,
    /// Token after the last name.
    pub end: usize,
    /// Their sentence.
    pub sentence: usize,
    /// The part of the first name in the sentence.
    pub role: Role,
}

/// A pronoun or noun that was joined to entities.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its tokens.
    pub tokens: TokenRange,
    /// Its sentence.
    pub sentence: usize,
    /// The entities it stands for; more than one for a plural.
    pub owners: Vec<u32>,
    /// Noun or pronoun.
    pub form: Form,
    /// Why.
    pub why: String,
}

/// What has been read so far.
pub(super) struct Discourse<'a> {
    /// The document.
    pub scene: Scene<'a>,
    /// Its entities.
    pub drafts: &'a mut Drafts,
    /// Mentions read so far.
    pub trail: Vec<Step>,
    /// Rows of names read so far.
    pub rows: Vec<Row>,
    /// Pronouns and nouns joined so far.
    pub found: Vec<Found>,
    /// How often each entity was spoken of so far.
    pub spoken: Vec<u32>,
}

impl<'a> Discourse<'a> {
    /// The pronouns and nouns of a document that stand for its entities.
    pub(super) fn read(scene: Scene<'a>, drafts: &'a mut Drafts) -> Vec<Found> {
        let (trail, rows, found) = (Vec::new(), Vec::new(), Vec::new());
        let spoken = vec![0; drafts.list.len()];
        let mut discourse = Discourse { scene, drafts, trail, rows, found, spoken };
        for sentence in 0..discourse.scene.text.sentences.len() {
            discourse.read_sentence(sentence);
        }
        speech::read_quotations(&mut discourse);
        discourse.found
    }

    fn read_sentence(&mut self, sentence: usize) {
        let range = self.scene.text.sentences[sentence].tokens.range();
        let mut token = range.start;
        while token < range.end {
            match self.scene.mention_at(token) {
                Some(index) => {
                    self.read_mention(index, sentence);
                    token = (self.scene.mentions[index].tokens.end as usize).max(token + 1);
                }
                None => {
                    self.read_word(token, sentence);
                    token += 1;
                }
            }
        }
    }

    fn read_mention(&mut self, index: usize, sentence: usize) {
        let mention = &self.scene.mentions[index];
        let owner = self.drafts.of(index);
        let unnamed = mention.kind == EntityKind::Title && !self.is_described(index);
        if !unnamed && (owner.is_none() || !mention.kind.is_name()) {
            return;
        }
        self.step(mention.tokens, sentence, owner, Form::Name);
        if let Some(owner) = owner {
            self.extend_row(index, owner, sentence);
        }
        if let Some(found) = nominals::state_organ(self, index, sentence) {
            self.push(found);
        }
    }

    /// Whether a title stands with the name of its holder, so that it is no person besides.
    fn is_described(&self, title: usize) -> bool {
        let tokens = self.scene.mentions[title].tokens;
        let next = self.scene.mentions.get(title + 1);
        let before_name =
            next.is_some_and(|m| m.kind == EntityKind::Person && m.tokens.start <= tokens.end + 1);
        let start = self.scene.phrase_start(tokens);
        let after_name = start > 1
            && matches!(self.scene.word(start - 1), "," | "as" | "is" | "was" | "became" | "and")
            && self.scene.text.sentence_of(start - 2) == self.scene.text.sentence_of(start);
        before_name || after_name
    }

    /// Remembers that an entity was spoken of.
    pub(super) fn step(&mut self, tokens: TokenRange, sentence: usize, owner: Option<u32>, form: Form) {
        let role = self.scene.role(tokens, sentence);
        let token = tokens.start as usize;
        if let Some(owner) = owner {
            self.spoken[owner as usize] += 1;
        }
        self.trail.push(Step { token, sentence, owner, role, quote: self.scene.quote_at(token), form });
    }

    /// Keeps a find and steps on it.
    pub(super) fn push(&mut self, found: Found) {
        for &owner in &found.owners {
            self.step(found.tokens, found.sentence, Some(owner), found.form);
        }
        if found.owners.len() > 1 {
            let role = self.scene.role(found.tokens, found.sentence);
            let (members, end) = (found.owners.clone(), found.tokens.end as usize);
            self.rows.push(Row { members, end, sentence: found.sentence, role });
        }
        self.found.push(found);
    }

    fn extend_row(&mut self, index: usize, owner: u32, sentence: usize) {
        let mention = &self.scene.mentions[index];
        let start = self.scene.phrase_start(mention.tokens);
        let Some(before) = start.checked_sub(2) else { return };
        let joins = matches!(self.scene.word(start - 1), "and" | "-" | "–" | "&");
        let Some(left) = self.scene.mention_at(before).filter(|_| joins) else { return };
        let Some(first) = self.drafts.of(left).filter(|&first| first != owner) else { return };
        if self.drafts.list[first as usize].kind != self.drafts.list[owner as usize].kind {
            return;
        }
        let mut members = vec![first, owner];
        let role = self.scene.role(self.scene.mentions[left].tokens, sentence);
        let mut at = self.scene.phrase_start(self.scene.mentions[left].tokens);
        // "France, Germany and Italy": go on to the left over commas.
        while at >= 2 && self.scene.word(at - 1) == "," && members.len() < 6 {
            let Some(more) = self.scene.mention_at(at - 2) else { break };
            match self.drafts.of(more) {
                Some(owner)
                    if self.drafts.list[owner as usize].kind == self.drafts.list[first as usize].kind =>
                {
                    members.insert(0, owner);
                    at = self.scene.phrase_start(self.scene.mentions[more].tokens);
                }
                _ => break,
            }
        }
        self.rows.push(Row { members, end: mention.tokens.end as usize, sentence, role });
    }

    fn read_word(&mut self, token: usize, sentence: usize) {
        let found =
            pronouns::resolve(self, token, sentence).or_else(|| nominals::resolve(self, token, sentence));
        if let Some(found) = found {
            self.push(found);
        } else if nominals::unnamed_person(self, token) {
            self.step(TokenRange::new(token, token + 1), sentence, None, Form::Nominal);
        }
    }
}
