//! From a file to the text that everything else refers to.

use anyhow::{Context as _, Result, bail, ensure};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Larger files are refused: no reply is a hundredth as long, so this is another file.
pub const LARGEST: u64 = 64 * 1024 * 1024;

/// A document as read.
#[derive(Debug)]
pub struct Document {
    /// As the user named it; `-` for standard input.
    pub path: String,
    /// Hex digest of the bytes of the file.
    pub sha256: String,
    /// `txt`.
    pub format: &'static str,
    /// Of the bytes of the file.
    pub encoding: &'static str,
    /// What byte offsets refer to. For a UTF-8 text file this is the file itself.
    pub text: String,
}

/// Reads a file, or standard input where `path` is `-`.
///
/// # Errors
/// One message with the file, what is wrong and what to do: missing, a folder, empty, too large, not text.
pub fn read(path: &Path) -> Result<Document> {
    let name = path.display();
    if path.as_os_str() == "-" {
        return decode("-", bytes(io::stdin().lock(), "standard input")?);
    }
    let about = fs::metadata(path).with_context(|| format!("{name}: cannot open this file; is the path right?"))?;
    ensure!(!about.is_dir(), "{name}: this is a folder; name one document in it");
    ensure!(about.len() <= LARGEST, "{name}: {}", too_large());
    let file = File::open(path).with_context(|| format!("{name}: cannot open this file"))?;
    decode(&name.to_string(), bytes(file, &name.to_string())?)
}

fn too_large() -> String {
    format!("more than {} MB, larger than any reply; is it the right file?", LARGEST / 1024 / 1024)
}

fn bytes(source: impl Read, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LARGEST + 1).read_to_end(&mut bytes).with_context(|| format!("{name}: cannot read this file"))?;
    ensure!(bytes.len() as u64 <= LARGEST, "{name}: {}", too_large());
    Ok(bytes)
}

fn decode(path: &str, bytes: Vec<u8>) -> Result<Document> {
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        bail!("{path}: this is a PDF, Word or other document file; save it as plain text (UTF-8) and try again");
    }
    if let Some(place) = bytes.iter().position(|&byte| byte == 0) {
        bail!("{path}: byte {place} is NUL, so this is no UTF-8 text; save the document as plain text (UTF-8)");
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..place].iter().filter(|&&byte| byte == b'\n').count();
        anyhow::anyhow!("{path}: line {line} (byte {place}) is not UTF-8; save the document as plain text (UTF-8)")
    })?;
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        bail!("{path}: this file is empty; save the document as plain text again");
    }
    Ok(Document { path: path.to_owned(), sha256, format: "txt", encoding: "utf-8", text })
}
