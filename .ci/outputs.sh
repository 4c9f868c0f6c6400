#!/usr/bin/env bash
# Opens what lacuna writes with the programs that people open it with: python-docx, openpyxl, LibreOffice and Chromium.
# Run from the project's root, after `cargo build`.
#     .ci/outputs.sh [LACUNA [REAL-REPLY.fr.txt]]
set -euo pipefail

tools=target/outputs-tools
.ci/install.sh
if [ ! -x "$tools/bin/python" ]; then
  python3 -m venv "$tools"
fi
"$tools/bin/pip" install -q --disable-pip-version-check python-docx==1.2.0 openpyxl==3.1.5 playwright jsonschema
# The published schema of SARIF 2.1.0 comes with Microsoft's matchers for it.
schema=$tools/package/lib/schemas/sarif-2.1.0-rtm.5.json
if [ ! -f "$schema" ]; then
  (cd "$tools" && npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null && tar xzf microsoft-jest-sarif-*.tgz)
fi
# What checks pages for accessibility.
axe=$tools/axe/package/axe.min.js
if [ ! -f "$axe" ]; then
  mkdir -p "$tools/axe"
  (cd "$tools/axe" && npm pack --silent axe-core@4.14.1 >/dev/null && tar xzf axe-core-*.tgz)
fi
"$tools/bin/python" .ci/outputs.py --axe "$axe" "${1:-target/debug/lacuna}" "$schema" ${2:+"$2"}
