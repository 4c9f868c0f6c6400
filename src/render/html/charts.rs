//! Pictures as SVG, each with a title and a description; every number also stands there as text.

use super::{sign, status_sign};
use crate::assessment::{Assessment, Coverage, Status, Verdict};
use crate::gaps::{shown, word};
use crate::render::docx::xml;
use crate::rules::{Convention, ReportWords, translated};
use crate::say::Say;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Height of a line of text, in pixels.
const LINE: usize = 17;
/// Height of a bar, in pixels.
const BAR: usize = 14;
/// The longest bar, in hundredths of the width: numbers stand behind it.
const LONGEST: usize = 62;
/// Bars of one picture.
const PICTURE: usize = 6;
/// Characters of a line of a label: what a phone shows.
const LABEL: usize = 42;
/// Lines of a label.
const LABEL_LINES: usize = 2;

/// A picture as wide as there is room, so that its words keep their size; with its title and description.
fn open(id: &str, role: &str, height: usize, title: &str, description: &str) -> String {
    let named = named(id, title, description);
    format!(
        "<svg class=\"chart\" width=\"100%\" height=\"{height}\" role=\"{role}\" aria-labelledby=\"{id}-t {id}-d\">{named}"
    )
}

/// Title and description of a picture.
pub(super) fn named(id: &str, title: &str, description: &str) -> String {
    format!("<title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>", xml(title), xml(description))
}

/// A bar with its label above: parts (class, tip, size), and what stands behind it.
struct Bar {
    label: String,
    parts: Vec<(String, String, usize)>,
    behind: String,
}

/// Bars below each other: many of them in several pictures, for a picture is not cut at the end of a printed page.
fn bars(id: &str, title: &str, description: &str, bars: &[Bar]) -> String {
    let size = |bar: &Bar| bar.parts.iter().map(|(.., size)| size).sum::<usize>();
    let most = bars.iter().map(size).max().unwrap_or(1).max(1);
    let pictures = bars.len().div_ceil(PICTURE).max(1);
    let chunk = bars.len().div_ceil(pictures).max(1);
    let mut out = String::new();
    for (number, part) in (1..).zip(bars.chunks(chunk)) {
        let (id, title) = match pictures {
            1 => (id.to_owned(), title.to_owned()),
            _ => (format!("{id}-{number}"), format!("{title} ({number}/{pictures})")),
        };
        out.push_str(&picture(&id, &title, description, part, most));
    }
    out
}

/// One picture of bars, of which the longest would have the size `most`.
fn picture(id: &str, title: &str, description: &str, bars: &[Bar], most: usize) -> String {
    let (mut y, mut body) = (0, String::new());
    for bar in bars {
        let whole = shown(&bar.label);
        for line in lines(&whole) {
            y += LINE;
            write!(body, "<text x=\"0\" y=\"{}\">{}<title>{}</title></text>", y - 4, xml(&line), xml(&whole))
                .expect("a String takes all");
        }
        let percent = |size: usize| format!("{}.{:02}%", size * LONGEST / most, size * LONGEST * 100 / most % 100);
        let mut from = 0;
        for (class, tip, size) in &bar.parts {
            write!(
                body,
                "<g class=\"{class}\"><title>{}</title><rect class=\"fill\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{BAR}\"/></g>",
                xml(tip),
                percent(from),
                percent(*size)
            )
            .expect("a String takes all");
            from += size;
        }
        let (at, base) = (percent(from), y + BAR - 2);
        write!(body, "<text x=\"{at}\" dx=\"6\" y=\"{base}\">{}</text>", xml(&bar.behind)).expect("a String takes all");
        y += BAR + 9;
    }
    open(id, "img", y, title, description) + &body + "</svg>"
}

/// A label in lines that a phone can show.
fn lines(label: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in label.split_whitespace() {
        let count = lines.len();
        let line = &mut lines[count - 1];
        let room = LABEL.saturating_sub(line.chars().count() + 1);
        if line.is_empty() && word.chars().count() <= LABEL {
            line.push_str(word);
        } else if !line.is_empty() && word.chars().count() <= room {
            line.push(' ');
            line.push_str(word);
        } else if count < LABEL_LINES && word.chars().count() <= LABEL {
            lines.push(word.to_owned());
        } else {
            let gap = if line.is_empty() { "" } else { " " };
            let start: String = word.chars().take(room.saturating_sub(1)).collect();
            line.push_str(&format!("{gap}{start}…"));
            break;
        }
    }
    lines
}

/// One bar a section, in it the verdicts of its answers.
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
    let rows: Vec<Bar> = sections
        .iter()
        .map(|(title, counts)| {
            let verdicts = || Verdict::ALL.iter().zip(counts).filter(|(_, count)| **count > 0);
            let part = |(verdict, count): (&Verdict, &usize)| {
                let tip = format!("{}: {count}", word(&words.verdict, verdict.name()));
                (format!("v-{}", verdict.name()), tip, *count)
            };
            let behind: Vec<String> =
                verdicts().map(|(verdict, count)| format!("{}\u{a0}{count}", sign(*verdict))).collect();
            Bar { label: (*title).to_owned(), parts: verdicts().map(part).collect(), behind: behind.join("\u{2002}") }
        })
        .collect();
    bars("c-sections", &words.page.by_section, &words.page.by_section_described, &rows)
}

/// One bar a status.
pub(super) fn statuses(assessment: &Assessment, words: &ReportWords) -> String {
    let measures = || assessment.answers.iter().flat_map(|answer| &answer.measures);
    let count = |status: Status| measures().filter(|measure| measure.status == status).count();
    let rows = Status::ALL.map(|status| {
        let name = word(&words.status, status.name());
        single(&format!("s-{}", status.name()), &format!("{} {name}", status_sign(status)), count(status), words)
    });
    bars("c-statuses", &words.page.statuses, &words.page.statuses_described, &rows)
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
    let mut rows: Vec<Bar> = Vec::new();
    for (year, (passed, open)) in years {
        if passed > 0 {
            rows.push(single("s-declined", &format!("{year} ({})", words.overdue), passed, words));
        }
        if open > 0 {
            rows.push(single("s-planned", &year, open, words));
        }
    }
    rows.push(single("s-unavailable", &words.page.no_deadline, undated, words));
    bars("c-deadlines", &words.page.deadlines, &words.page.deadlines_described, &rows)
}

/// A bar of one part.
fn single(class: &str, name: &str, count: usize, words: &ReportWords) -> Bar {
    let parts = if count > 0 { vec![(class.to_owned(), format!("{name}: {count}"), count)] } else { Vec::new() };
    Bar { label: name.to_owned(), parts, behind: Say::new(words).number(count) }
}

/// A strip with a field for each article: how its measures stand, and how many there are.
pub(super) fn strip(coverage: &Coverage, convention: &Convention, words: &ReportWords, language: &str) -> String {
    let page = &words.page;
    // A strip of links is a group of links to those who listen to it.
    let mut svg = open("c-strip", "group", 98, &page.coverage, &page.coverage_described);
    let fields = coverage.articles.len().max(1);
    let percent = |twice: usize| format!("{}.{:02}%", twice * 50 / fields, twice * 5000 / fields % 100);
    for (at, (row, article)) in coverage.articles.iter().zip(&convention.article).enumerate() {
        let (id, state) = (xml(&row.id), row.state.name());
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
        // The lower part of a field: the share of what is only promised.
        let promised = 44 * row.unrealised / (row.implemented + row.unrealised).max(1);
        let (x, middle, width, from) = (percent(2 * at), percent(2 * at + 1), percent(2), 64 - promised);
        write!(
            svg,
            "<a href=\"#article-{id}\"><g class=\"c-{state}\"><title>{}</title>\
             <text x=\"{middle}\" y=\"14\" text-anchor=\"middle\">{id}</text>\
             <rect class=\"fill\" x=\"{x}\" y=\"20\" width=\"{width}\" height=\"44\"/>\
             <rect class=\"fill c-plans-only\" x=\"{x}\" y=\"{from}\" width=\"{width}\" height=\"{promised}\"/>\
             <text x=\"{middle}\" y=\"79\" text-anchor=\"middle\">{}</text>\
             <text class=\"small\" x=\"{middle}\" y=\"94\" text-anchor=\"middle\">{}+{}</text></g></a>",
            xml(&tip),
            super::coverage_sign(row.state.name()),
            row.implemented,
            row.unrealised
        )
        .expect("a String takes all");
    }
    svg + "</svg>"
}

#[cfg(test)]
mod tests {
    use super::{LABEL, LABEL_LINES, lines};

    #[test]
    fn a_label_is_shown_whole_on_two_lines_and_a_monster_is_cut() {
        let title = "Changements climatiques et réduction des risques de catastrophe";
        assert_eq!(lines(title).join(" "), title);
        for label in [title, "", &"x".repeat(1000), &"long words follow each other ".repeat(50)] {
            let lines = lines(label);
            assert!(lines.len() <= LABEL_LINES && lines.iter().all(|line| line.chars().count() <= LABEL), "{lines:?}");
        }
    }
}
