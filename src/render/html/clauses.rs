//! The text of an answer, cut into pieces that each have one status.

use super::status_sign;
use crate::assessment::Status;
use crate::check::Checked;
use crate::gaps::{filled, shown, word};
use crate::rules::ReportWords;
use crate::status::{Clause, Outcome};
use crate::text::Span;

/// A piece of text, with what it reports.
pub(super) struct Piece {
    pub text: String,
    pub status: Option<Marked>,
}

/// What a piece reports, and by which rule.
pub(super) struct Marked {
    pub class: String,
    pub sign: String,
    pub rule: String,
}

/// The paragraphs of the answer at `index`, in pieces.
pub(super) fn paragraphs(checked: &Checked, index: usize, text: &str, words: &ReportWords) -> Vec<Vec<Piece>> {
    let mut clauses: Vec<&Clause> =
        checked.traces[index].sentences.iter().flat_map(|sentence| &sentence.clauses).collect();
    // The outer clause before what stands in parentheses within it.
    clauses.sort_by_key(|clause| (clause.span.start, std::cmp::Reverse(clause.span.end)));
    let mut clauses = clauses.into_iter().peekable();
    let paragraphs = &checked.reply.answers[index].paragraphs;
    paragraphs
        .iter()
        .map(|paragraph| {
            let mut own = Vec::new();
            while let Some(clause) = clauses.next_if(|clause| clause.span.start < paragraph.end) {
                own.push(clause);
            }
            pieces(checked, paragraph, &own, text, words)
        })
        .collect()
}

/// One sweep over the clauses, with a stack of those that are open.
fn pieces(checked: &Checked, paragraph: &Span, clauses: &[&Clause], text: &str, words: &ReportWords) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<&Clause> = Vec::new();
    let mut at = paragraph.start;
    let mut push = |at: &mut usize, end: usize, clause: Option<&&Clause>| {
        let end = end.min(paragraph.end);
        if *at < end {
            let status = clause.and_then(|clause| marked(checked, clause, words));
            pieces.push(Piece { text: spaced(&text[*at..end]), status });
            *at = end;
        }
    };
    for clause in clauses {
        while let Some(top) = open.pop_if(|top| top.span.end <= clause.span.start) {
            push(&mut at, top.span.end, Some(&top));
        }
        push(&mut at, clause.span.start, open.last());
        open.push(clause);
    }
    while let Some(top) = open.pop() {
        push(&mut at, top.span.end, Some(&top));
    }
    push(&mut at, paragraph.end, None);
    pieces
}

/// Safe to show, with the spaces at its ends.
fn spaced(text: &str) -> String {
    let space = |is: bool| if is { " " } else { "" };
    let middle = shown(text.trim());
    let (starts, ends) = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    if middle.is_empty() { " ".to_owned() } else { format!("{}{middle}{}", space(starts), space(ends)) }
}

fn marked(checked: &Checked, clause: &Clause, words: &ReportWords) -> Option<Marked> {
    let cues = &checked.pack.cues;
    let told: Vec<usize> = clause
        .hits
        .iter()
        .filter(|hit| matches!(hit.outcome, Outcome::Won | Outcome::Beside))
        .map(|hit| hit.cue)
        .collect();
    // A person may have changed the status of the measure.
    let changed = checked.overrides.get(&clause.span.start).copied();
    let mut statuses: Vec<Status> = match changed {
        Some(status) => vec![status],
        None => told.iter().flat_map(|&cue| cues[cue].statuses.iter().copied()).collect(),
    };
    statuses.dedup();
    let first = *statuses.first()?;
    let names: Vec<String> = statuses.iter().map(|status| word(&words.status, status.name())).collect();
    let mut rules: Vec<&str> = told.iter().map(|&cue| cues[cue].id.as_str()).collect();
    rules.dedup();
    let values = [("status", names.join(" + ")), ("rule", rules.join(", "))];
    Some(Marked {
        class: format!("s-{}", first.name()),
        sign: statuses.iter().map(|status| status_sign(*status)).collect(),
        rule: filled(&words.page.rule, &values),
    })
}
