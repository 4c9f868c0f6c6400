//! `lacuna graph`.

use super::{Common, assess, deliver, report_words};
use anyhow::Result;
use clap::{Args, ValueEnum};
use lacuna::check::Checked;
use lacuna::render::{self, GraphFormat};
use lacuna::rules::Library;
use lacuna::{coverage, read};
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct GraphArgs {
    /// The replies: a Word, PDF, OpenDocument, HTML or text file, or - for standard input
    pub(super) file: PathBuf,
    /// How to write the graph
    #[arg(long, value_enum, default_value = "dot")]
    format: GraphFormatArg,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum GraphFormatArg {
    Dot,
    Graphml,
    Json,
}

/// Writes the coverage graph.
pub(super) fn run(common: &Common, library: &Library, args: &GraphArgs) -> Result<()> {
    let checked = assess(&read::read(&args.file)?, common, library)?;
    let Checked { assessment, convention, .. } = &checked;
    let (language, _) = report_words(common, library, assessment)?;
    let format = match args.format {
        GraphFormatArg::Dot => GraphFormat::Dot,
        GraphFormatArg::Graphml => GraphFormat::GraphMl,
        GraphFormatArg::Json => GraphFormat::Json,
    };
    let graph = coverage::graph(assessment, convention);
    deliver(args.output.as_deref(), render::graph(&graph, assessment, convention, &language, format).as_bytes())
}
