#!/usr/bin/env python3
"""Checks lacuna on the real documents in SHARED: structure, offsets, scores.

    real_documents.py SHARED
"""
import json
import subprocess
import sys

LACUNA = "target/release/lacuna"
# What the real French reply and the excerpts of English State reports must score at least.
FRENCH = {
    "verdict_accuracy": 0.93, "unrealised_f1": 0.95, "implemented_f1": 0.96, "declined_f1": 0.85,
    "article_f1": 0.92, "lead_article": 0.90, "theme_f1": 0.90,
}
ENGLISH = {"verdict_accuracy": 0.85, "unrealised_f1": 0.88, "sentence_exact": 0.85}
EXCERPTS = ["brb-upr-2018", "svn-upr-2009", "svn-upr-2014"]

failures = []


def expect(what, holds):
    print(("ok    " if holds else "FAILS ") + what)
    if not holds:
        failures.append(what)


def check(document, out):
    command = [LACUNA, "check", document, "--format", "json"]
    first = subprocess.run(command, check=True, capture_output=True).stdout
    second = subprocess.run(command, check=True, capture_output=True).stdout
    expect(f"{document}: two runs give the same bytes", first == second)
    table = [subprocess.run([LACUNA, "check", document], check=True, capture_output=True).stdout for _ in range(2)]
    expect(f"{document}: two tables are the same", table[0] == table[1])
    with open(out, "wb") as f:
        f.write(first)
    assessment = json.loads(first)
    text = open(document, "rb").read()
    quotes = [m for a in assessment["answers"] for m in a["measures"]]
    quotes += [w for a in assessment["answers"] for t in a["articles"] + a["themes"] for w in t["why"]]
    expect(f"{document}: {len(quotes)} quotes stand at their offsets",
           all(text[q["start"]:q["end"]].decode() == q["quote"] for q in quotes))
    return assessment


def score(shared, assessment, gold):
    command = [sys.executable, f"{shared}/tools/score.py", assessment, gold, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def merged(shared, names, target):
    """Several assessments and golds as one, so that they are scored together."""
    answers, gold = [], {}
    for name in names:
        assessment = json.load(open(f"{target}/{name}.json"))
        for answer in assessment["answers"]:
            answer["id"] = f"{name}/{answer['id']}"
            answers.append(answer)
        for key, value in json.load(open(f"{shared}/gold/{name}.dev.json"))["answers"].items():
            gold[f"{name}/{key}"] = value
    json.dump({"answers": answers}, open(f"{target}/merged.json", "w"))
    json.dump({"answers": gold}, open(f"{target}/merged-gold.json", "w"))
    return score(shared, f"{target}/merged.json", f"{target}/merged-gold.json")


def floors(name, scores, wanted):
    for key, floor in wanted.items():
        expect(f"{name}: {key} {scores[key]:.3f}, at least {floor}", scores[key] >= floor)
    expect(f"{name}: no measure outside a sentence", scores["stray_measures"] == 0)
    expect(f"{name}: every answer found", scores["answers_found"] == 1)


def main():
    shared, target = sys.argv[1], "target"
    reply = check(f"{shared}/documents/kaz-rq6.fr.txt", f"{target}/kaz-rq6.json")
    answers = reply["answers"]
    expect("153 answers", len(answers) == 153)
    expect("155 sub-questions", sum(max(1, len(a["parts"])) for a in answers) == 155)
    expect("23 sections", len(list(dict.fromkeys(a["section"] for a in answers))) == 23)
    expect("ids are unique", len({a["id"] for a in answers}) == len(answers))
    numbers = [a["question"] for a in answers]
    expect("questions are in order", numbers == sorted(numbers))
    source = reply["source"]
    expect("the head is read", [source[k] for k in ("committee", "session", "received", "language", "state")]
           == ["CEDAW", "Quatre-vingt-treizième session", "2025-10-20", "fr", "Kazakhstan"])
    floors("kaz-rq6", score(shared, f"{target}/kaz-rq6.json", f"{shared}/gold/kaz-rq6.dev.json"), FRENCH)
    for name in EXCERPTS:
        assessment = check(f"{shared}/documents/{name}.en.txt", f"{target}/{name}.json")
        gold = json.load(open(f"{shared}/gold/{name}.dev.json"))["answers"]
        expect(f"{name}: exactly the paragraphs of the gold", [a["id"] for a in assessment["answers"]] == list(gold))
    floors("State reports", merged(shared, EXCERPTS, target), ENGLISH)
    if failures:
        sys.exit(f"{len(failures)} checks failed")


main()
