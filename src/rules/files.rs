//! The rule files as they stand in TOML, with the place of everything that can be wrong.

use super::compile::Scope;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

/// `rules/language/<lang>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LanguageFile {
    /// The language's own name, and its name in English.
    pub name: Names,
    #[serde(default)]
    pub inflections: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub elisions: BTreeMap<String, String>,
    #[serde(default)]
    pub sentences: Sentences,
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    pub subjects: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    pub clauses: Clauses,
    #[serde(default)]
    pub dates: Dates,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Names {
    pub own: String,
    pub english: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sentences {
    #[serde(default)]
    pub abbreviations: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Clauses {
    pub strong: Vec<Spanned<String>>,
    pub soft: Vec<Spanned<String>>,
    pub continuers: Vec<Spanned<String>>,
    pub frames: Vec<Spanned<String>>,
    pub anaphors: Vec<Spanned<String>>,
    pub subordinators: Vec<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Dates {
    /// January first, each with its spellings.
    pub months: Vec<Vec<String>>,
    /// `S1` = ["premier semestre"], …
    pub periods: BTreeMap<String, Vec<Spanned<String>>>,
}

/// `rules/status/<lang>/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusFile {
    #[serde(default)]
    pub rule: Vec<StatusRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusRule {
    pub id: Spanned<String>,
    pub status: StatusNames,
    #[serde(default, rename = "note")]
    pub _note: Option<String>,
    pub phrases: Vec<Spanned<String>>,
    #[serde(default)]
    pub subject: Vec<Spanned<String>>,
    #[serde(default)]
    pub not_subject: Vec<Spanned<String>>,
    #[serde(default)]
    pub unless: BTreeMap<String, Condition>,
    #[serde(default)]
    pub when: BTreeMap<String, Condition>,
    #[serde(default)]
    pub priority: Option<i32>,
    #[serde(default)]
    pub beside: bool,
    #[serde(default = "yes")]
    pub predicate: bool,
    #[serde(default = "one")]
    pub weight: f64,
    #[serde(default)]
    pub scope: ScopeName,
    pub examples: Spanned<Examples>,
}

fn yes() -> bool {
    true
}

fn one() -> f64 {
    1.0
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
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
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum StatusName {
    Implemented,
    Pending,
    Planned,
    Declined,
    Unavailable,
    None,
}

/// One status or several.
#[derive(Debug)]
pub(crate) struct StatusNames(pub Vec<StatusName>);

/// An exception or a precondition of a rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LongCondition {
    #[serde(default)]
    near: Near,
    phrases: Vec<Spanned<String>>,
}

/// An exception or a precondition: where it is looked for, and its phrases.
#[derive(Debug)]
pub(crate) struct Condition {
    pub near: Near,
    pub phrases: Vec<Spanned<String>>,
}

/// Where a condition must hold, seen from the cue.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Near {
    #[default]
    Clause,
    Sentence,
    Before,
    After,
    Touching,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Examples {
    #[serde(default)]
    pub fires: Vec<Example>,
    #[serde(default)]
    pub silent: Vec<Example>,
    #[serde(default)]
    pub todo: Vec<Example>,
}

/// A text on which a rule must fire, or stay silent.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub text: String,
    /// Statuses that other rules rightly give in the same text.
    pub also: Vec<StatusName>,
    /// The exception that must block the rule.
    pub because: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LongExample {
    text: String,
    #[serde(default)]
    also: Vec<StatusName>,
    because: Option<String>,
}

/// `rules/conventions/<id>/<lang>/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TopicFile {
    #[serde(default)]
    pub rule: Vec<TopicRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TopicRule {
    pub id: Spanned<String>,
    #[serde(default, rename = "note")]
    pub _note: Option<String>,
    #[serde(default)]
    pub articles: BTreeMap<Spanned<String>, f64>,
    #[serde(default)]
    pub themes: BTreeMap<Spanned<String>, f64>,
    pub phrases: Vec<Spanned<String>>,
    #[serde(default)]
    pub unless: BTreeMap<String, Condition>,
    #[serde(default)]
    pub when: BTreeMap<String, Condition>,
    pub examples: Spanned<Examples>,
}

/// `rules/detail/<lang>.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DetailFile {
    #[serde(default)]
    pub rule: Vec<DetailRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DetailRule {
    pub id: Spanned<String>,
    pub kind: DetailKind,
    #[serde(default, rename = "note")]
    pub _note: Option<String>,
    /// Of a deadline: not if the date is over.
    #[serde(default)]
    pub future: bool,
    pub phrases: Vec<Spanned<String>>,
    #[serde(default)]
    pub unless: BTreeMap<String, Condition>,
    pub examples: Spanned<Examples>,
}

/// What a promise may name.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DetailKind {
    Deadline,
    Body,
    Budget,
    Target,
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
