//! The one output model. Every format is a rendering of it; outside programs read its JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Name and number of the model.
pub const SCHEMA: &str = "lacuna.assessment/1";

/// What a State party's replies claim, answer by answer.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Assessment {
    /// `lacuna.assessment/1`.
    pub schema: String,
    /// What made this assessment.
    pub generator: Generator,
    /// The document that was read.
    pub source: SourceInfo,
    /// ISO date after which a deadline is overdue.
    pub as_of: Option<String>,
    /// Id of the convention: `cedaw`.
    pub convention: String,
    /// In the order of the document.
    pub answers: Vec<AnswerAssessment>,
    /// Every article and theme of the convention, the uncovered ones too.
    pub coverage: Coverage,
    /// What the committee asked, in the order of its list of issues, where that was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionRow>,
    /// The committee's recommendations of the previous cycle, where its concluding observations were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concluding_observations: Option<ConcludingObservations>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
}

/// Program and rules.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Generator {
    /// `lacuna`.
    pub name: String,
    /// Version of lacuna.
    pub version: String,
    /// `sha256:` and the digest of all rule files.
    pub rules: String,
}

/// The document, as its file and its own head tell it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SourceInfo {
    /// As the user named it; `-` for standard input.
    pub path: String,
    /// Hex digest of the bytes of the file.
    pub sha256: String,
    /// `txt`.
    pub format: String,
    /// Encoding of the file.
    pub encoding: String,
    /// ISO 639-1 code.
    pub language: String,
    /// Title of the document.
    pub title: Option<String>,
    /// The State party, as the title names it.
    pub state: Option<String>,
    /// Short name of the committee.
    pub committee: Option<String>,
    /// United Nations document symbol.
    pub symbol: Option<String>,
    /// Session of the committee.
    pub session: Option<String>,
    /// ISO date of receipt.
    pub received: Option<String>,
}

/// What one answer claims.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct AnswerAssessment {
    /// Question number, then the parts joined by `-`: `2.c`, `9.i-j`, `17`; `2.c~2` where a label comes again.
    pub id: String,
    /// As it stands in the document.
    pub label: String,
    /// Number of the question.
    pub question: u32,
    /// Letters of its parts.
    pub parts: Vec<String>,
    /// Heading of its section.
    pub section: Option<String>,
    /// 1-based line of the label.
    pub line: usize,
    /// What the committee asked, where the list of issues was given.
    pub asked: Option<String>,
    /// What the measures amount to.
    pub verdict: Verdict,
    /// Independent of the verdict.
    pub flags: Vec<Flag>,
    /// Articles of the convention, most central first.
    pub articles: Vec<ArticleRef>,
    /// Themes, most central first.
    pub themes: Vec<ThemeRef>,
    /// In the order of the text.
    pub measures: Vec<Measure>,
    /// What a person changed or noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Reviewed>,
}

impl AnswerAssessment {
    /// Whether it stands for a question that was asked and not answered.
    pub fn is_unanswered(&self) -> bool {
        self.verdict == Verdict::Unanswered
    }
}

/// What a person changed or noted of an answer.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Reviewed {
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
    /// A note to the answer.
    pub note: Option<String>,
    /// Evidence of the reviewer's own.
    pub evidence: Option<String>,
    /// What the rules had found where it was changed: names of verdicts and statuses, ids of articles and themes.
    pub before: Vec<String>,
}

/// An article that an answer engages.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ArticleRef {
    /// Its number.
    pub id: String,
    /// Its paragraphs, such as `11.1.d`, most central first.
    pub paragraphs: Vec<String>,
    /// Sum of the weights of the hits.
    pub score: f64,
    /// The hits.
    pub why: Vec<Evidence>,
}

/// A theme that an answer engages.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ThemeRef {
    /// Its id.
    pub id: String,
    /// Sum of the weights of the hits.
    pub score: f64,
    /// The hits.
    pub why: Vec<Evidence>,
}

/// A rule and the words that fired it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Evidence {
    /// Id of the rule.
    pub rule: String,
    /// The words.
    pub quote: String,
    /// First byte in the text.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
}

/// One thing that the State party says of itself.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Measure {
    /// How far it has come, by the State party's own words.
    pub status: Status,
    /// 1-based number of the sentence in the answer.
    pub sentence: usize,
    /// The clause: `text[start..end]`.
    pub quote: String,
    /// First byte in the text.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
    /// 1-based line of the first byte.
    pub line: usize,
    /// Id of the rule that decided the status.
    pub rule: String,
    /// The words that fired the rule.
    pub cue: String,
    /// `2027`, `2026-09`, `2025-S1` or `2025/2027`, where a pending or planned measure names it.
    pub deadline: Option<String>,
    /// Whether the deadline lies before [`Assessment::as_of`].
    pub overdue: bool,
    /// The body said to be responsible.
    pub body: Option<String>,
    /// The money said to be set aside.
    pub budget: Option<String>,
    /// The figure aimed at.
    pub target: Option<String>,
    /// Why it counts little for the verdict, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minor: Option<Minor>,
}

/// Why a measure counts little for the verdict of its answer.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Minor {
    /// Implemented, and told in words that make it the background: a makeshift, a constitution, a body that prepares.
    Background,
    /// Implemented, and the latest year that its sentence names lies long before the document.
    Old,
    /// Implemented, and told in a sentence that denies the concern, or in an answer that does and tells of no act besides.
    Defence,
    /// Implemented, and told of something that the sentence before says to be only pending or planned.
    Continues,
    /// Pending or planned, and said to have come to nothing.
    GivenUp,
}

impl Minor {
    /// As it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Minor::Background => "background",
            Minor::Old => "old",
            Minor::Defence => "defence",
            Minor::Continues => "continues",
            Minor::GivenUp => "given-up",
        }
    }
}

/// How far a measure has come.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Adopted, created, delivered or enforced.
    Implemented,
    /// Begun and not finished.
    Pending,
    /// Announced or aimed at.
    Planned,
    /// Refused, denied or called settled.
    Declined,
    /// Information asked for is said not to exist.
    Unavailable,
}

impl Status {
    /// All of them, in the order of reports.
    pub const ALL: [Status; 5] =
        [Status::Implemented, Status::Pending, Status::Planned, Status::Declined, Status::Unavailable];

    /// As it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Status::Implemented => "implemented",
            Status::Pending => "pending",
            Status::Planned => "planned",
            Status::Declined => "declined",
            Status::Unavailable => "unavailable",
        }
    }

    /// Pending or planned: promised and not done.
    pub fn is_unrealised(self) -> bool {
        matches!(self, Status::Pending | Status::Planned)
    }
}

/// What an answer amounts to.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Something implemented, and nothing pending or planned that matters.
    Implemented,
    /// Implemented measures and pending or planned ones.
    Mixed,
    /// Only pending or planned measures.
    PlansOnly,
    /// No measure, done or to come.
    NoMeasure,
    /// Asked, and not answered.
    Unanswered,
}

impl Verdict {
    /// All of them, in the order of reports.
    pub const ALL: [Verdict; 5] =
        [Verdict::Implemented, Verdict::Mixed, Verdict::PlansOnly, Verdict::NoMeasure, Verdict::Unanswered];

    /// As it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Implemented => "implemented",
            Verdict::Mixed => "mixed",
            Verdict::PlansOnly => "plans-only",
            Verdict::NoMeasure => "no-measure",
            Verdict::Unanswered => "unanswered",
        }
    }
}

/// What stands beside a verdict.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Flag {
    /// The State party refuses, denies or calls settled the concern.
    Declined,
    /// Data or information asked for is said not to exist.
    Unavailable,
    /// A person has changed what the rules found.
    Overridden,
    /// The answer touches no article or theme of what was asked.
    #[serde(rename = "off-topic")]
    OffTopic,
}

impl Flag {
    /// As it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Flag::Declined => "declined",
            Flag::Unavailable => "unavailable",
            Flag::Overridden => "overridden",
            Flag::OffTopic => "off-topic",
        }
    }
}

/// How the answers cover the convention.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Coverage {
    /// In the order of the convention.
    pub articles: Vec<CoverageRow>,
    /// In the order of the convention's file.
    pub themes: Vec<CoverageRow>,
}

/// An article or theme, and what answers it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CoverageRow {
    /// Id of the article or theme.
    pub id: String,
    /// Answers that engage it, in the order of the document.
    pub answers: Vec<String>,
    /// The best that its answers offer.
    pub state: CoverageState,
    /// Implemented measures of its answers.
    pub implemented: usize,
    /// Pending and planned measures of its answers.
    pub unrealised: usize,
}

/// The best that the answers on an article or theme offer.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoverageState {
    /// At least one answer's measures are implemented.
    Implemented,
    /// Only pending or planned measures.
    PlansOnly,
    /// Answered without any measure.
    NoMeasure,
    /// No answer at all.
    Uncovered,
}

impl CoverageState {
    /// As it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            CoverageState::Implemented => "implemented",
            CoverageState::PlansOnly => "plans-only",
            CoverageState::NoMeasure => "no-measure",
            CoverageState::Uncovered => "uncovered",
        }
    }
}

/// A question of the list of issues, or one part of it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct QuestionRow {
    /// Number and part: `8`, `8.g`.
    pub id: String,
    /// Number of the question.
    pub question: u32,
    /// Letter of the part.
    pub part: Option<String>,
    /// What is asked.
    pub text: String,
    /// Ids of the articles asked about, most central first.
    pub articles: Vec<String>,
    /// Ids of the themes asked about, most central first.
    pub themes: Vec<String>,
    /// Ids of the answers to it; none where it was not answered.
    pub answers: Vec<String>,
}

/// The concluding observations of the previous cycle, and what the answers say on their recommendations.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ConcludingObservations {
    /// As the user named the file.
    pub path: String,
    /// Hex digest of the bytes of the file.
    pub sha256: String,
    /// ISO 639-1 code, where there are rules for the language.
    pub language: Option<String>,
    /// In the order of the document.
    pub recommendations: Vec<RecommendationRow>,
}

/// A recommendation that the committee made to the State party, or one part of it. No general recommendation.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct RecommendationRow {
    /// Number of the paragraph and letter of the part: `12`, `12.b`.
    pub id: String,
    /// Number of the paragraph.
    pub paragraph: u32,
    /// Letter of the part.
    pub part: Option<String>,
    /// Heading of its section.
    pub section: Option<String>,
    /// 1-based line in the text of the concluding observations.
    pub line: usize,
    /// The words that lead to the parts, where it has parts.
    pub lead: Option<String>,
    /// What is recommended.
    pub text: String,
    /// Ids of the articles that it is about, most central first.
    pub articles: Vec<String>,
    /// Ids of the themes that it is about, most central first.
    pub themes: Vec<String>,
    /// Why: rules, and the words of the recommendation or its heading that fired them.
    pub why: Vec<Reason>,
    /// The answers on its subject, the nearest first.
    pub answers: Vec<Uptake>,
    /// The best that the nearest of these answers offer.
    pub state: UptakeState,
    /// Implemented measures of the nearest answers.
    pub implemented: usize,
    /// Pending and planned measures of the nearest answers.
    pub unrealised: usize,
}

/// A rule and the words that fired it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Reason {
    /// Id of the rule.
    pub rule: String,
    /// The words.
    pub quote: String,
}

/// An answer that takes up a recommendation: it engages a theme and an article of it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Uptake {
    /// Id of the answer.
    pub answer: String,
    /// Verdict of the answer.
    pub verdict: Verdict,
    /// Articles that both are about.
    pub articles: Vec<String>,
    /// Themes that both are about.
    pub themes: Vec<String>,
    /// Topic rules that fired in both texts, without their language: what both speak of in particular.
    pub rules: Vec<String>,
    /// Whether no other answer has more of these rules in common with the recommendation.
    pub nearest: bool,
}

/// The best that the answers on a recommendation offer.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UptakeState {
    /// At least one implemented measure.
    Implemented,
    /// Only pending or planned measures.
    PlansOnly,
    /// Taken up without any measure.
    NoMeasure,
    /// No answer is on its subject.
    NotTakenUp,
    /// It names no article or theme that the rules know: nothing can be told.
    NoSubject,
}

impl UptakeState {
    /// All of them, in the order of reports.
    pub const ALL: [UptakeState; 5] = [
        UptakeState::Implemented,
        UptakeState::PlansOnly,
        UptakeState::NoMeasure,
        UptakeState::NotTakenUp,
        UptakeState::NoSubject,
    ];

    /// As it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            UptakeState::Implemented => "implemented",
            UptakeState::PlansOnly => "plans-only",
            UptakeState::NoMeasure => "no-measure",
            UptakeState::NotTakenUp => "not-taken-up",
            UptakeState::NoSubject => "no-subject",
        }
    }
}

/// What a person should look at.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Warning {
    /// Stable name of the kind of warning.
    pub code: String,
    /// 1-based line, where it has one.
    pub line: Option<usize>,
    /// What was seen.
    pub message: String,
}
