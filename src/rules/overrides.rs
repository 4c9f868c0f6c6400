//! `[[override]]`: how a user's file changes a rule that comes with lacuna.

use super::files::{StatusNames, StatusRule, is_priority, is_weight};
use super::load::{self, careful};
use super::problem::{Code, Problem};
use super::source::Source;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A change to one rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Override {
    /// Whole id of the rule: `fr/planned/il-est-prevu-de`.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// The rule is taken out.
    #[serde(default)]
    pub off: bool,
    /// Why. Required where a rule is taken out.
    pub reason: Option<String>,
    /// Instead of the rule's own.
    #[schemars(with = "Option<f64>")]
    pub weight: Option<Spanned<f64>>,
    /// Instead of the rule's own.
    pub status: Option<StatusNames>,
    /// Instead of the rule's own.
    #[schemars(with = "Option<i32>")]
    pub priority: Option<Spanned<i32>>,
}

/// An override and the file it stands in: an index into the sources.
#[derive(Clone, Debug)]
pub(crate) struct PlacedOverride {
    pub source: usize,
    pub change: Override,
}

impl Override {
    /// Whether it asks for anything that only a status rule has.
    pub(crate) fn is_for_status(&self) -> bool {
        self.weight.is_some() || self.status.is_some() || self.priority.is_some()
    }

    pub(crate) fn apply(&self, rule: &mut StatusRule) {
        if let Some(weight) = &self.weight {
            rule.weight = weight.clone();
        }
        if let Some(status) = &self.status {
            rule.status = status.clone();
        }
        if let Some(priority) = &self.priority {
            rule.priority = Some(priority.clone());
        }
    }

    /// `off, weight 0.5`, and why.
    pub(crate) fn describe(&self) -> String {
        let mut parts = Vec::new();
        if self.off {
            parts.push("off".to_owned());
        }
        if let Some(weight) = &self.weight {
            parts.push(format!("weight {}", weight.get_ref()));
        }
        if let Some(status) = &self.status {
            let names: Vec<_> = status.0.iter().map(|name| name.name()).collect();
            parts.push(format!("status {}", names.join(" + ")));
        }
        if let Some(priority) = &self.priority {
            parts.push(format!("priority {}", priority.get_ref()));
        }
        let reason = self.reason.as_ref().map_or(String::new(), |reason| format!(": {reason}"));
        format!("{}{reason}", parts.join(", "))
    }
}

/// Tells a weight or a priority that is out of range; whether there was one.
pub(super) fn out_of_range(
    weight: Option<&Spanned<f64>>,
    priority: Option<&Spanned<i32>>,
    source: &Source,
    problems: &mut Vec<Problem>,
) -> bool {
    let before = problems.len();
    if let Some(weight) = weight.filter(|weight| !is_weight(*weight.get_ref())) {
        let message = format!("the weight {} is out of range", weight.get_ref());
        problems.push(source.problem(Code::OutOfRange, weight.span(), message, "write 0 to 10; 1 is usual"));
    }
    if let Some(priority) = priority.filter(|priority| !is_priority(*priority.get_ref())) {
        let message = format!("the priority {} is out of range", priority.get_ref());
        problems.push(source.problem(Code::OutOfRange, priority.span(), message, "write 0 to 100"));
    }
    problems.len() > before
}

/// The overrides of a file.
pub(crate) fn of(table: &DeTable<'_>, source: &Source, problems: &mut Vec<Problem>) -> Vec<Override> {
    let Some(DeValue::Array(list)) = table.get("override").map(Spanned::get_ref) else { return Vec::new() };
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    for value in list {
        let Some(change) = careful::<Override>(value.clone(), &["id"], source, problems) else { continue };
        if out_of_range(change.weight.as_ref(), change.priority.as_ref(), source, problems) {
            continue;
        }
        let id = change.id.get_ref();
        if !ids.insert(id.clone()) {
            let message = format!("{id} is overridden twice in this file");
            problems.push(source.problem(Code::DuplicateOverride, change.id.span(), message, "make one of the two"));
        } else if change.off && change.reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
            let message = format!("{id} is taken out without a reason");
            let remedy = "say why, for those who read the report: reason = \"…\"";
            problems.push(source.problem(Code::OverrideNoReason, change.id.span(), message, remedy));
        } else if !change.off && !change.is_for_status() {
            let message = format!("this changes nothing of {id}");
            let remedy = "write off = true with a reason, or a weight, a status or a priority";
            problems.push(source.problem(Code::OverrideEmpty, change.id.span(), message, remedy));
        }
        found.push(change);
    }
    found
}

/// A rule that an override names and that is not there.
pub(crate) fn misses<'i>(change: &Override, source: &Source, ids: impl Iterator<Item = &'i str>) -> Problem {
    let id = change.id.get_ref();
    let remedy = match load::closest(id, ids) {
        Some(near) => format!("did you mean {near}?"),
        None => "`lacuna rules list` shows the ids".to_owned(),
    };
    source.problem(Code::OverrideMisses, change.id.span(), format!("there is no rule {id} to override"), remedy)
}
