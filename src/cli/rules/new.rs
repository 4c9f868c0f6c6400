//! `lacuna rules new`.

use super::languages;
use crate::cli::{Common, print};
use anyhow::{Context as _, Result, ensure};
use clap::{Args, ValueEnum};
use lacuna::rules::{Library, catalogue};

#[derive(Args)]
pub(in crate::cli) struct NewArgs {
    /// What the rule is to tell
    kind: NewKind,
    /// Name of the rule: words and hyphens
    #[arg(long, value_parser = id)]
    id: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum NewKind {
    /// What a sentence reports
    Status,
    /// Which articles and themes an answer is about
    Topic,
}

fn id(text: &str) -> Result<String, String> {
    let is_fine = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '-');
    if is_fine { Ok(text.to_owned()) } else { Err("an id is made of letters, digits and hyphens".to_owned()) }
}

const STATUS: &str = r#"# Fill in every ..., then:
#   lacuna rules check THIS-FILE
#   lacuna --rules THIS-FILE rules test @id@
language = "@lang@"

[[rule]]
id = "@id@"
status = "planned"        # implemented, pending, planned, declined, unavailable or none
note = "..."              # what the rule is for, and where the phrasing was met
phrases = [
  "...",                  # words as they are spelt: `il est prévu (de|que)`; see rules/README.md
]
# unless.negated = ["..."]   # an exception: its name, and the phrases that block the rule

[rule.examples]
fires = [
  "...",                  # a sentence that must get the status above
]
silent = [
  "...",                  # a sentence with similar words that must not
  # { text = "...", because = "negated" },
]
"#;

const TOPIC: &str = r#"# Fill in every ..., then:
#   lacuna rules check THIS-FILE
#   lacuna --rules THIS-FILE rules test @id@
language = "@lang@"
convention = "cedaw"

[[rule]]
id = "@id@"
note = "..."
articles = { "11" = 1.0 }        # articles or paragraphs ("11.1.d"), and how strongly a hit points to each
themes = { employment = 1.0 }    # themes of convention.toml
phrases = [
  "...",                         # words as they are spelt; see rules/README.md
]
# unless.other-sense = ["..."]   # an exception: its name, and the phrases that block the rule

[rule.examples]
fires = [
  "...",                         # a sentence or a heading on the subject
]
silent = [
  "...",                         # a sentence with similar words on another subject
]
"#;

/// Prints the beginnings of a rule.
pub(super) fn run(common: &Common, library: &Library, args: &NewArgs) -> Result<()> {
    let lang = common.lang.as_deref().context("name the language of the rule: --lang fr")?;
    let known = languages(common, library)?;
    let (rules, _) = catalogue(library, &known);
    let taken = rules.iter().find(|rule| rule.id.rsplit('/').next() == Some(&args.id));
    if let Some(rule) = taken {
        ensure!(
            rule.language != lang,
            "there is a rule {} already ({}:{}); take another id",
            rule.id,
            rule.file,
            rule.line
        );
    }
    let skeleton = match args.kind {
        NewKind::Status => STATUS,
        NewKind::Topic => TOPIC,
    };
    print(&skeleton.replace("@id@", &args.id).replace("@lang@", lang))
}
