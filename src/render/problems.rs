//! Mistakes in rules, each at its place: the line, the offending text underlined, and the remedy.

use super::{plain, plain_lines};
use crate::rules::{Library, Problem};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Longer lines are cut around the mistake.
const LONGEST_LINE: usize = 400;

/// Problems as a person reads them; `library` has the texts.
pub fn problems(problems: &[Problem], library: &Library, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode);
    let mut out = String::new();
    for problem in problems {
        out.push_str(&one(problem, library.text_of(&problem.file).unwrap_or_default(), &renderer));
        out.push_str("\n\n");
    }
    out
}

fn one(problem: &Problem, text: &str, renderer: &Renderer) -> String {
    let level = if problem.code.is_warning() { Level::WARNING } else { Level::ERROR };
    let message = plain(&problem.message).into_owned();
    let path = plain(&problem.file).into_owned();
    let title = level.primary_title(message).id(problem.code.name());
    let help = Level::HELP.message(plain_lines(&problem.remedy));
    let start = text.floor_char_boundary(problem.span.start.min(text.len()));
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    // Only the first line of a longer span.
    let end = text.ceil_char_boundary(problem.span.end.clamp(start, line_end));
    let from = if line_end - line > LONGEST_LINE {
        text.floor_char_boundary(start.saturating_sub(80).max(line))
    } else {
        line
    };
    let to = text.floor_char_boundary(line_end.min(from + LONGEST_LINE));
    let shown = &text[from..to];
    let span = (start - from).min(shown.len())..(end - from).min(shown.len());
    let mark = AnnotationKind::Primary.span(span);
    let snippet = Snippet::source(shown).path(path).line_start(problem.line).fold(false).annotation(mark);
    renderer.render(&[title.element(snippet).element(help)])
}
