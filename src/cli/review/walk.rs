//! Walking through the doubtful answers at a terminal: each is shown, and what a person says of it is kept.

use crate::cli::print;
use anyhow::Result;
use lacuna::assessment::{AnswerAssessment, Status, Verdict};
use lacuna::check::Checked;
use lacuna::output;
use lacuna::read::Document;
use lacuna::render::plain;
use lacuna::review::{self, Entry, MeasureEntry, Review};
use std::io::BufRead;
use std::path::Path;

const KEYS: &str = "Enter: as it is, or done · v VERDICT · s NUMBER STATUS · a ARTICLES · t THEMES · n NOTE · \
                    e EVIDENCE · d: drop · q: stop";
const PROMPT: &str = "  > ";

/// Shows each doubtful answer that the file does not speak of yet, and adds what is said of it.
pub(super) fn walk(document: &Document, checked: &Checked, by: &str, path: &Path) -> Result<()> {
    let (mut content, known) = if path.exists() {
        (std::fs::read_to_string(path)?, Review::read(path)?.answer)
    } else {
        (review::init(checked, &document.text), Vec::new())
    };
    let answers = &checked.assessment.answers;
    let is_open = |index: &usize| {
        let id = &answers[*index].id;
        !review::doubts(checked, *index).is_empty() && known.iter().all(|entry| entry.id != *id)
    };
    let open: Vec<usize> = (0..answers.len()).filter(is_open).collect();
    let mut input = std::io::stdin().lock();
    let mut changed = 0;
    for (number, &index) in (1..).zip(&open) {
        show(document, checked, index, (number, open.len()))?;
        let answer = &answers[index];
        let entry = Entry {
            id: answer.id.clone(),
            text: review::digest(checked, index, &document.text),
            by: by.to_owned(),
            ..Entry::default()
        };
        match decide(&mut input, checked, answer, entry)? {
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
    let entries = if changed == 1 { "entry" } else { "entries" };
    print(&format!("\n{changed} {entries} added to {}\n", path.display()))
}

/// The answer with its measures, numbered, and why it is doubtful.
fn show(document: &Document, checked: &Checked, index: usize, (number, of): (usize, usize)) -> Result<()> {
    let answer = &checked.assessment.answers[index];
    let why: Vec<&str> = review::doubts(checked, index).into_iter().map(review::told).collect();
    let ids = |ids: Vec<&str>| if ids.is_empty() { "none".to_owned() } else { ids.join(", ") };
    let mut out = format!(
        "\n{number}/{of}  {} (line {})  {}: {}\n",
        plain(&answer.label),
        answer.line,
        answer.verdict.name(),
        why.join("; ")
    );
    let articles = ids(answer.articles.iter().map(|article| article.id.as_str()).collect());
    let themes = ids(answer.themes.iter().map(|theme| theme.id.as_str()).collect());
    out.push_str(&format!("  articles: {articles} · themes: {themes}\n\n"));
    for paragraph in &checked.reply.answers[index].paragraphs {
        out.push_str(&indented("  ", &plain(&document.text[paragraph.clone()])));
    }
    out.push('\n');
    for (number, measure) in (1..).zip(&answer.measures) {
        let line = format!("{number}. {}: {}  ({})", measure.status.name(), plain(&measure.quote), measure.rule);
        out.push_str(&indented("    ", &line));
    }
    print(&out)
}

/// Within the width of the terminal, set in.
fn indented(by: &str, text: &str) -> String {
    let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).clamp(40, 100));
    lacuna::render::wrap(text, width - by.len()).lines().map(|line| format!("{by}{line}\n")).collect()
}

enum Said {
    Nothing,
    Stop,
    Change(Box<Entry>),
}

/// Asks until a person is done with an answer, and then why.
fn decide(input: &mut impl BufRead, checked: &Checked, answer: &AnswerAssessment, mut entry: Entry) -> Result<Said> {
    let untouched = entry.clone();
    print(&format!("\n  {KEYS}\n"))?;
    loop {
        let Some(said) = ask(input)? else { return Ok(Said::Stop) };
        match said.split_once(' ').unwrap_or((&said, "")) {
            ("q", _) => return Ok(Said::Stop),
            ("", _) if entry == untouched => return Ok(Said::Nothing),
            ("", _) => break,
            (key, rest) => {
                if let Err(told) = change(&mut entry, checked, answer, key, rest.trim()) {
                    print(&format!("  {told}\n"))?;
                }
            }
        }
    }
    loop {
        print("  Why?\n")?;
        let Some(reason) = ask(input)? else { return Ok(Said::Stop) };
        if !reason.is_empty() {
            entry.reason = reason;
            return Ok(Said::Change(Box::new(entry)));
        }
    }
}

/// Puts into the entry what was said; an error tells what could have been said.
fn change(
    entry: &mut Entry,
    checked: &Checked,
    answer: &AnswerAssessment,
    key: &str,
    said: &str,
) -> Result<(), String> {
    let convention = &checked.convention;
    match key {
        "v" => {
            let found = Verdict::ALL.into_iter().find(|verdict| verdict.name() == said);
            let known = || format!("a verdict is one of: {}", Verdict::ALL.map(Verdict::name).join(", "));
            entry.verdict = Some(found.ok_or_else(known)?);
        }
        "s" => entry.measure.push(status(answer, said)?),
        "a" => {
            let articles: Vec<&str> = convention.article.iter().map(|article| article.id.as_str()).collect();
            entry.articles = Some(ids(said, &articles)?);
        }
        "t" => {
            let themes: Vec<&str> = convention.theme.iter().map(|theme| theme.id.as_str()).collect();
            entry.themes = Some(ids(said, &themes)?);
        }
        "n" if !said.is_empty() => entry.note = Some(said.to_owned()),
        "e" if !said.is_empty() => entry.evidence = Some(said.to_owned()),
        "d" => entry.drop = true,
        _ => return Err(KEYS.to_owned()),
    }
    Ok(())
}

/// `2 planned`: another status of the second measure.
fn status(answer: &AnswerAssessment, said: &str) -> Result<MeasureEntry, String> {
    let known = || {
        let names = Status::ALL.map(Status::name).join(", ");
        format!("say the number of a measure, 1 to {}, and a status: {names}", answer.measures.len())
    };
    let (number, name) = said.split_once(' ').ok_or_else(known)?;
    let number: usize = number.parse().map_err(|_| known())?;
    let measure = number.checked_sub(1).and_then(|at| answer.measures.get(at)).ok_or_else(known)?;
    let status = Status::ALL.into_iter().find(|status| status.name() == name.trim()).ok_or_else(known)?;
    Ok(MeasureEntry { quote: measure.quote.clone(), status })
}

/// Ids with commas between them, each of which is known.
fn ids(said: &str, known: &[&str]) -> Result<Vec<String>, String> {
    let ids: Vec<&str> = said.split([',', ' ']).filter(|id| !id.is_empty()).collect();
    match ids.iter().find(|id| !known.contains(id)) {
        None if !ids.is_empty() => Ok(ids.into_iter().map(str::to_owned).collect()),
        _ => Err(format!("one or more of: {}", known.join(", "))),
    }
}

/// One line of what a person types; `None` at the end of the input.
fn ask(input: &mut impl BufRead) -> Result<Option<String>> {
    print(PROMPT)?;
    let mut line = String::new();
    let read = std::io::Read::take(&mut *input, 64 * 1024).read_line(&mut line)?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}
