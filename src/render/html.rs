//! The report for a browser: one file that works offline, without scripts, and asks nothing of any other machine.
//!
//! Layout and style are `reports/report.html`, `.css` and `.js`; this fills them in.

mod charts;
mod clauses;
mod graph;

use crate::assessment::{AnswerAssessment, CoverageRow, RecommendationRow, Status, UptakeState, Verdict};
use crate::check::Checked;
use crate::gaps::observations;
use crate::gaps::{Column, GapOptions, filled, gaps, shown, word};
use crate::rules::{MissingPolicy, PageWords, RecommendationWords, ReportWords, fill, translated};
use crate::say::Say;
use anyhow::{Context as _, Result};
use askama::Template;
use base64::Engine as _;
use rustc_hash::FxHashSet;
use sha2::{Digest as _, Sha256};

const STYLE: &str = include_str!("../../reports/report.css");
const SCRIPT: &str = include_str!("../../reports/report.js");

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'p> {
    language: &'p str,
    words: &'p PageWords,
    style: &'static str,
    style_hash: String,
    script: &'static str,
    script_hash: String,
    title: String,
    facts: Vec<(String, String)>,
    caveat: String,
    tiles: Vec<Tile>,
    by_section: String,
    statuses: String,
    deadlines: String,
    strip: String,
    graph: String,
    signs: Vec<Sign>,
    articles: Vec<Covered>,
    themes: Vec<Covered>,
    verdicts: Vec<Choice>,
    status_choices: Vec<Choice>,
    coverage_headings: [&'p str; 4],
    article_heading: &'p str,
    theme_heading: &'p str,
    evidence_heading: &'p str,
    warnings_heading: &'p str,
    warnings: Vec<String>,
    answers: Vec<AnswerView>,
    count: String,
    count_words: &'p str,
    recommendations: Vec<Covered>,
    recommendation_words: &'p RecommendationWords,
    recommendation_summary: String,
    made: String,
}

struct Tile {
    name: &'static str,
    sign: char,
    word: String,
    count: String,
    percent: String,
}

struct Sign {
    class: String,
    sign: char,
    word: String,
}

struct Choice {
    value: String,
    word: String,
}

struct Covered {
    id: String,
    title: String,
    answers: Vec<(String, String)>,
    implemented: usize,
    unrealised: usize,
    state: &'static str,
    state_word: String,
    sign: char,
}

struct AnswerView {
    id: String,
    label: String,
    verdict: &'static str,
    sign: char,
    verdict_word: String,
    rank: usize,
    articles: String,
    themes: String,
    statuses: String,
    article_short: String,
    first_article: usize,
    claim: String,
    section: Option<String>,
    asked: Option<String>,
    theme_titles: String,
    missing: String,
    flags: String,
    measures: String,
    notes: Vec<String>,
    evidence: Vec<String>,
    overridden: bool,
    paragraphs: Vec<Vec<clauses::Piece>>,
}

/// Writes the page; `text` is that of the document.
///
/// # Errors
/// Never in practice: filling in the template can only fail for want of memory.
pub fn html(
    checked: &Checked,
    text: &str,
    policy: &MissingPolicy,
    words: &ReportWords,
    language: &str,
) -> Result<String> {
    let assessment = &checked.assessment;
    let say = Say::new(words);
    let page = &words.page;
    let columns = vec![Column::Theme, Column::Missing, Column::Flags, Column::Note, Column::Evidence];
    let options = GapOptions { language: language.to_owned(), columns, ..GapOptions::default() };
    let table = gaps(checked, policy, words, &options);
    let all = assessment.answers.len();
    let count_of = |verdict| assessment.answers.iter().filter(|answer| answer.verdict == verdict).count();
    let tiles = Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::Unanswered || count_of(*verdict) > 0);
    let counted = [("shown", say.number(all)), ("all", say.number(all))];
    let made = [("name", assessment.generator.name.clone()), ("version", assessment.generator.version.clone())];
    let ids = assessment.answers.iter().map(|answer| answer.id.as_str()).collect();
    let view = View { checked, words, say, ids };
    let rows = table.rows().map(|row| row.cells.as_slice());
    let answers = rows.enumerate().map(|(index, cells)| view.answer(index, cells, text)).collect();
    let (convention, coverage) = (&checked.convention, &assessment.coverage);
    let titles = convention.article.iter().map(|article| translated(&article.title, language));
    let articles: Vec<Covered> =
        coverage.articles.iter().zip(titles).map(|(row, title)| view.covered(row, title)).collect();
    let titles = convention.theme.iter().map(|theme| translated(&theme.title, language));
    let themes: Vec<Covered> =
        coverage.themes.iter().zip(titles).map(|(row, title)| view.covered(row, title)).collect();
    let columns = &words.columns;
    let page = Page {
        language,
        words: page,
        style: STYLE,
        style_hash: hash(STYLE),
        script: SCRIPT,
        script_hash: hash(SCRIPT),
        title: shown(assessment.source.title.as_deref().unwrap_or(&words.no_title)),
        facts: table.facts.iter().skip(usize::from(assessment.source.title.is_some())).cloned().collect(),
        caveat: table.caveat.clone(),
        tiles: tiles
            .map(|verdict| Tile {
                name: verdict.name(),
                sign: sign(verdict),
                word: word(&words.verdict, verdict.name()),
                count: say.number(count_of(verdict)),
                percent: say.percent(count_of(verdict), all),
            })
            .collect(),
        by_section: charts::by_section(assessment, words),
        statuses: charts::statuses(assessment, words),
        deadlines: charts::deadlines(assessment, words),
        strip: charts::strip(coverage, convention, words, language),
        graph: graph::graph(assessment, convention, words, language),
        signs: Status::ALL
            .map(|status| Sign {
                class: format!("s-{}", status.name()),
                sign: status_sign(status),
                word: word(&words.status, status.name()),
            })
            .into(),
        articles,
        themes,
        verdicts: Verdict::ALL
            .map(|verdict| Choice { value: verdict.name().to_owned(), word: word(&words.verdict, verdict.name()) })
            .into(),
        status_choices: Status::ALL
            .map(|status| Choice { value: status.name().to_owned(), word: word(&words.status, status.name()) })
            .into(),
        coverage_headings: [&columns.answers, &columns.implemented, &columns.unrealised, &columns.state],
        article_heading: &words.articles,
        theme_heading: &words.themes,
        evidence_heading: crate::gaps::heading(words, Column::Evidence.name()),
        warnings_heading: &words.warnings,
        warnings: assessment
            .warnings
            .iter()
            .map(|warning| {
                let line = warning.line.map(|line| fill(&words.line, &[("line", &line.to_string())]) + ": ");
                format!("{}{}", line.unwrap_or_default(), shown(&warning.message))
            })
            .collect(),
        recommendations: observations::rows(assessment).iter().map(|row| view.recommended(row)).collect(),
        recommendation_words: &words.recommendations,
        recommendation_summary: super::table::recommendation_summary(assessment, words),
        answers,
        count: filled(say.form(&page.shown, all), &counted),
        count_words: say.form(&page.shown, all),
        made: filled(&page.made, &made),
    };
    page.render().context("cannot fill in the report's template")
}

/// For the page's security policy: only this very style and this very script are run.
fn hash(content: &str) -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(content.as_bytes())))
}

/// A sign beside each colour, for those who do not see colours.
fn sign(verdict: Verdict) -> char {
    match verdict {
        Verdict::Implemented => '●',
        Verdict::Mixed => '◐',
        Verdict::PlansOnly => '○',
        Verdict::NoMeasure => '✕',
        Verdict::Unanswered => '?',
    }
}

fn status_sign(status: Status) -> char {
    match status {
        Status::Implemented => '●',
        Status::Pending => '◔',
        Status::Planned => '○',
        Status::Declined => '✕',
        Status::Unavailable => '∅',
    }
}

fn coverage_sign(state: &str) -> char {
    match state {
        "implemented" => '●',
        "plans-only" => '○',
        "no-measure" => '✕',
        _ => '–',
    }
}

struct View<'v> {
    checked: &'v Checked,
    words: &'v ReportWords,
    say: Say<'v>,
    /// Ids of the answers that the page shows.
    ids: FxHashSet<&'v str>,
}

impl View<'_> {
    fn covered(&self, row: &CoverageRow, title: &str) -> Covered {
        Covered {
            id: row.id.clone(),
            title: title.to_owned(),
            answers: row.answers.iter().map(|id| (fragment(id), id.clone())).collect(),
            implemented: row.implemented,
            unrealised: row.unrealised,
            state: row.state.name(),
            state_word: word(&self.words.state, row.state.name()),
            sign: coverage_sign(row.state.name()),
        }
    }

    fn recommended(&self, row: &RecommendationRow) -> Covered {
        let ids = row.answers.iter().map(|taken| &taken.answer).filter(|id| self.ids.contains(id.as_str()));
        let state = match row.state {
            UptakeState::NotTakenUp => "uncovered",
            state => state.name(),
        };
        Covered {
            id: observations::number(row, self.words),
            title: shown(&row.text),
            answers: ids.map(|id| (fragment(id), id.clone())).collect(),
            implemented: row.implemented,
            unrealised: row.unrealised,
            state,
            state_word: word(&self.words.recommendations.states, row.state.name()),
            sign: coverage_sign(state),
        }
    }

    fn answer(&self, index: usize, cells: &[Vec<String>], text: &str) -> AnswerView {
        let answer = &self.checked.assessment.answers[index];
        let words = self.words;
        let [themes, missing, flags, notes, evidence] = cells else { unreachable!("five columns were asked for") };
        let articles: Vec<&str> = answer.articles.iter().map(|article| article.id.as_str()).collect();
        let mut statuses: Vec<&str> = answer.measures.iter().map(|measure| measure.status.name()).collect();
        statuses.sort_unstable();
        statuses.dedup();
        let first = articles.first();
        let first = first.and_then(|id| self.checked.convention.article.iter().position(|article| article.id == **id));
        AnswerView {
            id: answer.id.clone(),
            label: shown(&answer.label),
            verdict: answer.verdict.name(),
            sign: sign(answer.verdict),
            verdict_word: word(&words.verdict, answer.verdict.name()),
            rank: rank(answer.verdict),
            articles: articles.join(" "),
            themes: answer.themes.iter().map(|theme| theme.id.as_str()).collect::<Vec<_>>().join(" "),
            statuses: statuses.join(" "),
            article_short: match articles.as_slice() {
                [] => String::new(),
                ids => fill(&words.page.article_short, &[("ids", &ids.join(", "))]),
            },
            first_article: first.unwrap_or(self.checked.convention.article.len()),
            claim: telling(answer).map_or_else(
                || words.gap.nothing.clone(),
                |quote| self.say.quoted(&self.say.shortened(&shown(quote), 30)),
            ),
            section: answer.section.as_deref().map(shown),
            asked: answer.asked.as_deref().map(shown),
            theme_titles: themes.join(" · "),
            missing: missing.join(self.say.comma()),
            flags: flags.join(self.say.comma()),
            measures: self.say.counted(&words.count.measures, answer.measures.len()),
            notes: notes.clone(),
            evidence: evidence.clone(),
            overridden: answer.flags.contains(&crate::assessment::Flag::Overridden),
            paragraphs: clauses::paragraphs(self.checked, index, text, words),
        }
    }
}

/// What shows the verdict best: a promise, else a refusal, else the first measure.
fn telling(answer: &AnswerAssessment) -> Option<&str> {
    let unrealised = answer.measures.iter().find(|measure| measure.status.is_unrealised());
    let refused =
        answer.measures.iter().find(|measure| matches!(measure.status, Status::Declined | Status::Unavailable));
    let wants = matches!(answer.verdict, Verdict::PlansOnly | Verdict::Mixed);
    let first = if wants {
        unrealised
    } else if answer.verdict == Verdict::NoMeasure {
        refused
    } else {
        None
    };
    first.or(answer.measures.first()).map(|measure| measure.quote.as_str())
}

/// Gaps first.
fn rank(verdict: Verdict) -> usize {
    match verdict {
        Verdict::Unanswered => 0,
        Verdict::PlansOnly => 1,
        Verdict::NoMeasure => 2,
        Verdict::Mixed => 3,
        Verdict::Implemented => 4,
    }
}

/// An id as the fragment of a link.
fn fragment(id: &str) -> String {
    id.replace('%', "%25").replace('"', "%22")
}
