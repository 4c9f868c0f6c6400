//! `lacuna rules coverage`.

use crate::cli::{Common, assess, print};
use anyhow::Result;
use clap::Args;
use lacuna::exercise::Exercise;
use lacuna::rules::Library;
use lacuna::{read, render};
use std::path::PathBuf;

#[derive(Args)]
pub(in crate::cli) struct CoverageArgs {
    /// Replies to read
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Show at most so many sentences that no rule touched; 0 shows all
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    sentences: usize,
}

/// Reads the documents and prints what they show of the rules.
pub(super) fn run(common: &Common, library: &Library, args: &CoverageArgs) -> Result<()> {
    let mut exercise = Exercise::default();
    for file in &args.files {
        let document = read::read(file)?;
        exercise.add(&document, &assess(&document, common, library)?);
    }
    print(&render::unused(&exercise, args.sentences))
}
