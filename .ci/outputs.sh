#!/usr/bin/env bash
# Opens what lacuna writes with the programs that people open it with: python-docx, openpyxl, LibreOffice where it is
# there, and Chromium. Run from the project's root, after `cargo build`.
set -euo pipefail

tools=target/outputs-tools
if ! command -v chromium >/dev/null; then
  apt-get install -y -qq chromium >/dev/null
fi
if [ ! -x "$tools/bin/python" ]; then
  python3 -m venv "$tools"
fi
"$tools/bin/pip" install -q --disable-pip-version-check python-docx==1.2.0 openpyxl==3.1.5 playwright
"$tools/bin/python" .ci/outputs.py "${1:-target/debug/lacuna}"
