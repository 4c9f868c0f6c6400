//! `lacuna read`.

use super::{Common, print, report_words_for};
use anyhow::{Result, bail};
use clap::Args;
use lacuna::rules::Library;
use lacuna::{check, language, read, render, reply};
use std::path::PathBuf;

pub(super) const EXAMPLES: &str = "Examples:
  lacuna read replies.docx > replies.txt               the text that offsets and lines refer to
  lacuna read replies.docx --outline                   sections and answers, or what was seen where none is recognised
  lacuna read replies.docx --outline --layout parts    as another layout takes it apart
  lacuna read replies.docx --outline --layout ours.toml

A layout of your own is described in rules/README.md, A layout; lacuna.toml can name it for a folder of documents.";

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
    let layouts = library.layouts()?;
    match check::split_by(&document, library, common.layout.as_deref()) {
        Ok(reply) => print(&render::outline(&reply)),
        // The rules are right and the layout is known: no answer was recognised.
        Err(_) => {
            let language = language::choose(&document.text, common.lang.as_deref(), &library.languages());
            let (_, words) = report_words_for(common, library, &language.unwrap_or_default())?;
            let width = terminal_size::terminal_size().map_or(100, |(width, _)| width.0.max(40));
            print(&render::survey(&reply::survey(&document.text, &layouts), &words, width))?;
            bail!("{}: no answer was recognised", document.path)
        }
    }
}
