//! `rules/layout/*.toml`: what labels, headings and the head of a document look like.

use super::load::{one_of, parse};
use super::pieces::{Pieces, expand};
use super::problem::{Code, Problem};
use super::source::Source;
use regex::{Captures, Regex};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayoutFile {
    #[serde(rename = "note")]
    _note: String,
    /// Another layout, from which this one has whatever it does not say itself.
    pub(super) like: Option<Spanned<String>>,
    #[serde(default = "full")]
    weight: f64,
    /// Patterns that others name in braces.
    #[serde(default)]
    pub(super) pieces: Pieces,
    label: Vec<Spanned<String>>,
    #[serde(default)]
    question: Vec<Spanned<String>>,
    #[serde(default)]
    part: Vec<Spanned<String>>,
    #[serde(default)]
    asked: Vec<Spanned<String>>,
    #[serde(default)]
    answer: Vec<Spanned<String>>,
    /// Counts only if its answers usually have parts.
    #[serde(default)]
    with_parts: bool,
    #[serde(default)]
    paragraph: Vec<Spanned<String>>,
    #[serde(default)]
    heading: Vec<Spanned<String>>,
    #[serde(default)]
    bare_heading: Vec<Spanned<String>>,
    #[serde(default)]
    footnote: Vec<Spanned<String>>,
    #[serde(default)]
    wanted: Vec<Spanned<String>>,
    /// Words between two parts that mean "up to".
    #[serde(default)]
    range: Vec<String>,
    #[serde(default)]
    head: Vec<HeadRule>,
}

fn full() -> f64 {
    1.0
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

/// A layout.
#[derive(Clone)]
pub struct Layout {
    /// File name without its ending.
    pub id: String,
    /// Id of the layout from which this one has whatever it does not say itself.
    pub(super) like: Option<Spanned<String>>,
    /// How much an answer counts that this layout finds, against those of other layouts.
    pub(crate) weight: f64,
    /// Match at the beginning of a line that opens an answer. Groups: `number`, `more`, `parts`, `asked`. What follows is
    /// text.
    pub(crate) label: Vec<Pattern>,
    /// Match a line with the number of a question whose parts are answered below. Groups: `number`, `asked`.
    pub(crate) question: Vec<Pattern>,
    /// Match at the beginning of a line that opens the answer to a part. Groups: `parts`, `asked`. What follows is text.
    pub(crate) part: Vec<Pattern>,
    /// Match a line below a label that repeats the question. Group: `asked`.
    pub(crate) asked: Vec<Pattern>,
    /// Match at the beginning of a line with which the answer begins, after the question. What follows is text.
    pub(crate) answer: Vec<Pattern>,
    /// Whether it counts only if its answers usually have parts.
    pub(crate) with_parts: bool,
    /// Match what stands before a paragraph and is none of its text: a running number.
    pub(crate) paragraph: Vec<Pattern>,
    /// Match a line that may be a section heading. Group: `title`.
    pub(crate) heading: Vec<Pattern>,
    /// Match a line between blank lines that may be a section heading where no line matches `heading`. Group: `title`.
    pub(crate) bare_heading: Vec<Pattern>,
    /// Match a line that belongs to no answer.
    pub(crate) footnote: Vec<Pattern>,
    /// Match a paragraph of a document of the committee that counts; none: all do.
    wanted: Vec<Pattern>,
    pub(crate) range: Vec<String>,
    pub(crate) head: Vec<(HeadField, Pattern, Option<String>)>,
}

/// A regular expression that is compiled when it is first asked for: few layouts are used in one run, and compiling
/// takes longer than reading a page.
#[derive(Clone)]
pub(crate) struct Pattern {
    source: Arc<Spanned<String>>,
    /// What is wrong with the pieces that it names.
    wrong: Option<Arc<str>>,
    compiled: Arc<OnceLock<Option<Regex>>>,
}

impl Pattern {
    fn new(source: Spanned<String>, pieces: &Pieces) -> Self {
        let span = source.span();
        let (pattern, wrong) = match expand(source.get_ref(), pieces) {
            Ok(pattern) => (pattern, None),
            Err(wrong) => (source.into_inner(), Some(Arc::from(wrong))),
        };
        Pattern { source: Arc::new(Spanned::new(span, pattern)), wrong, compiled: Arc::default() }
    }

    /// The first match in `text`. A pattern that is not valid matches nothing; [`Layout::check`] reports it.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        // Most lines do not match, and finding groups is slow.
        self.regex().filter(|regex| regex.is_match(text))?.captures(text)
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    pub(crate) fn as_str(&self) -> &str {
        self.source.get_ref()
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(self.source.get_ref()).ok()).as_ref()
    }
}

/// The pieces of each layout by its id. A later file that stands in for one of the same name leaves it those that it does
/// not say, since other layouts are like it.
pub(super) fn pieces(sources: &[Source]) -> BTreeMap<String, Pieces> {
    shared(&files(sources, &mut Vec::new()))
}

fn files<'s>(sources: &'s [Source], problems: &mut Vec<Problem>) -> Vec<(&'s Source, LayoutFile)> {
    let sources = sources.iter().filter(|source| source.is_in("layout/"));
    sources.filter_map(|source| Some((source, parse(source, problems)?))).collect()
}

fn shared(files: &[(&Source, LayoutFile)]) -> BTreeMap<String, Pieces> {
    let mut all: BTreeMap<String, Pieces> = BTreeMap::new();
    for (source, file) in files {
        all.entry(source.stem().to_owned()).or_default().extend(file.pieces.clone());
    }
    all
}

/// Every layout, in order of file name; a later file stands in for an earlier one of the same name.
pub(crate) fn layouts(sources: &[Source], problems: &mut Vec<Problem>) -> Vec<Layout> {
    let files = files(sources, problems);
    let pieces = shared(&files);
    let known: Vec<&str> = files.iter().map(|(source, _)| source.stem()).collect();
    let mut layouts: Vec<Layout> = Vec::new();
    for (source, file) in files {
        let inherited = file.like.as_ref().and_then(|like| pieces.get(like.get_ref()));
        let layout = Layout::new(source.stem(), file, inherited);
        // The tests compile the patterns that come with lacuna; a user's would silently match nothing.
        if !source.lean {
            problems.extend(layout.problems(source, &known));
        }
        match layouts.iter_mut().find(|known| known.id == layout.id) {
            Some(known) => *known = layout,
            None => layouts.push(layout),
        }
    }
    for at in 0..layouts.len() {
        let like =
            layouts[at].like.as_ref().and_then(|like| layouts.iter().find(|layout| layout.id == *like.get_ref()));
        if let Some(like) = like.cloned() {
            layouts[at].complete(&like);
        }
    }
    layouts
}

impl Layout {
    /// `inherited`: pieces of the layout that it is like.
    pub(super) fn new(id: &str, file: LayoutFile, inherited: Option<&Pieces>) -> Self {
        let mut pieces = inherited.cloned().unwrap_or_default();
        pieces.extend(file.pieces);
        let pattern = |source| Pattern::new(source, &pieces);
        let all = |patterns: Vec<Spanned<String>>| patterns.into_iter().map(pattern).collect();
        let head = file.head.into_iter().map(|rule| (rule.field, pattern(rule.pattern), rule.value)).collect();
        Layout {
            id: id.to_owned(),
            like: file.like,
            weight: file.weight,
            label: all(file.label),
            question: all(file.question),
            part: all(file.part),
            asked: all(file.asked),
            answer: all(file.answer),
            with_parts: file.with_parts,
            paragraph: all(file.paragraph),
            heading: all(file.heading),
            bare_heading: all(file.bare_heading),
            footnote: all(file.footnote),
            wanted: all(file.wanted),
            range: file.range,
            head,
        }
    }

    /// Whether a paragraph of this text counts.
    pub(crate) fn wants(&self, text: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|pattern| pattern.is_match(text))
    }

    /// Takes what this layout does not say from another.
    pub(super) fn complete(&mut self, other: &Layout) {
        for (own, other) in [
            (&mut self.heading, &other.heading),
            (&mut self.bare_heading, &other.bare_heading),
            (&mut self.footnote, &other.footnote),
            (&mut self.paragraph, &other.paragraph),
            (&mut self.answer, &other.answer),
        ] {
            if own.is_empty() {
                own.clone_from(other);
            }
        }
        if self.range.is_empty() {
            self.range.clone_from(&other.range);
        }
        if self.head.is_empty() {
            self.head.clone_from(&other.head);
        }
    }

    /// The patterns of lines at which an answer may begin.
    pub(crate) fn openers(&self) -> impl Iterator<Item = &Pattern> {
        self.label.iter().chain(&self.question).chain(&self.part)
    }

    /// What is wrong with the file: its patterns, and the layout that it names. `known`: ids of all layouts.
    pub(super) fn problems(&self, source: &Source, known: &[&str]) -> Vec<Problem> {
        let remedy = "see https://docs.rs/regex/#syntax for the notation";
        let wrong = self.check().into_iter();
        let mut problems: Vec<Problem> =
            wrong.map(|(span, message)| source.problem(Code::BadPattern, span, message, remedy)).collect();
        if let Some(like) = self.like.as_ref().filter(|like| !known.contains(&like.get_ref().as_str())) {
            let message = format!("there is no layout {:?}", like.get_ref());
            problems.push(source.problem(Code::UnknownValue, like.span(), message, one_of(like.get_ref(), known)));
        }
        problems
    }

    /// What is wrong with the patterns: span in the file, and a message.
    fn check(&self) -> Vec<(Range<usize>, String)> {
        let head = self.head.iter().map(|(_, pattern, _)| pattern);
        let patterns = self.label.iter().chain(&self.heading).chain(&self.footnote).chain(head);
        let patterns = patterns.chain(&self.question).chain(&self.part).chain(&self.asked).chain(&self.paragraph);
        let patterns = patterns.chain(&self.answer).chain(&self.bare_heading).chain(&self.wanted);
        let mut wrong: Vec<_> = patterns
            .filter_map(|pattern| {
                if let Some(wrong) = &pattern.wrong {
                    return Some((pattern.source.span(), wrong.to_string()));
                }
                let error = Regex::new(pattern.source.get_ref()).err()?;
                // The first lines draw the pattern; the last says what is wrong with it.
                let error = error.to_string();
                let reason = error.lines().last().unwrap_or_default().trim_start_matches("error: ");
                Some((pattern.source.span(), format!("this pattern is not valid: {reason}")))
            })
            .collect();
        for pattern in &self.label {
            let named =
                pattern.regex().is_some_and(|regex| regex.capture_names().flatten().any(|name| name == "number"));
            if !named && pattern.regex().is_some() {
                wrong.push((pattern.source.span(), "a label needs a group (?P<number>…)".to_owned()));
            }
        }
        wrong
    }
}
