//! `lacuna rules`.

use super::{Common, print};
use anyhow::{Result, bail};
use clap::Subcommand;
use lacuna::rules::Library;
use lacuna::{examples, render};

#[derive(Subcommand)]
pub(super) enum RulesCommand {
    /// Run the examples of every rule, or of those whose id contains a text
    Test {
        /// Part of a rule id: fr/planned
        #[arg(default_value = "")]
        id: String,
    },
}

/// Does what the command says.
pub(super) fn run(common: &Common, library: &Library, command: &RulesCommand) -> Result<()> {
    let RulesCommand::Test { id } = command;
    let (mut tried, mut failed) = (0, 0);
    for language in
        library.languages().into_iter().filter(|language| common.lang.as_deref().is_none_or(|only| only == *language))
    {
        let pack = library.pack("cedaw", language)?;
        for example in examples::run(&pack).into_iter().filter(|example| example.rule.contains(id)) {
            tried += 1;
            if let Some(failure) = example.failure {
                failed += 1;
                print(&format!("{}\n    {failure}\n    {}\n", example.rule, render::plain(&example.text)))?;
            }
        }
    }
    print(&format!("{tried} examples, {failed} failed\n"))?;
    if failed > 0 { bail!("{failed} of {tried} examples of the rules fail") } else { Ok(()) }
}
