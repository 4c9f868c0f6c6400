//! Finds every phrase of a pack in a stream of words, in one walk from each word.
//!
//! All phrases stand in search trees whose steps are word tests. Each distinct spelling is classified once by
//! the tests that it passes; a walk then only compares classes.

use super::automaton::{Automaton, StateId};
use super::tests::{TestId, Tests};
use super::tree::{ListId, Sieve, Tree};
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

pub(crate) type ClassId = u32;

/// Spellings that pass the same tests are of one class, so that there are never more classes than the rules can tell
/// apart.
#[derive(Default)]
struct Classes {
    /// Of each spelling.
    of: Vec<ClassId>,
    known: FxHashMap<Vec<TestId>, ClassId>,
    classes: Vec<Class>,
}

pub(crate) struct Class {
    /// The word tests that it passes, in order.
    pub tests: Vec<TestId>,
    pub sieve: Sieve,
}

impl Classes {
    /// Classifies the spellings met since the last call.
    fn extend(&mut self, words: &Words<'_>, tests: &Tests) {
        for id in self.of.len()..words.count() {
            let id = WordId::try_from(id).expect("ids are of this type");
            let tests = tests.passed_by(words.get(id));
            let class = self.known.get(&tests).copied().unwrap_or_else(|| {
                let class = ClassId::try_from(self.classes.len()).expect("no more classes than spellings");
                let mut sieve = Sieve::default();
                sieve.add(tests.iter().copied());
                self.classes.push(Class { tests: tests.clone(), sieve });
                self.known.insert(tests, class);
                class
            });
            self.of.push(class);
        }
    }
}

/// A walk over the phrases that start at one token.
struct Walk<'w, 'p> {
    automaton: &'w mut Automaton<'p>,
    tokens: &'w [Token],
    /// Class of each token.
    of: &'w [ClassId],
    classes: &'w [Class],
    /// Absent while the lists themselves are being found.
    lists: Option<&'w Found>,
    from: usize,
    hits: &'w mut Vec<Hit>,
}

impl Walk<'_, '_> {
    fn go_on(&mut self, state: StateId, at: usize) {
        let (from, tokens) = (self.from, self.tokens);
        self.hits.extend(self.automaton.targets(state).iter().map(|&target| Hit { target, start: from, end: at }));
        let Some(token) = tokens.get(at) else { return };
        if let Some(next) = self.automaton.after_comma(state).filter(|_| token.comma) {
            self.go_on(next, at);
        }
        if at > from && token.strong && !self.automaton.tree.across {
            return;
        }
        if let Some(next) = self.automaton.at_start(state).filter(|_| at == 0) {
            self.go_on(next, at);
        }
        let mut nth = 0;
        while let Some((words, next)) = self.automaton.gap(state, nth) {
            self.gap(words, next, at);
            nth += 1;
        }
        if let Some(found) = self.lists.filter(|_| self.automaton.has_lists(state)) {
            for member in found.lists_at(at) {
                if let Some(next) = self.automaton.after_list(state, member.list) {
                    self.go_on(next, member.end);
                }
            }
        }
        if let Some(next) = self.automaton.after_word(state, self.of[at], self.classes) {
            self.go_on(next, at + 1);
        }
    }

    fn gap(&mut self, words: usize, state: StateId, at: usize) {
        let is_plain = self.automaton.is_plain(state);
        for (skipped, token) in self.tokens[at..].iter().take(words + 1).enumerate() {
            if token.strong && skipped > 0 && !self.automaton.tree.across {
                break;
            }
            let at = at + skipped;
            if !is_plain {
                self.go_on(state, at);
            } else if let Some(next) = self.automaton.after_word(state, self.of[at], self.classes) {
                self.go_on(next, at + 1);
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

/// Finds the phrases of a pack in one text after another; remembers what it has learnt of their words.
pub(crate) struct Finder<'p> {
    matcher: &'p Matcher,
    classes: Classes,
    lists: Automaton<'p>,
    phrases: [Automaton<'p>; 2],
}

impl<'p> Finder<'p> {
    pub(crate) fn new(matcher: &'p Matcher) -> Self {
        Finder {
            matcher,
            classes: Classes::default(),
            lists: Automaton::new(&matcher.lists),
            phrases: [&matcher.clause, &matcher.sentence].map(Automaton::new),
        }
    }

    /// Finds every list member and every phrase in one stream of words, and marks the strong boundaries.
    pub(crate) fn find(&mut self, tokens: &mut [Token], words: &Words<'_>) -> Found {
        self.classes.extend(words, &self.matcher.tests);
        let of: Vec<ClassId> = tokens.iter().map(|token| self.classes.of[token.word as usize]).collect();
        let (of, classes) = (&*of, &*self.classes.classes);
        let mut found = Found::default();
        found.at.reserve(tokens.len() + 2);
        let mut hits = Vec::with_capacity(2 * tokens.len());
        // Where the strong boundaries found so far end: one that begins within another is part of it.
        let mut covered = 0;
        for from in 0..tokens.len() {
            let is_part = from < covered;
            found.at.push(found.lists.len());
            let automaton = &mut self.lists;
            let begin = automaton.begin();
            Walk { automaton, tokens, of, classes, lists: None, from, hits: &mut hits }.go_on(begin, from);
            for Hit { target: list, start, end } in hits.drain(..) {
                found.lists.push(ListHit { list, start, end });
                if self.matcher.strong.contains(&list) && !is_part {
                    tokens[from].strong = true;
                    covered = covered.max(end);
                }
            }
        }
        found.at.push(found.lists.len());
        found.at.push(found.lists.len());
        for from in 0..tokens.len() {
            for automaton in &mut self.phrases {
                let begin = automaton.begin();
                Walk { automaton, tokens, of, classes, lists: Some(&found), from, hits: &mut hits }.go_on(begin, from);
            }
        }
        hits.sort_unstable_by_key(|hit| (hit.target, hit.start, hit.end));
        hits.dedup();
        found.hits = hits;
        found
    }
}
