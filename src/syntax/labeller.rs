//! Relations for the arcs of a tree, decided from the root downwards with the whole tree in view.

use super::deprel::Deprel;
use super::hash::{finish, mix};
use super::line::{Atom, Line};
use super::table::RowTable;

/// The relation before any was decided.
const NONE: u8 = u8::MAX;

/// What decides on the relation of an arc from its features.
pub trait Chooser {
    /// The relation for a node, as an index into [`Deprel::ALL`]; never the root's.
    fn choose(&mut self, node: usize, features: &[u32]) -> u8;
}

/// Decides by the weights of a model.
#[derive(Debug)]
pub struct Weighted<'a> {
    /// The weights.
    pub table: RowTable<'a>,
}

impl Chooser for Weighted<'_> {
    fn choose(&mut self, _node: usize, features: &[u32]) -> u8 {
        // A power of two above the number of relations, so that no label needs a check.
        let mut sums = [0i32; 64];
        for &feature in features {
            for (label, weight) in self.table.row(feature) {
                sums[label % 64] += i32::from(weight);
            }
        }
        best(&sums[..Deprel::ALL.len()])
    }
}

/// The heads of a sentence with the dependents of each node.
#[derive(Debug, Default)]
pub struct Arcs {
    /// Head of each node; the number of nodes for the root.
    heads: Vec<u32>,
    children: Vec<u32>,
    first: Vec<u32>,
    labels: Vec<u8>,
    /// For each node, the relations given to its dependents so far, one bit each.
    given: Vec<u64>,
    features: Vec<u32>,
    stack: Vec<u32>,
}

impl Arcs {
    /// Takes the heads (the root's head is the number of nodes) and forgets all relations.
    pub fn prepare(&mut self, heads: &[u32]) {
        let count = heads.len();
        self.heads.clear();
        self.heads.extend_from_slice(heads);
        self.labels.clear();
        self.labels.resize(count, NONE);
        self.given.clear();
        self.given.resize(count + 1, 0);
        self.first.clear();
        self.first.resize(count + 2, 0);
        for &head in heads {
            self.first[head as usize + 1] += 1;
        }
        for at in 0..=count {
            self.first[at + 1] += self.first[at];
        }
        self.children.clear();
        self.children.resize(count, 0);
        let mut next = self.first.clone();
        for (node, &head) in heads.iter().enumerate() {
            self.children[next[head as usize] as usize] = node as u32;
            next[head as usize] += 1;
        }
    }

    /// The relations decided, as indices into [`Deprel::ALL`].
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    fn children(&self, node: u32) -> &[u32] {
        let Some(&[from, to]) =
            self.first.get(node as usize..node as usize + 2).and_then(|s| s.first_chunk())
        else {
            return &[];
        };
        &self.children[from as usize..to as usize]
    }

    /// Decides every relation from the root downwards, left to right below each node.
    pub fn decide(&mut self, line: &Line, chooser: &mut impl Chooser) {
        let end = self.heads.len() as u32;
        let mut features = std::mem::take(&mut self.features);
        let mut stack = std::mem::take(&mut self.stack);
        stack.clear();
        stack.push(end);
        while let Some(head) = stack.pop() {
            let from = self.first[head as usize] as usize;
            for place in from..self.first[head as usize + 1] as usize {
                let node = self.children[place];
                let label = if head == end {
                    Deprel::Root as u8
                } else {
                    self.extract(line, node, head, place - from, &mut features);
                    chooser.choose(node as usize, &features)
                };
                self.labels[node as usize] = label;
                self.given[head as usize] |= 1 << label;
                stack.push(node);
            }
        }
        self.features = features;
        self.stack = stack;
    }

    /// The features of one arc.
    fn extract(&self, line: &Line, node: u32, head: u32, place: usize, out: &mut Vec<u32>) {
        out.clear();
        let siblings = self.children(head);
        let own = self.children(node);
        let (d, h) = (line.atom(node), line.atom(head));
        let grand = self.heads.get(head as usize).map_or(u32::MAX, |&above| above);
        let side = u64::from(node > head);
        let outer =
            |list: &[u32], at: Option<usize>| at.and_then(|at| list.get(at)).map_or(u32::MAX, |&node| node);
        let before = outer(siblings, place.checked_sub(1));
        let after = outer(siblings, Some(place + 1));
        let (left, right) = (outer(own, Some(0)), outer(own, own.len().checked_sub(1)));
        let left2 = outer(own, Some(1));
        let head_label = u64::from(self.labels.get(head as usize).copied().unwrap_or(NONE));
        let before_label = u64::from(self.labels.get(before as usize).copied().unwrap_or(NONE));
        let given = self.given[head as usize];
        let distance = match node.abs_diff(head) {
            near @ 0..=3 => u64::from(near),
            4..=7 => 4,
            _ => 5,
        };
        let between = line.between(node.min(head), node.max(head));
        let set = |list: &[u32]| list.iter().fold(0u64, |set, &node| set | 1 << line.atom(node).upos);
        let own_set = set(own);
        let (l, r, l2) = (line.atom(left), line.atom(right), line.atom(left2));
        let (g, sb, sa) = (line.atom(grand), line.atom(before), line.atom(after));
        let near = |node: u32, by: i64| line.atom(u32::try_from(i64::from(node) + by).unwrap_or(u32::MAX));
        let tt = t(d) << 12 | t(h) << 1 | side;
        let pp = p(d) << 6 | p(h) << 1 | side;
        let core = given & CORE;
        let mut push = |a: u64, b: u64| {
            let template = 500 + out.len() as u64;
            out.push(finish(mix(mix(template, a), b)));
        };
        push(tt, 0);
        push(w(d), side);
        push(w(h), side);
        push(w(d) << 1 | side, t(h));
        push(w(h) << 1 | side, t(d));
        push(w(d) << 1 | side, w(h));
        push(c(d) << 1 | side, c(h));
        push(c(d) << 1 | side, t(h));
        push(c(h) << 1 | side, t(d));
        push(w(h) << 1 | side, c(d));
        push(w(d) << 1 | side, c(h));
        push(tt, distance);
        push(tt, between);
        push(tt, head_label);
        push(w(d) << 8 | head_label, pp);
        push(pp, head_label << 8 | before_label);
        push(tt, before_label);
        push(tt, core << 8);
        push(w(h) << 5 | p(d), core << 1 | side);
        push(pp, given);
        push(tt, w(l));
        push(w(h) << 1 | side, w(l));
        push(c(h) << 1 | side, w(l) << 16 | c(d));
        push(pp << 12 | t(l), t(l2));
        push(tt, t(r) << 12 | t(l));
        push(pp, w(l2));
        push(pp, w(r));
        push(pp, own_set);
        push(w(d) << 1 | side, own_set);
        push(w(l) << 10 | pp, own_set);
        push(tt, t(sb));
        push(tt, t(sa));
        push(pp, w(sb));
        push(pp, w(sa));
        push(tt, t(g));
        push(pp, w(g));
        push(tt, t(near(node, -1)) << 12 | t(near(node, 1)));
        push(tt, w(near(node, -1)));
        push(tt, w(near(node, 1)));
        push(tt, t(near(head, -1)) << 12 | t(near(head, 1)));
        push(pp, w(near(head, 1)));
        push(pp, (siblings.len().min(7) as u64) << 8 | (place.min(7) as u64));
        push(pp << 8 | distance, between << 8 | head_label);
        push(tt, u64::from(d.entry.flags) << 8 | u64::from(h.entry.flags));
        push(tt, set(siblings));
    }
}

/// Relations that a governor has once, as a rule: they tell what the next dependent can be.
const CORE: u64 = 1 << Deprel::Nsubj as u64
    | 1 << Deprel::NsubjPass as u64
    | 1 << Deprel::Obj as u64
    | 1 << Deprel::Iobj as u64
    | 1 << Deprel::Ccomp as u64
    | 1 << Deprel::Xcomp as u64
    | 1 << Deprel::Cop as u64
    | 1 << Deprel::AuxPass as u64
    | 1 << Deprel::Expl as u64
    | 1 << Deprel::Det as u64
    | 1 << Deprel::Case as u64
    | 1 << Deprel::Cc as u64
    | 1 << Deprel::Conj as u64
    | 1 << Deprel::Mark as u64;

/// The relation with the highest sum, but not the root's; of equal ones the first.
pub fn best(sums: &[i32]) -> u8 {
    let root = Deprel::Root as usize;
    let mut best = usize::from(root == 0);
    for label in 0..sums.len() {
        if label != root && sums[label] > sums[best] {
            best = label;
        }
    }
    best as u8
}

fn w(atom: Atom) -> u64 {
    u64::from(atom.word)
}

fn t(atom: Atom) -> u64 {
    u64::from(atom.tag)
}

fn p(atom: Atom) -> u64 {
    u64::from(atom.upos)
}

fn c(atom: Atom) -> u64 {
    u64::from(atom.entry.fine)
}
