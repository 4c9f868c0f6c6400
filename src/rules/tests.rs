//! Questions about single words, and which of them a word passes.

use super::phrase::Figure;
use super::table::Table;
use crate::text::Word;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::mem::take;

pub(crate) type TestId = u32;

/// A question about one word; it passes if any of these holds. Sorted, without repetition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Test(pub Vec<(Ask, String)>);

/// What is asked of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Ask {
    /// It is this, without accents.
    Folded,
    /// It is this, with accents.
    Exact,
    FoldedPrefix,
    ExactPrefix,
    FoldedSuffix,
    ExactSuffix,
    Figure(Figure),
    /// Nothing.
    Any,
}

impl Test {
    pub(crate) fn one(ask: Ask, form: String) -> Self {
        Test(vec![(ask, form)])
    }

    pub(crate) fn merge(&mut self, other: &Test) {
        self.0.extend(other.0.iter().cloned());
    }

    pub(crate) fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        self.0.dedup();
        self
    }
}

/// Collects the tests of a pack.
#[derive(Default)]
pub(crate) struct TestsBuilder(FxHashMap<Test, TestId>);

impl TestsBuilder {
    /// The id of a test; equal tests share one.
    pub(crate) fn add(&mut self, test: &Test) -> TestId {
        if let Some(&id) = self.0.get(test) {
            return id;
        }
        let id = TestId::try_from(self.0.len()).expect("fewer than 2^32 tests");
        self.0.insert(test.clone(), id);
        id
    }

    pub(crate) fn finish(self) -> Tests {
        let mut forms: [Vec<(String, TestId)>; 6] = Default::default();
        let mut tests = Tests::default();
        for (test, id) in self.0 {
            for (ask, form) in test.0 {
                match ask {
                    Ask::Folded => forms[0].push((form, id)),
                    Ask::Exact => forms[1].push((form, id)),
                    Ask::FoldedPrefix => forms[2].push((form, id)),
                    Ask::ExactPrefix => forms[3].push((form, id)),
                    Ask::FoldedSuffix => forms[4].push((form, id)),
                    Ask::ExactSuffix => forms[5].push((form, id)),
                    Ask::Figure(Figure::Number) => tests.number.push(id),
                    Ask::Figure(Figure::Year) => tests.year.push(id),
                    Ask::Any => tests.any.push(id),
                }
            }
        }
        [&mut tests.number, &mut tests.year, &mut tests.any].into_iter().for_each(|tests| tests.sort_unstable());
        tests.folded = Table::new(take(&mut forms[0]));
        tests.exact = Table::new(take(&mut forms[1]));
        let mut affixes = |at: usize| Affixes::new(take(&mut forms[at]));
        tests.folded_prefix = affixes(2);
        tests.exact_prefix = affixes(3);
        tests.folded_suffix = affixes(4);
        tests.exact_suffix = affixes(5);
        tests
    }
}

/// All word tests of a pack, ready to be asked which of them a word passes.
#[derive(Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Tests {
    folded: Table,
    exact: Table,
    folded_prefix: Affixes,
    exact_prefix: Affixes,
    folded_suffix: Affixes,
    exact_suffix: Affixes,
    number: Vec<TestId>,
    year: Vec<TestId>,
    any: Vec<TestId>,
}

/// Beginnings or ends of words.
#[derive(Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Affixes {
    tests: Table,
    /// Bytes.
    lengths: Vec<usize>,
}

impl Affixes {
    fn new(pairs: Vec<(String, TestId)>) -> Self {
        let mut lengths: Vec<usize> = pairs.iter().map(|(affix, _)| affix.len()).collect();
        lengths.sort_unstable();
        lengths.dedup();
        Affixes { tests: Table::new(pairs), lengths }
    }

    fn collect<'w>(&self, affix_of: impl Fn(usize) -> Option<&'w str>, passed: &mut Vec<TestId>) {
        for &length in &self.lengths {
            if let Some(affix) = affix_of(length) {
                passed.extend(self.tests.get(affix));
            }
        }
    }
}

impl Tests {
    /// The tests that a word passes, in order.
    pub(crate) fn passed_by(&self, word: &Word) -> Vec<TestId> {
        let (folded, exact) = (&word.folded, &word.exact);
        let mut passed = self.any.clone();
        passed.extend(self.folded.get(folded));
        passed.extend(self.exact.get(exact));
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
