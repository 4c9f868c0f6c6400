//! What a page draws: pieces of text with their places.

use super::LARGEST_STREAM;
use super::font::Font;
use super::guard;
use super::letters;
use crate::read::LONGEST_TEXT;
use anyhow::{Context as _, Result, bail, ensure};
use lopdf::content::Content;
use lopdf::{DecompressError, Dictionary, Document, Error, Object, ObjectId};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// What all pages may unpack to together, in bytes.
const LARGEST_CONTENT: usize = 64 * 1024 * 1024;
/// What a drawing is counted as at least: one that draws itself over and over is short.
const LEAST_CHARGE: usize = 4 * 1024;
/// Pieces of text on one page: more are drawn to do harm.
const MOST_PIECES: usize = 200_000;
/// Fonts that are kept for the next page: each may take half a megabyte.
const KEPT_FONTS: usize = 200;
/// Fonts that are read at all, those that are read again counted again.
const MOST_FONTS: usize = 1_000;
/// Drawings inside drawings are not deeper.
const DEEPEST: usize = 8;
/// A gap of so many sizes inside a string begins a new piece.
const WIDE_GAP: f32 = 1.5;
/// A gap of so many sizes is a space.
pub(super) const SPACE: f32 = 0.15;

/// A piece of text in one font. Places are in points, from the left and from the bottom.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    pub size: f32,
    pub bold: bool,
    pub italic: bool,
    /// Quarter turns.
    pub turn: u8,
}

/// A page and the pieces on it.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub pieces: Vec<Piece>,
    pub letters: usize,
}

const TOO_LONG: &str = "its pages unpack to more than any reply has; is it the right file?";

type Matrix = [f32; 6];

fn multiply(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Reads pages one after the other.
pub(super) struct Reader<'d> {
    document: &'d Document,
    /// By the place of their dictionary, which stays where it is.
    fonts: FxHashMap<usize, Rc<Font<'d>>>,
    fonts_left: usize,
    left: usize,
    /// Letters that no font tells.
    pub unreadable: usize,
}

#[derive(Clone)]
struct State<'d> {
    place: Matrix,
    font: Option<Rc<Font<'d>>>,
    size: f32,
    letter_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

impl<'d> Reader<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Reader { document, fonts: FxHashMap::default(), fonts_left: MOST_FONTS, left: LARGEST_CONTENT, unreadable: 0 }
    }

    /// # Errors
    /// If the pages unpack to more than any reply.
    pub(super) fn page(&mut self, id: ObjectId) -> Result<Page> {
        let mut page = Page::default();
        let (own, ids) = self.document.get_page_resources(id).unwrap_or((None, Vec::new()));
        let shared = ids.iter().filter_map(|&id| self.document.get_dictionary(id).ok());
        let resources: Vec<&Dictionary> = own.into_iter().chain(shared).collect();
        let content = self.document.get_page_content_with_limit(id, LARGEST_STREAM);
        let content = content.map_err(|error| anyhow::anyhow!("a page of this PDF cannot be read ({error})"))?;
        let state = State {
            place: IDENTITY,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.draw(&content, &resources, state, 0, &mut page)?;
        upright(&mut page.pieces);
        page.letters = page.pieces.iter().map(|piece| piece.text.chars().filter(|c| c.is_alphanumeric()).count()).sum();
        Ok(page)
    }

    fn resource(&self, resources: &[&'d Dictionary], kind: &[u8], name: &[u8]) -> Option<&'d Object> {
        resources.iter().find_map(|resources| {
            resources.get_deref(kind, self.document).ok()?.as_dict().ok()?.get_deref(name, self.document).ok()
        })
    }

    fn font(&mut self, resources: &[&'d Dictionary], name: &[u8]) -> Option<Rc<Font<'d>>> {
        let dictionary = self.resource(resources, b"Font", name)?.as_dict().ok()?;
        let document = self.document;
        let key = std::ptr::from_ref(dictionary) as usize;
        if let Some(font) = self.fonts.get(&key) {
            return Some(Rc::clone(font));
        }
        self.fonts_left = self.fonts_left.checked_sub(1)?;
        if self.fonts.len() >= KEPT_FONTS {
            self.fonts.clear();
        }
        let font = Rc::new(Font::read(dictionary, document));
        self.fonts.insert(key, Rc::clone(&font));
        Some(font)
    }

    /// Counts a drawing of so many bytes.
    fn charge(&mut self, bytes: usize) -> Result<()> {
        self.left = self.left.checked_sub(bytes.max(LEAST_CHARGE)).context(TOO_LONG)?;
        Ok(())
    }

    fn draw(
        &mut self,
        content: &[u8],
        resources: &[&'d Dictionary],
        mut state: State<'d>,
        depth: usize,
        page: &mut Page,
    ) -> Result<()> {
        self.charge(content.len())?;
        let mut saved = Vec::new();
        let (mut text, mut line) = (IDENTITY, IDENTITY);
        // Marked content that is no text of the document: running heads, if the program that made the file says so.
        let mut marked: Vec<bool> = Vec::new();
        for operation in Content::decode_iter(&content[..guard::readable(content)]).map_while(Result::ok) {
            if page.pieces.len() > MOST_PIECES {
                return Ok(());
            }
            let operands = &operation.operands;
            let number = |at: usize| operands.get(at).and_then(|value| value.as_float().ok()).unwrap_or(0.0);
            let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
            let is_shown = !marked.contains(&true);
            match operation.operator.as_str() {
                "q" if saved.len() < 256 => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => state.place = multiply(matrix(), state.place),
                "BT" => (text, line) = (IDENTITY, IDENTITY),
                "Tf" => {
                    state.font = operands.first().and_then(|name| self.font(resources, name.as_name().ok()?));
                    state.size = number(1);
                    ensure!(self.fonts_left > 0, "it has more than {MOST_FONTS} fonts; print it to PDF anew");
                }
                "Tc" => state.letter_space = number(0),
                "Tw" => state.word_space = number(0),
                "Tz" => state.stretch = number(0) / 100.0,
                "TL" => state.leading = number(0),
                "Ts" => state.rise = number(0),
                "Tm" => (text, line) = (matrix(), matrix()),
                operator @ ("Td" | "TD") => {
                    if operator == "TD" {
                        state.leading = -number(1);
                    }
                    line = multiply([1.0, 0.0, 0.0, 1.0, number(0), number(1)], line);
                    text = line;
                }
                "T*" => {
                    line = multiply([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                }
                operator @ ("Tj" | "TJ" | "'" | "\"") => {
                    if operator == "\"" {
                        (state.word_space, state.letter_space) = (number(0), number(1));
                    }
                    if matches!(operator, "'" | "\"") {
                        line = multiply([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                        text = line;
                    }
                    if let Some(shown) = operands.last() {
                        self.show(shown, &state, &mut text, is_shown.then_some(&mut *page));
                    }
                }
                "BMC" | "BDC" if marked.len() < 256 => {
                    marked.push(operands.first().and_then(|tag| tag.as_name().ok()) == Some(b"Artifact"));
                }
                "EMC" => {
                    marked.pop();
                }
                "Do" if depth < DEEPEST && is_shown => {
                    let object =
                        operands.first().and_then(|name| self.resource(resources, b"XObject", name.as_name().ok()?));
                    self.form(object, resources, &state, depth, page)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn form(
        &mut self,
        object: Option<&'d Object>,
        resources: &[&'d Dictionary],
        state: &State<'d>,
        depth: usize,
        page: &mut Page,
    ) -> Result<()> {
        let Some(Ok(stream)) = object.map(Object::as_stream) else { return Ok(()) };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return Ok(());
        }
        let mut state = state.clone();
        if let Ok(matrix) = stream.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array) {
            let number = |at: usize| matrix.get(at).and_then(|value| value.as_float().ok()).unwrap_or(0.0);
            state.place = multiply([number(0), number(1), number(2), number(3), number(4), number(5)], state.place);
        }
        let own = stream.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let resources: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).take(DEEPEST).collect();
        let content = stream.get_plain_content_with_limit(self.left.min(LARGEST_STREAM));
        match content {
            Ok(content) => self.draw(&content, &resources, state, depth + 1, page),
            Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => bail!(TOO_LONG),
            // One drawing that is damaged is no reason to refuse a document, but takes time as any other.
            Err(_) => self.charge(0),
        }
    }

    /// Shows a string, or an array of strings and gaps; `text` moves on.
    fn show(&mut self, shown: &Object, state: &State<'d>, text: &mut Matrix, mut page: Option<&mut Page>) {
        let Some(font) = state.font.as_deref() else { return };
        let single;
        let items: &[Object] = match shown {
            Object::Array(items) => items,
            Object::String(..) => {
                single = [shown.clone()];
                &single
            }
            _ => return,
        };
        let mut piece: Option<Piece> = None;
        let advance = |text: &mut Matrix, by: f32| *text = multiply([1.0, 0.0, 0.0, 1.0, by, 0.0], *text);
        for item in items {
            if let Ok(gap) = item.as_float() {
                let gap = -gap / 1000.0;
                advance(text, gap * state.size * state.stretch);
                if gap > WIDE_GAP {
                    finish(&mut page, piece.take());
                } else if let Some(piece) = &mut piece
                    && gap > SPACE
                    && !piece.text.ends_with(' ')
                {
                    piece.text.push(' ');
                }
                continue;
            }
            let Object::String(bytes, _) = item else { continue };
            for (letters, width, is_space) in font.glyphs(bytes) {
                let before = multiply(
                    [state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise],
                    multiply(*text, state.place),
                );
                let spacing = state.letter_space + if is_space { state.word_space } else { 0.0 };
                advance(text, (width * state.size + spacing) * state.stretch);
                let after = multiply(*text, state.place);
                if letters.is_none() && width > 0.0 {
                    self.unreadable += 1;
                }
                let letters = letters.unwrap_or_default();
                // An accent may be that of a letter that is drawn under it: it stands by itself until the line is read.
                let is_accent = letters::is_accent(&letters);
                if is_accent || piece.as_ref().is_some_and(|piece| letters::is_accent(&piece.text)) {
                    finish(&mut page, piece.take());
                }
                let piece = piece.get_or_insert_with(|| begin(before, font));
                if piece.text.len() > LONGEST_TEXT {
                    // The document is refused with this alone.
                    break;
                }
                piece.text.extend(letters.chars().map(|c| if c.is_control() { ' ' } else { c }));
                piece.x1 = along(after[4], after[5], piece.turn).0;
            }
        }
        finish(&mut page, piece);
    }
}

fn finish(page: &mut Option<&mut Page>, piece: Option<Piece>) {
    let (Some(page), Some(piece)) = (page, piece) else { return };
    if ![piece.x0, piece.x1, piece.y, piece.size].iter().all(|value| value.is_finite()) {
        return;
    }
    if !piece.text.trim().is_empty() {
        page.pieces.push(piece);
    } else if let Some(last) = page.pieces.last_mut()
        && last.turn == piece.turn
        && (last.y - piece.y).abs() < 0.1 * last.size
        && (last.x1 - piece.x0).abs() < 0.2 * last.size
    {
        // A space that is drawn by itself.
        last.text.push(' ');
        last.x1 = last.x1.max(piece.x1);
    }
}

fn begin(place: Matrix, font: &Font<'_>) -> Piece {
    let turn = match (place[0].abs() >= place[1].abs(), place[0] >= 0.0, place[1] >= 0.0) {
        (true, true, _) => 0,
        (false, _, true) => 1,
        (true, false, _) => 2,
        (false, _, false) => 3,
    };
    let (x, y) = along(place[4], place[5], turn);
    Piece {
        text: String::new(),
        x0: x,
        x1: x,
        y,
        size: place[2].hypot(place[3]),
        bold: font.bold,
        italic: font.italic,
        turn,
    }
}

/// A place as seen by a reader who turns the page by so many quarters.
fn along(x: f32, y: f32, turn: u8) -> (f32, f32) {
    match turn {
        0 => (x, y),
        1 => (y, -x),
        2 => (-x, -y),
        _ => (-y, x),
    }
}

/// Leaves only the text that runs as most of the page does: not what is stamped across or along its side.
fn upright(pieces: &mut Vec<Piece>) {
    let mut by_turn = [0; 4];
    for piece in pieces.iter() {
        by_turn[usize::from(piece.turn)] += piece.text.len();
    }
    let most = (0..4).rev().max_by_key(|&turn| by_turn[turn]).unwrap_or(0);
    pieces.retain(|piece| usize::from(piece.turn) == most && piece.size > 1.0);
}
