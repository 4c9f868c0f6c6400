//! JSON Schemas of rule files, so that an editor completes and checks them while they are written.

use super::files::{DetailFile, LanguageFile, StatusFile, TopicFile};
use schemars::{Schema, schema_for};

/// A kind of rule file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `status/<lang>/*.toml`.
    Status,
    /// `conventions/<id>/<lang>/*.toml`.
    Topic,
    /// `detail/<lang>.toml`.
    Detail,
    /// `language/<lang>.toml`.
    Language,
    /// `lacuna.toml`.
    Config,
}

/// The schema of a kind of rule file.
pub fn schema(kind: FileKind) -> Schema {
    match kind {
        FileKind::Status => schema_for!(StatusFile),
        FileKind::Topic => schema_for!(TopicFile),
        FileKind::Detail => schema_for!(DetailFile),
        FileKind::Language => schema_for!(LanguageFile),
        FileKind::Config => schema_for!(crate::config::Config),
    }
}
