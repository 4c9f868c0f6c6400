//! PDF files with a text layer: pages joined, what stands on every page dropped, notes apart.

mod columns;
mod content;
mod font;
mod furniture;
mod guard;
mod hyphen;
mod letters;
mod line;
mod names;
mod paragraph;

use super::Reading;
use crate::assessment::Warning;
use anyhow::{Result, anyhow, bail, ensure};
use content::Reader;
use line::Line;
use lopdf::{Document, Error, LoadOptions, Object, ObjectId};

/// What one stream may unpack to, in bytes.
const LARGEST_STREAM: usize = 32 * 1024 * 1024;
/// What a stream of objects or a table may unpack to, in bytes.
const LARGEST_PACKED: usize = 8 * 1024 * 1024;
/// A map of letters is not larger, in bytes.
const LARGEST_MAP: usize = 4 * 1024 * 1024;
/// More pages are no reply.
const MOST_PAGES: usize = 5_000;
/// A page of text has more letters; of a scanned one only a stamp may be text.
const LETTERS_OF_A_SCAN: usize = 20;

pub(super) fn read(bytes: &[u8]) -> Result<Reading> {
    guard::check(bytes)?;
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_PACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(explain)?;
    let ids: Vec<ObjectId> = document.page_iter().take(MOST_PAGES + 1).collect();
    // Many files are encrypted only to forbid changes, and open without a password.
    let locked = document.trailer.has(b"Encrypt") && document.encryption_state.is_none();
    ensure!(!locked, "{PASSWORD}");
    ensure!(ids.len() <= MOST_PAGES, "it has more than {MOST_PAGES} pages; is it the right file?");
    ensure!(
        !ids.is_empty(),
        "no page of this PDF can be found; it is damaged or cut off: get it again, or print it to PDF anew"
    );
    let mut reader = Reader::new(&document);
    let mut pages = Vec::with_capacity(ids.len());
    let (mut letters, mut images) = (0, Vec::new());
    for (at, &id) in ids.iter().enumerate() {
        let page = reader.page(id)?;
        letters += page.letters;
        if page.letters < LETTERS_OF_A_SCAN && has_image(&document, id) {
            images.push(at + 1);
        }
        pages.push(page);
    }
    if letters < LETTERS_OF_A_SCAN * ids.len() && !images.is_empty() {
        bail!(
            "this PDF is scanned: its pages are pictures without text; run it through OCR first (for instance ocrmypdf)"
        );
    }
    ensure!(
        letters > 0,
        "there is no text in this PDF; export it again from the program that made it, or run it through OCR"
    );
    ensure!(
        reader.unreadable * 4 < letters,
        "the fonts of this PDF do not say which letters they show; export it again, or run it through OCR (for instance ocrmypdf --force-ocr)"
    );
    let mut lines: Vec<Vec<Line>> = line::lines(pages);
    furniture::remove(&mut lines);
    let body = paragraph::join(lines)?;
    let (text, footnotes) = body.finish();
    let warnings = images.iter().map(|page| Warning {
        code: "page-without-text".to_owned(),
        line: None,
        message: format!("page {page} is a picture; what stands on it is not read: run the file through OCR"),
    });
    Ok(Reading { format: "pdf", encoding: "utf-8", text, footnotes, warnings: warnings.collect() })
}

const PASSWORD: &str = "this PDF is protected by a password; open it and print it to a PDF without one";

fn explain(error: Error) -> anyhow::Error {
    match error {
        Error::InvalidPassword | Error::Decryption(_) | Error::AlreadyEncrypted => anyhow!(PASSWORD),
        error => anyhow!("this PDF is damaged or cut off ({error}); get it again, or print it to PDF anew"),
    }
}

fn has_image(document: &Document, page: ObjectId) -> bool {
    let Ok((own, ids)) = document.get_page_resources(page) else { return false };
    let shared = ids.iter().filter_map(|&id| document.get_dictionary(id).ok());
    own.into_iter().chain(shared).any(|resources| {
        resources.get_deref(b"XObject", document).and_then(Object::as_dict).is_ok_and(|objects| {
            objects.iter().take(1000).any(|(name, _)| {
                let object = objects.get_deref(name, document).and_then(Object::as_stream);
                object.is_ok_and(|stream| {
                    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
                })
            })
        })
    })
}
