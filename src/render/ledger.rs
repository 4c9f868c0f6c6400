//! From a comparison of two documents to what people and programs read. One file a format; each returns text.

mod csv;
mod explain;
mod html;
mod markdown;
mod sarif;
mod table;

pub use self::csv::csv;
pub use explain::explain;
pub use html::html;
pub use markdown::markdown;
pub use sarif::sarif;
pub use table::table;

use crate::diff::{CoverageChange, Diff, Entry, Outcome, Place};
use crate::rules::{Convention, ReportWords, translated};
use std::collections::BTreeMap;

/// The comparison as JSON: `lacuna.diff/1`.
pub fn json(diff: &Diff) -> String {
    let mut json = serde_json::to_string_pretty(diff).expect("a comparison has only string keys");
    json.push('\n');
    json
}

fn word<'w>(words: &'w BTreeMap<String, String>, name: &'w str) -> &'w str {
    words.get(name).map_or(name, String::as_str)
}

/// Outcomes that occur, each with its entries.
fn groups(diff: &Diff) -> impl Iterator<Item = (Outcome, Vec<&Entry>)> {
    Outcome::ALL
        .into_iter()
        .map(|outcome| (outcome, diff.ledger.iter().filter(|entry| entry.outcome == outcome).collect::<Vec<_>>()))
        .filter(|(_, entries)| !entries.is_empty())
}

/// How many entries, and how many of them are unsure.
fn counts(entries: &[&Entry]) -> (usize, usize) {
    (entries.len(), entries.iter().filter(|entry| entry.unsure).count())
}

/// Where something near stands that was not matched, and its words; none for an entry that has its counterpart or has none.
fn near(entry: &Entry, words: &ReportWords) -> Option<(String, String)> {
    let near = entry.near.as_ref()?;
    let place = crate::rules::fill(&words.diff.near, &[("place", &heading(&near.place, words))]);
    Some((place, quote(&near.place)))
}

/// What stands in place of a counterpart that is wanting.
fn nothing<'w>(entry: &Entry, words: &'w ReportWords) -> &'w str {
    match entry.outcome {
        _ if entry.near.is_some() => &words.diff.no_match,
        Outcome::NewPromise => "–",
        _ => &words.diff.none,
    }
}

/// The words of a place, as they stand in the document, what was left out between them marked.
fn quote(place: &Place) -> String {
    place.quotes.iter().map(|quote| quote.text.as_str()).collect::<Vec<_>>().join(" … ")
}

/// Answer, line, status and deadline of a place.
fn heading(place: &Place, words: &ReportWords) -> String {
    let line = place.quotes.first().map_or(0, |quote| quote.line);
    let line = crate::rules::fill(&words.line, &[("line", &line.to_string())]);
    let deadline = place.deadline.as_ref().map(|date| format!(" · {date}")).unwrap_or_default();
    format!("{} · {line} · {}{deadline}", place.answer, word(&words.status, place.status.name()))
}

/// Articles and themes whose coverage changed, each with its title.
fn changed<'d>(
    diff: &'d Diff,
    convention: &'d Convention,
    language: &'d str,
    words: &'d ReportWords,
) -> Vec<(&'d str, &'d CoverageChange, &'d str)> {
    let article = |id: &str| {
        let known = convention.article.iter().find(|article| article.id == id);
        known.map_or("", |article| translated(&article.title, language))
    };
    let theme = |id: &str| {
        let known = convention.theme.iter().find(|theme| theme.id == id);
        known.map_or("", |theme| translated(&theme.title, language))
    };
    let articles = diff.coverage.articles.iter().map(|row| (words.articles.as_str(), row, article(&row.id)));
    let themes = diff.coverage.themes.iter().map(|row| (words.themes.as_str(), row, theme(&row.id)));
    articles.chain(themes).filter(|(_, row, _)| row.old != row.new).collect()
}

/// Coverage of one document in a few characters: state, implemented and unrealised measures.
fn cell(cell: &crate::diff::CoverageCell, words: &ReportWords) -> String {
    format!("{} ({} + {})", word(&words.state, cell.state.name()), cell.implemented, cell.unrealised)
}

/// The first so many characters, with a mark where something was cut.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
