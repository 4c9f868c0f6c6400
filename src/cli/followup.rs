//! `lacuna followup`.

use super::asked::AskedArgs;
use super::format::Format;
use super::{Common, deliver, open, report_words};
use anyhow::{Result, bail};
use clap::Args;
use lacuna::followup::{FollowupOptions, Material, followup};
use lacuna::render;
use lacuna::rules::Library;
use std::io::IsTerminal as _;
use std::path::PathBuf;

pub(super) const EXAMPLES: &str = "Examples:
  lacuna followup replies.txt --max 10
  lacuna followup replies.txt --article 12,14 --report-lang fr
  lacuna followup replies.docx --questions list-of-issues.pdf
  lacuna followup replies.docx --recommendations concluding-observations.pdf
  lacuna followup replies.txt -o questions.docx";

#[derive(Args)]
pub(super) struct FollowupArgs {
    /// The replies: a text file, or - for standard input
    pub(super) file: PathBuf,
    /// At most so many questions: those on which most is left open
    #[arg(long, value_name = "N")]
    max: Option<usize>,
    /// Only on these articles of the Convention
    #[arg(long, value_name = "ARTICLE", value_delimiter = ',')]
    article: Vec<String>,
    #[command(flatten)]
    asked: AskedArgs,
    /// How to write the questions (table, markdown, docx, json); by default as the ending of -o says, or as text
    #[arg(long, value_enum, hide_possible_values = true)]
    format: Option<Format>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Drafts questions and writes them.
pub(super) fn run(common: &Common, library: &Library, args: &FollowupArgs) -> Result<()> {
    let format = Format::choose(args.format, args.output.as_deref())?;
    if !matches!(format, Format::Table | Format::Markdown | Format::Docx | Format::Json) {
        bail!("questions are written as text, markdown, docx or json: end the file in .txt, .md, .docx or .json");
    }
    if format.is_binary() && args.output.is_none() && std::io::stdout().is_terminal() {
        bail!("this format is no text for a terminal: name a file with -o FILE");
    }
    let asked = args.asked.read(library)?;
    let (document, mut checked) = open(&args.file, common, library)?;
    asked.join(&mut checked, &document, library)?;
    super::check::known_articles(&checked.convention, &args.article)?;
    let (language, report) = report_words(common, library, &checked.assessment)?;
    let (policy, missing) = (library.followup_policy()?, library.missing_policy()?);
    let words = library.followup_words(&language)?;
    let material = Material { policy: &policy, missing: &missing, words: &words, report: &report };
    let options = FollowupOptions { language: language.clone(), most: args.max, articles: args.article.clone() };
    let drafted = followup(&checked, &document.text, &material, &options);
    let content = match format {
        Format::Markdown => render::followup_markdown(&drafted).into_bytes(),
        Format::Docx => render::followup_docx(&drafted, &language),
        Format::Json => render::followup_json(&drafted).into_bytes(),
        _ => {
            let width = terminal_size::terminal_size().map_or(100, |(width, _)| width.0.max(40));
            render::followup_text(&drafted, width).into_bytes()
        }
    };
    deliver(args.output.as_deref(), &content)
}
