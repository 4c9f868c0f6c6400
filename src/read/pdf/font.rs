//! Fonts: which letters a code shows, and how wide it is.

use super::{LARGEST_MAP, names};
use lopdf::{Dictionary, Document, Object};
use rustc_hash::FxHashMap;

/// Width of a letter that the font does not tell, in thousandths of the size.
const USUAL_WIDTH: f32 = 500.0;
/// Ranges of widths beyond this code are not looked at.
const LAST_CODE: u32 = 0xffff;

pub(super) struct Font<'d> {
    codes: Codes<'d>,
    wide: bool,
    widths: FxHashMap<u32, f32>,
    usual: f32,
    /// Size of a unit of the widths.
    unit: f32,
    pub bold: bool,
    pub italic: bool,
}

/// The text of the bytes of one code.
type Decode<'d> = Box<dyn Fn(&[u8]) -> String + 'd>;

enum Codes<'d> {
    Map(Decode<'d>),
    Table(Vec<String>),
    Unknown,
}

impl<'d> Font<'d> {
    pub(super) fn read(font: &'d Dictionary, document: &'d Document) -> Font<'d> {
        let name = |key: &[u8]| font.get_deref(key, document).and_then(Object::as_name).ok();
        let wide = name(b"Subtype") == Some(b"Type0");
        let child = wide.then(|| {
            let children = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok()?;
            document.dereference(children.first()?).ok()?.1.as_dict().ok()
        });
        let child = child.flatten().unwrap_or(font);
        let (widths, usual) = if wide { wide_widths(child, document) } else { widths(font, document) };
        let base = String::from_utf8_lossy(name(b"BaseFont").unwrap_or_default()).to_lowercase();
        let descriptor = child.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).ok();
        let number = |key: &[u8]| descriptor?.get_deref(key, document).ok()?.as_float().ok();
        let flags = descriptor.and_then(|d| d.get(b"Flags").and_then(Object::as_i64).ok()).unwrap_or(0);
        let matrix = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
        let unit = matrix.and_then(|matrix| matrix.first()?.as_float().ok()).filter(|unit| *unit > 0.0);
        Font {
            codes: codes(font, document),
            wide,
            widths,
            usual,
            unit: unit.unwrap_or(0.001),
            // Names and flags of the format, not words of a language.
            bold: base.contains("bold")
                || base.contains("black")
                || number(b"FontWeight").is_some_and(|weight| weight >= 600.0),
            italic: base.contains("italic") || base.contains("oblique") || flags & 64 != 0,
        }
    }

    /// Codes of a string, with what each shows and how wide it is for a font of size 1. Whether it is the one-byte
    /// space, to which word spacing is added.
    pub(super) fn glyphs<'f>(&'f self, bytes: &'f [u8]) -> impl Iterator<Item = (Option<String>, f32, bool)> + 'f {
        bytes.chunks(if self.wide { 2 } else { 1 }).map(|code| {
            let bytes = code;
            let code = code.iter().fold(0_u32, |code, &byte| code << 8 | u32::from(byte));
            let text = match &self.codes {
                Codes::Map(decode) => Some(decode(bytes)),
                Codes::Table(table) => table.get(code as usize).cloned(),
                Codes::Unknown => None,
            };
            let text = text.filter(|text| !is_unknown(text));
            let width = self.widths.get(&code).copied().unwrap_or(self.usual) * self.unit;
            (text, width, !self.wide && code == 32)
        })
    }
}

/// What the map of the font itself says goes before names of glyphs, which may mean anything.
fn codes<'d>(font: &'d Dictionary, document: &'d Document) -> Codes<'d> {
    let name = |key: &[u8]| font.get_deref(key, document).and_then(Object::as_name).ok();
    let is_mapped = font.has(b"ToUnicode");
    if name(b"Subtype") == Some(b"Type0") {
        // Without a map, its codes are numbers of shapes.
        let is_direct = matches!(name(b"Encoding"), Some(b"Identity-H" | b"Identity-V"));
        return match font.get_font_encoding_with_limit(document, LARGEST_MAP) {
            Ok(encoding) if is_mapped && is_direct => {
                Codes::Map(Box::new(move |code| encoding.bytes_to_string(code).unwrap_or_default()))
            }
            _ if is_mapped => table(font, document, (0..=u16::MAX).map(u16::to_be_bytes)),
            _ => Codes::Unknown,
        };
    }
    table(font, document, (0..=u8::MAX).map(|code| [code]))
}

fn table<const N: usize>(
    font: &Dictionary,
    document: &Document,
    codes: impl Iterator<Item = [u8; N]> + Clone,
) -> Codes<'static> {
    let without = |key: &str| {
        let mut font = font.clone();
        font.set("Type", Object::Name(b"Font".to_vec()));
        font.remove(key.as_bytes());
        let encoding = font.get_font_encoding_with_limit(document, LARGEST_MAP).ok()?;
        Some(codes.clone().map(|code| encoding.bytes_to_string(&code).unwrap_or_default()).collect::<Vec<String>>())
    };
    let named = || if N == 1 { names::table(font, document) } else { None }.or_else(|| without("ToUnicode"));
    if !font.has(b"ToUnicode") {
        return named().map_or(Codes::Unknown, Codes::Table);
    }
    let Some(mut table) = without("Encoding") else { return Codes::Unknown };
    // Some programs map only the letters that have no usual name.
    if N == 1 && font.has(b"Encoding") && table.iter().any(|text| is_unknown(text)) {
        for (text, named) in table.iter_mut().zip(named().unwrap_or_default()) {
            if is_unknown(text) {
                *text = named;
            }
        }
    }
    Codes::Table(table)
}

fn is_unknown(text: &str) -> bool {
    text.is_empty() || text.contains(char::REPLACEMENT_CHARACTER)
}

fn widths(font: &Dictionary, document: &Document) -> (FxHashMap<u32, f32>, f32) {
    let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
    let first = u32::try_from(first).unwrap_or(0).min(LAST_CODE);
    let widths = font.get_deref(b"Widths", document).and_then(Object::as_array);
    let widths = widths.map(|widths| {
        widths.iter().take(256).zip(first..).filter_map(|(width, code)| {
            let (_, width) = document.dereference(width).ok()?;
            Some((code, width.as_float().ok()?))
        })
    });
    (widths.map(Iterator::collect).unwrap_or_default(), USUAL_WIDTH)
}

/// `[first [width width …] first last width …]`
fn wide_widths(font: &Dictionary, document: &Document) -> (FxHashMap<u32, f32>, f32) {
    let usual = font.get_deref(b"DW", document).ok().and_then(|width| width.as_float().ok()).unwrap_or(1000.0);
    let mut widths = FxHashMap::default();
    let mut left = 4 * LAST_CODE as usize;
    let Ok(entries) = font.get_deref(b"W", document).and_then(Object::as_array) else { return (widths, usual) };
    let mut entries = entries.iter().filter_map(|entry| document.dereference(entry).ok().map(|(_, entry)| entry));
    let code = |object: &Object| object.as_float().ok().map(|code| (code.max(0.0) as u32).min(LAST_CODE));
    while let (Some(first), Some(next)) = (entries.next().and_then(code), entries.next()) {
        if let Ok(list) = next.as_array() {
            left = left.saturating_sub(list.len());
            widths.extend((first..=LAST_CODE).zip(list.iter().filter_map(|width| width.as_float().ok())));
        } else if let (Some(last), Some(Ok(width))) = (code(next), entries.next().map(Object::as_float)) {
            // A file that repeats the whole range without end says nothing new.
            let range = first..=last;
            left = left.saturating_sub(range.clone().count());
            if left > 0 {
                widths.extend(range.map(|code| (code, width)));
            }
        }
    }
    (widths, usual)
}
