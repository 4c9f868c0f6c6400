//! Word and OpenDocument files are ZIP archives of XML parts.

use super::xml;
use anyhow::{Context as _, Result, anyhow, bail, ensure};
use quick_xml::events::Event;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// What one part may unpack to.
const LARGEST_PART: u64 = 64 * 1024 * 1024;
/// What all parts that are read may unpack to together.
const LARGEST_PACKAGE: u64 = 96 * 1024 * 1024;

/// What is in an archive.
pub(super) enum Kind {
    /// A Word file, and the name of its main part.
    Docx(String),
    /// An OpenDocument text.
    Odt,
}

/// An archive that is read with care.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            anyhow!(
                "this file begins as a Word or OpenDocument file, but is damaged or cut off ({error}); get it again"
            )
        })?;
        Ok(Package { archive, left: LARGEST_PACKAGE })
    }

    /// What kind of document this is.
    pub(super) fn kind(&mut self) -> Result<Kind> {
        if let Some(kind) = self.part("mimetype")? {
            match kind.trim() {
                "application/vnd.oasis.opendocument.text"
                | "application/vnd.oasis.opendocument.text-template"
                | "application/vnd.oasis.opendocument.text-web" => {
                    if self.part("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data"))
                    {
                        bail!("this file has a password; save it without one");
                    }
                    return Ok(Kind::Odt);
                }
                kind => bail!("this is no text document but {kind:?}; save the replies as .docx, .odt or .pdf"),
            }
        }
        if let Some(main) = self.main_part()? {
            if main.contains("word/") || self.is_word(&main)? {
                return Ok(Kind::Docx(main));
            }
            bail!("this is another Office file, not a Word file (its main part is {main}); save the replies as .docx");
        }
        if self.archive.index_for_name("word/document.xml").is_some() {
            return Ok(Kind::Docx("word/document.xml".to_owned()));
        }
        bail!("this is a ZIP archive and no Word file; if the document is in it, unpack it first")
    }

    fn is_word(&mut self, main: &str) -> Result<bool> {
        let part = self.part(main)?.unwrap_or_default();
        let start = &part[..part.floor_char_boundary(part.len().min(4096))];
        Ok(start.contains("wordprocessingml"))
    }

    /// The part to which the relationships of the package point as the document.
    fn main_part(&mut self) -> Result<Option<String>> {
        let Some(relationships) = self.part("_rels/.rels")? else { return Ok(None) };
        let mut main = None;
        xml::events(&relationships, |event| {
            if let Event::Start(element) | Event::Empty(element) = &event {
                let kind = xml::attribute(element, "Type").unwrap_or_default();
                if main.is_none() && kind.ends_with("/officeDocument") {
                    main = xml::attribute(element, "Target").map(|target| target.trim_start_matches('/').to_owned());
                }
            }
            Ok(())
        })?;
        Ok(main)
    }

    /// The text of a part, if there is one of this name.
    ///
    /// # Errors
    /// If it is damaged, or unpacks to more than any document has.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(index).with_context(|| format!("its part {name} cannot be read"))?;
        ensure!(!part.encrypted(), "this file has a password; save it without one");
        let most = self.left.min(LARGEST_PART);
        let mut bytes = Vec::new();
        part.take(most + 1)
            .read_to_end(&mut bytes)
            .with_context(|| format!("its part {name} is damaged or cut off; get the file again"))?;
        ensure!(
            bytes.len() as u64 <= most,
            "its part {name} unpacks to more than {} MB, larger than any reply; is it the right file?",
            most / 1024 / 1024
        );
        self.left -= bytes.len() as u64;
        let text = String::from_utf8(bytes).unwrap_or_else(|error| {
            // By its mark UTF-16, or else damaged UTF-8: its good letters are better than nothing.
            encoding_rs::UTF_8.decode(error.as_bytes()).0.into_owned()
        });
        ensure!(text.len() as u64 <= LARGEST_PART, "its part {name} is damaged; get the file again");
        Ok(Some(text))
    }
}
