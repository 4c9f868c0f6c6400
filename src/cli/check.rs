//! `lacuna check`.

use super::asked::AskedArgs;
use super::format::Format;
use super::gate::GateArgs;
use super::{Common, Finish, deliver, many, open, report_words, wants_colour};
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use lacuna::assessment::{AnswerAssessment, Assessment, UptakeState, Verdict};
use lacuna::check::Checked;
use lacuna::coverage;
use lacuna::gaps::{self, By, Column, GapOptions, Only};
use lacuna::gate::{self, CheckGate, Finding};
use lacuna::render::{self, GraphFormat, TableOptions};
use lacuna::rules::{Convention, Library};
use std::io::IsTerminal as _;
use std::path::PathBuf;

pub(super) const EXAMPLES: &str = "Examples:
  lacuna check replies.txt
  lacuna check replies.txt --only plans-only,mixed --theme health
  lacuna check replies.txt --by article --max-words 3000 -o annex.docx
  lacuna check replies.txt -o report.html
  lacuna check replies.docx --questions list-of-issues.pdf
  lacuna check replies.docx --recommendations concluding-observations.pdf --by recommendation -o annex.docx
  lacuna check replies.docx --layout ours.toml
  lacuna check replies.txt --question 8 --format json
  lacuna check replies/ --deny unanswered,overdue:3

Filters narrow the answers that are shown; the coverage of articles and themes is always that of the whole document.
An answer takes up a recommendation if both are about a theme and an article in common. One list of issues, and one set of
concluding observations, serve all documents that are checked; replies of which most answer no question are refused.";

#[derive(Args)]
pub(super) struct CheckArgs {
    /// The replies: a Word, PDF, OpenDocument, HTML or text file, - for standard input, or a folder of them
    pub(super) file: PathBuf,
    /// Further documents and folders: then one summary of all is written
    pub(super) more: Vec<PathBuf>,
    /// How to write the result; by default as the ending of -o says, or tables
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) asked: AskedArgs,
    /// Exit with 1 if there are such: plans-only, no-measure, unanswered, mixed, overdue, overdue:N (more than N)
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = CheckGate::parse)]
    pub(super) deny: Vec<CheckGate>,
    /// Group the gap table
    #[arg(long, value_enum)]
    by: Option<ByArg>,
    /// Columns of the gap table, in this order
    #[arg(long, value_name = "COLUMN", value_delimiter = ',', value_parser = column)]
    columns: Vec<Column>,
    /// Keep the gap table within so many words: what is told as implemented is shortened first, answers are left out last
    #[arg(long, value_name = "N")]
    max_words: Option<usize>,
    #[command(flatten)]
    pub(super) gates: GateArgs,
    #[command(flatten)]
    pub(super) filter: Filter,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum ByArg {
    /// By article of the Convention
    Article,
    /// By theme
    Theme,
    /// By recommendation of the concluding observations that --recommendations names
    Recommendation,
    /// By general recommendation of the committee
    GeneralRecommendation,
}

impl From<ByArg> for By {
    fn from(by: ByArg) -> By {
        match by {
            ByArg::Article => By::Article,
            ByArg::Theme => By::Theme,
            ByArg::Recommendation => By::Recommendation,
            ByArg::GeneralRecommendation => By::GeneralRecommendation,
        }
    }
}

#[derive(Args)]
pub(super) struct Filter {
    /// Only answers with these verdicts or flags: plans-only,mixed,declined
    #[arg(long, visible_alias = "verdict", value_name = "VERDICT", value_delimiter = ',', value_parser = only)]
    only: Vec<Only>,
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

impl Filter {
    /// Ids of the recommendations that no answer takes up, on the articles and themes asked for. None where the answers
    /// are narrowed by their place in the document, which a recommendation has not.
    fn not_taken_up(&self, assessment: &Assessment) -> Vec<String> {
        if !self.question.is_empty() || self.section.is_some() {
            return Vec::new();
        }
        let rows = assessment.concluding_observations.iter().flat_map(|observations| &observations.recommendations);
        let is_asked = |asked: &[String], ids: &[String]| asked.is_empty() || ids.iter().any(|id| asked.contains(id));
        rows.filter(|row| row.state == UptakeState::NotTakenUp)
            .filter(|row| is_asked(&self.article, &row.articles) && is_asked(&self.theme, &row.themes))
            .map(|row| row.id.clone())
            .collect()
    }
}

fn only(name: &str) -> Result<Only, String> {
    let all = Only::all();
    let known = || all.iter().map(|only| only.name()).fold(Vec::new(), distinct).join(", ");
    let found = all.iter().find(|only| only.name() == name).copied();
    found.ok_or_else(|| format!("a verdict or flag is one of: {}", known()))
}

fn distinct<'n>(mut names: Vec<&'n str>, name: &'n str) -> Vec<&'n str> {
    if !names.contains(&name) {
        names.push(name);
    }
    names
}

fn column(name: &str) -> Result<Column, String> {
    let known = || Column::ALL.map(Column::name).join(", ");
    let found = Column::ALL.into_iter().find(|column| column.name() == name);
    found.ok_or_else(|| format!("a column is one of: {}", known()))
}

/// Judges a document and writes the result.
pub(super) fn run(common: &Common, library: &Library, args: &CheckArgs) -> Result<Finish> {
    if !args.more.is_empty() || args.file.is_dir() {
        return many::run(common, library, args);
    }
    let format = Format::choose(args.format, args.output.as_deref())?;
    if format.is_binary() && args.output.is_none() && std::io::stdout().is_terminal() {
        bail!("this format is no text for a terminal: name a file with -o FILE");
    }
    args.refuse_what_is_ignored(format)?;
    let asked = args.asked.read(library)?;
    let (document, mut checked) = open(&args.file, common, library)?;
    asked.join(&mut checked, &document, library)?;
    let all = checked.assessment.answers.len();
    let narrowed = narrow(&mut checked, &args.filter)?;
    let sifted = args.gates.sift(common, gate::check(&checked.assessment, &args.deny), !args.deny.is_empty())?;
    let (language, words) = report_words(common, library, &checked.assessment)?;
    let (assessment, convention) = (&checked.assessment, &checked.convention);
    let width = terminal_size::terminal_size().map_or(100, |(width, _)| width.0.max(40));
    let gap_options = GapOptions {
        language: language.clone(),
        by: args.by.map(By::from),
        columns: args.columns.clone(),
        max_words: args.max_words,
        of: (assessment.answers.len() < all).then_some(all),
        not_taken_up: args.filter.not_taken_up(assessment),
    };
    let gap_table = || -> Result<_> { Ok(gaps::gaps(&checked, &library.missing_policy()?, &words, &gap_options)) };
    let graph =
        |format| render::graph(&coverage::graph(assessment, convention), assessment, convention, &language, format);
    let content = match format {
        Format::Table if args.wants_gap_table() => render::gap_table(&gap_table()?, width).into_bytes(),
        Format::Table => {
            let options = TableOptions {
                language: &language,
                width,
                colour: args.output.is_none() && wants_colour(common.color),
                only: &args.filter.only,
                narrowed,
            };
            render::table(assessment, convention, &words, &options).into_bytes()
        }
        Format::Markdown => render::markdown(&gap_table()?).into_bytes(),
        Format::Csv => render::csv(&gap_table()?, &words).into_bytes(),
        Format::Xlsx => render::xlsx(&checked, &gap_table()?, &words, &language)?,
        Format::Docx => render::gap_docx(&gap_table()?, &language),
        Format::Html => {
            render::html(&checked, &document.text, &library.missing_policy()?, &words, &language)?.into_bytes()
        }
        Format::Json => render::json(assessment).into_bytes(),
        Format::Jsonl => render::jsonl(assessment).into_bytes(),
        Format::Sarif => render::sarif(assessment, &document.text, &words).into_bytes(),
        Format::Dot => graph(GraphFormat::Dot).into_bytes(),
        Format::Github => github(assessment, args, &sifted.left).into_bytes(),
        Format::Graphml => graph(GraphFormat::GraphMl).into_bytes(),
    };
    // The process ends here: taking thousands of rules apart would cost as much as building them.
    std::mem::forget(checked);
    deliver(args.output.as_deref(), &content)?;
    args.gates.finish(&sifted)
}

impl CheckArgs {
    /// Refuses options that the result would not show.
    fn refuse_what_is_ignored(&self, format: Format) -> Result<()> {
        let given = [
            (self.by.is_some(), "--by"),
            (!self.columns.is_empty(), "--columns"),
            (self.max_words.is_some(), "--max-words"),
        ];
        if let Some((_, option)) = given.into_iter().find(|(is_given, _)| *is_given && !format.has_gap_table()) {
            bail!(
                "{option}: this format has no gap table, to which the option belongs; leave it out, or write table, \
                 markdown, csv, xlsx or docx"
            );
        }
        let needs = self.columns.contains(&Column::Recommendation).then_some("--columns recommendation");
        let needs = matches!(self.by, Some(ByArg::Recommendation)).then_some("--by recommendation").or(needs);
        match needs.filter(|_| self.asked.recommendations.is_none()) {
            Some(option) => bail!(
                "{option}: name the concluding observations with --recommendations FILE; \
                 for the committee's general recommendations, write general-recommendation"
            ),
            None => Ok(()),
        }
    }

    /// Whether something was asked for that only the gap table has.
    pub(super) fn wants_gap_table(&self) -> bool {
        self.by.is_some() || !self.columns.is_empty() || self.max_words.is_some()
    }
}

/// What the gates stop; without gates, what one would look at first.
pub(super) fn github(assessment: &Assessment, args: &CheckArgs, stopped: &[Finding]) -> String {
    if !args.deny.is_empty() {
        return render::github(stopped, "error");
    }
    let gates = [Verdict::PlansOnly, Verdict::Unanswered].map(CheckGate::Verdict);
    render::github(&gate::check(assessment, &[gates[0], gates[1], CheckGate::Overdue(0)]), "warning")
}

/// That these are articles of the convention.
pub(super) fn known_articles(convention: &Convention, asked: &[String]) -> Result<()> {
    for article in asked {
        if !convention.article.iter().any(|known| known.id == *article) {
            bail!("--article {article}: the Convention's substantive articles are 1 to {}", convention.article.len());
        }
    }
    Ok(())
}

/// Leaves only the answers that were asked for. Whether a filter other than the verdict was given.
pub(super) fn narrow(checked: &mut Checked, filter: &Filter) -> Result<bool> {
    let convention = &checked.convention;
    known_articles(convention, &filter.article)?;
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
        (filter.only.is_empty() || filter.only.iter().any(|only| only.admits(answer)))
            && (filter.article.is_empty() || answer.articles.iter().any(|article| filter.article.contains(&article.id)))
            && (filter.theme.is_empty() || answer.themes.iter().any(|theme| filter.theme.contains(&theme.id)))
            && (filter.question.is_empty() || filter.question.iter().any(|question| asked(answer, question)))
            && section
                .as_ref()
                .is_none_or(|text| answer.section.as_ref().is_some_and(|title| title.to_lowercase().contains(text)))
    };
    checked.retain(keep);
    Ok(!filter.article.is_empty() || !filter.theme.is_empty() || !filter.question.is_empty() || section.is_some())
}
