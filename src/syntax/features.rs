//! Features of a parser state: words, tags and clusters around the top of the stack and the front of the buffer, after
//! Zhang and Nivre (2011), with what stands between them and with sets of dependents' parts of speech.

use super::hash::{finish, mix};
use super::line::{Atom, Line};
use super::transition::{Item, Items, State};

/// A buffer for the features of one state.
#[derive(Debug, Default, Clone)]
pub struct Features {
    list: Vec<u32>,
}

impl Features {
    /// The features, in the order of their templates.
    pub fn list(&self) -> &[u32] {
        &self.list
    }

    #[inline(always)]
    fn push(&mut self, a: u64, b: u64) {
        let template = self.list.len() as u64;
        self.list.push(finish(mix(mix(template + 1, a), b)));
    }

    /// Fills the list with the features of a state.
    pub fn extract(&mut self, line: &Line, items: &Items, state: &State) {
        self.list.clear();
        let view = View::new(line, items, state);
        self.single(&view);
        self.pairs(&view);
        self.triples(&view);
        self.dependents(&view);
        self.distances(&view);
        self.attachment(&view);
    }

    /// One node each.
    fn single(&mut self, v: &View) {
        for (atom, full) in
            [(v.s0, true), (v.b0, true), (v.s1, true), (v.b1, true), (v.s2, false), (v.b2, false)]
        {
            self.push(w(atom), 0);
            self.push(t(atom), 0);
            if full {
                self.push(w(atom), t(atom));
                self.push(c(atom), 0);
            }
        }
        self.push(t(v.b3), 0);
        self.push(t(v.s0_before), t(v.s0_after));
        self.push(t(v.b0_before), t(v.s0_after));
    }

    /// Two nodes.
    fn pairs(&mut self, v: &View) {
        for (x, y) in [(v.s0, v.b0), (v.s1, v.s0)] {
            self.push(w(x) << 11 | t(x), w(y) << 11 | t(y));
            self.push(w(x) << 11 | t(x), w(y));
            self.push(w(x), w(y) << 11 | t(y));
            self.push(w(x) << 11 | t(x), t(y));
            self.push(t(x), w(y) << 11 | t(y));
            self.push(w(x), w(y));
            self.push(t(x), t(y));
            self.push(c(x), c(y));
            self.push(c(x), t(y));
            self.push(t(x), c(y));
            self.push(k(x), k(y));
            self.push(w(x), c(y));
            self.push(c(x), w(y));
        }
        self.push(t(v.s1), t(v.b0));
        self.push(w(v.s1), t(v.b0));
        self.push(t(v.s1), w(v.b0));
        self.push(w(v.s1), w(v.b0));
        self.push(t(v.b0), t(v.b1));
        self.push(w(v.b0), t(v.b1));
        self.push(t(v.b0), w(v.b1));
        self.push(w(v.b0), w(v.b1));
        self.push(t(v.s0), t(v.b1));
        self.push(w(v.s0), w(v.b1));
    }

    /// Three and four nodes, by their tags.
    fn triples(&mut self, v: &View) {
        self.push(t(v.s0) << 11 | t(v.b0), t(v.b1));
        self.push(t(v.s1) << 11 | t(v.s0), t(v.b0));
        self.push(t(v.s2) << 11 | t(v.s1), t(v.s0));
        self.push(p(v.s2) << 11 | p(v.s1), p(v.s0) << 8 | p(v.b0));
        self.push(t(v.b0) << 11 | t(v.b1), t(v.b2));
        self.push(t(v.s1) << 11 | t(v.s0), t(v.b0) << 11 | t(v.b1));
        self.push(t(v.s0) << 11 | t(v.b0), t(v.b1) << 11 | t(v.b2));
        self.push(w(v.s0), t(v.b0) << 11 | t(v.b1));
        self.push(t(v.s0), w(v.b0) << 11 | t(v.b1));
        self.push(t(v.s1) << 11 | t(v.s0), w(v.b0));
        self.push(w(v.s1), t(v.s0) << 11 | t(v.b0));
        self.push(t(v.s1) << 11 | t(v.b0), w(v.s0));
        self.push(p(v.b0) << 16 | p(v.b1) << 8 | p(v.b2), p(v.b3) << 8 | p(v.s0));
    }

    /// Dependents that are there already.
    fn dependents(&mut self, v: &View) {
        for (x, y, child) in [
            (v.s0, v.b0, v.s0_left),
            (v.s0, v.b0, v.s0_right),
            (v.s0, v.b0, v.b0_left),
            (v.s1, v.s0, v.s1_left),
            (v.s1, v.s0, v.s1_right),
            (v.s1, v.s0, v.s0_left),
            (v.s1, v.s0, v.s0_right),
        ] {
            self.push(t(x) << 11 | t(y), t(child));
            self.push(p(x) << 8 | p(y), w(child));
        }
        for (x, first, second) in [
            (v.s0, v.s0_left, v.s0_left2),
            (v.s0, v.s0_right, v.s0_right2),
            (v.s1, v.s1_right, v.s1_right2),
            (v.b0, v.b0_left, v.b0_left2),
        ] {
            self.push(w(first), t(x));
            self.push(t(x) << 11 | t(first), t(second));
        }
        for (x, item) in [(v.s0, v.s0_item), (v.s1, v.s1_item), (v.b0, v.b0_item)] {
            let counts = u64::from(item.left_count.min(3)) << 2 | u64::from(item.right_count.min(3));
            self.push(w(x), counts);
            self.push(t(x), counts);
            self.push(t(x), u64::from(item.left_set) << 32 | u64::from(item.right_set));
            self.push(w(x), u64::from(item.left_set) << 32 | u64::from(item.right_set));
        }
        let set = |item: &Item| u64::from(item.left_set);
        self.push(t(v.s1) << 11 | t(v.s0), set(v.s0_item) << 32 | u64::from(v.s1_item.right_set));
        self.push(t(v.s0) << 11 | t(v.b0), set(v.b0_item) << 32 | u64::from(v.s0_item.right_set));
        self.push(p(v.s1) << 8 | p(v.s0), set(v.s0_item) << 32 | set(v.s1_item));
        self.push(p(v.s0) << 8 | p(v.b0), set(v.s0_item) << 32 | set(v.b0_item));
    }

    /// How far apart, and what stands between.
    fn distances(&mut self, v: &View) {
        for (x, y, distance, between) in
            [(v.s0, v.b0, v.far_b0, v.between_b0), (v.s1, v.s0, v.far_s1, v.between_s1)]
        {
            self.push(t(x) << 11 | t(y), distance);
            self.push(w(x), distance);
            self.push(w(y), distance);
            self.push(t(x) << 11 | t(y), between << 8 | 1);
            self.push(w(x), between);
            self.push(w(y), between);
            self.push(t(x), between << 4 | distance);
        }
        let depth = v.depth.min(4);
        self.push(t(v.s0) << 11 | t(v.b0), depth << 8);
        self.push(p(v.s1) << 16 | p(v.s0) << 8 | p(v.b0), v.between_s1 << 8 | v.between_b0);
    }

    /// Prepositional phrases and coordination: the word that leads a phrase with both places it can hang from.
    fn attachment(&mut self, v: &View) {
        self.push(w(v.s0), w(v.b0_left) << 8 | p(v.b0));
        self.push(w(v.s1), w(v.b0_left) << 8 | p(v.b0));
        self.push(t(v.s1) << 11 | t(v.s0), w(v.b0_left) << 8 | p(v.b0));
        self.push(w(v.s1) << 5 | p(v.s0), w(v.b0_left));
        self.push(w(v.s0) << 32 | w(v.b0_left), w(v.b0));
        self.push(c(v.s0), w(v.b0_left) << 8 | p(v.b0));
        self.push(c(v.s1) << 16 | c(v.s0), w(v.b0_left));
        self.push(w(v.s1), w(v.s0_left) << 8 | p(v.s0));
        self.push(w(v.s1) << 32 | w(v.s0_left), w(v.s0));
        self.push(c(v.s1), w(v.s0_left) << 12 | c(v.s0));
        self.push(w(v.s1) << 32 | w(v.s0_left), t(v.b0));
        self.push(t(v.s1) << 11 | t(v.s0), w(v.s0_left) << 11 | t(v.b0));
        self.push(w(v.s2) << 8 | p(v.s1), w(v.s0_left) << 8 | p(v.s0));
        self.push(p(v.s2) << 16 | p(v.s1) << 8 | p(v.s0), w(v.s0_left));
        self.push(t(v.s1) << 11 | t(v.s0), k(v.s1) << 8 | k(v.s0));
    }
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

fn k(atom: Atom) -> u64 {
    u64::from(atom.entry.coarse)
}

/// The nodes that features look at. `s` counts the stack from its top, `b` the buffer from its front.
struct View<'a> {
    s0: Atom,
    s1: Atom,
    s2: Atom,
    b0: Atom,
    b1: Atom,
    b2: Atom,
    b3: Atom,
    s0_item: &'a Item,
    s1_item: &'a Item,
    b0_item: &'a Item,
    s0_left: Atom,
    s0_left2: Atom,
    s0_right: Atom,
    s0_right2: Atom,
    s1_left: Atom,
    s1_right: Atom,
    s1_right2: Atom,
    b0_left: Atom,
    b0_left2: Atom,
    s0_before: Atom,
    s0_after: Atom,
    b0_before: Atom,
    far_b0: u64,
    far_s1: u64,
    between_b0: u64,
    between_s1: u64,
    depth: u64,
}

impl<'a> View<'a> {
    fn new(line: &Line, items: &'a Items, state: &State) -> View<'a> {
        let s0 = items.get(state.top);
        let s1 = items.get(s0.below);
        let s2 = items.get(s1.below);
        let b0 = items.get(state.front);
        let of = |item: &Item| line.atom(item.node);
        let at = |item: u32| line.atom(items.get(item).node);
        let next = |by: u32| line.atom(state.at.saturating_add(by));
        // A node is absent before the first and behind the last word.
        let neighbour =
            |node: u32, by: i64| line.atom(u32::try_from(i64::from(node) + by).unwrap_or(u32::MAX));
        View {
            s0: of(s0),
            s1: of(s1),
            s2: of(s2),
            b0: next(0),
            b1: next(1),
            b2: next(2),
            b3: next(3),
            s0_left: at(s0.left),
            s0_left2: at(s0.left2),
            s0_right: at(s0.right),
            s0_right2: at(s0.right2),
            s1_left: at(s1.left),
            s1_right: at(s1.right),
            s1_right2: at(s1.right2),
            b0_left: at(b0.left),
            b0_left2: at(b0.left2),
            s0_before: neighbour(s0.node, -1),
            s0_after: neighbour(s0.node, 1),
            b0_before: neighbour(state.at, -1),
            far_b0: distance(s0.node, state.at, state.depth >= 1),
            far_s1: distance(s1.node, s0.node, state.depth >= 2),
            between_b0: if state.depth >= 1 { line.between(s0.node, state.at) } else { 0 },
            between_s1: if state.depth >= 2 { line.between(s1.node, s0.node) } else { 0 },
            depth: u64::from(state.depth),
            s0_item: s0,
            s1_item: s1,
            b0_item: b0,
        }
    }
}

/// A distance in steps that grow: 1, 2, 3, 4, up to 6, up to 10, more.
fn distance(left: u32, right: u32, known: bool) -> u64 {
    if !known {
        return 0;
    }
    match right.saturating_sub(left) {
        near @ 0..=4 => u64::from(near) + 1,
        5..=6 => 6,
        7..=10 => 7,
        _ => 8,
    }
}
