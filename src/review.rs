//! A human has the last word: a file in which a person changes what the rules found, notes evidence, or drops a row.
//!
//! Every change is bound to the text of its answer by a digest: if the text is another one now, the change is
//! reported and not applied.

mod apply;
mod doubts;
mod write;

use crate::assessment::{Status, Verdict};
use crate::check::Checked;
use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::path::Path;

pub use apply::apply;
pub use doubts::{Doubt, doubts};
pub use write::{entry, init, told};

/// Name and number of the file's form.
pub const SCHEMA: &str = "lacuna.review/1";

/// A review file.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// `lacuna.review/1`.
    pub schema: String,
    /// The document that was reviewed, for people.
    #[serde(default)]
    pub document: Option<String>,
    /// In any order.
    #[serde(default)]
    pub answer: Vec<Entry>,
}

/// What a person says of one answer.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Id of the answer.
    pub id: String,
    /// Digest of its text when it was reviewed.
    pub text: String,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
    /// This verdict instead.
    pub verdict: Option<Verdict>,
    /// These articles instead, the most central first.
    pub articles: Option<Vec<String>>,
    /// These themes instead, the most central first.
    pub themes: Option<Vec<String>>,
    /// A note that reports show.
    pub note: Option<String>,
    /// Evidence of one's own that reports show.
    pub evidence: Option<String>,
    /// Leave the answer out of reports.
    #[serde(default)]
    pub drop: bool,
    /// Other statuses of its measures.
    #[serde(default)]
    pub measure: Vec<MeasureEntry>,
}

/// What a person says of one measure.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct MeasureEntry {
    /// Words of its clause.
    pub quote: String,
    /// This status instead.
    pub status: Status,
}

/// Larger files are no review.
const LARGEST: u64 = 16 * 1024 * 1024;

impl Review {
    /// Reads a review file.
    ///
    /// # Errors
    /// With file and place: missing, not TOML, an unknown key or name, one answer twice, nobody's name.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display();
        let about = std::fs::metadata(path)
            .with_context(|| format!("{name}: cannot open this review file; `lacuna review init FILE` writes one"))?;
        ensure!(about.is_file() && about.len() <= LARGEST, "{name}: this is no review file");
        let text = std::fs::read_to_string(path).with_context(|| format!("{name}: cannot read this review file"))?;
        let review: Review = toml::from_str(&text).with_context(|| format!("{name}: this is no review file"))?;
        ensure!(review.schema == SCHEMA, "{name}: schema is {:?}, and this lacuna reads {SCHEMA}", review.schema);
        let mut seen = rustc_hash::FxHashSet::default();
        for entry in &review.answer {
            if !seen.insert(entry.id.as_str()) {
                bail!("{name}: answer {} has two entries; make one of them", entry.id);
            }
            let nameless = entry.by.trim().is_empty() || entry.reason.trim().is_empty();
            ensure!(!nameless, "{name}: answer {}: say who (by) and why (reason)", entry.id);
        }
        Ok(review)
    }
}

/// Digest of the text of the answer at `index`; line breaks and other white space do not count.
pub fn digest(checked: &Checked, index: usize, text: &str) -> String {
    let mut hash = Sha256::new();
    for paragraph in &checked.reply.answers[index].paragraphs {
        for word in text[paragraph.clone()].split_whitespace() {
            hash.update(word.as_bytes());
            hash.update(b" ");
        }
    }
    hash.finalize().iter().take(12).fold(String::from("sha256:"), |digest, byte| format!("{digest}{byte:02x}"))
}
