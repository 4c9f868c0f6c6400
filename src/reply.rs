//! From the text of a document to its sections and answers, by the layouts of `rules/layout/`.

mod head;
mod label;
mod openers;
mod survey;

use crate::assessment::Warning;
use crate::rules::{Layout, Pattern};
use crate::text::Span;
use openers::Openers;
use rustc_hash::FxHashMap;

pub use head::Head;
pub use survey::{Change, Near, Shape, Survey, survey};

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
    /// Numbers of other questions that it answers too: `paragraphs 5 and 6`.
    pub also: Vec<u32>,
    /// Letters of its parts.
    pub parts: Vec<String>,
    /// Index into [`Reply::sections`].
    pub section: Option<usize>,
    /// 1-based line of the label.
    pub line: usize,
    /// The question, where the document repeats it: pieces of the text.
    pub asked: Vec<Span>,
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
    let openers = Openers::new(text, &lines, layouts);
    let mut best: Option<(f64, usize, Splitter<'_>)> = None;
    for (most, at) in promising(&openers, layouts) {
        let (fit, first) = best.as_ref().map_or((0.0, layouts.len()), |(fit, at, _)| (*fit, *at));
        // Of layouts that fit alike, the first is taken.
        if most < fit || most == fit && at > first {
            continue;
        }
        let mut splitter = Splitter::new(text, &layouts[at], Some(&openers));
        splitter.split(&lines);
        let better = splitter.fit();
        if better > fit || better == fit && better > 0.0 && at < first {
            best = Some((better, at, splitter));
        }
    }
    best.map(|(.., splitter)| splitter.finish(lines))
}

/// The layouts with the greatest fit that each can have, the best first: no answer is found without a line that opens it.
fn promising(openers: &Openers<'_>, layouts: &[Layout]) -> Vec<(f64, usize)> {
    let most = |layout: &Layout| openers.count(layout) as f64 * layout.weight;
    let mut promising: Vec<(f64, usize)> =
        layouts.iter().map(most).enumerate().filter(|(_, most)| *most > 0.0).map(|(at, most)| (most, at)).collect();
    promising.sort_by(|(one, first), (other, second)| other.total_cmp(one).then(first.cmp(second)));
    promising
}

/// Takes a text apart by this layout.
pub(crate) fn split_by(text: &str, layout: &Layout) -> Reply {
    let lines = Lines::new(text);
    let mut splitter = Splitter::new(text, layout, None);
    splitter.split(&lines);
    splitter.finish(lines)
}

/// What an answer counts in a layout that finds many without text: it takes the beginning of answers for their labels.
const MISREAD: f64 = 0.01;

/// Byte offsets at which lines start.
#[derive(Debug)]
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        // Any line end: of Unix, of Windows, and of old Macintoshes.
        let ends = |at: usize| bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        let starts = (0..bytes.len()).filter(|&at| ends(at)).map(|at| at + 1);
        Lines(std::iter::once(0).chain(starts).collect())
    }

    fn of(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start <= offset)
    }

    fn iter<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        self.0.iter().enumerate().map(move |(at, &start)| {
            let end = self.0.get(at + 1).copied().unwrap_or(text.len());
            (start, text[start..end].trim_end_matches(['\n', '\r']))
        })
    }
}

enum Line<'t> {
    Blank,
    Footnote,
    Label(label::Label<'t>),
    /// The number of a question whose parts come below.
    Question(label::Label<'t>),
    Heading(Span),
    Text(Span),
}

/// What a line that is no label may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// The question may be repeated here.
    Label,
    /// The question may be repeated here, or its first part be answered.
    Question,
    /// Another part of the question may be answered.
    Part,
    /// Nothing but text.
    Text,
}

struct Splitter<'t> {
    text: &'t str,
    layout: &'t Layout,
    openers: Option<&'t Openers<'t>>,
    sections: Vec<Section>,
    answers: Vec<Answer>,
    warnings: Vec<Warning>,
    seen: FxHashMap<String, usize>,
    head_end: Option<usize>,
    /// A question above its parts, with the line where it stands, until the first answer to it begins.
    question: Option<(label::Label<'t>, usize)>,
    /// Number of the question whose parts may come.
    above: Option<u32>,
    after: After,
    /// Whether text followed the last label in its line.
    same_line: bool,
    /// Whether a line said that the answer begins, as `Réponse :`.
    answering: bool,
}

impl<'t> Splitter<'t> {
    fn new(text: &'t str, layout: &'t Layout, openers: Option<&'t Openers<'t>>) -> Self {
        Splitter {
            text,
            layout,
            openers,
            sections: Vec::new(),
            answers: Vec::new(),
            warnings: Vec::new(),
            seen: FxHashMap::default(),
            head_end: None,
            question: None,
            above: None,
            after: After::Text,
            same_line: false,
            answering: false,
        }
    }

    fn split(&mut self, lines: &Lines) {
        let mut kinds: Vec<Line<'t>> =
            lines.iter(self.text).enumerate().map(|(at, (start, line))| self.classify(at, start, line)).collect();
        let mut is_heading = headings(&kinds);
        if !is_heading.contains(&true) {
            self.find_bare_headings(&mut kinds, lines);
            is_heading = headings(&kinds);
        }
        for ((at, kind), (start, line)) in kinds.into_iter().enumerate().zip(lines.iter(self.text)) {
            match kind {
                Line::Blank | Line::Footnote => {}
                Line::Heading(span) if is_heading[at] => {
                    self.end_question();
                    self.head_end.get_or_insert(start);
                    let title = normal_spaces(&self.text[span.clone()]);
                    self.sections.push(Section { title, span, line: at + 1 });
                    self.after = After::Text;
                }
                Line::Heading(span) | Line::Text(span) => self.text_line(span, start, line, at + 1),
                Line::Label(label) => {
                    self.end_question();
                    self.head_end.get_or_insert(start);
                    self.after = if label.rest.is_some() { After::Text } else { After::Label };
                    self.above = None;
                    self.open_answer(label, at + 1);
                }
                Line::Question(label) => {
                    self.end_question();
                    self.head_end.get_or_insert(start);
                    self.above = Some(label.number);
                    self.after = After::Question;
                    self.question = Some((label, at + 1));
                }
            }
        }
        self.end_question();
    }

    /// Where nothing is set apart, as in text that was copied, a line between blank lines may be a heading.
    fn find_bare_headings(&self, kinds: &mut [Line<'t>], lines: &Lines) {
        let mut after_label = false;
        for (at, (start, line)) in lines.iter(self.text).enumerate() {
            let is_blank = |at: Option<usize>| at.and_then(|at| kinds.get(at)).is_none_or(|k| matches!(k, Line::Blank));
            // What comes right after a label is its answer.
            let is_answer = after_label;
            after_label = match &kinds[at] {
                Line::Blank | Line::Footnote => after_label,
                Line::Label(label) => label.rest.is_none(),
                Line::Question(_) => true,
                Line::Heading(_) | Line::Text(_) => false,
            };
            let is_text = matches!(kinds[at], Line::Text(_));
            if is_answer || !is_text || !is_blank(at.checked_sub(1)) || !is_blank(Some(at + 1)) {
                continue;
            }
            let title = self.layout.bare_heading.iter().find_map(|pattern| pattern.captures(line)?.name("title"));
            if let Some(title) = title {
                kinds[at] = Line::Heading(start + title.start()..start + title.end());
            }
        }
    }

    /// A line of text: of an answer, of the question repeated, or the answer to a part of the question above.
    fn text_line(&mut self, span: Span, start: usize, line: &'t str, number: usize) {
        if let Some(above) = self.above.filter(|_| matches!(self.after, After::Question | After::Part))
            && let Some(mut label) = label::part(self.layout, line, above, |pattern| self.opens(number - 1, pattern))
            && self.goes_on_with(&label)
        {
            shift(&mut label, start);
            self.after = After::Part;
            let above = self.question.take();
            self.open_answer(label, number);
            if let (Some((above, _)), Some(answer)) = (above, self.answers.last_mut())
                && let Some(asked) = above.asked
            {
                answer.asked.insert(0, asked);
            }
            return;
        }
        if let Some(begins) = self.answer_begins(line) {
            self.end_question();
            if let Some(answer) = self.answers.last_mut() {
                // What came before it was the question.
                answer.asked.append(&mut answer.paragraphs);
                answer.paragraphs.extend(crate::text::trimmed(self.text, start + begins..span.end));
            }
            self.answering = true;
            self.after = After::Text;
            return;
        }
        let repeated = || self.layout.asked.iter().any(|pattern| pattern.is_match(line));
        if matches!(self.after, After::Label | After::Question) && repeated() {
            match (&mut self.question, self.answers.last_mut()) {
                (Some((question, _)), _) => {
                    let first = question.asked.as_ref().map_or(span.start, |asked| asked.start);
                    question.asked = Some(first..span.end);
                }
                (None, Some(answer)) => answer.asked.push(span),
                (None, None) => {}
            }
            return;
        }
        if self.after == After::Question {
            self.end_question();
        }
        // The answer to a part goes on; other parts may follow.
        if self.after != After::Part {
            self.after = After::Text;
        }
        if let Some(answer) = self.answers.last_mut() {
            let number = self.layout.paragraph.iter().find_map(|pattern| pattern.captures(line));
            let after_number = number.map_or(span.start, |found| start + found.get_match().end());
            answer.paragraphs.extend(crate::text::trimmed(self.text, after_number.min(span.end)..span.end));
        }
    }

    /// Where the answer begins in this line, if it is the first that says so since the label.
    fn answer_begins(&self, line: &str) -> Option<usize> {
        let is_open = self.question.is_some() || !self.answers.is_empty();
        let found = || self.layout.answer.iter().find_map(|pattern| pattern.captures(line));
        (is_open && !self.answering).then(found)?.map(|found| found.get_match().end())
    }

    /// Whether a part comes next, or after a few that are left out. A list inside an answer begins again with its first
    /// letter, or with `i`.
    fn goes_on_with(&self, label: &label::Label<'_>) -> bool {
        let letter = |part: &String| part.chars().next().map_or(0, u32::from);
        let before = self.answers.last().filter(|_| self.after == After::Part).and_then(|answer| answer.parts.last());
        let before = before.map_or(u32::from('a') - 1, letter);
        label.parts.first().is_some_and(|first| (before + 1..before + 4).contains(&letter(first)))
    }

    /// A question that has no parts is answered as a whole.
    fn end_question(&mut self) {
        if let Some((label, line)) = self.question.take() {
            self.open_answer(label, line);
        }
    }

    /// How many answers the layout finds, each counted once, by its weight. Parts below a question count for much only if
    /// they are usual, since lists look the same; repeated questions likewise.
    fn fit(&self) -> f64 {
        let all = self.seen.len();
        let with_parts = self.answers.iter().filter(|answer| !answer.parts.is_empty()).count();
        let asked = self.answers.iter().filter(|answer| !answer.asked.is_empty()).count();
        let mut found = all;
        if (self.layout.with_parts || !self.layout.part.is_empty()) && with_parts * 5 < all {
            found = with_parts;
        }
        if self.layout.part.is_empty() && !self.layout.asked.is_empty() && asked * 2 < self.answers.len() {
            found /= 2;
        }
        let empty = self.answers.iter().filter(|answer| answer.paragraphs.is_empty()).count();
        let misread = if empty * 5 > self.answers.len() { MISREAD } else { 1.0 };
        found as f64 * self.layout.weight * misread
    }

    fn finish(self, lines: Lines) -> Reply {
        let head = head::read(&self.text[..self.head_end.unwrap_or(0)], self.layout);
        Reply {
            layout: self.layout.id.clone(),
            head,
            sections: self.sections,
            answers: self.answers,
            warnings: self.warnings,
            lines,
        }
    }

    /// Whether a pattern may match at this line, counted from 0.
    fn opens(&self, line: usize, pattern: &Pattern) -> bool {
        self.openers.is_none_or(|openers| openers.is_open(line, pattern))
    }

    fn classify(&self, at: usize, start: usize, line: &'t str) -> Line<'t> {
        let matches = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.is_match(line));
        let Some(span) = crate::text::trimmed(line, 0..line.len()) else { return Line::Blank };
        let absolute = |span: Span| start + span.start..start + span.end;
        if matches(&self.layout.footnote) {
            return Line::Footnote;
        }
        if let Some(mut label) = label::find(self.layout, line, |pattern| self.opens(at, pattern)) {
            shift(&mut label, start);
            return Line::Label(label);
        }
        if let Some(mut label) = label::question(self.layout, line, |pattern| self.opens(at, pattern)) {
            shift(&mut label, start);
            return Line::Question(label);
        }
        let title = self.layout.heading.iter().find_map(|pattern| pattern.captures(line)?.name("title"));
        match title {
            Some(title) => Line::Heading(absolute(title.range())),
            None => Line::Text(absolute(span)),
        }
    }

    fn open_answer(&mut self, mut label: label::Label<'t>, line: usize) {
        self.answering = false;
        // A question whose parts are answered one by one has no answer of its own: its words lead to the first of them.
        let own_line = usize::from(std::mem::replace(&mut self.same_line, label.rest.is_some()));
        let leads = |last: &mut Answer| {
            last.question == label.number && last.parts.is_empty() && last.paragraphs.len() == own_line
        };
        let mut lead = Vec::new();
        if !label.parts.is_empty()
            && let Some(whole) = self.answers.pop_if(leads)
        {
            self.seen.remove(&whole.id);
            lead = [whole.asked, whole.paragraphs].concat();
        }
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
            also: label.also,
            parts: label.parts,
            section: self.sections.len().checked_sub(1),
            line,
            asked: lead.into_iter().chain(label.asked.take()).collect(),
            paragraphs: label.rest.into_iter().collect(),
        });
    }

    fn warn(&mut self, code: &str, line: usize, message: String) {
        self.warnings.push(Warning { code: code.to_owned(), line: Some(line), message });
    }
}

/// Which lines are headings: from the end, what may be one is one only if a label or a heading comes next.
fn headings(kinds: &[Line<'_>]) -> Vec<bool> {
    let mut headed = false;
    let mut is_heading = vec![false; kinds.len()];
    for (at, kind) in kinds.iter().enumerate().rev() {
        match kind {
            Line::Blank | Line::Footnote => {}
            Line::Label(_) | Line::Question(_) => headed = true,
            Line::Heading(_) => is_heading[at] = headed,
            Line::Text(_) => headed = false,
        }
    }
    is_heading
}

/// From offsets in a line to offsets in the text.
fn shift(label: &mut label::Label<'_>, start: usize) {
    for span in [&mut label.asked, &mut label.rest].into_iter().flatten() {
        *span = start + span.start..start + span.end;
    }
}

/// One ordinary space for every run of white space, for text that is shown and not quoted.
pub(crate) fn normal_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
