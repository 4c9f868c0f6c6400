//! The rule files as they stand in TOML, with the place of everything that can be wrong.

use super::compile::Scope;
use super::load::RuleFile;
use super::overrides::Override;
use crate::assessment::Status;
use schemars::JsonSchema;
use serde::de::IgnoredAny;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

/// `rules/language/<lang>.toml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LanguageFile {
    /// Which language this file is about, if its place does not tell: `fr`.
    #[serde(default, rename = "language")]
    pub _language: Option<String>,
    /// The language's own name, and its name in English. Not needed in a file that only adds to a language.
    #[serde(default, rename = "name")]
    pub _name: Option<Names>,
    /// Endings that a mark after a word stands for: `"~" = ["", "e", "s", "es"]`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub inflections: BTreeMap<Spanned<String>, Vec<String>>,
    /// What stands before an apostrophe, in full: `d = "de"`.
    #[serde(default)]
    pub elisions: BTreeMap<String, String>,
    /// What does not end a sentence.
    #[serde(default)]
    pub sentences: Sentences,
    /// Word lists, which phrases name in braces.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub lists: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// What a sentence can speak about.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub subjects: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// Words that begin a clause, or say what it speaks about.
    #[serde(default)]
    pub clauses: Clauses,
    /// Months and parts of a year.
    #[serde(default)]
    pub dates: Dates,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Names {
    #[serde(rename = "own")]
    pub _own: String,
    #[serde(rename = "english")]
    pub _english: String,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sentences {
    #[serde(default)]
    pub abbreviations: Vec<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Clauses {
    #[schemars(with = "Vec<String>")]
    pub strong: Vec<Spanned<String>>,
    #[schemars(with = "Vec<String>")]
    pub soft: Vec<Spanned<String>>,
    #[schemars(with = "Vec<String>")]
    pub continuers: Vec<Spanned<String>>,
    #[schemars(with = "Vec<String>")]
    pub frames: Vec<Spanned<String>>,
    #[schemars(with = "Vec<String>")]
    pub anaphors: Vec<Spanned<String>>,
    #[schemars(with = "Vec<String>")]
    pub subordinators: Vec<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Dates {
    /// January first, each with its spellings.
    pub months: Vec<Vec<String>>,
    /// `S1` = ["premier semestre"], …
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub periods: BTreeMap<String, Vec<Spanned<String>>>,
}

/// `rules/status/<lang>/*.toml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusFile {
    /// Which language the rules are for, if the file's place does not tell: `fr`.
    #[serde(default, rename = "language")]
    pub _language: Option<String>,
    /// Changes to rules that come with lacuna.
    #[serde(default, rename = "override")]
    #[schemars(with = "Vec<Override>")]
    pub _override: IgnoredAny,
    /// The rules.
    #[serde(default)]
    pub rule: Vec<StatusRule>,
}

impl RuleFile for StatusFile {
    type Rule = StatusRule;
    const REQUIRED: &'static [&'static str] = &["id", "status", "phrases", "examples"];
    fn rules(self) -> Vec<StatusRule> {
        self.rule
    }
}

/// A status rule.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusRule {
    /// Its name, unique in its file: words and hyphens.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What a hit means: one status, or several measures from one clause.
    pub status: StatusNames,
    /// What the rule is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The cues, any of which fires the rule.
    #[schemars(with = "Vec<String>")]
    pub phrases: Vec<Spanned<String>>,
    /// Fires only if the clause speaks about one of these subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub subject: Vec<Spanned<String>>,
    /// Does not fire if the clause speaks about one of these subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub not_subject: Vec<Spanned<String>>,
    /// Exceptions, each with a name: the rule is blocked where one of their phrases occurs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unless: BTreeMap<String, Condition>,
    /// Preconditions, each with a name: the rule fires only where one of their phrases occurs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub when: BTreeMap<String, Condition>,
    /// Which hit decides a clause: the highest, 0 to 100. By default that of its status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<i32>")]
    pub priority: Option<Spanned<i32>>,
    /// Stands beside the hit that decides its clause.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
    /// Whether the cue is the predicate of a clause, and so can have a clause to itself.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub predicate: bool,
    /// How much the measure counts for the verdict, 0 to 10: 1 by default.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    #[schemars(with = "f64")]
    pub weight: Spanned<f64>,
    /// Whether a gap may run over a strong clause boundary.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scope: ScopeName,
    /// Texts on which it must fire, and on which it must stay silent.
    #[schemars(with = "Examples")]
    pub examples: Spanned<Examples>,
}

fn yes() -> bool {
    true
}

fn one() -> Spanned<f64> {
    Spanned::new(0..0, 1.0)
}

/// Weights of measures beyond this make no sense.
pub(crate) fn is_weight(weight: f64) -> bool {
    (0.0..=10.0).contains(&weight)
}

/// Priorities beyond this make no sense.
pub(crate) fn is_priority(priority: i32) -> bool {
    (0..=100).contains(&priority)
}

fn is_one(weight: &Spanned<f64>) -> bool {
    *weight.get_ref() == 1.0
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// How far a gap may run.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ScopeName {
    #[default]
    Clause,
    Sentence,
}

impl From<ScopeName> for Scope {
    fn from(name: ScopeName) -> Scope {
        match name {
            ScopeName::Clause => Scope::Clause,
            ScopeName::Sentence => Scope::Sentence,
        }
    }
}

/// What a status rule may say of a clause.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum StatusName {
    Implemented,
    Pending,
    Planned,
    Declined,
    Unavailable,
    None,
}

impl StatusName {
    /// As it stands in TOML.
    pub(crate) fn name(self) -> &'static str {
        self.status().map_or("none", Status::name)
    }

    /// The status of the measure; `None` where there is no measure.
    pub(crate) fn status(self) -> Option<Status> {
        match self {
            StatusName::Implemented => Some(Status::Implemented),
            StatusName::Pending => Some(Status::Pending),
            StatusName::Planned => Some(Status::Planned),
            StatusName::Declined => Some(Status::Declined),
            StatusName::Unavailable => Some(Status::Unavailable),
            StatusName::None => None,
        }
    }
}

/// One status or several.
#[derive(Clone, Debug)]
pub(crate) struct StatusNames(pub Vec<StatusName>);

/// An exception or a precondition of a rule.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LongCondition {
    /// Where it is looked for, seen from the cue.
    #[serde(default)]
    near: Near,
    /// What is looked for.
    #[schemars(with = "Vec<String>")]
    phrases: Vec<Spanned<String>>,
}

/// An exception or a precondition: where it is looked for, and its phrases.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub near: Near,
    pub phrases: Vec<Spanned<String>>,
}

/// Where a condition must hold, seen from the cue.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Near {
    #[default]
    Clause,
    Sentence,
    Before,
    After,
    Touching,
}

/// The examples of a rule: each is a test.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Examples {
    /// It fires.
    #[serde(default)]
    #[schemars(with = "Vec<Example>")]
    pub fires: Vec<Spanned<Example>>,
    /// It does not fire.
    #[serde(default)]
    #[schemars(with = "Vec<Example>")]
    pub silent: Vec<Spanned<Example>>,
    /// It should fire, and does not yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<Example>")]
    pub todo: Vec<Spanned<Example>>,
}

/// A text on which a rule must fire, or stay silent.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub text: String,
    /// Statuses that other rules rightly give in the same text.
    pub also: Vec<StatusName>,
    /// The exception that must block the rule.
    pub because: Option<Spanned<String>>,
}

/// An example and what else is expected of it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LongExample {
    /// The text.
    text: String,
    /// Statuses that other rules rightly give in the same text.
    #[serde(default)]
    also: Vec<StatusName>,
    /// The exception that must block the rule.
    #[schemars(with = "Option<String>")]
    because: Option<Spanned<String>>,
}

/// `rules/conventions/<id>/<lang>/*.toml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TopicFile {
    /// Which language the rules are for, if the file's place does not tell: `fr`.
    #[serde(default, rename = "language")]
    pub _language: Option<String>,
    /// Which convention the rules are for, if the file's place does not tell: `cedaw`.
    #[serde(default, rename = "convention")]
    pub _convention: Option<String>,
    /// Changes to rules that come with lacuna.
    #[serde(default, rename = "override")]
    #[schemars(with = "Vec<Override>")]
    pub _override: IgnoredAny,
    /// The rules.
    #[serde(default)]
    pub rule: Vec<TopicRule>,
}

impl RuleFile for TopicFile {
    type Rule = TopicRule;
    const REQUIRED: &'static [&'static str] = &["id", "phrases", "examples"];
    fn rules(self) -> Vec<TopicRule> {
        self.rule
    }
}

/// A topic rule.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TopicRule {
    /// Its name, unique in its file: words and hyphens.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What the rule is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Articles and paragraphs that a hit points to, and how strongly.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(with = "BTreeMap<String, f64>")]
    pub articles: BTreeMap<Spanned<String>, f64>,
    /// Themes that a hit points to, and how strongly.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(with = "BTreeMap<String, f64>")]
    pub themes: BTreeMap<Spanned<String>, f64>,
    /// The cues, any of which fires the rule.
    #[schemars(with = "Vec<String>")]
    pub phrases: Vec<Spanned<String>>,
    /// Exceptions, each with a name: the rule is blocked where one of their phrases occurs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unless: BTreeMap<String, Condition>,
    /// Preconditions, each with a name: the rule fires only where one of their phrases occurs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub when: BTreeMap<String, Condition>,
    /// Texts on which it must fire, and on which it must stay silent.
    #[schemars(with = "Examples")]
    pub examples: Spanned<Examples>,
}

/// `rules/detail/<lang>.toml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DetailFile {
    /// Which language the rules are for, if the file's place does not tell: `fr`.
    #[serde(default, rename = "language")]
    pub _language: Option<String>,
    /// Changes to rules that come with lacuna.
    #[serde(default, rename = "override")]
    #[schemars(with = "Vec<Override>")]
    pub _override: IgnoredAny,
    /// The rules.
    #[serde(default)]
    pub rule: Vec<DetailRule>,
}

impl RuleFile for DetailFile {
    type Rule = DetailRule;
    const REQUIRED: &'static [&'static str] = &["id", "kind", "phrases", "examples"];
    fn rules(self) -> Vec<DetailRule> {
        self.rule
    }
}

/// A detail rule.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DetailRule {
    /// Its name, unique in its file: words and hyphens.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What the words name.
    pub kind: DetailKind,
    /// What the rule is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Of a deadline: not if the date is over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub future: bool,
    /// The cues, any of which fires the rule.
    #[schemars(with = "Vec<String>")]
    pub phrases: Vec<Spanned<String>>,
    /// Exceptions, each with a name: the rule is blocked where one of their phrases occurs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unless: BTreeMap<String, Condition>,
    /// Texts on which it must fire, and on which it must stay silent.
    #[schemars(with = "Examples")]
    pub examples: Spanned<Examples>,
}

/// What a promise may name, or what words tell of the place of a measure in its answer.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DetailKind {
    Deadline,
    Body,
    Budget,
    Target,
    /// What is implemented in this clause is the background of the answer.
    Background,
    /// What is implemented in this sentence is an act or a service, not only law as it stands.
    Act,
    /// What is pending or planned in this sentence came to nothing.
    GivenUp,
}

/// `rules/conventions/<id>/citations.toml`: a table for each language.
pub(crate) type CitationsFile = BTreeMap<String, Citations>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Citations {
    /// Words that introduce the number of an article.
    #[serde(default)]
    pub article: Vec<Spanned<String>>,
    /// Full names of this convention.
    #[serde(default)]
    pub own: Vec<Spanned<String>>,
    /// Short names that mean this convention unless another treaty was named last.
    #[serde(default)]
    pub short: Vec<Spanned<String>>,
    /// Names of other treaties: after one of them, a short name means that treaty.
    #[serde(default)]
    pub treaty: Vec<Spanned<String>>,
    /// Names of other instruments: constitutions, codes, laws.
    #[serde(default)]
    pub other: Vec<Spanned<String>>,
}

impl<'de> Deserialize<'de> for StatusNames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = StatusNames;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a status, or a list of statuses")
            }
            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<StatusNames, E> {
                let name = StatusName::deserialize(serde::de::value::StrDeserializer::new(name))?;
                Ok(StatusNames(vec![name]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<StatusNames, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(StatusNames)
            }
        }
        deserializer.deserialize_any(Names)
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Condition;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of phrases, or { near = …, phrases = […] }")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Condition, A::Error> {
                let phrases = Vec::deserialize(SeqAccessDeserializer::new(seq))?;
                Ok(Condition { near: Near::default(), phrases })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Condition, A::Error> {
                let LongCondition { near, phrases } = LongCondition::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Condition { near, phrases })
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for Example {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Example;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or { text = …, also = […], because = … }")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Example, E> {
                Ok(Example { text: text.to_owned(), also: Vec::new(), because: None })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Example, A::Error> {
                let LongExample { text, also, because } = LongExample::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Example { text, also, because })
            }
        }
        deserializer.deserialize_any(Either)
    }
}
