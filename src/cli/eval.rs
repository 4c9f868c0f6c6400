//! `lacuna eval`.

use super::{Common, assess, deliver, report_words, report_words_for};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use lacuna::assessment::{Assessment, SCHEMA};
use lacuna::eval::{self, Gold};
use lacuna::read::{self, Document};
use lacuna::render;
use lacuna::rules::Library;
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::path::{Path, PathBuf};

pub(super) const EXAMPLES: &str = "Examples:
  lacuna eval --template replies.txt -o replies.gold.json   a gold file to fill in (docs/gold-format.md)
  lacuna eval replies.txt --gold replies.gold.json          how often lacuna reads as that reader did
  lacuna eval replies.txt --gold replies.gold.json --errors every disagreement, with quote and rule
  lacuna eval replies.json --gold replies.gold.json --json  the figures of an assessment, for programs
  lacuna eval --gold first.json --gold second.json          how far two readers agree";

#[derive(Args)]
pub(super) struct EvalArgs {
    /// An assessment (from check --format json), or a document, which is checked first; - for standard input
    pub(super) file: Option<PathBuf>,
    /// A person's reading. Given twice and without FILE: the agreement of two readers
    #[arg(long, value_name = "GOLD.json")]
    gold: Vec<PathBuf>,
    /// List every disagreement
    #[arg(long, conflicts_with = "json")]
    errors: bool,
    /// Only the figures, as one JSON object
    #[arg(long)]
    json: bool,
    /// Write an empty gold file of the document, to be filled in by a reader
    #[arg(long, requires = "file", conflicts_with_all = ["gold", "errors", "json"])]
    template: bool,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Scores, compares or prepares, as the arguments say.
pub(super) fn run(common: &Common, library: &Library, args: &EvalArgs) -> Result<()> {
    let text = match (&args.file, args.gold.as_slice()) {
        (Some(file), []) if args.template => template(common, library, file)?,
        (Some(file), [gold]) => score(common, library, args, file, gold)?,
        (None, [first, second]) => compare(common, library, args, first, second)?,
        (Some(_), []) => bail!("name a gold file with --gold, or make one with --template"),
        (None, _) => bail!("name an assessment or a document to score, or two gold files to compare"),
        (Some(_), _) => bail!("--gold is given twice only to compare two readers, without an assessment or document"),
    };
    deliver(args.output.as_deref(), text.as_bytes())
}

fn template(common: &Common, library: &Library, file: &Path) -> Result<String> {
    let document = read::read(file)?;
    let checked = assess(&document, common, library)?;
    Ok(json(&eval::template(&document, &checked)))
}

fn score(common: &Common, library: &Library, args: &EvalArgs, file: &Path, gold: &Path) -> Result<String> {
    let name = gold.display();
    let gold = read_gold(gold)?;
    let input = read::read(file)?;
    let given = given_assessment(&input)?;
    let text = given.is_none().then_some(input.text.as_str());
    let assessment = match given {
        Some(assessment) => assessment,
        None => assess(&input, common, library)?.assessment,
    };
    let convention = library.convention(&assessment.convention).with_context(|| input.path.clone())?;
    let evaluation = eval::evaluate(&assessment, &gold).with_context(|| name.to_string())?;
    for note in eval::notes(&gold, &convention, text) {
        // A note that cannot be shown must not lose the result.
        let _ = writeln!(std::io::stderr(), "lacuna: {name}: {}", render::plain(&note));
    }
    if args.json {
        return Ok(json(&evaluation.scores));
    }
    let (_, words) = report_words(common, library, &assessment)?;
    let mut out = render::evaluation(&evaluation, &words);
    if args.errors {
        out.push('\n');
        out.push_str(&render::disagreements(&evaluation, &words));
    }
    Ok(out)
}

fn compare(common: &Common, library: &Library, args: &EvalArgs, first: &Path, second: &Path) -> Result<String> {
    let names = format!("{}, {}", first.display(), second.display());
    let (first, second) = (read_gold(first)?, read_gold(second)?);
    let agreement = eval::agreement(&first, &second).context(names)?;
    if args.errors {
        bail!("--errors lists disagreements with an assessment; there is none here");
    }
    if args.json {
        return Ok(json(&agreement));
    }
    let language = first.language.as_deref().or(second.language.as_deref()).unwrap_or("en");
    let (_, words) = report_words_for(common, library, language)?;
    Ok(render::agreement(&agreement, &words))
}

fn read_gold(path: &Path) -> Result<Gold> {
    let file = read::read(path)?;
    Gold::parse(&file.path, &file.text)
}

/// The assessment that a file holds; `None` if it is a document. No reply begins with a brace.
fn given_assessment(file: &Document) -> Result<Option<Assessment>> {
    #[derive(Deserialize)]
    struct Named {
        schema: Option<String>,
    }
    let text = file.text.trim_start_matches('\u{feff}');
    if !text.trim_start().starts_with('{') {
        return Ok(None);
    }
    let wrong = || format!("{}: this is no assessment by `lacuna check --format json`", file.path);
    let Named { schema } = serde_json::from_str(text).with_context(wrong)?;
    if schema.as_deref() != Some(SCHEMA) {
        let schema = schema.as_deref().unwrap_or("none");
        bail!("{}; its schema is {schema} and should be {SCHEMA}", wrong());
    }
    Ok(Some(serde_json::from_str(text).with_context(wrong)?))
}

fn json(value: &impl Serialize) -> String {
    let mut json = serde_json::to_string_pretty(value).expect("these types have only string keys");
    json.push('\n');
    json
}
