//! `lacuna read`.

use super::{Common, print};
use anyhow::Result;
use clap::Args;
use lacuna::rules::Library;
use lacuna::{check, read, render};
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct ReadArgs {
    /// The replies: a Word, PDF, OpenDocument, HTML or text file, or - for standard input
    pub(super) file: PathBuf,
    /// Sections and answer ids, with their lines; of a document without any, what was seen in it
    #[arg(long)]
    outline: bool,
}

/// Prints the text of a document, or its structure.
pub(super) fn run(common: &Common, library: &Library, args: &ReadArgs) -> Result<()> {
    let document = read::read(&args.file)?;
    if !args.outline {
        return print(&document.text);
    }
    print(&render::outline(&check::split_by(&document, library, common.layout.as_deref())?))
}
