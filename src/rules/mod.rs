//! The rules: TOML files, read, checked and compiled for matching. `rules/README.md` is their manual.

mod compile;
mod convention;
mod eval_words;
mod files;
mod layout;
mod library;
mod matcher;
mod pack;
mod phrase;
mod policy;
mod problem;
mod words;

pub use convention::{Article, Convention, Recommendation, Theme, Translated, translated};
pub use eval_words::EvalWords;
pub use layout::{HeadField, Layout};
pub use library::Library;
pub use pack::Pack;
pub use phrase::PhraseError;
pub use policy::{Cut, Policy, TopicPolicy, VerdictPolicy};
pub use problem::{Problem, Problems};
pub use words::{ColumnWords, ExplainWords, ReportWords, fill};

pub(crate) use files::{DetailKind, Example, Examples, Near, StatusName};
pub(crate) use layout::Pattern;
pub(crate) use matcher::{Classes, Found, Hit, ListHit, ListId, Token, year};
pub(crate) use pack::{Conditional, Meaning};
