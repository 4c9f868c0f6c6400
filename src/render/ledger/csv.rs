//! CSV: one row for each entry of the ledger.

use super::quote;
use crate::diff::{Diff, Place};
use crate::render::plain;
use std::borrow::Cow;

/// Names of the columns: the same whatever the language of the report, for they are read by programs.
const COLUMNS: [&str; 22] = [
    "id",
    "outcome",
    "unsure",
    "score",
    "words",
    "articles",
    "themes",
    "old_answer",
    "old_line",
    "old_status",
    "old_deadline",
    "old_quote",
    "new_answer",
    "new_line",
    "new_status",
    "new_deadline",
    "new_quote",
    "near_answer",
    "near_line",
    "near_status",
    "near_deadline",
    "near_quote",
];

/// Writes the ledger.
pub fn csv(diff: &Diff) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).expect("memory takes all");
    for entry in &diff.ledger {
        let mut row = vec![
            entry.id.clone(),
            entry.outcome.name().to_owned(),
            entry.unsure.to_string(),
            entry.score.map(|score| format!("{score:.3}")).unwrap_or_default(),
            entry.words.join("; "),
            entry.articles.join("; "),
            entry.themes.join("; "),
        ];
        let near = entry.near.as_ref().map(|near| &near.place);
        for place in [entry.old.as_ref(), entry.new.as_ref(), near] {
            row.extend(cells(place));
        }
        writer.write_record(row.iter().map(|cell| guarded(cell).into_owned())).expect("every row has as many cells");
    }
    let bytes = writer.into_inner().expect("memory takes all");
    String::from_utf8(bytes).expect("it was made of text")
}

fn cells(place: Option<&Place>) -> [String; 5] {
    let Some(place) = place else { return Default::default() };
    let line = place.quotes.first().map(|quote| quote.line.to_string()).unwrap_or_default();
    [
        place.answer.clone(),
        line,
        place.status.name().to_owned(),
        place.deadline.clone().unwrap_or_default(),
        plain(&quote(place)).into_owned(),
    ]
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: &str) -> Cow<'_, str> {
    let first = cell.trim_start().chars().next();
    if matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r')) { format!("'{cell}").into() } else { cell.into() }
}
