//! The plain layout into which every formatted document is written.
//!
//! What is set apart, a heading or a label, stands on a line of its own after two tabs, with a blank line before and
//! after; a paragraph on a line after one tab; a row of a table on a line with a tab before each cell, and the further
//! paragraphs of its last cell on lines of their own. Notes stand at the end after a rule, each on a line that begins
//! with a tab, its mark in square brackets, and another tab.

use super::{Footnote, LONGEST_TEXT, too_long};
use crate::reply::normal_spaces;
use anyhow::{Result, ensure};

/// A line of a document that sets nothing apart may be a heading if it is not longer: in bytes.
const HEADING: usize = 200;

/// Line breaks and tabs around a paragraph, in bytes.
const BETWEEN: usize = 4;

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Styled as a heading or a title.
    Heading,
    /// All in bold or italics.
    Strong,
    /// As any other.
    Plain,
}

/// The paragraphs of a cell of a table.
pub(super) type Cell = Vec<(Look, String)>;

/// A document, as it is read.
#[derive(Default)]
pub(super) struct Body {
    blocks: Vec<Block>,
    notes: Vec<(String, String)>,
    length: usize,
    /// Text of the row or paragraph that is being read, as far as a reader has told, in bytes.
    held: usize,
}

struct Block {
    look: Look,
    /// A row of a table is kept as it is.
    row: bool,
    text: String,
    notes: Vec<usize>,
}

impl Body {
    /// Adds a paragraph with its number, if numbers are set automatically, and the notes that it refers to.
    /// Tabs at its beginning say how it is set apart; a line break in it begins a new line where a sentence may end.
    pub(super) fn paragraph(&mut self, look: Look, number: &str, text: &str, notes: Vec<usize>) {
        let tabs = text.chars().take_while(|c| c.is_whitespace()).filter(|&c| c == '\t').count();
        let mut lines = lines(text);
        if lines.is_empty() && number.is_empty() {
            // The notes of a paragraph without words still belong somewhere.
            if let Some(last) = self.blocks.last_mut() {
                last.notes.extend(notes);
            }
            return;
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
        let mut notes = Some(notes);
        let last = lines.len() - 1;
        for (at, line) in lines.into_iter().enumerate() {
            let number = if at == 0 { number.trim() } else { "" };
            let alone = !number.is_empty() && line.is_empty() || is_number(&line);
            let look = if tabs >= 2 || alone { Look::Heading } else { look };
            let text = match (number.is_empty(), line.is_empty()) {
                (true, _) => line,
                (false, true) => number.to_owned(),
                (false, false) if look == Look::Plain => format!("{number}\t{line}"),
                (false, false) => format!("{number} {line}"),
            };
            let notes = if at == last { notes.take().unwrap_or_default() } else { Vec::new() };
            self.push(Block { look, row: false, text, notes });
        }
    }

    /// Adds a row of a table: cells, each with its paragraphs.
    pub(super) fn row(&mut self, cells: &[Cell], notes: Vec<usize>) {
        let Some((last, first)) = cells.split_last() else { return };
        if first.is_empty() {
            // A table of one column is a frame around paragraphs.
            let notes = std::iter::once(notes).chain(std::iter::repeat(Vec::new()));
            return last.iter().zip(notes).for_each(|((look, text), notes)| self.paragraph(*look, "", text, notes));
        }
        let mut text = String::new();
        for cell in first {
            text.push('\t');
            let words: Vec<&str> = cell.iter().map(|(_, text)| text.as_str()).collect();
            text.push_str(&normal_spaces(&words.join(" ")));
        }
        let paragraphs: Vec<String> = last.iter().flat_map(|(_, paragraph)| lines(paragraph)).collect();
        text.push('\t');
        text.push_str(&paragraphs.join("\n\t").replace('\t', "\u{1}").replace("\n\u{1}", "\n\t").replace('\u{1}', " "));
        if text.chars().any(|c| !c.is_whitespace()) {
            self.push(Block { look: Look::Plain, row: true, text, notes });
        }
    }

    /// Adds a note, to be referred to by the number that is returned.
    pub(super) fn note(&mut self, mark: &str, text: &str) -> usize {
        self.notes.push((normal_spaces(mark), String::new()));
        self.go_on_with_note(self.notes.len() - 1, text);
        self.notes.len() - 1
    }

    pub(super) fn note_count(&self) -> usize {
        self.notes.len()
    }

    /// Adds text to a note.
    pub(super) fn go_on_with_note(&mut self, note: usize, text: &str) {
        self.length += text.len();
        if let Some((_, whole)) = self.notes.get_mut(note) {
            whole.push_str(if whole.is_empty() { "" } else { " " });
            whole.push_str(&normal_spaces(text));
        }
    }

    /// Counts text that a reader holds back: numbers and spaces that a file only names may be many times its size.
    pub(super) fn hold(&mut self, bytes: usize) {
        self.held += bytes + BETWEEN;
    }

    /// Refuses a document with more text than any reply has.
    pub(super) fn refuse_endless(&self) -> Result<()> {
        ensure!(self.length + self.held <= LONGEST_TEXT, "{}", too_long());
        Ok(())
    }

    fn push(&mut self, block: Block) {
        self.held = 0;
        self.length += block.text.len() + BETWEEN;
        self.blocks.push(block);
    }

    /// The text and its notes.
    pub(super) fn finish(mut self) -> (String, Vec<Footnote>) {
        self.settle_looks();
        let mut text = String::with_capacity(self.length);
        let mut at = vec![0; self.notes.len()];
        for block in &self.blocks {
            if block.look == Look::Plain {
                text.push_str(if block.row { "" } else { "\t" });
                text.push_str(&block.text);
            } else {
                text.push_str("\n\t\t");
                text.push_str(&block.text);
            }
            for &note in &block.notes {
                if let Some(place) = at.get_mut(note) {
                    *place = text.len();
                }
            }
            text.push_str(if block.look == Look::Plain { "\n" } else { "\n\n" });
        }
        let mut footnotes = Vec::with_capacity(self.notes.len());
        if !self.notes.is_empty() {
            text.push_str("\n\t____________________\n");
        }
        for ((mark, note), at) in self.notes.into_iter().zip(at) {
            text.push_str(&format!("\t[{mark}]\t"));
            let start = text.len();
            text.push_str(&note);
            footnotes.push(Footnote { mark, at, span: start..text.len() });
            text.push('\n');
        }
        (text, footnotes)
    }

    /// Bold type is a sign only where most of the text is not bold; and where nothing at all is set apart, a short line
    /// that begins with a capital and ends no sentence may be a heading.
    fn settle_looks(&mut self) {
        let (mut strong, mut all, mut set_apart) = (0, 0, false);
        for block in &self.blocks {
            all += block.text.len();
            strong += if block.look == Look::Strong { block.text.len() } else { 0 };
        }
        let strong_is_plain = strong * 2 > all;
        for block in &mut self.blocks {
            if block.look == Look::Strong && strong_is_plain {
                block.look = Look::Plain;
            }
            set_apart |= block.look != Look::Plain && !is_number(&block.text);
        }
        if !set_apart {
            for block in self.blocks.iter_mut().filter(|block| !block.row && may_be_heading(&block.text)) {
                block.look = Look::Heading;
            }
        }
    }
}

/// The lines of a paragraph without the white space around them. A break inside a sentence is a space.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let line: String = line.trim().chars().filter(|&c| !c.is_control() || c == '\t').collect();
        if line.is_empty() {
            continue;
        }
        match lines.last_mut() {
            Some(last)
                if !last.ends_with(['.', ':', ';', '!', '?', ')', '\u{bb}', '\u{201d}'])
                    && line.starts_with(char::is_lowercase) =>
            {
                last.push(' ');
                last.push_str(&line);
            }
            _ => lines.push(line),
        }
    }
    lines
}

/// A number alone, as the label of a question without parts; no page number gets here.
fn is_number(line: &str) -> bool {
    let digits = line.strip_suffix('.').unwrap_or(line);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn may_be_heading(line: &str) -> bool {
    line.len() <= HEADING
        && line.starts_with(char::is_uppercase)
        && line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '*'))
}
