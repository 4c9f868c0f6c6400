"""Makes files of up to 20 MB that do harm to careless readers, and holds `lacuna read` to its bounds on each.

    bounds.py LACUNA [WORD]

Each is read, or refused with one message, within 10 seconds of the processor and 512 MB. With WORD, only cases whose name has it. With
ALL=1 in the environment, the figures of every file.
"""

import io
import multiprocessing
import os
import random
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

SECONDS = 10.0
MEGABYTES = 512
SIZE = 20_000_000
ROOT = os.path.join(os.path.dirname(__file__), "..")

CASES = {}


def case(ending):
    def add(function):
        CASES[f"{function.__name__}.{ending}"] = function
        return function

    return add


def fill(piece, size=SIZE):
    """The piece, over and over, to this many bytes."""
    piece = piece.encode() if isinstance(piece, str) else piece
    return piece * (size // len(piece))


def noise(size=SIZE):
    return random.Random(1).randbytes(size)


def sample(ending):
    with open(os.path.join(ROOT, "data/samples/formats/valdorie-6.fr." + ending), "rb") as file:
        return file.read()


# -- Text ---------------------------------------------------------------------------------------------------------


@case("txt")
def one_line():
    return fill("Une loi est en cours d’élaboration, aucune modification n’est envisagée; ")


@case("txt")
def one_word():
    return fill("é")


@case("txt")
def many_lines():
    return fill("a\n")


@case("txt")
def only_line_breaks():
    return fill("\n") + b"a"


@case("txt")
def many_labels():
    return fill("1. a)\n")


@case("txt")
def guessed_encoding():
    return fill("Une loi a été adoptée.\n".encode("latin-1"))


@case("txt")
def utf_16():
    return fill("Une loi a été adoptée.\n".encode("utf-16-le"))


@case("txt")
def control_characters():
    return fill(bytes(range(1, 32)))


@case("txt")
def combining_marks():
    return b"a" + fill("\u0301")


@case("txt")
def labels_within_the_bound():
    return fill("\t\t1. a)\n\n\tOui.\n\n", 5_000_000)


@case("txt")
def parentheses_within_the_bound():
    return b"\t\t1. a)\n\n\t" + fill("a(b", 5_000_000)


for name in ("txt", "docx", "odt", "html", "pdf"):
    CASES[f"noise.{name}"] = noise
CASES["noise_after_the_sign.docx"] = lambda: b"PK\x03\x04" + noise()
CASES["noise_after_the_sign.pdf"] = lambda: b"%PDF-1.7\n" + noise()
CASES["noise_after_the_sign.html"] = lambda: b"<html>" + noise()
CASES["nothing.docx"] = lambda: b""
CASES["zeros.pdf"] = lambda: bytes(SIZE)

# -- Damaged files ------------------------------------------------------------------------------------------------

for name in ("docx", "numbered.docx", "odt", "html", "pdf"):
    whole = sample(name)
    for share in (10, 50, 90, 99):
        CASES[f"cut_at_{share}_percent.{name}"] = lambda whole=whole, share=share: whole[: len(whole) * share // 100]

    def damaged(whole=whole):
        random_bytes = random.Random(2)
        damaged = bytearray(whole)
        for _ in range(len(whole) // 1000):
            damaged[random_bytes.randrange(len(whole))] = random_bytes.randrange(256)
        return bytes(damaged)

    CASES[f"one_byte_in_a_thousand_changed.{name}"] = damaged
    CASES[f"noise_at_the_end.{name}"] = lambda whole=whole: whole + noise(SIZE - len(whole))
for name, lie in (("docx", "pdf"), ("pdf", "txt"), ("odt", "docx"), ("html", "docx")):
    CASES[f"really_{name}.{lie}"] = lambda name=name: sample(name)

# -- ZIP and XML --------------------------------------------------------------------------------------------------


def archive(parts, kind=zipfile.ZIP_DEFLATED):
    """An archive of these parts; one part is a list of pieces or bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind, compresslevel=1) as file:
        for name, content in parts.items():
            with file.open(name, "w", force_zip64=False) as part:
                for piece in content if isinstance(content, list) else [content]:
                    part.write(piece)
    return buffer.getvalue()


WORD = b'<w:document xmlns:w="w"><w:body>'
WORD_END = b"</w:body></w:document>"
ODT = (
    b'<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s">'
    b"<office:body><office:text>"
)
ODT_END = b"</office:text></office:body></office:document-content>"


def docx(body, kind=zipfile.ZIP_DEFLATED, **parts):
    others = {f"word/{name}.xml": content for name, content in parts.items()}
    body = body if isinstance(body, list) else [body]
    return archive({"word/document.xml": [WORD, *body, WORD_END], **others}, kind)


def odt(body, before=b"", **parts):
    others = {f"{name}.xml": content for name, content in parts.items()}
    return archive(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": [before + ODT, body, ODT_END], **others}
    )


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


@case("docx")
def bomb_of_a_gigabyte():
    return docx([paragraph("a" * 1_000_000)] * 1000)


@case("docx")
def bomb_of_notes():
    note = b'<w:footnotes xmlns:w="w">' + b'<w:footnote w:id="1">' + paragraph("a" * 60_000_000) + b"</w:footnote></w:footnotes>"
    return docx(paragraph("a"), footnotes=note, endnotes=note.replace(b"footnote", b"endnote"))


@case("docx")
def bomb_of_styles():
    return docx(paragraph("a"), styles=[b"<w:styles>"] + [b" " * 1_000_000] * 500 + [b"</w:styles>"])


@case("docx")
def nested_archives():
    inner = docx(paragraph("a" * 10_000_000))
    for _ in range(5):
        inner = archive({f"{at}.docx": inner for at in range(10)})
    return inner


@case("docx")
def many_entries():
    """As many entries as 20 MB hold, all of no bytes."""
    buffer, directory = io.BytesIO(), io.BytesIO()
    count = 0
    while buffer.tell() + directory.tell() < SIZE:
        name = b"%x" % count
        offset = buffer.tell()
        about = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0)
        buffer.write(b"PK\x03\x04" + about + name)
        directory.write(b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name)
        count += 1
    start = buffer.tell()
    buffer.write(directory.getvalue())
    end = buffer.tell()
    buffer.write(b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, end - start, start))
    buffer.write(b"PK\x06\x07" + struct.pack("<IQI", 0, end, 1))
    buffer.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0))
    return buffer.getvalue()


@case("docx")
def overlapping_entries():
    """Every entry of the directory is the same 10 MB of zeros."""
    name = b"word/document.xml"
    deflated = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = deflated.compress(bytes(10_000_000)) + deflated.flush()
    about = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, zlib.crc32(bytes(10_000_000)), len(data), 10_000_000, len(name), 0)
    start = b"PK\x03\x04" + about + name + data
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    directory = entry * 60_000
    return start + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 60_000, 60_000, len(directory), len(start), 0)


@case("docx")
def huge_stored_part():
    return docx(fill(paragraph("La loi a été adoptée.")), zipfile.ZIP_STORED)


@case("docx")
def one_paragraph():
    return docx(b"<w:p><w:r><w:t>" + fill("mot ") + b"</w:t></w:r></w:p>")


@case("docx")
def one_unclosed_tag():
    return docx(b"<w:p " + fill("a"))


@case("docx")
def a_million_attributes():
    return docx(b"<w:p " + fill('a="b" ', 60_000_000) + b"/>")


@case("docx")
def a_million_entities():
    before = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return archive({"word/document.xml": [before + WORD, paragraph("&b;" * 5_000_000), WORD_END]})


@case("docx")
def a_million_definitions_of_entities():
    before = b"<!DOCTYPE a [" + b"".join(b'<!ENTITY e%d "&e%d;&e%d;">' % (at + 1, at, at) for at in range(1_000_000))
    return archive({"word/document.xml": [before + b"]>" + WORD, paragraph("&e1000000;"), WORD_END]})


@case("docx")
def character_references():
    return docx(paragraph("&#97;" * 10_000_000))


@case("docx")
def deep():
    return docx(fill("<w:a>", 60_000_000))


@case("docx")
def deep_tables():
    return docx(b"<w:tbl><w:tr><w:tc>" * 80 + paragraph("a") + b"</w:tc></w:tr></w:tbl>" * 80)


@case("docx")
def cells():
    return docx([b"<w:tbl><w:tr>", fill(b"<w:tc>" + paragraph("a") + b"</w:tc>", 60_000_000), b"</w:tr></w:tbl>"])


@case("docx")
def empty_cells():
    return docx([b"<w:tbl><w:tr>", fill(b"<w:tc/>", 60_000_000), b"</w:tr></w:tbl>"])


@case("docx")
def rows():
    row = b"<w:tr><w:tc>" + paragraph("a") + b"</w:tc><w:tc>" + paragraph("b") + b"</w:tc></w:tr>"
    return docx([b"<w:tbl>", fill(row, 60_000_000), b"</w:tbl>"])


@case("docx")
def paragraphs_in_one_cell():
    return docx([b"<w:tbl><w:tr><w:tc>", fill(paragraph("a"), 60_000_000), b"</w:tc></w:tr></w:tbl>"])


@case("docx")
def short_paragraphs():
    return docx(fill("<w:p><w:t>a</w:t></w:p>", 60_000_000))


@case("docx")
def empty_paragraphs():
    return docx(fill("<w:p/>", 60_000_000))


@case("docx")
def paragraphs_in_paragraphs():
    return docx(b"<w:p>" * 250 + fill("<w:p><w:t>a</w:t></w:p>", 30_000_000) + b"</w:p>" * 250)


@case("docx")
def long_number():
    """A number of 20 MB before every paragraph, also where a table holds them back."""
    numbering = (
        b'<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1'
        + b"a" * 20_000_000
        + b'"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    item = b'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    return docx([b"<w:tbl><w:tr><w:tc>", item * 100_000, b"</w:tc></w:tr></w:tbl>"], numbering=numbering)


@case("docx")
def many_lists():
    """Every list points to the one of a style, and each paragraph is in a list."""
    numbering = b"".join(
        b'<w:abstractNum w:abstractNumId="%d"><w:numStyleLink w:val="x"/></w:abstractNum><w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>'
        % (at, at, at)
        for at in range(150_000)
    )
    items = b"".join(
        b'<w:p><w:pPr><w:numPr><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>' % at
        for at in range(150_000)
    )
    return docx(items, numbering=b"<w:numbering>" + numbering + b"</w:numbering>")


@case("docx")
def many_levels():
    """A list of a million levels, looked up by style for every paragraph."""
    levels = b"".join(b'<w:lvl w:ilvl="%d"><w:pStyle w:val="s"/></w:lvl>' % at for at in range(700_000))
    numbering = (
        b'<w:numbering><w:abstractNum w:abstractNumId="1">'
        + levels
        + b'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    styles = b'<w:styles><w:style w:type="paragraph" w:styleId="t"><w:numPr><w:numId w:val="1"/></w:numPr></w:style></w:styles>'
    return docx(
        fill('<w:p><w:pPr><w:pStyle w:val="t"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', 30_000_000),
        numbering=numbering,
        styles=styles,
    )


@case("docx")
def many_notes():
    notes = b"".join(b'<w:footnote w:id="%d">%b</w:footnote>' % (at, paragraph("a")) for at in range(800_000))
    body = b"".join(b'<w:p><w:r><w:footnoteReference w:id="%d"/></w:r></w:p>' % at for at in range(400_000))
    return docx(body, footnotes=b'<w:footnotes xmlns:w="w">' + notes + b"</w:footnotes>")


@case("docx")
def one_note_referred_to_over_and_over():
    notes = b'<w:footnotes xmlns:w="w"><w:footnote w:id="1">' + paragraph("a") + b"</w:footnote></w:footnotes>"
    return docx(b"<w:p><w:r>" + fill('<w:footnoteReference w:id="1"/>', 60_000_000) + b"<w:t>a</w:t></w:r></w:p>", footnotes=notes)


@case("docx")
def deleted_paragraph_marks():
    return docx(fill("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", 60_000_000))


@case("docx")
def wrong_letters():
    return docx(b"<w:p><w:r><w:t>" + fill(b"\xff", 60_000_000) + b"</w:t></w:r></w:p>")


@case("docx")
def a_loop_of_styles():
    styles = b"".join(
        b'<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>' % (at, (at + 1) % 300_000)
        for at in range(300_000)
    )
    items = b"".join(
        b'<w:p><w:pPr><w:pStyle w:val="s%d"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>' % at for at in range(300_000)
    )
    return docx(items, styles=b"<w:styles>" + styles + b"</w:styles>")


@case("odt")
def gaps():
    return odt(b"<text:p>" + fill('<text:s text:c="99"/>', 60_000_000) + b"a</text:p>")


@case("odt")
def spans():
    return odt(b"<text:p>" + fill("<text:span>a</text:span>", 60_000_000) + b"</text:p>")


@case("odt")
def notes():
    return odt(fill("<text:p>a<text:note><text:note-body><text:p>b</text:p></text:note-body></text:note></text:p>", 60_000_000))


@case("odt")
def notes_without_end():
    return odt(fill("<text:note>", 60_000_000))


@case("odt")
def table_cells():
    return odt(b"<table:table><table:table-row>" + fill("<table:table-cell><text:p>a</text:p></table:table-cell>", 60_000_000) + b"</table:table-row></table:table>")


@case("odt")
def long_prefix():
    styles = (
        b'<s><text:list-style style:name="l"><text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="'
        + b"a" * 20_000_000
        + b'"/></text:list-style></s>'
    )
    items = b"<text:list-item><text:p>a</text:p></text:list-item>" * 100_000
    table = b"<table:table><table:table-row><table:table-cell>%b</table:table-cell></table:table-row></table:table>"
    return odt(table % (b'<text:list text:style-name="l">' + items + b"</text:list>"), styles=styles)


@case("odt")
def bomb():
    return odt(fill("<text:p>a</text:p>", 400_000_000))


@case("odt")
def styles():
    names = b"".join(b'<style:style style:name="s%d" style:parent-style-name="s%d"/>' % (at, at + 1) for at in range(800_000))
    items = b"".join(b'<text:p text:style-name="s%d">a</text:p>' % at for at in range(800_000))
    return odt(items, styles=b"<s>" + names + b"</s>")


# -- Web pages ----------------------------------------------------------------------------------------------------


def page(piece, size=SIZE):
    return b"<html>" + fill(piece, size)


@case("html")
def unclosed_divisions():
    return page("<div>")


@case("html")
def unclosed_words():
    return page("<b>a")


@case("html")
def unclosed_tables():
    return page("<table><tr><td>")


@case("html")
def unclosed_cells():
    return b"<html><table><tr>" + fill("<td>a")


@case("html")
def bare_cells():
    return b"<html><table><tr>" + fill("<td>")


@case("html")
def unclosed_lists():
    return page("<ol><li>a")


@case("html")
def end_tags():
    return page("</p>")


@case("html")
def strange_names():
    return page("<a%s>" % ("b" * 1000))


@case("html")
def one_tag():
    return b"<html><p " + fill("a")


@case("html")
def attributes_of_one_tag():
    return b"<html><p " + b" ".join(b"a%d=b" % at for at in range(2_000_000)) + b">a"


@case("html")
def one_comment():
    return b"<html><!--" + fill("-")


@case("html")
def entities():
    return page("&amp;")


@case("html")
def entities_without_end():
    return page("&CounterClockwiseContourIntegra")


@case("html")
def links_to_notes():
    return b"<html><p>" + b"".join(b'<a href="#n%d">1</a>' % at for at in range(800_000))


@case("html")
def notes_in_notes():
    links = b"".join(b'<a href="#n%d">1</a>' % at for at in range(300_000))
    return b"<html><p>" + links + b"".join(b'<p><a id="n%d">1</a>' % at for at in range(300_000))


@case("html")
def spaces():
    return page(" \n\t ")


@case("html")
def line_breaks():
    return page("<br>")


@case("html")
def hidden():
    return b"<html>" + fill('<p hidden="">')


@case("html")
def preformatted():
    return b"<html><pre>" + fill("a\n")


# -- PDF ----------------------------------------------------------------------------------------------------------


def stream(content, entries=b"", flate=False):
    if flate:
        content, entries = zlib.compress(content, 1), entries + b" /Filter /FlateDecode"
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(content), content)


def pdf(objects, trailer=b""):
    """A file of these objects, numbered from 1; the first is the catalogue."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.5\n")
    for at, body in enumerate(objects):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (at + 1, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def drawing(content, flate=False, resources=b"/Font << /F1 5 0 R >>", more=()):
    """A file of one page that draws this."""
    about = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << %b >> >>" % resources
    tree = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return pdf([CATALOGUE, tree, about, stream(content, flate=flate), FONT, *more])


@case("pdf")
def loop_of_pages():
    return pdf([CATALOGUE, b"<< /Type /Pages /Count 1000000 /Kids [2 0 R 2 0 R 3 0 R] >>", b"<< /Type /Pages /Kids [2 0 R 3 0 R] >>"])


@case("pdf")
def tree_of_the_same_pages():
    """Each level names the next twice: 2 to the power of 60 pages."""
    levels = [b"<< /Type /Pages /Kids [%d 0 R %d 0 R] >>" % (at + 3, at + 3) for at in range(60)]
    return pdf([CATALOGUE, *levels, b"<< /Type /Page >>"])


@case("pdf")
def deep_tree_of_pages():
    return pdf([CATALOGUE, *[b"<< /Type /Pages /Kids [%d 0 R] >>" % (at + 3) for at in range(200_000)], b"<< /Type /Page >>"])


@case("pdf")
def many_pages():
    kids = b" ".join(b"%d 0 R" % (at + 3) for at in range(250_000))
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids [%b] >>" % kids, *[b"<< /Type /Page /Parent 2 0 R >>"] * 250_000])


@case("pdf")
def pages_that_draw_the_same():
    kids = b" ".join(b"%d 0 R" % (at + 5) for at in range(4_999))
    about = b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
    content = stream(b"BT /F1 10 Tf " + b"1 0 0 1 50 700 Tm (a) Tj " * 2000 + b"ET", flate=True)
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids [%b] >>" % kids, content, FONT, *[about] * 4_999])


@case("pdf")
def many_objects():
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids [] >>", *[b"1"] * 500_000])


@case("pdf")
def objects_without_a_table():
    return b"%PDF-1.4\n" + fill("1 0 obj\n<<>>\nendobj\n")


@case("pdf")
def deep_arrays():
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids %b >>" % fill("[")])


@case("pdf")
def deep_dictionaries():
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids %b >>" % fill("<</a")])


@case("pdf")
def one_array():
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids [%b] >>" % fill("1 ")])


@case("pdf")
def one_string():
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids (%b) >>" % fill("(")])


@case("pdf")
def great_content():
    return drawing(b"BT /F1 10 Tf " + fill("1 0 0 1 50 700 Tm (Une loi) Tj ") + b"ET")


@case("pdf")
def content_of_a_great_ratio():
    return drawing(b"BT /F1 10 Tf " + fill("1 0 0 1 50 700 Tm (Une loi) Tj ", 200_000_000) + b"ET", flate=True)


@case("pdf")
def content_within_the_bound():
    return drawing(b"BT /F1 10 Tf " + fill("1 0 0 1 50 700 Tm (a) Tj ", 30_000_000) + b"ET", flate=True)


@case("pdf")
def one_operation():
    return drawing(fill("1 ", 30_000_000) + b"Tj", flate=True)


@case("pdf")
def deep_content():
    return drawing(fill("[", 30_000_000) + b"Tj", flate=True)


@case("pdf")
def one_string_shown():
    return drawing(b"BT /F1 10 Tf (" + fill("mot ", 30_000_000) + b") Tj ET", flate=True)


@case("pdf")
def saved_states():
    return drawing(fill("q ", 30_000_000), flate=True)


@case("pdf")
def marked_content():
    return drawing(fill("/A BMC BT (a) Tj ET ", 30_000_000), flate=True)


@case("pdf")
def many_streams():
    """A hundred contents of one page, each of 30 MB."""
    contents = b" ".join([b"4 0 R"] * 100)
    about = b"<< /Type /Page /Parent 2 0 R /Contents [%b] /Resources << >> >>" % contents
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] >>", about, stream(bytes(30_000_000), flate=True)])


@case("pdf")
def contents_named_over_and_over():
    contents = fill("4 0 R ")
    about = b"<< /Type /Page /Parent 2 0 R /Contents [%b] /Resources << >> >>" % contents
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] >>", about, stream(b" " * 1000, flate=True)])


@case("pdf")
def a_form_that_draws_itself():
    form = stream(b"/X1 Do " * 100, b"/Type /XObject /Subtype /Form /Resources << /XObject << /X1 6 0 R >> >>")
    return drawing(b"/X1 Do", resources=b"/XObject << /X1 6 0 R >>", more=[form])


@case("pdf")
def forms_of_a_great_ratio():
    form = stream(fill("( ) Tj ", 30_000_000), b"/Type /XObject /Subtype /Form", flate=True)
    return drawing(b"/X1 Do " * 1_000_000, resources=b"/XObject << /X1 6 0 R >>", more=[form])


@case("pdf")
def fonts():
    """Every piece is in another font, each with a great map."""
    map_ = stream(b"1 beginbfrange <0000> <ffff> <0000> endbfrange ", flate=True)
    count = 20_000
    names = b" ".join(b"/F%d %d 0 R" % (at, at + 7) for at in range(count))
    font = b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< /W [0 65535 500] >>] >>"
    content = b"BT " + b"".join(b"/F%d 1 Tf <00410042> Tj " % at for at in range(count)) + b"ET"
    return drawing(content, resources=b"/Font << %b >>" % names, more=[map_, *[font] * count])


@case("pdf")
def a_great_map():
    map_ = stream(b"1 begincmap 100 beginbfrange " + fill("<0000> <ffff> <0041> ", 4_000_000) + b"endbfrange", flate=True)
    font = b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< >>] >>"
    return drawing(b"BT /F1 10 Tf <00410042> Tj ET", resources=b"/Font << /F1 7 0 R >>", more=[map_, font])


@case("pdf")
def widths():
    font = b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /W [%b] >>] >>"
    return drawing(b"BT /F1 10 Tf (a) Tj ET", resources=b"/Font << /F1 6 0 R >>", more=[font % fill("0 65535 1 0 65535 2 ")])


@case("pdf")
def tables_in_a_loop():
    return b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R /Prev 48 >>\nstartxref\n48\n%%EOF\n"


@case("pdf")
def a_chain_of_tables():
    out, last = io.BytesIO(b"%PDF-1.4\n"), None
    out.seek(0, 2)
    while out.tell() < SIZE:
        start = out.tell()
        prev = b"" if last is None else b"/Prev %d" % last
        out.write(b"xref\n0 0\ntrailer\n<< /Size 2 /Root 1 0 R %b >>\n" % prev)
        last = start
    out.write(b"startxref\n%d\n%%%%EOF\n" % last)
    return out.getvalue()


@case("pdf")
def a_great_table():
    return b"%PDF-1.4\nxref\n0 4000000000\n" + fill("0000000000 65535 f \n") + b"trailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def streamed(objects, table, size):
    """A file whose table is a stream; object 4 is that table."""
    out, places = io.BytesIO(), {}
    out.write(b"%PDF-1.5\n")
    for at, body in objects.items():
        places[at] = out.tell()
        out.write(b"%d 0 obj\n%b\nendobj\n" % (at, body))
    start = out.tell()
    out.write(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (size, table(places, start), start))
    return out.getvalue()


@case("pdf")
def a_table_of_a_great_ratio():
    about = b"/Type /XRef /Size 20000000 /W [1 4 2] /Root 1 0 R"
    return streamed({1: CATALOGUE}, lambda places, start: stream(fill(b"\x01\0\0\0\x09\0\0", 400_000_000), about, True), 9)


@case("pdf")
def a_table_of_free_entries():
    about = b"/Type /XRef /Size 4000000 /W [1 1 1] /Root 1 0 R"
    return streamed({1: CATALOGUE}, lambda places, start: stream(bytes(12_000_000), about, True), 9)


def packed(streams):
    """A file with these streams of packed objects, each a pair of count and content."""
    objects = {1: CATALOGUE, 2: b"<< /Type /Pages /Kids [] >>"}
    for at, (count, first, content) in enumerate(streams):
        objects[at + 3] = stream(content, b"/Type /ObjStm /N %d /First %d" % (count, first), True)

    def table(places, start):
        entries = b"".join(b"\1" + struct.pack(">IH", place, 0) for place in places.values())
        entries += b"".join(b"\2" + struct.pack(">IH", at + 3, 0) for at in range(len(streams)))
        about = b"/Type /XRef /Size %d /W [1 4 2] /Index [1 %d %d %d] /Root 1 0 R" % (
            100_000_000, len(places), 50_000_000, len(streams))
        return stream(entries, about, True)

    return streamed(objects, table, len(objects) + 1)


@case("pdf")
def packed_objects():
    """One stream of two million objects."""
    count = 1_500_000
    head = b"".join(b"%d %d " % (at + 100, at * 2) for at in range(count))
    return packed([(count, len(head), head + b"1 " * count)])


@case("pdf")
def packed_objects_of_a_great_ratio():
    """Two hundred streams that unpack to 30 MB each."""
    content = b"100 0 " + b"[" + fill("0 ", 30_000_000) + b"]"
    return packed([(1, 6, content)] * 200)


@case("pdf")
def packed_objects_at_one_place():
    """Each of half a million numbers names the same great array."""
    head = b"".join(b"%d 0 " % (at + 100) for at in range(400_000))
    return packed([(400_000, len(head), head + b"[" + b"1 " * 500_000 + b"]")])


@case("pdf")
def a_table_that_names_one_object_over_and_over():
    great = b"3 0 obj\n(" + b"a" * 10_000_000 + b")\nendobj\n"
    table = b"xref\n0 400000\n" + b"0000000009 00000 n \n" * 400_000
    return b"%PDF-1.4\n" + great + table + b"trailer\n<< /Size 400000 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (9 + len(great))


@case("pdf")
def a_stream_of_a_table_that_names_one_object_over_and_over():
    great = stream(b"a" * 5_000_000)
    about = b"/Type /XRef /Size 1000000 /W [1 4 2] /Root 1 0 R"
    return streamed(
        {1: great, 2: CATALOGUE},
        lambda places, start: stream((b"\1" + struct.pack(">IH", places[1], 0)) * 1_000_000, about, True),
        9,
    )


@case("pdf")
def objects_inside_objects():
    return b"%PDF-1.4\n" + fill("1 0 obj (")


@case("pdf")
def streams_without_end():
    return b"%PDF-1.4\n" + fill("1 0 obj <</Type/ObjStm>> stream\n")


@case("pdf")
def objects_hidden_in_a_stream():
    """An array that only the table finds."""
    hidden = b"7 0 obj [" + b"1 " * 9_000_000 + b"]\nendobj\n"
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids 7 0 R >>", stream(hidden)])


@case("pdf")
def packed_into_itself():
    about = b"/Type /ObjStm /N 1 /First 4 /Extends 3 0 R"
    return streamed(
        {1: CATALOGUE, 3: stream(b"3 0 << >>", about)},
        lambda places, start: stream(
            b"\1" + struct.pack(">IH", places[1], 0) + b"\2" + struct.pack(">IH", 3, 0) * 2 + b"\2" + struct.pack(">IH", 3, 0),
            b"/Type /XRef /Size 5 /W [1 4 2] /Index [1 3] /Root 1 0 R",
        ),
        4,
    )


@case("pdf")
def a_length_that_is_its_own():
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] >>", b"<< /Type /Page /Contents 4 0 R >>", b"<< /Length 4 0 R >>\nstream\na\nendstream"])


@case("pdf")
def a_reference_to_itself():
    return pdf([CATALOGUE, b"2 0 R", b"<< /Type /Page /Contents 4 0 R >>", b"4 0 R"])


@case("pdf")
def filters_upon_filters():
    content = bytes(1_000_000)
    for _ in range(100):
        content = zlib.compress(content)
    entries = b"/Filter [%b]" % (b"/FlateDecode " * 100)
    about = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] >>", about, stream(content, entries)])


@case("pdf")
def a_bomb_upon_a_bomb():
    content = zlib.compress(zlib.compress(bytes(500_000_000), 9), 9)
    entries = b"/Filter [/FlateDecode /FlateDecode]"
    about = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] >>", about, stream(content, entries)])


@case("pdf")
def predictors():
    content = zlib.compress(bytes(30_000_000), 9)
    entries = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 1 /Colors 1 >>"
    about = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] >>", about, stream(content, entries)])


@case("pdf")
def inline_images():
    return drawing(fill("BI /W 1 ID a EI ", 30_000_000), flate=True)


@case("pdf")
def small_pieces_all_over():
    places = random.Random(3)
    content = b"".join(
        b"BT /F1 %d Tf %d %d Td (%d) Tj ET " % (places.choice((5, 10)), places.randrange(600), places.randrange(800), at)
        for at in range(150_000)
    )
    return drawing(content)


@case("pdf")
def small_marks_between_lines():
    """Marks that belong to no line, each pushed in between the lines before."""
    lines = b"".join(b"BT /F1 10 Tf 1 0 0 1 50 %d Tm (Une loi est en vigueur.) Tj ET " % (20 * at) for at in range(30_000))
    marks = b"".join(b"BT /F1 4 Tf 1 0 0 1 50 %d.5 Tm (1) Tj ET " % (20 * at + 12) for at in range(90_000))
    return drawing(lines + marks)


# -- Running ------------------------------------------------------------------------------------------------------


def bounds(lacuna, path):
    """Seconds, megabytes, what went wrong."""
    with tempfile.NamedTemporaryFile() as figures, open(os.devnull, "wb") as nothing:
        command = ["/usr/bin/time", "-q", "-o", figures.name, "-f", "%U %S %M", "timeout", "60", lacuna, "read", path]
        run = subprocess.run(command, stdout=nothing, stderr=subprocess.PIPE)
        user, system, kilobytes = open(figures.name).read().split()[-3:]
    # Time of the processor, which other programs on the machine do not change; there is one thread, which never waits.
    seconds, megabytes = round(float(user) + float(system), 2), int(kilobytes) / 1024
    message = run.stderr.decode(errors="replace").strip()
    wrong = []
    if run.returncode not in (0, 2):
        wrong.append(f"exit code {run.returncode}")
    if run.returncode == 2 and (message.count("\n") > 0 or os.path.basename(path) not in message):
        wrong.append("not one message that names the file")
    if seconds > SECONDS:
        wrong.append(f"more than {SECONDS:.0f} s")
    if megabytes > MEGABYTES:
        wrong.append(f"more than {MEGABYTES} MB")
    return seconds, megabytes, run.returncode, message, wrong


def run(name):
    """Makes a file and reads it: the line that tells, whether it is beyond the bounds, and its figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(CASES[name]())
        size = os.path.getsize(path) / 1e6
        seconds, megabytes, code, message, wrong = bounds(sys.argv[1], path)
    said = message.split(folder)[-1][:150] if code else ""
    line = f"{size:5.1f} MB {seconds:5.2f} s {megabytes:4.0f} MB {code} {name} {'; '.join(wrong)} {said}"
    return line, bool(wrong), (seconds, name), (megabytes, name)


def main():
    word = (sys.argv[2:] or [""])[0]
    chosen = [name for name in CASES if word in name]
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        results = []
        for result in pool.imap(run, chosen):
            results.append(result)
            if result[1] or os.environ.get("ALL"):
                print(result[0], flush=True)
    failed = sum(wrong for _, wrong, _, _ in results)
    (seconds, slowest), (megabytes, largest) = max(r[2] for r in results), max(r[3] for r in results)
    print(f"{len(chosen)} files, {failed} beyond the bounds; at most {seconds} s ({slowest}), {megabytes:.0f} MB ({largest})")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
