//! Words of `rules/report/<lang>.toml` for gap tables, and how the language writes dates, numbers and quotations.

use serde::Deserialize;
use std::collections::BTreeMap;

/// How a language writes what stands in every report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SayWords {
    pub quote: String,
    /// A quotation within another.
    pub quote_within: String,
    pub left_out: String,
    pub shortened: String,
    pub months: Vec<String>,
    pub first_day: String,
    pub date: String,
    pub month: String,
    pub years: String,
    pub thousands: String,
    pub decimal: String,
    pub comma: String,
    pub and: String,
    pub percent: String,
    /// Numbers of which the form for one thing is said, with spaces between them.
    pub one: String,
    pub periods: BTreeMap<String, String>,
}

/// Words of the gap table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct GapWords {
    pub name: String,
    pub caveat: String,
    pub facts: FactWords,
    pub columns: BTreeMap<String, String>,
    pub missing: BTreeMap<String, String>,
    pub some: String,
    pub claim: String,
    pub place: String,
    pub deadline: String,
    pub overdue: String,
    pub body: String,
    pub budget: String,
    pub target: String,
    pub nothing: String,
    /// What is told as implemented and not quoted, to keep within a number of words.
    pub told: String,
    pub also: String,
    pub uncovered: String,
    pub other: String,
    pub article: String,
    /// A paragraph of an article, by its number.
    pub article_paragraph: String,
    /// A paragraph of an article, or a part of one, by its letter.
    pub article_letter: String,
    pub general_recommendation: String,
    pub shortened: String,
    pub left_out: String,
    pub reviewed: String,
    pub sheets: SheetWords,
}

/// What the head of a report names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct FactWords {
    pub document: String,
    pub state: String,
    pub committee: String,
    pub session: String,
    pub symbol: String,
    pub received: String,
    pub as_of: String,
    pub file: String,
    pub counted: String,
    pub program: String,
    pub observations: String,
    pub observations_value: String,
    pub answers_of: super::Counted,
    pub program_value: String,
}

/// Names of the sheets of a workbook: at most 31 characters each.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SheetWords {
    pub about: String,
    pub gaps: String,
    pub answers: String,
    pub measures: String,
    pub coverage: String,
}
