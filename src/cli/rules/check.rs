//! `lacuna rules check`.

use crate::cli::{Common, print, wants_colour};
use anyhow::{Result, bail};
use clap::Args;
use lacuna::audit::audit;
use lacuna::render;
use lacuna::rules::Library;
use std::path::PathBuf;

#[derive(Args)]
pub(in crate::cli) struct CheckArgs {
    /// Rule files or folders of your own; only mistakes in them are told then
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Warnings are mistakes too
    #[arg(long)]
    strict: bool,
    /// One line a mistake: file, line, what is wrong, what to do, code
    #[arg(long)]
    short: bool,
}

/// Prints every mistake.
pub(super) fn run(common: &Common, mut library: Library, args: &CheckArgs) -> Result<()> {
    for path in &args.paths {
        library.add(path)?;
    }
    let mut problems = audit(&library);
    if !args.paths.is_empty() {
        problems.retain(|problem| args.paths.iter().any(|path| std::path::Path::new(&problem.file).starts_with(path)));
    }
    // Mistakes last: there the reader's eye is when the list has run through.
    problems.sort_by_key(|problem| !problem.code.is_warning());
    let warnings = problems.iter().filter(|problem| problem.code.is_warning()).count();
    let errors = problems.len() - warnings;
    if args.short {
        for problem in &problems {
            print(&format!("{}\n", render::plain(&problem.to_string())))?;
        }
    } else {
        print(&render::problems(&problems, &library, wants_colour(common.color)))?;
    }
    print(&format!("{errors} mistake(s), {warnings} warning(s)\n"))?;
    if errors > 0 || (args.strict && warnings > 0) {
        bail!("the rules have {errors} mistake(s) and {warnings} warning(s)");
    }
    Ok(())
}
