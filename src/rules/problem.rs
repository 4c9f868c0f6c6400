//! What is wrong with a rule file, and where.

use std::fmt;
use std::ops::Range;

/// What kind of mistake: stable, so that people can look it up and programs can tell mistakes apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Code {
    TomlSyntax,
    UnknownField,
    WrongType,
    MissingKey,
    NoExamples,
    DuplicateId,
    UnknownStatus,
    UnknownValue,
    UnknownSubject,
    UnknownList,
    CircularList,
    NameClash,
    MarkClash,
    BadPhrase,
    DeadPhrase,
    DuplicatePhrase,
    UnknownException,
    UnshownException,
    UnknownTopic,
    BadPattern,
    OutOfRange,
    PolicyNumber,
    MissingWord,
    MissingFile,
    UnknownKind,
    NoLanguage,
    OverrideMisses,
    OverrideNoReason,
    OverrideEmpty,
    OverrideUnfit,
    DuplicateOverride,
    AlwaysShadowed,
}

impl Code {
    /// All of them.
    pub const ALL: [Code; 32] = [
        Code::TomlSyntax,
        Code::UnknownField,
        Code::WrongType,
        Code::MissingKey,
        Code::NoExamples,
        Code::DuplicateId,
        Code::UnknownStatus,
        Code::UnknownValue,
        Code::UnknownSubject,
        Code::UnknownList,
        Code::CircularList,
        Code::NameClash,
        Code::MarkClash,
        Code::BadPhrase,
        Code::DeadPhrase,
        Code::DuplicatePhrase,
        Code::UnknownException,
        Code::UnshownException,
        Code::UnknownTopic,
        Code::BadPattern,
        Code::OutOfRange,
        Code::PolicyNumber,
        Code::MissingWord,
        Code::MissingFile,
        Code::UnknownKind,
        Code::NoLanguage,
        Code::OverrideMisses,
        Code::OverrideNoReason,
        Code::OverrideEmpty,
        Code::OverrideUnfit,
        Code::DuplicateOverride,
        Code::AlwaysShadowed,
    ];

    /// As reports show it.
    pub fn name(self) -> &'static str {
        match self {
            Code::TomlSyntax => "toml-syntax",
            Code::UnknownField => "unknown-field",
            Code::WrongType => "wrong-type",
            Code::MissingKey => "missing-key",
            Code::NoExamples => "no-examples",
            Code::DuplicateId => "duplicate-id",
            Code::UnknownStatus => "unknown-status",
            Code::UnknownValue => "unknown-value",
            Code::UnknownSubject => "unknown-subject",
            Code::UnknownList => "unknown-list",
            Code::CircularList => "circular-list",
            Code::NameClash => "name-clash",
            Code::MarkClash => "mark-clash",
            Code::BadPhrase => "bad-phrase",
            Code::DeadPhrase => "dead-phrase",
            Code::DuplicatePhrase => "duplicate-phrase",
            Code::UnknownException => "unknown-exception",
            Code::UnshownException => "unshown-exception",
            Code::UnknownTopic => "unknown-topic",
            Code::BadPattern => "bad-pattern",
            Code::OutOfRange => "out-of-range",
            Code::PolicyNumber => "policy-number",
            Code::MissingWord => "missing-word",
            Code::MissingFile => "missing-file",
            Code::UnknownKind => "unknown-kind",
            Code::NoLanguage => "no-language",
            Code::OverrideMisses => "override-misses",
            Code::OverrideNoReason => "override-no-reason",
            Code::OverrideEmpty => "override-empty",
            Code::OverrideUnfit => "override-unfit",
            Code::DuplicateOverride => "duplicate-override",
            Code::AlwaysShadowed => "always-shadowed",
        }
    }

    /// Whether the rules still say what they mean: worth mending, but no reason to refuse them.
    pub fn is_warning(self) -> bool {
        matches!(self, Code::UnshownException | Code::DuplicatePhrase)
    }
}

/// One mistake in one rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of mistake.
    pub code: Code,
    /// Path of the file, as given or below `rules/`.
    pub file: String,
    /// 1-based line of the mistake.
    pub line: usize,
    /// The offending text: byte offsets in the file.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { code, file, line, message, remedy, .. } = self;
        write!(f, "{file}:{line}: {message}; {remedy} [{}]", code.name())
    }
}

/// Every mistake that was found in the rules.
#[derive(Debug)]
pub struct Problems(pub Vec<Problem>);

/// A person mends the first few and looks again.
const MOST_SHOWN: usize = 20;

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the rules have {} mistake(s):", self.0.len())?;
        self.0.iter().take(MOST_SHOWN).try_for_each(|problem| write!(f, "\n  {problem}"))?;
        if self.0.len() > MOST_SHOWN { write!(f, "\n  …") } else { Ok(()) }?;
        write!(f, "\n`lacuna rules check` shows each at its place")
    }
}

impl std::error::Error for Problems {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_listed_once_and_named_as_its_variant() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        let last = Code::ALL.last().expect("there are codes");
        assert_eq!(*last as usize + 1, Code::ALL.len(), "a variant is missing in ALL");
        for code in Code::ALL {
            let variant = format!("{code:?}").to_lowercase();
            assert_eq!(code.name().replace('-', ""), variant);
        }
    }
}
