//! Finds every phrase of a pack in a stream of words, in one walk from each word.
//!
//! All phrases stand in search trees whose steps are word tests. Each distinct spelling is classified once by
//! the tests that it passes; a walk then only compares test ids.

use super::tests::{TestId, Tests};
use super::tree::{ListId, Node, NodeId, Other, ROOT, Sieve, Tree};
use crate::text::{WordId, Words};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a phrase stands for: an index that means something to whoever added the phrase.
pub(crate) type Target = u32;

/// A word in its place in a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Which spelling.
    pub word: WordId,
    /// First byte in the text.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
    /// A comma, a dash or a stronger mark stands before it.
    pub comma: bool,
    /// A strong clause boundary stands before it.
    pub strong: bool,
}

/// A phrase found: token positions in the stream, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub target: Target,
    pub start: usize,
    pub end: usize,
}

impl Hit {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A member of a word list found: token positions, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListHit {
    pub list: ListId,
    pub start: usize,
    pub end: usize,
}

/// What one scan found.
#[derive(Default)]
pub(crate) struct Found {
    /// In order of target and place.
    pub hits: Vec<Hit>,
    /// In order of place.
    pub lists: Vec<ListHit>,
    /// `lists` from `at[position]` to `at[position + 1]` start at this position.
    at: Vec<usize>,
}

impl Found {
    /// Members of word lists that start at this token.
    pub(crate) fn lists_at(&self, position: usize) -> &[ListHit] {
        &self.lists[self.at[position]..self.at[position + 1]]
    }

    /// The places of one target, in order.
    pub(crate) fn hits_of(&self, target: Target) -> &[Hit] {
        let from = self.hits.partition_point(|hit| hit.target < target);
        let to = self.hits.partition_point(|hit| hit.target <= target);
        &self.hits[from..to]
    }
}

/// What the trees need to know of each distinct spelling of a text. Spellings that pass the same tests are of one class,
/// so that there are never more classes than the rules can tell apart.
#[derive(Default)]
pub(crate) struct Classes {
    /// Of each spelling.
    of: Vec<u32>,
    known: FxHashMap<Vec<TestId>, u32>,
    classes: Vec<Class>,
}

struct Class {
    /// The word tests that it passes, in order.
    tests: Vec<TestId>,
    sieve: Sieve,
    /// Where it leads from the root of each tree, in the order of [`Matcher::trees`].
    first: [Vec<NodeId>; 3],
}

impl Class {
    fn new(tests: Vec<TestId>, matcher: &Matcher) -> Self {
        let sieve = Sieve::of(tests.iter().copied());
        let first = matcher.trees().map(|tree| {
            let mut first = Vec::new();
            tree.steps(&tree.node(ROOT), &tests, &sieve, |next| first.push(next));
            first
        });
        Class { tests, sieve, first }
    }
}

impl Classes {
    /// Classifies the spellings met since the last call.
    pub(crate) fn extend(&mut self, words: &Words<'_>, matcher: &Matcher) {
        for id in self.of.len()..words.count() {
            let id = WordId::try_from(id).expect("ids are of this type");
            let tests = matcher.tests.passed_by(words.get(id));
            let class = self.known.get(&tests).copied().unwrap_or_else(|| {
                let class = u32::try_from(self.classes.len()).expect("no more classes than spellings");
                self.classes.push(Class::new(tests.clone(), matcher));
                self.known.insert(tests, class);
                class
            });
            self.of.push(class);
        }
    }
}

/// A walk over the phrases that start at one token.
struct Walk<'w> {
    tree: &'w Tree,
    tokens: &'w [Token],
    /// Class of each spelling.
    of: &'w [u32],
    classes: &'w [Class],
    /// Absent while the lists themselves are being found.
    lists: Option<&'w Found>,
    from: usize,
    hits: &'w mut Vec<Hit>,
}

impl<'w> Walk<'w> {
    /// `place` of the tree in [`Matcher::trees`].
    fn start(&mut self, root: &Node, place: usize) {
        let token = &self.tokens[self.from];
        for other in self.tree.others(root) {
            match other {
                Other::Start(next) if self.from == 0 => self.walk(next, 0),
                Other::Comma(next) if token.comma => self.walk(next, self.from),
                Other::Gap(words, next) => self.gap(words, next, self.from),
                _ => {}
            }
        }
        self.lists(root, self.from);
        for &next in &self.class(token).first[place] {
            self.walk(next, self.from + 1);
        }
    }

    fn class(&self, token: &Token) -> &'w Class {
        &self.classes[self.of[token.word as usize] as usize]
    }

    fn walk(&mut self, node: NodeId, at: usize) {
        let node = self.tree.node(node);
        self.go_on(&node, at);
    }

    fn go_on(&mut self, node: &Node, at: usize) {
        let token = self.tokens.get(at);
        let ends = token.is_none_or(|token| at > self.from && token.strong && !self.tree.across);
        for other in self.tree.others(node) {
            match other {
                Other::Target(target) => self.hits.push(Hit { target, start: self.from, end: at }),
                Other::Comma(next) if token.is_some_and(|token| token.comma) => self.walk(next, at),
                Other::Gap(words, next) if !ends => self.gap(words, next, at),
                _ => {}
            }
        }
        let Some(token) = token.filter(|_| !ends) else { return };
        self.lists(node, at);
        self.step(node, token, at);
    }

    fn step(&mut self, node: &Node, token: &Token, at: usize) {
        let (tree, class) = (self.tree, self.class(token));
        tree.steps(node, &class.tests, &class.sieve, |next| self.walk(next, at + 1));
    }

    fn lists(&mut self, node: &Node, at: usize) {
        let Some(found) = self.lists.filter(|_| node.has_lists()) else { return };
        for member in found.lists_at(at) {
            if let Some(next) = self.tree.after(node, member.list) {
                self.walk(next, member.end);
            }
        }
    }

    fn gap(&mut self, words: usize, next: NodeId, at: usize) {
        let node = self.tree.node(next);
        for (skipped, token) in self.tokens[at..].iter().take(words + 1).enumerate() {
            if token.strong && skipped > 0 && !self.tree.across {
                break;
            }
            // Most words lead nowhere from here.
            if !node.is_plain() || self.tree.may_step(&node, &self.class(token).sieve) {
                self.go_on(&node, at + skipped);
            }
        }
    }
}

/// All phrases of a pack.
#[derive(Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Matcher {
    pub tests: Tests,
    pub lists: Tree,
    pub clause: Tree,
    pub sentence: Tree,
    /// Lists whose members are strong clause boundaries.
    pub strong: FxHashSet<ListId>,
}

impl Matcher {
    fn trees(&self) -> [&Tree; 3] {
        [&self.lists, &self.clause, &self.sentence]
    }

    /// Finds every list member and every phrase in one stream of words, and marks the strong boundaries.
    pub(crate) fn scan(&self, tokens: &mut [Token], classes: &Classes) -> Found {
        let Classes { of, classes, .. } = classes;
        let [list_root, roots @ ..] = self.trees().map(|tree| tree.node(ROOT));
        let mut found = Found::default();
        found.at.reserve(tokens.len() + 2);
        let mut hits = Vec::with_capacity(2 * tokens.len());
        // Where the strong boundaries found so far end: one that begins within another is part of it.
        let mut covered = 0;
        for from in 0..tokens.len() {
            let is_part = from < covered;
            found.at.push(found.lists.len());
            let tree = &self.lists;
            Walk { tree, tokens, of, classes, lists: None, from, hits: &mut hits }.start(&list_root, 0);
            for Hit { target: list, start, end } in hits.drain(..) {
                found.lists.push(ListHit { list, start, end });
                if self.strong.contains(&list) && !is_part {
                    tokens[from].strong = true;
                    covered = covered.max(end);
                }
            }
        }
        found.at.push(found.lists.len());
        found.at.push(found.lists.len());
        for from in 0..tokens.len() {
            for (place, (tree, root)) in [&self.clause, &self.sentence].into_iter().zip(&roots).enumerate() {
                Walk { tree, tokens, of, classes, lists: Some(&found), from, hits: &mut hits }.start(root, place + 1);
            }
        }
        hits.sort_unstable_by_key(|hit| (hit.target, hit.start, hit.end));
        hits.dedup();
        found.hits = hits;
        found
    }
}
