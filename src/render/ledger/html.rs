//! HTML, then and now side by side: one file without scripts or anything to load.

use super::{cell, changed, counts, groups, heading, near, nothing, quote, word};
use crate::diff::{Diff, Entry, Place};
use crate::render::plain;
use crate::rules::{Convention, ReportWords, fill};
use std::fmt::Write as _;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.5rem .6rem;border-bottom:1px solid #ddd}th{border-bottom:2px solid #888}
td.n{text-align:right;font-variant-numeric:tabular-nums}td.side{width:42%}.where{color:#555;font-size:.85rem}
.words{color:#555;font-size:.85rem}.unsure{display:inline-block;font-size:.8rem;padding:0 .4rem;border:1px dashed #b26a00;color:#8a5200;border-radius:.6rem}.note{border-left:3px dashed #b26a00;padding-left:.8rem}
.near{margin-top:.4rem;padding-left:.6rem;border-left:2px dashed #b26a00;color:#555}.none{color:#777}.gap{font-weight:600}
@media (prefers-color-scheme:dark){body{color:#eee;background:#161616}th,td{border-color:#444}.where,.words,.none,.near{color:#aaa}.unsure{color:#ffb74d}}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}";

/// Writes the page.
pub fn html(diff: &Diff, convention: &Convention, words: &ReportWords, language: &str) -> String {
    let w = &words.diff;
    let mut out = String::new();
    let mut line = |text: &str| writeln!(out, "{text}").expect("a String takes all");
    line(&format!("<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">", escaped(language)));
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    line("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    line(&format!("<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>", escaped(&w.heading)));
    line(&format!("<h1>{}</h1>", escaped(&w.heading)));
    line(&format!("<p>{}</p>", escaped(&fill(&w.documents, &[("old", &diff.old.path), ("new", &diff.new.path)]))));
    let titles = [&diff.old, &diff.new].map(|document| document.title.as_deref().unwrap_or(&words.no_title));
    line(&format!("<p>{}<br>{}</p>", escaped(titles[0]), escaped(titles[1])));
    let mode = format!("{} ({}).", word(&w.mode, diff.mode.name()), word(&w.because, diff.because.name()));
    line(&format!("<p>{}</p>\n<p>{}</p>", escaped(&mode), escaped(&words.caveat)));
    for warning in &diff.warnings {
        line(&format!("<p class=\"gap\">{}</p>", escaped(&warning.message)));
    }
    if diff.ledger.is_empty() {
        line(&format!("<p>{}</p>", escaped(&w.nothing)));
    } else {
        let columns = [&w.columns.outcome, &w.columns.count, &w.columns.unsure]
            .map(|name| format!("<th scope=\"col\">{}</th>", escaped(name)));
        line(&format!("<table>\n<tr>{}<th></th></tr>", columns.concat()));
        for (outcome, entries) in groups(diff) {
            let (all, unsure) = counts(&entries);
            let (name, meaning) = (word(&w.outcome, outcome.name()), word(&w.meaning, outcome.name()));
            line(&format!(
                "<tr><td><a href=\"#{}\">{}</a></td><td class=\"n\">{all}</td><td class=\"n\">{unsure}</td><td>{}</td></tr>",
                outcome.name(),
                escaped(name),
                escaped(meaning)
            ));
        }
        line("</table>");
        if diff.ledger.iter().any(|entry| entry.unsure) {
            line(&format!("<p class=\"note\">{}</p>", escaped(&w.unsure_means)));
        }
    }
    for (outcome, entries) in groups(diff) {
        line(&format!("<h2 id=\"{}\">{}</h2>\n<table>", outcome.name(), escaped(word(&w.outcome, outcome.name()))));
        let columns = [&w.columns.id, &w.columns.then, &w.columns.now]
            .map(|name| format!("<th scope=\"col\">{}</th>", escaped(name)));
        line(&format!("<tr>{}</tr>", columns.concat()));
        for entry in entries {
            line(&row(entry, words));
        }
        line("</table>");
    }
    if !diff.answers.is_empty() {
        line(&format!("<h2>{}</h2>\n<table>", escaped(&w.answers)));
        let verdict = |verdict: Option<crate::assessment::Verdict>| {
            verdict.map_or("–", |verdict| word(&words.verdict, verdict.name()))
        };
        for change in &diff.answers {
            let gap = if change.is_new_gap() { &w.new_gap } else { "" };
            let cells = [escaped(&change.id), escaped(verdict(change.old)), escaped(verdict(change.new)), escaped(gap)];
            line(&format!("<tr>{}</tr>", cells.map(|cell| format!("<td>{cell}</td>")).concat()));
        }
        line("</table>");
    }
    line(&format!("<h2>{}</h2>", escaped(&w.coverage)));
    let rows = changed(diff, convention, language, words);
    if rows.is_empty() {
        line(&format!("<p>{}</p>", escaped(&w.no_change)));
    } else {
        line("<table>");
        for (_, row, title) in rows {
            let gap = if row.is_new_gap() { &w.new_gap } else { "" };
            let cells = [&row.id, title, &cell(&row.old, words), &cell(&row.new, words), gap];
            line(&format!("<tr>{}</tr>", cells.map(|cell| format!("<td>{}</td>", escaped(cell))).concat()));
        }
        line("</table>");
    }
    line("</body>\n</html>");
    out
}

fn row(entry: &Entry, words: &ReportWords) -> String {
    let w = &words.diff;
    let side = |place: &Option<Place>| match place {
        Some(place) => {
            format!("<div class=\"where\">{}</div>{}", escaped(&heading(place, words)), escaped(&quote(place)))
        }
        None => {
            let none = nothing(entry, words);
            let near = near(entry, words).map_or_else(String::new, |(place, quote)| {
                format!("<div class=\"near\"><div class=\"where\">{}</div>{}</div>", escaped(&place), escaped(&quote))
            });
            format!("<span class=\"none\">{}</span>{near}", escaped(none))
        }
    };
    let mut matched = String::new();
    if let Some(score) = entry.score {
        let text = format!("{}: {} ({} {score:.2})", w.columns.words, entry.words.join(", "), w.columns.score);
        matched = format!("<div class=\"words\">{}</div>", escaped(&text));
    }
    let unsure =
        if entry.unsure { format!("<div class=\"unsure\">{}</div>", escaped(&w.unsure)) } else { String::new() };
    format!(
        "<tr><td>{}{unsure}</td><td class=\"side\">{}</td><td class=\"side\">{}{matched}</td></tr>",
        escaped(&entry.id),
        side(&entry.old),
        side(&entry.new)
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
