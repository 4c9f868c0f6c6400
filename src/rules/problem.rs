//! What is wrong with a rule file, and where.

use std::fmt;
use std::ops::Range;

/// One mistake in one rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Path of the file, as given or below `rules/`.
    pub file: String,
    /// 1-based line of the mistake.
    pub line: usize,
    /// The offending text: byte offsets in the file.
    pub span: Range<usize>,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl Problem {
    /// A mistake at byte offsets `span` of `text`.
    pub(crate) fn new(file: &str, text: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        let line = 1 + text.as_bytes()[..span.start.min(text.len())].iter().filter(|&&b| b == b'\n').count();
        Problem { file: file.to_owned(), line, span, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// Every mistake that was found in the rules.
#[derive(Debug)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the rules have {} mistake(s):", self.0.len())?;
        self.0.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for Problems {}
