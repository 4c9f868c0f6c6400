//! From a file to the text that everything else refers to.
//!
//! A file is read as what its content is, whatever its name ends in. Readers of formatted documents write the text as
//! `body` says, so that one set of layouts serves all formats; a text file in UTF-8 stays as it is, byte for byte.

mod body;
mod docx;
mod html;
mod odt;
mod package;
mod pdf;
mod text;
mod xml;

use crate::assessment::Warning;
use crate::render::plain;
use anyhow::{Context as _, Result, anyhow, bail, ensure};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;

/// Larger files are refused: no reply is a hundredth as long, so this is another file.
pub const LARGEST: u64 = 64 * 1024 * 1024;

/// More text than this is refused, in bytes: the longest reports of States are a tenth as long, and judging as much
/// would take more memory than a small machine has.
const LONGEST_TEXT: usize = 5 * 1024 * 1024;

/// In characters.
const LONGEST_MESSAGE: usize = 400;

/// A document as read.
#[derive(Debug)]
pub struct Document {
    /// As the user named it; `-` for standard input.
    pub path: String,
    /// Hex digest of the bytes of the file.
    pub sha256: String,
    /// `txt`, `docx`, `odt`, `html` or `pdf`.
    pub format: &'static str,
    /// Of the bytes of the file.
    pub encoding: &'static str,
    /// What byte offsets refer to. For a UTF-8 text file this is the file itself.
    pub text: String,
    /// Footnotes and endnotes, which stand at the end of `text`, outside every answer.
    pub footnotes: Vec<Footnote>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
}

/// A footnote or endnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// As the document numbers it.
    pub mark: String,
    /// End of the paragraph that refers to it: a byte offset in the text.
    pub at: usize,
    /// Its own words: byte offsets in the text.
    pub span: Range<usize>,
}

/// What a reader makes of the bytes of a file.
struct Reading {
    format: &'static str,
    encoding: &'static str,
    text: String,
    footnotes: Vec<Footnote>,
    warnings: Vec<Warning>,
}

/// Reads a file, or standard input where `path` is `-`.
///
/// # Errors
/// One message with the file, what is wrong and what to do: missing, a folder, empty, too large, damaged, encrypted,
/// scanned, or of a kind that is not read.
pub fn read(path: &Path) -> Result<Document> {
    let name = path.display();
    if path.as_os_str() == "-" {
        return from_bytes("-", &bytes(io::stdin().lock(), "standard input")?);
    }
    let about = fs::metadata(path).with_context(|| format!("{name}: cannot open this file; is the path right?"))?;
    ensure!(!about.is_dir(), "{name}: this is a folder; name one document in it");
    ensure!(about.len() <= LARGEST, "{name}: {}", too_large());
    let file = File::open(path).with_context(|| format!("{name}: cannot open this file"))?;
    from_bytes(&name.to_string(), &bytes(file, &name.to_string())?)
}

/// Reads the bytes of a file that is called `path` in messages.
///
/// # Errors
/// As [`read`].
pub fn from_bytes(path: &str, bytes: &[u8]) -> Result<Document> {
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let reading = dispatch(bytes).map_err(|error| anyhow!("{path}: {}", in_one_line(&format!("{error:#}"))))?;
    let Reading { format, encoding, text, footnotes, warnings } = reading;
    let is_empty = text.chars().all(|c| c.is_whitespace() || c == '\u{feff}');
    ensure!(!is_empty, "{path}: this file is empty: there is no text in it; is it the right one?");
    ensure!(text.len() <= LONGEST_TEXT, "{path}: {}", too_long());
    Ok(Document { path: path.to_owned(), sha256, format, encoding, text, footnotes, warnings })
}

/// A message without what a terminal obeys, and not longer than a person reads: it may have words of the file.
fn in_one_line(message: &str) -> String {
    let mut line = plain(message).into_owned();
    if let Some((end, _)) = line.char_indices().nth(LONGEST_MESSAGE) {
        line.truncate(end);
        line.push('…');
    }
    line
}

fn too_large() -> String {
    format!("more than {} MB, larger than any reply; is it the right file?", LARGEST / 1024 / 1024)
}

fn too_long() -> String {
    let most = LONGEST_TEXT / 1024 / 1024;
    format!("it has more than {most} MB of text, more than any reply; is it the right file?")
}

fn bytes(source: impl Read, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LARGEST + 1).read_to_end(&mut bytes).with_context(|| format!("{name}: cannot read this file"))?;
    ensure!(bytes.len() as u64 <= LARGEST, "{name}: {}", too_large());
    Ok(bytes)
}

/// How files of pictures begin: a scan that was not made into a PDF.
const PICTURES: [(&[u8], &str); 5] =
    [(b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"GIF8", "GIF")];

/// How far into a file the sign of its kind may stand.
const SIGN_WITHIN: usize = 1024;

fn dispatch(bytes: &[u8]) -> Result<Reading> {
    let start = &bytes[..bytes.len().min(SIGN_WITHIN)];
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        let mut package = package::Package::open(bytes)?;
        return match package.kind()? {
            package::Kind::Docx(main) => docx::read(&mut package, &main),
            package::Kind::Odt => odt::read(&mut package),
        };
    }
    if start.windows(5).any(|window| window == b"%PDF-") {
        return pdf::read(bytes);
    }
    if start.starts_with(b"\xd0\xcf\x11\xe0") {
        bail!(
            "this is an old Word file (.doc) or one with a password; open it in Word or LibreOffice, \
             save it as .docx without a password, and try again"
        );
    }
    if start.starts_with(b"{\\rtf") {
        bail!("this is an RTF file, which is not read; open it in Word or LibreOffice and save it as .docx");
    }
    if let Some(kind) = PICTURES.iter().find(|(sign, _)| start.starts_with(sign)).map(|(_, kind)| kind) {
        bail!(
            "this is a picture ({kind}); run it through OCR first (for instance with ocrmypdf) and use the PDF that comes out"
        );
    }
    let has = |sign: &str| start.windows(sign.len()).any(|window| window.eq_ignore_ascii_case(sign.as_bytes()));
    if has("mime-version:") && has("multipart/related") {
        bail!("this is a web archive (.mht); open it in a browser and save it as a web page");
    }
    if start.starts_with(b"<?xml") && ["<office:document", "word.document", "<pkg:package"].into_iter().any(has) {
        bail!("this is a document in a single XML file; open it in Word or LibreOffice and save it as .docx or .odt");
    }
    if html::is_html(start) { html::read(bytes) } else { text::read(bytes) }
}
