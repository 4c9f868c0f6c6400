//! `rules/layout/*.toml`: what labels, headings and the head of a document look like.

use regex::Regex;
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayoutFile {
    #[serde(rename = "note")]
    _note: String,
    label: Vec<Spanned<String>>,
    #[serde(default)]
    heading: Vec<Spanned<String>>,
    #[serde(default)]
    footnote: Vec<Spanned<String>>,
    /// Words between two parts that mean "up to".
    #[serde(default)]
    range: Vec<String>,
    #[serde(default)]
    head: Vec<HeadRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadRule {
    field: HeadField,
    pattern: Spanned<String>,
    value: Option<String>,
}

/// What the head of a document tells.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum HeadField {
    /// Title of the document.
    Title,
    /// The State party, as the title names it.
    State,
    /// Short name of the committee.
    Committee,
    /// United Nations document symbol.
    Symbol,
    /// Session of the committee.
    Session,
    /// Date of receipt: groups `day`, `month` and `year`.
    Received,
}

/// A compiled layout.
pub struct Layout {
    /// File name without its ending.
    pub id: String,
    /// Match at the beginning of a line that opens an answer. Groups: `number`, `parts`. What follows is text.
    pub(crate) label: Vec<Regex>,
    /// Match a line that may be a section heading. Group: `title`.
    pub(crate) heading: Vec<Regex>,
    /// Match a line that belongs to no answer.
    pub(crate) footnote: Vec<Regex>,
    pub(crate) range: Vec<String>,
    pub(crate) head: Vec<(HeadField, Regex, Option<String>)>,
}

impl Layout {
    /// Compiles the patterns; on a mistake, its span in the file and a message.
    pub(super) fn compile(id: &str, file: LayoutFile) -> Result<Self, (Range<usize>, String)> {
        let regex = |pattern: &Spanned<String>| {
            Regex::new(pattern.get_ref()).map_err(|error| (pattern.span(), format!("this pattern is not valid: {error}")))
        };
        let all = |patterns: &[Spanned<String>]| patterns.iter().map(regex).collect::<Result<Vec<_>, _>>();
        let label = all(&file.label)?;
        for (pattern, compiled) in file.label.iter().zip(&label) {
            if !compiled.capture_names().flatten().any(|name| name == "number") {
                return Err((pattern.span(), "a label needs a group (?P<number>…)".into()));
            }
        }
        let head = file
            .head
            .iter()
            .map(|rule| Ok((rule.field, regex(&rule.pattern)?, rule.value.clone())))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Layout {
            id: id.to_owned(),
            label,
            heading: all(&file.heading)?,
            footnote: all(&file.footnote)?,
            range: file.range,
            head,
        })
    }
}
