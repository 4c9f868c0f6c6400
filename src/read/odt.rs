//! OpenDocument texts, as LibreOffice writes them.

mod lists;

use super::Reading;
use super::body::{Body, Cell, Look};
use super::package::Package;
use super::xml::{self, Visitor, attribute};
use anyhow::{Context as _, Result};
use lists::Lists;
use quick_xml::events::BytesStart;
use rustc_hash::FxHashMap;

/// A run of so many spaces is as good as a longer one.
const LONGEST_GAP: usize = 100;
/// Chains of styles are not longer; a loop ends here.
const LONGEST_CHAIN: usize = 32;

pub(super) fn read(package: &mut Package<'_>) -> Result<Reading> {
    let mut walk = Walk::default();
    if let Some(styles) = package.part("styles.xml")? {
        xml::walk(&styles, &mut walk)?;
    }
    let content = package.part("content.xml")?;
    let content = content.context("its part content.xml is missing; get the file again")?;
    xml::walk(&content, &mut walk)?;
    let (text, footnotes) = walk.body.finish();
    Ok(Reading { format: "odt", encoding: "utf-8", text, footnotes, warnings: Vec::new() })
}

/// Elements whose content is no text of the document.
const SKIPPED: [&str; 8] = [
    "tracked-changes",
    "annotation",
    "sequence-decls",
    "variable-decls",
    "forms",
    "ruby-text",
    "note-citation",
    "table-of-content",
];

#[derive(Default)]
struct Style {
    parent: Option<String>,
    list: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    heading: bool,
    bold: bool,
    italic: bool,
    number: String,
    notes: Vec<usize>,
    /// Letters, and those of them in bold and in italics.
    letters: (usize, usize, usize),
    /// Looks of the spans that are open.
    spans: Vec<(bool, bool)>,
}

#[derive(Default)]
struct Walk {
    body: Body,
    styles: FxHashMap<String, Style>,
    style: Option<String>,
    lists: Lists,
    in_text: bool,
    paragraphs: Vec<Paragraph>,
    /// Each with its row: cells, and the notes that they refer to.
    tables: Vec<(Vec<Cell>, Vec<usize>)>,
    /// The notes that are open, and how many paragraphs were when each began.
    notes: Vec<(usize, usize)>,
}

impl Walk {
    /// A style, or what a style says.
    fn define(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        match name.as_ref() {
            "style" => {
                self.style = attribute(start, "name");
                let style = Style {
                    parent: attribute(start, "parent-style-name"),
                    list: attribute(start, "list-style-name").filter(|list| !list.is_empty()),
                    ..Style::default()
                };
                self.styles.extend(self.style.clone().map(|name| (name, style)));
            }
            "text-properties" => {
                let Some(style) = self.style.as_ref().and_then(|name| self.styles.get_mut(name)) else { return };
                style.bold = attribute(start, "font-weight").map(|weight| weight != "normal" && weight != "400");
                style.italic = attribute(start, "font-style").map(|style| style == "italic");
            }
            _ => self.lists.define(start),
        }
    }

    fn push(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let (bold, italic) = paragraph.spans.last().copied().unwrap_or((paragraph.bold, paragraph.italic));
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        paragraph.letters.0 += letters;
        paragraph.letters.1 += if bold { letters } else { 0 };
        paragraph.letters.2 += if italic { letters } else { 0 };
        paragraph.text.extend(text.chars().filter(|&c| c != '\u{ad}'));
    }

    /// What a style says: bold, italic and its list.
    fn look(&self, name: Option<String>) -> (Option<bool>, Option<bool>, Option<&str>) {
        let mut look = (None, None, None);
        let mut next = name.as_ref().and_then(|name| self.styles.get(name));
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next else { break };
            look.0 = look.0.or(style.bold);
            look.1 = look.1.or(style.italic);
            look.2 = look.2.or(style.list.as_deref());
            next = style.parent.as_ref().and_then(|name| self.styles.get(name));
        }
        look
    }

    fn end_paragraph(&mut self, mut paragraph: Paragraph) {
        if let Some(&(note, depth)) = self.notes.last()
            && self.paragraphs.len() >= depth
        {
            return self.body.go_on_with_note(note, &paragraph.text);
        }
        let (all, bold, italic) = paragraph.letters;
        let look = match paragraph.heading {
            true => Look::Heading,
            false if all > 0 && (bold == all || italic == all) => Look::Strong,
            false => Look::Plain,
        };
        if let Some((cells, notes)) = self.tables.last_mut()
            && let Some(cell) = cells.last_mut()
        {
            notes.append(&mut paragraph.notes);
            let text = format!("{} {}", paragraph.number, paragraph.text);
            if !text.trim().is_empty() {
                self.body.hold(text.len());
                cell.push((look, text.trim().to_owned()));
            }
            return;
        }
        self.body.paragraph(look, &paragraph.number, &paragraph.text, paragraph.notes);
    }

    /// A row of a table; of a table inside a cell, a paragraph of that cell.
    fn end_row(&mut self) {
        let Some((cells, notes)) = self.tables.last_mut() else { return };
        let (cells, notes) = (std::mem::take(cells), std::mem::take(notes));
        let outer = self.tables.len().checked_sub(2);
        match outer.and_then(|outer| self.tables[outer].0.last_mut()) {
            Some(cell) => {
                let words: Vec<String> = cells.into_iter().flatten().map(|(_, text)| text).collect();
                cell.push((Look::Plain, words.join(" ")));
            }
            None => self.body.row(&cells, notes),
        }
    }
}

impl Visitor for Walk {
    fn skips(&self, start: &BytesStart<'_>) -> bool {
        self.in_text && SKIPPED.contains(&start.local_name().as_ref())
    }

    fn open(&mut self, start: &BytesStart<'_>) {
        if !self.in_text {
            self.in_text = start.name().as_ref() == "office:text";
            return self.define(start);
        }
        let style = || attribute(start, "style-name");
        let name = start.local_name();
        match name.as_ref() {
            kind @ ("p" | "h") => {
                let (bold, italic, _) = self.look(style());
                let number = self.lists.number();
                self.paragraphs.push(Paragraph {
                    heading: kind == "h",
                    bold: bold.unwrap_or(false),
                    italic: italic.unwrap_or(false),
                    number,
                    ..Paragraph::default()
                });
            }
            "span" => {
                let (bold, italic, _) = self.look(style());
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    let outer = paragraph.spans.last().copied().unwrap_or((paragraph.bold, paragraph.italic));
                    paragraph.spans.push((bold.unwrap_or(outer.0), italic.unwrap_or(outer.1)));
                }
            }
            "s" => {
                let spaces = attribute(start, "c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                let spaces = " ".repeat(spaces.min(LONGEST_GAP));
                self.body.hold(spaces.len());
                self.push(&spaces);
            }
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "note" => {
                let note = self.body.note(&(self.body.note_count() + 1).to_string(), "");
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.notes.push(note);
                }
                self.notes.push((note, self.paragraphs.len()));
            }
            "table" => self.tables.push(Default::default()),
            "table-cell" => {
                if let Some((cells, _)) = self.tables.last_mut() {
                    cells.push(Vec::new());
                }
            }
            "list" => self.lists.open(start),
            "list-item" => self.lists.item(start),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<()> {
        match name {
            _ if !self.in_text => self.style = self.style.take().filter(|_| name != "style"),
            "p" | "h" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.end_paragraph(paragraph);
                }
            }
            "span" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.spans.pop();
                }
            }
            "note" => {
                self.notes.pop();
            }
            "table-row" => self.end_row(),
            "table" => {
                self.tables.pop();
            }
            "list" => self.lists.close(),
            _ => {}
        }
        self.body.refuse_endless()
    }

    fn characters(&mut self, text: &str) {
        self.push(&text.replace(['\n', '\t', '\r'], " "));
    }
}
