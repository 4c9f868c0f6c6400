#!/usr/bin/env bash
# The whole program against ripgrep with the same literal phrases on the same file, in one run; and its peak memory.
set -euo pipefail
shared=$1
document=$shared/documents/kaz-rq6.fr.txt
python3 .ci/phrases.py fr > target/phrases.txt
hyperfine --warmup 3 --runs 20 -N --export-json target/speed.json \
  "target/release/lacuna check $document --format json -o target/speed-out.json" \
  "rg -c -i -F -f target/phrases.txt $document" > /dev/null
python3 - <<'PY'
import json, sys
ours, theirs = [result["median"] for result in json.load(open("target/speed.json"))["results"]]
phrases = sum(1 for _ in open("target/phrases.txt"))
print(f"lacuna {ours * 1000:.1f} ms, ripgrep with {phrases} phrases {theirs * 1000:.1f} ms: ratio {ours / theirs:.2f} (at most 5)")
sys.exit(ours > 5 * theirs)
PY
peak=$(/usr/bin/time -f %M target/release/lacuna check "$document" --format json -o target/speed-out.json 2>&1 >/dev/null | tail -1)
echo "peak memory $((peak / 1024)) MB (under 64)"
[ "$peak" -lt 65536 ]
