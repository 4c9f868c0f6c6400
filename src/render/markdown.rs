//! The gap table as Markdown (GitHub's, CommonMark with tables).

use crate::gaps::{GapTable, Group};
use std::fmt::Write as _;

/// Writes the head, the caveat and a table for each group.
pub fn markdown(table: &GapTable) -> String {
    let mut out = format!("# {}\n\n", inline(&table.title));
    for (name, value) in &table.facts {
        writeln!(out, "- **{}** — {}", inline(name), inline(value)).expect("a String takes all");
    }
    write!(out, "\n> {}\n", inline(&table.caveat)).expect("a String takes all");
    for note in &table.notes {
        write!(out, "\n{}\n", inline(note)).expect("a String takes all");
    }
    for group in &table.groups {
        write_group(&mut out, table, group);
    }
    out
}

fn write_group(out: &mut String, table: &GapTable, group: &Group) {
    if let Some(title) = &group.title {
        write!(out, "\n## {}\n", inline(title)).expect("a String takes all");
    }
    for note in &group.notes {
        write!(out, "\n{}\n", inline(note)).expect("a String takes all");
    }
    if group.rows.is_empty() {
        return;
    }
    let headings: Vec<String> = table.columns.iter().map(|(_, heading)| inline(heading)).collect();
    let rule = vec!["---"; headings.len()];
    write!(out, "\n| {} |\n| {} |\n", headings.join(" | "), rule.join(" | ")).expect("a String takes all");
    for row in &group.rows {
        let cell = |cell: &Vec<String>| cell.iter().map(|text| inline(text)).collect::<Vec<_>>().join("<br>");
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        writeln!(out, "| {} |", cells.join(" | ")).expect("a String takes all");
    }
}

/// Text that stays text: nothing in it is markup, a link or the end of a cell.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = "";
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let links = (c == ':' && rest.starts_with("//")) || (c == '.' && before.to_ascii_lowercase().ends_with("www"));
        if links
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '!' | '$' | '&' | '@')
        {
            out.push('\\');
        }
        out.push(c);
        let end = at + c.len_utf8();
        let mut start = end.saturating_sub(3);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        before = &text[start..end];
    }
    out
}
