//! One document gives the same answers whatever program wrote it, and no file does harm.
#![allow(missing_docs)]

mod common;

use common::{assess, root};
use lacuna::check::split;
use lacuna::read::{Document, from_bytes};
use lacuna::rules::Library;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use zip::write::SimpleFileOptions;

// -- The samples ------------------------------------------------------------------------------------------------

/// What must not depend on the format: ids, verdicts, flags, articles, sections and measures, with spaces made one.
fn essence(path: &str) -> Vec<String> {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let assessment = assess(&root().join(path)).1.assessment;
    assessment
        .answers
        .into_iter()
        .map(|answer| {
            let articles: Vec<_> = answer.articles.iter().map(|article| (&article.id, &article.paragraphs)).collect();
            let measures: Vec<_> = answer
                .measures
                .iter()
                .map(|m| (m.status, m.sentence, spaced(&m.quote), &m.rule, &m.deadline))
                .collect();
            format!(
                "{} {:?} {:?} {:?} {articles:?} {measures:?}",
                answer.id, answer.section, answer.verdict, answer.flags
            )
        })
        .collect()
}

#[test]
fn a_sample_is_read_alike_in_every_format() {
    for sample in ["valdorie-6.fr", "valdorie-6.en"] {
        let expected = essence(&format!("data/samples/{sample}.txt"));
        for ending in ["docx", "numbered.docx", "odt", "html", "pdf"] {
            let found = essence(&format!("data/samples/formats/{sample}.{ending}"));
            for (found, expected) in found.iter().zip(&expected) {
                assert_eq!(found, expected, "{sample}.{ending}");
            }
            assert_eq!(found.len(), expected.len(), "{sample}.{ending}");
        }
    }
}

#[test]
fn a_file_is_read_as_what_it_is_whatever_its_name_ends_in() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (sample, name, format) in
        [("docx", "replies.pdf", "docx"), ("pdf", "replies.txt", "pdf"), ("html", "replies", "html")]
    {
        let path = folder.path().join(name);
        std::fs::copy(root().join(format!("data/samples/formats/valdorie-6.fr.{sample}")), &path).expect("room");
        let (document, checked) = assess(&path);
        assert_eq!((document.format, checked.assessment.answers.len()), (format, 49));
    }
}

// -- Word files -------------------------------------------------------------------------------------------------

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a good name");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let main = format!(r#"<w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}</w:body></w:document>"#);
    let mut parts = vec![("word/document.xml", main.as_str())];
    parts.extend(more);
    zipped(&parts)
}

fn read(bytes: &[u8]) -> Document {
    from_bytes("replies.docx", bytes).expect("it can be read")
}

fn refused(bytes: &[u8]) -> String {
    format!("{:#}", from_bytes("replies", bytes).expect_err("it cannot be read"))
}

const LABEL: &str = "<w:p><w:r><w:t>1. a)</w:t></w:r></w:p>";

#[test]
fn insertions_are_kept_and_deletions_dropped() {
    let document = read(&docx(
        "<w:p><w:r><w:t xml:space=\"preserve\">La loi </w:t></w:r><w:del><w:r><w:delText>n’</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t>a été</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> adoptée.</w:t></w:r></w:p>",
        &[],
    ));
    assert_eq!(document.text, "\tLa loi a été adoptée.\n");
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs() {
    let document = read(&docx(
        "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">La loi est </w:t></w:r></w:p>\
         <w:p><w:r><w:t>en vigueur.</w:t></w:r></w:p>",
        &[],
    ));
    assert_eq!(document.text, "\tLa loi est en vigueur.\n");
}

#[test]
fn notes_stand_apart_and_can_be_reached() {
    let notes = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>Loi no 5 de 2020.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let body = format!(
        "{LABEL}<w:p><w:r><w:t>La loi</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\"> est en vigueur.</w:t></w:r></w:p>"
    );
    let document = read(&docx(&body, &[("word/footnotes.xml", notes)]));
    let reply = split(&document, &Library::embedded()).expect("there is a label");
    let paragraphs: Vec<_> = reply.answers[0].paragraphs.iter().map(|span| &document.text[span.clone()]).collect();
    assert_eq!(paragraphs, ["La loi est en vigueur."]);
    let note = &document.footnotes[0];
    assert_eq!(&document.text[note.span.clone()], "Loi no 5 de 2020.");
    assert_eq!(note.at, reply.answers[0].paragraphs[0].end, "the note knows the paragraph that refers to it");
}

#[test]
fn only_what_a_reader_sees_is_read() {
    let document = read(&docx(
        "<w:p><w:r><w:t>co\u{ad}ordi</w:t><w:softHyphen/><w:t>nation</w:t><w:noBreakHyphen/><w:t>cadre</w:t></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText></w:r>\
         <w:hyperlink><w:r><w:t xml:space=\"preserve\"> lien.</w:t></w:r></w:hyperlink></w:p>\
         <w:sdt><w:sdtContent><w:p><w:r><w:t>Contrôle.</w:t></w:r></w:p></w:sdtContent></w:sdt>\
         <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Cadre.</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback><w:p><w:r><w:t>Cadre.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        &[("word/header1.xml", "<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>En-tête</w:t></w:r></w:p></w:hdr>")],
    ));
    assert_eq!(document.text, "\tcoordination-cadre lien.\n\tContrôle.\n\tCadre.\n");
}

#[test]
fn a_table_of_questions_and_answers_is_read_by_rows() {
    let cell = |paragraphs: &[&str]| {
        let all: String = paragraphs.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect();
        format!("<w:tc>{all}</w:tc>")
    };
    let row = |left: &[&str], right: &[&str]| format!("<w:tr>{}{}</w:tr>", cell(left), cell(right));
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&["Question"], &["Réponse"]),
        row(&["1. a) Veuillez décrire la loi."], &["La loi a été adoptée.", "Elle est appliquée."]),
        row(&["1. b) Veuillez décrire le plan."], &["Un plan est prévu."])
    );
    let document = read(&docx(&body, &[]));
    let reply = split(&document, &Library::embedded()).expect("the layout is known");
    let found: Vec<_> = reply.answers.iter().map(|answer| (answer.id.as_str(), answer.paragraphs.len())).collect();
    assert_eq!(found, [("1.a", 2), ("1.b", 1)]);
    assert_eq!(&document.text[reply.answers[0].asked[0].clone()], "Veuillez décrire la loi.");
}

#[test]
fn numbers_come_from_the_style_of_a_paragraph() {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part"/><w:basedOn w:val="Base"/></w:style>
        <w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>"#;
    let numbering = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1. %2)"/><w:pStyle w:val="Part"/></w:lvl></w:abstractNum>
        <w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;
    let label =
        "<w:p><w:pPr><w:pStyle w:val=\"Part\"/></w:pPr></w:p><w:p><w:r><w:t>Une loi est en vigueur.</w:t></w:r></w:p>";
    let document = read(&docx(&label.repeat(2), &[("word/styles.xml", styles), ("word/numbering.xml", numbering)]));
    let reply = split(&document, &Library::embedded()).expect("there are labels");
    let ids: Vec<_> = reply.answers.iter().map(|answer| answer.id.as_str()).collect();
    assert_eq!(ids, ["2.a", "2.b"], "{}", document.text);
}

// -- OpenDocument -----------------------------------------------------------------------------------------------

/// As LibreOffice writes a list between whose items other paragraphs stand: closed, and opened again to go on.
#[test]
fn a_list_goes_on_after_other_paragraphs() {
    let level = |level: u8, format: &str, shown: u8, after: &str| {
        format!(
            "<text:list-level-style-number text:level=\"{level}\" style:num-format=\"{format}\" style:num-suffix=\"{after}\" text:display-levels=\"{shown}\"/>"
        )
    };
    let item = |inner: &str| format!("<text:list-item>{inner}</text:list-item>");
    let question = "<text:p>Égalité</text:p>";
    let part = |goes_on: bool, inner: &str| {
        let on = if goes_on { " text:continue-numbering=\"true\"" } else { "" };
        format!(
            "<text:list text:style-name=\"L\"{on}>{}</text:list>",
            item(&format!("<text:list>{}</text:list>", item(inner)))
        )
    };
    let answer = "<text:p>Une loi est en vigueur.</text:p>";
    let whole = |goes_on: bool| {
        let on = if goes_on { " text:continue-numbering=\"true\"" } else { "" };
        format!("<text:list text:style-name=\"L\"{on}>{}</text:list>", item(question))
    };
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:style=\"s\"><office:automatic-styles>\
         <text:list-style style:name=\"L\">{}{}</text:list-style></office:automatic-styles><office:body><office:text>\
         {}{}{answer}{}{answer}{}{}{answer}</office:text></office:body></office:document-content>",
        level(1, "1", 1, "."),
        level(2, "a", 1, ")"),
        whole(false),
        part(true, "<text:p>Une loi.</text:p>"),
        part(true, "<text:p>Un plan.</text:p>"),
        whole(true),
        part(true, "<text:p>Un fonds.</text:p>"),
    );
    let document = read(&zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)]));
    let numbers: Vec<_> =
        document.text.lines().filter_map(|line| line.trim().split_once('\t')).map(|(n, _)| n).collect();
    assert_eq!(numbers, ["1.", "a)", "b)", "2.", "a)"], "{}", document.text);
}

// -- Web pages --------------------------------------------------------------------------------------------------

#[test]
fn what_stands_around_the_main_part_of_a_page_is_no_text() {
    let around = "<div role=dialog><p>Cookies.</p></div><p>Accueil</p>";
    let main = "<p>1. a)</p><p>Une loi a été adoptée.</p><div role=complementary><p>Actualités.</p></div>";
    let page = format!("<html><body>{around}<main>{main}</main><p>Contact</p></body></html>");
    assert_eq!(read(page.as_bytes()).text, "\t1. a)\n\tUne loi a été adoptée.\n");
    let empty = format!("<html><body>{around}<main></main>{main}</body></html>");
    assert!(read(empty.as_bytes()).text.contains("Une loi"), "the main part has no text");
}

/// Old sites place everything by tables, and Word files saved as web pages stand inside them.
#[test]
fn a_table_that_only_places_things_is_no_table() {
    let answers: String = ["1. a)", "1. b)", "2", "3. a)"]
        .map(|label| format!("<p><b>{label}</b></p><p>Une loi est en vigueur.</p><p>Un plan est prévu.</p>"))
        .concat();
    let inner = format!("<table><tr><td>{answers}</td></tr></table>");
    let page =
        format!("<html><table><tr><td>Menu</td><td>{inner}</td></tr><tr><td>Pied</td><td>de page</td></tr></table>");
    let document = read(page.as_bytes());
    let reply = split(&document, &Library::embedded()).expect("there are labels");
    let found: Vec<_> = reply.answers.iter().map(|answer| (answer.id.as_str(), answer.paragraphs.len())).collect();
    assert_eq!(found[..3], [("1.a", 2), ("1.b", 2), ("2", 2)], "{}", document.text);
}

// -- Bad input --------------------------------------------------------------------------------------------------

#[test]
fn a_damaged_or_foreign_archive_is_refused() {
    let good = docx(LABEL, &[]);
    assert!(refused(&good[..good.len() / 2]).contains("damaged"));
    assert!(refused(&zipped(&[("photo.txt", "abc")])).contains("no Word file"));
    assert!(refused(&zipped(&[("mimetype", "application/epub+zip")])).contains("no text document"));
    assert!(refused(&docx("<w:p>", &[])).contains("damaged"));
    assert!(refused(&docx("", &[])).contains("empty"));
}

#[test]
fn a_zip_bomb_and_an_entity_bomb_do_no_harm() {
    let bomb = docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(80_000_000)), &[]);
    assert!(bomb.len() < 1_000_000);
    assert!(refused(&bomb).contains("larger than any reply"));
    let entities = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>".to_owned();
    let body = format!("<w:p><w:r><w:t>La loi{} &amp; le plan.</w:t></w:r></w:p>", "&b;".repeat(1_000_000));
    let main = format!(r#"{entities}<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    assert_eq!(read(&zipped(&[("word/document.xml", &main)])).text, "\tLa loi & le plan.\n");
    assert!(refused(&docx(&"<w:tbl><w:tr><w:tc>".repeat(5_000), &[])).contains("nested"));
}

/// A PDF of these objects, numbered from 1; the first is the catalogue.
fn pdf(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1).expect("memory");
    }
    let table = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("memory");
    for place in places {
        writeln!(file, "{place:010} 00000 n ").expect("memory");
    }
    write!(file, "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1)
        .expect("memory");
    file
}

const CATALOGUE: &str = "<< /Type /Catalog /Pages 2 0 R >>";

#[test]
fn a_loop_in_the_page_tree_ends() {
    let looped = pdf(&[CATALOGUE, "<< /Type /Pages /Count 1 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"], "");
    assert!(refused(&looped).contains("no page"));
}

#[test]
fn a_drawing_that_draws_itself_ends() {
    let form = "<< /Type /XObject /Subtype /Form /Resources << /XObject << /F 4 0 R >> >> /Length 60 >>\nstream\n/F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do \nendstream";
    let page = "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /XObject << /F 4 0 R >> >> >>";
    let content = "<< /Length 6 >>\nstream\n/F Do \nendstream";
    let file = pdf(&[CATALOGUE, "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, form, content], "");
    refused(&file);
}

#[test]
fn a_scanned_pdf_and_a_protected_one_are_refused_with_advice() {
    let page = "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /XObject << /I 4 0 R >> >> >>";
    let image = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream";
    let content = "<< /Length 6 >>\nstream\n/I Do \nendstream";
    let objects = [CATALOGUE, "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, image, content];
    assert!(refused(&pdf(&objects, "")).contains("OCR"));
    let locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <0000000000000000000000000000000000000000000000000000000000000000> /U <0000000000000000000000000000000000000000000000000000000000000000> >> /ID [<00><00>]";
    let message = refused(&pdf(&objects, locked));
    assert!(message.contains("password"), "{message}");
}

// -- PDF --------------------------------------------------------------------------------------------------------

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paragraphs of a document and its notes after their marks, with spaces made one.
fn written(document: &Document) -> Vec<String> {
    let end = document.text.find("\n\t____").unwrap_or(document.text.len());
    let paragraphs = document.text[..end].lines().map(spaced).filter(|line| !line.is_empty());
    let notes =
        document.footnotes.iter().map(|note| format!("{} {}", note.mark, spaced(&document.text[note.span.clone()])));
    paragraphs.chain(notes).collect()
}

#[test]
fn the_text_of_a_pdf_comes_out_as_it_was_written() {
    for name in ["one-column", "two-columns", "table"] {
        let file = |ending: &str| root().join(format!("tests/fixtures/pdf/{name}.{ending}"));
        let expected = std::fs::read_to_string(file("txt")).expect("it is there");
        let document = from_bytes(name, &std::fs::read(file("pdf")).expect("it is there")).expect("it has text");
        let found = written(&document);
        for (at, (found, expected)) in found.iter().zip(expected.lines()).enumerate() {
            assert_eq!(*found, spaced(expected), "{name}: paragraph {at}");
        }
        assert_eq!(found.len(), expected.lines().count(), "{name}");
    }
}

/// Whether a hyphen at the end of a line belongs to a word that stands nowhere else, no program can know; typographic
/// quotation marks are a matter of the fonts.
#[test]
fn what_other_programs_write_comes_out_the_same() {
    let folder = root().join("tests/fixtures/pdf");
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).expect("it is there");
    let bare = |line: &str| spaced(line).replace('-', "").replace('’', "'");
    let expected: Vec<String> = text("programs.txt").lines().map(bare).collect();
    for name in ["weasyprint", "chromium", "latex", "groff", "typst"] {
        let bytes = std::fs::read(folder.join(format!("{name}.pdf"))).expect("it is there");
        let document = from_bytes(name, &bytes).expect("it has text");
        let found: Vec<String> = written(&document).iter().map(|line| bare(line)).collect();
        let (found, notes) = found.split_at(found.len() - document.footnotes.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(found.len(), expected.len(), "{name}");
        // The page printed by the browser has none.
        let expected = if name == "chromium" { String::new() } else { text("programs.notes.txt") };
        let notes: Vec<&str> = notes.iter().filter_map(|note| Some(note.split_once(' ')?.1)).collect();
        assert_eq!(notes, expected.lines().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn a_file_of_a_kind_that_is_not_read_is_refused_with_advice() {
    assert!(refused(b"{\\rtf1\\ansi 1. a)}").contains("save it as .docx"));
    assert!(refused(b"\x89PNG\r\n\x1a\n\0\0").contains("OCR"));
    assert!(
        refused(b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n")
            .contains("web page")
    );
    assert!(refused(b"<?xml version=\"1.0\"?><office:document office:version=\"1.2\">").contains(".odt"));
    assert!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old").contains("save it as .docx"));
}

/// Every sample in every format, cut off and with changed bytes: read or refused, and never a panic.
#[test]
fn damaged_files_are_read_or_refused() {
    let library = Library::embedded();
    let folder = root().join("data/samples/formats");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("it is there").map(|e| e.expect("readable").path()).collect();
    files.sort();
    // The same changes at every run: a generator of the simplest kind.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for path in files.iter().filter(|path| path.to_string_lossy().contains(".fr.")) {
        let whole = std::fs::read(path).expect("readable");
        for round in 0..24 {
            let mut bytes = whole.clone();
            if round % 3 == 0 {
                bytes.truncate(next(whole.len()));
            }
            for _ in 0..next(40) {
                if !bytes.is_empty() {
                    let at = next(bytes.len());
                    bytes[at] = next(256) as u8;
                }
            }
            if let Ok(document) = from_bytes("damaged", &bytes) {
                let _ = split(&document, &library);
            }
        }
    }
}

#[test]
fn tables_without_end_and_texts_without_end_do_no_harm() {
    let page = format!("<html>{}", "<table><tr><td>x".repeat(100_000));
    assert_eq!(from_bytes("page.html", page.as_bytes()).expect("a page").format, "html");
    assert!(refused("mot ".repeat(2_000_000).as_bytes()).contains("more than any reply"));
}
