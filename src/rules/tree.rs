//! The search tree of phrases: grown step by step, then laid out flat to be walked.

use super::matcher::Target;
use super::table::Rows;
use super::tests::TestId;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;

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
        let mut lists: Vec<(NodeId, ListId, NodeId)> = Vec::new();
        let mut others: Vec<(NodeId, u32, u32, u32)> =
            self.targets.iter().map(|&(node, target)| (node, TARGET, target, 0)).collect();
        for ((node, step), next) in self.steps {
            match step {
                Step::Word(test) => words.push((node, test, next)),
                Step::Comma => others.push((node, COMMA, 0, next)),
                Step::Start => others.push((node, START, 0, next)),
                Step::List(list) => lists.push((node, list, next)),
                Step::Gap(length) => others.push((node, GAP, u32::from(length), next)),
            }
        }
        words.sort_unstable();
        others.sort_unstable();
        lists.sort_unstable();
        let mut tree = Tree { across, ..Tree::default() };
        let (mut words, mut others) = (words.into_iter().peekable(), others.into_iter().peekable());
        let mut lists = lists.into_iter().peekable();
        for node in 0..=self.count {
            let row = [tree.words.count(), tree.others.count(), tree.lists.count()];
            while let Some((_, test, next)) = words.next_if(|word| word.0 == node) {
                tree.words.push([test, next]);
            }
            while let Some((_, kind, value, next)) = others.next_if(|other| other.0 == node) {
                tree.others.push([kind, value, next]);
            }
            while let Some((_, list, next)) = lists.next_if(|list| list.0 == node) {
                tree.lists.push([list, next]);
            }
            tree.nodes.push(row);
        }
        tree.nodes.push([tree.words.count(), tree.others.count(), tree.lists.count()]);
        tree
    }
}

/// A quick no to whether two sets of tests meet: one bit for each, several tests to a bit.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sieve([u32; 16]);

impl Sieve {
    pub(crate) fn add(&mut self, tests: impl Iterator<Item = TestId>) {
        tests.for_each(|test| self.0[test as usize / 32 % 16] |= 1 << (test % 32));
    }

    pub(crate) fn may_meet(&self, other: &Sieve) -> bool {
        self.0.iter().zip(&other.0).fold(0, |met, (one, other)| met | one & other) != 0
    }
}

const TARGET: u32 = 0;
const COMMA: u32 = 1;
const START: u32 = 2;
const GAP: u32 = 3;

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
    /// Of each node: where its steps by a word, the others, and those by a list begin, which is where those of the node
    /// before end. One row more than there are nodes.
    nodes: Rows<3>,
    /// Test and next node, in order of node and test.
    words: Rows<2>,
    /// Kind, value and next node, in order of node, kind and value.
    others: Rows<3>,
    /// List and next node, in order of node and list.
    lists: Rows<2>,
    /// Whether a gap may run over a strong clause boundary.
    pub across: bool,
}

/// What leads on from a node.
pub(crate) struct Node {
    words: Range<u32>,
    others: Range<u32>,
    lists: Range<u32>,
}

impl Node {
    /// Whether a member of a list leads on from here.
    pub(crate) fn has_lists(&self) -> bool {
        !self.lists.is_empty()
    }
}

impl Tree {
    pub(crate) fn node(&self, id: NodeId) -> Node {
        let [words, others, lists] = self.nodes.get(id);
        let [words_end, others_end, lists_end] = self.nodes.get(id + 1);
        Node { words: words..words_end, others: others..others_end, lists: lists..lists_end }
    }

    /// In the order in which [`Other`] names them.
    pub(crate) fn others(&self, node: &Node) -> impl Iterator<Item = Other> + '_ {
        self.others.iter(node.others.clone()).map(|[kind, value, next]| match kind {
            TARGET => Other::Target(value),
            COMMA => Other::Comma(next),
            START => Other::Start(next),
            _ => Other::Gap(value as usize, next),
        })
    }

    /// The node to which a member of the list leads from `node`.
    pub(crate) fn after(&self, node: &Node, list: ListId) -> Option<NodeId> {
        self.lists.find(node.lists.clone(), [list]).map(|[_, next]| next)
    }

    /// The tests of the words that lead on from `node`.
    pub(crate) fn tests(&self, node: &Node) -> impl Iterator<Item = TestId> + '_ {
        self.words.iter(node.words.clone()).map(|[test, _]| test)
    }

    /// Calls `to` with each node to which a word leads from `node` that passes `tests`, which are sorted.
    pub(crate) fn steps(&self, node: &Node, tests: &[TestId], mut to: impl FnMut(NodeId)) {
        if node.words.len() <= tests.len() {
            for [test, next] in self.words.iter(node.words.clone()) {
                if tests.binary_search(&test).is_ok() {
                    to(next);
                }
            }
        } else {
            for &test in tests {
                if let Some([_, next]) = self.words.find(node.words.clone(), [test]) {
                    to(next);
                }
            }
        }
    }
}
