//! What the targets share: reading with the promises of the readers checked, and files put together from parts that
//! the fuzzer can change without breaking a checksum.

use lacuna::read::{Document, from_bytes};
use std::io::{Cursor, Write as _};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// Between the parts of a file in an input.
const BETWEEN: &[u8] = b"\n%%%%\n";

/// Reads a file. Whatever the bytes are, places lie in the text and a message is one line.
pub fn read(bytes: &[u8]) -> Option<Document> {
    match from_bytes("input", bytes) {
        Ok(document) => {
            for note in &document.footnotes {
                assert!(document.text.is_char_boundary(note.at), "the place of a note is in the text");
                assert!(document.text.get(note.span.clone()).is_some(), "a note is in the text");
            }
            Some(document)
        }
        Err(error) => {
            let message = format!("{error:#}");
            assert!(message.starts_with("input: ") && !message.contains('\n'), "one line of message: {message:?}");
            None
        }
    }
}

/// The parts of an input, as many as there are names.
pub fn parts<const N: usize>(input: &[u8]) -> [&[u8]; N] {
    let mut rest = input;
    std::array::from_fn(|_| match rest.windows(BETWEEN.len()).position(|window| window == BETWEEN) {
        Some(at) => {
            let part = &rest[..at];
            rest = &rest[at + BETWEEN.len()..];
            part
        }
        None => std::mem::take(&mut rest),
    })
}

/// A ZIP archive of these parts; those without bytes are left out.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts.iter().filter(|(_, bytes)| !bytes.is_empty()) {
        zip.start_file(*name, stored).expect("the name is good");
        zip.write_all(bytes).expect("there is memory");
    }
    zip.finish().expect("there is memory").into_inner()
}

/// A PDF of one page with this content, whose font `F1` has this map from codes to letters and these further entries,
/// and which can draw the form `X1`.
pub fn pdf(content: &[u8], map: &[u8], font: &[u8], form: &[u8]) -> Vec<u8> {
    let stream = |entries: &str, bytes: &[u8]| {
        let mut object = format!("<< {entries} /Length {} >>\nstream\n", bytes.len()).into_bytes();
        object.extend(bytes);
        object.extend(b"\nendstream");
        object
    };
    let mut font_object = b"<< /Type /Font /ToUnicode 6 0 R ".to_vec();
    font_object.extend(font);
    font_object.extend(b" >>");
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X1 7 0 R >> >> >>"
            .to_vec(),
        stream("", content),
        font_object,
        stream("", map),
        stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800]", form),
    ];
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(table.bytes());
    file.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes(),
    );
    file
}
