#!/usr/bin/env bash
# Installs the programs that the checks use, where they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
for tool in rg:ripgrep hyperfine:hyperfine python3:python3 time:time chromium:chromium npm:npm; do
  type -P "${tool%%:*}" >/dev/null || missing+=("${tool##*:}")
done
# Word files are Writer's, workbooks Calc's.
for part in writer:libswlo.so calc:libsclo.so; do
  [ -e "/usr/lib/libreoffice/program/${part#*:}" ] || missing+=("libreoffice-${part%:*}-nogui")
done
if [ "${#missing[@]}" -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
command -v cargo-fuzz >/dev/null || cargo install --quiet --locked cargo-fuzz
