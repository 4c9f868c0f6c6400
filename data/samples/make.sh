#!/bin/sh
# Makes the samples in other formats, below formats/: needs python3 with python-docx, and LibreOffice Writer.
set -eu
cd "$(dirname "$0")"
mkdir -p formats
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

convert() { # FILE FORMAT [OPTION]
    soffice "-env:UserInstallation=file://$work/profile" --headless ${3:+"$3"} \
        --convert-to "$2" --outdir "$work" "$1" >/dev/null 2>&1
}

for sample in valdorie-6.fr valdorie-6.en; do
    python3 make.py "$sample.txt" "formats/$sample.numbered.docx" "formats/$sample.html"
    # A second Word file, an OpenDocument file and a PDF, made by another program from the page without its menus.
    sed '/^<nav>/d; s/<footer>.*<\/footer>//' "formats/$sample.html" >"$work/$sample.html"
    convert "$work/$sample.html" odt:writer8 --infilter="HTML (StarWriter)"
    convert "$work/$sample.odt" "docx:MS Word 2007 XML"
    convert "$work/$sample.odt" pdf:writer_pdf_Export
    cp "$work/$sample.odt" "$work/$sample.docx" "$work/$sample.pdf" formats/
done
