//! For a person at a terminal: a count of each outcome, then both quotes side by side.

use super::{cell, changed, counts, groups, heading, near, nothing, quote, word};
use crate::diff::{Diff, Entry, Outcome};
use crate::render::plain;
use crate::rules::{Convention, ReportWords, fill};
use anstyle::{AnsiColor, Style};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use std::fmt::Write as _;

/// Writes the ledger; `width` in columns of the terminal.
pub fn table(
    diff: &Diff,
    convention: &Convention,
    words: &ReportWords,
    language: &str,
    width: u16,
    colour: bool,
) -> String {
    let w = &words.diff;
    let styled = |text: &str, style: Style| if colour { format!("{style}{text}{style:#}") } else { text.to_owned() };
    let mut out = String::new();
    let mut line = |text: &str| writeln!(out, "{}", text.trim_end()).expect("a String takes all");
    line(&styled(&w.heading, Style::new().bold()));
    line(&fill(&w.documents, &[("old", &plain(&diff.old.path)), ("new", &plain(&diff.new.path))]));
    line(&format!("{} ({})", word(&w.mode, diff.mode.name()), word(&w.because, diff.because.name())));
    for warning in &diff.warnings {
        line(&plain(&warning.message));
    }
    line("");
    if diff.ledger.is_empty() {
        line(&w.nothing);
    }
    let widest = groups(diff).map(|(outcome, _)| word(&w.outcome, outcome.name()).chars().count()).max().unwrap_or(0);
    for (outcome, entries) in groups(diff) {
        let name = word(&w.outcome, outcome.name());
        let pad = " ".repeat(widest - name.chars().count());
        let (all, unsure) = counts(&entries);
        let unsure = if unsure > 0 { format!(" ({}: {unsure})", w.unsure) } else { String::new() };
        let meaning = word(&w.meaning, outcome.name());
        line(&format!("  {}{pad} {all:>4}  {meaning}{unsure}", styled(name, style(outcome))));
    }
    if diff.ledger.iter().any(|entry| entry.unsure) {
        line("");
        line(&w.unsure_means);
    }
    for (outcome, entries) in groups(diff) {
        line("");
        line(&styled(word(&w.outcome, outcome.name()), style(outcome).bold()));
        let mut table = new_table(width, [&w.columns.id, &w.columns.then, &w.columns.now]);
        for entry in entries {
            let id = plain(&entry.id);
            let id = if entry.unsure { format!("{id}\n({})", w.unsure) } else { id.into_owned() };
            table.add_row([id, side(entry, 0, words), side(entry, 1, words)]);
        }
        let fixed = ColumnConstraint::LowerBoundary(Width::Fixed(20));
        for (column, constraint) in table.column_iter_mut().zip([ColumnConstraint::ContentWidth, fixed, fixed]) {
            column.set_constraint(constraint);
        }
        line(&table.trim_fmt());
    }
    if !diff.answers.is_empty() {
        line("");
        line(&styled(&w.answers, Style::new().bold()));
        let mut table = new_table(width, [&w.columns.id, &w.columns.then, &w.columns.now, &w.new_gap]);
        let verdict = |verdict: Option<crate::assessment::Verdict>| {
            verdict.map_or("–", |verdict| word(&words.verdict, verdict.name())).to_owned()
        };
        for change in &diff.answers {
            let gap = if change.is_new_gap() { "!" } else { "" };
            table.add_row([plain(&change.id).into_owned(), verdict(change.old), verdict(change.new), gap.to_owned()]);
        }
        line(&table.trim_fmt());
    }
    line("");
    line(&styled(&w.coverage, Style::new().bold()));
    let rows = changed(diff, convention, language, words);
    if rows.is_empty() {
        line(&w.no_change);
    } else {
        let mut table =
            new_table(width, [&words.columns.id, &words.columns.subject, &w.columns.then, &w.columns.now, &w.new_gap]);
        for (_, row, title) in rows {
            let gap = if row.is_new_gap() { "!" } else { "" };
            table.add_row([&*plain(&row.id), title, &cell(&row.old, words), &cell(&row.new, words), gap]);
        }
        line(&table.trim_fmt());
    }
    out
}

fn new_table<const N: usize>(width: u16, headings: [&String; N]) -> Table {
    let mut table = Table::new();
    table.load_style(crate::render::table::RULED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(headings);
    table
}

fn side(entry: &Entry, side: usize, words: &ReportWords) -> String {
    let place = [&entry.old, &entry.new][side];
    match place {
        Some(place) => format!("{}\n{}", plain(&heading(place, words)), plain(&quote(place))),
        None => {
            let none = nothing(entry, words);
            match near(entry, words) {
                Some((place, quote)) => format!("{none}\n{}\n{}", plain(&place), plain(&quote)),
                None => none.to_owned(),
            }
        }
    }
}

fn style(outcome: Outcome) -> Style {
    let colour = match outcome {
        Outcome::Kept => AnsiColor::Green,
        Outcome::Advanced => AnsiColor::Cyan,
        Outcome::Stalled | Outcome::Slipped => AnsiColor::Yellow,
        Outcome::Regressed | Outcome::Dropped | Outcome::GoneSilent => AnsiColor::Red,
        Outcome::NewPromise => AnsiColor::Blue,
    };
    Style::new().fg_color(Some(colour.into()))
}
