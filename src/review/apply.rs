//! Applies a review to an assessment.

use super::{Entry, Review, digest};
use crate::assessment::{AnswerAssessment, ArticleRef, Coverage, Flag, Measure, Reviewed, ThemeRef, Warning};
use crate::check::Checked;
use crate::coverage;
use crate::judge::{Weighed, Weights, judge};
use crate::reply::normal_spaces;
use crate::rules::VerdictPolicy;
use anyhow::{Result, bail};
use rustc_hash::{FxHashMap, FxHashSet};

/// Changes what a person changed; `text` is that of the document. What is stale or changes nothing becomes a warning.
///
/// # Errors
/// If an article or theme is unknown.
pub fn apply(checked: &mut Checked, review: &Review, policy: &VerdictPolicy, text: &str) -> Result<()> {
    let places: FxHashMap<String, usize> =
        checked.assessment.answers.iter().enumerate().map(|(index, answer)| (answer.id.clone(), index)).collect();
    let mut warnings = Vec::new();
    let mut dropped = FxHashSet::default();
    for entry in &review.answer {
        known(checked, entry)?;
        let Some(&index) = places.get(&entry.id) else {
            warnings.push(warning("review-stale", None, &entry.id, "the review speaks of an answer that is not there"));
            continue;
        };
        let line = Some(checked.assessment.answers[index].line);
        if digest(checked, index, text) != entry.text {
            let what = "its text has changed since the review, which is not applied; review it again";
            warnings.push(warning("review-stale", line, &entry.id, what));
            continue;
        }
        let (before, unused) = change(checked, entry, index, policy, &mut warnings);
        let says_more = entry.note.is_some() || entry.evidence.is_some();
        if entry.drop {
            dropped.insert(entry.id.clone());
            let why = format!("left out by {}: {}", entry.by, entry.reason);
            warnings.push(warning("review-dropped", line, &entry.id, &why));
        } else if !unused.is_empty() {
            // Not only where all of it is without effect: the rest of an entry must not hide it.
            let what = format!("the review changes nothing here: {}", unused.join(", "));
            warnings.push(warning("review-unused", line, &entry.id, &what));
        } else if before.is_empty() && !says_more {
            warnings.push(warning("review-unused", line, &entry.id, "the review changes nothing here"));
        }
        let answer = &mut checked.assessment.answers[index];
        if !before.is_empty() {
            answer.flags.push(Flag::Overridden);
        }
        if !before.is_empty() || says_more {
            answer.review = Some(Reviewed {
                by: entry.by.clone(),
                reason: entry.reason.clone(),
                note: entry.note.clone(),
                evidence: entry.evidence.clone(),
                before,
            });
        }
    }
    checked.retain(|answer| !dropped.contains(&answer.id));
    let graph = coverage::graph(&checked.assessment, &checked.convention);
    let Coverage { articles, themes } = coverage::coverage(&graph, &checked.assessment);
    checked.assessment.coverage = Coverage { articles, themes };
    checked.assessment.warnings.extend(warnings);
    Ok(())
}

fn warning(code: &str, line: Option<usize>, id: &str, what: &str) -> Warning {
    Warning { code: code.to_owned(), line, message: format!("{id}: {what}") }
}

/// That the convention has these articles and themes.
fn known(checked: &Checked, entry: &Entry) -> Result<()> {
    let convention = &checked.convention;
    for id in entry.articles.iter().flatten() {
        if !convention.article.iter().any(|article| article.id == *id) {
            bail!("the review of answer {}: there is no article {id}", entry.id);
        }
    }
    for id in entry.themes.iter().flatten() {
        if !convention.theme.iter().any(|theme| theme.id == *id) {
            let known: Vec<&str> = convention.theme.iter().map(|theme| theme.id.as_str()).collect();
            bail!("the review of answer {}: there is no theme {id}; a theme is one of: {}", entry.id, known.join(", "));
        }
    }
    Ok(())
}

/// Applies one entry. What the rules had found where something changed, and what of the entry changes nothing.
fn change(
    checked: &mut Checked,
    entry: &Entry,
    index: usize,
    policy: &VerdictPolicy,
    warnings: &mut Vec<Warning>,
) -> (Vec<String>, Vec<&'static str>) {
    let stale = warnings.len();
    let mut before = statuses(checked, entry, index, policy, warnings);
    let stale = warnings.len() > stale;
    let judged_anew = !before.is_empty();
    let mut unused = Vec::new();
    if !entry.measure.is_empty() && !judged_anew && !stale {
        unused.push("measure");
    }
    let answer = &mut checked.assessment.answers[index];
    match entry.verdict {
        Some(verdict) if verdict != answer.verdict => {
            before.push(answer.verdict.name().to_owned());
            answer.verdict = verdict;
        }
        // The verdict that the changed measures give is no idle word.
        Some(_) if !judged_anew => unused.push("verdict"),
        _ => {}
    }
    if let Some(ids) = &entry.articles {
        match replace(&mut answer.articles, ids, |article| &article.id, article) {
            Some(found) => before.extend(found),
            None => unused.push("articles"),
        }
    }
    if let Some(ids) = &entry.themes {
        match replace(&mut answer.themes, ids, |theme| &theme.id, theme) {
            Some(found) => before.extend(found),
            None => unused.push("themes"),
        }
    }
    (before, unused)
}

/// Puts what a person says in place of what was found; the ids of that. `None` if they are the same.
fn replace<T>(
    found: &mut Vec<T>,
    ids: &[String],
    id_of: fn(&T) -> &String,
    with: fn(&str, &[T]) -> T,
) -> Option<Vec<String>> {
    if found.iter().map(id_of).eq(ids) {
        return None;
    }
    let before = found.iter().map(|one| id_of(one).clone()).collect();
    *found = ids.iter().map(|id| with(id, found)).collect();
    Some(before)
}

/// With the evidence that the rules gave, if they gave any.
fn article(id: &str, found: &[ArticleRef]) -> ArticleRef {
    let given = found.iter().find(|article| article.id == *id).cloned();
    given.unwrap_or_else(|| ArticleRef { id: id.to_owned(), paragraphs: Vec::new(), score: 0.0, why: Vec::new() })
}

fn theme(id: &str, found: &[ThemeRef]) -> ThemeRef {
    let given = found.iter().find(|theme| theme.id == *id).cloned();
    given.unwrap_or_else(|| ThemeRef { id: id.to_owned(), score: 0.0, why: Vec::new() })
}

/// Changes the statuses of measures, and judges the answer again by them.
fn statuses(
    checked: &mut Checked,
    entry: &Entry,
    index: usize,
    policy: &VerdictPolicy,
    warnings: &mut Vec<Warning>,
) -> Vec<String> {
    let mut before = Vec::new();
    let AnswerAssessment { measures, line, .. } = &mut checked.assessment.answers[index];
    for wanted in &entry.measure {
        let words = normal_spaces(&wanted.quote);
        let place = measures.iter().position(|measure| normal_spaces(&measure.quote).contains(&words));
        let Some(measure) = place.filter(|_| !words.is_empty()).map(|place| &mut measures[place]) else {
            let what = format!("the review speaks of a measure that is not there: {}", wanted.quote);
            warnings.push(warning("review-stale", Some(*line), &entry.id, &what));
            continue;
        };
        if measure.status == wanted.status {
            continue;
        }
        before.push(measure.status.name().to_owned());
        measure.status = wanted.status;
        // What a person says of it counts in full.
        measure.minor = None;
        if !measure.status.is_unrealised() {
            measure.overdue = false;
        }
        checked.overrides.insert(measure.start, wanted.status);
    }
    if !before.is_empty() {
        let weighed: Vec<Weighed> = measures
            .iter()
            .map(|measure| {
                let cue = checked.pack.cues.iter().find(|cue| cue.id == measure.rule);
                let Measure { sentence, status, minor, .. } = *measure;
                Weighed { sentence, status, weight: cue.map_or(1.0, |cue| cue.weight), is_minor: minor.is_some() }
            })
            .collect();
        let weights = Weights::of(&weighed, policy.minor_weight);
        let judgement = judge(weights, policy);
        let answer = &mut checked.assessment.answers[index];
        if answer.verdict != judgement.verdict {
            before.push(answer.verdict.name().to_owned());
        }
        answer.verdict = judgement.verdict;
        answer.flags.clone_from(&judgement.flags);
        checked.traces[index].judgement = judgement;
    }
    before
}
