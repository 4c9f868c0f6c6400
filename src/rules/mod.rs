//! The rules: TOML files, read, checked and compiled for matching. `rules/README.md` is their manual.

mod catalogue;
mod compile;
mod convention;
mod diff_words;
mod effective;
mod eval_words;
mod files;
mod layer;
mod layout;
mod lexicon;
mod library;
pub(crate) mod lint;
mod load;
mod matcher;
mod overrides;
mod pack;
mod phrase;
mod policy;
mod problem;
mod schema;
pub(crate) mod settings;
mod source;
mod words;
mod write;

pub use catalogue::{RuleEntry, catalogue};
pub use convention::{Article, Convention, Recommendation, Theme, Translated, translated};
pub use diff_words::{DiffColumns, DiffExplain, DiffWords};
pub use eval_words::EvalWords;
pub use layout::{HeadField, Layout};
pub use library::Library;
pub use pack::Pack;
pub use phrase::PhraseError;
pub use policy::{Cut, Policy, TopicPolicy, VerdictPolicy};
pub use problem::{Code, Problem, Problems};
pub use schema::{FileKind, schema};
pub use words::{ColumnWords, ExplainWords, ReportWords, fill};

pub(crate) use catalogue::Rule;
pub(crate) use files::{DetailKind, Example, Examples, Near, StatusName};
pub(crate) use layer::CONFIG;
pub(crate) use layout::Pattern;
pub(crate) use lexicon::{Lexicon, MatchPolicy, WeightPolicy};
pub(crate) use load::read_config;
pub(crate) use matcher::{Classes, Found, Hit, ListHit, ListId, Token, year};
pub(crate) use pack::{Conditional, Meaning};
