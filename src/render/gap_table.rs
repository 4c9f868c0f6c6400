//! The gap table at a terminal.

use crate::gaps::{Column, GapTable, Group};
use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Table, Width};
use std::fmt::Write as _;

/// A column of quotations that is narrower cannot be read.
const NARROWEST: u16 = 20;

/// Writes head, caveat and tables within `width` columns.
pub fn gap_table(table: &GapTable, width: u16) -> String {
    let mut out = format!("{}\n\n", table.title);
    let line = usize::from(width).clamp(40, 100);
    facts(&mut out, &table.facts, line);
    for text in std::iter::once(&table.caveat).chain(&table.notes) {
        write!(out, "\n{}\n", super::table::wrap(text, line)).expect("a String takes all");
    }
    for group in &table.groups {
        write_group(&mut out, table, group, width);
    }
    out
}

/// Source, dates and rules below each other, the values in a column of their own.
pub(super) fn facts(out: &mut String, facts: &[(String, String)], width: usize) {
    let widest = facts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    for (name, value) in facts {
        let value = super::table::wrap(value, width.saturating_sub(widest + 2).max(20));
        for (at, line) in value.lines().enumerate() {
            writeln!(out, "{:widest$}  {line}", if at == 0 { name } else { "" }).expect("a String takes all");
        }
    }
}

fn write_group(out: &mut String, table: &GapTable, group: &Group, width: u16) {
    out.push('\n');
    for text in group.title.iter().chain(&group.notes) {
        writeln!(out, "{}", super::table::wrap(text, usize::from(width).clamp(40, 100))).expect("a String takes all");
    }
    if group.rows.is_empty() {
        return;
    }
    // Columns for the NGO's own words are of no use where nobody can write into them.
    let is_empty = |at: usize| table.rows().all(|row| row.cells[at].is_empty());
    let own = |column: Column| matches!(column, Column::Evidence | Column::Proposal | Column::Flags | Column::Note);
    let shown: Vec<usize> =
        (0..table.columns.len()).filter(|&at| !(own(table.columns[at].0) && is_empty(at))).collect();
    let mut drawn = Table::new();
    drawn.load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY);
    drawn.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    drawn.set_header(shown.iter().map(|&at| Cell::new(&table.columns[at].1)));
    for row in &group.rows {
        drawn.add_row(shown.iter().map(|&at| Cell::new(super::table::cell_text(&row.cells[at].join("\n")))));
    }
    // No word is torn apart where there is room for all of them, and the quotations have most of the room.
    let words: Vec<u16> = shown.iter().map(|&at| longest_word(table, at) + 2).collect();
    let is_claim = |place: usize| table.columns[shown[place]].0 == Column::Claim;
    let others: u16 = (0..shown.len()).filter(|&place| !is_claim(place)).map(|place| words[place]).sum();
    let claim = (width * 2 / 5).min(width.saturating_sub(others));
    let fits = claim >= NARROWEST;
    for (place, least) in words.iter().enumerate() {
        let least = match is_claim(place) {
            true if fits => Width::Fixed(claim),
            true => Width::Percentage(40),
            false if fits => Width::Fixed(*least),
            false => continue,
        };
        if let Some(column) = drawn.column_mut(place) {
            column.set_constraint(ColumnConstraint::LowerBoundary(least));
        }
    }
    writeln!(out, "{}", drawn.trim_fmt()).expect("a String takes all");
}

/// Length of the longest word that a column would tear apart if it were narrower; no more than a word of a language has.
fn longest_word(table: &GapTable, at: usize) -> u16 {
    const LONGEST: usize = 16;
    let heading = &table.columns[at].1;
    let words = table.rows().flat_map(|row| &row.cells[at]).chain([heading]).flat_map(|text| text.split(' '));
    let longest = words.map(|word| word.chars().count()).filter(|length| *length <= LONGEST).max();
    longest.and_then(|length| u16::try_from(length).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gaps::Row;

    /// A table with two headings, of which the second is one long word, and one row.
    fn shown(width: u16) -> String {
        let headings = [(Column::Claim, "Claim"), (Column::Status, "Status"), (Column::Missing, "Disaggregation")];
        let cells = ["a claim ".repeat(20), "implemented".to_owned(), "disaggregation".to_owned()];
        let row = Row { id: "1".to_owned(), overridden: false, cells: cells.map(|cell| vec![cell]).into() };
        let table = GapTable {
            title: "Gap table".to_owned(),
            facts: vec![("Document".to_owned(), "some words ".repeat(20).trim_end().to_owned())],
            caveat: "Claims.".to_owned(),
            notes: Vec::new(),
            columns: headings.map(|(column, heading)| (column, heading.to_owned())).into(),
            groups: vec![Group { title: Some("A title ".repeat(20)), notes: Vec::new(), rows: vec![row] }],
        };
        gap_table(&table, width)
    }

    #[test]
    fn every_line_keeps_within_the_width_and_no_word_is_torn_apart_where_there_is_room() {
        for width in [40, 60, 80, 120] {
            let shown = shown(width);
            let longest = shown.lines().map(|line| line.chars().count()).max();
            assert!(longest <= Some(usize::from(width)), "{width}: {shown}");
            assert_eq!(shown.contains("disaggregation"), width >= 60, "{width}: {shown}");
        }
    }
}
