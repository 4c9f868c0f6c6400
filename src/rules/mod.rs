//! The rules: TOML files, read, checked and compiled for matching. `rules/README.md` is their manual.

mod compile;
mod convention;
mod diff_words;
mod files;
mod layout;
mod lexicon;
mod library;
mod matcher;
mod pack;
mod phrase;
mod policy;
mod problem;
mod words;

pub use convention::{Article, Convention, Recommendation, Theme, Translated, translated};
pub use diff_words::{DiffColumns, DiffExplain, DiffWords};
pub use layout::{HeadField, Layout};
pub use library::Library;
pub use pack::Pack;
pub use phrase::PhraseError;
pub use policy::{Cut, Policy, TopicPolicy, VerdictPolicy};
pub use problem::{Problem, Problems};
pub use words::{ColumnWords, ExplainWords, ReportWords, fill};

pub(crate) use files::{DetailKind, Example, Examples, Near, StatusName};
pub(crate) use layout::Pattern;
pub(crate) use lexicon::{Lexicon, MatchPolicy, WeightPolicy};
pub(crate) use matcher::{Classes, Found, Hit, ListHit, ListId, Token, year};
pub(crate) use pack::{Conditional, Meaning};
