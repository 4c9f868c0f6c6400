"""Makes one sample as a Word file with styles, automatic numbers and tracked changes, and as a web page.

    make.py SAMPLE.txt OUT.numbered.docx OUT.html

Needs python-docx. What LibreOffice makes of the two is made by make.sh.
"""

import datetime
import html
import re
import sys

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

LABEL = re.compile(r"^(\d+)\s*(\.?)\s*(?:(\(?)([a-z])\))?\s*$")


def blocks(text):
    """Kind and text of every line that is not blank: title, heading, label, note, head or body."""
    seen_title = False
    for line in text.splitlines():
        if not line.strip():
            continue
        content = line.strip(" \t")
        if line.startswith("\t\t"):
            if content[0].isdigit():
                yield "label", content
            elif seen_title:
                yield "heading", content
            else:
                seen_title = True
                yield "title", content
        elif line.startswith("\t*"):
            yield "note", content.lstrip("*\t ")
        elif line.startswith("\t"):
            yield "body", content
        else:
            yield "head", content


# -- Word ---------------------------------------------------------------------------------------------------------

ABSTRACT = """<w:abstractNum {ns} w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>
</w:abstractNum>"""
NUM = """<w:num {ns} w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>"""


class Numbers:
    """Lets Word set the number of a label: goes on counting where that gives the label, or begins a list anew."""

    def __init__(self, document, dot, bracket):
        self.numbering = document.part.numbering_part.element
        self.dot, self.bracket = dot, bracket
        self.abstracts = {}
        self.lists = {}
        self.counts = {}
        self.next_id = 700

    def abstract(self, question):
        """A definition for the parts of each question, and one for questions without parts."""
        if question not in self.abstracts:
            number = 70 + len(self.abstracts)
            self.abstracts[question] = number
            text = f"%1{self.dot}" if question is None else f"{question}{self.dot} {self.bracket}%1)"
            kind = "decimal" if question is None else "lowerLetter"
            abstract = parse_xml(ABSTRACT.format(ns=nsdecls("w"), id=number, format=kind, text=text))
            first_num = self.numbering.find(qn("w:num"))
            if first_num is None:
                self.numbering.append(abstract)
            else:
                first_num.addprevious(abstract)
        return self.abstracts[question]

    def set(self, paragraph, number, letter):
        question = None if letter is None else number
        count = number if letter is None else ord(letter) - ord("a") + 1
        abstract = self.abstract(question)
        if self.counts.get(question) != count - 1:
            self.next_id += 1
            self.lists[question] = self.next_id
            num = NUM.format(ns=nsdecls("w"), id=self.next_id, abstract=abstract, start=count)
            self.numbering.append(parse_xml(num))
        self.counts[question] = count
        numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbering.get_or_add_ilvl().val = 0
        numbering.get_or_add_numId().val = self.lists[question]


def tracked(paragraph, kind, text):
    """A tracked insertion or deletion."""
    change = OxmlElement(f"w:{kind}")
    for key, value in [("id", "9"), ("author", "A"), ("date", "2025-02-01T00:00:00Z")]:
        change.set(qn(f"w:{key}"), value)
    run = OxmlElement("w:r")
    letters = OxmlElement("w:delText" if kind == "del" else "w:t")
    letters.set(qn("xml:space"), "preserve")
    letters.text = text
    run.append(letters)
    change.append(run)
    paragraph._p.append(change)


def word(text, path):
    document = Document()
    document.styles["Normal"].font.size = Pt(10)
    label = document.styles.add_style("Label of an answer", WD_STYLE_TYPE.PARAGRAPH)
    label.base_style = document.styles["Normal"]
    label.font.italic = True
    first = next(LABEL.match(content) for kind, content in blocks(text) if kind == "label")
    numbers = Numbers(document, first.group(2), first.group(3) or "")
    document.sections[0].header.paragraphs[0].text = "1. b) This is a running head and no label"
    body = 0
    for kind, content in blocks(text):
        if kind == "title":
            document.add_paragraph(content, style="Title")
        elif kind == "heading":
            document.add_paragraph(content, style="Heading 1")
        elif kind == "label":
            paragraph = document.add_paragraph(style="Label of an answer")
            found = LABEL.match(content)
            if found:
                numbers.set(paragraph, int(found.group(1)), found.group(4))
            else:
                paragraph.add_run(content)
        elif kind == "note":
            document.add_paragraph("*\t" + content)
        elif kind == "head":
            document.add_paragraph(content)
        else:
            body += 1
            paragraph = document.add_paragraph()
            words = content.split(" ")
            # In runs of three words, as Word does after some editing; some of it inserted or deleted with tracking.
            for at in range(0, len(words), 3):
                piece = " ".join(words[at : at + 3]) + (" " if at + 3 < len(words) else "")
                if body % 4 == 1 and at == 3:
                    tracked(paragraph, "del", "qui a été supprimé et ne compte plus ")
                    tracked(paragraph, "ins", piece)
                elif at == 6:
                    paragraph.add_run(piece).italic = True
                else:
                    paragraph.add_run(piece)
    about = document.core_properties
    about.author = about.last_modified_by = ""
    about.created = about.modified = datetime.datetime(2025, 3, 3)
    document.save(path)


# -- Web page -----------------------------------------------------------------------------------------------------

MENU = '<nav><ul><li><a href="/">1. a)</a></li></ul></nav>'
TAGS = {"title": "h1", "heading": "h2", "label": "h4", "note": "p", "head": "p", "body": "p"}


def web(text, path):
    lines = [
        "<!DOCTYPE html>",
        '<html><head><meta charset="utf-8"><title>Replies</title>',
        "<style>p { text-align: justify }</style>",
        "<script>var label = '<p>1. a)</p>';</script></head><body>",
        MENU,
        "<main>",
    ]
    for kind, content in blocks(text):
        tag = TAGS[kind]
        content = html.escape(content, quote=False).replace("\u00a0", "&nbsp;")
        if kind == "note":
            content = "*&#9;" + content
        # Lines of the source mean nothing.
        lines.append(f"<{tag}>\n  " + content.replace(" ", "\n  ", 1) + f"\n</{tag}>")
    lines += ["</main><footer>2. a)</footer>", "</body></html>", ""]
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(lines))


if __name__ == "__main__":
    sample, docx_path, html_path = sys.argv[1:]
    with open(sample, encoding="utf-8") as file:
        source = file.read()
    word(source, docx_path)
    web(source, html_path)
