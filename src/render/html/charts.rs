//! Pictures as SVG, each with a title and a description; every number also stands there as text.

use super::{sign, status_sign};
use crate::assessment::{Assessment, Coverage, Status, Verdict};
use crate::gaps::{shown, word};
use crate::render::docx::xml;
use crate::rules::{Convention, ReportWords, translated};
use crate::say::Say;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Width of a picture.
const WIDTH: usize = 720;
/// Height of a row of bars.
const ROW: usize = 26;
/// Where bars begin.
const LEFT: usize = 270;

/// An empty picture with its title and description.
pub(super) fn open(id: &str, width: usize, height: usize, title: &str, description: &str) -> String {
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
         <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>",
        xml(title),
        xml(description)
    )
}

/// One stacked bar a section.
pub(super) fn by_section(assessment: &Assessment, words: &ReportWords) -> String {
    let mut sections: Vec<(&str, [usize; 5])> = Vec::new();
    for answer in &assessment.answers {
        let title = answer.section.as_deref().unwrap_or("–");
        if sections.last().is_none_or(|(last, _)| *last != title) {
            sections.push((title, [0; 5]));
        }
        let at = Verdict::ALL.iter().position(|verdict| *verdict == answer.verdict).expect("ALL has all verdicts");
        sections.last_mut().expect("one was pushed").1[at] += 1;
    }
    let most = sections.iter().map(|(_, counts)| counts.iter().sum::<usize>()).max().unwrap_or(1).max(1);
    let page = &words.page;
    let mut svg = open("c-sections", WIDTH, sections.len() * ROW + 8, &page.by_section, &page.by_section_described);
    for (row, (title, counts)) in sections.iter().enumerate() {
        let y = row * ROW + 4;
        label(&mut svg, y, title, 34);
        let mut x = LEFT;
        for (verdict, count) in Verdict::ALL.iter().zip(counts).filter(|(_, count)| **count > 0) {
            let width = count * (WIDTH - LEFT - 4) / most;
            let tip = format!("{}: {count}", word(&words.verdict, verdict.name()));
            bar(
                &mut svg,
                (x, y, width),
                &format!("v-{}", verdict.name()),
                &tip,
                &format!("{} {count}", sign(*verdict)),
            );
            x += width;
        }
    }
    svg + "</svg>"
}

/// One bar a status.
pub(super) fn statuses(assessment: &Assessment, words: &ReportWords) -> String {
    let measures = || assessment.answers.iter().flat_map(|answer| &answer.measures);
    let count = |status: Status| measures().filter(|measure| measure.status == status).count();
    let rows = Status::ALL.map(|status| {
        let name = word(&words.status, status.name());
        (format!("s-{}", status.name()), format!("{} {name}", status_sign(status)), count(status))
    });
    bars("c-statuses", &words.page.statuses, &words.page.statuses_described, &rows, words)
}

/// One bar a year that promises name, and one for those that name none.
pub(super) fn deadlines(assessment: &Assessment, words: &ReportWords) -> String {
    let mut years: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut undated = 0;
    let measures = assessment.answers.iter().flat_map(|answer| &answer.measures);
    for measure in measures.filter(|measure| measure.status.is_unrealised()) {
        match &measure.deadline {
            None => undated += 1,
            Some(date) => {
                let last = date.rsplit('/').next().unwrap_or(date);
                let (passed, open) = years.entry(last.chars().take(4).collect()).or_default();
                *if measure.overdue { passed } else { open } += 1;
            }
        }
    }
    let mut rows: Vec<(String, String, usize)> = Vec::new();
    for (year, (passed, open)) in years {
        if passed > 0 {
            rows.push(("s-declined".to_owned(), format!("{year} ({})", words.overdue), passed));
        }
        if open > 0 {
            rows.push(("s-planned".to_owned(), year, open));
        }
    }
    rows.push(("s-unavailable".to_owned(), words.page.no_deadline.clone(), undated));
    bars("c-deadlines", &words.page.deadlines, &words.page.deadlines_described, &rows, words)
}

fn bars(id: &str, title: &str, described: &str, rows: &[(String, String, usize)], words: &ReportWords) -> String {
    let most = rows.iter().map(|(.., count)| *count).max().unwrap_or(1).max(1);
    let mut svg = open(id, WIDTH, rows.len() * ROW + 8, title, described);
    for (row, (class, name, count)) in rows.iter().enumerate() {
        let y = row * ROW + 4;
        label(&mut svg, y, name, 34);
        let width = count * (WIDTH - LEFT - 60) / most;
        bar(&mut svg, (LEFT, y, width.max(1)), class, &format!("{name}: {count}"), "");
        let (x, y, count) = (LEFT + width + 8, y + 16, Say::new(words).number(*count));
        write!(svg, "<text x=\"{x}\" y=\"{y}\">{count}</text>").expect("a String takes all");
    }
    svg + "</svg>"
}

fn label(svg: &mut String, y: usize, text: &str, most: usize) {
    let text = shown(text);
    let short: String =
        if text.chars().count() > most { text.chars().take(most - 1).chain(['…']).collect() } else { text.clone() };
    let (x, y, text, short) = (LEFT - 8, y + 16, xml(&text), xml(&short));
    write!(svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"end\">{short}<title>{text}</title></text>")
        .expect("a String takes all");
}

fn bar(svg: &mut String, (x, y, width): (usize, usize, usize), class: &str, tip: &str, inside: &str) {
    let height = ROW - 6;
    write!(
        svg,
        "<g class=\"{class}\"><title>{}</title><rect class=\"fill\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>",
        xml(tip)
    )
    .expect("a String takes all");
    if !inside.is_empty() && width >= 34 {
        let (x, y) = (x + width / 2, y + 15);
        write!(svg, "<text class=\"in\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{inside}</text>")
            .expect("a String takes all");
    }
    svg.push_str("</g>");
}

/// A strip with a field for each article: how its measures stand, and how many there are.
pub(super) fn strip(coverage: &Coverage, convention: &Convention, words: &ReportWords, language: &str) -> String {
    let page = &words.page;
    let field = WIDTH / coverage.articles.len().max(1);
    let mut svg = open("c-strip", field * coverage.articles.len(), 64, &page.coverage, &page.coverage_described);
    for (at, (row, article)) in coverage.articles.iter().zip(&convention.article).enumerate() {
        let (x, id, state) = (at * field, xml(&row.id), row.state.name());
        let tip = format!(
            "{} {}: {} ({} {}, {} {})",
            row.id,
            translated(&article.title, language),
            word(&words.state, state),
            row.implemented,
            words.columns.implemented,
            row.unrealised,
            words.columns.unrealised
        );
        let (middle, width) = (x + field / 2, field - 2);
        // The lower part of a field: the share of what is only promised.
        let promised = 60 * row.unrealised / (row.implemented + row.unrealised).max(1);
        let from = 62 - promised;
        write!(
            svg,
            "<a href=\"#article-{id}\"><g class=\"c-{state}\"><title>{}</title>\
             <rect class=\"fill\" x=\"{x}\" y=\"2\" width=\"{width}\" height=\"60\"/>\
             <rect class=\"fill c-plans-only\" x=\"{x}\" y=\"{from}\" width=\"{width}\" height=\"{promised}\"/>\
             <text class=\"in\" x=\"{middle}\" y=\"24\" text-anchor=\"middle\">{id}</text>\
             <text class=\"in small\" x=\"{middle}\" y=\"48\" text-anchor=\"middle\">{}+{}</text></g></a>",
            xml(&tip),
            row.implemented,
            row.unrealised
        )
        .expect("a String takes all");
    }
    svg + "</svg>"
}
