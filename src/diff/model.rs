//! The ledger as a value. Every format is a rendering of it; outside programs read its JSON.

use crate::assessment::{CoverageState, Generator, Status, Verdict, Warning};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Name and number of the model.
pub const SCHEMA: &str = "lacuna.diff/1";

/// What became of the measures of one document in another.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Diff {
    /// `lacuna.diff/1`.
    pub schema: String,
    /// What made this comparison.
    pub generator: Generator,
    /// How the documents were compared.
    pub mode: Mode,
    /// Why that way.
    pub because: ModeReason,
    /// The earlier document.
    pub old: DocumentInfo,
    /// The later document.
    pub new: DocumentInfo,
    /// Whether the two were assessed with different rules or versions: then a difference may be that of the rules.
    pub rules_differ: bool,
    /// In the order of the questions of the old document, then new promises in that of the new one.
    pub ledger: Vec<Entry>,
    /// Answers that came, went or changed their verdict. Only between versions of one reply.
    pub answers: Vec<AnswerChange>,
    /// Articles and themes, then and now; all of them.
    pub coverage: CoverageChanges,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
}

/// How two documents are compared.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Two versions of one reply: answers are joined by id.
    SameQuestions,
    /// Replies of two reporting cycles: measures are joined by article, theme and what they are about.
    AcrossCycles,
}

impl Mode {
    /// As it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Mode::SameQuestions => "same-questions",
            Mode::AcrossCycles => "across-cycles",
        }
    }
}

/// Why a mode was chosen.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModeReason {
    /// The user asked for it.
    Asked,
    /// The documents were before different sessions of the committee.
    Sessions,
    /// Most answers have the same id and much the same words.
    AnswersAgree,
    /// They do not.
    AnswersDiffer,
}

impl ModeReason {
    /// As it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            ModeReason::Asked => "asked",
            ModeReason::Sessions => "sessions",
            ModeReason::AnswersAgree => "answers-agree",
            ModeReason::AnswersDiffer => "answers-differ",
        }
    }
}

/// One of the two documents.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct DocumentInfo {
    /// As the user named it.
    pub path: String,
    /// Hex digest of the bytes of the file.
    pub sha256: String,
    /// ISO 639-1 code.
    pub language: String,
    /// Title of the document.
    pub title: Option<String>,
    /// Session of the committee.
    pub session: Option<String>,
    /// ISO date of receipt.
    pub received: Option<String>,
    /// Whether an assessment was given, made with other rules, and the document was assessed anew.
    pub reassessed: bool,
    /// What assessed it.
    pub generator: Generator,
}

/// One undertaking and what became of it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Entry {
    /// Answer and sentence of the old document: `8.d/2`; with `i` where something implemented regressed; with `new:` before
    /// the answer and sentence of the new document for a new promise.
    pub id: String,
    /// Stays the same while the outcome and the words do, whatever is written around them.
    pub fingerprint: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether a person must look at it before relying on it: the two are matched on thin evidence or have a rival; or, where
    /// no counterpart was found, something near stands in the other document ([`Entry::near`]). What is not unsure is claimed.
    pub unsure: bool,
    /// How well the two fit, 0 to 1; none without a counterpart.
    pub score: Option<f64>,
    /// The words by which they were matched, those that count most first.
    pub words: Vec<String>,
    /// Without a counterpart: what in the other document may yet be one. An entry with it is unsure.
    #[serde(default)]
    pub near: Option<Near>,
    /// Articles that the answers engage.
    pub articles: Vec<String>,
    /// Themes that the answers engage.
    pub themes: Vec<String>,
    /// Where the old document tells of it.
    pub old: Option<Place>,
    /// Where the new document tells of it.
    pub new: Option<Place>,
}

/// What may be the counterpart of an undertaking, but is not near enough to be taken for it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Near {
    /// Where the other document tells of it.
    pub place: Place,
    /// How well the two fit, 0 to 1: lower than that of any match.
    pub score: f64,
    /// The words that they share, those that count most first.
    pub words: Vec<String>,
}

/// What a document says, and where.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Place {
    /// Id of the answer.
    pub answer: String,
    /// How far it had come, by the State party's own words.
    pub status: Status,
    /// The clauses that tell of it, in order.
    pub quotes: Vec<Quote>,
    /// The deadline that was named.
    pub deadline: Option<String>,
}

/// Words of a document.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Quote {
    /// `text[start..end]`.
    pub text: String,
    /// First byte in the text.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
    /// 1-based line of the first byte.
    pub line: usize,
}

/// What became of an undertaking.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Promised then, implemented now.
    Kept,
    /// Planned then, pending now.
    Advanced,
    /// Promised then and still.
    Stalled,
    /// Promised then and still, for a later date.
    Slipped,
    /// Implemented then, only promised now.
    Regressed,
    /// No trace of it, or refused now; its topic is still answered.
    Dropped,
    /// Its topic is no longer answered.
    GoneSilent,
    /// Promised now, and not then.
    NewPromise,
}

impl Outcome {
    /// All of them, in the order of reports.
    pub const ALL: [Outcome; 8] = [
        Outcome::Kept,
        Outcome::Advanced,
        Outcome::Stalled,
        Outcome::Slipped,
        Outcome::Regressed,
        Outcome::Dropped,
        Outcome::GoneSilent,
        Outcome::NewPromise,
    ];

    /// As it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Kept => "kept",
            Outcome::Advanced => "advanced",
            Outcome::Stalled => "stalled",
            Outcome::Slipped => "slipped",
            Outcome::Regressed => "regressed",
            Outcome::Dropped => "dropped",
            Outcome::GoneSilent => "gone-silent",
            Outcome::NewPromise => "new-promise",
        }
    }
}

/// An answer that came, went or changed its verdict.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct AnswerChange {
    /// Id of the answer.
    pub id: String,
    /// Verdict then; none if there was no such answer.
    pub old: Option<Verdict>,
    /// Verdict now; none if there is no such answer.
    pub new: Option<Verdict>,
    /// 1-based line of its label: in the new document, or in the old one if it went.
    pub line: usize,
}

impl AnswerChange {
    /// Whether something was told as implemented and is no longer, or an answer went.
    pub fn is_new_gap(&self) -> bool {
        let has = |verdict: Option<Verdict>| matches!(verdict, Some(Verdict::Implemented | Verdict::Mixed));
        self.old.is_some() && (self.new.is_none() || has(self.old) && !has(self.new))
    }
}

/// Coverage then and now.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CoverageChanges {
    /// In the order of the convention.
    pub articles: Vec<CoverageChange>,
    /// In the order of the convention's file.
    pub themes: Vec<CoverageChange>,
}

/// Coverage of one article or theme, then and now.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CoverageChange {
    /// Id of the article or theme.
    pub id: String,
    /// In the old document.
    pub old: CoverageCell,
    /// In the new document.
    pub new: CoverageCell,
}

impl CoverageChange {
    /// Whether nothing is told as implemented where something was, or nothing is told at all where something was.
    pub fn is_new_gap(&self) -> bool {
        let rank = |state| match state {
            CoverageState::Implemented => 3,
            CoverageState::PlansOnly => 2,
            CoverageState::NoMeasure => 1,
            CoverageState::Uncovered => 0,
        };
        rank(self.new.state) < rank(self.old.state)
    }
}

/// Coverage of an article or theme in one document.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CoverageCell {
    /// How many answers engage it.
    pub answers: usize,
    /// The best that its answers offer.
    pub state: CoverageState,
    /// Implemented measures of its answers.
    pub implemented: usize,
    /// Pending and planned measures of its answers.
    pub unrealised: usize,
}
