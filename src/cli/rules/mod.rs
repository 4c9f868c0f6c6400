//! `lacuna rules`.

mod check;
mod coverage;
mod find;
mod list;
mod new;
mod test;

use super::{Common, print};
use anyhow::{Result, anyhow, bail};
use clap::{Subcommand, ValueEnum};
use lacuna::rules::{FileKind, Library, Problem, Problems, RuleEntry, catalogue, schema};

pub(super) const EXAMPLES: &str = "Examples:
  lacuna rules check                       every mistake in the rules, each at its place
  lacuna rules check my-rules.toml         mistakes in your own file, beside the rules that come with lacuna
  lacuna rules find \"Il est prévu de construire un foyer.\"
  lacuna rules list --status planned --contains prévu
  lacuna rules new status --id my-phrase --lang fr > my-rules.toml
  lacuna rules schema status > status.schema.json";

#[derive(Subcommand)]
pub(super) enum RulesCommand {
    /// Tell every mistake in the rules, each at its place and with its remedy
    Check(check::CheckArgs),
    /// Run the examples of every rule, or of those whose id contains a text
    Test(test::TestArgs),
    /// List the rules in force
    List(list::ListArgs),
    /// Show a rule: phrases, conditions, examples, and which other rules share a phrase
    Show {
        /// Id of the rule, or its last part
        id: String,
    },
    /// Judge one sentence and tell what every rule that touches it does
    Find(find::FindArgs),
    /// Print the beginnings of a new rule
    New(new::NewArgs),
    /// Print every rule in force as TOML, after your own rules and overrides, each with its origin
    Dump(list::DumpArgs),
    /// Print the JSON Schema of a kind of rule file, for editors that complete and check TOML
    Schema {
        /// Which kind of file
        kind: Kind,
    },
    /// Tell which rules these documents never fire, and which sentences no rule touches
    Coverage(coverage::CoverageArgs),
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Kind {
    /// What a sentence reports: status/
    Status,
    /// Articles and themes: conventions/
    Topic,
    /// Deadlines, bodies, budgets, targets, what is background: detail/
    Detail,
    /// Grammar and word lists: language/
    Language,
    /// lacuna.toml
    Config,
}

/// Does what the command says.
pub(super) fn run(common: &Common, library: Library, command: &RulesCommand) -> Result<()> {
    match command {
        RulesCommand::Check(args) => check::run(common, library, args),
        RulesCommand::Test(args) => test::run(common, &library, args),
        RulesCommand::List(args) => list::run(common, &library, args),
        RulesCommand::Show { id } => list::show(common, &library, id),
        RulesCommand::Find(args) => find::run(common, &library, args),
        RulesCommand::New(args) => new::run(common, &library, args),
        RulesCommand::Dump(args) => list::dump(common, &library, args),
        RulesCommand::Schema { kind } => {
            let kind = match kind {
                Kind::Status => FileKind::Status,
                Kind::Topic => FileKind::Topic,
                Kind::Detail => FileKind::Detail,
                Kind::Language => FileKind::Language,
                Kind::Config => FileKind::Config,
            };
            let json = serde_json::to_string_pretty(&schema(kind)).expect("a schema is JSON");
            print(&format!("{json}\n"))
        }
        RulesCommand::Coverage(args) => coverage::run(common, &library, args),
    }
}

/// The languages asked for: --lang, or all.
fn languages<'l>(common: &'l Common, library: &'l Library) -> Result<Vec<&'l str>> {
    let known = library.languages();
    match &common.lang {
        Some(asked) if !known.contains(&asked.as_str()) => {
            bail!("--lang {asked}: there are rules for: {}", known.join(", "))
        }
        Some(asked) => Ok(vec![asked]),
        None => Ok(known),
    }
}

/// Every rule of the languages asked for.
fn entries(common: &Common, library: &Library) -> Result<Vec<RuleEntry>> {
    let (entries, problems) = catalogue(library, &languages(common, library)?);
    let errors: Vec<Problem> = problems.into_iter().filter(|problem| !problem.code.is_warning()).collect();
    if errors.is_empty() { Ok(entries) } else { Err(anyhow!(Problems(errors))) }
}
