//! OpenDocument texts: as they are, or as parts that are put into an archive here.
#![no_main]

use lacuna_fuzz::{archive, parts, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if input.starts_with(b"PK") {
        read(input);
    } else {
        let [content, styles] = parts(input);
        let kind = ("mimetype", b"application/vnd.oasis.opendocument.text".as_slice());
        read(&archive(&[kind, ("content.xml", content), ("styles.xml", styles)]));
    }
});
