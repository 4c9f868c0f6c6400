//! What was seen in a text in which no layout finds an answer: lines that may be labels or headings, and what would make
//! labels of them.

use super::{Lines, label, normal_spaces};
use crate::rules::Layout;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What was seen.
#[derive(Debug)]
pub struct Survey {
    /// Lines that begin alike with a number, those met most often first.
    pub numbered: Vec<Shape>,
    /// Lines that may be headings: 1-based line, and text.
    pub headings: Vec<(usize, String)>,
    /// Every layout, in order.
    pub layouts: Vec<Near>,
}

/// Lines that begin alike.
#[derive(Debug)]
pub struct Shape {
    /// How they begin, with 1 for every number and `a` for every letter of a part.
    pub shape: String,
    /// 1-based lines.
    pub lines: Vec<usize>,
    /// The first of them.
    pub first: String,
}

/// How near a layout is.
#[derive(Debug)]
pub struct Near {
    /// Its id.
    pub layout: String,
    /// 1-based lines that it takes for labels.
    pub labels: Vec<usize>,
    /// Whether it is never chosen for replies, however many it finds.
    pub never_chosen: bool,
    /// What would make labels of other lines, and of which.
    pub changes: Vec<(Change, Vec<usize>)>,
}

/// A change to a line that would make a label of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Number and letter alone on the line: `1. a)`.
    OwnLine,
    /// Number, full stop and tab before the text.
    NumberAndTab,
    /// The line set apart by two tabs, as headings are.
    SetApart,
}

impl Change {
    /// All of them, the slightest first.
    pub const ALL: [Change; 3] = [Change::SetApart, Change::NumberAndTab, Change::OwnLine];

    /// Key of `[seen.change]` of the report words.
    pub fn name(self) -> &'static str {
        match self {
            Change::OwnLine => "own-line",
            Change::NumberAndTab => "number-and-tab",
            Change::SetApart => "set-apart",
        }
    }

    fn apply(self, found: &Numbered<'_>) -> String {
        let Numbered { line, number, part, rest, .. } = found;
        match (self, part) {
            (Change::SetApart, _) => format!("\t\t{}", line.trim_start()),
            (Change::NumberAndTab, _) => format!("{number}.\t{rest}"),
            (Change::OwnLine, Some(part)) => format!("\t\t{number}. {part})"),
            (Change::OwnLine, None) => format!("\t\t{number}."),
        }
    }
}

/// A line that begins with a number, after a word or two at most.
struct Numbered<'t> {
    line: &'t str,
    /// What stands before the text.
    opening: &'t str,
    number: &'t str,
    part: Option<&'t str>,
    rest: &'t str,
}

/// After a word, or before a bare letter, only marks tell a label from a sentence.
static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = r"(?x)^\s*(?:
        (?P<opening>
            [(\[]?(?P<number>[0-9]{1,3})(?:\s*[.:)\]/–—-]*\s*\(?(?P<part>[a-z])[)\]]|[./-]?(?P<bare>[a-z])\b|\b)\s*[.:)\]/°–—-]*
            |(?:[^\s0-9.:;,]{1,15}\.?\s+){1,2}(?:[^\s0-9]{1,3}\s*)?
             [(\[]?(?P<number2>[0-9]{1,3})(?:\s*[./]?\s*\(?(?P<part2>[a-z])[)\]]|[./-]?(?P<bare2>[a-z])\b|\b)\s*(?:[.:)\]/–—-]+|$)
        ))(?:\s+|$)(?P<rest>.*)$";
    Regex::new(pattern).ok()
});

fn numbered(line: &str) -> Option<Numbered<'_>> {
    let found = NUMBERED.as_ref()?.captures(line)?;
    let named = |names: &[&str]| names.iter().find_map(|name| found.name(name)).map(|found| found.as_str());
    Some(Numbered {
        line,
        opening: found.name("opening")?.as_str().trim(),
        number: named(&["number", "number2"])?,
        part: named(&["part", "bare", "part2", "bare2"]),
        rest: found.name("rest")?.as_str(),
    })
}

impl Numbered<'_> {
    /// How the line begins, the same for all labels of one kind.
    fn shape(&self) -> String {
        let at = self.opening.find(self.number).unwrap_or_default();
        let (before, after) = self.opening.split_at(at);
        let after = after.strip_prefix(self.number).unwrap_or(after);
        let after = self.part.map_or_else(|| after.to_owned(), |part| after.replacen(part, "a", 1));
        normal_spaces(&format!("{before}1{after}"))
    }
}

/// A heading is not longer, in bytes.
const HEADING: usize = 160;

/// Looks a text through.
pub fn survey(text: &str, layouts: &[Layout]) -> Survey {
    let lines = Lines::new(text);
    let all: Vec<&str> = lines.iter(text).map(|(_, line)| line).collect();
    let found: Vec<(usize, Numbered<'_>)> =
        (1..).zip(&all).filter_map(|(at, line)| Some((at, numbered(line)?))).collect();
    let mut shapes: BTreeMap<String, Shape> = BTreeMap::new();
    for (at, found) in &found {
        let shape = found.shape();
        let entry = shapes.entry(shape.clone());
        let shape = entry.or_insert_with(|| Shape { shape, lines: Vec::new(), first: normal_spaces(found.line) });
        shape.lines.push(*at);
    }
    let mut shapes: Vec<Shape> = shapes.into_values().collect();
    shapes.sort_by_key(|shape| (std::cmp::Reverse(shape.lines.len()), shape.lines[0]));
    let is_blank = |at: Option<usize>| at.and_then(|at| all.get(at)).is_none_or(|line| line.trim().is_empty());
    let is_heading = |at: usize, line: &str| {
        let text = line.trim();
        let patterns = layouts.iter().flat_map(|layout| &layout.heading);
        let alone = is_blank(at.checked_sub(1)) && is_blank(Some(at + 1));
        let short = !text.is_empty() && text.len() <= HEADING;
        short
            && numbered(line).is_none()
            && (patterns.into_iter().any(|pattern| pattern.is_match(line))
                || alone && !text.ends_with(['.', ';', ',', ':', '?', '!']))
    };
    let headings = all.iter().enumerate().filter(|(at, line)| is_heading(*at, line));
    Survey {
        numbered: shapes,
        headings: headings.map(|(at, line)| (at + 1, normal_spaces(line))).collect(),
        layouts: layouts.iter().map(|layout| near(layout, &all, &found)).collect(),
    }
}

fn near(layout: &Layout, all: &[&str], found: &[(usize, Numbered<'_>)]) -> Near {
    let opens =
        |line: &str| label::find(layout, line, |_| true).is_some() || label::question(layout, line, |_| true).is_some();
    let labels: Vec<usize> = (1..).zip(all).filter(|(_, line)| opens(line)).map(|(at, _)| at).collect();
    let mut changes: Vec<(Change, Vec<usize>)> = Vec::new();
    for change in Change::ALL {
        let others = found.iter().filter(|(at, _)| labels.binary_search(at).is_err());
        let lines: Vec<usize> =
            others.filter(|(_, numbered)| opens(&change.apply(numbered))).map(|(at, _)| *at).collect();
        // A greater change that makes labels of the same lines is not worth saying.
        if !lines.is_empty() && changes.iter().all(|(_, known)| *known != lines) {
            changes.push((change, lines));
        }
    }
    Near { layout: layout.id.clone(), labels, never_chosen: layout.weight == 0.0, changes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_alike_are_one_shape_and_sentences_none() {
        let shape = |line: &str| numbered(line).map(|found| found.shape());
        assert_eq!(shape("Item 12/b: The Schools Act"), Some("Item 1/a:".to_owned()));
        assert_eq!(shape("12) The Schools Act"), Some("1)".to_owned()));
        assert_eq!(shape("(3) b) The Schools Act"), Some("(1) a)".to_owned()));
        assert_eq!(shape("Réponse n° 7 –"), Some("Réponse n° 1 –".to_owned()));
        for sentence in ["In 2022 a law was adopted.", "The 12 clinics are open.", "Act No 118 of 2021 applies."] {
            assert_eq!(shape(sentence), None, "{sentence}");
        }
    }
}
