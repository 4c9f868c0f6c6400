//! From an assessment to what people and programs read. One file a format; each returns text, or the bytes of a file.

mod csv;
mod docx;
mod eval;
mod explain;
mod followup;
mod gap_docx;
mod gap_table;
mod github;
mod graph;
mod html;
mod jsonl;
pub mod ledger;
mod markdown;
mod outline;
mod plain;
mod problems;
mod rules;
mod sarif;
mod summary;
mod survey;
mod table;
mod xlsx;

pub use csv::csv;
pub use eval::{agreement, disagreements, evaluation};
pub use explain::explain;
pub use followup::{followup_docx, followup_json, followup_markdown, followup_text};
pub use gap_docx::gap_docx;
pub use gap_table::gap_table;
pub use github::github;
pub use graph::{GraphFormat, graph};
pub use html::html;
pub use jsonl::jsonl;
pub use markdown::markdown;
pub use outline::outline;
pub use plain::{plain, plain_lines};
pub use problems::problems;
pub use rules::{ListFormat, found, rule_json, rule_list, rule_text, rule_toml, rules_toml, unused};
pub use sarif::sarif;
pub use summary::summary;
pub use survey::survey;
pub use table::{TableOptions, table, wrap};
pub use xlsx::xlsx;

use crate::assessment::Assessment;

/// The assessment as JSON, as the contract has it.
pub fn json(assessment: &Assessment) -> String {
    let mut json = serde_json::to_string_pretty(assessment).expect("an assessment has only string keys");
    json.push('\n');
    json
}
