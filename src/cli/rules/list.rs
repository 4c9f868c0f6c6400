//! `lacuna rules list`, `show` and `dump`.

use super::entries;
use crate::cli::{Common, print};
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use lacuna::render::{self, ListFormat};
use lacuna::rules::{Library, RuleEntry};

#[derive(Args)]
pub(in crate::cli) struct ListArgs {
    /// Only rules that mean this: a status, an article, a theme
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Only rules with this text in their id, note, phrases or examples; accents and case do not count
    #[arg(long, value_name = "TEXT")]
    contains: Option<String>,
    /// Only rules of this kind
    #[arg(long, value_enum)]
    kind: Option<RuleKind>,
    /// How to write the list
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum RuleKind {
    Status,
    Topic,
    Detail,
}

impl RuleKind {
    fn name(self) -> &'static str {
        match self {
            RuleKind::Status => "status",
            RuleKind::Topic => "topic",
            RuleKind::Detail => "detail",
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For a person
    Table,
    /// For a page
    Markdown,
    /// Whole rules, for programs
    Json,
}

#[derive(Args)]
pub(in crate::cli) struct DumpArgs {
    /// Only rules of this kind
    #[arg(long, value_enum)]
    kind: Option<RuleKind>,
}

fn of_kind(rule: &RuleEntry, kind: Option<RuleKind>) -> bool {
    kind.is_none_or(|kind| rule.kind == kind.name())
}

/// Prints the rules that were asked for.
pub(super) fn run(common: &Common, library: &Library, args: &ListArgs) -> Result<()> {
    let entries = entries(common, library)?;
    let wanted = |rule: &&RuleEntry| {
        of_kind(rule, args.kind)
            && args.status.as_ref().is_none_or(|status| rule.meaning().contains(status))
            && args.contains.as_ref().is_none_or(|text| rule.contains(text))
    };
    let rules: Vec<&RuleEntry> = entries.iter().filter(wanted).collect();
    let width = terminal_size::terminal_size().map_or(120, |(width, _)| width.0.max(60));
    print(&match args.format {
        Format::Table => render::rule_list(&rules, ListFormat::Table, width),
        Format::Markdown => render::rule_list(&rules, ListFormat::Markdown, width),
        Format::Json => render::rule_json(&rules),
    })
}

/// Prints one rule.
pub(super) fn show(common: &Common, library: &Library, id: &str) -> Result<()> {
    let entries = entries(common, library)?;
    let found: Vec<&RuleEntry> = match entries.iter().find(|rule| rule.id == id) {
        Some(rule) => vec![rule],
        None => entries.iter().filter(|rule| rule.id.ends_with(&format!("/{id}"))).collect(),
    };
    if found.is_empty() {
        let near: Vec<&str> = entries.iter().map(|rule| rule.id.as_str()).filter(|known| known.contains(id)).collect();
        match near.as_slice() {
            [] => bail!("there is no rule {id:?}; `lacuna rules list` shows the ids"),
            near => bail!("there is no rule {id:?}; there are: {}", near.join(", ")),
        }
    }
    for rule in found {
        print(&render::rule_text(rule, &entries))?;
    }
    Ok(())
}

/// Prints every rule.
pub(super) fn dump(common: &Common, library: &Library, args: &DumpArgs) -> Result<()> {
    let entries = entries(common, library)?;
    let rules: Vec<&RuleEntry> = entries.iter().filter(|rule| of_kind(rule, args.kind)).collect();
    print(&render::rules_toml(&rules))
}
