"""Makes the seeds of the fuzz targets, below fuzz/seeds/, from the samples.

    python3 fuzz/seeds.py

Run it anew when a reader learns a feature, with a seed that uses it.
"""

import os
import re
import shutil
import struct
import zipfile
import zlib

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
SEEDS = os.path.join(ROOT, "fuzz/seeds")
BETWEEN = b"\n%%%%\n"


def sample(name):
    with open(os.path.join(ROOT, "data/samples", name), "rb") as file:
        return file.read()


def seed(target, name, content):
    folder = os.path.join(SEEDS, target)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


def part(name, inner):
    with zipfile.ZipFile(os.path.join(ROOT, "data/samples/formats", name)) as file:
        return file.read(inner).decode()


def archive(parts):
    path = os.path.join(SEEDS, "archive")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    with open(path, "rb") as file:
        content = file.read()
    os.remove(path)
    return content


# -- Text, and what is divided into answers -------------------------------------------------------------------------


def text():
    for language in ("fr", "en"):
        start = sample(f"valdorie-6.{language}.txt").decode()[:3000]
        seed("text", f"utf-8.{language}", start)
        seed("text", f"marked.{language}", "\ufeff" + start[:800])
        seed("text", f"windows-1252.{language}", start[:800].encode("cp1252", "replace"))
        seed("text", f"utf-16le.{language}", start[:800].encode("utf-16-le"))
        seed("text", f"utf-16be.{language}", ("\ufeff" + start[:800]).encode("utf-16-be"))
        seed("split", f"layout-tabs.{language}", start)
        seed("split", f"layout-plain.{language}", re.sub(r"\t+", "", start))
        seed("split", f"page.{language}", sample(f"formats/valdorie-6.{language}.html")[:3000])
    labels = "1. a)\n\nUne loi.\n\n1. b)\n\nUn plan.\n\n(2) Question ?\nRéponse : Oui.\n\nArticle 3\n4.\tNon.\n"
    seed("split", "labels", labels)
    seed("split", "questions-and-answers", "Question 1. Quelle loi ?\n\nRéponse\n\nLa loi no 5.\n\nQuestion 2 a) ?\n\nRéponse\n\nUn plan.\n")


# -- Web pages ------------------------------------------------------------------------------------------------------

PAGES = {
    "notes": '<p>Une loi<a href="#n1">1</a>.<p>Un plan<a href="#n2">[2]</a>.<div id="n1"><a>1</a> Loi no 5.</div>'
    '<p><a name="n2" href="#r2">2</a> Plan 2021.',
    "table": "<table><thead><tr><th>Question<th>Réponse<tbody><tr><td>1. a) Quoi ?<td><p>Une loi.<p>Un plan."
    "<tr><td><table><tr><td>a<td>b</table><td>c</table>",
    "lists": '<ol start="3" type="a"><li>Une loi<li value="7">Un plan<ul><li>b</ul></ol><pre>a\n b</pre>',
    "looks": '<h2>Titre</h2><p style="font-weight: 700">Gras</p><p><i>a</i><em>b</em></p><p hidden>c</p><nav>d</nav>'
    '<span style="display: none">e</span>&eacute;&amp;&#233;&nbsp;<br>f<script>g</script>',
    "encoding": b'<meta charset="windows-1251"><p>\xcf\xeb\xe0\xed</p>',
}


def html():
    for language in ("fr", "en"):
        seed("html", f"sample.{language}", sample(f"formats/valdorie-6.{language}.html")[:3500])
    for name, content in PAGES.items():
        seed("html", name, content)


# -- Word files -----------------------------------------------------------------------------------------------------

WORD = '<w:document xmlns:w="w" xmlns:mc="mc"><w:body>%s</w:body></w:document>'
WORD_NUMBERING = (
    '<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="2"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%1. %2)"/><w:lvlRestart w:val="1"/><w:isLgl/><w:pStyle w:val="Part"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="l"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="3"><w:styleLink w:val="l"/><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/>'
    "</w:lvlOverride></w:num></w:numbering>"
)
WORD_STYLES = (
    '<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="Part" w:default="1"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Base"/></w:style><w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr>'
    '<w:outlineLvl w:val="2"/><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr><w:rPr><w:b/><w:i w:val="0"/></w:rPr>'
    '<w:tblStylePr><w:b/></w:tblStylePr></w:style></w:styles>'
)
WORD_NOTES = (
    '<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p>'
    "<w:r><w:footnoteRef/><w:t>Loi no 5 de 2020.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
WORD_BODIES = {
    "numbers": '<w:p><w:pPr><w:pStyle w:val="Part"/></w:pPr></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>Une loi.</w:t></w:r></w:p>',
    "notes": '<w:p><w:r><w:t>La loi</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> oui.</w:t></w:r></w:p>',
    "changes": '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a&amp;&#233;</w:t></w:r><w:del><w:r>'
    "<w:delText>b</w:delText></w:r></w:del><w:ins><w:r><w:t><![CDATA[c]]></w:t><w:tab/><w:br/></w:r></w:ins></w:p>"
    "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>d</w:t></w:r></w:p>",
    "tables": "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1. a) Quoi</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Une loi.</w:t>"
    "</w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
    "boxes": "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Cadre.</w:t></w:r></w:p>"
    "</w:txbxContent></mc:Choice><mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent><w:t>a</w:t></w:r></w:p>",
}


def docx():
    others = [part.encode() for part in (WORD_NUMBERING, WORD_STYLES, WORD_NOTES)]
    for name, body in WORD_BODIES.items():
        seed("docx", name, BETWEEN.join([(WORD % body).encode(), *others]))
    whole = part("valdorie-6.fr.docx", "word/document.xml")
    paragraphs = re.findall(r"<w:p>.*?</w:p>", whole, re.S)[:12]
    seed("docx", "sample", re.sub(r"(<w:body>).*(</w:body>)", lambda m: m[1] + "".join(paragraphs) + m[2], whole, flags=re.S))
    relationships = '<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    body = WORD % WORD_BODIES["numbers"]
    seed("docx", "archive", archive({"_rels/.rels": relationships, "word/document.xml": body, "word/styles.xml": WORD_STYLES}))


# -- OpenDocument ---------------------------------------------------------------------------------------------------

ODT = (
    '<office:document-content xmlns:office="o"><office:automatic-styles><style:style style:name="P1" '
    'style:parent-style-name="Base" style:list-style-name="L1"><style:text-properties fo:font-weight="bold" '
    'fo:font-style="italic"/></style:style><text:list-style style:name="L1"><text:list-level-style-number '
    'text:level="1" style:num-format="1" style:num-suffix="." text:start-value="3"/><text:list-level-style-number '
    'text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")" text:display-levels="2"/>'
    "</text:list-style></office:automatic-styles><office:body><office:text>%s</office:text></office:body>"
    "</office:document-content>"
)
ODT_BODIES = {
    "lists": '<text:list text:style-name="L1"><text:list-item><text:p>Une loi</text:p><text:list><text:list-item '
    'text:start-value="4"><text:p>Un plan</text:p></text:list-item></text:list></text:list-item></text:list>'
    '<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:h>b</text:h></text:list-item></text:list>',
    "notes": '<text:p text:style-name="P1">Une loi<text:note><text:note-citation>1</text:note-citation><text:note-body>'
    '<text:p>Loi no 5.</text:p></text:note-body></text:note><text:s text:c="4"/><text:tab/><text:line-break/>'
    '<text:span text:style-name="P1">oui</text:span></text:p><text:tracked-changes><text:p>a</text:p></text:tracked-changes>',
    "tables": "<table:table><table:table-row><table:table-cell><text:p>1. a) Quoi</text:p></table:table-cell>"
    "<table:table-cell><text:p>Une loi.</text:p><table:table><table:table-row><table:table-cell><text:p>b</text:p>"
    "</table:table-cell></table:table-row></table:table></table:table-cell></table:table-row></table:table>",
}


def odt():
    styles = '<s><style:style style:name="Base" style:parent-style-name="P1"/></s>'
    for name, body in ODT_BODIES.items():
        seed("odt", name, BETWEEN.join([(ODT % body).encode(), styles.encode()]))
    whole = part("valdorie-6.fr.odt", "content.xml")
    paragraphs = re.findall(r"<text:[ph] .*?</text:[ph]>", whole, re.S)[:12]
    cut = re.sub(r"(<office:text.*?>).*(</office:text>)", lambda m: m[1] + "".join(paragraphs) + m[2], whole, flags=re.S)
    seed("odt", "sample", cut)
    kind = "application/vnd.oasis.opendocument.text"
    seed("odt", "archive", archive({"mimetype": kind, "content.xml": ODT % ODT_BODIES["lists"], "META-INF/manifest.xml": "<m/>"}))


# -- PDF ------------------------------------------------------------------------------------------------------------

SIMPLE = b"/Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding /FirstChar 32 /Widths [250 333 400]"
WIDE = (
    b"/Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /Subtype /CIDFontType2 /DW 500 "
    b"/W [1 [250 300] 40 90 600] /FontDescriptor << /Flags 64 /FontWeight 700 >> >>]"
)
MAP = (
    b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    b"2 beginbfchar <0001> <0055> <0002> <00660069> endbfchar 2 beginbfrange <0020> <007e> <0020> "
    b"<0080> <0081> [<00e9> <00e8>] endbfrange endcmap end"
)
NARROW_MAP = MAP.replace(b"<0000> <FFFF>", b"<00> <FF>").replace(b"<00", b"<").replace(b"<0020>", b"<20>")


def lines(*texts):
    moves = [b"BT /F1 11 Tf 1 0 0 1 57 %d Tm (%b) Tj ET" % (740 - 14 * at, text) for at, text in enumerate(texts)]
    return b"\n".join(moves)


def objects_of(page):
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(zlib.compress(page)), zlib.compress(page)),
        b"<< /Type /Font %b >>" % SIMPLE,
    ]


def pdf_with_table(page):
    file, places = b"%PDF-1.4\n", []
    objects = objects_of(page)
    for at, body in enumerate(objects):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (at + 1, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return file + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(file))


def pdf_with_streams(page):
    """Its table is a stream, and all objects but the content are packed into another."""
    catalogue, tree, about, content, font = objects_of(page)
    packed = {1: catalogue, 2: tree, 3: about, 5: font}
    head, body = b"", b""
    for number, content_of in packed.items():
        head += b"%d %d " % (number, len(body))
        body += content_of + b" "
    file = b"%PDF-1.5\n"
    place_of_content = len(file)
    file += b"4 0 obj\n%b\nendobj\n" % content
    place_of_packed = len(file)
    file += b"6 0 obj\n<< /Type /ObjStm /N 4 /First %d /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (
        len(head), len(head + body), head + body)
    rows = [(0, 0, 0), (2, 6, 0), (2, 6, 1), (2, 6, 2), (1, place_of_content, 0), (2, 6, 3), (1, place_of_packed, 0), (1, len(file), 0)]
    table = b"".join(struct.pack(">BHB", *row) for row in rows)
    return file + b"7 0 obj\n<< /Type /XRef /Size 8 /W [1 2 1] /Root 1 0 R /Length %d >>\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        len(table), table, len(file))


def pdf():
    plain = lines(b"R\xe9ponses", b"", b"1. a)", b"Une loi est en vigueur depuis l'an-", b"n\xe9e 2020.", b"2/3")
    columns = b"\n".join(
        b"BT /F1 9 Tf 1 0 0 1 %d %d Tm (une ligne de la colonne) Tj ET" % (x, 700 - 12 * row)
        for row in range(12)
        for x in (50, 320)
    )
    notes = lines(b"Une loi", b"est en vigueur et") + b" BT /F1 6 Tf 1 0 0 1 95 745 Tm (1) Tj 1 0 0 1 57 60 Tm (1) Tj /F1 8 Tf 8 0 Td (Loi no 5) Tj ET"
    arrays = (
        b"q 1 0 0 1 10 10 cm BT /F1 12 Tf 14 TL 2 Tc 3 Tw 90 Tz 2 Ts 50 700 Td [(Un) -300 (e l) 20 (oi)] TJ T* (a) ' "
        b"1 2 (b) \" 10 -20 TD <0001> Tj ET Q /Artifact BMC BT /F1 9 Tf 0 1 -1 0 30 30 Tm (page) Tj ET EMC /X1 Do"
    )
    wide = b"BT /F1 11 Tf 1 0 0 1 57 740 Tm <00010002004100420080> Tj ET"
    form = b"BT /F1 10 Tf 30 300 Td (Un cadre) Tj ET /X1 Do"
    for name, page, map_, font in (
        ("plain", plain, NARROW_MAP, SIMPLE),
        ("columns", columns, b"", SIMPLE),
        ("notes", notes, b"", SIMPLE),
        ("arrays", arrays, NARROW_MAP, SIMPLE),
        ("wide", wide, MAP, WIDE),
    ):
        seed("pdf", name, BETWEEN.join([page, map_, font, form]))
    seed("pdf", "file-with-table", pdf_with_table(plain))
    seed("pdf", "file-with-streams", pdf_with_streams(plain))


shutil.rmtree(SEEDS, ignore_errors=True)
for make in (text, html, docx, odt, pdf):
    make()
