#!/usr/bin/env bash
# Every reader is fed with files that no program would write, from the seeds in fuzz/seeds.
#     .ci/fuzz.sh [SECONDS for each target] [TARGET…]
# What is found lies in fuzz/artifacts; `cargo fuzz run -s none TARGET FILE` shows it again.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20}
shift || true
targets=("$@")
[ "${#targets[@]}" -gt 0 ] || targets=(text html docx odt pdf split)
command -v cargo-fuzz >/dev/null || cargo install --quiet --locked cargo-fuzz

# No code here is unsafe, so that the sanitizers, which need another compiler, would find nothing more.
cargo fuzz build -s none 2>&1 | grep -E '^(error|warning)' -A 5 || true
failed=0
for target in "${targets[@]}"; do
  work=$(mktemp -d)
  if cargo fuzz run -s none "$target" "$work" "fuzz/seeds/$target" -- \
    -max_total_time="$seconds" -rss_limit_mb=512 -timeout=10 -max_len=65536 -print_final_stats=1 >"$work/.log" 2>&1; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/.log")
    peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$work/.log")
    echo "$target: $runs files, at most $peak MB, nothing found"
  else
    grep -aE 'panicked|ERROR|SUMMARY|Test unit written' -A 1 "$work/.log" || tail -n 20 "$work/.log"
    echo "$target: something was found"
    failed=1
  fi
  rm -rf "$work"
done
exit $failed
