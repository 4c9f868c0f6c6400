//! What one answer leaves open.

use super::quote::{Quotes, Words};
use super::{Kind, Material, Open};
use crate::assessment::{Flag, Measure, Status, Verdict};
use crate::check::Checked;
use crate::gaps::is_undivided;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Everything that is worth asking about an answer of the document with this text.
pub(super) fn open(checked: &Checked, text: &str, index: usize, material: &Material<'_>) -> Vec<Open> {
    let answer = &checked.assessment.answers[index];
    let make = |kind: Kind, words: Option<Words>, asks: Vec<&'static str>, bonus: f64| {
        let weight = |ask: &&str| material.policy.weight.get(*ask).copied().unwrap_or_default();
        let line = words.as_ref().map_or(answer.line, |words| words.line);
        let cut = words.as_ref().map_or((false, false), |words| words.cut);
        let quote = words.map(|words| words.quote);
        let weight = asks.iter().map(weight).sum::<f64>() + bonus;
        Open { answer: answer.id.clone(), line, quote, asks, weight, kind, answer_index: index, deadline: None, cut }
    };
    let quotes = Quotes { checked, text, policy: material.policy };
    let quoted = |measure: &Measure, last: usize| Some(quotes.of(index, measure, last));
    if answer.verdict == Verdict::Unanswered {
        return vec![make(Kind::Reply, None, vec!["reply"], 0.0)];
    }
    let mut promises = promises(&quotes, index, material);
    promises.sort_by_key(|promise| Reverse(promise.asks.len()));
    promises.truncate(material.policy.quotes_per_answer);
    let plans_only = material.policy.weight.get("plans-only").copied().unwrap_or_default();
    let mut bonus = if answer.verdict == Verdict::PlansOnly { plans_only } else { 0.0 };
    let mut opens = Vec::new();
    for Promise { kind, measure, last, asks } in promises {
        let deadline = measure.deadline.clone();
        opens.push(Open { deadline, ..make(kind, quoted(measure, last), asks, bonus) });
        bonus = 0.0;
    }
    let of_status = |status: Status| answer.measures.iter().filter(move |measure| measure.status == status);
    if let Some(measure) = of_status(Status::Declined).next() {
        opens.push(make(Kind::Declined, quoted(measure, measure.sentence), vec!["declined"], 0.0));
    }
    let language = &checked.assessment.source.language;
    for (kind, ask, divided) in [(Kind::Data, "data", true), (Kind::Disaggregation, "disaggregation", false)] {
        let fits = |measure: &&Measure| is_undivided(measure, material.missing, language) != divided;
        if let Some(measure) = of_status(Status::Unavailable).find(fits) {
            opens.push(make(kind, quoted(measure, measure.sentence), vec![ask], 0.0));
        }
    }
    if answer.flags.contains(&Flag::OffTopic) {
        opens.push(make(Kind::OffTopic, None, vec!["off-topic"], 0.0));
    } else if opens.is_empty() && answer.verdict == Verdict::NoMeasure {
        opens.push(make(Kind::Measures, None, vec!["measures"], 0.0));
    }
    opens
}

/// A sentence that promises something, and what it does not name.
struct Promise<'m> {
    kind: Kind,
    measure: &'m Measure,
    /// 1-based number of the last sentence that belongs to it.
    last: usize,
    asks: Vec<&'static str>,
}

/// The promises of an answer: what one sentence promises, or several in a row say of one thing, is asked about together.
fn promises<'c>(quotes: &Quotes<'c>, index: usize, material: &Material<'_>) -> Vec<Promise<'c>> {
    let checked = quotes.checked;
    let mut sentences: BTreeMap<usize, Vec<&Measure>> = BTreeMap::new();
    for measure in checked.assessment.answers[index].measures.iter().filter(|measure| measure.status.is_unrealised()) {
        sentences.entry(measure.sentence).or_default().push(measure);
    }
    let mut promises: Vec<Promise<'_>> = Vec::new();
    for measures in sentences.values() {
        let next = promise(checked, index, measures, material);
        match promises.last_mut() {
            Some(before) if goes_on(before, &next, || quotes.goes_on(index, next.last)) => before.last = next.last,
            _ => promises.push(next),
        }
    }
    promises.retain(|promise| !promise.asks.is_empty());
    promises
}

/// Whether a sentence goes on about the bill of the one before it, or about what that promised: `is_led` tells whether
/// it begins with a word like "it".
fn goes_on(before: &Promise<'_>, next: &Promise<'_>, is_led: impl Fn() -> bool) -> bool {
    before.kind == next.kind
        && before.asks == next.asks
        && before.last + 1 == next.last
        && before.measure.line == next.measure.line
        && (before.kind == Kind::Bill || is_led())
}

/// What is asked about the promises of one sentence: whichever of these it does not name.
fn promise<'c>(checked: &'c Checked, index: usize, measures: &[&'c Measure], material: &Material<'_>) -> Promise<'c> {
    let find = |fits: &dyn Fn(&Measure) -> bool| measures.iter().copied().find(|measure| fits(measure));
    let last = measures[0].sentence;
    if let Some(measure) = find(&|measure| measure.overdue) {
        return Promise { kind: Kind::Overdue, measure, last, asks: vec!["overdue"] };
    }
    let dated = find(&|measure| measure.deadline.is_some());
    if let Some(bill) = find(&|measure| is_bill(checked, index, measure, material)) {
        let asks = if dated.is_some() { vec!["stage"] } else { vec!["stage", "date"] };
        return Promise { kind: Kind::Bill, measure: dated.unwrap_or(bill), last, asks };
    }
    let named = [
        ("date", dated.is_some()),
        ("body", find(&|measure| measure.body.is_some()).is_some()),
        ("budget", find(&|measure| measure.budget.is_some()).is_some()),
    ];
    let asks = named.into_iter().filter(|(_, is_named)| !is_named).map(|(ask, _)| ask).collect();
    Promise { kind: Kind::Promise, measure: measures[0], last, asks }
}

/// Whether a clause speaks about a text that is not yet law.
fn is_bill(checked: &Checked, index: usize, measure: &Measure, material: &Material<'_>) -> bool {
    let policy = material.policy;
    let is_one_of = |subjects: &[String], subject: &str| subjects.iter().any(|known| known == subject);
    subject(checked, index, measure).is_some_and(|subject| {
        is_one_of(&policy.bill, subject)
            || (measure.status == Status::Pending && is_one_of(&policy.bill_while_pending, subject))
    })
}

/// What the clause of a measure speaks about.
fn subject<'c>(checked: &'c Checked, index: usize, measure: &Measure) -> Option<&'c str> {
    let sentence = checked.traces[index].sentences.get(measure.sentence.checked_sub(1)?)?;
    let clause = sentence.clauses.iter().find(|clause| clause.span == (measure.start..measure.end))?;
    clause.subject.as_deref()
}
