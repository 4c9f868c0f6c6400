//! The structure of a document: sections and answer ids.

use super::plain;
use crate::reply::Reply;
use std::fmt::Write as _;

/// Sections with their answers, a line each, with the line of the text where they stand.
pub fn outline(reply: &Reply) -> String {
    let mut out = String::new();
    let mut section = None;
    for answer in &reply.answers {
        if answer.section != section {
            section = answer.section;
            if let Some(section) = section.map(|index| &reply.sections[index]) {
                writeln!(out, "{:>6}  {}", section.line, plain(&section.title)).expect("a String takes all");
            }
        }
        let label = if answer.label == answer.id { String::new() } else { format!("  ({})", plain(&answer.label)) };
        writeln!(out, "{:>6}    {}{label}", answer.line, answer.id).expect("a String takes all");
    }
    out
}
