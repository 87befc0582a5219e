//! Titles and descriptive nouns with what stands around them: whose they are, of what, and words such as "former".
//!
//! "Zhang Hanhui, the Chinese ambassador to Russia", "China's Foreign Minister Wang Yi", "Melania, the wife of Trump",
//! "NATO member Turkey": such phrases are read from the sequence of mentions, where they are more regular than the tree
//! is sure, and through the tree only where a verb joins them ("became chancellor").

use super::fact::QualifierKey;
use super::unit::{Unit, preposition};
use crate::entity::{EntityKind, Form, MentionId};
use crate::span::TokenRange;
use crate::syntax::{Deprel, Upos};
use crate::text::TokenKind;

/// How many words may stand between a title and what is read with it.
const REACH: usize = 6;

/// Words before a title that make it a past office.
const FORMER: [&str; 8] = ["former", "ex", "ousted", "deposed", "then", "late", "outgoing", "onetime"];

/// Words before a title that make it a provisional one.
const ACTING: [&str; 4] = ["acting", "interim", "caretaker", "provisional"];

/// Words after which an apposition is over.
const CLOSING: [&str; 15] =
    [",", ".", "and", ")", ";", "", "who", "said", "–", "of", "for", "to", "at", "in", "from"];

/// Whom an office or description belongs to, and the word or construction that says so.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Owner {
    pub mention: MentionId,
    /// A preposition, "'s" or "mod".
    pub via: String,
}

/// A title or descriptive noun with everything that was read around it.
#[derive(Clone, Debug)]
pub(crate) struct Office {
    /// Tokens of the title or noun itself.
    pub head: TokenRange,
    /// The title mention; a descriptive noun has none.
    pub title: Option<MentionId>,
    pub holder: Option<MentionId>,
    /// How the holder was found: the frame's name.
    pub how: &'static str,
    pub owners: Vec<Owner>,
    /// Flags with the token that sets them.
    pub flags: Vec<(QualifierKey, usize)>,
    /// First and last token of the whole phrase with "of …".
    pub phrase: TokenRange,
}

/// Reads offices in one unit.
#[derive(Debug)]
pub(crate) struct OfficeReader<'r, 'a> {
    pub unit: &'r Unit<'a>,
}

impl OfficeReader<'_, '_> {
    /// The office of a title or noun; `earlier` are those before it in the unit.
    pub fn read(&self, head: TokenRange, title: Option<MentionId>, earlier: &[Office]) -> Office {
        let mut office = Office {
            head,
            title,
            holder: None,
            how: "",
            owners: Vec::new(),
            flags: Vec::new(),
            phrase: head,
        };
        self.left_side(&mut office);
        self.right_side(&mut office);
        self.find_holder(&mut office, earlier);
        office
    }

    /// "China's former deputy …": owners and flags before the head.
    fn left_side(&self, office: &mut Office) {
        let mut at = office.head.start as usize;
        for _ in 0..REACH {
            let Some(before) = at.checked_sub(1).filter(|&t| self.unit.node_at(t).is_some()) else { break };
            let word = self.word(before);
            if let Some(mention) = self.name_ending_at(at) {
                at = self.unit.mention(mention).tokens.start as usize;
                office.owners.push(Owner { mention, via: "mod".into() });
            } else if is_possessive(&word) {
                let Some(mention) = self.name_ending_at(before) else { break };
                at = self.unit.mention(mention).tokens.start as usize;
                office.owners.push(Owner { mention, via: "'s".into() });
            } else if let Some(mention) = self.pronoun_at(before) {
                at = before;
                office.owners.push(Owner { mention, via: "'s".into() });
            } else if FORMER.contains(&word.as_str()) {
                office.flags.push((QualifierKey::Former, before));
                at = before;
            } else if ACTING.contains(&word.as_str()) {
                office.flags.push((QualifierKey::Acting, before));
                at = before;
            } else if self.is_describing(before) || word == "-" {
                at = before;
            } else {
                break;
            }
        }
        office.phrase.start = at as u32;
    }

    /// A small adjective, noun or participle that may stand inside a title phrase.
    fn is_describing(&self, token: usize) -> bool {
        let Some(node) = self.unit.node_at(token) else { return false };
        let node = self.unit.tree.node(node);
        let participle = node.upos == Upos::Verb
            && matches!(self.unit.tree.relation(self.unit.node_at(token).unwrap_or(0)), Deprel::Amod);
        (matches!(node.upos, Upos::Adj | Upos::Noun) || participle)
            && !node.name
            && self.unit.text.tokens[token].kind == TokenKind::Word
    }

    /// "… of the Central Foreign Affairs Commission", "… to Russia", "-elect".
    fn right_side(&self, office: &mut Office) {
        let mut at = office.phrase.end as usize;
        if self.word(at) == "-" && matches!(self.word(at + 1).as_str(), "elect" | "designate") {
            office.flags.push((QualifierKey::Elect, at + 1));
            at += 2;
            office.phrase.end = at as u32;
        }
        for _ in 0..2 {
            let via = self.word(at);
            if !matches!(via.as_str(), "of" | "for" | "at" | "in" | "to" | "with" | "from") {
                break;
            }
            let Some(first) = self.name_soon(at + 1) else { break };
            if office.title.is_some() && self.unit.mention(first).kind == EntityKind::Person {
                break;
            }
            for mention in self.run_from(first) {
                at = self.unit.mention(mention).tokens.end as usize;
                office.owners.push(Owner { mention, via: via.clone() });
            }
            office.phrase.end = at as u32;
        }
    }

    /// The name that a preposition at the token before leads to, behind articles, small words, titles and demonyms
    /// ("of the Dutch football club Ajax").
    fn name_soon(&self, start: usize) -> Option<MentionId> {
        let mut found = None;
        let mut at = start;
        while at < start + 7 {
            if let Some(name) = self.name_starting_at(at) {
                found = Some(name);
                at = self.unit.mention(name).tokens.end as usize;
                if self.unit.mention(name).kind != EntityKind::Norp || !self.is_describing(at) {
                    break;
                }
            } else if self.word(at) == "the" || self.is_describing(at) || self.is_title_word(at) {
                at += 1;
            } else {
                break;
            }
        }
        found
    }

    fn is_title_word(&self, token: usize) -> bool {
        let titles = self.unit.placed().iter().map(|&(_, m)| self.unit.mention(m));
        titles.into_iter().any(|m| m.kind == EntityKind::Title && m.tokens.has(token))
    }

    /// A name and the names of the same kind joined to it by commas and "and".
    fn run_from(&self, first: MentionId) -> Vec<MentionId> {
        let mut run = vec![first];
        while let Some(&last) = run.last() {
            let mut at = self.unit.mention(last).tokens.end as usize;
            let comma = self.word(at) == ",";
            at += usize::from(comma);
            let joined = matches!(self.word(at).as_str(), "and" | "&");
            at += usize::from(joined);
            let next = self
                .name_starting_at(at)
                .filter(|&m| self.unit.mention(m).kind == self.unit.mention(first).kind);
            // A comma alone ends the phrase: "the wife of X, Y said".
            match next.filter(|_| joined && run.len() < 8) {
                Some(next) => run.push(next),
                None => break,
            }
        }
        run
    }

    fn find_holder(&self, office: &mut Office, earlier: &[Office]) {
        let after = office.phrase.end as usize;
        let start = |t: usize| self.name_starting_at(t).filter(|&m| self.may_hold(office, m));
        let direct =
            start(office.head.end as usize).or_else(|| start(after).filter(|_| office.title.is_some()));
        if direct.is_some() {
            (office.holder, office.how) = (direct, "title-before-name");
        } else if let Some((holder, how)) = self.holder_before(office, earlier) {
            (office.holder, office.how) = (Some(holder), how);
        } else if let Some(holder) = self.holder_after_comma(office) {
            (office.holder, office.how) = (Some(holder), "name-in-apposition");
        } else {
            self.holder_by_tree(office);
        }
    }

    /// "the ministry's spokesperson, Lin Jian, said"
    fn holder_after_comma(&self, office: &Office) -> Option<MentionId> {
        let after = office.phrase.end as usize;
        let definite =
            !office.owners.is_empty() || self.word((office.phrase.start as usize).wrapping_sub(1)) == "the";
        let holder = self.name_starting_at(after + 1).filter(|&m| self.may_hold(office, m))?;
        let end = self.unit.mention(holder).tokens.end as usize;
        let closed = matches!(self.word(end).as_str(), "," | "." | "" | ")");
        // "Former king of Spain, Juan Carlos is invited"
        let first = office.phrase.start as usize == self.unit.tokens()[0] as usize;
        (definite && (closed || first) && self.word(after) == ",").then_some(holder)
    }

    /// "Zhang Hanhui, the Chinese ambassador to Russia": the name before the comma; or the holder of the title that
    /// this one is joined to ("Foreign Minister and head of …").
    fn holder_before(&self, office: &Office, earlier: &[Office]) -> Option<(MentionId, &'static str)> {
        let mut at = office.phrase.start as usize;
        while at > 0 && matches!(self.word(at - 1).as_str(), "the" | "a" | "an") {
            at -= 1;
        }
        let separator = self.word(at.wrapping_sub(1));
        if matches!(separator.as_str(), "and" | ",") {
            let mut before = at - 1;
            before -= usize::from(separator == "and" && self.word(before.wrapping_sub(1)) == ",");
            let joins = |e: &&Office| {
                e.phrase.end as usize == before && e.holder.is_some() && e.how != "title-before-name"
            };
            if let Some(shared) = earlier.iter().rev().find(joins) {
                return Some((shared.holder?, "joined-title"));
            }
        }
        if separator != "," && separator != "(" {
            return None;
        }
        let mut name_end = at - 1;
        // "Zhang, 54, the ambassador"
        let tokens = self.unit.text.tokens;
        if name_end >= 2 && tokens[name_end - 1].kind == TokenKind::Number && self.word(name_end - 2) == "," {
            name_end -= 2;
        }
        let holder = self.name_ending_at(name_end).filter(|&m| self.may_hold(office, m))?;
        let end = office.phrase.end as usize;
        let verb = || self.unit.node_at(end).is_some_and(|n| self.unit.is_verb(n));
        (CLOSING.contains(&self.word(end).as_str()) || verb()).then_some((holder, "apposition"))
    }

    /// "X is the mayor of", "X became chancellor", "X serves as chairman", "As a member of Y, X".
    fn holder_by_tree(&self, office: &mut Office) {
        let unit = self.unit;
        let Some(node) = unit.node_at(office.head.end as usize - 1) else { return };
        let tree = &unit.tree;
        let mut holder = unit.described_by(node).first().copied();
        if holder.is_none() {
            let verb = tree.head(node).filter(|&h| unit.is_verb(h));
            let joins = |&v: &u32| match tree.relation(node) {
                Deprel::Xcomp | Deprel::Obj => matches!(unit.lemma(v), "become" | "remain"),
                Deprel::Obl => {
                    preposition(unit, node) == "as"
                        && (node < v
                            || matches!(
                                unit.lemma(v),
                                "serve" | "work" | "act" | "continue" | "swear" | "inaugurate" | "return"
                            ))
                }
                _ => false,
            };
            holder = verb.filter(joins).and_then(|v| unit.surface_subject(v, 3));
        }
        let named = holder.and_then(|h| unit.fillers(h).into_iter().find(|&m| self.may_hold(office, m)));
        if named.is_some() {
            (office.holder, office.how) = (named, "copula");
        }
    }

    /// Titles belong to persons, descriptions to anything named.
    fn may_hold(&self, office: &Office, mention: MentionId) -> bool {
        let mention = self.unit.mention(mention);
        let kind = if office.title.is_some() {
            mention.kind == EntityKind::Person
        } else {
            mention.kind.is_name() && mention.kind != EntityKind::Norp
        };
        kind && mention.entity.is_some()
    }

    fn pronoun_at(&self, token: usize) -> Option<MentionId> {
        self.unit.placed().iter().map(|&(_, m)| m).find(|&m| {
            let mention = self.unit.mention(m);
            let possessive =
                matches!(mention.text.to_lowercase().as_str(), "his" | "her" | "their" | "its" | "whose");
            mention.form == Form::Pronoun && possessive && mention.tokens.start as usize == token
        })
    }

    /// The token's text in small letters; empty outside the unit.
    fn word(&self, token: usize) -> String {
        if self.unit.node_at(token).is_none() {
            String::new()
        } else {
            self.unit.text.word(token).to_lowercase()
        }
    }

    /// The name that starts at a token.
    pub fn name_starting_at(&self, token: usize) -> Option<MentionId> {
        self.names().find(|&m| self.unit.mention(m).tokens.start as usize == token)
    }

    fn name_ending_at(&self, end: usize) -> Option<MentionId> {
        self.names().find(|&m| self.unit.mention(m).tokens.end as usize == end)
    }

    fn names(&self) -> impl Iterator<Item = MentionId> + '_ {
        self.unit.placed().iter().map(|&(_, m)| m).filter(|&m| {
            let mention = self.unit.mention(m);
            mention.form == Form::Name && mention.kind.is_name()
        })
    }
}

fn is_possessive(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’")
}
