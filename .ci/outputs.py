"""Re-opens every format with a reader of its own and compares it with the JSON. Usage: outputs.py LACUNA SARIF-SCHEMA [FOLDER-FOR-PICTURES]"""

import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
import jsonschema
import openpyxl
from playwright.sync_api import sync_playwright

LACUNA = sys.argv[1]
SAMPLES = ["data/samples/valdorie-6.fr.txt", "data/samples/valdorie-6.en.txt"]
ATTACK = "tests/fixtures/hostile/attack.en.txt"
passed = 0


def check(holds, what):
    global passed
    if not holds:
        sys.exit(f"outputs: failed: {what}")
    passed += 1


def write(file, out, *more):
    subprocess.run([LACUNA, "check", file, "-o", str(out), "--lang", "en" if ".en." in file else "fr", *more], check=True)
    return out


def word(file, folder, answers):
    path = write(file, folder / "a.docx", "--by", "article")
    document = docx.Document(path)
    rows = [row.cells for table in document.tables for row in table.rows[1:]]
    check(len(rows) == len(answers), f"{file}: Word has one row an answer")
    headings = [p.text for p in document.paragraphs if p.style.name == "heading 1" or p.style.name == "Heading 1"]
    check(len(headings) >= len(document.tables) > 0, f"{file}: Word has a heading over each table")
    for table in document.tables:
        first = table.rows[0]._tr.trPr
        check(first is not None and "tblHeader" in first.xml, f"{file}: Word repeats the heading row")
    section = document.sections[0]
    check(section.page_width > section.page_height, f"{file}: Word is landscape")
    labels = sorted(row[0].text for row in rows)
    check(labels == sorted(" ".join(a["label"].split()) for a in answers), f"{file}: Word has every label")
    return "\n".join(cell.text for row in rows for cell in row) + "\n".join(headings)


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
    check([row[0].value for row in shown.iter_rows(min_row=2)] == [a["id"] for a in answers], f"{file}: ids in order")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    check(not [c for c in cells if c.data_type == "f" or c.hyperlink], f"{file}: no formula and no link")
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
    schema = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    wrong = [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(log)]
    check(not wrong, f"{file}: SARIF is valid by its schema: {wrong[:3]}")


def libre_office(file, folder, answers):
    if not shutil.which("soffice"):
        return
    # Word files are Writer's, workbooks Calc's: each where it is installed.
    parts = Path(shutil.which("soffice")).resolve().parent
    for module, ending, other in (("libswlo.so", "docx", "txt:Text (encoded):UTF8"), ("libsclo.so", "xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")):
        if not (parts / module).exists():
            continue
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(["soffice", profile, "--headless", "--convert-to", other, "--outdir", folder, folder / f"a.{ending}"],
                       check=True, capture_output=True, timeout=180)
        text = (folder / f"a.{other.split(':')[0]}").read_text(encoding="utf-8", errors="replace")
        text, quotes = " ".join(text.split()), [" ".join(a["measures"][0]["quote"].split()) for a in answers if a["measures"]]
        check(all(quote[:20] in text for quote in quotes), f"{file}: LibreOffice reads {ending}")


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


def page(browser, file, folder, answers, pictures):
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
        start = time.monotonic()
        tab.goto(path.as_uri())
        took = time.monotonic() - start
        paint = tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
        check(paint < 1000, f"{file}: first paint after {paint:.0f} ms (loaded in {took:.1f} s)")
        shown = lambda: tab.locator("details.answer:visible").count()
        check(shown() == len(answers), f"{file}: every answer is shown")
        if file != ATTACK:
            for field, value, fits in (
                ("v", "mixed", lambda a: a["verdict"] == "mixed"),
                ("a", "12", lambda a: "12" in [x["id"] for x in a["articles"]]),
                ("t", "health", lambda a: "health" in [x["id"] for x in a["themes"]]),
                ("s", "planned", lambda a: "planned" in [m["status"] for m in a["measures"]]),
            ):
                tab.select_option(f"select[name={field}]", value)
                check(shown() == sum(map(fits, answers)) > 0, f"{file}: filter {field}={value}")
                tab.select_option(f"select[name={field}]", "")
            wanted = answers[4]["measures"][0]["quote"].split()[2]
            tab.fill("input[name=q]", wanted.upper())
            check(0 < shown() <= len(answers), f"{file}: search for {wanted}")
            tab.click("button[type=reset]")
            tab.wait_for_timeout(50)
            check(shown() == len(answers), f"{file}: all are shown again")
            tab.select_option("select[name=o]", "r")
            order = tab.eval_on_selector_all("details.answer", "rows => rows.map(row => Number(row.dataset.r))")
            check(order == sorted(order), f"{file}: sorted with the gaps first")
            tab.select_option("select[name=o]", "n")
            row = tab.locator("details.answer").first
            row.locator("summary").focus()
            tab.keyboard.press("Enter")
            check(row.get_attribute("open") is not None, f"{file}: a row opens with the keyboard")
            mark = row.locator("mark[data-rule]").first
            mark.focus()
            tip = mark.evaluate("node => getComputedStyle(node, '::after').content")
            check(answers[0]["measures"][0]["rule"] in tip, f"{file}: the rule behind a clause shows on focus: {tip}")
            last = answers[-1]["id"]
            tab.goto("about:blank")
            tab.goto(path.as_uri() + "#" + last)
            check(tab.evaluate("id => document.getElementById(id).open", last), f"{file}: a link to {last} opens it")
            tab.hover(".node[data-node='article:12']")
            check(tab.locator("svg.pick .line.on").count() > 0, f"{file}: the graph shows the lines of one node")
        tab.evaluate("document.querySelectorAll('details').forEach(row => { row.open = true })")
        bad = tab.evaluate(CONTRAST)
        check(not bad, f"{file} {scheme}: too little contrast: {bad[:5]}")
        wide = tab.evaluate("document.documentElement.scrollWidth > innerWidth")
        tab.set_viewport_size({"width": 360, "height": 740})
        wide = wide or tab.evaluate("document.documentElement.scrollWidth > innerWidth")
        check(not wide, f"{file}: nothing runs out of the page, at 1280 and at 360 pixels")
        if pictures and scheme == "light" and file == SAMPLES[0]:
            for width in (360, 1280):
                tab.set_viewport_size({"width": width, "height": 900})
                tab.screenshot(path=str(Path(pictures) / f"report-{width}.png"))
        check(not [url for url in asked if not url.startswith(("file:", "about:"))], f"{file}: no request: {asked}")
        check(not said, f"{file}: nothing on the console: {said}")
        check("alert" not in tab.title() or "<script>" in tab.title(), f"{file}: the title is text")
        context.close()
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(path.as_uri() + "#" + answers[-1]["id"])
    check(tab.locator("details.answer").count() == len(answers), f"{file}: all answers are there without scripts")
    tab.locator("details.answer summary").first.click()
    check(tab.locator("details.answer").first.get_attribute("open") is not None, f"{file}: rows open without scripts")
    context.close()


def main():
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for file in [*SAMPLES, ATTACK]:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                answers = json.loads(write(file, folder / "a.json").read_text(encoding="utf-8"))["answers"]
                in_word, in_book = word(file, folder, answers), workbook(file, folder, answers)
                if file == ATTACK:
                    for text in ("<script>alert(1)</script>", "</script><script>", '=HYPERLINK("http://evil.example/","click")'):
                        check(text in in_book, f"the workbook shows {text}")
                    check("</script><script>" in in_word, "Word shows it")
                else:
                    libre_office(file, folder, answers)
                records(file, folder, answers)
                sarif(file, folder)
                page(browser, file, folder, answers, sys.argv[3] if len(sys.argv) > 3 else None)
        browser.close()
    print(f"{passed} passed, 0 failed")


main()
