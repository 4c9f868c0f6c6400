#!/bin/sh
# A text as LibreOffice converts it gives the same ids and verdicts in every format. Needs LibreOffice Writer and python3.
#     .ci/formats.sh LACUNA DOCUMENT.txt
set -eu
lacuna=$1
document=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=$(basename "$document" .txt)
cp "$document" "$work/$name.txt"

verdicts() {
    "$lacuna" check --format json "$1" |
        python3 -c 'import json, sys; [print(a["id"], a["verdict"]) for a in json.load(sys.stdin)["answers"]]'
}

verdicts "$work/$name.txt" >"$work/expected"
failed=0
for format in docx odt html pdf; do
    soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to $format --outdir "$work" \
        "$work/$name.txt" >/dev/null 2>&1
    verdicts "$work/$name.$format" >"$work/found"
    if diff "$work/expected" "$work/found" >"$work/differs"; then
        echo "$format: $(wc -l <"$work/found") answers, all as in the text"
    else
        echo "$format differs:"
        cat "$work/differs"
        failed=1
    fi
done
# RTF and old Word files are refused with advice.
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to rtf --outdir "$work" "$work/$name.txt" >/dev/null 2>&1
if "$lacuna" check "$work/$name.rtf" >/dev/null 2>"$work/message" || ! grep -q 'save it as .docx' "$work/message"; then
    echo "rtf: not refused with advice"
    failed=1
fi
exit $failed
