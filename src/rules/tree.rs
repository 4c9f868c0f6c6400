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
            tree.nodes.push([first_word, tree.words.count(), first_other, tree.others.count()]);
        }
        tree
    }
}

const TARGET: u32 = 0;
const COMMA: u32 = 1;
const START: u32 = 2;
const LIST: u32 = 3;
const GAP: u32 = 4;

/// What a node has besides steps by a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Other {
    /// A phrase ends here.
    Target(Target),
    Comma(NodeId),
    Start(NodeId),
    List(ListId, NodeId),
    /// So many words may be skipped.
    Gap(usize, NodeId),
}

/// A search tree of phrases.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Tree {
    /// Of each node: where its steps by a word begin and end, and where the others do.
    nodes: Rows<4>,
    /// Test and next node, in order of node and test.
    words: Rows<2>,
    /// Kind, value and next node, in order of node and kind.
    others: Rows<3>,
    /// Whether a gap may run over a strong clause boundary.
    pub across: bool,
}

impl Tree {
    /// Test and next node of each step by a word, in order of test.
    pub(crate) fn words(&self, node: NodeId) -> &[[u32; 2]] {
        let &[start, end, ..] = self.nodes.get(node);
        self.words.slice(start..end)
    }

    /// In the order in which [`Other`] names them.
    pub(crate) fn others(&self, node: NodeId) -> impl Iterator<Item = Other> + '_ {
        let &[_, _, start, end] = self.nodes.get(node);
        self.others.slice(start..end).iter().map(|&[kind, value, next]| match kind {
            TARGET => Other::Target(value),
            COMMA => Other::Comma(next),
            START => Other::Start(next),
            LIST => Other::List(value, next),
            _ => Other::Gap(value as usize, next),
        })
    }

    /// Whether only a word leads on from here.
    pub(crate) fn is_plain(&self, node: NodeId) -> bool {
        let &[_, _, start, end] = self.nodes.get(node);
        start == end
    }

    /// The nodes to which a word that passes `tests` leads from `node`.
    pub(crate) fn steps<'t>(&'t self, node: NodeId, tests: &'t [TestId]) -> impl Iterator<Item = NodeId> + 't {
        let words = self.words(node);
        // Ask the shorter of the two for each member of the longer: most nodes have one step, most words few tests.
        let by_step = words.len() <= tests.len();
        let short = if by_step { words.len() } else { tests.len() };
        (0..short).filter_map(move |at| {
            if by_step {
                let [test, next] = words[at];
                tests.binary_search(&test).ok().map(|_| next)
            } else {
                words.binary_search_by_key(&tests[at], |[test, _]| *test).ok().map(|found| words[found][1])
            }
        })
    }
}
