//! The gap table at a terminal.

use crate::gaps::{Column, GapTable, Group};
use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Table, Width};
use std::fmt::Write as _;

/// Writes head, caveat and tables within `width` columns.
pub fn gap_table(table: &GapTable, width: u16) -> String {
    let mut out = format!("{}\n\n", table.title);
    let widest = table.facts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    for (name, value) in &table.facts {
        let pad = " ".repeat(widest - name.chars().count());
        writeln!(out, "{name}{pad}  {value}").expect("a String takes all");
    }
    for text in std::iter::once(&table.caveat).chain(&table.notes) {
        write!(out, "\n{}\n", super::table::wrap(text, usize::from(width).clamp(40, 100))).expect("a String takes all");
    }
    for group in &table.groups {
        write_group(&mut out, table, group, width);
    }
    out
}

fn write_group(out: &mut String, table: &GapTable, group: &Group, width: u16) {
    out.push('\n');
    for text in group.title.iter().chain(&group.notes) {
        writeln!(out, "{text}").expect("a String takes all");
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
    for (place, &at) in shown.iter().enumerate() {
        if table.columns[at].0 == Column::Claim
            && let Some(column) = drawn.column_mut(place)
        {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Percentage(40)));
        }
    }
    writeln!(out, "{}", drawn.trim_fmt()).expect("a String takes all");
}
