//! Gates: what a build shall not let pass, and what of it was accepted before.

mod baseline;

pub use baseline::{Accepted, Baseline, Sifted, template};

use crate::assessment::{AnswerAssessment, Assessment, Flag, Verdict};
use crate::diff::{Diff, Outcome};
use crate::text::fold;
use sha2::{Digest as _, Sha256};

/// Something that a gate stops.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Name of the gate.
    pub gate: &'static str,
    /// Id of the answer, of the entry of the ledger, or of the article or theme.
    pub id: String,
    /// Stays the same while the gate, the id and the words do.
    pub fingerprint: String,
    /// The document, as the user named it.
    pub path: String,
    /// 1-based line, where it has one.
    pub line: Option<usize>,
    /// The words of the document, if any.
    pub quote: String,
    /// Whether a person changed what the rules found there.
    pub reviewed: bool,
}

impl Finding {
    /// What is stopped, by which gate: `plans-only 8.g`, with a sign where a person changed it.
    pub fn name(&self) -> String {
        format!("{} {}{}", self.gate, self.id, if self.reviewed { " ✎" } else { "" })
    }
}

/// What `check` can deny.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CheckGate {
    /// Answers with this verdict.
    Verdict(Verdict),
    /// More promises than this whose deadline has passed.
    Overdue(usize),
}

impl CheckGate {
    /// Reads `plans-only`, `no-measure`, `unanswered`, `mixed`, `overdue` or `overdue:3`.
    ///
    /// # Errors
    /// If it is none of these.
    pub fn parse(text: &str) -> Result<Self, String> {
        let verdicts = Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::Implemented);
        let (name, number) = text.split_once(':').map_or((text, None), |(name, number)| (name, Some(number)));
        if name == "overdue" {
            return match number.map(str::parse) {
                None => Ok(CheckGate::Overdue(0)),
                Some(Ok(most)) => Ok(CheckGate::Overdue(most)),
                Some(Err(_)) => Err("overdue takes how many are let pass: overdue:3".to_owned()),
            };
        }
        let known = verdicts.clone().map(Verdict::name).collect::<Vec<_>>().join(", ");
        verdicts
            .into_iter()
            .find(|verdict| verdict.name() == text)
            .map(CheckGate::Verdict)
            .ok_or_else(|| format!("what can be denied is: {known}, overdue, overdue:N"))
    }
}

/// What `diff` can fail on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DiffGate {
    /// Entries with this outcome. Unsure ones pass: a person has to look first.
    Outcome(Outcome),
    /// Answers, articles and themes where something was told as implemented, or at all, and is no longer.
    NewGaps,
}

impl DiffGate {
    /// Reads the name of an outcome, or `new-gaps`.
    ///
    /// # Errors
    /// If it is none of these.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "new-gaps" {
            return Ok(DiffGate::NewGaps);
        }
        let known = || Outcome::ALL.map(Outcome::name).join(", ");
        let found = Outcome::ALL.into_iter().find(|outcome| outcome.name() == text);
        found.map(DiffGate::Outcome).ok_or_else(|| format!("what can fail is: new-gaps, {}", known()))
    }
}

/// What these gates stop in an assessment, in the order of the document.
pub fn check(assessment: &Assessment, gates: &[CheckGate]) -> Vec<Finding> {
    let path = &assessment.source.path;
    let mut findings = Vec::new();
    let overdue = gates.iter().filter_map(|gate| match gate {
        CheckGate::Overdue(most) => Some(*most),
        CheckGate::Verdict(_) => None,
    });
    let measures =
        || assessment.answers.iter().flat_map(|answer| answer.measures.iter().map(move |measure| (answer, measure)));
    let passed = measures().filter(|(_, measure)| measure.overdue);
    let counts_overdue = overdue.min().is_some_and(|most| passed.clone().count() > most);
    for answer in &assessment.answers {
        if gates.contains(&CheckGate::Verdict(answer.verdict)) {
            let quote = telling(answer);
            let finding = Finding::new(answer.verdict.name(), &answer.id, path, Some(answer.line), quote);
            findings.push(Finding { reviewed: is_reviewed(answer), ..finding });
        }
    }
    if counts_overdue {
        findings.extend(passed.map(|(answer, measure)| {
            let finding = Finding::new("overdue", &answer.id, path, Some(measure.line), &measure.quote);
            Finding { reviewed: is_reviewed(answer), ..finding }
        }));
    }
    findings.sort_by_key(|finding| finding.line);
    findings
}

/// Whether a person changed what the rules found.
fn is_reviewed(answer: &AnswerAssessment) -> bool {
    answer.flags.contains(&Flag::Overridden)
}

/// The first words of an answer that its verdict rests on.
fn telling(answer: &AnswerAssessment) -> &str {
    let promised = answer.measures.iter().find(|measure| measure.status.is_unrealised());
    promised.or(answer.measures.first()).map_or("", |measure| &measure.quote)
}

/// What these gates stop in a comparison: entries of the ledger, then answers, articles and themes.
pub fn diff(diff: &Diff, gates: &[DiffGate]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in diff.ledger.iter().filter(|entry| !entry.unsure && gates.contains(&DiffGate::Outcome(entry.outcome))) {
        let (path, place) = match &entry.new {
            Some(place) => (&diff.new.path, Some(place)),
            None => (&diff.old.path, entry.old.as_ref()),
        };
        let quote = place.and_then(|place| place.quotes.first());
        findings.push(Finding {
            gate: entry.outcome.name(),
            id: entry.id.clone(),
            fingerprint: entry.fingerprint.clone(),
            path: path.clone(),
            line: quote.map(|quote| quote.line),
            quote: quote.map(|quote| quote.text.clone()).unwrap_or_default(),
            reviewed: false,
        });
    }
    if gates.contains(&DiffGate::NewGaps) {
        for change in diff.answers.iter().filter(|change| change.is_new_gap()) {
            let path = if change.new.is_some() { &diff.new.path } else { &diff.old.path };
            findings.push(Finding::new("new-gaps", &change.id, path, Some(change.line), ""));
        }
        for (kind, rows) in [("article", &diff.coverage.articles), ("theme", &diff.coverage.themes)] {
            for row in rows.iter().filter(|row| row.is_new_gap()) {
                findings.push(Finding::new("new-gaps", &format!("{kind} {}", row.id), &diff.new.path, None, ""));
            }
        }
    }
    findings
}

impl Finding {
    fn new(gate: &'static str, id: &str, path: &str, line: Option<usize>, quote: &str) -> Self {
        let words = fold(quote).split_whitespace().collect::<Vec<_>>().join(" ");
        let digest = Sha256::digest([gate, id, &words].join("\0").as_bytes());
        let fingerprint = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Finding {
            gate,
            id: id.to_owned(),
            fingerprint,
            path: path.to_owned(),
            line,
            quote: quote.to_owned(),
            reviewed: false,
        }
    }
}
