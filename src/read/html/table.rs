//! Tables of a web page, which may lack any of their end tags.

use crate::read::body::Body;

#[derive(Default)]
struct Table {
    cells: Vec<Vec<String>>,
    notes: Vec<usize>,
}

/// Tables inside tables are not deeper; what is deeper belongs to the innermost of these.
const DEEPEST: usize = 16;

/// Tables that are open, the innermost last.
#[derive(Default)]
pub(super) struct Tables(Vec<Table>);

impl Tables {
    pub(super) fn start(&mut self, name: &str, body: &mut Body) {
        match name {
            "table" if self.0.len() >= DEEPEST => {}
            "table" => self.0.push(Table::default()),
            "tr" => self.end_row(body),
            _ => {
                if let Some(table) = self.0.last_mut() {
                    table.cells.push(Vec::new());
                }
            }
        }
    }

    pub(super) fn end(&mut self, name: &str, body: &mut Body) {
        if matches!(name, "table" | "tr") {
            self.end_row(body);
        }
        if name == "table" {
            self.0.pop();
        }
    }

    pub(super) fn end_all(&mut self, body: &mut Body) {
        while !self.0.is_empty() {
            self.end("table", body);
        }
    }

    /// The cell that is open, and the notes of its row.
    pub(super) fn cell(&mut self) -> Option<(&mut Vec<String>, &mut Vec<usize>)> {
        let table = self.0.last_mut()?;
        Some((table.cells.last_mut()?, &mut table.notes))
    }

    /// A row; of a table inside a cell, a paragraph of that cell.
    fn end_row(&mut self, body: &mut Body) {
        let Some(table) = self.0.last_mut() else { return };
        let cells = std::mem::take(&mut table.cells);
        let notes = std::mem::take(&mut table.notes);
        let outer = self.0.len().checked_sub(2);
        match outer.and_then(|outer| self.0[outer].cells.last_mut()) {
            Some(cell) => cell.push(cells.concat().join(" ")),
            None => body.row(&cells, notes),
        }
    }
}
