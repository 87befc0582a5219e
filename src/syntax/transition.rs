//! The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011) without labels, with the root at the end
//! of the buffer (Ballesteros and Nivre 2013).
//!
//! States share what they have in common: a stack item is never changed, so a state is a few indices and copying it
//! costs nothing, which makes a beam cheap.

/// What the parser can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Action {
    /// Moves the front of the buffer to the stack.
    Shift,
    /// Takes the top of the stack off; the front of the buffer governs it.
    Left,
    /// Takes the top of the stack off; the node below it governs it.
    Right,
}

impl Action {
    /// All actions in the order of their scores.
    pub const ALL: [Action; 3] = [Action::Shift, Action::Left, Action::Right];
}

/// A node with the dependents it has so far. Fields that name dependents are indices of items.
#[derive(Debug, Clone, Copy, Default)]
pub struct Item {
    /// Index of the node.
    pub node: u32,
    /// Outermost dependent on the left.
    pub left: u32,
    /// The one next to it.
    pub left2: u32,
    /// Outermost dependent on the right.
    pub right: u32,
    /// The one next to it.
    pub right2: u32,
    /// Parts of speech of the dependents on the left, one bit each.
    pub left_set: u32,
    /// Parts of speech of the dependents on the right.
    pub right_set: u32,
    /// Number of dependents on the left.
    pub left_count: u8,
    /// Number of dependents on the right.
    pub right_count: u8,
    /// The item below it on the stack.
    pub below: u32,
}

/// A state of the parser.
#[derive(Debug, Clone, Copy, Default)]
pub struct State {
    /// The item on top of the stack, 0 when the stack is empty.
    pub top: u32,
    /// The item at the front of the buffer.
    pub front: u32,
    /// The node at the front of the buffer; the number of nodes when the buffer is empty.
    pub at: u32,
    /// Number of items on the stack.
    pub depth: u32,
    /// Sum of the scores of the actions so far.
    pub score: i32,
    /// The last step, see [`Items::actions`].
    pub step: u32,
}

/// All items and steps of one sentence.
#[derive(Debug, Default)]
pub struct Items {
    items: Vec<Item>,
    steps: Vec<(u32, Action)>,
    nodes: u32,
}

impl Items {
    /// Forgets everything and returns the first state for a sentence of so many nodes.
    pub fn start(&mut self, nodes: usize) -> State {
        self.nodes = nodes as u32;
        self.items.clear();
        self.steps.clear();
        self.steps.push((0, Action::Shift));
        self.items.push(Item { node: self.nodes + 1, ..Item::default() });
        self.items.push(Item { node: 0, ..Item::default() });
        State { front: 1, ..State::default() }
    }

    /// The item of that index; index 0 is the absent item.
    #[inline(always)]
    pub fn get(&self, item: u32) -> &Item {
        &self.items[item as usize]
    }

    /// Whether the action can be taken.
    #[inline(always)]
    pub fn allows(&self, state: &State, action: Action) -> bool {
        match action {
            Action::Shift => state.at < self.nodes,
            // Only one node may hang from the end of the sentence: the root.
            Action::Left => state.depth >= 1 && (state.at < self.nodes || state.depth == 1),
            Action::Right => state.depth >= 2,
        }
    }

    /// Whether every node has its head.
    pub fn is_final(&self, state: &State) -> bool {
        state.at == self.nodes && state.depth == 0
    }

    /// The state after an allowed action. `bit_of` gives the bit of a node in the sets of its governor.
    #[inline(always)]
    pub fn apply(&mut self, state: &State, action: Action, score: i32, bit_of: impl Fn(u32) -> u32) -> State {
        let step = self.steps.len() as u32;
        self.steps.push((state.step, action));
        let mut next = State { score, step, ..*state };
        let top = self.items[state.top as usize];
        match action {
            Action::Shift => {
                let below = state.top;
                next.top = self.push(Item { below, ..self.items[state.front as usize] });
                next.at = state.at + 1;
                next.front = self.push(Item { node: next.at, ..Item::default() });
                next.depth += 1;
            }
            Action::Left => {
                let mut front = self.items[state.front as usize];
                front.left2 = front.left;
                front.left = state.top;
                front.left_count = front.left_count.saturating_add(1);
                front.left_set |= bit_of(top.node);
                next.front = self.push(front);
                next.top = top.below;
                next.depth -= 1;
            }
            Action::Right => {
                let mut head = self.items[top.below as usize];
                head.right2 = head.right;
                head.right = state.top;
                head.right_count = head.right_count.saturating_add(1);
                head.right_set |= bit_of(top.node);
                next.top = self.push(head);
                next.depth -= 1;
            }
        }
        next
    }

    fn push(&mut self, item: Item) -> u32 {
        self.items.push(item);
        (self.items.len() - 1) as u32
    }

    /// The actions that led to a state, first to last.
    pub fn actions(&self, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        let mut at = state.step;
        while at != 0 {
            let (previous, action) = self.steps[at as usize];
            actions.push(action);
            at = previous;
        }
        actions.reverse();
        actions
    }

    /// The heads that the actions to a final state gave; the root's head is the number of nodes.
    pub fn heads(&self, state: &State, heads: &mut Vec<u32>) {
        heads.clear();
        heads.resize(self.nodes as usize, self.nodes);
        let mut stack: Vec<u32> = Vec::new();
        let mut at = 0;
        for action in self.actions(state) {
            match action {
                Action::Shift => {
                    stack.push(at);
                    at += 1;
                }
                Action::Left => {
                    if let Some(node) = stack.pop() {
                        heads[node as usize] = at;
                    }
                }
                Action::Right => {
                    if let (Some(node), Some(&head)) = (stack.pop(), stack.last()) {
                        heads[node as usize] = head;
                    }
                }
            }
        }
    }
}
