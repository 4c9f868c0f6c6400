//! What is compared: the measures that one sentence reports as done, as promised or as refused, with the words around them.

use super::Side;
use super::terms::terms;
use crate::assessment::Status;
use crate::rules::{Lexicon, MatchPolicy};
use crate::text::{fold, split_words};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// How far the measures of a unit have come.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Kind {
    /// Pending or planned.
    Promise,
    /// Implemented.
    Deed,
    /// Declined.
    Refusal,
}

/// Measures of one kind in one sentence.
#[derive(Debug)]
pub(super) struct Unit {
    /// Index of the answer.
    pub answer: usize,
    /// 1-based number of the sentence in the answer.
    pub sentence: usize,
    pub kind: Kind,
    /// Indices of the measures in the answer, in order.
    pub measures: Vec<usize>,
    /// Whether these words, or for a promise those around them, say that something ended or begins again.
    pub is_end: bool,
    /// Kinds of things that the words of the measures themselves name.
    pub things: BTreeSet<String>,
    /// The words of the measures themselves, of their sentence, and of the sentence before; with their weights.
    pub words: FxHashMap<String, Weighed>,
}

/// A word in a unit.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    pub weight: f64,
    /// In the sentence of the measure, or in the words that stand in for it.
    pub is_own: bool,
    pub is_mark: bool,
    pub tells: bool,
    pub spelling: String,
}

/// The kind that a status makes; none where nothing is said to be done or left undone.
fn kind(status: Status) -> Option<Kind> {
    match status {
        Status::Pending | Status::Planned => Some(Kind::Promise),
        Status::Implemented => Some(Kind::Deed),
        Status::Declined => Some(Kind::Refusal),
        Status::Unavailable => None,
    }
}

/// The units of a document, in order.
pub(super) fn units(side: &Side, lexicon: &Lexicon, policy: &MatchPolicy) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (index, answer) in side.assessment.answers.iter().enumerate() {
        let first = units.len();
        for (which, measure) in answer.measures.iter().enumerate() {
            let Some(kind) = kind(measure.status) else { continue };
            let same = units[first..].iter_mut().find(|unit| unit.sentence == measure.sentence && unit.kind == kind);
            match same {
                Some(unit) => unit.measures.push(which),
                None => units.push(Unit {
                    answer: index,
                    sentence: measure.sentence,
                    kind,
                    measures: vec![which],
                    is_end: false,
                    things: BTreeSet::new(),
                    words: FxHashMap::default(),
                }),
            }
        }
        let sentence = |number: usize| number.checked_sub(1).and_then(|at| side.sentences[index].get(at));
        join(&mut units, first, |unit| sentence(unit.sentence).is_some_and(|text| goes_on(text, lexicon)));
        for unit in &mut units[first..] {
            let place = &policy.place;
            let own: String = unit
                .measures
                .iter()
                .map(|&which| &answer.measures[which])
                .filter(|measure| measure.sentence == unit.sentence)
                .map(|measure| format!("{} ", measure.quote))
                .collect();
            unit.read(Some(&own), lexicon, policy, place.clause, true);
            for word in split_words(&own, 0..own.len()) {
                unit.things.extend(lexicon.kind(&fold(&own[word.start..word.end])).map(str::to_owned));
            }
            let is_elliptic = !unit.words.iter().any(|(key, word)| word.tells && !key.starts_with('#'));
            unit.read(sentence(unit.sentence), lexicon, policy, place.sentence, true);
            // "Its resumption is planned": what it is about stands in the sentence before.
            let points =
                || split_words(&own, 0..own.len()).any(|word| lexicon.is_pointing(&fold(&own[word.start..word.end])));
            let before = sentence(unit.sentence.saturating_sub(1));
            if is_elliptic {
                unit.read(before, lexicon, policy, place.before, true);
            } else if unit.kind == Kind::Promise && points() {
                unit.read(before, lexicon, policy, place.pointing, false);
            }
        }
    }
    units
}

/// Joins to each promise those that go on about it in the sentences right after.
fn join(units: &mut Vec<Unit>, first: usize, goes_on: impl Fn(&Unit) -> bool) {
    let mut last: Option<(usize, usize)> = None;
    let mut at = first;
    while at < units.len() {
        if units[at].kind != Kind::Promise {
            at += 1;
        } else if let Some((head, sentence)) =
            last.filter(|(_, before)| before + 1 == units[at].sentence && goes_on(&units[at]))
        {
            let tail = units.remove(at);
            units[head].measures.extend(tail.measures);
            last = Some((head, sentence + 1));
        } else {
            last = Some((at, units[at].sentence));
            at += 1;
        }
    }
}

fn goes_on(text: &str, lexicon: &Lexicon) -> bool {
    let mut words = split_words(text, 0..text.len()).map(|word| fold(&text[word.start..word.end]));
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    lexicon.goes_on(&first, &second)
}

impl Unit {
    /// Adds the words of a text. A word counts once, where it counts most.
    fn read(&mut self, text: Option<&String>, lexicon: &Lexicon, policy: &MatchPolicy, place: f64, is_own: bool) {
        for term in text.into_iter().flat_map(|text| terms(text, lexicon, &policy.weights)) {
            let weight = term.weight * place;
            self.is_end |= term.is_end && (is_own || self.kind == Kind::Promise);
            let known = self.words.entry(term.key).or_insert_with(|| Weighed {
                weight,
                is_own,
                is_mark: term.is_mark,
                tells: term.tells,
                spelling: term.word,
            });
            known.weight = known.weight.max(weight);
            known.is_own |= is_own;
        }
    }
}
