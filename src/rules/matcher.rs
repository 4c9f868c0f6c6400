//! All phrases of a pack in one search tree, walked once from every word of a sentence.
//!
//! Each distinct spelling of a text is classified once ([`Classes`]): the set of word tests that it passes. A step in
//! the tree is then a hash look-up, so the work grows with the text and hardly with the rules.

use crate::rules::compile::{Ask, Step, Test};
use crate::rules::phrase::Figure;
use crate::text::{Word, WordId, Words};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

pub(crate) type TestId = u32;
pub(crate) type ListId = u16;

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

/// What one scan found. Kept between sentences to save allocations.
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

/// What the trees need to know of each distinct spelling of a text.
#[derive(Default)]
pub(crate) struct Classes(Vec<Class>);

struct Class {
    /// The word tests that it passes, in order.
    tests: Vec<TestId>,
    /// One bit for each of `tests`, several tests to a bit: a quick no.
    bits: u64,
    /// Where it leads from the root of each tree, in the order of [`Matcher::trees`].
    first: [Vec<NodeId>; 3],
}

impl Classes {
    /// Classifies the spellings met since the last call.
    pub(crate) fn extend(&mut self, words: &Words<'_>, matcher: &Matcher) {
        for id in self.0.len()..words.count() {
            let id = WordId::try_from(id).expect("ids are of this type");
            let tests = matcher.tests.passed_by(words.get(id));
            let first = matcher.trees().map(|tree| tree.steps(ROOT, &tests).collect());
            self.0.push(Class { bits: bits(&tests), tests, first });
        }
    }

    fn of(&self, token: &Token) -> &Class {
        &self.0[token.word as usize]
    }
}

/// All word tests of a pack, ready to be asked which of them a word passes.
#[derive(Default)]
pub(crate) struct Tests {
    ids: FxHashMap<Test, TestId>,
    folded: FxHashMap<String, Vec<TestId>>,
    exact: FxHashMap<String, Vec<TestId>>,
    folded_prefix: Affixes,
    exact_prefix: Affixes,
    folded_suffix: Affixes,
    exact_suffix: Affixes,
    number: Vec<TestId>,
    year: Vec<TestId>,
    any: Vec<TestId>,
}

#[derive(Default)]
struct Affixes {
    tests: FxHashMap<String, Vec<TestId>>,
    lengths: Vec<usize>,
}

impl Affixes {
    fn add(&mut self, affix: &str, test: TestId) {
        self.tests.entry(affix.to_owned()).or_default().push(test);
        if let Err(place) = self.lengths.binary_search(&affix.len()) {
            self.lengths.insert(place, affix.len());
        }
    }

    fn collect<'w>(&self, affix_of: impl Fn(usize) -> Option<&'w str>, passed: &mut Vec<TestId>) {
        for &length in &self.lengths {
            if let Some(tests) = affix_of(length).and_then(|affix| self.tests.get(affix)) {
                passed.extend(tests);
            }
        }
    }
}

impl Tests {
    /// The id of a test; equal tests share one.
    pub(crate) fn add(&mut self, test: &Test) -> TestId {
        if let Some(&id) = self.ids.get(test) {
            return id;
        }
        let id = TestId::try_from(self.ids.len()).expect("fewer than 2^32 tests");
        for (ask, form) in &test.0 {
            match ask {
                Ask::Folded => self.folded.entry(form.clone()).or_default().push(id),
                Ask::Exact => self.exact.entry(form.clone()).or_default().push(id),
                Ask::FoldedPrefix => self.folded_prefix.add(form, id),
                Ask::ExactPrefix => self.exact_prefix.add(form, id),
                Ask::FoldedSuffix => self.folded_suffix.add(form, id),
                Ask::ExactSuffix => self.exact_suffix.add(form, id),
                Ask::Figure(Figure::Number) => self.number.push(id),
                Ask::Figure(Figure::Year) => self.year.push(id),
                Ask::Any => self.any.push(id),
            }
        }
        self.ids.insert(test.clone(), id);
        id
    }

    fn passed_by(&self, word: &Word) -> Vec<TestId> {
        let mut passed = self.any.clone();
        passed.extend(self.folded.get(&word.folded).into_iter().flatten());
        passed.extend(self.exact.get(&word.exact).into_iter().flatten());
        let (folded, exact) = (&word.folded, &word.exact);
        self.folded_prefix.collect(|length| folded.get(..length), &mut passed);
        self.exact_prefix.collect(|length| exact.get(..length), &mut passed);
        let end = |word: &'_ str, length: usize| word.len().checked_sub(length);
        self.folded_suffix.collect(|length| folded.get(end(folded, length)?..), &mut passed);
        self.exact_suffix.collect(|length| exact.get(end(exact, length)?..), &mut passed);
        if folded.bytes().all(|b| b.is_ascii_digit()) {
            passed.extend(&self.number);
            if year(folded).is_some() {
                passed.extend(&self.year);
            }
        }
        passed.sort_unstable();
        passed.dedup();
        passed
    }
}

/// The year that a word spells, 1900 to 2199.
pub(crate) fn year(word: &str) -> Option<u16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1900..2200).contains(year))
}

fn bit(test: TestId) -> u64 {
    1 << (test % 64)
}

fn bits(tests: &[TestId]) -> u64 {
    tests.iter().fold(0, |bits, test| bits | bit(*test))
}

pub(crate) type NodeId = u32;
pub(crate) const ROOT: NodeId = 0;

#[derive(Default)]
struct Node {
    /// In order of test, once the tree is finished.
    words: Vec<(TestId, NodeId)>,
    /// As in [`Class`], for the tests of `words`.
    bits: u64,
    /// Whether only a word leads on from here.
    only_words: bool,
    lists: Vec<(ListId, NodeId)>,
    gaps: Vec<(u8, NodeId)>,
    comma: Option<NodeId>,
    start: Option<NodeId>,
    targets: Vec<Target>,
}

/// A search tree of phrases.
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// Needed only while the tree grows; then the steps stand in the nodes.
    words: FxHashMap<(NodeId, TestId), NodeId>,
    /// Place in [`Matcher::trees`].
    place: usize,
    /// Whether a gap may run over a strong clause boundary.
    across: bool,
}

impl Tree {
    pub(crate) fn new(place: usize, across: bool) -> Self {
        Tree { nodes: vec![Node::default()], words: FxHashMap::default(), place, across }
    }

    /// Readies the tree for walking.
    fn finish(&mut self) {
        for ((node, test), next) in std::mem::take(&mut self.words) {
            self.nodes[node as usize].words.push((test, next));
        }
        for node in &mut self.nodes {
            node.words.sort_unstable();
            node.bits = node.words.iter().fold(0, |bits, (test, _)| bits | bit(*test));
            node.only_words =
                node.targets.is_empty() && node.comma.is_none() && node.lists.is_empty() && node.gaps.is_empty();
        }
    }

    /// The nodes to which a word that passes `tests` leads from `node`.
    fn steps<'t>(&'t self, node: NodeId, tests: &'t [TestId]) -> impl Iterator<Item = NodeId> + 't {
        let words = &self.nodes[node as usize].words;
        // Ask the shorter of the two for each member of the longer: most nodes have one step, most words few tests.
        let by_step = words.len() <= tests.len();
        let short = if by_step { words.len() } else { tests.len() };
        (0..short).filter_map(move |at| {
            if by_step {
                let (test, next) = words[at];
                tests.binary_search(&test).ok().map(|_| next)
            } else {
                words.binary_search_by_key(&tests[at], |(test, _)| *test).ok().map(|found| words[found].1)
            }
        })
    }

    /// The node to which `step` leads from `node`.
    pub(crate) fn step(&mut self, node: NodeId, step: Step) -> NodeId {
        let here = &self.nodes[node as usize];
        let known = match step {
            Step::Word(test) => self.words.get(&(node, test)).copied(),
            Step::List(list) => here.lists.iter().find(|(known, _)| *known == list).map(|(_, next)| *next),
            Step::Gap(words) => here.gaps.iter().find(|(known, _)| *known == words).map(|(_, next)| *next),
            Step::Comma => here.comma,
            Step::Start => here.start,
        };
        known.unwrap_or_else(|| {
            let next = NodeId::try_from(self.nodes.len()).expect("fewer than 2^32 nodes");
            self.nodes.push(Node::default());
            let here = &mut self.nodes[node as usize];
            match step {
                Step::Word(test) => drop(self.words.insert((node, test), next)),
                Step::List(list) => here.lists.push((list, next)),
                Step::Gap(words) => here.gaps.push((words, next)),
                Step::Comma => here.comma = Some(next),
                Step::Start => here.start = Some(next),
            }
            next
        })
    }

    /// What ends at these nodes stands for `target`.
    pub(crate) fn mark(&mut self, ends: &[NodeId], target: Target) {
        for &end in ends {
            let targets = &mut self.nodes[end as usize].targets;
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
    }

    /// Every phrase that starts at this token.
    fn walk_from(&self, walk: &mut Walk<'_>) {
        let root = &self.nodes[ROOT as usize];
        if let (Some(next), 0) = (root.start, walk.from) {
            self.walk(walk, next, 0);
        }
        let token = &walk.tokens[walk.from];
        if let (Some(next), true) = (root.comma, token.comma) {
            self.walk(walk, next, walk.from);
        }
        let classes = walk.classes;
        for &next in &classes.of(token).first[self.place] {
            self.walk(walk, next, walk.from + 1);
        }
        self.walk_lists_and_gaps(walk, root, walk.from);
    }

    fn walk(&self, walk: &mut Walk<'_>, node: NodeId, at: usize) {
        let here = &self.nodes[node as usize];
        for &target in &here.targets {
            walk.hits.push(Hit { target, start: walk.from, end: at });
        }
        let Some(token) = walk.tokens.get(at) else { return };
        if let (Some(next), true) = (here.comma, token.comma) {
            self.walk(walk, next, at);
        }
        if at > walk.from && token.strong && !self.across {
            return;
        }
        if here.bits & walk.classes.of(token).bits != 0 {
            let classes = walk.classes;
            for next in self.steps(node, &classes.of(token).tests) {
                self.walk(walk, next, at + 1);
            }
        }
        self.walk_lists_and_gaps(walk, here, at);
    }

    fn walk_lists_and_gaps(&self, walk: &mut Walk<'_>, here: &Node, at: usize) {
        if let Some(found) = walk.lists
            && !here.lists.is_empty()
        {
            for member in found.lists_at(at) {
                for &(list, next) in &here.lists {
                    if list == member.list {
                        self.walk(walk, next, member.end);
                    }
                }
            }
        }
        for &(words, next) in &here.gaps {
            let after = &self.nodes[next as usize];
            for skipped in 0..=usize::from(words) {
                let Some(token) = walk.tokens.get(at + skipped) else { break };
                if token.strong && skipped > 0 && !self.across {
                    break;
                }
                if !after.only_words || after.bits & walk.classes.of(token).bits != 0 {
                    self.walk(walk, next, at + skipped);
                }
            }
        }
    }
}

struct Walk<'w> {
    tokens: &'w [Token],
    classes: &'w Classes,
    /// Absent while the lists themselves are being found.
    lists: Option<&'w Found>,
    from: usize,
    hits: &'w mut Vec<Hit>,
}

/// All phrases of a pack.
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

    /// Readies all trees for walking.
    pub(crate) fn finish(&mut self) {
        for tree in [&mut self.lists, &mut self.clause, &mut self.sentence] {
            tree.finish();
        }
    }

    /// Finds every list member and every phrase in one stream of words, and marks the strong boundaries.
    pub(crate) fn scan(&self, tokens: &mut [Token], classes: &Classes, found: &mut Found) {
        found.hits.clear();
        found.lists.clear();
        found.at.clear();
        let mut hits = std::mem::take(&mut found.hits);
        for from in 0..tokens.len() {
            found.at.push(found.lists.len());
            self.lists.walk_from(&mut Walk { tokens, classes, lists: None, from, hits: &mut hits });
            for hit in hits.drain(..) {
                let list = ListId::try_from(hit.target).expect("list trees have list ids as targets");
                found.lists.push(ListHit { list, start: hit.start, end: hit.end });
                if self.strong.contains(&list) {
                    tokens[from].strong = true;
                }
            }
        }
        found.at.push(found.lists.len());
        found.at.push(found.lists.len());
        for from in 0..tokens.len() {
            for tree in [&self.clause, &self.sentence] {
                tree.walk_from(&mut Walk { tokens, classes, lists: Some(found), from, hits: &mut hits });
            }
        }
        hits.sort_unstable_by_key(|hit| (hit.target, hit.start, hit.end));
        hits.dedup();
        found.hits = hits;
    }
}
