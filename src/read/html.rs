//! Web pages: the text as a browser shows it, without menus and scripts.

mod notes;
mod table;

use super::Reading;
use super::body::{Body, Look};
use super::text::decode;
use anyhow::Result;
use encoding_rs::{Encoding, UTF_8};
use html5gum::{StartTag, Token, Tokenizer};
use notes::Notes;
use std::borrow::Cow;
use table::{Block, Tables};

/// How far into a page its encoding may be named.
const ENCODING_WITHIN: usize = 4096;
/// Deeper pages are made to do harm; what is deeper is read without its looks.
const DEEPEST: usize = 100;

/// Elements whose content is no text of the document.
const SKIPPED: [&str; 16] = [
    "script", "style", "template", "noscript", "title", "nav", "aside", "footer", "select", "button", "textarea",
    "iframe", "svg", "object", "del", "rt",
];
/// Roles of elements that are no text of the document, whatever their names.
const FURNITURE: [&str; 14] = [
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
    "button",
    "status",
    "alert",
];
/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 34] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "body",
    "html",
    "form",
    "fieldset",
    "blockquote",
    "center",
    "address",
    "figure",
    "figcaption",
    "pre",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
];
/// Elements that have no end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "meta", "link", "wbr", "col"];

/// Whether this is the beginning of a web page.
pub(super) fn is_html(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(start).replace('\0', "").to_ascii_lowercase();
    let start = start.trim_start_matches(['\u{feff}', '\u{fffd}', ' ', '\t', '\r', '\n']);
    ["<!doctype html", "<html", "<head", "<body", "<p>", "<p ", "<div", "<table", "<meta"]
        .iter()
        .any(|sign| start.starts_with(sign))
        || (start.starts_with("<?xml") || start.starts_with("<!--")) && start.contains("<html")
}

pub(super) fn read(bytes: &[u8]) -> Result<Reading> {
    let (page, encoding) = page(bytes)?;
    // What stands beside the main part of a page is of the site, if there is text in the main part at all.
    let main = page.find("<main").map(|at| walk(&page[at..], true)).transpose()?.filter(|main| main.all > 0);
    let read = match main {
        Some(main) => main,
        None => walk(&page, false)?,
    };
    let (text, footnotes) = read.body.finish();
    let encoding = if encoding == UTF_8 { "utf-8" } else { encoding.name() };
    Ok(Reading { format: "html", encoding, text, footnotes, warnings: Vec::new() })
}

fn walk(page: &str, only_main: bool) -> Result<Walk> {
    let mut walk = Walk::default();
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        let ends = only_main && matches!(&token, Token::EndTag(tag) if tag.name[..] == b"main"[..]);
        walk.token(token)?;
        if ends && walk.skipped.is_none() {
            break;
        }
    }
    walk.end_paragraph();
    walk.tables.end_all(&mut walk.body);
    Ok(walk)
}

/// By the mark of the file, then as the page says, then by its letters.
fn page(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static Encoding)> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(ENCODING_WITHIN)]).to_ascii_lowercase();
    let named = start.split("charset=").nth(1).and_then(|rest| {
        let name = rest.trim_start_matches(['"', '\'', ' ']);
        Encoding::for_label(name.split(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c)).next()?.as_bytes())
    });
    if let (None, Some(encoding)) = (Encoding::for_bom(bytes), named)
        && std::str::from_utf8(bytes).is_err()
        && encoding != UTF_8
    {
        // A few wrong bytes are no reason to refuse a page.
        return Ok((encoding.decode_without_bom_handling(bytes).0, encoding));
    }
    let (text, encoding, _) = decode(bytes)?;
    Ok((text, encoding))
}

/// An element that is open, with what it has from those around it.
#[derive(Clone, Default)]
struct Element {
    name: String,
    bold: bool,
    italic: bool,
    heading: bool,
    preformatted: bool,
    /// The note that it belongs to.
    note: Option<usize>,
    /// Number of the last item, if this is a numbered list.
    items: Option<(String, i64)>,
    /// Letters of the page before it.
    before: usize,
}

#[derive(Default)]
struct Walk {
    body: Body,
    tables: Tables,
    notes: Notes,
    /// Name of the element that is skipped, and how many of that name are open.
    skipped: Option<(String, usize)>,
    open: Vec<Element>,
    /// The paragraph that is being read.
    text: String,
    /// Letters of the paragraph, and those of them in bold and in italics.
    letters: (usize, usize, usize),
    /// Letters of the page.
    all: usize,
    number: String,
    referred: Vec<usize>,
}

impl Walk {
    fn token(&mut self, token: Token) -> Result<()> {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if self.skipped.is_none() => self.characters(&String::from_utf8_lossy(&text)),
            _ => {}
        }
        self.body.refuse_endless()
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let is_void = VOID.contains(&name.as_str());
        if let Some((skipped, count)) = &mut self.skipped {
            *count += usize::from(*skipped == name);
            return;
        }
        let value = |key: &[u8]| tag.attributes.get(key).map(|value| String::from_utf8_lossy(value).into_owned());
        let style: String = value(b"style").unwrap_or_default().to_lowercase().split_whitespace().collect();
        let role = value(b"role").unwrap_or_default();
        let hidden = style.contains("display:none")
            || tag.attributes.contains_key(&b"hidden"[..])
            || FURNITURE.contains(&role.trim().to_ascii_lowercase().as_str());
        if (SKIPPED.contains(&name.as_str()) || hidden) && !is_void {
            self.skipped = Some((name, 1));
            return;
        }
        match name.as_str() {
            "br" => self.text.push('\n'),
            "tr" | "td" | "th" => {
                self.end_paragraph();
                self.tables.start(&name, &mut self.body);
            }
            block if BLOCKS.contains(&block) => {
                self.end_paragraph();
                if block == "table" {
                    self.tables.start(&name, &mut self.body);
                }
                // A paragraph or an item ends where the next begins.
                if matches!(block, "p" | "li") && self.open.last().is_some_and(|open| open.name == block) {
                    self.open.pop();
                }
            }
            _ => {}
        }
        if is_void || tag.self_closing || self.open.len() >= DEEPEST {
            return;
        }
        let parent = self.open.last();
        let weight = |found: &str| style.contains(&format!("font-weight:{found}"));
        let bold = ["bold", "600", "700", "800", "900"].into_iter().any(weight);
        let mut element = Element {
            bold: match name.as_str() {
                "b" | "strong" | "th" => true,
                _ if bold => true,
                _ if weight("normal") || weight("400") => false,
                _ => parent.is_some_and(|parent| parent.bold),
            },
            italic: match name.as_str() {
                "i" | "em" => true,
                _ if style.contains("font-style:italic") => true,
                _ if style.contains("font-style:normal") => false,
                _ => parent.is_some_and(|parent| parent.italic),
            },
            heading: parent.is_some_and(|parent| parent.heading) || matches!(name.as_bytes(), [b'h', b'1'..=b'6']),
            preformatted: parent.is_some_and(|parent| parent.preformatted) || name == "pre",
            note: parent.and_then(|parent| parent.note),
            items: None,
            before: self.all,
            name,
        };
        match element.name.as_str() {
            "ol" => {
                let first = value(b"start").and_then(|start| start.parse().ok()).unwrap_or(1_i64);
                element.items = Some((value(b"type").unwrap_or_default(), first.clamp(-1, 100_000) - 1));
            }
            "li" => self.number = self.next_item(value(b"value").and_then(|value| value.parse().ok())),
            _ => {}
        }
        let anchors = [value(b"id"), value(b"name")];
        if let Some(note) = anchors.iter().flatten().find_map(|anchor| self.notes.begins(anchor)) {
            element.note = Some(note);
            if !BLOCKS.contains(&element.name.as_str()) {
                // The mark of a note stands at the beginning of what holds the note.
                let holders = self.open.iter_mut().rev().take_while(|open| open.before == self.all);
                holders.for_each(|holder| holder.note = Some(note));
            }
        }
        if element.name == "a" {
            self.notes.link(value(b"href"), self.text.len());
        }
        self.open.push(element);
    }

    fn next_item(&mut self, value: Option<i64>) -> String {
        let list = self.open.iter_mut().rev().find(|open| matches!(open.name.as_str(), "ol" | "ul"));
        let Some((kind, count)) = list.and_then(|list| list.items.as_mut()) else { return String::new() };
        *count = value.unwrap_or(count.saturating_add(1)).clamp(0, 100_000);
        match (kind.as_str(), u8::try_from(*count)) {
            ("a", Ok(count @ 1..=26)) => format!("{})", char::from(b'a' + count - 1)),
            ("A", Ok(count @ 1..=26)) => format!("{})", char::from(b'A' + count - 1)),
            _ => format!("{count}."),
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, count)) = &mut self.skipped {
            *count -= usize::from(skipped == name);
            if *count == 0 {
                self.skipped = None;
            }
            return;
        }
        match name {
            "a" => {
                let in_note = self.open.last().is_some_and(|open| open.note.is_some());
                if let Some(note) = self.notes.end_link(&mut self.text, in_note, &mut self.body) {
                    self.referred.push(note);
                }
            }
            "table" | "tr" | "td" | "th" => {
                self.end_paragraph();
                self.tables.end(name, &mut self.body);
            }
            block if BLOCKS.contains(&block) => self.end_paragraph(),
            _ => {}
        }
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(at);
        }
    }

    fn characters(&mut self, text: &str) {
        if self.open.last().is_some_and(|open| open.preformatted) {
            // Every line is one; its tabs are signs.
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.end_paragraph();
                }
                if self.body.refuse_endless().is_err() {
                    return;
                }
                self.push(line.trim_end_matches('\r'));
            }
            return;
        }
        let mut collapsed = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    let before = collapsed.chars().last().or(self.text.chars().last());
                    if !matches!(before, None | Some(' ' | '\n')) {
                        collapsed.push(' ');
                    }
                }
                '\u{ad}' => {}
                c => collapsed.push(c),
            }
        }
        self.push(&collapsed);
    }

    fn push(&mut self, text: &str) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.all += letters;
        self.letters.0 += letters;
        if let Some(open) = self.open.last() {
            self.letters.1 += if open.bold { letters } else { 0 };
            self.letters.2 += if open.italic { letters } else { 0 };
        }
        self.text.push_str(text);
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.notes.forget_link();
        let (all, bold, italic) = std::mem::take(&mut self.letters);
        if text.trim().is_empty() {
            return;
        }
        let open = self.open.last();
        if let Some(note) = open.and_then(|open| open.note) {
            return self.body.go_on_with_note(note, &text);
        }
        let number = std::mem::take(&mut self.number);
        let referred = std::mem::take(&mut self.referred);
        let look = match open.is_some_and(|open| open.heading) {
            true => Look::Heading,
            false if all > 0 && (bold == all || italic == all) => Look::Strong,
            false => Look::Plain,
        };
        match self.tables.cell() {
            Some(cell) => {
                self.body.hold(number.len() + text.len());
                cell.push(Block::Paragraph(look, format!("{number} {}", text.trim()).trim().to_owned(), referred));
            }
            None => self.body.paragraph(look, &number, &text, referred),
        }
    }
}
