//! Options and commands.

mod asked;
mod check;
mod diff;
mod eval;
mod explain;
mod followup;
mod format;
mod gate;
mod graph;
mod many;
mod progress;
mod read;
mod review;
mod rules;

use anyhow::{Context as _, Result, anyhow, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};
use lacuna::assessment::Assessment;
use lacuna::check::{Checked, Options};
use lacuna::read::Document;
use lacuna::rules::{Library, ReportWords};
use lacuna::{config, output, render};
use progress::Progress;
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
  lacuna check replies.txt --by article -o annex.docx
  lacuna followup replies.txt --max 10         what to ask next
  lacuna read replies.txt --outline            sections and answers as they were recognised
  lacuna diff replies-5.txt replies-6.txt      what became of the promises of the last cycle
  lacuna graph replies.txt --format dot | dot -Tsvg > coverage.svg";

#[derive(Args)]
struct Common {
    /// Read the document as this language (fr, en) instead of detecting it
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<String>,
    /// Language of the report; by default that of the document, or English
    #[arg(long, global = true, value_name = "LANG")]
    report_lang: Option<String>,
    /// Deadlines before this ISO date are overdue; by default the date of receipt of the document
    #[arg(long, global = true, value_name = "DATE", value_parser = iso_date)]
    as_of: Option<String>,
    /// Add these rules to the built-in ones: a file, or a folder; may be given more than once
    #[arg(long, global = true, value_name = "PATH")]
    rules: Vec<PathBuf>,
    /// Use the rules in this folder, laid out as rules/ of the project, and neither the built-in ones nor lacuna.toml
    #[arg(long, global = true, value_name = "FOLDER")]
    rules_only: Option<PathBuf>,
    /// Take documents apart by this layout instead of the one that fits best: its id, or a layout file of your own
    #[arg(long, global = true, value_name = "ID|FILE.toml")]
    layout: Option<String>,
    /// Apply this review file: what a person changed, noted or dropped
    #[arg(long, global = true, value_name = "FILE")]
    review: Option<PathBuf>,
    /// When to use colours; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Colour,
}

fn iso_date(text: &str) -> Result<String, String> {
    let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split('-').collect::<Vec<_>>()[..] {
        [year, month, day]
            if digits(year, 4)
                && digits(month, 2)
                && digits(day, 2)
                && (1..=12).contains(&month.parse().unwrap_or(0))
                && (1..=31).contains(&day.parse().unwrap_or(0)) =>
        {
            Ok(text.to_owned())
        }
        _ => Err("a date is written 2025-10-20".to_owned()),
    }
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
    #[command(after_help = check::EXAMPLES)]
    Check(check::CheckArgs),
    /// Follow the promises of an earlier document into a later one
    #[command(after_help = diff::EXAMPLES)]
    Diff(diff::DiffArgs),
    /// Measure the verdicts against a person's reading (a gold file), or two readings against each other
    #[command(after_help = eval::EXAMPLES)]
    Eval(eval::EvalArgs),
    /// Show how one answer came to its verdict: clauses, rules, exceptions, topics
    Explain(explain::ExplainArgs),
    /// Draft the questions that the answers leave open
    #[command(after_help = followup::EXAMPLES)]
    Followup(followup::FollowupArgs),
    /// Write the coverage graph: questions, answers, measures, articles, themes, general recommendations
    #[command(after_help = graph::EXAMPLES)]
    Graph(graph::GraphArgs),
    /// Print the text as it was read, or its structure
    #[command(after_help = read::EXAMPLES)]
    Read(read::ReadArgs),
    /// Change what the rules found, with reason and name, in a file of your own
    #[command(after_help = review::EXAMPLES)]
    Review(review::ReviewArgs),
    /// Look at the rules themselves
    #[command(subcommand, after_help = rules::EXAMPLES)]
    Rules(rules::RulesCommand),
}

/// How a command that did its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// Nothing stands in the way.
    Fine,
    /// A gate tripped.
    Tripped,
}

/// Parses the command line and does what it says.
pub fn run() -> Result<Finish> {
    let Cli { mut common, command } = Cli::parse();
    let library = library(&mut common, &command)?;
    match command {
        Command::Check(args) => return check::run(&common, &library, &args),
        Command::Diff(args) => return diff::run(&common, &library, &args),
        Command::Eval(args) => eval::run(&common, &library, &args),
        Command::Explain(args) => explain::run(&common, &library, &args),
        Command::Followup(args) => followup::run(&common, &library, &args),
        Command::Graph(args) => graph::run(&common, &library, &args),
        Command::Read(args) => read::run(&common, &library, &args),
        Command::Review(args) => review::run(&common, &library, &args),
        Command::Rules(command) => rules::run(&common, library, &command),
    }?;
    Ok(Finish::Fine)
}

impl Command {
    /// The document that the command is about, in whose folder lacuna.toml is looked for.
    fn document(&self) -> Option<&Path> {
        match self {
            Command::Check(args) => Some(&args.file),
            Command::Diff(args) => Some(&args.new),
            Command::Eval(args) => args.file.as_deref(),
            Command::Explain(args) => Some(&args.file),
            Command::Followup(args) => Some(&args.file),
            Command::Graph(args) => Some(&args.file),
            Command::Read(args) => Some(&args.file),
            Command::Review(args) => args.document(),
            Command::Rules(rules::RulesCommand::Coverage(args)) => args.files.first().map(PathBuf::as_path),
            Command::Rules(_) => None,
        }
    }
}

/// The rules in force: the built-in ones, those of lacuna.toml, those of --rules.
fn library(common: &mut Common, command: &Command) -> Result<Library> {
    let mut library = match &common.rules_only {
        Some(folder) => Library::from_folder(folder)?,
        None if matches!(command, Command::Rules(_)) => Library::embedded_with_examples(),
        None => Library::embedded(),
    };
    if let Some(config) = config::find(command.document())? {
        let path = config.path.display();
        // Rules that change the result are never changed silently.
        writeln!(std::io::stderr(), "lacuna: using {}", render::plain(&path.to_string()))?;
        if common.rules_only.is_none() {
            for rules in &config.rules {
                library.add(rules).with_context(|| format!("{path}: rules"))?;
            }
        }
        // A command about the rules is about all of them.
        if command.document().is_some() {
            common.lang = common.lang.take().or(config.lang);
            common.layout = common.layout.take().or(config.layout);
        }
        common.report_lang = common.report_lang.take().or(config.report_lang);
    }
    for rules in &common.rules {
        library.add(rules)?;
    }
    if let Some(layout) = &mut common.layout {
        *layout = layout_id(&mut library, layout)?;
    }
    Ok(library)
}

/// The id of the layout that was named by its id or its file; the file is added to the rules.
fn layout_id(library: &mut Library, named: &str) -> Result<String> {
    let mut id = named.to_owned();
    if config::is_file(named) {
        let file = Path::new(named);
        library.add_layout(file).context("--layout")?;
        id = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    }
    library.layout(&id).context("--layout")?;
    Ok(id)
}

/// Reads a document and judges it, and applies the review if one is given; a long reading shows how far it has come.
fn open(path: &Path, common: &Common, library: &Library) -> Result<(Document, Checked)> {
    let progress = Progress::document(path);
    let document = lacuna::read::read(path)?;
    let checked = assess_with(&document, common, library, |done, all| progress.set(done, all))?;
    let checked = reviewed(checked, &document, common, library)?;
    Ok((document, checked))
}

/// Judges a document, and applies the review if one is given.
fn assess(document: &Document, common: &Common, library: &Library) -> Result<Checked> {
    reviewed(assess_only(document, common, library)?, document, common, library)
}

fn reviewed(mut checked: Checked, document: &Document, common: &Common, library: &Library) -> Result<Checked> {
    if let Some(path) = &common.review {
        let review = lacuna::review::Review::read(path)?;
        let policy = library.policy()?.verdict;
        lacuna::review::apply(&mut checked, &review, &policy, &document.text).context(path.display().to_string())?;
        // Most formats are handed on and show no warnings: whoever reviewed has to learn here what had no effect.
        let idle = |code: &str| matches!(code, "review-stale" | "review-unused");
        for warning in checked.assessment.warnings.iter().filter(|warning| idle(&warning.code)) {
            let told = render::plain(&warning.message).into_owned();
            let _ = writeln!(std::io::stderr(), "lacuna: {}: {told}", path.display());
        }
    }
    Ok(checked)
}

/// Judges a document by the rules alone.
fn assess_only(document: &Document, common: &Common, library: &Library) -> Result<Checked> {
    assess_with(document, common, library, |_, _| {})
}

fn assess_with(
    document: &Document,
    common: &Common,
    library: &Library,
    progress: impl Fn(usize, usize),
) -> Result<Checked> {
    let Common { lang, as_of, layout, .. } = common;
    let options = Options { language: lang.clone(), as_of: as_of.clone(), layout: layout.clone() };
    lacuna::check::check_with(document, library, &options, progress)
}

/// The language of the report, and its words.
fn report_words(common: &Common, library: &Library, assessment: &Assessment) -> Result<(String, ReportWords)> {
    report_words_for(common, library, &assessment.source.language)
}

/// The same where only the language of the document is known.
fn report_words_for(common: &Common, library: &Library, document: &str) -> Result<(String, ReportWords)> {
    let known = library.report_languages();
    let language = match &common.report_lang {
        Some(asked) if known.contains(&asked.as_str()) => asked.clone(),
        Some(asked) => bail!("--report-lang {asked}: reports can be written in: {}", known.join(", ")),
        None if known.contains(&document) => document.to_owned(),
        None => "en".to_owned(),
    };
    let words = library.report_words(&language).map_err(|problems| anyhow!(problems))?;
    Ok((language, words))
}

fn wants_colour(choice: Colour) -> bool {
    match choice {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    }
}

fn deliver(path: Option<&Path>, content: &[u8]) -> Result<()> {
    match path {
        Some(path) => output::write_file(path, content),
        None => print_bytes(content),
    }
}

fn print(text: &str) -> Result<()> {
    print_bytes(text.as_bytes())
}

fn print_bytes(content: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(content).and_then(|()| out.flush());
    written.context("cannot write to standard output; is there room on the disk?")
}
