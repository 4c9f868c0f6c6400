//! `lacuna diff`.

use super::gate::GateArgs;
use super::{Common, Finish, deliver, report_words, wants_colour};
use anyhow::{Context as _, Result, bail, ensure};
use clap::{Args, ValueEnum};
use lacuna::assessment::{Assessment, SCHEMA};
use lacuna::check::{self, Options};
use lacuna::diff::{self, Compared, Mode, Outcome, Side};
use lacuna::gate::{self, DiffGate};
use lacuna::read::{self, Document};
use lacuna::render::{self, ledger};
use lacuna::rules::Library;
use std::path::{Path, PathBuf};

pub(super) const EXAMPLES: &str = "Examples:
  lacuna diff replies-5.txt replies-6.txt             what became of the promises of the last cycle
  lacuna diff replies-5.txt replies-6.txt -o ledger.html
  lacuna diff replies-5.txt replies-6.txt --explain 8.d/2
  lacuna diff main.json draft.txt --fail-on regressed,dropped,new-gaps --baseline known.toml

OLD and NEW are documents, or assessments written by `lacuna check --format json`.
Exit codes: 0 fine, 1 a gate tripped, 2 an error.";

#[derive(Args)]
pub(super) struct DiffArgs {
    /// The earlier document or assessment
    old: PathBuf,
    /// The later document or assessment
    pub(super) new: PathBuf,
    /// How to compare them; by default as their sessions and answers say
    #[arg(long, value_enum)]
    mode: Option<ModeArg>,
    /// How to write the result; by default as the ending of -o says, or tables
    #[arg(long, value_enum)]
    format: Option<DiffFormat>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Show why this entry of the ledger is what it is
    #[arg(long, value_name = "ID", conflicts_with_all = ["format", "fail_on"])]
    explain: Option<String>,
    /// Exit with 1 if there are such: regressed, stalled, slipped, dropped, gone-silent, new-promise, new-gaps …
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = DiffGate::parse)]
    fail_on: Vec<DiffGate>,
    #[command(flatten)]
    gates: GateArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum ModeArg {
    /// Two versions of one reply
    SameQuestions,
    /// Replies of two reporting cycles
    AcrossCycles,
}

#[derive(Clone, Copy, ValueEnum)]
enum DiffFormat {
    /// Tables for a person
    Table,
    /// For a comment on a pull request
    Markdown,
    /// A page, then and now side by side
    Html,
    /// One row for each entry
    Csv,
    /// The whole comparison, for programs
    Json,
    /// For code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

/// Compares two documents and writes the ledger.
pub(super) fn run(common: &Common, library: &Library, args: &DiffArgs) -> Result<Finish> {
    ensure!(
        args.old.as_os_str() != "-" || args.new.as_os_str() != "-",
        "only one of the two documents can come from standard input"
    );
    let format = format(args)?;
    let [old, new] = load(common, library, [&args.old, &args.new])?;
    let mode = args.mode.map(|mode| match mode {
        ModeArg::SameQuestions => Mode::SameQuestions,
        ModeArg::AcrossCycles => Mode::AcrossCycles,
    });
    let (language, words) = report_words(common, library, &new.assessment)?;
    let convention = library.convention(&new.assessment.convention)?;
    let compared = diff::diff(&old, &new, mode, library)?;
    let diff = &compared.diff;
    if let Some(id) = &args.explain {
        let index = diff.ledger.iter().position(|entry| entry.id == *id || entry.fingerprint == *id);
        let index = index.with_context(|| unknown_entry(&compared, id))?;
        deliver(args.output.as_deref(), ledger::explain(&compared, index, &words).as_bytes())?;
        return Ok(Finish::Fine);
    }
    let sifted = args.gates.sift(common, gate::diff(diff, &args.fail_on), !args.fail_on.is_empty())?;
    let text = match format {
        DiffFormat::Table => {
            let width = terminal_size::terminal_size().map_or(100, |(width, _)| width.0.max(40));
            let colour = args.output.is_none() && wants_colour(common.color);
            ledger::table(diff, &convention, &words, &language, width, colour)
        }
        DiffFormat::Markdown => ledger::markdown(diff, &convention, &words, &language),
        DiffFormat::Html => ledger::html(diff, &convention, &words, &language),
        DiffFormat::Csv => ledger::csv(diff),
        DiffFormat::Json => ledger::json(diff),
        DiffFormat::Sarif => ledger::sarif(diff, &words),
        DiffFormat::Github if args.fail_on.is_empty() => {
            let gaps = [Outcome::Regressed, Outcome::Dropped, Outcome::GoneSilent, Outcome::Slipped, Outcome::Stalled];
            let mut gates: Vec<_> = gaps.into_iter().map(DiffGate::Outcome).collect();
            gates.push(DiffGate::NewGaps);
            render::github(&gate::diff(diff, &gates), "warning")
        }
        DiffFormat::Github => render::github(&sifted.left, "error"),
    };
    deliver(args.output.as_deref(), text.as_bytes())?;
    args.gates.finish(&sifted)
}

fn format(args: &DiffArgs) -> Result<DiffFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let ending = args.output.as_deref().and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    Ok(match ending.as_deref() {
        None | Some("txt") => DiffFormat::Table,
        Some("md") => DiffFormat::Markdown,
        Some("html" | "htm") => DiffFormat::Html,
        Some("csv") => DiffFormat::Csv,
        Some("json") => DiffFormat::Json,
        Some("sarif") => DiffFormat::Sarif,
        Some(ending) => bail!("-o: .{ending} tells no format; say it with --format"),
    })
}

fn unknown_entry(compared: &Compared, id: &str) -> String {
    let answer = id.trim_start_matches("new:").split('/').next().unwrap_or(id);
    let of = |entry: &&diff::Entry| entry.id.trim_start_matches("new:").split('/').next() == Some(answer);
    let near: Vec<_> = compared.diff.ledger.iter().filter(of).map(|entry| entry.id.as_str()).collect();
    let near = if near.is_empty() {
        "`lacuna diff` lists the ids".to_owned()
    } else {
        format!("answer {answer} has: {}", near.join(", "))
    };
    format!("--explain {id}: there is no such entry; {near}")
}

/// One of the two, as it was given.
enum Given {
    Document(Document),
    Assessment(Box<Assessment>, PathBuf),
}

/// Both sides. If they were assessed with different rules, those whose documents are at hand are assessed again.
fn load(common: &Common, library: &Library, paths: [&Path; 2]) -> Result<[Side; 2]> {
    let given = [given(paths[0])?, given(paths[1])?];
    let rules = library.digest();
    let is_old = |given: &Given| match given {
        Given::Document(_) => false,
        Given::Assessment(assessment, _) => {
            assessment.generator.rules != rules || assessment.generator.version != env!("CARGO_PKG_VERSION")
        }
    };
    let again = given.iter().any(is_old);
    let side = |at: usize| -> Result<Side> {
        // "in 2022" was a deadline when the earlier document was written, whatever the date is now.
        let as_of = common.as_of.clone().filter(|_| at == 1);
        let assess = |document: &Document, language: Option<String>| -> Result<Side> {
            let layout = common.layout.clone();
            let checked = check::check(document, library, &Options { language, as_of: as_of.clone(), layout })?;
            Ok(Side::from_checked(checked, &document.text))
        };
        match &given[at] {
            Given::Document(document) => assess(document, common.lang.clone()),
            Given::Assessment(assessment, path) => {
                if again && let Some(document) = at_hand(assessment, path) {
                    return Ok(assess(&document, Some(assessment.source.language.clone()))?.reassessed());
                }
                Ok(Side::from_assessment((**assessment).clone()))
            }
        }
    };
    Ok([side(0)?, side(1)?])
}

fn given(path: &Path) -> Result<Given> {
    let document = read::read(path)?;
    if !document.text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return Ok(Given::Document(document));
    }
    let name = path.display();
    let assessment: Assessment = serde_json::from_str(document.text.trim_start_matches('\u{feff}'))
        .with_context(|| format!("{name}: this is no assessment; write one with `lacuna check FILE --format json`"))?;
    ensure!(assessment.schema == SCHEMA, "{name}: its schema is {:?}, and not {SCHEMA:?}", assessment.schema);
    Ok(Given::Assessment(Box::new(assessment), path.to_owned()))
}

/// The document of an assessment, if it stands where it stood or beside the assessment, and is the same to the byte.
fn at_hand(assessment: &Assessment, path: &Path) -> Option<Document> {
    let named = Path::new(&assessment.source.path);
    let beside = path.parent().zip(named.file_name()).map(|(folder, name)| folder.join(name));
    let candidates = [Some(named.to_owned()), beside];
    candidates.into_iter().flatten().filter(|path| path.is_file()).find_map(|path| {
        let mut document = read::read(&path).ok().filter(|document| document.sha256 == assessment.source.sha256)?;
        document.path.clone_from(&assessment.source.path);
        Some(document)
    })
}
