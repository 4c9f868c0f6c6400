//! Tables of a web page, which may lack any of their end tags.

use crate::read::body::{Body, Cell, Look};

/// What stands in a cell.
pub(super) enum Block {
    /// A paragraph, and the notes that it refers to.
    Paragraph(Look, String, Vec<usize>),
    /// A row of a table inside the cell.
    Row(Vec<Cell>, Vec<usize>),
}

impl Block {
    fn is_set_apart(&self) -> bool {
        matches!(self, Block::Paragraph(look, ..) if *look != Look::Plain)
    }
}

/// A cell with so many paragraphs, or with fewer of which some are set apart, or with a table of so many rows holds a
/// page: the table only places things on the screen.
const PAGE: usize = 24;
const SHORT_PAGE: usize = 8;
const SET_APART: usize = 3;
const ROWS: usize = 3;

/// Tables inside tables are not deeper; what is deeper belongs to the innermost of these.
const DEEPEST: usize = 16;

/// Tables that are open, the innermost last; each with the cells of its row.
#[derive(Default)]
pub(super) struct Tables(Vec<Vec<Vec<Block>>>);

impl Tables {
    pub(super) fn start(&mut self, name: &str, body: &mut Body) {
        match name {
            "table" if self.0.len() >= DEEPEST => {}
            "table" => self.0.push(Vec::new()),
            "tr" => self.end_row(body),
            _ => {
                if let Some(cells) = self.0.last_mut() {
                    cells.push(Vec::new());
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

    /// The cell that is open.
    pub(super) fn cell(&mut self) -> Option<&mut Vec<Block>> {
        self.0.last_mut()?.last_mut()
    }

    /// A row; of a table inside a cell, a part of that cell.
    fn end_row(&mut self, body: &mut Body) {
        let Some(cells) = self.0.last_mut().map(std::mem::take) else { return };
        let blocks = if is_frame(&cells) { cells.into_iter().flatten().collect() } else { vec![row(cells)] };
        let outer = self.0.len().checked_sub(2);
        match outer.and_then(|outer| self.0[outer].last_mut()) {
            Some(cell) => cell.extend(blocks),
            None => blocks.into_iter().for_each(|block| match block {
                Block::Paragraph(look, text, notes) => body.paragraph(look, "", &text, notes),
                Block::Row(cells, notes) => body.row(&cells, notes),
            }),
        }
    }
}

fn is_frame(cells: &[Vec<Block>]) -> bool {
    let holds_a_page = |cell: &Vec<Block>| {
        let set_apart = cell.iter().filter(|block| block.is_set_apart()).count();
        let rows = cell.iter().filter(|block| matches!(block, Block::Row(..))).count();
        cell.len() >= PAGE || cell.len() >= SHORT_PAGE && set_apart >= SET_APART || rows >= ROWS
    };
    cells.len() < 2 || cells.iter().any(holds_a_page)
}

fn row(cells: Vec<Vec<Block>>) -> Block {
    let mut all = Vec::new();
    let cell = |blocks: Vec<Block>| {
        let text = |block| match block {
            Block::Paragraph(look, text, notes) => {
                all.extend(notes);
                (look, text)
            }
            Block::Row(cells, notes) => {
                all.extend(notes);
                let words: Vec<String> = cells.into_iter().flatten().map(|(_, text)| text).collect();
                (Look::Plain, words.join(" "))
            }
        };
        blocks.into_iter().map(text).collect()
    };
    let cells = cells.into_iter().map(cell).collect();
    Block::Row(cells, all)
}
