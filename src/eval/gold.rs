//! The gold format: what one careful reader, or the majority of several, made of a document.

use crate::assessment::{Flag, Status, Verdict};
use anyhow::{Context as _, Result, bail, ensure};
use rustc_hash::FxHashSet;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeSet;
use std::fmt;

/// A gold file.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Gold {
    /// Name of the document, for people.
    #[serde(default)]
    pub document: Option<String>,
    /// ISO 639-1 code of its language.
    #[serde(default)]
    pub language: Option<String>,
    /// Who read it, and how.
    #[serde(default)]
    pub note: Option<String>,
    /// By answer id, in the order of the file.
    #[serde(serialize_with = "write_answers", deserialize_with = "read_answers")]
    pub answers: Vec<(String, GoldAnswer)>,
}

/// A reader's labels of one answer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct GoldAnswer {
    /// `null`: not read yet. The key must stand there, so that a misspelt one is not taken for that.
    #[serde(deserialize_with = "Option::deserialize")]
    pub verdict: Option<Verdict>,
    /// Independent of the verdict.
    pub flags: Vec<Flag>,
    /// Ids of articles, most central first. Empty: the articles of this answer are not scored.
    pub articles: Vec<String>,
    /// The most central article.
    #[serde(default)]
    pub lead_article: Option<String>,
    /// Paragraphs of these articles, such as `11.1.d`. Not scored.
    #[serde(default)]
    pub paragraphs: Vec<String>,
    /// Ids of themes, most central first. Empty: the themes of this answer are not scored.
    pub themes: Vec<String>,
    /// In the order of the text.
    pub sentences: Vec<GoldSentence>,
}

/// A reader's labels of one sentence.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct GoldSentence {
    /// Number of the sentence in its answer; no two have the same.
    pub n: usize,
    /// 1-based line of the first byte, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// First byte in the UTF-8 text of the document.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
    /// Empty means the same as `none` alone.
    pub status: Vec<Label>,
    /// The sentence, for people.
    #[serde(default)]
    pub text: String,
}

/// What a reader says of a sentence.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// [`Status::Implemented`].
    Implemented,
    /// [`Status::Pending`].
    Pending,
    /// [`Status::Planned`].
    Planned,
    /// [`Status::Declined`].
    Declined,
    /// [`Status::Unavailable`].
    Unavailable,
    /// It reports no measure.
    None,
}

impl Label {
    /// The status, if it is one.
    pub fn status(self) -> Option<Status> {
        match self {
            Label::Implemented => Some(Status::Implemented),
            Label::Pending => Some(Status::Pending),
            Label::Planned => Some(Status::Planned),
            Label::Declined => Some(Status::Declined),
            Label::Unavailable => Some(Status::Unavailable),
            Label::None => None,
        }
    }
}

impl GoldSentence {
    /// The statuses, without `none`.
    pub fn statuses(&self) -> BTreeSet<Status> {
        self.status.iter().filter_map(|label| label.status()).collect()
    }
}

impl Gold {
    /// Reads the text of a gold file; `name` is that of the file, for messages.
    ///
    /// # Errors
    /// The first mistake, with the file, the answer, and the line or the sentence.
    pub fn parse(name: &str, text: &str) -> Result<Gold> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let gold: Gold = serde_json::from_str(text).with_context(|| {
            format!("{name}: a mistake in this gold file (docs/gold-format.md tells what stands in one)")
        })?;
        ensure!(!gold.answers.is_empty(), "{name}: there are no answers in this gold file");
        for (id, answer) in &gold.answers {
            check(answer).with_context(|| format!("{name}: answer {id}"))?;
        }
        Ok(gold)
    }

    /// The answers that the reader has judged.
    pub fn read(&self) -> impl Iterator<Item = (&str, Verdict, &GoldAnswer)> {
        self.answers.iter().filter_map(|(id, answer)| Some((id.as_str(), answer.verdict?, answer)))
    }
}

fn check(answer: &GoldAnswer) -> Result<()> {
    let mut numbers = FxHashSet::default();
    for sentence in &answer.sentences {
        let GoldSentence { n, start, end, .. } = sentence;
        ensure!(numbers.insert(n), "two sentences have the number (n) {n}; give each its own");
        ensure!(start < end, "sentence {n}: its end ({end}) is not after its start ({start})");
    }
    if answer.flags.contains(&Flag::Overridden) {
        bail!("the flag overridden is none that a reader gives; a flag is one of: declined, unavailable");
    }
    Ok(())
}

fn write_answers<S: Serializer>(answers: &[(String, GoldAnswer)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(answers.len()))?;
    for (id, answer) in answers {
        map.serialize_entry(id, answer)?;
    }
    map.end()
}

fn read_answers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, GoldAnswer)>, D::Error> {
    deserializer.deserialize_map(AnswersVisitor)
}

struct AnswersVisitor;

impl<'de> Visitor<'de> for AnswersVisitor {
    type Value = Vec<(String, GoldAnswer)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("answers by their id")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut seen = FxHashSet::default();
        let mut answers = Vec::new();
        while let Some(id) = map.next_key::<String>()? {
            // The message ends in line and column, which serde_json takes over.
            let answer = map.next_value().map_err(|error| A::Error::custom(format_args!("answer {id}: {error}")))?;
            if !seen.insert(id.clone()) {
                return Err(A::Error::custom(format_args!("answer {id} comes twice")));
            }
            answers.push((id, answer));
        }
        Ok(answers)
    }
}
