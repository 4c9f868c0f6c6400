//! Two readers of one document: observed agreement and Cohen's kappa.

use super::gold::{Gold, GoldAnswer, GoldSentence};
use super::overlap::Overlaps;
use crate::assessment::{Status, Verdict};
use anyhow::{Result, ensure};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How far two readers agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Answers that both have judged.
    pub answers: usize,
    /// Answers that only one of them has judged, or has at all.
    pub answers_apart: usize,
    /// Sentences of the common answers that could be matched.
    pub sentences: usize,
    /// Sentences of either reader, in the common answers, that could not.
    pub sentences_apart: usize,
    /// Of the verdicts.
    pub verdict: Kappa,
    /// Of "pending or planned", over sentences.
    pub unrealised: Kappa,
    /// Of each status, over sentences.
    pub status: BTreeMap<Status, Kappa>,
}

/// Agreement on one label or set of labels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Kappa {
    /// Share of the cases in which both say the same; `None` without cases.
    pub observed: Option<f64>,
    /// Cohen's kappa: how far it goes beyond chance, at most 1. `None` where both always say one and the same.
    pub kappa: Option<f64>,
}

/// Compares two readings. Sentences are matched where each is the other's largest overlap in bytes.
///
/// # Errors
/// If there is no answer that both have judged.
pub fn agreement(first: &Gold, second: &Gold) -> Result<Agreement> {
    let others: FxHashMap<&str, (Verdict, &GoldAnswer)> =
        second.read().map(|(id, verdict, answer)| (id, (verdict, answer))).collect();
    let mut verdicts = Vec::new();
    let mut sentences = Vec::new();
    let (mut only_first, mut sentences_apart) = (0, 0);
    for (id, verdict, answer) in first.read() {
        let Some(&(other_verdict, other)) = others.get(id) else {
            only_first += 1;
            continue;
        };
        verdicts.push((verdict, other_verdict));
        let before = sentences.len();
        sentences.extend(matched(answer, other));
        sentences_apart += answer.sentences.len() + other.sentences.len() - 2 * (sentences.len() - before);
    }
    ensure!(!verdicts.is_empty(), "the two gold files have no answer in common that both give a verdict");
    let over_sentences = |holds: &dyn Fn(&BTreeSet<Status>) -> bool| {
        kappa(sentences.iter().map(|(first, second)| (holds(first), holds(second))))
    };
    Ok(Agreement {
        answers: verdicts.len(),
        answers_apart: only_first + others.len() - verdicts.len(),
        sentences: sentences.len(),
        sentences_apart,
        verdict: kappa(verdicts.iter().copied()),
        unrealised: over_sentences(&|statuses| statuses.iter().any(|status| status.is_unrealised())),
        status: Status::ALL
            .into_iter()
            .map(|status| (status, over_sentences(&|statuses| statuses.contains(&status))))
            .collect(),
    })
}

/// What both say of each sentence that can be matched.
fn matched(first: &GoldAnswer, second: &GoldAnswer) -> Vec<(BTreeSet<Status>, BTreeSet<Status>)> {
    let (in_first, in_second) = (Overlaps::new(&first.sentences), Overlaps::new(&second.sentences));
    let best = |overlaps: &Overlaps<'_>, sentence: &GoldSentence| {
        overlaps.best(sentence.start, sentence.end, Some(sentence.n))
    };
    let pair = |(at, sentence): (usize, &GoldSentence)| {
        let other = &second.sentences[best(&in_second, sentence)?];
        (best(&in_first, other) == Some(at)).then(|| (sentence.statuses(), other.statuses()))
    };
    first.sentences.iter().enumerate().filter_map(pair).collect()
}

fn kappa<L: Ord>(pairs: impl Iterator<Item = (L, L)>) -> Kappa {
    let (mut cases, mut agreed) = (0u128, 0u128);
    let mut counts: BTreeMap<L, (u128, u128)> = BTreeMap::new();
    for (first, second) in pairs {
        cases += 1;
        agreed += u128::from(first == second);
        counts.entry(first).or_default().0 += 1;
        counts.entry(second).or_default().1 += 1;
    }
    // All over the square of the cases, so that it is exact until the one division.
    let chance: u128 = counts.values().map(|(first, second)| first * second).sum();
    let (observed, whole) = (agreed * cases, cases * cases);
    let beyond = observed as f64 - chance as f64;
    Kappa {
        observed: (cases > 0).then(|| agreed as f64 / cases as f64),
        kappa: (chance < whole).then(|| beyond / (whole - chance) as f64),
    }
}
