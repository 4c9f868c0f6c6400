//! Files made to exhaust the memory or the time of whoever reads them, made small; `.ci/bounds.py` makes them large.
#![allow(missing_docs)]

mod common;

use common::root;
use lacuna::read::from_bytes;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a good name");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn docx(body: &str, numbering: &str) -> Vec<u8> {
    let main = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    let numbering = format!(r#"<w:numbering xmlns:w="w">{numbering}</w:numbering>"#);
    zipped(&[("word/document.xml", &main), ("word/numbering.xml", &numbering)])
}

/// A PDF of these objects, numbered from 1, with this table in the place of the right one if there is one.
fn pdf(objects: &[Vec<u8>], table: Option<String>) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut right = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        right.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(table.unwrap_or(right).bytes());
    file.extend(format!("trailer\n<< /Size 9999 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

fn stream(content: &[u8]) -> Vec<u8> {
    [format!("<< /Length {} >>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

/// A PDF of one page that draws this.
fn page(content: &[u8]) -> Vec<u8> {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_vec(),
        stream(content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    pdf(&objects, None)
}

fn refused(bytes: &[u8]) -> String {
    format!("{:#}", from_bytes("replies", bytes).expect_err("it cannot be read"))
}

#[test]
fn what_the_fuzzers_found_gives_a_text_or_one_line_of_message() {
    let folder = root().join("tests/fixtures/hostile/readers");
    for entry in std::fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("readable").path();
        let bytes = std::fs::read(&path).expect("readable");
        if let Err(error) = from_bytes("replies", &bytes) {
            let message = format!("{error:#}");
            assert!(message.starts_with("replies: ") && message.chars().count() < 500, "{message}");
            assert!(!message.contains(char::is_control), "{message:?}");
        }
    }
}

#[test]
fn a_number_that_is_longer_than_any_is_not_set_before_paragraphs() {
    let list = |text: &str| {
        format!(
            r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#
        )
    };
    let item = r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Une loi.</w:t></w:r></w:p>"#;
    let read = |text: &str| from_bytes("replies", &docx(item, &list(text))).expect("it can be read").text;
    assert_eq!(read("%1."), "\t1.\tUne loi.\n");
    assert_eq!(read(&"9".repeat(100_000)), "\tUne loi.\n");
    // Those that are long and not too long add up, also where a table holds the paragraphs back.
    let cell = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", item.repeat(10_000));
    assert!(refused(&docx(&cell, &list(&"9".repeat(900)))).contains("more than any reply"));
}

#[test]
fn a_pdf_with_more_values_than_any_reply_is_refused_before_it_is_parsed() {
    let tree = format!("<< /Type /Pages /Kids [{}] >>", "1 ".repeat(2_000_000));
    let objects = [b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), tree.into_bytes()];
    assert!(refused(&pdf(&objects, None)).contains("more objects than any reply"));
}

#[test]
fn a_pdf_that_names_one_object_over_and_over_is_refused() {
    let objects = [b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), b"<< /Type /Pages /Kids [] >>".to_vec()];
    let table = format!("xref\n0 1000\n{}", "0000000009 00000 n \n".repeat(1000));
    assert!(refused(&pdf(&objects, Some(table))).contains("over and over"));
    // As also a stream that packs objects.
    let index: String = (100..1100).map(|number| format!("{number} 0 ")).collect();
    let content = format!("{index}[1 2 3]");
    let packed = format!(
        "<< /Type /ObjStm /N 1000 /First {} /Length {} >>\nstream\n{content}\nendstream",
        index.len(),
        content.len()
    );
    let objects = [objects[0].clone(), objects[1].clone(), packed.into_bytes()];
    assert!(refused(&pdf(&objects, None)).contains("over and over"));
}

#[test]
fn a_page_with_operands_without_end_shows_what_stands_before_them() {
    let shown = b"BT /F1 10 Tf 50 700 Td (Une loi est en vigueur.) Tj ET ".to_vec();
    let file = page(&[shown, b"1 ".repeat(300_000), b"Tj".to_vec()].concat());
    assert_eq!(from_bytes("replies", &file).expect("there is text").text.trim(), "Une loi est en vigueur.");
}

#[test]
fn a_page_that_lies_on_its_side_is_read_and_what_is_stamped_along_its_side_is_not() {
    let line = |y: usize, text: &str| format!("BT /F1 10 Tf 0 1 -1 0 {y} 50 Tm ({text}) Tj ET ");
    let mut content = line(100, "Une loi est en vigueur depuis 2020.") + &line(112, "Un plan est en cours.");
    content.push_str("BT /F1 10 Tf 1 0 0 1 30 700 Tm (COPIE) Tj ET");
    let text = from_bytes("replies", &page(content.as_bytes())).expect("there is text").text;
    assert_eq!(
        text.split_whitespace().collect::<Vec<_>>().join(" "),
        "Une loi est en vigueur depuis 2020. Un plan est en cours."
    );
}
