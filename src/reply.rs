//! From the text of a document to its sections and answers, by the layouts of `rules/layout/`.

mod head;
mod label;

use crate::assessment::Warning;
use crate::rules::{Layout, Pattern};
use crate::text::Span;
use rustc_hash::FxHashMap;

pub use head::Head;

/// A State party's replies, taken apart.
#[derive(Debug)]
pub struct Reply {
    /// Which layout was recognised.
    pub layout: String,
    /// What stands before the first section.
    pub head: Head,
    /// In order.
    pub sections: Vec<Section>,
    /// In order.
    pub answers: Vec<Answer>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    lines: Lines,
}

/// A titled part of the replies.
#[derive(Debug)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// The heading in the text.
    pub span: Span,
    /// 1-based line of the heading.
    pub line: usize,
}

/// The reply to one sub-question, or to several that are answered together.
#[derive(Debug)]
pub struct Answer {
    /// `2.c`, `9.i-j`, `17`; `2.c~2` where the label comes again.
    pub id: String,
    /// As it stands in the document.
    pub label: String,
    /// Number of the question.
    pub question: u32,
    /// Letters of its parts.
    pub parts: Vec<String>,
    /// Index into [`Reply::sections`].
    pub section: Option<usize>,
    /// 1-based line of the label.
    pub line: usize,
    /// Paragraphs of the answer, in order, without the white space around them.
    pub paragraphs: Vec<Span>,
}

impl Reply {
    /// 1-based line of a byte offset.
    pub fn line_of(&self, offset: usize) -> usize {
        self.lines.of(offset)
    }
}

/// Takes a text apart by the layout that finds most answers in it. `None` if no layout finds any.
pub fn split(text: &str, layouts: &[Layout]) -> Option<Reply> {
    let lines = Lines::new(text);
    let mut best: Option<(usize, &Layout)> = None;
    for layout in layouts {
        let labels = lines.iter(text).filter(|(_, line)| label::find(layout, line).is_some()).count();
        if labels > best.map_or(0, |(most, _)| most) {
            best = Some((labels, layout));
        }
    }
    best.map(|(_, layout)| Splitter::new(text, layout).split(lines))
}

/// Byte offsets at which lines start.
#[derive(Debug)]
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        let starts = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        Lines(std::iter::once(0).chain(starts).collect())
    }

    fn of(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start <= offset)
    }

    fn iter<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        self.0.iter().enumerate().map(move |(at, &start)| {
            let end = self.0.get(at + 1).map_or(text.len(), |next| next - 1);
            (start, text[start..end].strip_suffix('\r').unwrap_or(&text[start..end]))
        })
    }
}

enum Line<'t> {
    Blank,
    Footnote,
    Label(label::Label<'t>),
    Heading(Span),
    Text(Span),
}

struct Splitter<'t> {
    text: &'t str,
    layout: &'t Layout,
    sections: Vec<Section>,
    answers: Vec<Answer>,
    warnings: Vec<Warning>,
    seen: FxHashMap<String, usize>,
}

impl<'t> Splitter<'t> {
    fn new(text: &'t str, layout: &'t Layout) -> Self {
        Splitter {
            text,
            layout,
            sections: Vec::new(),
            answers: Vec::new(),
            warnings: Vec::new(),
            seen: FxHashMap::default(),
        }
    }

    fn split(mut self, lines: Lines) -> Reply {
        let kinds: Vec<Line<'t>> = lines.iter(self.text).map(|(start, line)| self.classify(start, line)).collect();
        let mut headed = false;
        // From the end: a heading is one only if a label or a heading comes next.
        let mut is_heading = vec![false; kinds.len()];
        for (at, kind) in kinds.iter().enumerate().rev() {
            match kind {
                Line::Blank | Line::Footnote => {}
                Line::Label(_) => headed = true,
                Line::Heading(_) => is_heading[at] = headed,
                Line::Text(_) => headed = false,
            }
        }
        let mut head_end = None;
        for (at, kind) in kinds.into_iter().enumerate() {
            match kind {
                Line::Blank | Line::Footnote => {}
                Line::Heading(span) if is_heading[at] => {
                    head_end.get_or_insert(lines.0[at]);
                    let title = normal_spaces(&self.text[span.clone()]);
                    self.sections.push(Section { title, span, line: at + 1 });
                }
                Line::Heading(span) | Line::Text(span) => {
                    if let Some(answer) = self.answers.last_mut() {
                        answer.paragraphs.push(span);
                    }
                }
                Line::Label(label) => {
                    head_end.get_or_insert(lines.0[at]);
                    self.open_answer(label, at + 1);
                }
            }
        }
        let head = head::read(&self.text[..head_end.unwrap_or(0)], self.layout);
        Reply {
            layout: self.layout.id.clone(),
            head,
            sections: self.sections,
            answers: self.answers,
            warnings: self.warnings,
            lines,
        }
    }

    fn classify(&self, start: usize, line: &'t str) -> Line<'t> {
        let matches = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.is_match(line));
        let Some(span) = crate::text::trimmed(line, 0..line.len()) else { return Line::Blank };
        let absolute = |span: Span| start + span.start..start + span.end;
        if matches(&self.layout.footnote) {
            return Line::Footnote;
        }
        if let Some(mut label) = label::find(self.layout, line) {
            label.rest = label.rest.map(absolute);
            return Line::Label(label);
        }
        let title = self.layout.heading.iter().find_map(|pattern| pattern.captures(line)?.name("title"));
        match title {
            Some(title) => Line::Heading(absolute(title.range())),
            None => Line::Text(absolute(span)),
        }
    }

    fn open_answer(&mut self, label: label::Label<'t>, line: usize) {
        let mut id = label.number.to_string();
        if !label.parts.is_empty() {
            id = format!("{id}.{}", label.parts.join("-"));
        }
        if label.look_alike {
            self.warn(
                "label-look-alike",
                line,
                format!("{}: a letter from another alphabet is read as {id}", label.shown),
            );
        }
        let times = self.seen.entry(id.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            let first = id.clone();
            id = format!("{id}~{times}");
            self.warn(
                "label-repeated",
                line,
                format!("the label {first} comes again; this answer is kept apart as {id}"),
            );
        }
        self.answers.push(Answer {
            id,
            label: normal_spaces(label.shown),
            question: label.number,
            parts: label.parts,
            section: self.sections.len().checked_sub(1),
            line,
            paragraphs: label.rest.into_iter().collect(),
        });
    }

    fn warn(&mut self, code: &str, line: usize, message: String) {
        self.warnings.push(Warning { code: code.to_owned(), line: Some(line), message });
    }
}

/// One ordinary space for every run of white space, for text that is shown and not quoted.
pub(crate) fn normal_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
