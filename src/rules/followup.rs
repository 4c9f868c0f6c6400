//! `rules/followup/<lang>.toml` and `rules/policy/followup.toml`: how follow-up questions are worded and ranked.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The words of follow-up questions in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct FollowupWords {
    pub title: String,
    pub caveat: String,
    pub single: String,
    pub silent: String,
    pub unaddressed: String,
    pub several: SeveralWords,
    pub each: EachWords,
    pub point: PointWords,
    pub item_end: String,
    pub last_end: String,
    pub other: String,
    pub other_title: String,
    pub article: String,
    pub heading: String,
    pub letter: String,
    pub part: String,
    pub parts_join: String,
    pub recommendation: String,
    pub none: String,
    pub ask: AskWords,
}

/// What leads over to several points of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct SeveralWords {
    pub overdue: String,
    pub promise: String,
    pub bill: String,
    pub declined: String,
    pub data: String,
    pub disaggregation: String,
    pub measures: String,
    pub off_topic: String,
    pub reply: String,
    pub mixed: String,
}

/// What is asked of each of several points.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct EachWords {
    pub date: String,
    pub body: String,
    pub budget: String,
}

/// One of several points.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct PointWords {
    pub quoted: String,
    pub less: String,
    pub dated: String,
    pub silent: String,
    pub unaddressed: String,
    pub mixed: String,
    pub mixed_silent: String,
    pub mixed_unaddressed: String,
}

/// What is asked for: each completes "Please provide information on …".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct AskWords {
    pub stage: String,
    pub stage_dated: String,
    pub date: String,
    pub body: String,
    pub budget: String,
    pub overdue: String,
    pub declined: String,
    pub data: String,
    pub disaggregation: String,
    pub measures: String,
    pub off_topic: String,
    pub reply: String,
    pub recommendation: String,
}

/// How follow-up questions are ranked and merged.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowupPolicy {
    /// Promises of one answer that are asked about.
    pub quotes_per_answer: usize,
    /// Points of one question.
    pub items_per_question: usize,
    /// Words of a quotation.
    pub quote_words: usize,
    /// Subjects that are draft laws.
    pub bill: Vec<String>,
    /// Subjects that are draft laws where what is said of them is pending.
    pub bill_while_pending: Vec<String>,
    /// By language, beginnings of sentences that are not understood without the sentence before.
    pub goes_on: BTreeMap<String, Vec<String>>,
    /// By language, beginnings that only look so.
    pub stands_alone: BTreeMap<String, Vec<String>>,
    /// By kind of what is left open.
    pub weight: BTreeMap<String, f64>,
}
