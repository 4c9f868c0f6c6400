//! What was seen in a document in which no answer was recognised.

use super::plain;
use super::table::wrap;
use crate::reply::{Near, Shape, Survey};
use crate::rules::{ReportWords, SeenWords, fill};
use crate::say::Say;
use std::fmt::Write as _;

/// Lines and shapes of one kind that are shown; there may be thousands.
const MOST: usize = 30;
/// Line numbers that stand in one row.
const MOST_NUMBERS: usize = 8;
/// Words of a line that are shown.
const LINE_WORDS: usize = 12;

/// Candidates for labels and headings with their lines, and how near each layout is.
pub fn survey(survey: &Survey, words: &ReportWords, width: u16) -> String {
    let (seen, say) = (&words.seen, Say::new(words));
    let width = usize::from(width).clamp(40, 100);
    let mut out = format!("{}\n", seen.headline);
    section(&mut out, &seen.numbered, seen, &survey.numbered, |Shape { shape, lines, first }| {
        let shape = fill(&seen.shape, &[("shape", plain(shape).as_ref()), ("lines", &places(lines, seen, say))]);
        format!("  {shape}\n      {}", say.shortened(&plain(first), LINE_WORDS))
    });
    section(&mut out, &seen.headings, seen, &survey.headings, |(line, text)| {
        format!("{line:>6}  {}", say.shortened(&plain(text), LINE_WORDS))
    });
    section(&mut out, &seen.layouts, seen, &survey.layouts, |near| {
        let rows: Vec<String> = about(near, seen, say).into_iter().map(|row| format!("      {row}")).collect();
        format!("  {}\n{}", plain(&near.layout), rows.join("\n"))
    });
    write!(out, "\n{}\n", wrap(&seen.go_on, width)).expect("a String takes all");
    out
}

fn section<T>(out: &mut String, title: &str, seen: &SeenWords, items: &[T], show: impl Fn(&T) -> String) {
    writeln!(out, "\n{title}").expect("a String takes all");
    if items.is_empty() {
        writeln!(out, "  {}", seen.nothing).expect("a String takes all");
    }
    for item in items.iter().take(MOST) {
        writeln!(out, "{}", show(item)).expect("a String takes all");
    }
    if items.len() > MOST {
        let more = fill(&seen.more, &[("count", &(items.len() - MOST).to_string())]);
        writeln!(out, "  {more}").expect("a String takes all");
    }
}

fn about(near: &Near, seen: &SeenWords, say: Say<'_>) -> Vec<String> {
    let labels = say.counted(&seen.labels, near.labels.len());
    let mut rows = vec![match near.labels.as_slice() {
        [] => labels,
        lines => fill(&seen.labels_at, &[("labels", &labels), ("lines", &places(lines, seen, say))]),
    }];
    if !near.labels.is_empty() && !near.never_chosen {
        rows.push(seen.no_parts.clone());
    }
    if near.never_chosen {
        rows.push(fill(&seen.never_chosen, &[("layout", &plain(&near.layout))]));
    }
    let change = |name: &str| seen.change.get(name).map_or(name.to_owned(), String::clone);
    rows.extend(
        near.changes.iter().map(|(kind, lines)| format!("{} {}", places(lines, seen, say), change(kind.name()))),
    );
    rows
}

/// "lines 5, 8, 12 … and 3 more".
fn places(lines: &[usize], seen: &SeenWords, say: Say<'_>) -> String {
    let numbers: Vec<String> = lines.iter().take(MOST_NUMBERS).map(ToString::to_string).collect();
    let shown = fill(say.form(&seen.places, lines.len()), &[("lines", &numbers.join(say.comma()))]);
    match lines.len().saturating_sub(MOST_NUMBERS) {
        0 => shown,
        more => format!("{shown} {}", fill(&seen.more, &[("count", &more.to_string())])),
    }
}
