//! The coverage graph as a picture: articles, answers, themes, and a line for each answer that engages one.

use super::{charts, fragment, sign};
use crate::assessment::Assessment;
use crate::gaps::{shown, word};
use crate::render::docx::xml;
use crate::rules::{Convention, ReportWords, translated};
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// Distance between two answers.
const STEP: usize = 16;
const WIDTH: usize = 1000;
/// Where articles end, answers stand, and themes begin.
const COLUMNS: [usize; 3] = [280, 500, 720];

/// Draws it.
pub(super) fn graph(assessment: &Assessment, convention: &Convention, words: &ReportWords, language: &str) -> String {
    let articles: Vec<(&str, String)> = convention
        .article
        .iter()
        .map(|article| (article.id.as_str(), format!("{} {}", article.id, translated(&article.title, language))))
        .collect();
    let themes: Vec<(&str, String)> = convention
        .theme
        .iter()
        .map(|theme| (theme.id.as_str(), translated(&theme.title, language).to_owned()))
        .collect();
    let rows = assessment.answers.len().max(articles.len()).max(themes.len());
    let height = rows * STEP + 20;
    let places = |nodes: &[(&str, String)]| -> FxHashMap<String, usize> {
        let step = height / nodes.len().max(1);
        nodes.iter().enumerate().map(|(at, (id, _))| ((*id).to_owned(), at * step + step / 2)).collect()
    };
    let (article_places, theme_places) = (places(&articles), places(&themes));
    let page = &words.page;
    // A picture of links is a group of links to those who listen to it.
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"group\" aria-labelledby=\"c-graph-t c-graph-d\">{}",
        charts::named("c-graph", &page.graph, &page.graph_described)
    );
    let step = height / assessment.answers.len().max(1);
    let mut nodes = String::new();
    for (at, answer) in assessment.answers.iter().enumerate() {
        let y = at * step + step / 2;
        let (id, verdict) = (xml(&fragment(&answer.id)), answer.verdict.name());
        let mut line = |kind: &str, other: &str, from: usize, to: usize, target: usize| {
            let bend = usize::midpoint(from, to);
            write!(
                svg,
                "<path class=\"line v-{verdict}\" data-ends=\"answer:{} {kind}:{other}\" \
                 d=\"M{from} {y}C{bend} {y} {bend} {target} {to} {target}\"/>",
                xml(&answer.id)
            )
            .expect("a String takes all");
        };
        for article in &answer.articles {
            if let Some(target) = article_places.get(&article.id) {
                line("article", &article.id, COLUMNS[1] - 34, COLUMNS[0], *target);
            }
        }
        for theme in &answer.themes {
            if let Some(target) = theme_places.get(&theme.id) {
                line("theme", &theme.id, COLUMNS[1] + 34, COLUMNS[2], *target);
            }
        }
        let (text_y, x) = (y + 4, COLUMNS[1]);
        write!(
            nodes,
            "<a href=\"#{id}\" class=\"node v-{verdict}\" data-node=\"answer:{}\"><title>{}</title>\
             <text x=\"{x}\" y=\"{text_y}\" text-anchor=\"middle\">{} {}</text></a>",
            xml(&answer.id),
            xml(&format!("{}: {}", shown(&answer.label), word(&words.verdict, verdict))),
            sign(answer.verdict),
            xml(&answer.id)
        )
        .expect("a String takes all");
    }
    let mut side = |kind: &str, list: &[(&str, String)], places: &FxHashMap<String, usize>, x: usize, anchor: &str| {
        for (id, title) in list {
            let short: String = if title.chars().count() > 44 {
                title.chars().take(43).chain(['…']).collect()
            } else {
                title.clone()
            };
            let (y, id) = (places[*id] + 4, xml(id));
            write!(
                nodes,
                "<a href=\"#{kind}-{id}\" class=\"node\" data-node=\"{kind}:{id}\"><title>{}</title>\
                 <text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text></a>",
                xml(title),
                xml(&short)
            )
            .expect("a String takes all");
        }
    };
    side("article", &articles, &article_places, COLUMNS[0] - 6, "end");
    side("theme", &themes, &theme_places, COLUMNS[2] + 6, "start");
    svg + &nodes + "</svg>"
}
