#!/usr/bin/env bash
# Every reader is fed with files that no program would write, from the seeds in fuzz/seeds.
#     .ci/fuzz.sh [SECONDS for each target] [TARGET…]
# What is found lies in fuzz/artifacts; `cargo fuzz run --dev -s none TARGET FILE` shows it again.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20}
shift || true
targets=("$@")
[ "${#targets[@]}" -gt 0 ] || targets=(text html docx odt pdf split)
command -v cargo-fuzz >/dev/null || cargo install --quiet --locked cargo-fuzz

# No code here is unsafe, so that the sanitizers, which need another compiler, would find nothing more.
cargo fuzz build --dev -s none 2>&1 | grep -E '^(error|warning)' -A 5 || true
fuzz() {
  local target=$1 work
  work=$(mktemp -d)
  mkdir "$work/found"
  if cargo fuzz run --dev -s none "$target" "$work/found" "fuzz/seeds/$target" -- \
    -max_total_time="$2" -rss_limit_mb=512 -timeout=10 -max_len=65536 -print_final_stats=1 >"$work/log" 2>&1; then
    local runs peak
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log")
    peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$work/log")
    echo "$target: $runs files, at most $peak MB, nothing found"
    rm -rf "$work"
  else
    grep -aE 'panicked|ERROR|SUMMARY|Test unit written' -A 1 "$work/log" || tail -n 20 "$work/log"
    echo "$target: something was found"
    rm -rf "$work"
    return 1
  fi
}
export -f fuzz
printf '%s\n' "${targets[@]}" | xargs -P 2 -I{} bash -c 'fuzz "$0" "$1"' {} "$seconds"
