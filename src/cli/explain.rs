//! `lacuna explain`.

use super::{Common, open, print, report_words};
use anyhow::{Context as _, Result};
use clap::Args;
use lacuna::assessment::AnswerAssessment;
use lacuna::render;
use lacuna::rules::Library;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct ExplainArgs {
    /// The replies: a Word, PDF, OpenDocument, HTML or text file, or - for standard input
    pub(super) file: PathBuf,
    /// Id of the answer: 8.g
    answer: String,
    /// Show also the rules that matched words of a clause and ask for more than the clause has
    #[arg(long)]
    all: bool,
}

/// Prints the trace of one answer.
pub(super) fn run(common: &Common, library: &Library, args: &ExplainArgs) -> Result<()> {
    let (document, checked) = open(&args.file, common, library)?;
    let answers = &checked.assessment.answers;
    let index = answers.iter().position(|answer| answer.id == args.answer);
    let index = index.with_context(|| unknown_answer(&args.file, &args.answer, answers))?;
    let (_, words) = report_words(common, library, &checked.assessment)?;
    print(&render::explain(&checked, index, &document.text, &words, args.all))
}

fn unknown_answer(file: &Path, id: &str, answers: &[AnswerAssessment]) -> String {
    let number = id.split(['.', '~']).next().unwrap_or(id);
    let near: Vec<_> = answers
        .iter()
        .filter(|answer| answer.question.to_string() == number)
        .map(|answer| answer.id.as_str())
        .collect();
    let near = if near.is_empty() {
        "see `lacuna read --outline` for the ids".to_owned()
    } else {
        format!("question {number} has: {}", near.join(", "))
    };
    format!("{}: there is no answer {id}; {near}", file.display())
}
