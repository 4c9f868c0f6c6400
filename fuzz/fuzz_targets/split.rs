//! The text of any file, divided into answers: every place lies in the text.
#![no_main]

use lacuna::check::split;
use lacuna::rules::Library;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);

fuzz_target!(|input: &[u8]| {
    let Some(document) = lacuna_fuzz::read(input) else { return };
    let Ok(reply) = split(&document, &LIBRARY) else { return };
    for span in reply.answers.iter().flat_map(|answer| &answer.paragraphs) {
        assert!(document.text.get(span.clone()).is_some(), "a paragraph is in the text");
    }
});
