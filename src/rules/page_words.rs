//! Words of `rules/report/<lang>.toml` for the report that a browser shows.

use serde::Deserialize;

/// Headings, labels and descriptions of the page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct PageWords {
    pub direction: String,
    pub skip: String,
    pub contents: String,
    pub summary: String,
    pub by_section: String,
    pub by_section_described: String,
    pub coverage: String,
    pub coverage_described: String,
    pub statuses: String,
    pub statuses_described: String,
    pub deadlines: String,
    pub deadlines_described: String,
    pub no_deadline: String,
    pub graph: String,
    pub graph_described: String,
    pub answers: String,
    pub search: String,
    pub verdict: String,
    pub article: String,
    pub theme: String,
    pub status: String,
    pub sort: String,
    pub sort_document: String,
    pub sort_verdict: String,
    pub sort_article: String,
    pub any: String,
    pub reset: String,
    pub shown: super::Counted,
    pub missing: String,
    pub flags: String,
    pub section: String,
    pub asked: String,
    pub link: String,
    pub rule: String,
    pub article_short: String,
    pub signs: String,
    pub made: String,
}
