"""PDF files made to do harm. `bounds.py` has them read."""

import io
import random
import struct
import zlib

from bounds_files import SIZE, case, fill


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
