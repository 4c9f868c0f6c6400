"""Files made to do harm, of every kind but PDF. `bounds.py` has them read."""

import io
import os
import random
import struct
import zipfile
import zlib

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
