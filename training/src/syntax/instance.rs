//! Training sentences for the parser: tags as the tagger would give them, names joined or not, projective heads.

use super::conllu::Sentence;
use std::ops::Range;
use tercet::syntax::lexicon::Lexicon;
use tercet::syntax::line::Line;
use tercet::syntax::{Deprel, Tag, Upos};

/// One sentence with its gold tree over nodes.
pub struct Instance {
    /// The sentence as the parser sees it.
    pub line: Line,
    /// Head of each node; the number of nodes for the root. Projective.
    pub heads: Vec<u32>,
    /// Heads as annotated.
    pub true_heads: Vec<u32>,
    /// Relation of each node, as an index into [`Deprel::ALL`].
    pub labels: Vec<u8>,
}

/// Whether names are one node.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Every word is a node.
    Apart,
    /// Proper nouns that belong together are one node.
    Joined,
}

/// Prepares a sentence; `None` when joining leaves it as it is.
pub fn prepare(sentence: &Sentence, tags: &[Tag], names: Names, lexicon: &Lexicon<'_>) -> Option<Instance> {
    let groups = match names {
        Names::Apart => Vec::new(),
        Names::Joined => name_groups(sentence),
    };
    if names == Names::Joined && groups.is_empty() {
        return None;
    }
    let mut line = Line::default();
    line.prepare(&sentence.forms(), &groups, tags, lexicon);
    let mut node_of = vec![0u32; sentence.words.len()];
    for node in 0..line.len() {
        line.words(node).for_each(|word| node_of[word] = node as u32);
    }
    let mut true_heads = Vec::new();
    let mut labels = Vec::new();
    for node in 0..line.len() {
        let words = line.words(node);
        let outside = |&at: &usize| sentence.words[at].head.is_none_or(|head| !words.contains(&head));
        let top = words.clone().find(outside).unwrap_or(words.start);
        let word = &sentence.words[top];
        true_heads.push(word.head.map_or(line.len() as u32, |head| node_of[head]));
        labels.push(word.relation as u8);
    }
    let mut heads = true_heads.clone();
    projectivise(&mut heads);
    Some(Instance { line, heads, true_heads, labels })
}

/// Runs of words that make one name: a proper noun with the proper nouns, hyphens and numbers it governs as parts of the
/// name, and with "of" and another name.
pub fn name_groups(sentence: &Sentence) -> Vec<Range<usize>> {
    let words = &sentence.words;
    let part = |at: usize| -> bool {
        let word = &words[at];
        let named = matches!(word.tag.upos, Upos::Propn);
        match word.relation {
            Deprel::Flat | Deprel::Compound => named || word.tag.upos == Upos::Num,
            Deprel::Punct => word.form == "-",
            Deprel::Amod => word.tag.xpos.name() == "NNP",
            _ => false,
        }
    };
    let mut groups: Vec<Range<usize>> = Vec::new();
    for top in 0..words.len() {
        let is_top = words[top].tag.upos == Upos::Propn
            && words[top].head.is_none_or(|head| !(part(top) && words[head].tag.upos == Upos::Propn));
        if !is_top {
            continue;
        }
        let belongs = |at: usize| {
            let mut at = at;
            while at != top {
                match words[at].head {
                    Some(head) if part(at) => at = head,
                    _ => return false,
                }
            }
            true
        };
        let start = (0..top).rev().take_while(|&at| belongs(at)).last().unwrap_or(top);
        let end = (top + 1..words.len()).take_while(|&at| belongs(at)).last().unwrap_or(top) + 1;
        groups.push(start..end);
    }
    join_over_of(sentence, groups)
}

/// "University of Oslo" is one name for some readers and two for others: every second such pair is joined.
fn join_over_of(sentence: &Sentence, groups: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let words = &sentence.words;
    let mut joined: Vec<Range<usize>> = Vec::new();
    for group in groups {
        let over_of = joined.last().is_some_and(|before| {
            before.end + 1 == group.start
                && words[before.end].form == "of"
                && group.clone().any(|at| {
                    words[at].relation == Deprel::Nmod
                        && words[at].head.is_some_and(|head| before.contains(&head))
                })
                && (words[group.start].form.len() + words.len()).is_multiple_of(2)
        });
        match joined.last_mut() {
            Some(before) if over_of => before.end = group.end,
            _ => joined.push(group),
        }
    }
    joined
}

/// Lifts the heads of crossing arcs to their governors until none cross (Nivre and Nilsson 2005, without marking).
pub fn projectivise(heads: &mut [u32]) {
    let end = heads.len() as u32;
    while let Some(node) = shortest_crossing(heads) {
        let head = heads[node];
        if head == end {
            return;
        }
        heads[node] = heads[head as usize];
    }
}

fn shortest_crossing(heads: &[u32]) -> Option<usize> {
    let end = heads.len() as u32;
    let governed = |mut at: u32, by: u32| {
        while at != end {
            if at == by {
                return true;
            }
            at = heads[at as usize];
        }
        by == end
    };
    (0..heads.len())
        .filter(|&node| heads[node] != end)
        .filter(|&node| {
            let (low, high) = ((node as u32).min(heads[node]), (node as u32).max(heads[node]));
            (low + 1..high).any(|inside| !governed(inside, heads[node]))
        })
        .min_by_key(|&node| (node as u32).abs_diff(heads[node]))
}
