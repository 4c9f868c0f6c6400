//! `lacuna review`: a person has the last word.

use super::{Common, assess_only, print};
use anyhow::{Result, bail, ensure};
use clap::{Args, Subcommand};
use lacuna::assessment::Verdict;
use lacuna::check::Checked;
use lacuna::read::{self, Document};
use lacuna::render::plain;
use lacuna::review::{self, Entry, Review};
use lacuna::rules::Library;
use lacuna::{output, render};
use std::io::BufRead;
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
            walk(&document, &checked, by, &path)
        }
        (None, None) => bail!("name the replies"),
    }
}

fn review_path(file: &Path, output: Option<&Path>) -> PathBuf {
    output.map_or_else(|| file.with_extension("review.toml"), Path::to_path_buf)
}

const KEYS: &str = "Enter: as it is · v VERDICT · n NOTE · d: drop · q: stop";

/// Shows each doubtful answer that the file does not speak of yet, and adds what is said of it.
fn walk(document: &Document, checked: &Checked, by: &str, path: &Path) -> Result<()> {
    let (mut content, known) = if path.exists() {
        (std::fs::read_to_string(path)?, Review::read(path)?.answer)
    } else {
        (review::init(checked, &document.text), Vec::new())
    };
    let mut input = std::io::stdin().lock();
    let mut changed = 0;
    for (index, answer) in checked.assessment.answers.iter().enumerate() {
        let doubts = review::doubts(checked, index);
        if doubts.is_empty() || known.iter().any(|entry| entry.id == answer.id) {
            continue;
        }
        print(&format!("\n{}  {}  {doubts:?}\n", plain(&answer.label), answer.verdict.name()))?;
        for paragraph in &checked.reply.answers[index].paragraphs {
            print(&format!("  {}\n", render::plain(&document.text[paragraph.clone()])))?;
        }
        for measure in &answer.measures {
            print(&format!("    {}: {}  ({})\n", measure.status.name(), plain(&measure.quote), measure.rule))?;
        }
        let blank = || Entry {
            id: answer.id.clone(),
            text: review::digest(checked, index, &document.text),
            by: by.to_owned(),
            ..Entry::default()
        };
        match decide(&mut input, blank())? {
            Said::Nothing => {}
            Said::Stop => break,
            Said::Change(entry) => {
                content.push_str(&review::entry(&entry));
                // Written at once: a person's work is not lost if the terminal closes.
                output::write_file(path, content.as_bytes())?;
                changed += 1;
            }
        }
    }
    print(&format!("\n{changed} entries added to {}\n", path.display()))
}

enum Said {
    Nothing,
    Stop,
    Change(Box<Entry>),
}

/// Asks until something is said that makes sense.
fn decide(input: &mut impl BufRead, mut entry: Entry) -> Result<Said> {
    loop {
        let Some(said) = ask(input, KEYS)? else { return Ok(Said::Stop) };
        let (key, rest) = said.split_once(' ').unwrap_or((&said, ""));
        match (key, rest.trim()) {
            ("", _) => return Ok(Said::Nothing),
            ("q", _) => return Ok(Said::Stop),
            ("v", name) => match Verdict::ALL.into_iter().find(|verdict| verdict.name() == name) {
                Some(verdict) => entry.verdict = Some(verdict),
                None => {
                    print(&format!("  a verdict is one of: {}\n", Verdict::ALL.map(Verdict::name).join(", ")))?;
                    continue;
                }
            },
            ("n", note) if !note.is_empty() => entry.note = Some(note.to_owned()),
            ("d", _) => entry.drop = true,
            _ => continue,
        }
        loop {
            let Some(reason) = ask(input, "Why?")? else { return Ok(Said::Stop) };
            if !reason.is_empty() {
                entry.reason = reason;
                return Ok(Said::Change(Box::new(entry)));
            }
        }
    }
}

/// One line of what a person types; `None` at the end of the input.
fn ask(input: &mut impl BufRead, prompt: &str) -> Result<Option<String>> {
    print(&format!("  {prompt}\n  > "))?;
    let mut line = String::new();
    let read = std::io::Read::take(&mut *input, 64 * 1024).read_line(&mut line)?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}
