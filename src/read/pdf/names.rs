//! Fonts that name the shape of each code: `eacute`, `f_i`, `uni00E9`.

use super::LARGEST_MAP;
use lopdf::{Dictionary, Document, Object};

/// Codes of one byte.
const CODES: usize = 256;

/// The text of every code of a font that names shapes; a name that is not known leaves the others as they are. `None` if
/// the font names none.
pub(super) fn table(font: &Dictionary, document: &Document) -> Option<Vec<String>> {
    let encoding = font.get_deref(b"Encoding", document).and_then(Object::as_dict).ok()?;
    let names = encoding.get_deref(b"Differences", document).and_then(Object::as_array).ok()?;
    let mut base = Dictionary::new();
    if let Ok(name) = encoding.get_deref(b"BaseEncoding", document) {
        base.set("BaseEncoding", name.clone());
    }
    let mut table = texts(&base, document).unwrap_or_else(|| vec![String::new(); CODES]);
    let mut code = 0;
    for entry in names.iter().take(2 * CODES).filter_map(|entry| document.dereference(entry).ok().map(|(_, e)| e)) {
        if let Ok(first) = entry.as_i64() {
            code = usize::try_from(first).unwrap_or(CODES);
        } else if let Ok(name) = entry.as_name() {
            if let Some(text) = table.get_mut(code) {
                *text = text_of(name, document);
            }
            code += 1;
        }
    }
    Some(table)
}

fn texts(encoding: &Dictionary, document: &Document) -> Option<Vec<String>> {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", Object::Dictionary(encoding.clone()));
    let encoding = font.get_font_encoding_with_limit(document, LARGEST_MAP).ok()?;
    Some((0..=u8::MAX).map(|code| encoding.bytes_to_string(&[code]).unwrap_or_default()).collect())
}

/// What follows a full stop says which of several shapes it is; an underscore joins the parts of a ligature.
fn text_of(name: &[u8], document: &Document) -> String {
    let name = String::from_utf8_lossy(name);
    let base = name.split('.').next().unwrap_or_default();
    base.split('_').map(|part| by_number(part).map_or_else(|| known(part, document), String::from)).collect()
}

fn by_number(name: &str) -> Option<char> {
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let is_number = (4..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_number.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))?
}

fn known(name: &str, document: &Document) -> String {
    if name.is_empty() {
        return String::new();
    }
    let mut encoding = Dictionary::new();
    encoding.set("Differences", vec![Object::Integer(0), Object::Name(name.as_bytes().to_vec())]);
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", Object::Dictionary(encoding));
    let found = font.get_font_encoding_with_limit(document, LARGEST_MAP).ok();
    found.and_then(|encoding| encoding.bytes_to_string(&[0]).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_known_leaves_the_others() {
        let names = ["eacute", "zigzag17", "f_i", "uni00E8", "a.sc", "u0153"];
        let mut differences = vec![Object::Integer(10)];
        differences.extend(names.map(|name| Object::Name(name.as_bytes().to_vec())));
        let mut encoding = Dictionary::new();
        encoding.set("Differences", differences);
        let mut font = Dictionary::new();
        font.set("Encoding", Object::Dictionary(encoding));
        let table = table(&font, &Document::new()).expect("it names shapes");
        assert_eq!(table[10..16], ["é", "", "fi", "è", "a", "œ"]);
        assert_eq!(table[65], "A", "what is not named is as usual");
    }
}
