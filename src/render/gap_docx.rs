//! The gap table as a Word file.

use super::docx::{Docx, Page, Table};
use crate::gaps::GapTable;

/// Writes head, caveat and tables; the bytes are those of a `.docx` file.
pub fn gap_docx(table: &GapTable, language: &str) -> Vec<u8> {
    let mut docx = Docx::new(&table.title, language, Page::Landscape);
    for (name, value) in &table.facts {
        docx.led("Normal", &format!("{name}\u{2003}"), value);
    }
    docx.paragraph("Quote", &table.caveat);
    for note in &table.notes {
        docx.paragraph("Normal", note);
    }
    for group in &table.groups {
        if let Some(title) = &group.title {
            docx.paragraph("Heading1", title);
        }
        for note in &group.notes {
            // Stays with the table below it.
            docx.paragraph(if group.rows.is_empty() { "Normal" } else { "Lead" }, note);
        }
        if !group.rows.is_empty() {
            docx.table(&Table {
                headings: table.columns.iter().map(|(_, heading)| heading.as_str()).collect(),
                shares: table.columns.iter().map(|(column, _)| column.share()).collect(),
                rows: group.rows.iter().map(|row| row.cells.as_slice()).collect(),
            });
        }
    }
    docx.finish()
}
