//! `lacuna review`: a person has the last word.

mod walk;

use super::{Common, assess_only, print};
use anyhow::{Result, bail, ensure};
use clap::{Args, Subcommand};
use lacuna::rules::Library;
use lacuna::{output, read, review};
use std::path::{Path, PathBuf};

pub(super) const EXAMPLES: &str = "Examples:
  lacuna review init replies.txt                     writes replies.review.toml, to be filled in by hand
  lacuna review replies.txt --by 'A. Diop'           walks through the doubtful answers
  lacuna check replies.txt --review replies.review.toml";

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct ReviewArgs {
    #[command(subcommand)]
    command: Option<ReviewCommand>,
    /// The replies: a text file
    #[arg(required = true)]
    file: Option<PathBuf>,
    /// Your name, as it will stand in reports
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The review file; by default the document's name with the ending .review.toml
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl ReviewArgs {
    /// The document that is reviewed.
    pub(super) fn document(&self) -> Option<&Path> {
        match &self.command {
            Some(ReviewCommand::Init { file, .. }) => Some(file),
            None => self.file.as_deref(),
        }
    }
}

#[derive(Subcommand)]
enum ReviewCommand {
    /// Write a new review file with the doubtful answers, to be filled in
    Init {
        /// The replies: a text file
        file: PathBuf,
        /// The review file; by default the document's name with the ending .review.toml
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// Writes a review file, or walks through the doubtful answers.
pub(super) fn run(common: &Common, library: &Library, args: &ReviewArgs) -> Result<()> {
    match (&args.command, &args.file) {
        (Some(ReviewCommand::Init { file, output }), _) => {
            let path = review_path(file, output.as_deref());
            ensure!(!path.exists(), "{}: this review file is there already; name another with -o", path.display());
            let document = read::read(file)?;
            let checked = assess_only(&document, common, library)?;
            output::write_file(&path, review::init(&checked, &document.text).as_bytes())?;
            print(&format!("{}\n", path.display()))
        }
        (None, Some(file)) => {
            let Some(by) = args.by.as_deref().filter(|by| !by.trim().is_empty()) else {
                bail!("say who you are with --by NAME: a review bears a name");
            };
            let document = read::read(file)?;
            let checked = assess_only(&document, common, library)?;
            let path = review_path(file, args.output.as_deref());
            walk::walk(&document, &checked, by, &path)
        }
        (None, None) => bail!("name the replies"),
    }
}

fn review_path(file: &Path, output: Option<&Path>) -> PathBuf {
    output.map_or_else(|| file.with_extension("review.toml"), Path::to_path_buf)
}
