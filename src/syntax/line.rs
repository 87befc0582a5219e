//! One sentence as the parser sees it: the nodes' words, tags and clusters as small numbers, and counts of what stands
//! between any two nodes.

use super::lexicon::Lexicon;
use super::tag::{Tag, Upos};
use super::{hash, lexicon::Entry};
use std::ops::Range;

/// What features see of one node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Atom {
    /// Hash of the word in small letters; of the last word for a group.
    pub word: u32,
    /// Tag and whether the node is a name, below 2048.
    pub tag: u16,
    /// Universal part of speech plus one; 0 where there is no node.
    pub upos: u8,
    /// What the lexicon knows of the word.
    pub entry: Entry,
}

/// A sentence prepared for parsing. Behind the nodes stand two that are none: the end of the sentence, which
/// governs the root, and the absent node.
#[derive(Debug, Default)]
pub struct Line {
    atoms: Vec<Atom>,
    /// For each node the counts of marks before it, see [`Line::between`].
    before: Vec<[u16; 4]>,
    /// The words of each node.
    words: Vec<Range<usize>>,
    tags: Vec<Tag>,
    names: Vec<bool>,
}

const END: Atom =
    Atom { word: 1, tag: 2046, upos: 18, entry: Entry { class: 0, fine: 0, coarse: 0, flags: 0 } };
const ABSENT: Atom = Atom { word: 2, tag: 2047, upos: 0, ..END };

impl Line {
    /// Prepares a sentence. Groups are ranges of words that make one node each; they are to be in order and not to
    /// overlap (those that do, or are empty or out of range, are ignored).
    pub fn prepare(&mut self, words: &[&str], groups: &[Range<usize>], tags: &[Tag], lexicon: &Lexicon<'_>) {
        debug_assert_eq!(words.len(), tags.len());
        self.atoms.clear();
        self.words.clear();
        self.tags.clear();
        self.names.clear();
        let mut groups = groups.iter().peekable();
        let mut at = 0;
        while at < words.len().min(tags.len()) {
            while groups
                .next_if(|group| group.start < at || group.is_empty() || group.end > words.len())
                .is_some()
            {}
            let group = groups.next_if(|group| group.start == at);
            let range = group.cloned().unwrap_or(at..at + 1);
            let tag = if group.is_some() { group_tag(&tags[range.clone()]) } else { tags[at] };
            let word = hash::lower(words[range.end - 1]);
            self.atoms.push(Atom {
                word,
                tag: tag.code() | u16::from(group.is_some()) << 10,
                upos: tag.upos as u8 + 1,
                entry: lexicon.get(word),
            });
            self.tags.push(tag);
            self.names.push(group.is_some());
            at = range.end;
            self.words.push(range);
        }
        self.atoms.extend([END, ABSENT]);
        self.count_marks(words);
    }

    /// Number of nodes; the end of the sentence has this index, the absent node the next.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the sentence has no node.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// A node; any index past the end of the sentence gives the absent node.
    #[inline(always)]
    pub fn atom(&self, node: u32) -> Atom {
        self.atoms.get(node as usize).copied().unwrap_or(ABSENT)
    }

    /// The words of a node.
    pub fn words(&self, node: usize) -> Range<usize> {
        self.words[node].clone()
    }

    /// The tag of a node.
    pub fn tag(&self, node: usize) -> Tag {
        self.tags[node]
    }

    /// Whether a node was given as a group.
    pub fn is_name(&self, node: usize) -> bool {
        self.names[node]
    }

    /// What stands between two nodes, as one number below 128: verbs (up to 2), commas (up to 3), conjunctions
    /// (up to 1), other marks (up to 1).
    #[inline(always)]
    pub fn between(&self, left: u32, right: u32) -> u64 {
        let (Some(from), Some(to)) = (self.before.get(left as usize + 1), self.before.get(right as usize))
        else {
            return 0;
        };
        let count = |kind: usize, most: u16| u64::from(to[kind].saturating_sub(from[kind]).min(most));
        count(0, 2) << 4 | count(1, 3) << 2 | count(2, 1) << 1 | count(3, 1)
    }

    fn count_marks(&mut self, words: &[&str]) {
        self.before.clear();
        let mut counts = [0u16; 4];
        for (range, tag) in self.words.iter().zip(&self.tags) {
            self.before.push(counts);
            let kind = match tag.upos {
                Upos::Verb | Upos::Aux => 0,
                Upos::Punct if words[range.start] == "," => 1,
                Upos::Cconj => 2,
                Upos::Punct => 3,
                _ => continue,
            };
            counts[kind] = counts[kind].saturating_add(1);
        }
        self.before.extend([counts, counts]);
    }
}

/// The tag of a group: proper noun if one of its words is, else the tag of its last word, unless no noun phrase ends
/// with such a word.
fn group_tag(tags: &[Tag]) -> Tag {
    let last = tags.last().copied().unwrap_or(Tag::NAME);
    if last.upos == Upos::Propn {
        last
    } else if tags.iter().any(|tag| tag.upos == Upos::Propn) {
        Tag::NAME
    } else if last.upos.is_nominal() || last.upos == Upos::Adj {
        last
    } else {
        Tag::NAME
    }
}
