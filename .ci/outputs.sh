#!/usr/bin/env bash
# Opens what lacuna writes with the programs that people open it with: python-docx, openpyxl, LibreOffice where it is
# there, and Chromium. Run from the project's root, after `cargo build`.
set -euo pipefail

tools=target/outputs-tools
if ! command -v chromium >/dev/null; then
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null
fi
if [ ! -x "$tools/bin/python" ]; then
  python3 -m venv "$tools"
fi
"$tools/bin/pip" install -q --disable-pip-version-check python-docx==1.2.0 openpyxl==3.1.5 playwright jsonschema
# The published schema of SARIF 2.1.0 comes with Microsoft's matchers for it.
schema=$tools/package/lib/schemas/sarif-2.1.0-rtm.5.json
if [ ! -f "$schema" ]; then
  command -v npm >/dev/null || apt-get install -y -qq npm >/dev/null
  (cd "$tools" && npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null && tar xzf microsoft-jest-sarif-*.tgz)
fi
"$tools/bin/python" .ci/outputs.py "${1:-target/debug/lacuna}" "$schema"
