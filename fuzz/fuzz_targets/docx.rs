//! Word files: as they are, or as parts that are put into an archive here.
#![no_main]

use lacuna_fuzz::{archive, parts, read};
use libfuzzer_sys::fuzz_target;

const PARTS: [&str; 5] =
    ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml"];

fuzz_target!(|input: &[u8]| {
    if input.starts_with(b"PK") {
        read(input);
    } else {
        let bytes: [&[u8]; PARTS.len()] = parts(input);
        read(&archive(&std::array::from_fn::<_, { PARTS.len() }, _>(|at| (PARTS[at], bytes[at]))));
    }
});
