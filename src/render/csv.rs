//! The gap table as CSV (RFC 4180, UTF-8): one row an answer, the source in the last columns of each.

use crate::gaps::GapTable;
use crate::rules::ReportWords;

/// Writes the table; the paragraphs of a cell stand on lines of their own.
pub fn csv(table: &GapTable, words: &ReportWords) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let grouped = table.groups.iter().any(|group| group.title.is_some());
    let fact = |name: &str| table.facts.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let source = [&words.gap.facts.file, &words.gap.facts.received, &words.gap.facts.program];
    let group = grouped.then(|| crate::gaps::heading(words, "group"));
    let headings = group.into_iter().chain(table.columns.iter().map(|(_, heading)| heading.as_str()));
    let mut write = |record: Vec<String>| writer.write_record(record).expect("a Vec takes all, and all rows are alike");
    write(headings.chain(source.iter().map(|name| name.as_str())).map(guarded).collect());
    for group in &table.groups {
        for row in &group.rows {
            let title = grouped.then(|| group.title.clone().unwrap_or_default());
            let cells = row.cells.iter().map(|cell| cell.join("\n"));
            let facts = source.iter().map(|name| fact(name).to_owned());
            write(title.into_iter().chain(cells).chain(facts).map(|cell| guarded(&cell)).collect());
        }
    }
    let bytes = writer.into_inner().expect("a Vec takes all");
    String::from_utf8(bytes).expect("only text was written")
}

/// A spreadsheet runs a cell that begins so as a formula; an apostrophe before it makes it text.
fn guarded(cell: &str) -> String {
    match cell.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => format!("'{cell}"),
        _ if cell.starts_with(['\t', '\r']) => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}
