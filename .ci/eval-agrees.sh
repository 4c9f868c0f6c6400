#!/bin/sh
# Holds `lacuna eval --json` against the reference scorer: .ci/eval-agrees.sh [REFERENCE] [LACUNA]
#
# REFERENCE is a folder with tools/score.py, documents/ and gold/*.json (default ../shared); LACUNA the program
# (default target/debug/lacuna). Every document there and in tests/fixtures/replies is scored against its own gold
# file and that of another document, as a document and as an assessment: same keys in the same order, same values to the last digit.
set -eu
cd "$(dirname "$0")/.."
reference=${1:-../shared}
lacuna=${2:-target/debug/lacuna}
if [ ! -f "$reference/tools/score.py" ]; then
    echo "$reference/tools/score.py: there is no reference scorer here; name its folder" >&2
    exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

compared=0
failed=0
other=
for document in "$reference"/documents/*.txt tests/fixtures/replies/*.txt; do
    [ -e "$document" ] || continue
    "$lacuna" check "$document" --format json -o "$work/assessment.json"
    name=$(basename "$document" .txt)
    own=
    for gold in "$reference/gold/${name%.*}".*.json "tests/fixtures/replies/$name.gold.json"; do
        if [ -e "$gold" ]; then own=$gold; fi
    done
    for gold in $own $other; do
        python3 "$reference/tools/score.py" "$work/assessment.json" "$gold" --json > "$work/reference.json"
        "$lacuna" eval "$document" --gold "$gold" --json > "$work/document.json" 2> "$work/notes"
        "$lacuna" eval "$work/assessment.json" --gold "$gold" --json > "$work/eval.json" 2> "$work/notes"
        for mine in document eval; do
            compared=$((compared + 1))
            python3 - "$work/reference.json" "$work/$mine.json" "$document" "$gold" <<'PYTHON' || failed=$((failed + 1))
import json, sys

reference, mine = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
shown = lambda scores: [(key, repr(value)) for key, value in scores.items()]
if shown(reference) != shown(mine):
    print(*sys.argv[3:], "differ:", sep="\n  ")
    for key in {**reference, **mine}:
        values = reference.get(key, "missing"), mine.get(key, "missing")
        if repr(values[0]) != repr(values[1]):
            print(f"    {key}: reference {values[0]!r}, lacuna {values[1]!r}")
    if set(reference) == set(mine) and list(reference) != list(mine):
        print("    the keys come in another order")
    sys.exit(1)
PYTHON
        done
    done
    other=$own
done
echo "$compared compared, $failed differ"
[ "$compared" -gt 0 ] && [ "$failed" -eq 0 ]
