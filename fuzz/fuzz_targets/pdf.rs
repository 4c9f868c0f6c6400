//! PDF files: as they are, or as what a page draws, put into a file here.
#![no_main]

use lacuna_fuzz::{parts, pdf, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if input.starts_with(b"%PDF-") {
        read(input);
    } else {
        let [content, map, font, form] = parts(input);
        read(&pdf(content, map, font, form));
    }
});
