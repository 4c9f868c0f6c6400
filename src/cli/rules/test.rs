//! `lacuna rules test`.

use super::languages;
use crate::cli::{Common, print};
use anyhow::{Result, bail};
use clap::Args;
use lacuna::rules::Library;
use lacuna::{examples, render};

#[derive(Args)]
pub(in crate::cli) struct TestArgs {
    /// Part of a rule id: fr/planned
    #[arg(default_value = "")]
    id: String,
}

/// Runs the examples, and prints those that fail.
pub(super) fn run(common: &Common, library: &Library, args: &TestArgs) -> Result<()> {
    let (mut tried, mut failed) = (0, 0);
    for language in languages(common, library)? {
        let pack = library.pack("cedaw", language)?;
        for example in examples::run(&pack).into_iter().filter(|example| example.rule.contains(&args.id)) {
            tried += 1;
            if let Some(failure) = &example.failure {
                failed += 1;
                let place = library.place_of(&example);
                let text = render::plain(&example.text);
                print(&render::plain_lines(&format!("{} ({place})\n    {failure}\n    {text}", example.rule)))?;
                print("\n")?;
            }
        }
    }
    print(&format!("{tried} examples, {failed} failed\n"))?;
    if tried == 0 {
        bail!("no rule has an id with {:?}; `lacuna rules list` shows the ids", args.id);
    }
    if failed > 0 { bail!("{failed} of {tried} examples of the rules fail") } else { Ok(()) }
}
