//! What is compared: the measures that one sentence reports as done, as promised or as refused, with the words around them.

use super::Side;
use super::terms::{is_year, terms};
use super::vocabulary::concept;
use crate::assessment::{AnswerAssessment, Status};
use crate::details::last_day;
use crate::rules::{Lexicon, MatchPolicy};
use crate::text::{fold, lower, split_words};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Measures of the same sentence that tell how much of it is done.
    pub parts: Vec<usize>,
    /// Whether these words, or for a promise those around them, say that something ended or begins again.
    pub is_end: bool,
    /// Kinds of things that the words of the measures themselves name.
    pub things: BTreeSet<String>,
    /// The topic rules that fire in the measures, without their language, each with the words that fire it.
    pub concepts: BTreeMap<String, String>,
    /// The years by which it is promised.
    pub due: BTreeSet<String>,
    /// The years that the measures name.
    pub years: BTreeSet<String>,
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
                    parts: Vec::new(),
                    is_end: false,
                    things: BTreeSet::new(),
                    concepts: BTreeMap::new(),
                    due: BTreeSet::new(),
                    years: BTreeSet::new(),
                    words: FxHashMap::default(),
                }),
            }
        }
        let sentence = |number: usize| number.checked_sub(1).and_then(|at| side.sentences[index].get(at));
        finish(&mut units, first, answer, lexicon);
        join(&mut units, first, |unit| sentence(unit.sentence).is_some_and(|text| goes_on(text, lexicon)));
        for unit in &mut units[first..] {
            let place = &policy.place;
            let own: String = unit
                .measures
                .iter()
                .chain(&unit.parts)
                .map(|&which| &answer.measures[which])
                .filter(|measure| measure.sentence == unit.sentence)
                .map(|measure| format!("{} ", measure.quote))
                .collect();
            unit.read(Some(&own), lexicon, policy, place.clause, true);
            for word in split_words(&own, 0..own.len()) {
                unit.things.extend(lexicon.kind(&fold(&own[word.start..word.end])).map(str::to_owned));
            }
            unit.spot(answer);
            unit.years = unit
                .words
                .keys()
                .filter_map(|key| key.strip_prefix('#'))
                .filter(|key| is_year(key))
                .map(str::to_owned)
                .collect();
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

/// "Seven of the twelve are built and the work will be completed in 2030" keeps no promise: what was done belongs to what is
/// promised beside it, where that only tells when it will be finished.
fn finish(units: &mut Vec<Unit>, first: usize, answer: &AnswerAssessment, lexicon: &Lexicon) {
    let ends = |unit: &Unit| {
        unit.kind == Kind::Promise
            && unit.measures.iter().any(|&which| finishes(&answer.measures[which].quote, lexicon))
    };
    let sentences: Vec<usize> = units[first..].iter().filter(|unit| ends(unit)).map(|unit| unit.sentence).collect();
    let is_part = |unit: &Unit| unit.kind == Kind::Deed && sentences.contains(&unit.sentence);
    for at in (first..units.len()).rev() {
        if is_part(&units[at]) {
            let part = units.remove(at);
            let whole =
                units[first..].iter_mut().find(|unit| unit.kind == Kind::Promise && unit.sentence == part.sentence);
            whole.expect("it has one").parts = part.measures;
        }
    }
}

/// Whether a clause tells of nothing but when something will be finished.
fn finishes(text: &str, lexicon: &Lexicon) -> bool {
    let words = || split_words(text, 0..text.len()).map(|word| fold(&text[word.start..word.end]));
    let tells = |word: &String| {
        let is_number = word.bytes().any(|byte| byte.is_ascii_digit()) || lexicon.number(word).is_some();
        !is_number && word.len() > 2 && !lexicon.is_stop(word) && !lexicon.is_form(lexicon.key(word))
    };
    words().any(|word| lexicon.is_finish(lexicon.key(&word)))
        && !words().any(|word| tells(&word) && !lexicon.is_finish(lexicon.key(&word)))
}

fn goes_on(text: &str, lexicon: &Lexicon) -> bool {
    let mut words = split_words(text, 0..text.len()).map(|word| fold(&text[word.start..word.end]));
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    lexicon.goes_on(&first, &second)
}

impl Unit {
    /// The topics and deadlines of the measures.
    fn spot(&mut self, answer: &AnswerAssessment) {
        let articles = answer.articles.iter().flat_map(|article| &article.why);
        let themes = answer.themes.iter().flat_map(|theme| &theme.why);
        let measures = || self.measures.iter().map(|&which| &answer.measures[which]);
        let hits = articles.chain(themes);
        let within = hits.filter(|hit| measures().any(|measure| measure.start < hit.end && hit.start < measure.end));
        self.concepts = within.map(|hit| (concept(&hit.rule).to_owned(), lower(&hit.quote))).collect();
        self.due = measures()
            .filter_map(|measure| measure.deadline.as_deref())
            .map(|deadline| last_day(deadline).chars().take(4).collect())
            .collect();
    }

    /// Whether both are promised, and this one names the year by which the other was due beside a later one: it is late.
    pub(super) fn is_late_for(&self, other: &Unit) -> bool {
        let names = |year: &str| self.words.get(&format!("#{year}")).is_some_and(|word| word.is_own);
        let later = |year: &String| self.due.iter().chain(&self.years).any(|known| known > year);
        self.kind == Kind::Promise
            && other.kind == Kind::Promise
            && other.due.iter().any(|year| later(year) && names(year))
    }

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
