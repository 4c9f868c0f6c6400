//! One rule file: its text, and what its place says it is.

use super::problem::{Code, Problem};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// One rule file.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Path for messages.
    pub path: String,
    /// Path below the rules folder, with `/`: says what kind of file it is.
    pub place: String,
    pub text: Cow<'static, str>,
    /// Whether the examples are left out: those of lacuna's own rules are its tests, and checked before.
    pub lean: bool,
    /// Where each line begins, once a mistake has asked for it.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    pub(crate) fn new(path: impl Into<String>, place: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Self {
        Source { path: path.into(), place: place.into(), text: text.into(), lean: false, lines: OnceLock::new() }
    }

    /// A file from which the examples are taken out.
    pub(crate) fn without_examples(
        path: impl Into<String>,
        place: impl Into<String>,
        text: impl Into<Cow<'static, str>>,
    ) -> Self {
        Source { lean: true, ..Source::new(path, place, text) }
    }

    pub(crate) fn is(&self, place: &str) -> bool {
        self.place == place
    }

    pub(crate) fn is_in(&self, folder: &str) -> bool {
        self.place.strip_prefix(folder).is_some_and(|rest| !rest.contains('/'))
    }

    /// File name without its ending: the family of the rules in it.
    pub(crate) fn stem(&self) -> &str {
        let name = self.place.rsplit('/').next().unwrap_or(&self.place);
        name.strip_suffix(".toml").unwrap_or(name)
    }

    /// 1-based line of a byte offset.
    pub(crate) fn line_of(&self, at: usize) -> usize {
        let lines = self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
        });
        lines.partition_point(|&start| start <= at)
    }

    /// A mistake at byte offsets `span`.
    pub(crate) fn problem(
        &self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Problem {
        let (file, line) = (self.path.clone(), self.line_of(span.start));
        Problem { code, file, line, span, message: message.into(), remedy: remedy.into() }
    }
}

/// `sha256:` and the digest of these files: of their places and of their whole texts.
pub(crate) fn digest(sources: &[Source]) -> String {
    digest_after("", sources)
}

/// The digest of these files on top of others, of which the digest is known.
pub(crate) fn digest_after(known: &str, sources: &[Source]) -> String {
    let mut hash = Sha256::new();
    hash.update(known.as_bytes());
    for source in sources {
        hash.update(source.place.as_bytes());
        hash.update([0]);
        hash.update(source.text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().fold(String::from("sha256:"), |digest, byte| format!("{digest}{byte:02x}"))
}
