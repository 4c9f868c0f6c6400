//! `lacuna check` of many documents: in parallel, with one summary.

use super::asked::Asked;
use super::check::{CheckArgs, github, narrow};
use super::format::Format;
use super::progress::Progress;
use super::{Common, Finish, assess, deliver};
use anyhow::{Context as _, Result, bail, ensure};
use lacuna::assessment::Assessment;
use lacuna::rules::Library;
use lacuna::{gate, read, render};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

/// Endings of documents that are looked for in a folder; a file that is named is read whatever its ending.
const ENDINGS: [&str; 7] = ["txt", "text", "docx", "odt", "pdf", "html", "htm"];

/// Judges every document, and writes one summary.
pub(super) fn run(common: &Common, library: &Library, args: &CheckArgs) -> Result<Finish> {
    let format = Format::choose(args.format, args.output.as_deref())?;
    if args.wants_gap_table() || !matches!(format, Format::Table | Format::Json | Format::Jsonl | Format::Github) {
        bail!("many documents are written as table, json, jsonl or github; for any other result, check one at a time");
    }
    let paths = documents(args)?;
    let asked = args.asked.read(library)?;
    let results = assess_all(common, library, args, &asked, &paths);
    let mut assessments = Vec::new();
    let mut failed = 0;
    for (path, result) in paths.iter().zip(results) {
        match result {
            Ok(assessment) => assessments.push(assessment),
            Err(error) => {
                failed += 1;
                let message = format!("{error:#}");
                let name = path.display().to_string();
                let message = if message.starts_with(&name) { message } else { format!("{name}: {message}") };
                let _ = writeln!(std::io::stderr(), "lacuna: {}", render::plain_lines(&message));
            }
        }
    }
    let findings = assessments.iter().flat_map(|assessment| gate::check(assessment, &args.deny)).collect();
    let sifted = args.gates.sift(common, findings, !args.deny.is_empty())?;
    let text = match format {
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&assessments).context("writing JSON")?),
        Format::Github if args.deny.is_empty() => {
            assessments.iter().map(|assessment| github(assessment, args, &[])).collect()
        }
        Format::Jsonl => assessments.iter().map(render::jsonl).collect(),
        Format::Github => render::github(&sifted.left, "error"),
        _ => {
            let language = common.report_lang.clone().unwrap_or_else(|| "en".to_owned());
            ensure!(
                library.report_languages().contains(&language.as_str()),
                "--report-lang {language}: no such language"
            );
            let words = library.report_words(&language)?;
            render::summary(
                &assessments,
                &words,
                terminal_size::terminal_size().map_or(100, |(width, _)| width.0.max(40)),
            )
        }
    };
    deliver(args.output.as_deref(), text.as_bytes())?;
    let finish = args.gates.finish(&sifted)?;
    if failed > 0 {
        bail!("{failed} of {} documents could not be assessed", paths.len());
    }
    Ok(finish)
}

/// The documents that were named, and those in the folders that were: each once, folders in alphabetical order.
fn documents(args: &CheckArgs) -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = Vec::new();
    for path in std::iter::once(&args.file).chain(&args.more) {
        if path.is_dir() {
            let before = found.len();
            folder(path, &mut found, 0)?;
            ensure!(
                found.len() > before,
                "{}: there is no document in this folder ({})",
                path.display(),
                ENDINGS.join(", ")
            );
        } else {
            found.push(path.clone());
        }
    }
    let mut met = std::collections::BTreeSet::new();
    // The committee's own documents may lie beside the replies.
    let theirs = args.asked.files();
    found.retain(|path| met.insert(path.clone()) && !theirs.iter().any(|theirs| is_same(theirs, path)));
    ensure!(!found.is_empty(), "there are no replies among these documents");
    Ok(found)
}

fn is_same(a: &Path, b: &Path) -> bool {
    a == b || a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b)
}

/// Deeper folders are not looked into: no collection of replies is so deep, but a folder that links to itself is.
const DEEPEST: usize = 32;

fn folder(path: &Path, found: &mut Vec<PathBuf>, depth: usize) -> Result<()> {
    let entries = fs::read_dir(path).with_context(|| format!("{}: cannot read this folder", path.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| format!("{}: cannot read this folder", path.display()))?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    for path in paths {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if path.is_dir() {
            if depth < DEEPEST && !path.is_symlink() {
                folder(&path, found, depth + 1)?;
            }
        } else if ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
            found.push(path);
        }
    }
    Ok(())
}

/// One result for each path, in order, whatever order they were made in.
fn assess_all(
    common: &Common,
    library: &Library,
    args: &CheckArgs,
    asked: &Asked,
    paths: &[PathBuf],
) -> Vec<Result<Assessment>> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<Result<Assessment>>>> = Mutex::new(paths.iter().map(|_| None).collect());
    let progress = Progress::documents(paths.len());
    let workers = thread::available_parallelism().map_or(1, usize::from).min(paths.len());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = paths.get(at) else { break };
                    let result = one(common, library, args, asked, path);
                    results.lock().expect("no worker panics while it holds the lock")[at] = Some(result);
                    progress.step();
                }
            });
        }
    });
    let results = results.into_inner().expect("no worker panics while it holds the lock");
    results.into_iter().map(|result| result.expect("every path was taken by a worker")).collect()
}

fn one(common: &Common, library: &Library, args: &CheckArgs, asked: &Asked, path: &Path) -> Result<Assessment> {
    let document = read::read(path)?;
    let mut checked = assess(&document, common, library)?;
    asked.join(&mut checked, &document, library)?;
    narrow(&mut checked, &args.filter)?;
    Ok(checked.assessment)
}
