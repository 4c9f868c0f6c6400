"""Re-opens every format with a reader of its own and compares it with the JSON; then a reply as large as any."""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import docx
import jsonschema
import openpyxl
from playwright.sync_api import sync_playwright

options = argparse.ArgumentParser(description=__doc__)
options.add_argument("lacuna", help="the program")
options.add_argument("schema", help="the published JSON Schema of SARIF 2.1.0")
options.add_argument("real", nargs="?", help="a real reply in French, checked as the samples are")
options.add_argument("--small", action="store_true", help="without the very large reply")
options.add_argument("--axe", help="axe-core, to check pages for accessibility")
options.add_argument("--pictures", help="a folder for screenshots of the report")
OPTIONS = options.parse_args()
LACUNA = OPTIONS.lacuna
SAMPLES = ["data/samples/valdorie-6.fr.txt", "data/samples/valdorie-6.en.txt"]
ATTACK = "tests/fixtures/hostile/attack.en.txt"
passed = 0


def check(holds, what):
    global passed
    if not holds:
        sys.exit(f"outputs: failed: {what}")
    passed += 1


def write(file, out, *more):
    subprocess.run([LACUNA, "check", file, "-o", str(out), "--lang", "en" if ".en." in str(file) else "fr", *more], check=True)
    return out


def tables(path):
    """The cells of a Word file's tables, without their heading rows."""
    return [[cell.text for cell in row.cells] for table in docx.Document(path).tables for row in table.rows[1:]]


def word(file, folder, answers):
    path = write(file, folder / "a.docx", "--by", "article")
    document = docx.Document(path)
    rows = tables(path)
    check(len(rows) == len(answers), f"{file}: Word has one row an answer")
    headings = [p.text for p in document.paragraphs if p.style.name == "heading 1" or p.style.name == "Heading 1"]
    check(len(headings) >= len(document.tables) > 0, f"{file}: Word has a heading over each table")
    for table in document.tables:
        first = table.rows[0]._tr.trPr
        check(first is not None and "tblHeader" in first.xml, f"{file}: Word repeats the heading row")
    section = document.sections[0]
    check(section.page_width > section.page_height, f"{file}: Word is landscape")
    labels = sorted(row[0] for row in rows)
    check(labels == sorted(" ".join(a["label"].split()) for a in answers), f"{file}: Word has every label")
    return "\n".join(cell for row in rows for cell in row) + "\n".join(headings)


def workbook(file, folder, answers):
    path = write(file, folder / "a.xlsx")
    book = openpyxl.load_workbook(path)
    check(len(book.sheetnames) == 5, f"{file}: the workbook has five sheets")
    gaps, shown, measures, coverage, _ = book.worksheets
    check(gaps.max_row - 1 == shown.max_row - 1 == len(answers), f"{file}: a row an answer")
    check(measures.max_row - 1 == sum(len(a["measures"]) for a in answers), f"{file}: a row a measure")
    for sheet in (gaps, shown, measures, coverage):
        check(sheet.freeze_panes == "A2", f"{file}: {sheet.title} has a fixed head")
        check(sheet.auto_filter.ref == sheet.dimensions, f"{file}: {sheet.title} has filters over all rows")
        check(sheet["A2"].alignment.wrap_text, f"{file}: {sheet.title} wraps its text")
    # Excel fits rows to their text, LibreOffice takes them as they are told.
    for row in gaps.iter_rows(min_row=2):
        lines = max(len(str(cell.value or "").splitlines()) for cell in row)
        height = gaps.row_dimensions[row[0].row].height or 15
        check(height >= min(15 * lines, 409), f"{file}: row {row[0].row} has {lines} lines and {height} points")
    sheets = [zipfile.ZipFile(path).read(f"xl/worksheets/sheet{number}.xml") for number in range(1, 6)]
    check(not [sheet for sheet in sheets if b"customHeight" in sheet], f"{file}: rows grow with what is written into them")
    check([row[0].value for row in shown.iter_rows(min_row=2)] == [a["id"] for a in answers], f"{file}: ids in order")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    check(not [c for c in cells if c.data_type == "f" or c.hyperlink], f"{file}: no formula and no link")
    longest = max((cell.value for cell in cells if isinstance(cell.value, str)), key=len)
    check(len(longest) <= 32_767, f"{file}: no cell holds more than Excel can show")
    return "\n".join(str(cell.value) for cell in cells)


def records(file, folder, answers):
    path = write(file, folder / "a.csv")
    with open(path, newline="", encoding="utf-8") as lines:
        rows = list(csv.reader(lines, strict=True))
    check(len(rows) == len(answers) + 1 and len({len(row) for row in rows}) == 1, f"{file}: CSV has a row an answer")
    check(not [c for row in rows for c in row if c[:1] in "=+-@\t\r" and c], f"{file}: CSV has no formula")
    lines = write(file, folder / "a.jsonl").read_text(encoding="utf-8").splitlines()
    check(len([json.loads(line) for line in lines]) == sum(len(a["measures"]) for a in answers), f"{file}: JSON Lines")


def sarif(file, folder):
    log = json.loads(write(file, folder / "a.sarif").read_text(encoding="utf-8"))
    schema = json.loads(Path(OPTIONS.schema).read_text(encoding="utf-8"))
    wrong = [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(log)]
    check(not wrong, f"{file}: SARIF is valid by its schema: {wrong[:3]}")


def libre_office(folder, files):
    """LibreOffice opens each file and saves it again: nothing that a person sees is lost."""
    for ending in ("docx", "xlsx"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        names = [folder / Path(file).stem / f"a.{ending}" for file in files]
        for at, name in enumerate(names):
            shutil.copy(name, folder / f"{at}.{ending}")
        command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", folder / "again"]
        subprocess.run([*command, *[folder / f"{at}.{ending}" for at in range(len(names))]],
                       check=True, capture_output=True, timeout=300)
        for at, (file, name) in enumerate(zip(files, names)):
            again = folder / "again" / f"{at}.{ending}"
            check(again.exists(), f"{file}: LibreOffice opens {ending}")
            if ending == "docx":
                # LibreOffice marks what looks like an escape of a workbook when it saves a Word file.
                shown = [[cell.replace("_x005F_", "_") for cell in row] for row in tables(again)]
                check(shown == tables(name), f"{file}: LibreOffice shows every cell of the Word file")
                continue
            ours, theirs = openpyxl.load_workbook(name), openpyxl.load_workbook(again)
            check(ours.sheetnames == theirs.sheetnames, f"{file}: LibreOffice shows every sheet")
            for a, b in zip(ours.worksheets, theirs.worksheets):
                cells = lambda sheet: [value for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
                check(cells(a) == cells(b), f"{file}: LibreOffice shows every cell of {a.title}")
                # What is fixed belongs to the window, and without one LibreOffice does not save it.
                head = lambda sheet: (sheet.auto_filter.ref, sheet.print_title_rows)
                check(head(a) == head(b), f"{file}: LibreOffice keeps filters and head of {a.title}: {head(b)}")


def too_long(folder):
    """An answer of more words than a cell of Excel can hold is cut there, with a sign; Word has it whole."""
    reply = folder / "long.en.txt"
    reply.write_text("\t\tHealth\n\n\t\t1 (a)\n\n\t" + "A bill on health is being drafted. " * 2000 + "\n", encoding="utf-8")
    cells = [row[2].value for row in openpyxl.load_workbook(write(reply, folder / "long.xlsx")).worksheets[0].iter_rows(min_row=2)]
    check(len(cells[0]) == 32_767 and cells[0].endswith("…"), f"a cell is cut with a sign: {len(cells[0])}")
    check(tables(write(reply, folder / "long.docx"))[0][2].count("is being drafted") == 2000, "Word has every quotation")


def large(folder):
    """Nearly 5 MB of short answers: every format has them all, in seconds, and in a memory that any machine has."""
    reply, count, each = folder / "large.en.txt", 999 * 26, 4
    with open(reply, "w", encoding="utf-8") as out:
        out.write("\t\tReplies of Orsenne to the list of issues\n\n")
        for at in range(count):
            if at % 520 == 0:
                out.write(f"\t\tSection {at // 520 + 1}: Health\n\n")
            claims = "A bill on health is being drafted. " * each
            out.write(f"\t\t{at // 26 + 1} ({chr(97 + at % 26)})\n\n\t{claims.strip()}\n\n")
    rows = {
        "csv": lambda path: sum(1 for _ in csv.reader(open(path, newline="", encoding="utf-8"))) - 1,
        "jsonl": lambda path: sum(1 for _ in open(path, encoding="utf-8")),
        "md": lambda path: sum(line.startswith("|") for line in open(path, encoding="utf-8")) - 2,
        "json": lambda path: len(json.loads(path.read_text(encoding="utf-8"))["answers"]),
        "sarif": lambda path: len(json.loads(path.read_text(encoding="utf-8"))["runs"][0]["results"]),
        "html": lambda path: path.read_text(encoding="utf-8").count('<details class="answer"'),
        "xlsx": lambda path: zipfile.ZipFile(path).read("xl/worksheets/sheet2.xml").count(b"<row ") - 1,
        "docx": lambda path: zipfile.ZipFile(path).read("word/document.xml").count(b"<w:tr>") - 1,
    }
    said = []
    for ending, counted in rows.items():
        path, start = folder / f"large.{ending}", time.monotonic()
        child = subprocess.Popen([LACUNA, "check", str(reply), "--lang", "en", "-o", str(path)])
        _, status, used = os.wait4(child.pid, 0)
        took, memory = time.monotonic() - start, used.ru_maxrss // 1024
        said.append(f"{ending} {took:.1f} s {memory} MB")
        check(status == 0, f"{ending}: {count} answers are written")
        wanted = count * each if ending in ("jsonl", "sarif") else count
        check(counted(path) == wanted, f"{ending}: all {wanted} are there, not {counted(path)}")
        check(took < 90 and memory < 1024, f"{ending}: {count} answers took {took:.1f} s and {memory} MB")
        path.unlink()
    print(f"{count} answers, {reply.stat().st_size / 1e6:.1f} MB: {', '.join(said)}")


PAINT = """() => new Promise((done) => new PerformanceObserver((list) => {
  const [first] = list.getEntriesByName("first-contentful-paint");
  if (first) done(first.startTime);
}).observe({ type: "paint", buffered: true }))"""

CONTRAST = """() => {
  const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255];
  };
  const bad = [];
  for (const node of document.querySelectorAll("body *:not(script):not(svg *)")) {
    if (![...node.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    if (!node.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) bad.push(`${node.tagName}.${node.className}: ${ratio.toFixed(2)}`);
  }
  return [...new Set(bad)];
}"""


def act(tab, path, file, answers):
    """What a reader does with the page: filters, searches, sorts, opens, follows a link, looks at the graph, prints."""
    shown = lambda: tab.locator("details.answer:visible").count()
    for field, value, fits in (
        ("v", "mixed", lambda a: a["verdict"] == "mixed"),
        ("a", "12", lambda a: "12" in [x["id"] for x in a["articles"]]),
        ("t", "health", lambda a: "health" in [x["id"] for x in a["themes"]]),
        ("s", "planned", lambda a: "planned" in [m["status"] for m in a["measures"]]),
    ):
        tab.select_option(f"select[name={field}]", value)
        check(shown() == sum(map(fits, answers)) > 0, f"{file}: filter {field}={value}")
        tab.select_option(f"select[name={field}]", "")
    claiming = [answer for answer in answers if answer["measures"]]
    wanted = max(claiming[4]["measures"][0]["quote"].split(), key=len)
    tab.fill("input[name=q]", wanted.upper())
    check(0 < shown() < len(answers) or len(answers) == 1, f"{file}: search for {wanted}")
    tab.click("button[type=reset]")
    tab.wait_for_timeout(50)
    check(shown() == len(answers), f"{file}: all are shown again")
    tab.select_option("select[name=o]", "r")
    order = tab.eval_on_selector_all("details.answer", "rows => rows.map(row => Number(row.dataset.r))")
    check(order == sorted(order), f"{file}: sorted with the gaps first")
    tab.select_option("select[name=o]", "n")
    row = tab.locator(f"details.answer[id='{claiming[0]['id']}']")
    row.locator("summary").focus()
    tab.keyboard.press("Enter")
    check(row.get_attribute("open") is not None, f"{file}: a row opens with the keyboard")
    mark = row.locator("mark[data-rule]").first
    tab.keyboard.press("Tab")
    check(mark.evaluate("node => node === document.activeElement"), f"{file}: the next key leads to its first clause")
    tip = mark.evaluate("node => getComputedStyle(node, '::after').content")
    check(claiming[0]["measures"][0]["rule"] in tip, f"{file}: the rule behind a clause shows on focus: {tip}")
    last = answers[-1]["id"]
    tab.goto("about:blank")
    tab.goto(path.as_uri() + "#" + last)
    check(tab.evaluate("id => document.getElementById(id).open", last), f"{file}: a link to {last} opens it")
    tab.hover(".node[data-node='article:12']")
    check(tab.locator("svg.pick .line.on").count() > 0, f"{file}: the graph shows the lines of one node")
    tab.mouse.move(0, 0)
    tab.locator(".node[data-node='article:12']").focus()
    check(tab.locator("svg.pick .line.on").count() > 0, f"{file}: and so it does for the keyboard")
    is_open = "[...document.querySelectorAll('details')].filter(part => part.open).length"
    before = tab.evaluate(is_open)
    tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    check(tab.evaluate(is_open) == tab.locator("details").count(), f"{file}: everything is open on paper")
    tab.evaluate("window.dispatchEvent(new Event('afterprint'))")
    check(tab.evaluate(is_open) == before, f"{file}: and closed again")


def fits(tab, file):
    """Nothing runs out of the page or of a picture, at any width, in either direction of writing, or on paper."""
    for direction in ("ltr", "rtl"):
        tab.evaluate("direction => { document.documentElement.dir = direction }", direction)
        for width in (1366, 1280, 768, 390, 360):
            tab.set_viewport_size({"width": width, "height": 900})
            wide = tab.evaluate("document.documentElement.scrollWidth > innerWidth")
            check(not wide, f"{file}: nothing runs out of the page at {width} pixels, {direction}")
            cut = tab.evaluate("""() => [...document.querySelectorAll("svg:not(#graph svg)")].flatMap(svg => {
              const all = svg.getBoundingClientRect();
              return [...svg.querySelectorAll("text")].map(text => [text.getBoundingClientRect(), text.textContent])
                .filter(([box]) => box.width && (box.left < all.left - 1 || box.right > all.right + 1)).map(([, text]) => text);
            })""")
            check(not cut, f"{file}: no words are cut off in a picture at {width} pixels, {direction}: {cut[:3]}")
        if direction == "rtl":
            tab.set_viewport_size({"width": 1280, "height": 900})
            x = lambda selector: tab.locator(f"details.answer summary {selector}").first.bounding_box()["x"]
            check(x(".id") > x(".badge") > x(".claim") > x(".meta"), f"{file}: the table runs from right to left")
    tab.evaluate("document.documentElement.dir = 'ltr'")
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 680, "height": 960})
    check(not tab.evaluate("document.documentElement.scrollWidth > innerWidth"), f"{file}: it fits on A4")
    tall = tab.evaluate("Math.max(...[...document.querySelectorAll('svg:not(#graph svg)')].map(svg => svg.clientHeight))")
    check(tall < 500, f"{file}: no picture is higher than half a page: {tall}")
    check(not tab.locator("#filters:visible, nav:visible").count(), f"{file}: nothing to click on is printed")
    tab.emulate_media(media="screen")


def accessible(browser, path, file):
    """What axe-core finds wrong with the page, in light and in dark, at a desk and on a phone."""
    for scheme, width in (("light", 1366), ("dark", 390)):
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
        tab = context.new_page()
        tab.goto(path.as_uri())
        tab.add_script_tag(path=OPTIONS.axe)
        tab.evaluate("[...document.querySelectorAll('details')].slice(0, 12).forEach(row => { row.open = true })")
        found = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
        wrong = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
        check(not wrong, f"{file}: accessible, {scheme}, {width} pixels: {wrong}")
        context.close()


def page(browser, file, folder, answers):
    path = write(file, folder / "a.html")
    check(path.stat().st_size < 1_500_000, f"{file}: the page is under 1.5 MB")
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
        tab = context.new_page()
        asked, said = [], []
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        tab.goto(path.as_uri())
        paint = tab.evaluate(PAINT)
        check(paint < 1000, f"{file}: first paint after {paint:.0f} ms")
        print(f"{Path(file).name}, {scheme}: {path.stat().st_size / 1e6:.2f} MB, first paint after {paint:.0f} ms")
        shown = tab.locator("details.answer:visible").count()
        check(shown == len(answers), f"{file}: every answer is shown")
        if file != ATTACK:
            act(tab, path, file, answers)
        tab.evaluate("document.querySelectorAll('details').forEach(row => { row.open = true })")
        bad = tab.evaluate(CONTRAST)
        check(not bad, f"{file} {scheme}: too little contrast: {bad[:5]}")
        fits(tab, file)
        if OPTIONS.pictures:
            for width in (390, 1366):
                tab.set_viewport_size({"width": width, "height": 900})
                tab.screenshot(path=str(Path(OPTIONS.pictures) / f"{Path(file).stem}-{scheme}-{width}.png"))
        check(not [url for url in asked if not url.startswith(("file:", "about:"))], f"{file}: no request: {asked}")
        check(not said, f"{file}: nothing on the console: {said}")
        check("alert" not in tab.title() or "<script>" in tab.title(), f"{file}: the title is text")
        context.close()
    if OPTIONS.axe and file != ATTACK:
        accessible(browser, path, file)
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(path.as_uri() + "#" + answers[-1]["id"])
    check(tab.locator("details.answer").count() == len(answers), f"{file}: all answers are there without scripts")
    check(tab.locator("details.answer:target .full").is_visible(), f"{file}: a link opens its answer without scripts")
    tab.locator("details.answer summary").first.click()
    check(tab.locator("details.answer").first.get_attribute("open") is not None, f"{file}: rows open without scripts")
    context.close()


def from_right_to_left(browser, folder):
    """Words of a document that is written from right to left are shown so."""
    reply = folder / "arabic.en.txt"
    reply.write_text("\t\tHealth\n\n\t\t1 (a)\n\n\tقانون الصحة was adopted in 2023.\n", encoding="utf-8")
    tab = browser.new_page()
    tab.goto(write(reply, folder / "arabic.html").as_uri())
    for part in (".claim", ".full > p:has(mark)"):
        way = tab.locator(f"details.answer {part}").first.evaluate("node => getComputedStyle(node).direction")
        check(way == "rtl", f"{part} of an Arabic reply runs from right to left")
    tab.close()


def main():
    files = [*SAMPLES, ATTACK, *([OPTIONS.real] if OPTIONS.real else [])]
    with sync_playwright() as play, tempfile.TemporaryDirectory() as name:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for file in files:
            folder = Path(name) / Path(file).stem
            folder.mkdir()
            answers = json.loads(write(file, folder / "a.json").read_text(encoding="utf-8"))["answers"]
            in_word, in_book = word(file, folder, answers), workbook(file, folder, answers)
            if file == ATTACK:
                for text in ("<script>alert(1)</script>", "</script><script>", '=HYPERLINK("http://evil.example/","click")'):
                    check(text in in_book, f"the workbook shows {text}")
                check("</script><script>" in in_word, "Word shows it")
            records(file, folder, answers)
            sarif(file, folder)
            page(browser, file, folder, answers)
        from_right_to_left(browser, Path(name))
        browser.close()
        too_long(Path(name))
        libre_office(Path(name), files)
        if not OPTIONS.small:
            large(Path(name))
    print(f"{passed} passed, 0 failed")


main()
