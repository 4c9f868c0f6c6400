//! Reads a State party's replies to a committee's list of issues, and tells answer by answer what the
//! State says it has done and what it has only promised.
//!
//! Data flows one way: [`read`] a file, [`check`](check::check) it with a [`rules::Library`], [`render`] the
//! [`Assessment`](assessment::Assessment).
//!
//! ```
//! use std::path::Path;
//! let document = lacuna::read::read(Path::new("data/samples/valdorie-6.fr.txt"))?;
//! let checked = lacuna::check::check(&document, &lacuna::rules::Library::embedded(), &Default::default())?;
//! assert_eq!(checked.assessment.source.language, "fr");
//! # anyhow::Ok(())
//! ```

pub mod assessment;
pub mod audit;
pub mod check;
pub mod config;
pub mod coverage;
pub mod diff;
pub mod eval;
pub mod examples;
pub mod exercise;
pub mod find;
pub mod followup;
pub mod gaps;
pub mod gate;
pub mod judge;
pub mod language;
pub mod output;
pub mod questions;
pub mod read;
pub mod recommendations;
pub mod render;
pub mod reply;
pub mod review;
pub mod rules;
pub mod say;

mod details;
mod listed;
mod scan;
mod status;
mod text;
mod topics;
mod weigh;
