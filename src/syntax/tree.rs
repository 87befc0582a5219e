//! Dependency trees over the words of one sentence, in which a name is one node.

use super::deprel::Deprel;
use super::tag::{Tag, Upos, Xpos};
use crate::span::TokenRange;

/// One node of a tree: a word, or a name of several words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The words of the node, counted as the parser was given them (from 0 in each call).
    pub tokens: TokenRange,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Index of the governing node, `None` for the root.
    pub head: Option<u32>,
    /// Relation to the governing node.
    pub relation: Deprel,
    /// Whether the node is a mention that was given as one group.
    pub name: bool,
}

impl Node {
    /// Both tags of the node.
    pub fn tag(&self) -> Tag {
        Tag { upos: self.upos, xpos: self.xpos }
    }
}

/// A dependency tree: exactly one root, every other node below it, no cycles. An empty sentence has
/// an empty tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
    /// Children of all nodes, grouped by node, in the order of the sentence.
    children: Vec<u32>,
    /// `first_child[n]..first_child[n + 1]` are the places of node n's children in `children`.
    first_child: Vec<u32>,
}

impl Tree {
    /// A tree of nodes in the order of the sentence. Heads that would make the tree ill-formed (out of
    /// range, several roots, cycles) are put right: the first root stays, everything else that does not
    /// reach it is attached to it as `dep`.
    pub fn new(nodes: Vec<Node>) -> Tree {
        let mut tree = Tree { nodes, children: Vec::new(), first_child: Vec::new() };
        tree.repair();
        tree.index_children();
        tree
    }

    /// The nodes in the order of the sentence.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the sentence had no words.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The node without a head; `None` only for an empty tree.
    pub fn root(&self) -> Option<u32> {
        self.nodes.iter().position(|node| node.head.is_none()).map(|at| at as u32)
    }

    /// The node of that index.
    ///
    /// # Panics
    /// When the index is not below [`Tree::len`].
    pub fn node(&self, index: u32) -> &Node {
        &self.nodes[index as usize]
    }

    /// The governor of a node, `None` for the root.
    pub fn head(&self, index: u32) -> Option<u32> {
        self.node(index).head
    }

    /// The relation of a node to its governor.
    pub fn relation(&self, index: u32) -> Deprel {
        self.node(index).relation
    }

    /// The dependents of a node in the order of the sentence.
    pub fn children(&self, index: u32) -> &[u32] {
        let at = index as usize;
        &self.children[self.first_child[at] as usize..self.first_child[at + 1] as usize]
    }

    /// The dependents of a node that stand in one relation to it.
    pub fn children_with(&self, index: u32, relation: Deprel) -> impl Iterator<Item = u32> + '_ {
        self.children(index).iter().copied().filter(move |&child| self.relation(child) == relation)
    }

    /// The first dependent that stands in one relation to the node.
    pub fn child_with(&self, index: u32, relation: Deprel) -> Option<u32> {
        self.children_with(index, relation).next()
    }

    /// The words from the first to the last word that the node governs, itself included.
    pub fn subtree(&self, index: u32) -> TokenRange {
        let mut first = index;
        let mut last = index;
        // Trees are projective unless repaired; walking both edges down covers the rest as well as a
        // contiguous range can.
        while let Some(&child) = self.children(first).first().filter(|&&child| child < first) {
            first = child;
        }
        while let Some(&child) = self.children(last).last().filter(|&&child| child > last) {
            last = child;
        }
        TokenRange { start: self.node(first).tokens.start, end: self.node(last).tokens.end }
    }

    /// The node that holds a word, counted as in [`Node::tokens`].
    pub fn node_at_token(&self, token: u32) -> Option<u32> {
        let after = self.nodes.partition_point(|node| node.tokens.start <= token);
        let at = after.checked_sub(1)?;
        (token < self.nodes[at].tokens.end).then_some(at as u32)
    }

    /// Whether `above` governs `below`, directly or not; a node does not govern itself.
    pub fn governs(&self, above: u32, below: u32) -> bool {
        let mut at = below;
        while let Some(head) = self.head(at) {
            if head == above {
                return true;
            }
            at = head;
        }
        false
    }

    /// The nodes on the way from `from` up to the lowest common governor and down to `to`, both ends
    /// included.
    pub fn path(&self, from: u32, to: u32) -> Vec<u32> {
        let mut up = self.way_up(from);
        let mut down = self.way_up(to);
        let mut top = None;
        while let (Some(&a), Some(&b)) = (up.last(), down.last()) {
            if a != b {
                break;
            }
            top = up.pop();
            down.pop();
        }
        up.extend(top);
        up.extend(down.into_iter().rev());
        up
    }

    /// A node and its governors up to the root.
    fn way_up(&self, from: u32) -> Vec<u32> {
        let mut way = vec![from];
        let mut at = from;
        while let Some(head) = self.head(at) {
            way.push(head);
            at = head;
        }
        way
    }

    /// Makes the heads a tree, see [`Tree::new`].
    fn repair(&mut self) {
        let count = self.nodes.len();
        let Some(root) =
            self.nodes.iter().position(|node| node.head.is_none()).or(if count > 0 { Some(0) } else { None })
        else {
            return;
        };
        self.nodes[root].head = None;
        self.nodes[root].relation = Deprel::Root;
        // `reached` holds 1 for nodes known to hang below the root, 2 for nodes on the way just walked.
        let mut reached = vec![0u8; count];
        reached[root] = 1;
        let mut way = Vec::new();
        for start in 0..count {
            let mut at = start;
            while reached[at] == 0 {
                reached[at] = 2;
                way.push(at);
                at = match self.nodes[at].head {
                    Some(head) if (head as usize) < count && reached[head as usize] != 2 => head as usize,
                    _ => {
                        self.nodes[at].head = Some(root as u32);
                        self.nodes[at].relation = Deprel::Dep;
                        root
                    }
                };
            }
            for at in way.drain(..) {
                reached[at] = 1;
            }
        }
    }

    /// Groups the nodes by their heads (counting sort).
    fn index_children(&mut self) {
        let count = self.nodes.len();
        let mut first = vec![0u32; count + 1];
        for head in self.nodes.iter().filter_map(|node| node.head) {
            first[head as usize + 1] += 1;
        }
        for at in 0..count {
            first[at + 1] += first[at];
        }
        let mut next = first.clone();
        let mut children = vec![0u32; first.last().copied().unwrap_or(0) as usize];
        for (at, node) in self.nodes.iter().enumerate() {
            if let Some(head) = node.head {
                children[next[head as usize] as usize] = at as u32;
                next[head as usize] += 1;
            }
        }
        self.children = children;
        self.first_child = first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree of one-word nodes with the given heads.
    fn tree(heads: &[Option<u32>]) -> Tree {
        let nodes = heads.iter().enumerate().map(|(at, &head)| Node {
            tokens: TokenRange { start: at as u32, end: at as u32 + 1 },
            upos: Upos::Noun,
            xpos: Xpos::NN,
            head,
            relation: if head.is_some() { Deprel::Obj } else { Deprel::Root },
            name: false,
        });
        Tree::new(nodes.collect())
    }

    #[test]
    fn a_tree_can_be_walked_in_every_direction() {
        let tree = tree(&[Some(1), None, Some(3), Some(1), Some(3)]);
        assert_eq!(tree.root(), Some(1));
        assert_eq!(tree.children(1), &[0, 3]);
        assert_eq!(tree.children(3), &[2, 4]);
        assert_eq!(tree.subtree(3), TokenRange { start: 2, end: 5 });
        assert_eq!(tree.path(0, 4), vec![0, 1, 3, 4]);
        assert_eq!(tree.path(2, 2), vec![2]);
        assert_eq!(tree.node_at_token(4), Some(4));
        assert_eq!(tree.node_at_token(5), None);
        assert!(tree.governs(1, 4) && !tree.governs(0, 1));
    }

    #[test]
    fn heads_that_are_no_tree_are_put_right() {
        let tree = tree(&[Some(1), Some(0), None, None, Some(9)]);
        assert_eq!(tree.root(), Some(2));
        let roots = tree.nodes().iter().filter(|node| node.head.is_none()).count();
        assert_eq!(roots, 1);
        assert!((0..5).filter(|&at| at != 2).all(|at| tree.governs(2, at)));
    }

    #[test]
    fn an_empty_sentence_has_an_empty_tree() {
        let tree = tree(&[]);
        assert!(tree.is_empty());
        assert_eq!(tree.root(), None);
        assert_eq!(tree.node_at_token(0), None);
    }
}
