//! The search tree of phrases: grown step by step, then laid out flat to be walked.

use super::matcher::Target;
use super::table::Rows;
use super::tests::TestId;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

pub(crate) type ListId = u32;
pub(crate) type NodeId = u32;
pub(crate) const ROOT: NodeId = 0;

/// One step in the search tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    Word(TestId),
    List(ListId),
    Gap(u8),
    Comma,
    Start,
}

/// A tree that is being grown.
#[derive(Default)]
pub(crate) struct TreeBuilder {
    /// Nodes besides the root.
    count: NodeId,
    steps: FxHashMap<(NodeId, Step), NodeId>,
    targets: Vec<(NodeId, Target)>,
}

impl TreeBuilder {
    /// The node to which `step` leads from `node`.
    pub(crate) fn step(&mut self, node: NodeId, step: Step) -> NodeId {
        *self.steps.entry((node, step)).or_insert_with(|| {
            self.count = self.count.checked_add(1).expect("fewer than 2^32 nodes");
            self.count
        })
    }

    /// What ends at these nodes stands for `target`.
    pub(crate) fn mark(&mut self, ends: &[NodeId], target: Target) {
        self.targets.extend(ends.iter().map(|&end| (end, target)));
    }

    /// `across`: whether a gap may run over a strong clause boundary.
    pub(crate) fn finish(mut self, across: bool) -> Tree {
        self.targets.sort_unstable();
        self.targets.dedup();
        let mut words: Vec<(NodeId, TestId, NodeId)> = Vec::new();
        let mut others: Vec<(NodeId, u32, u32, u32)> =
            self.targets.iter().map(|&(node, target)| (node, TARGET, target, 0)).collect();
        for ((node, step), next) in self.steps {
            match step {
                Step::Word(test) => words.push((node, test, next)),
                Step::Comma => others.push((node, COMMA, 0, next)),
                Step::Start => others.push((node, START, 0, next)),
                Step::List(list) => others.push((node, LIST, list, next)),
                Step::Gap(length) => others.push((node, GAP, u32::from(length), next)),
            }
        }
        words.sort_unstable();
        others.sort_unstable();
        let mut tree = Tree { across, ..Tree::default() };
        let (mut words, mut others) = (words.into_iter().peekable(), others.into_iter().peekable());
        for node in 0..=self.count {
            let (first_word, first_other) = (tree.words.count(), tree.others.count());
            while let Some((_, test, next)) = words.next_if(|word| word.0 == node) {
                tree.words.push([test, next]);
            }
            while let Some((_, kind, value, next)) = others.next_if(|other| other.0 == node) {
                tree.others.push([kind, value, next]);
            }
            let (last_word, last_other) = (tree.words.count(), tree.others.count());
            let mut sieve = 0;
            if last_word - first_word > FEW {
                sieve = tree.sieves.count() + 1;
                let tests = tree.words.iter(first_word..last_word).map(|[test, _]| test);
                let sieved = Sieve::of(tests);
                tree.sieves.push(sieved.0);
            }
            tree.nodes.push([first_word, last_word, first_other, last_other, sieve]);
        }
        tree
    }
}

/// A node with more steps by a word has a sieve.
const FEW: u32 = 6;

/// A quick no to whether a test is in a set: one bit for each, several tests to a bit.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sieve([u32; 16]);

impl Sieve {
    pub(crate) fn of(tests: impl Iterator<Item = TestId>) -> Self {
        let mut sieve = Sieve::default();
        tests.for_each(|test| sieve.0[test as usize / 32 % 16] |= 1 << (test % 32));
        sieve
    }

    pub(crate) fn may_have(&self, test: TestId) -> bool {
        self.0[test as usize / 32 % 16] & 1 << (test % 32) != 0
    }
}

const TARGET: u32 = 0;
const COMMA: u32 = 1;
const START: u32 = 2;
const LIST: u32 = 3;
const GAP: u32 = 4;

/// What a node has besides steps by a word or by a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Other {
    /// A phrase ends here.
    Target(Target),
    Comma(NodeId),
    Start(NodeId),
    /// So many words may be skipped.
    Gap(usize, NodeId),
}

/// A search tree of phrases.
#[derive(Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Tree {
    /// Of each node: where its steps by a word begin and end, where the others do, and its sieve and one, or 0.
    nodes: Rows<5>,
    /// Test and next node, in order of node and test.
    words: Rows<2>,
    /// Kind, value and next node, in order of node, kind and value.
    others: Rows<3>,
    /// Of the tests of nodes with many steps.
    sieves: Rows<16>,
    /// Whether a gap may run over a strong clause boundary.
    pub across: bool,
}

impl Tree {
    /// In the order in which [`Other`] names them.
    pub(crate) fn others(&self, node: NodeId) -> impl Iterator<Item = Other> + '_ {
        let [_, _, start, end, _] = self.nodes.get(node);
        self.others.iter(start..end).filter_map(|[kind, value, next]| match kind {
            TARGET => Some(Other::Target(value)),
            COMMA => Some(Other::Comma(next)),
            START => Some(Other::Start(next)),
            GAP => Some(Other::Gap(value as usize, next)),
            _ => None,
        })
    }

    /// The node to which a member of the list leads from `node`.
    pub(crate) fn after(&self, node: NodeId, list: ListId) -> Option<NodeId> {
        let [_, _, start, end, _] = self.nodes.get(node);
        self.others.find(start..end, [LIST, list]).map(|[_, _, next]| next)
    }

    /// The test that a word must pass, if it is one and nothing else leads on from here and no phrase ends.
    pub(crate) fn only_test(&self, node: NodeId) -> Option<TestId> {
        let [start, end, first_other, last_other, _] = self.nodes.get(node);
        (end - start == 1 && first_other == last_other).then(|| self.words.get(start)[0])
    }

    /// Calls `to` with each node to which a word leads from `node` that passes `tests`, which are sorted.
    pub(crate) fn steps(&self, node: NodeId, tests: &[TestId], sieve: &Sieve, mut to: impl FnMut(NodeId)) {
        let [start, end, _, _, own] = self.nodes.get(node);
        match own.checked_sub(1) {
            None => {
                for [test, next] in self.words.iter(start..end) {
                    if sieve.may_have(test) && tests.binary_search(&test).is_ok() {
                        to(next);
                    }
                }
            }
            Some(own) => {
                let own = Sieve(self.sieves.get(own));
                for &test in tests.iter().filter(|test| own.may_have(**test)) {
                    if let Some([_, next]) = self.words.find(start..end, [test]) {
                        to(next);
                    }
                }
            }
        }
    }
}
