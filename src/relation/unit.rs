//! The unit in which facts are read: a sentence without its quotations, or the part of a quotation in a sentence.
//!
//! Names are one node of the tree, together with the title before them ("President Vladimir Putin"); a quotation of
//! some length is parsed apart, so that the clause around it and the clause in it do not disturb each other.

use crate::entity::{EntityKind, Form, Mention, MentionId};
use crate::span::{Span, TokenRange};
use crate::syntax::{Deprel, Parser, Tag, Tagger, Tree, Upos, lemma};
use crate::text::{Text, TokenKind};
use std::borrow::Cow;
use std::ops::Range;

/// A quotation of fewer words than this stays in the clause around it ("the so-called “peace plan”").
const SHORT_QUOTATION: usize = 4;

/// A parsed stretch of one sentence with the mentions in it.
#[derive(Debug)]
pub(crate) struct Unit<'a> {
    pub text: Text<'a>,
    pub mentions: &'a [Mention],
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the quotation the unit lies in.
    pub quotation: Option<usize>,
    pub tree: Tree,
    /// Document token of each word of the tree.
    words: Vec<u32>,
    /// Lemma of each node in small letters; of a name, its text.
    lemmas: Vec<Cow<'a, str>>,
    /// Mentions with the node they head, in the order of the nodes; names before other mentions of a node.
    at: Vec<(u32, MentionId)>,
}

/// The words of a unit before it is parsed.
#[derive(Debug)]
pub(crate) struct Stretch {
    pub sentence: usize,
    pub quotation: Option<usize>,
    pub words: Vec<u32>,
}

/// Cuts a sentence into the stretches that are parsed on their own.
pub(crate) fn stretches(text: Text<'_>, sentence: usize) -> Vec<Stretch> {
    let tokens = text.sentences[sentence].tokens;
    let first = text.quotations.partition_point(|q| q.tokens.end <= tokens.start);
    let inside = text.quotations[first..].iter().enumerate().take_while(|(_, q)| q.tokens.start < tokens.end);
    let mut outer: Vec<u32> = Vec::new();
    let mut stretches = Vec::new();
    let mut next = tokens.start;
    for (i, quotation) in inside {
        let part =
            TokenRange { start: quotation.tokens.start.max(next), end: quotation.tokens.end.min(tokens.end) };
        if quotation.depth > 0 || part.start >= part.end || words_in(text, part) < SHORT_QUOTATION {
            continue;
        }
        outer.extend(next..part.start);
        next = part.end;
        stretches.push(Stretch {
            sentence,
            quotation: Some(first + i),
            words: (part.start..part.end).collect(),
        });
    }
    outer.extend(next..tokens.end);
    if outer.iter().any(|&t| text.tokens[t as usize].kind == TokenKind::Word) {
        stretches.insert(0, Stretch { sentence, quotation: None, words: outer });
    }
    stretches
}

fn words_in(text: Text<'_>, part: TokenRange) -> usize {
    text.tokens[part.range()].iter().filter(|t| t.kind == TokenKind::Word).count()
}

impl<'a> Unit<'a> {
    /// Parses a stretch. `nearby` are the mentions of its sentence, in order of their spans; `verbs` tells the lemmas
    /// of verbs that rules ask for.
    pub fn parse(
        text: Text<'a>,
        mentions: &'a [Mention],
        nearby: Range<usize>,
        stretch: Stretch,
        verbs: &dyn Fn(&str) -> bool,
    ) -> Unit<'a> {
        let words: Vec<&str> = stretch.words.iter().map(|&t| text.word(t as usize)).collect();
        let mut tags = Vec::with_capacity(words.len());
        Tagger::builtin().tag(&words, &mut tags);
        let groups = groups(mentions, nearby.clone(), &stretch.words);
        let mut tree = Tree::default();
        Parser::builtin().parse(&words, &groups, &tags, &mut tree);
        if super::headline::find_verb(&tree, &words, &mut tags, verbs) {
            Parser::builtin().parse(&words, &groups, &tags, &mut tree);
        }
        let lemmas = tree.nodes().iter().map(|node| node_lemma(node, &words, &tags)).collect();
        let Stretch { sentence, quotation, words } = stretch;
        let mut unit = Unit { text, mentions, sentence, quotation, tree, words, lemmas, at: Vec::new() };
        unit.at = unit.place_mentions(nearby);
        unit
    }

    fn place_mentions(&self, nearby: Range<usize>) -> Vec<(u32, MentionId)> {
        let mut at: Vec<(u32, MentionId)> = nearby
            .filter_map(|i| {
                let words = word_range(&self.words, self.mentions[i].tokens)?;
                Some((self.head_in(words), MentionId(i as u32)))
            })
            .collect();
        // Of several names in one node the last is the head: "Russian President Vladimir Putin".
        let last_first = |m: MentionId| std::cmp::Reverse(self.mentions[m.index()].tokens.end);
        at.sort_by_key(|&(node, mention)| (node, self.rank(mention), last_first(mention), mention));
        at
    }

    /// Names come before nominals, pronouns, values and titles where several mentions share a node.
    fn rank(&self, mention: MentionId) -> u8 {
        let mention = &self.mentions[mention.index()];
        match (&mention.kind, mention.form) {
            (EntityKind::Title, _) => 4,
            (kind, Form::Name) if kind.is_name() => 0,
            (kind, _) if !kind.is_name() => 3,
            (_, Form::Nominal) => 1,
            _ => 2,
        }
    }

    /// The node of a word range that governs the others: the first whose head lies outside.
    fn head_in(&self, words: Range<usize>) -> u32 {
        let first = self.tree.node_at_token(words.start as u32).unwrap_or(0);
        let last = self.tree.node_at_token(words.end as u32 - 1).unwrap_or(first);
        let outside = |n: &u32| self.tree.head(*n).is_none_or(|head| head < first || head > last);
        (first..=last).find(outside).unwrap_or(last)
    }

    /// The mentions that a node heads, names first.
    pub fn mentions_at(&self, node: u32) -> impl Iterator<Item = MentionId> + '_ {
        let first = self.at.partition_point(|&(n, _)| n < node);
        self.at[first..].iter().take_while(move |&&(n, _)| n == node).map(|&(_, mention)| mention)
    }

    /// All mentions of the unit with their nodes.
    pub fn placed(&self) -> &[(u32, MentionId)] {
        &self.at
    }

    /// The node that a mention heads, if the mention lies in this unit.
    pub fn node_of(&self, mention: MentionId) -> Option<u32> {
        self.at.iter().find(|&&(_, m)| m == mention).map(|&(node, _)| node)
    }

    /// The mention with this id.
    pub fn mention(&self, id: MentionId) -> &'a Mention {
        &self.mentions[id.index()]
    }

    /// The lemma of a node in small letters; of a name, its text.
    pub fn lemma(&self, node: u32) -> &str {
        &self.lemmas[node as usize]
    }

    /// The last word of a title that is one node with the name after it, in small letters.
    pub fn title_of(&self, node: u32) -> Option<String> {
        let titles = self.mentions_at(node).filter(|&m| self.mention(m).kind == EntityKind::Title);
        let title = titles.last().filter(|_| self.tree.node(node).name)?;
        Some(self.text.word(self.mention(title).tokens.end as usize - 1).to_lowercase())
    }

    /// The last document token of a node: the word that carries its tags.
    pub fn token(&self, node: u32) -> usize {
        self.words[self.tree.node(node).tokens.end as usize - 1] as usize
    }

    /// The bytes of a node.
    pub fn span(&self, node: u32) -> Span {
        let tokens = self.tree.node(node).tokens;
        let (first, last) = (self.words[tokens.start as usize], self.words[tokens.end as usize - 1]);
        self.text.tokens[first as usize].span.join(self.text.tokens[last as usize].span)
    }

    /// The bytes from the first to the last word that a node governs.
    pub fn subtree_span(&self, node: u32) -> Span {
        let words = self.tree.subtree(node);
        let (first, last) = (self.words[words.start as usize], self.words[words.end as usize - 1]);
        self.text.tokens[first as usize].span.join(self.text.tokens[last as usize].span)
    }

    /// The node of a document token, if the token lies in this unit.
    pub fn node_at(&self, token: usize) -> Option<u32> {
        let word = self.words.binary_search(&(token as u32)).ok()?;
        self.tree.node_at_token(word as u32)
    }

    /// The document tokens of the unit in order.
    pub fn tokens(&self) -> &[u32] {
        &self.words
    }

    /// Whether a node is a verb that carries meaning.
    pub fn is_verb(&self, node: u32) -> bool {
        self.tree.node(node).upos == Upos::Verb
    }
}

/// The words that a mention covers, if all of them are in the unit.
fn word_range(words: &[u32], tokens: TokenRange) -> Option<Range<usize>> {
    let start = words.binary_search(&tokens.start).ok()?;
    let end = start + tokens.len();
    (!tokens.is_empty() && words.get(end - 1) == Some(&(tokens.end - 1))).then_some(start..end)
}

/// Names as single nodes, each with the title that stands directly before it and what stands before the title
/// ("Russian President Vladimir Putin"): how a person is introduced is read from the sequence, not from the tree.
fn groups(mentions: &[Mention], nearby: Range<usize>, words: &[u32]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut title: Option<Range<usize>> = None;
    for mention in &mentions[nearby] {
        let Some(range) = word_range(words, mention.tokens) else { continue };
        if mention.kind == EntityKind::Title {
            title = Some(range);
            continue;
        }
        if mention.form != Form::Name || !mention.kind.is_name() {
            continue;
        }
        let mut group = range;
        if let Some(title) =
            title.take().filter(|t| t.end == group.start && mention.kind == EntityKind::Person)
        {
            group.start = title.start;
            while let Some(before) = groups.pop_if(|before| before.end == group.start) {
                group.start = before.start;
            }
        }
        if groups.last().is_none_or(|last| last.end <= group.start) {
            groups.push(group);
        }
    }
    groups
}

fn node_lemma<'a>(node: &crate::syntax::Node, words: &[&'a str], tags: &[Tag]) -> Cow<'a, str> {
    let last = node.tokens.end as usize - 1;
    match lemma(words[last], tags[last]) {
        Cow::Borrowed(word) if word.bytes().all(|b| !b.is_ascii_uppercase()) => Cow::Borrowed(word),
        word => Cow::Owned(word.to_lowercase()),
    }
}

/// The preposition of a nominal, with the later words of a fixed expression: "because of"; empty without one.
pub(crate) fn preposition(unit: &Unit<'_>, node: u32) -> String {
    let mut words = String::new();
    for case in unit.tree.children_with(node, Deprel::Case) {
        if unit.tree.node(case).upos == Upos::Part {
            continue;
        }
        for part in std::iter::once(case).chain(unit.tree.children_with(case, Deprel::Fixed)) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&unit.text.word(unit.token(part)).to_lowercase());
        }
    }
    words
}
