//! An assessment against a gold file.

use super::gold::{Gold, GoldAnswer, GoldSentence};
use super::overlap::Overlaps;
use super::tally::{Tally, ratio};
use crate::assessment::{AnswerAssessment, Assessment, Evidence, Flag, Measure, Status, Verdict};
use anyhow::{Context as _, Result, ensure};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The figures, each from 0 to 1 where nothing else is said.
///
/// An answer that was not found counts as one without any measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// Share of the gold answers that the assessment has.
    pub answers_found: f64,
    /// Share of the answers with the right verdict.
    pub verdict_accuracy: f64,
    /// The accuracy of always giving the most common verdict.
    pub verdict_baseline: f64,
    /// Mean F1 of the verdicts that the gold file has.
    pub verdict_macro_f1: f64,
    /// F1 of the verdict `plans-only`, if the gold file has it.
    pub plans_only_f1: Option<f64>,
    /// F1 of the flag `declined`.
    pub declined_flag_f1: f64,
    /// Share of the sentences with exactly the right statuses.
    pub sentence_exact: f64,
    /// F1 of "pending or planned" over sentences.
    pub unrealised_f1: f64,
    /// Micro F1 of articles, over the answers that have some in the gold file.
    pub article_f1: Option<f64>,
    /// Share of these answers with the right first article.
    pub lead_article: Option<f64>,
    /// Micro F1 of themes, over the answers that have some in the gold file.
    pub theme_f1: Option<f64>,
    /// Number of measures that overlap no sentence of the gold answer.
    pub stray_measures: usize,
    /// F1 over sentences, if the gold file has the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub implemented_f1: Option<f64>,
    /// As above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_f1: Option<f64>,
    /// As above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned_f1: Option<f64>,
    /// As above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declined_f1: Option<f64>,
    /// As above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unavailable_f1: Option<f64>,
}

/// The figures, and what they come from.
#[derive(Clone, Debug)]
pub struct Evaluation<'e> {
    /// The figures.
    pub scores: Scores,
    /// Answers that the reader judged.
    pub answers: usize,
    /// Those that the assessment does not have.
    pub missing: Vec<&'e str>,
    /// The most common verdict of the gold file.
    pub majority: Verdict,
    /// Verdicts that the gold file has.
    pub verdicts: Vec<(Verdict, Tally)>,
    /// How many answers have the first verdict in the gold file and the second in the assessment.
    pub confusion: BTreeMap<(Verdict, Verdict), usize>,
    /// Over sentences.
    pub statuses: BTreeMap<Status, Tally>,
    /// "Pending or planned", over sentences.
    pub unrealised: Tally,
    /// In the order of the gold file.
    pub disagreements: Vec<Disagreement<'e>>,
}

/// A place where assessment and reader differ.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Disagreement<'e> {
    /// Of an answer's verdicts.
    Verdict { answer: &'e str, given: Verdict, gold: Verdict },
    /// About the flag `declined`, which is `given` or else in the gold file.
    DeclinedFlag { answer: &'e str, given: bool },
    /// Of the set of articles, or the first of them.
    Articles { answer: &'e str, topics: Topics<'e> },
    /// Of the set of themes.
    Themes { answer: &'e str, topics: Topics<'e> },
    /// Of a sentence's statuses. `measures` are those found in it.
    Sentence { answer: &'e str, sentence: &'e GoldSentence, measures: Vec<&'e Measure> },
    /// A measure that overlaps no sentence of the gold answer.
    Stray { answer: &'e str, measure: &'e Measure },
}

/// Articles or themes of an answer, by both.
#[derive(Clone, Debug, PartialEq)]
pub struct Topics<'e> {
    /// In the assessment.
    pub given: Vec<&'e str>,
    /// In the gold file.
    pub gold: Vec<&'e str>,
    /// For each that only the assessment has, its first evidence.
    pub why: Vec<(&'e str, &'e Evidence)>,
}

/// Scores an assessment. Answers that the reader has not judged yet are left out.
///
/// # Errors
/// If the reader has judged no answer, or those answers have no sentences.
pub fn evaluate<'e>(assessment: &'e Assessment, gold: &'e Gold) -> Result<Evaluation<'e>> {
    let answers: FxHashMap<&str, &AnswerAssessment> =
        assessment.answers.iter().map(|answer| (answer.id.as_str(), answer)).collect();
    let mut count = Count::default();
    for (id, verdict, reading) in gold.read() {
        count.answer(id, verdict, reading, answers.get(id).copied());
    }
    count.evaluation()
}

#[derive(Default)]
struct Count<'e> {
    missing: Vec<&'e str>,
    /// Gold verdict and given verdict, in the order of the gold file.
    verdicts: Vec<(Verdict, Verdict)>,
    declined_flag: Tally,
    articles: Tally,
    with_articles: usize,
    leads: usize,
    themes: Tally,
    with_themes: usize,
    statuses: BTreeMap<Status, Tally>,
    unrealised: Tally,
    sentences: usize,
    exact: usize,
    strays: usize,
    disagreements: Vec<Disagreement<'e>>,
}

impl<'e> Count<'e> {
    fn answer(&mut self, id: &'e str, gold: Verdict, reading: &'e GoldAnswer, answer: Option<&'e AnswerAssessment>) {
        if answer.is_none() {
            self.missing.push(id);
        }
        let given = answer.map_or(Verdict::NoMeasure, |answer| answer.verdict);
        self.verdicts.push((gold, given));
        if given != gold {
            self.disagreements.push(Disagreement::Verdict { answer: id, given, gold });
        }
        let declined = answer.is_some_and(|answer| answer.flags.contains(&Flag::Declined));
        let declined_gold = reading.flags.contains(&Flag::Declined);
        self.declined_flag.add(declined, declined_gold);
        if declined != declined_gold {
            self.disagreements.push(Disagreement::DeclinedFlag { answer: id, given: declined });
        }
        self.topics(id, reading, answer);
        self.sentences(id, reading, answer.map_or(&[], |answer| &answer.measures));
    }

    fn topics(&mut self, id: &'e str, reading: &'e GoldAnswer, answer: Option<&'e AnswerAssessment>) {
        if !reading.articles.is_empty() {
            let given = answer.iter().flat_map(|answer| &answer.articles);
            let (topics, same) = compare(
                given.map(|article| (article.id.as_str(), article.why.as_slice())),
                &reading.articles,
                &mut self.articles,
            );
            let lead = topics.given.first().is_some_and(|first| reading.lead_article.as_deref() == Some(first));
            self.with_articles += 1;
            self.leads += usize::from(lead);
            if !same || !lead {
                self.disagreements.push(Disagreement::Articles { answer: id, topics });
            }
        }
        if !reading.themes.is_empty() {
            let given = answer.iter().flat_map(|answer| &answer.themes);
            let (topics, same) = compare(
                given.map(|theme| (theme.id.as_str(), theme.why.as_slice())),
                &reading.themes,
                &mut self.themes,
            );
            self.with_themes += 1;
            if !same {
                self.disagreements.push(Disagreement::Themes { answer: id, topics });
            }
        }
    }

    fn sentences(&mut self, id: &'e str, reading: &'e GoldAnswer, measures: &'e [Measure]) {
        let overlaps = Overlaps::new(&reading.sentences);
        let mut found: Vec<Vec<&Measure>> = vec![Vec::new(); reading.sentences.len()];
        for measure in measures {
            match overlaps.best(measure.start, measure.end, None) {
                Some(at) => found[at].push(measure),
                None => {
                    self.strays += 1;
                    self.disagreements.push(Disagreement::Stray { answer: id, measure });
                }
            }
        }
        for (sentence, measures) in reading.sentences.iter().zip(found) {
            let given: BTreeSet<Status> = measures.iter().map(|measure| measure.status).collect();
            let gold = sentence.statuses();
            for status in Status::ALL {
                let tally = self.statuses.entry(status).or_default();
                tally.add(given.contains(&status), gold.contains(&status));
            }
            let unrealised = |statuses: &BTreeSet<Status>| statuses.iter().any(|status| status.is_unrealised());
            self.unrealised.add(unrealised(&given), unrealised(&gold));
            self.sentences += 1;
            if given == gold {
                self.exact += 1;
            } else {
                self.disagreements.push(Disagreement::Sentence { answer: id, sentence, measures });
            }
        }
    }

    fn evaluation(self) -> Result<Evaluation<'e>> {
        let answers = self.verdicts.len();
        let majority =
            majority(&self.verdicts).context("no answer of the gold file has a verdict yet; fill some in")?;
        ensure!(self.sentences > 0, "no answer of the gold file that has a verdict has a sentence; add its sentences");

        let verdict_tallies = verdict_tallies(&self.verdicts);
        // Left to right from zero in the order of the names: the order decides the last digit.
        let f1_sum = verdict_tallies.iter().fold(0.0, |sum, (_, tally)| sum + tally.f1());
        let f1_of = |status| self.statuses.get(&status).filter(|tally| tally.there > 0).map(Tally::f1);
        let plans_only = verdict_tallies.iter().find(|(verdict, _)| *verdict == Verdict::PlansOnly);
        let majority_count = self.verdicts.iter().filter(|(gold, _)| *gold == majority).count();
        let scores = Scores {
            answers_found: ratio(answers - self.missing.len(), answers),
            verdict_accuracy: ratio(self.verdicts.iter().filter(|(gold, given)| gold == given).count(), answers),
            verdict_baseline: ratio(majority_count, answers),
            verdict_macro_f1: f1_sum / verdict_tallies.len() as f64,
            plans_only_f1: plans_only.map(|(_, tally)| tally.f1()),
            declined_flag_f1: self.declined_flag.f1(),
            sentence_exact: ratio(self.exact, self.sentences),
            unrealised_f1: self.unrealised.f1(),
            article_f1: (self.with_articles > 0).then(|| self.articles.f1()),
            lead_article: (self.with_articles > 0).then(|| ratio(self.leads, self.with_articles)),
            theme_f1: (self.with_themes > 0).then(|| self.themes.f1()),
            stray_measures: self.strays,
            implemented_f1: f1_of(Status::Implemented),
            pending_f1: f1_of(Status::Pending),
            planned_f1: f1_of(Status::Planned),
            declined_f1: f1_of(Status::Declined),
            unavailable_f1: f1_of(Status::Unavailable),
        };
        let mut confusion = BTreeMap::new();
        for pair in self.verdicts {
            *confusion.entry(pair).or_insert(0) += 1;
        }
        Ok(Evaluation {
            scores,
            answers,
            missing: self.missing,
            majority,
            verdicts: verdict_tallies,
            confusion,
            statuses: self.statuses,
            unrealised: self.unrealised,
            disagreements: self.disagreements,
        })
    }
}

/// Adds an answer's topics to the tally. Both lists, and whether they are the same set.
fn compare<'e>(
    given: impl Iterator<Item = (&'e str, &'e [Evidence])>,
    gold: &'e [String],
    tally: &mut Tally,
) -> (Topics<'e>, bool) {
    let gold: Vec<&str> = gold.iter().map(String::as_str).collect();
    let given: Vec<(&str, &[Evidence])> = given.collect();
    let gold_set: BTreeSet<&str> = gold.iter().copied().collect();
    let given_set: BTreeSet<&str> = given.iter().map(|(id, _)| *id).collect();
    tally.right += given_set.intersection(&gold_set).count();
    tally.given += given_set.len();
    tally.there += gold_set.len();
    let extra = given.iter().filter(|(id, _)| !gold_set.contains(id));
    let why = extra.filter_map(|(id, why)| Some((*id, why.first()?))).collect();
    (Topics { given: given.iter().map(|(id, _)| *id).collect(), gold, why }, given_set == gold_set)
}

/// The most common gold verdict; of several, the one that comes first.
fn majority(verdicts: &[(Verdict, Verdict)]) -> Option<Verdict> {
    let mut counts: Vec<(Verdict, usize)> = Vec::new();
    for (gold, _) in verdicts {
        match counts.iter_mut().find(|(verdict, _)| verdict == gold) {
            Some((_, count)) => *count += 1,
            None => counts.push((*gold, 1)),
        }
    }
    // `max_by_key` takes the last of equals.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(verdict, _)| verdict)
}

/// A tally for every verdict that the gold file has, in the order of their names.
fn verdict_tallies(verdicts: &[(Verdict, Verdict)]) -> Vec<(Verdict, Tally)> {
    let mut names: Vec<Verdict> =
        Verdict::ALL.into_iter().filter(|verdict| verdicts.iter().any(|(gold, _)| gold == verdict)).collect();
    names.sort_unstable_by_key(|verdict| verdict.name());
    let tally = |name: Verdict| {
        let mut tally = Tally::default();
        verdicts.iter().for_each(|(gold, given)| tally.add(*given == name, *gold == name));
        (name, tally)
    };
    names.into_iter().map(tally).collect()
}
