//! `lacuna check`.

use super::gate::GateArgs;
use super::{Common, Finish, assess, deliver, many, report_words, wants_colour};
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use lacuna::assessment::{AnswerAssessment, Assessment, Verdict};
use lacuna::gate::{self, CheckGate, Finding};
use lacuna::render::{self, TableOptions};
use lacuna::rules::{Convention, Library};
use lacuna::{questions, read};
use std::path::PathBuf;

pub(super) const EXAMPLES: &str = "Examples:
  lacuna check replies.txt
  lacuna check replies.txt --verdict plans-only,mixed --theme health
  lacuna check replies.docx --questions list-of-issues.pdf
  lacuna check replies.txt --question 8 --format json
  lacuna check replies/ --deny unanswered,overdue:3

Filters narrow the answers that are shown; the coverage of articles and themes is always that of the whole document.";

#[derive(Args)]
pub(super) struct CheckArgs {
    /// The replies: a Word, PDF, OpenDocument, HTML or text file, - for standard input, or a folder of them
    pub(super) file: PathBuf,
    /// Further documents and folders: then one summary of all is written
    pub(super) more: Vec<PathBuf>,
    /// How to write the result
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: CheckFormat,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The committee's list of issues, to tell what was asked and what was not answered
    #[arg(long, value_name = "FILE")]
    questions: Option<PathBuf>,
    /// Exit with 1 if there are such: plans-only, no-measure, unanswered, mixed, overdue, overdue:N (more than N)
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = CheckGate::parse)]
    pub(super) deny: Vec<CheckGate>,
    #[command(flatten)]
    pub(super) gates: GateArgs,
    #[command(flatten)]
    pub(super) filter: Filter,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum CheckFormat {
    /// Tables for a person
    Table,
    /// The whole assessment, for programs
    Json,
    /// Annotations of a GitHub workflow
    Github,
}

#[derive(Args)]
pub(super) struct Filter {
    /// Only answers with these verdicts
    #[arg(long, value_name = "VERDICT", value_delimiter = ',', value_parser = verdict)]
    verdict: Vec<Verdict>,
    /// Only answers that engage these articles of the Convention
    #[arg(long, value_name = "ARTICLE", value_delimiter = ',')]
    article: Vec<String>,
    /// Only answers on these themes
    #[arg(long, value_name = "THEME", value_delimiter = ',')]
    theme: Vec<String>,
    /// Only answers in sections whose heading contains this text
    #[arg(long, value_name = "TEXT")]
    section: Option<String>,
    /// Only answers to these questions: 8, or 8.g
    #[arg(long, value_name = "QUESTION", value_delimiter = ',')]
    question: Vec<String>,
}

fn verdict(name: &str) -> Result<Verdict, String> {
    let known = || Verdict::ALL.map(Verdict::name).join(", ");
    Verdict::ALL
        .into_iter()
        .find(|verdict| verdict.name() == name)
        .ok_or_else(|| format!("a verdict is one of: {}", known()))
}

/// Judges a document and writes the result.
pub(super) fn run(common: &Common, library: &Library, args: &CheckArgs) -> Result<Finish> {
    if !args.more.is_empty() || args.file.is_dir() {
        if args.questions.is_some() {
            bail!("--questions: a list of issues belongs to one document; check one at a time");
        }
        return many::run(common, library, args);
    }
    let document = read::read(&args.file)?;
    let mut checked = assess(&document, common, library)?;
    if let Some(path) = &args.questions {
        let list = read::read(path)?;
        let asked = questions::read(&list, library)?;
        questions::join(&mut checked, &document, &list, &asked, library)?;
    }
    let narrowed = narrow(&mut checked.assessment, &args.filter, &checked.convention)?;
    let sifted = args.gates.sift(common, gate::check(&checked.assessment, &args.deny), !args.deny.is_empty())?;
    let text = match args.format {
        CheckFormat::Github => github(&checked.assessment, args, &sifted.left),
        CheckFormat::Json => render::json(&checked.assessment),
        CheckFormat::Table => {
            let (language, words) = report_words(common, library, &checked.assessment)?;
            let options = TableOptions {
                language: &language,
                width: terminal_size::terminal_size().map_or(100, |(width, _)| width.0.max(40)),
                colour: args.output.is_none() && wants_colour(common.color),
                verdicts: &args.filter.verdict,
                narrowed,
            };
            render::table(&checked.assessment, &checked.convention, &words, &options)
        }
    };
    // The process ends here: taking thousands of rules apart would cost as much as building them.
    std::mem::forget(checked);
    deliver(args.output.as_deref(), &text)?;
    args.gates.finish(&sifted)
}

/// What the gates stop; without gates, what one would look at first.
pub(super) fn github(assessment: &Assessment, args: &CheckArgs, stopped: &[Finding]) -> String {
    if !args.deny.is_empty() {
        return render::github(stopped, "error");
    }
    let gates = [Verdict::PlansOnly, Verdict::Unanswered].map(CheckGate::Verdict);
    render::github(&gate::check(assessment, &[gates[0], gates[1], CheckGate::Overdue(0)]), "warning")
}

/// Leaves only the answers that were asked for. Whether a filter other than the verdict was given.
pub(super) fn narrow(assessment: &mut Assessment, filter: &Filter, convention: &Convention) -> Result<bool> {
    for article in &filter.article {
        if !convention.article.iter().any(|known| known.id == *article) {
            bail!("--article {article}: the Convention's substantive articles are 1 to {}", convention.article.len());
        }
    }
    for theme in &filter.theme {
        if !convention.theme.iter().any(|known| known.id == *theme) {
            let known: Vec<_> = convention.theme.iter().map(|theme| theme.id.as_str()).collect();
            bail!("--theme {theme}: a theme is one of: {}", known.join(", "));
        }
    }
    let asked = |answer: &AnswerAssessment, question: &String| {
        answer.id == *question || answer.question.to_string() == *question || {
            let (number, part) = question.split_once('.').unwrap_or((question, ""));
            answer.question.to_string() == number && answer.parts.iter().any(|known| known == part)
        }
    };
    let section = filter.section.as_ref().map(|text| text.to_lowercase());
    let keep = |answer: &AnswerAssessment| {
        (filter.verdict.is_empty() || filter.verdict.contains(&answer.verdict))
            && (filter.article.is_empty() || answer.articles.iter().any(|article| filter.article.contains(&article.id)))
            && (filter.theme.is_empty() || answer.themes.iter().any(|theme| filter.theme.contains(&theme.id)))
            && (filter.question.is_empty() || filter.question.iter().any(|question| asked(answer, question)))
            && section
                .as_ref()
                .is_none_or(|text| answer.section.as_ref().is_some_and(|title| title.to_lowercase().contains(text)))
    };
    assessment.answers.retain(keep);
    Ok(!filter.article.is_empty() || !filter.theme.is_empty() || !filter.question.is_empty() || section.is_some())
}
