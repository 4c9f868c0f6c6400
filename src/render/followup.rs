//! Follow-up questions as text, Markdown, Word and JSON.

use super::docx::{Docx, Page};
use super::markdown::inline;
use super::table::wrap;
use crate::followup::{Followup, Question};
use std::fmt::Write as _;

/// Questions with the headings that they stand under: a heading once.
fn headed(followup: &Followup) -> impl Iterator<Item = (Option<&str>, &Question)> {
    let mut last = None;
    followup.questions.iter().map(move |question| {
        let heading = question.heading.as_str();
        let new = last != Some(heading);
        last = Some(heading);
        (new.then_some(heading), question)
    })
}

/// For a terminal, within `width` columns.
pub fn followup_text(followup: &Followup, width: u16) -> String {
    let width = usize::from(width).clamp(40, 100);
    let mut out = format!("{}\n\n", followup.title);
    super::gap_table::facts(&mut out, &followup.facts, width);
    for text in std::iter::once(&followup.caveat).chain(&followup.none) {
        write!(out, "\n{}\n", wrap(text, width)).expect("a String takes all");
    }
    for (number, (heading, question)) in (1..).zip(headed(followup)) {
        if let Some(heading) = heading {
            write!(out, "\n{heading}\n").expect("a String takes all");
        }
        write!(out, "\n{}\n", wrap(&format!("{number}. {}", question.text), width)).expect("a String takes all");
        for point in &question.points {
            writeln!(out, "{}", indented(&wrap(point, width - 4))).expect("a String takes all");
        }
    }
    out
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

/// As Markdown.
pub fn followup_markdown(followup: &Followup) -> String {
    let mut out = format!("# {}\n\n", inline(&followup.title));
    for (name, value) in &followup.facts {
        writeln!(out, "- **{}** — {}", inline(name), inline(value)).expect("a String takes all");
    }
    write!(out, "\n> {}\n", inline(&followup.caveat)).expect("a String takes all");
    if let Some(none) = &followup.none {
        write!(out, "\n{}\n", inline(none)).expect("a String takes all");
    }
    for (number, (heading, question)) in (1..).zip(headed(followup)) {
        if let Some(heading) = heading {
            write!(out, "\n## {}\n", inline(heading)).expect("a String takes all");
        }
        write!(out, "\n{number}. {}\n", inline(&question.text)).expect("a String takes all");
        for point in &question.points {
            write!(out, "\n    {}\n", inline(point)).expect("a String takes all");
        }
    }
    out
}

/// The bytes of a `.docx` file.
pub fn followup_docx(followup: &Followup, language: &str) -> Vec<u8> {
    let mut docx = Docx::new(&followup.title, language, Page::Portrait);
    for (name, value) in &followup.facts {
        docx.led("Normal", &format!("{name}\u{2003}"), value);
    }
    docx.paragraph("Quote", &followup.caveat);
    if let Some(none) = &followup.none {
        docx.paragraph("Normal", none);
    }
    for (number, (heading, question)) in (1..).zip(headed(followup)) {
        if let Some(heading) = heading {
            docx.paragraph("Heading1", heading);
        }
        let style = if question.points.is_empty() { "Normal" } else { "Lead" };
        docx.led(style, &format!("{number}. "), &question.text);
        for point in &question.points {
            docx.paragraph("ListItem", point);
        }
    }
    docx.finish()
}

/// As JSON.
pub fn followup_json(followup: &Followup) -> String {
    format!("{}\n", serde_json::to_string_pretty(followup).expect("questions have only string keys"))
}
