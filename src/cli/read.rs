//! `lacuna read`.

use super::print;
use anyhow::Result;
use clap::Args;
use lacuna::rules::Library;
use lacuna::{check, read, render};
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct ReadArgs {
    /// The replies: a Word, PDF, OpenDocument, HTML or text file, or - for standard input
    pub(super) file: PathBuf,
    /// Sections and answer ids, with their lines
    #[arg(long)]
    outline: bool,
}

/// Prints the text of a document, or its structure.
pub(super) fn run(library: &Library, args: &ReadArgs) -> Result<()> {
    let document = read::read(&args.file)?;
    if args.outline { print(&render::outline(&check::split(&document, library)?)) } else { print(&document.text) }
}
