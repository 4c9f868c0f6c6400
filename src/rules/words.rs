//! `rules/report/<lang>.toml`: the words of reports.

use super::eval_words::EvalWords;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Every word that a report uses, in one language. A missing or unknown key is an error of the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ReportWords {
    pub title: String,
    pub no_title: String,
    pub source: String,
    pub counted: String,
    pub caveat: String,
    pub verdicts: String,
    pub gaps: String,
    pub shown: String,
    pub all_shown: String,
    pub no_rows: String,
    pub articles: String,
    pub themes: String,
    pub warnings: String,
    pub line: String,
    pub overdue: String,
    pub columns: ColumnWords,
    pub verdict: BTreeMap<String, String>,
    pub status: BTreeMap<String, String>,
    pub flag: BTreeMap<String, String>,
    pub state: BTreeMap<String, String>,
    pub eval: EvalWords,
    pub explain: ExplainWords,
    pub because: BTreeMap<String, String>,
    pub minor: BTreeMap<String, String>,
    pub count: CountWords,
    pub recommendations: RecommendationWords,
    pub seen: SeenWords,
    pub say: super::SayWords,
    pub gap: super::GapWords,
    pub page: super::PageWords,
    pub diff: super::DiffWords,
}

/// Words for a number of things: `{count}` is filled in. Which numbers are one, the language says: see `[say] one`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Of one, or what the language treats so.
    pub one: String,
    /// Of any other number.
    pub other: String,
}

/// Things that are counted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CountWords {
    pub answers: Counted,
    pub sentences: Counted,
    pub measures: Counted,
    pub claimed: Counted,
    pub recommendations: Counted,
}

/// Words of what the answers say on the recommendations of the previous concluding observations.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct RecommendationWords {
    pub headline: String,
    pub caveat: String,
    pub summary: String,
    pub recommendation: String,
    pub answers: String,
    pub state: String,
    pub answer: String,
    pub more: String,
    pub name: String,
    pub heading: String,
    pub part: String,
    pub column: String,
    pub also: String,
    pub gaps: String,
    pub not_taken_up: String,
    pub no_subject: String,
    pub other: String,
    pub states: BTreeMap<String, String>,
}

/// Words of what was seen in a document in which no answer was recognised.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SeenWords {
    pub headline: String,
    pub numbered: String,
    pub headings: String,
    pub layouts: String,
    pub nothing: String,
    pub shape: String,
    pub places: Counted,
    pub more: String,
    pub labels: Counted,
    pub labels_at: String,
    pub no_parts: String,
    pub never_chosen: String,
    pub go_on: String,
    pub change: BTreeMap<String, String>,
}

/// Headings of columns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ColumnWords {
    pub question: String,
    pub claim: String,
    pub status: String,
    pub deadline: String,
    pub place: String,
    pub id: String,
    pub subject: String,
    pub answers: String,
    pub implemented: String,
    pub unrealised: String,
    pub state: String,
}

/// Words of `lacuna explain`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ExplainWords {
    pub section: String,
    pub verdict: String,
    pub because: String,
    pub weights: String,
    pub articles: String,
    pub themes: String,
    pub score: String,
    pub sentence: String,
    pub no_rule: String,
    pub subject: String,
    pub won: String,
    pub beside: String,
    pub outranked: String,
    pub blocked: String,
    pub missing: String,
    pub wrong_subject: String,
    pub background: String,
    pub minor: String,
    pub left_out: String,
}

/// The template with each `{name}` filled in.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + close];
        filled.push_str(&rest[..open]);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[open..=open + close]),
        }
        rest = &rest[open + close + 1..];
    }
    filled.push_str(rest);
    filled
}
