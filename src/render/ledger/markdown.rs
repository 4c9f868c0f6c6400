//! Markdown that fits into a comment on a pull request.

use super::{cell, changed, counts, cut, groups, heading, near, nothing, quote, word};
use crate::diff::{Diff, Entry, Outcome, Place};
use crate::render::plain;
use crate::rules::{Convention, ReportWords, fill};
use crate::say::Say;
use std::fmt::Write as _;

/// GitHub takes 65,536 characters in a comment; some are left for what others write around it.
const MOST: usize = 60_000;
/// Characters of a quotation.
const QUOTE: usize = 280;

/// Writes the counts, the ledger by outcome, and what changed in the coverage. What does not fit is counted.
pub fn markdown(diff: &Diff, convention: &Convention, words: &ReportWords, language: &str) -> String {
    let w = &words.diff;
    let mut out = String::new();
    let mut line = |text: &str| writeln!(out, "{text}").expect("a String takes all");
    line(&format!("## {}\n", escaped(&w.heading)));
    line(&escaped(&fill(&w.documents, &[("old", &diff.old.path), ("new", &diff.new.path)])));
    line(&format!("\n{} ({}).\n", word(&w.mode, diff.mode.name()), word(&w.because, diff.because.name())));
    for warning in &diff.warnings {
        line(&format!("> {}\n", escaped(&warning.message)));
    }
    if diff.ledger.is_empty() {
        line(&w.nothing);
    } else {
        line(&format!("| {} | {} | {} | |\n|---|--:|--:|---|", w.columns.outcome, w.columns.count, w.columns.unsure));
        for (outcome, entries) in groups(diff) {
            let (name, meaning) = (word(&w.outcome, outcome.name()), word(&w.meaning, outcome.name()));
            let (all, unsure) = counts(&entries);
            line(&format!("| {name} | {all} | {unsure} | {meaning} |"));
        }
        if diff.ledger.iter().any(|entry| entry.unsure) {
            line(&format!("\n{}", escaped(&w.unsure_means)));
        }
    }
    let mut left_out = 0;
    // The size in characters: what is counted is never more.
    let mut room = MOST.saturating_sub(out.len());
    let mut body = String::new();
    // What went wrong first, for it must not be what is left out.
    let mut ordered: Vec<_> = groups(diff).collect();
    ordered.sort_by_key(|(outcome, _)| matches!(outcome, Outcome::Kept | Outcome::Advanced | Outcome::NewPromise));
    for (outcome, entries) in ordered {
        let head = format!(
            "\n### {}\n\n| {} | {} | {} |\n|---|---|---|\n",
            word(&w.outcome, outcome.name()),
            w.columns.id,
            w.columns.then,
            w.columns.now
        );
        let mut rows = String::new();
        for entry in entries {
            let row = row(entry, words);
            if rows.len() + row.len() + head.len() > room {
                left_out += 1;
            } else {
                rows.push_str(&row);
            }
        }
        if !rows.is_empty() {
            room -= head.len() + rows.len();
            body.push_str(&head);
            body.push_str(&rows);
        }
    }
    out.push_str(&body);
    if left_out > 0 {
        writeln!(out, "\n{}", Say::new(words).counted(&w.more, left_out)).expect("a String takes all");
    }
    if !diff.answers.is_empty() {
        let verdict = |verdict: Option<crate::assessment::Verdict>| {
            verdict.map_or("–", |verdict| word(&words.verdict, verdict.name()))
        };
        let rows = diff.answers.iter().map(|change| {
            let gap = if change.is_new_gap() { &w.new_gap } else { "" };
            format!("| {} | {} | {} | {gap} |\n", escaped(&change.id), verdict(change.old), verdict(change.new))
        });
        let head = format!(
            "\n### {}\n\n| {} | {} | {} | |\n|---|---|---|---|\n",
            w.answers, w.columns.id, w.columns.then, w.columns.now
        );
        append(&mut out, &head, rows, &mut room, words);
    }
    let rows = changed(diff, convention, language, words);
    if !rows.is_empty() {
        let rows = rows.iter().map(|(_, row, title)| {
            let gap = if row.is_new_gap() { &w.new_gap } else { "" };
            let cells = (cell(&row.old, words), cell(&row.new, words));
            format!("| {} | {} | {} | {} | {gap} |\n", escaped(&row.id), escaped(title), cells.0, cells.1)
        });
        let head = format!(
            "\n### {}\n\n| {} | {} | {} | {} | |\n|---|---|---|---|---|\n",
            w.coverage, words.columns.id, words.columns.subject, w.columns.then, w.columns.now
        );
        append(&mut out, &head, rows, &mut room, words);
    }
    out
}

fn append(out: &mut String, head: &str, rows: impl Iterator<Item = String>, room: &mut usize, words: &ReportWords) {
    let mut left_out = 0;
    if head.len() <= *room {
        out.push_str(head);
        *room -= head.len();
    }
    for row in rows {
        if row.len() <= *room {
            out.push_str(&row);
            *room -= row.len();
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        writeln!(out, "\n{}", Say::new(words).counted(&words.diff.more, left_out)).expect("a String takes all");
    }
}

fn row(entry: &Entry, words: &ReportWords) -> String {
    let side = |place: &Option<Place>| match place {
        Some(place) => format!("**{}**<br>{}", escaped(&heading(place, words)), escaped(&cut(&quote(place), QUOTE))),
        None => {
            let none = nothing(entry, words);
            match near(entry, words) {
                Some((place, quote)) => format!("{none}<br>*{}*<br>{}", escaped(&place), escaped(&cut(&quote, QUOTE))),
                None => none.to_owned(),
            }
        }
    };
    let unsure = if entry.unsure { format!("<br>**{}**", words.diff.unsure) } else { String::new() };
    format!("| {}{unsure} | {} | {} |\n", escaped(&entry.id), side(&entry.old), side(&entry.new))
}

/// Text of a document in which nothing is markup, a link, a mention or a table's edge.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // An entity is no mention and no reference to an issue.
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            ':' => out.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '!' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_of_a_document_is_no_markup() {
        assert_eq!(
            escaped("a|b <img> @x #1 [l](http://u) `c`"),
            "a\\|b &lt;img&gt; &#64;x &#35;1 \\[l\\](http&#58;//u) \\`c\\`"
        );
    }
}
