//! Options and commands.

use anyhow::{Context as _, Result, anyhow, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};
use lacuna::assessment::{AnswerAssessment, Assessment, Verdict};
use lacuna::check::{self, Checked, Options};
use lacuna::render::{self, GraphFormat, TableOptions};
use lacuna::rules::{Library, ReportWords};
use lacuna::{coverage, output, read};
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

/// Tells, answer by answer, what a State party says it has done and what it has only promised.
///
/// Everything is read on this machine; nothing is sent anywhere.
#[derive(Parser)]
#[command(name = "lacuna", version, propagate_version = true, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  lacuna check replies.txt                     what was done, what was promised
  lacuna check replies.txt --article 12        only what engages article 12
  lacuna check replies.txt --format json -o replies.json
  lacuna explain replies.txt 8.g               why answer 8.g has its verdict
  lacuna read replies.txt --outline            sections and answers as they were recognised
  lacuna graph replies.txt --format dot | dot -Tsvg > coverage.svg";

#[derive(Args)]
struct Common {
    /// Read the document as this language (fr, en) instead of detecting it
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<String>,
    /// Language of the report; by default that of the document, or English
    #[arg(long, global = true, value_name = "LANG")]
    report_lang: Option<String>,
    /// Use the rules in this folder, laid out as rules/ of the project, and not the built-in ones
    #[arg(long, global = true, value_name = "FOLDER")]
    rules_only: Option<PathBuf>,
    /// When to use colours; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Colour,
}

#[derive(Clone, Copy, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// Judge every answer and report the gaps
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Show how one answer came to its verdict: clauses, rules, exceptions, topics
    Explain(ExplainArgs),
    /// Write the coverage graph: questions, answers, measures, articles, themes, general recommendations
    Graph(GraphArgs),
    /// Print the text as it was read, or its structure
    Read(ReadArgs),
}

const CHECK_EXAMPLES: &str = "Examples:
  lacuna check replies.txt
  lacuna check replies.txt --verdict plans-only,mixed --theme health
  lacuna check replies.txt --question 8 --format json
  pdftotext -layout replies.pdf - | lacuna check -

Filters narrow the answers that are shown; the coverage of articles and themes is always that of the whole document.";

#[derive(Args)]
struct CheckArgs {
    /// The replies: a text file, or - for standard input
    file: PathBuf,
    /// How to write the result
    #[arg(long, value_enum, default_value = "table")]
    format: CheckFormat,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filter: Filter,
}

#[derive(Clone, Copy, ValueEnum)]
enum CheckFormat {
    /// Tables for a person
    Table,
    /// The whole assessment, for programs
    Json,
}

#[derive(Args)]
struct Filter {
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
    Verdict::ALL.into_iter().find(|verdict| verdict.name() == name).ok_or_else(|| format!("a verdict is one of: {}", known()))
}

#[derive(Args)]
struct ExplainArgs {
    /// The replies: a text file, or - for standard input
    file: PathBuf,
    /// Id of the answer: 8.g
    answer: String,
}

#[derive(Args)]
struct GraphArgs {
    /// The replies: a text file, or - for standard input
    file: PathBuf,
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

#[derive(Args)]
struct ReadArgs {
    /// The replies: a text file, or - for standard input
    file: PathBuf,
    /// Sections and answer ids, with their lines
    #[arg(long)]
    outline: bool,
}

/// Parses the command line and does what it says.
pub fn run() -> Result<()> {
    let Cli { common, command } = Cli::parse();
    let library = match &common.rules_only {
        Some(folder) => Library::from_folder(folder)?,
        None => Library::embedded(),
    };
    match command {
        Command::Check(args) => run_check(&common, &library, &args),
        Command::Explain(args) => {
            let document = read::read(&args.file)?;
            let checked = assess(&document, &common, &library)?;
            let answers = &checked.assessment.answers;
            let index = answers.iter().position(|answer| answer.id == args.answer);
            let index = index.with_context(|| unknown_answer(&args.file, &args.answer, answers))?;
            let words = report_words(&common, &library, &checked.assessment)?;
            print(&render::explain(&checked, index, &document.text, &words.1))
        }
        Command::Graph(args) => {
            let checked = assess(&read::read(&args.file)?, &common, &library)?;
            let Checked { assessment, convention, .. } = &checked;
            let (language, _) = report_words(&common, &library, assessment)?;
            let format = match args.format {
                GraphFormatArg::Dot => GraphFormat::Dot,
                GraphFormatArg::Graphml => GraphFormat::GraphMl,
                GraphFormatArg::Json => GraphFormat::Json,
            };
            let graph = coverage::graph(assessment, convention);
            deliver(args.output.as_deref(), &render::graph(&graph, assessment, convention, &language, format))
        }
        Command::Read(args) => {
            let document = read::read(&args.file)?;
            if args.outline {
                print(&render::outline(&check::split(&document, &library)?))
            } else {
                print(&document.text)
            }
        }
    }
}

fn assess(document: &read::Document, common: &Common, library: &Library) -> Result<Checked> {
    check::check(document, library, &Options { language: common.lang.clone() })
}

fn run_check(common: &Common, library: &Library, args: &CheckArgs) -> Result<()> {
    let document = read::read(&args.file)?;
    let mut checked = assess(&document, common, library)?;
    let narrowed = narrow(&mut checked.assessment, &args.filter, &checked.convention)?;
    let text = match args.format {
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
    deliver(args.output.as_deref(), &text)
}

/// Leaves only the answers that were asked for. Whether a filter other than the verdict was given.
fn narrow(assessment: &mut Assessment, filter: &Filter, convention: &lacuna::rules::Convention) -> Result<bool> {
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
            && section.as_ref().is_none_or(|text| answer.section.as_ref().is_some_and(|title| title.to_lowercase().contains(text)))
    };
    assessment.answers.retain(keep);
    Ok(!filter.article.is_empty() || !filter.theme.is_empty() || !filter.question.is_empty() || section.is_some())
}

fn unknown_answer(file: &Path, id: &str, answers: &[AnswerAssessment]) -> String {
    let number = id.split(['.', '~']).next().unwrap_or(id);
    let near: Vec<_> =
        answers.iter().filter(|answer| answer.question.to_string() == number).map(|answer| answer.id.as_str()).collect();
    let near = if near.is_empty() {
        "see `lacuna read --outline` for the ids".to_owned()
    } else {
        format!("question {number} has: {}", near.join(", "))
    };
    format!("{}: there is no answer {id}; {near}", file.display())
}

/// The language of the report, and its words.
fn report_words(common: &Common, library: &Library, assessment: &Assessment) -> Result<(String, ReportWords)> {
    let known = library.report_languages();
    let language = match &common.report_lang {
        Some(asked) if known.contains(&asked.as_str()) => asked.clone(),
        Some(asked) => bail!("--report-lang {asked}: reports can be written in: {}", known.join(", ")),
        None if known.contains(&assessment.source.language.as_str()) => assessment.source.language.clone(),
        None => "en".to_owned(),
    };
    let words = library.report_words(&language).map_err(|problems| anyhow!(problems))?;
    Ok((language, words))
}

fn wants_colour(choice: Colour) -> bool {
    match choice {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

fn deliver(path: Option<&Path>, text: &str) -> Result<()> {
    match path {
        Some(path) => output::write_file(path, text.as_bytes()),
        None => print(text),
    }
}

fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}
