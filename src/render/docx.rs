//! A small Word file: headings, paragraphs and tables on A4. The parts that Word and LibreOffice need, no more.

use std::fmt::Write as _;
use std::io::Write as _;
use zip::write::SimpleFileOptions;

/// Width between the margins of a landscape A4 page, in twentieths of a point.
const WIDTH: usize = 15_138;
/// About the width of a character of a table, in twentieths of a point.
const CHARACTER: usize = 90;
/// Lines of a row that is not torn apart: few, so that little of a page stays empty.
const WHOLE_ROW: usize = 10;

/// How the pages lie.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// For text.
    Portrait,
    /// For tables of many columns.
    Landscape,
}

/// A document that is being written.
pub(super) struct Docx {
    body: String,
    language: String,
    title: String,
    page: Page,
}

/// A table: its headings, the share of the width of each column, and rows of cells of paragraphs.
pub(super) struct Table<'t> {
    pub headings: Vec<&'t str>,
    pub shares: Vec<usize>,
    pub rows: Vec<&'t [Vec<String>]>,
}

impl Docx {
    /// An empty document with a title, in a language (ISO 639-1).
    pub fn new(title: &str, language: &str, page: Page) -> Self {
        let mut docx = Docx { body: String::new(), language: language.to_owned(), title: title.to_owned(), page };
        docx.paragraph("Title", title);
        docx
    }

    /// A paragraph of a style of `STYLES`; `Normal` for running text.
    pub fn paragraph(&mut self, style: &str, text: &str) {
        self.open(style);
        self.run(text, "");
        self.body.push_str("</w:p>");
    }

    /// A paragraph that begins with some bold words.
    pub fn led(&mut self, style: &str, bold: &str, text: &str) {
        self.open(style);
        self.run(bold, "<w:rPr><w:b/></w:rPr>");
        self.run(text, "");
        self.body.push_str("</w:p>");
    }

    fn open(&mut self, style: &str) {
        write!(self.body, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>").expect("a String takes all");
    }

    fn run(&mut self, text: &str, properties: &str) {
        write!(self.body, "<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", xml(text))
            .expect("a String takes all");
    }

    /// A table whose first row is repeated on every page, and whose rows are not torn apart unless they are long.
    pub fn table(&mut self, table: &Table<'_>) {
        let all: usize = table.shares.iter().sum::<usize>().max(1);
        let widths: Vec<usize> = table.shares.iter().map(|share| WIDTH * share / all).collect();
        self.body.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
        );
        for width in &widths {
            write!(self.body, "<w:gridCol w:w=\"{width}\"/>").expect("a String takes all");
        }
        self.body.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (heading, width) in table.headings.iter().zip(&widths) {
            self.cell(*width, "TableHeading", std::slice::from_ref(heading), true);
        }
        self.body.push_str("</w:tr>");
        for row in &table.rows {
            let is_short = row.iter().zip(&widths).all(|(cell, width)| lines(cell, *width) <= WHOLE_ROW);
            self.body.push_str(if is_short { "<w:tr><w:trPr><w:cantSplit/></w:trPr>" } else { "<w:tr>" });
            for (cell, width) in row.iter().zip(&widths) {
                self.cell(*width, "TableText", cell, false);
            }
            self.body.push_str("</w:tr>");
        }
        // Word wants a paragraph after a table.
        self.body.push_str("</w:tbl><w:p/>");
    }

    fn cell<T: AsRef<str>>(&mut self, width: usize, style: &str, paragraphs: &[T], shaded: bool) {
        let shade = if shaded { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E7ECF2\"/>" } else { "" };
        write!(self.body, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>")
            .expect("a String takes all");
        if paragraphs.is_empty() {
            self.open(style);
            self.body.push_str("</w:p>");
        }
        for text in paragraphs {
            self.paragraph(style, text.as_ref());
        }
        self.body.push_str("</w:tc>");
    }

    /// The bytes of the file: the same for the same content.
    pub fn finish(self) -> Vec<u8> {
        let Docx { body, language, title, page } = self;
        let (size, margin) = match page {
            Page::Portrait => ("w:w=\"11906\" w:h=\"16838\"", 1250),
            Page::Landscape => ("w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"", 850),
        };
        let document = format!(
            "{HEAD}<w:document {NAMESPACES}><w:body>{body}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/>\
             <w:pgSz {size}/><w:pgMar w:top=\"{margin}\" w:right=\"{margin}\" w:bottom=\"{margin}\" w:left=\"{margin}\" \
             w:header=\"450\" w:footer=\"450\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
        );
        let styles = format!(
            "{HEAD}<w:styles {NAMESPACES}>{}{STYLES}</w:styles>",
            STYLE_DEFAULTS.replace("LANG", &xml(&language))
        );
        let footer = format!("{HEAD}<w:ftr {NAMESPACES}>{FOOTER}</w:ftr>");
        let core = format!(
            "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>lacuna</dc:creator>\
             <dc:language>{}</dc:language></cp:coreProperties>",
            xml(&title),
            xml(&language)
        );
        let parts: [(&str, &str); 7] = [
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", RELATIONS),
            ("docProps/core.xml", &core),
            ("word/document.xml", &document),
            ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
            ("word/styles.xml", &styles),
            ("word/footer1.xml", &footer),
        ];
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        // The default time of an entry is fixed, so the bytes do not depend on the day.
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        for (name, content) in parts {
            zip.start_file(name, options).expect("the names are few, short and different");
            zip.write_all(content.as_bytes()).expect("memory takes all");
        }
        zip.finish().expect("memory takes all").into_inner()
    }
}

/// About how many lines the paragraphs of a cell take.
fn lines(cell: &[String], width: usize) -> usize {
    let room = (width / CHARACTER).max(1);
    cell.iter().map(|text| text.chars().count().div_ceil(room).max(1)).sum()
}

/// Escaped for XML; what XML 1.0 does not allow becomes `�`.
pub(super) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(char::REPLACEMENT_CHARACTER),
            c => escaped.push(c),
        }
    }
    escaped
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;
const FOOTER: &str = r#"<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
const STYLE_DEFAULTS: &str = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="LANG"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100"/></w:pPr></w:pPrDefault></w:docDefaults>"#;
const STYLES: &str = r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:after="160"/></w:pPr><w:rPr><w:b/><w:color w:val="1B3A5B"/><w:sz w:val="36"/><w:szCs w:val="36"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="1B3A5B"/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:color w:val="1B3A5B"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="8AA0B8"/></w:pBdr><w:ind w:left="200"/></w:pPr><w:rPr><w:i/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Lead"><w:name w:val="Lead"/><w:basedOn w:val="Normal"/><w:next w:val="ListItem"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="160"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="ListItem"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:ind w:left="500"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="TableText"><w:name w:val="Table Text"/><w:basedOn w:val="Normal"/><w:pPr><w:keepLines/><w:widowControl/><w:spacing w:after="50"/></w:pPr><w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="TableHeading"><w:name w:val="Table Heading"/><w:basedOn w:val="TableText"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="8A94A0"/><w:left w:val="single" w:sz="4" w:space="0" w:color="8A94A0"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="8A94A0"/><w:right w:val="single" w:sz="4" w:space="0" w:color="8A94A0"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="8A94A0"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="8A94A0"/></w:tblBorders></w:tblPr></w:style>"#;
