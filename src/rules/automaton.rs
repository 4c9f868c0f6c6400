//! A search tree as an automaton that grows with the text: a state is the set of nodes to which the same words lead from
//! the same place, so that phrases that begin alike are followed as one.

use super::matcher::{Class, ClassId, Target};
use super::tree::{ListId, NodeId, Other, ROOT, Sieve, Tree};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) type StateId = u32;

/// No phrase goes on.
const DEAD: StateId = 0;
const BEGIN: StateId = 1;
/// So many steps are remembered; then the automaton begins anew, or a hostile text would fill the memory.
const MOST_STEPS: usize = 1 << 18;
const MOST_STATES: usize = 1 << 16;

/// What leads on from a set of nodes.
#[derive(Clone, Default)]
struct State {
    nodes: Range<usize>,
    /// What ends here.
    targets: Range<usize>,
    gaps: Range<usize>,
    comma: StateId,
    start: StateId,
    /// Whether a member of a list leads on from here.
    has_lists: bool,
    /// Of the tests of the words that lead on.
    sieve: Sieve,
}

/// The automaton of one tree.
pub(crate) struct Automaton<'p> {
    pub tree: &'p Tree,
    states: Vec<State>,
    /// Nodes, targets and gaps of all states, one after the other.
    nodes: Vec<NodeId>,
    targets: Vec<Target>,
    gaps: Vec<(usize, StateId)>,
    known: FxHashMap<Box<[NodeId]>, StateId>,
    by_word: FxHashMap<(StateId, ClassId), StateId>,
    by_list: FxHashMap<(StateId, ListId), StateId>,
}

impl<'p> Automaton<'p> {
    pub(crate) fn new(tree: &'p Tree) -> Self {
        let mut automaton = Automaton {
            tree,
            states: Vec::new(),
            nodes: Vec::new(),
            targets: Vec::new(),
            gaps: Vec::new(),
            known: FxHashMap::default(),
            by_word: FxHashMap::default(),
            by_list: FxHashMap::default(),
        };
        automaton.states.push(State::default());
        automaton.state(vec![ROOT]);
        automaton
    }

    /// The state in which every phrase may begin. States that were known before may be no more.
    pub(crate) fn begin(&mut self) -> StateId {
        if self.by_word.len() > MOST_STEPS || self.states.len() > MOST_STATES {
            *self = Self::new(self.tree);
        }
        BEGIN
    }

    fn state(&mut self, mut nodes: Vec<NodeId>) -> StateId {
        if nodes.is_empty() {
            return DEAD;
        }
        nodes.sort_unstable();
        nodes.dedup();
        if let Some(&known) = self.known.get(&*nodes) {
            return known;
        }
        let id = StateId::try_from(self.states.len()).expect("no more states than the limit");
        self.states.push(State::default());
        let mut state = State::default();
        let (mut commas, mut starts) = (Vec::new(), Vec::new());
        let mut gaps: BTreeMap<usize, Vec<NodeId>> = BTreeMap::new();
        let first = self.targets.len();
        for &id in &nodes {
            let node = self.tree.node(id);
            for other in self.tree.others(&node) {
                match other {
                    Other::Target(target) => self.targets.push(target),
                    Other::Comma(next) => commas.push(next),
                    Other::Start(next) => starts.push(next),
                    Other::Gap(words, next) => gaps.entry(words).or_default().push(next),
                }
            }
            state.has_lists |= node.has_lists();
            state.sieve.add(self.tree.tests(&node));
        }
        state.targets = first..self.targets.len();
        state.nodes = self.nodes.len()..self.nodes.len() + nodes.len();
        self.nodes.extend(&nodes);
        self.known.insert(nodes.into(), id);
        state.comma = self.state(commas);
        state.start = self.state(starts);
        let gaps: Vec<_> = gaps.into_iter().map(|(words, nodes)| (words, self.state(nodes))).collect();
        state.gaps = self.gaps.len()..self.gaps.len() + gaps.len();
        self.gaps.extend(gaps);
        self.states[id as usize] = state;
        id
    }

    fn at(&self, state: StateId) -> &State {
        &self.states[state as usize]
    }

    /// What ends in this state.
    pub(crate) fn targets(&self, state: StateId) -> &[Target] {
        &self.targets[self.at(state).targets.clone()]
    }

    /// How many words may be skipped, and from where the phrase then goes on.
    pub(crate) fn gap(&self, state: StateId, nth: usize) -> Option<(usize, StateId)> {
        self.gaps[self.at(state).gaps.clone()].get(nth).copied()
    }

    /// After a comma.
    pub(crate) fn after_comma(&self, state: StateId) -> Option<StateId> {
        Some(self.at(state).comma).filter(|&next| next != DEAD)
    }

    /// At the beginning of a sentence.
    pub(crate) fn at_start(&self, state: StateId) -> Option<StateId> {
        Some(self.at(state).start).filter(|&next| next != DEAD)
    }

    pub(crate) fn has_lists(&self, state: StateId) -> bool {
        self.at(state).has_lists
    }

    /// Whether only words lead on, and no phrase ends.
    pub(crate) fn is_plain(&self, state: StateId) -> bool {
        let state = self.at(state);
        state.targets.is_empty() && state.gaps.is_empty() && !state.has_lists && state.comma == DEAD
    }

    /// After a word of this class.
    pub(crate) fn after_word(&mut self, state: StateId, class: ClassId, classes: &[Class]) -> Option<StateId> {
        let tested = &classes[class as usize];
        if !self.at(state).sieve.may_meet(&tested.sieve) {
            return None;
        }
        let next = self.by_word.get(&(state, class)).copied().unwrap_or_else(|| {
            let mut nodes = Vec::new();
            for &node in &self.nodes[self.at(state).nodes.clone()] {
                self.tree.steps(&self.tree.node(node), &tested.tests, |next| nodes.push(next));
            }
            let next = self.state(nodes);
            self.by_word.insert((state, class), next);
            next
        });
        Some(next).filter(|&next| next != DEAD)
    }

    /// After a member of a list.
    pub(crate) fn after_list(&mut self, state: StateId, list: ListId) -> Option<StateId> {
        let next = self.by_list.get(&(state, list)).copied().unwrap_or_else(|| {
            let nodes = &self.nodes[self.at(state).nodes.clone()];
            let nodes = nodes.iter().filter_map(|&node| self.tree.after(&self.tree.node(node), list)).collect();
            let next = self.state(nodes);
            self.by_list.insert((state, list), next);
            next
        });
        Some(next).filter(|&next| next != DEAD)
    }
}
