//! What one answer leaves open.

use super::{Material, Open};
use crate::assessment::{Measure, Status, Verdict};
use crate::check::Checked;
use crate::gaps::{MissingKind, missing};
use std::cmp::Reverse;

/// Everything that is worth asking about an answer.
pub(super) fn open(checked: &Checked, index: usize, material: &Material<'_>) -> Vec<Open> {
    let answer = &checked.assessment.answers[index];
    let make = |measure: Option<&Measure>, asks: Vec<&'static str>, bonus: f64| {
        let weight = |ask: &&str| material.policy.weight.get(*ask).copied().unwrap_or_default();
        Open {
            answer: answer.id.clone(),
            line: measure.map_or(answer.line, |measure| measure.line),
            quote: measure.map(|measure| measure.quote.clone()),
            weight: asks.iter().map(weight).sum::<f64>() + bonus,
            asks,
            answer_index: index,
            deadline: measure.and_then(|measure| measure.deadline.clone()),
        }
    };
    if answer.verdict == Verdict::Unanswered {
        return vec![make(None, vec!["reply"], 0.0)];
    }
    let mut promises: Vec<(&Measure, Vec<&'static str>)> = answer
        .measures
        .iter()
        .filter(|measure| measure.status.is_unrealised())
        .map(|measure| (measure, promise(checked, index, measure, &material.policy.bill)))
        .filter(|(_, asks)| !asks.is_empty())
        .collect();
    // A clause that is both pending and planned is asked about once.
    promises.dedup_by_key(|(measure, _)| (measure.start, measure.end));
    promises.sort_by_key(|(_, asks)| Reverse(asks.len()));
    promises.truncate(material.policy.quotes_per_answer);
    let plans_only = material.policy.weight.get("plans-only").copied().unwrap_or_default();
    let mut bonus = if answer.verdict == Verdict::PlansOnly { plans_only } else { 0.0 };
    let mut opens = Vec::new();
    for (measure, asks) in promises {
        opens.push(make(Some(measure), asks, bonus));
        bonus = 0.0;
    }
    let first = |status: Status| answer.measures.iter().find(|measure| measure.status == status);
    if let Some(measure) = first(Status::Declined) {
        opens.push(make(Some(measure), vec!["declined"], 0.0));
    }
    if let Some(measure) = first(Status::Unavailable) {
        let kinds = missing(answer, material.missing, &checked.assessment.source.language);
        let kinds = kinds.into_iter().map(|(kind, ..)| kind);
        let asks = kinds.filter(|kind| matches!(kind, MissingKind::Data | MissingKind::Disaggregation));
        opens.push(make(Some(measure), asks.map(MissingKind::name).collect(), 0.0));
    }
    if opens.is_empty() && answer.verdict == Verdict::NoMeasure {
        opens.push(make(None, vec!["measures"], 0.0));
    }
    opens
}

/// What is asked about a promise: whichever of these it does not name.
fn promise(checked: &Checked, index: usize, measure: &Measure, bills: &[String]) -> Vec<&'static str> {
    if measure.overdue {
        return vec!["overdue"];
    }
    if subject(checked, index, measure).is_some_and(|subject| bills.iter().any(|bill| bill == subject)) {
        return if measure.deadline.is_some() { vec!["stage"] } else { vec!["stage", "date"] };
    }
    let named =
        [("date", measure.deadline.is_some()), ("body", measure.body.is_some()), ("budget", measure.budget.is_some())];
    named.into_iter().filter(|(_, is_named)| !is_named).map(|(ask, _)| ask).collect()
}

/// What the clause of a measure speaks about.
fn subject<'c>(checked: &'c Checked, index: usize, measure: &Measure) -> Option<&'c str> {
    let sentence = checked.traces[index].sentences.get(measure.sentence - 1)?;
    let clause = sentence.clauses.iter().find(|clause| clause.span == (measure.start..measure.end))?;
    clause.subject.as_deref()
}
