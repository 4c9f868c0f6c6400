//! Plain text in the encodings that people have.

use super::Reading;
use crate::assessment::Warning;
use anyhow::{Result, bail};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// One character in so many may be a control character, and a few more; a file with more is no text.
const CONTROLS: usize = 100;
const A_FEW: usize = 10;

pub(super) fn read(bytes: &[u8]) -> Result<Reading> {
    let (text, encoding, guessed) = decode(bytes)?;
    refuse_binary(&text)?;
    let name = if encoding == UTF_8 { "utf-8" } else { encoding.name() };
    let warnings = if guessed { vec![guess(name)] } else { Vec::new() };
    Ok(Reading { format: "txt", encoding: name, text: text.into_owned(), footnotes: Vec::new(), warnings })
}

fn guess(name: &str) -> Warning {
    Warning {
        code: "encoding-guessed".to_owned(),
        line: None,
        message: format!("the file does not say its encoding; it is read as {name}: look whether accents are right"),
    }
}

/// The text, its encoding, and whether that is a guess. By the mark at the beginning, then UTF-8 if it is valid, then
/// UTF-16 by its NUL bytes, then by the letters. A mark of UTF-8 stays in the text, so that offsets are those of the file.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static Encoding, bool)> {
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding != UTF_8 => {
            return Ok((whole(encoding, &bytes[length..])?, encoding, false));
        }
        _ => {}
    }
    if let Some(encoding) = bytes.contains(&0).then(|| utf_16(bytes)).flatten() {
        return Ok((whole(encoding, bytes)?, encoding, true));
    }
    if let Some(place) = bytes.iter().position(|&byte| byte == 0) {
        bail!("byte {place} is NUL, so this is no text; save the document as .docx, .pdf or plain text (UTF-8)");
    }
    let invalid = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok((Cow::Borrowed(text), UTF_8, false)),
        Err(error) => error.valid_up_to(),
    };
    if bytes.starts_with(b"\xef\xbb\xbf") {
        let line = 1 + bytes[..invalid].iter().filter(|&&byte| byte == b'\n').count();
        bail!("line {line} (byte {invalid}) is not UTF-8, though the file says so; save the document again");
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    Ok((whole(encoding, bytes)?, encoding, true))
}

fn whole<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Result<Cow<'b, str>> {
    match encoding.decode_without_bom_handling(bytes) {
        (text, false) => Ok(text),
        (_, true) => bail!(
            "some bytes are neither UTF-8 nor {}; save the document as plain text (UTF-8) and try again",
            encoding.name()
        ),
    }
}

/// UTF-16 without a mark: letters of Europe leave NUL, or the number of their alphabet, in every other byte.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let nul = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nul(0), nul(1));
    // A line break or space is one of twenty characters at least.
    let many = bytes.len() / 2 / 20;
    match (even > many, odd > many) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

fn refuse_binary(text: &str) -> Result<()> {
    let is_odd =
        |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{85}');
    let odd = text.chars().filter(is_odd).count();
    if odd > text.chars().count() / CONTROLS + A_FEW {
        bail!("this is no text: {odd} control characters; save the document as .docx, .pdf or plain text (UTF-8)");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str =
        "Réponses de la Valdorie à la liste de points\r\n\r\n\t\t1. a)\r\n\tL’État a été saisi où il fallait.";
    const RUSSIAN: &str =
        "Ответы Валдории на перечень тем и вопросов\n\n1. a)\nЗакон принят в прошлом году и вступил в силу.";

    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let read = read(bytes).expect("this is text");
        assert_eq!((read.text.as_str(), read.encoding), (text, encoding));
    }

    fn utf_16_bytes(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf_8_stays_the_file_itself_with_its_mark() {
        check(FRENCH.as_bytes(), FRENCH, "utf-8");
        let marked = format!("\u{feff}{FRENCH}");
        check(marked.as_bytes(), &marked, "utf-8");
    }

    #[test]
    fn utf_16_is_read_with_a_mark_and_without() {
        for text in [FRENCH, RUSSIAN] {
            check(&utf_16_bytes(text, u16::to_le_bytes), text, "UTF-16LE");
            check(&utf_16_bytes(text, u16::to_be_bytes), text, "UTF-16BE");
            check(&utf_16_bytes(&format!("\u{feff}{text}"), u16::to_le_bytes), text, "UTF-16LE");
            check(&utf_16_bytes(&format!("\u{feff}{text}"), u16::to_be_bytes), text, "UTF-16BE");
        }
    }

    #[test]
    fn the_encodings_of_windows_are_recognised_and_said_to_be_guessed() {
        for (text, encoding) in [(FRENCH, encoding_rs::WINDOWS_1252), (RUSSIAN, encoding_rs::WINDOWS_1251)] {
            let bytes = encoding.encode(text).0;
            check(&bytes, text, encoding.name());
            assert_eq!(read(&bytes).expect("this is text").warnings[0].code, "encoding-guessed");
        }
        let polish = "Ustawa została przyjęta w zeszłym roku; nie przewiduje się dalszych działań. Źródło: sprawozdanie państwa.";
        check(&encoding_rs::ISO_8859_2.encode(polish).0, polish, "ISO-8859-2");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").is_err());
        assert!(read(&(1..=255).collect::<Vec<u8>>()).is_err());
        assert!(read(b"\xef\xbb\xbfabc\xff").is_err());
    }
}
