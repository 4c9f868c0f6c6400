//! From an assessment to what people and programs read. One file a format; each returns text.

mod eval;
mod explain;
mod github;
mod graph;
pub mod ledger;
mod outline;
mod plain;
mod problems;
mod rules;
mod summary;
mod table;

pub use eval::{agreement, disagreements, evaluation};
pub use explain::explain;
pub use github::github;
pub use graph::{GraphFormat, graph};
pub use outline::outline;
pub use plain::{plain, plain_lines};
pub use problems::problems;
pub use rules::{ListFormat, found, rule_json, rule_list, rule_text, rule_toml, rules_toml, unused};
pub use summary::summary;
pub use table::{TableOptions, table};

use crate::assessment::Assessment;

/// The assessment as JSON, as the contract has it.
pub fn json(assessment: &Assessment) -> String {
    let mut json = serde_json::to_string_pretty(assessment).expect("an assessment has only string keys");
    json.push('\n');
    json
}
