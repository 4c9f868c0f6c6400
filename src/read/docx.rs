//! Word files: the text as a reader of the page sees it, with the numbers that Word sets by itself.
//!
//! Tracked insertions are kept and deletions dropped; headers and footers are left out; notes are kept apart.

mod numbering;
mod paragraph;
mod styles;

use super::Reading;
use super::body::{Body, Cell, Look};
use super::package::Package;
use super::xml::{self, Visitor, attribute};
use anyhow::{Context as _, Result};
pub(super) use numbering::format_number;

use numbering::Numbering;
use paragraph::{Paragraph, Toggle};
use quick_xml::events::BytesStart;
use rustc_hash::FxHashMap;
use styles::Styles;

/// Reads the document whose main part is called `main`.
pub(super) fn read(package: &mut Package<'_>, main: &str) -> Result<Reading> {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut part =
        |name: &str| package.part(&if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") });
    let styles = Styles::read(&part("styles.xml")?.unwrap_or_default())?;
    let numbering = Numbering::read(&part("numbering.xml")?.unwrap_or_default())?;
    let notes = [("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")];
    let mut walk = Walk::new(&styles, numbering);
    let mut mark = 0;
    for (name, element) in notes {
        for (id, text) in notes_of(&part(name)?.unwrap_or_default(), element, &styles)? {
            mark += 1;
            let note = walk.body.note(&mark.to_string(), &text);
            walk.notes.insert((element, id), note);
        }
    }
    let xml = part(main.rsplit('/').next().unwrap_or(main))?;
    let xml = xml.with_context(|| format!("its main part {main} is missing; get the file again"))?;
    xml::walk(&xml, &mut walk)?;
    let (text, footnotes) = walk.body.finish();
    Ok(Reading { format: "docx", encoding: "utf-8", text, footnotes, warnings: Vec::new() })
}

/// Id and text of the notes of a part, without those that only draw a line.
fn notes_of(xml: &str, element: &'static str, styles: &Styles) -> Result<Vec<(String, String)>> {
    let mut part = NotesPart { element, styles, open: None, notes: Vec::new() };
    xml::walk(xml, &mut part)?;
    Ok(part.notes)
}

struct NotesPart<'s> {
    element: &'static str,
    styles: &'s Styles,
    open: Option<(String, Walk<'s>)>,
    notes: Vec<(String, String)>,
}

impl Visitor for NotesPart<'_> {
    fn skips(&self, start: &BytesStart<'_>) -> bool {
        self.open.as_ref().is_some_and(|(_, walk)| walk.skips(start))
    }

    fn open(&mut self, start: &BytesStart<'_>) {
        if start.local_name().as_ref() == self.element {
            let drawn = attribute(start, "type").is_some_and(|kind| kind != "normal");
            let id = attribute(start, "id").filter(|_| !drawn);
            self.open = id.map(|id| (id, Walk::new(self.styles, Numbering::default())));
        } else if let Some((_, walk)) = &mut self.open {
            walk.open(start);
        }
    }

    fn close(&mut self, name: &str) -> Result<()> {
        if name == self.element {
            self.notes.extend(self.open.take().map(|(id, walk)| (id, walk.body.finish().0)));
            return Ok(());
        }
        self.open.as_mut().map_or(Ok(()), |(_, walk)| walk.close(name))
    }

    fn characters(&mut self, text: &str) {
        if let Some((_, walk)) = &mut self.open {
            walk.characters(text);
        }
    }
}

/// Elements whose content is no text of the document: deleted text, old properties, the second form of a drawing, codes
/// of fields, the sound above a character.
const SKIPPED: [&str; 14] = [
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "instrText",
    "Fallback",
    "sectPr",
    "sectPrChange",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tblGrid",
    "rt",
    "annotationRef",
];

/// A table that is being read.
#[derive(Default)]
struct Table {
    cells: Vec<Cell>,
    notes: Vec<usize>,
}

struct Walk<'s> {
    body: Body,
    styles: &'s Styles,
    numbering: Numbering,
    /// From the footnotes and endnotes of the file to those of the body.
    notes: FxHashMap<(&'static str, String), usize>,
    /// Inner ones are those of text boxes.
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Text whose paragraph mark was deleted: it goes on in the next paragraph.
    carried: Option<Paragraph>,
}

impl<'s> Walk<'s> {
    fn new(styles: &'s Styles, numbering: Numbering) -> Self {
        Walk {
            body: Body::default(),
            styles,
            numbering,
            notes: FxHashMap::default(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            carried: None,
        }
    }
}

impl Visitor for Walk<'_> {
    fn skips(&self, start: &BytesStart<'_>) -> bool {
        let name = start.local_name();
        // The mark of a paragraph is deleted by an element of the same name as deleted text.
        let mark = self.paragraphs.last().is_some_and(|paragraph| paragraph.in_properties);
        SKIPPED.contains(&name.as_ref()) && !(mark && name.as_ref() == "del")
    }

    fn open(&mut self, start: &BytesStart<'_>) {
        let value = || attribute(start, "val");
        let is_on = || !matches!(value().as_deref(), Some("0" | "false" | "off" | "none"));
        let name = start.local_name();
        match name.as_ref() {
            "tbl" => return self.tables.push(Table::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cells.clear();
                }
                return;
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cells.push(Vec::new());
                }
                return;
            }
            "p" => {
                let carried = self.carried.take().filter(|_| self.paragraphs.is_empty());
                return self.paragraphs.push(carried.unwrap_or_default());
            }
            _ => {}
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match name.as_ref() {
            "pPr" => paragraph.in_properties = true,
            "r" => paragraph.run = Toggle::default(),
            "pStyle" => paragraph.style = value(),
            "outlineLvl" => paragraph.outline = value().and_then(|level| level.parse().ok()),
            "ilvl" => paragraph.level = value().and_then(|level| level.parse().ok()),
            "numId" => paragraph.number = value(),
            "del" if paragraph.in_properties => paragraph.mark_deleted = true,
            // The properties of the paragraph mark are none of its text.
            "b" | "i" | "vanish" | "rStyle" if paragraph.in_properties => {}
            "b" => paragraph.run.bold = Some(is_on()),
            "i" => paragraph.run.italic = Some(is_on()),
            "vanish" => paragraph.run.hidden = is_on(),
            "rStyle" => {
                let style = self.styles.look(value().as_deref());
                paragraph.run.bold = paragraph.run.bold.or(style.bold);
                paragraph.run.italic = paragraph.run.italic.or(style.italic);
            }
            "t" => paragraph.in_text = true,
            // A tab stop of the properties has the same name.
            "tab" if !paragraph.in_properties => paragraph.push("\t"),
            "ptab" => paragraph.push("\t"),
            "br" | "cr" => paragraph.push("\n"),
            "noBreakHyphen" => paragraph.push("-"),
            kind @ ("footnoteReference" | "endnoteReference") => {
                let kind = if kind == "footnoteReference" { "footnote" } else { "endnote" };
                if let Some(&note) = attribute(start, "id").and_then(|id| self.notes.get(&(kind, id))) {
                    paragraph.notes.push(note);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<()> {
        match name {
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.end_paragraph(paragraph);
                    self.body.refuse_endless()?;
                }
            }
            "tr" => self.end_row(),
            "tbl" => {
                self.tables.pop();
            }
            "pPr" | "t" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    let flag = if name == "t" { &mut paragraph.in_text } else { &mut paragraph.in_properties };
                    *flag = false;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn characters(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|paragraph| paragraph.in_text) {
            paragraph.push(text);
        }
    }
}

impl Walk<'_> {
    fn end_paragraph(&mut self, mut paragraph: Paragraph) {
        if std::mem::take(&mut paragraph.mark_deleted) && self.paragraphs.is_empty() {
            self.carried = Some(paragraph.without_properties());
            return;
        }
        let look = paragraph.look(self.styles);
        let (id, level) = self.styles.numbering(&paragraph, &self.numbering);
        let number = id.and_then(|id| self.numbering.next(&id, level)).unwrap_or_default();
        if let Some(cell) = self.tables.last_mut().and_then(|table| {
            table.notes.append(&mut paragraph.notes);
            table.cells.last_mut()
        }) {
            let text = format!("{number} {}", paragraph.text);
            if !text.trim().is_empty() {
                self.body.hold(text.len());
                cell.push((look, text.trim().to_owned()));
            }
        } else {
            self.body.paragraph(look, &number, &paragraph.text, paragraph.notes);
        }
    }

    /// A row of a table; of a table inside a cell, a paragraph of that cell.
    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let cells = std::mem::take(&mut table.cells);
        let notes = std::mem::take(&mut table.notes);
        let outer = self.tables.len().checked_sub(2);
        match outer.and_then(|outer| self.tables[outer].cells.last_mut()) {
            Some(cell) => {
                let words: Vec<String> = cells.into_iter().flatten().map(|(_, text)| text).collect();
                cell.push((Look::Plain, words.join(" ")));
            }
            None => self.body.row(&cells, notes),
        }
    }
}
