//! `lacuna graph`.

use super::asked::AskedArgs;
use super::{Common, deliver, open, report_words};
use anyhow::Result;
use clap::{Args, ValueEnum};
use lacuna::check::Checked;
use lacuna::coverage;
use lacuna::render::{self, GraphFormat};
use lacuna::rules::Library;
use std::path::PathBuf;

pub(super) const EXAMPLES: &str = "Examples:
  lacuna graph replies.txt --format dot | dot -Tsvg > coverage.svg
  lacuna graph replies.txt --questions list-of-issues.pdf --format graphml -o coverage.graphml
  lacuna graph replies.txt --recommendations concluding-observations.docx --format json

With --questions, each question leads to what it asks about (asks-about) and to its answers (replied-by). With
--recommendations, each recommendation of the concluding observations (concluding-recommendation) leads to what it is
about (asks-about) and to the answers that take it up (taken-up-by); the kind recommendation is of general ones.";

#[derive(Args)]
pub(super) struct GraphArgs {
    /// The replies: a Word, PDF, OpenDocument, HTML or text file, or - for standard input
    pub(super) file: PathBuf,
    /// How to write the graph
    #[arg(long, value_enum, default_value = "dot")]
    format: GraphFormatArg,
    #[command(flatten)]
    asked: AskedArgs,
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
    let asked = args.asked.read(library)?;
    let (document, mut checked) = open(&args.file, common, library)?;
    asked.join(&mut checked, &document, library)?;
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
