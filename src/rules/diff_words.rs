//! `[diff]` of `rules/report/<lang>.toml`: the words of the ledger between two documents.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Words of `lacuna diff`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DiffWords {
    pub heading: String,
    pub document: String,
    pub all: String,
    pub documents: String,
    pub mode: BTreeMap<String, String>,
    pub because: BTreeMap<String, String>,
    pub outcome: BTreeMap<String, String>,
    pub meaning: BTreeMap<String, String>,
    pub columns: DiffColumns,
    pub unsure: String,
    pub unsure_means: String,
    pub near: String,
    pub none: String,
    pub no_match: String,
    pub nothing: String,
    pub more: super::Counted,
    pub answers: String,
    pub coverage: String,
    pub new_gap: String,
    pub no_change: String,
    pub explain: DiffExplain,
}

/// Headings of columns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DiffColumns {
    pub id: String,
    pub outcome: String,
    pub count: String,
    pub unsure: String,
    pub then: String,
    pub now: String,
    pub words: String,
    pub score: String,
}

/// Words of `lacuna diff --explain`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DiffExplain {
    pub score: String,
    pub evidence: String,
    pub pieces: BTreeMap<String, String>,
    pub word: String,
    pub near: String,
    pub unmatched: String,
    pub nearest: String,
    pub fingerprint: String,
}
