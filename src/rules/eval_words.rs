//! `rules/report/<lang>.toml`, `[eval]`.

use serde::Deserialize;

/// Words of `lacuna eval`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct EvalWords {
    pub score: String,
    pub answers_found: String,
    pub verdict_accuracy: String,
    pub verdict_baseline: String,
    pub verdict_macro_f1: String,
    pub declined_flag_f1: String,
    pub sentence_exact: String,
    pub article_f1: String,
    pub lead_article: String,
    pub theme_f1: String,
    pub stray_measures: String,
    pub missing: String,
    pub verdict: String,
    pub status: String,
    pub unrealised: String,
    pub precision: String,
    pub recall: String,
    pub f1: String,
    pub there: String,
    pub confusion: String,
    pub total: String,
    pub disagreements: String,
    pub none: String,
    pub is_verdict: String,
    pub is_declined: String,
    pub is_not_declined: String,
    pub is_articles: String,
    pub is_themes: String,
    pub is_sentence: String,
    pub is_stray: String,
    pub no_rule: String,
    pub readers: String,
    pub common: String,
    pub apart: String,
    pub observed: String,
    pub kappa: String,
}
