//! For a person at a terminal: a summary, the gaps, and the coverage.

use super::plain;
use crate::assessment::{
    AnswerAssessment, Assessment, CoverageRow, Flag, Measure, Status, Uptake, UptakeState, Verdict,
};
use crate::gaps::observations::{self, number};
use crate::gaps::{Only, filled};
use crate::rules::{Convention, ReportWords, fill, translated};
use crate::say::Say;
use anstyle::{AnsiColor, Style};
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use std::fmt::Write as _;

/// How the table is laid out, and what of the assessment it shows.
pub struct TableOptions<'o> {
    /// Language of titles, ISO 639-1.
    pub language: &'o str,
    /// Columns of the terminal.
    pub width: u16,
    /// Whether to write ANSI colours.
    pub colour: bool,
    /// The verdicts and flags asked for; none: the gaps, or all if the answers were narrowed otherwise.
    pub only: &'o [Only],
    /// Whether answers were left out by another filter.
    pub narrowed: bool,
}

/// A line under the headings and nothing else: it reads well, pipes well, and is short.
pub(super) const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

const HEADING: Style = Style::new().bold();

/// Writes the summary, the table of answers and the coverage.
pub fn table(
    assessment: &Assessment,
    convention: &Convention,
    words: &ReportWords,
    options: &TableOptions<'_>,
) -> String {
    let report = Report { assessment, convention, words, options };
    let mut out = String::new();
    report.summary(&mut out);
    report.answers(&mut out);
    let titles = convention.article.iter().map(|article| translated(&article.title, options.language));
    report.coverage(&mut out, &words.articles, &assessment.coverage.articles, titles.collect());
    let titles = convention.theme.iter().map(|theme| translated(&theme.title, options.language));
    report.coverage(&mut out, &words.themes, &assessment.coverage.themes, titles.collect());
    report.recommendations(&mut out);
    report.warnings(&mut out);
    out
}

struct Report<'r> {
    assessment: &'r Assessment,
    convention: &'r Convention,
    words: &'r ReportWords,
    options: &'r TableOptions<'r>,
}

impl Report<'_> {
    fn styled(&self, text: &str, style: Style) -> String {
        if self.options.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn heading(&self, out: &mut String, text: &str) {
        writeln!(out, "\n{}", self.styled(text, HEADING)).expect("a String takes all");
    }

    fn summary(&self, out: &mut String) {
        let Assessment { source, answers, generator, .. } = self.assessment;
        let or_dash =
            |text: &Option<String>| text.as_deref().map_or_else(|| "–".to_owned(), |text| plain(text).into_owned());
        let title = source.title.as_deref().unwrap_or(&self.words.no_title);
        writeln!(out, "{}", self.styled(&plain(title), HEADING)).expect("a String takes all");
        let committee = source.committee.as_deref().or_else(|| self.convention.name.get("en").map(String::as_str));
        let say = Say::new(self.words);
        let measures = answers.iter().map(|answer| answer.measures.len()).sum();
        let values = [
            ("state", or_dash(&source.state)),
            ("committee", plain(committee.unwrap_or("–")).into_owned()),
            ("session", or_dash(&source.session)),
            ("received", source.received.as_deref().map_or_else(|| "–".to_owned(), |date| say.date(&plain(date)))),
            ("answers", say.counted(&self.words.count.answers, answers.len())),
            ("measures", say.counted(&self.words.count.claimed, measures)),
            ("language", source.language.clone()),
            ("rules", generator.rules.chars().take("sha256:".len() + 8).collect()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for template in [&self.words.source, &self.words.counted] {
            writeln!(out, "{}", fill(template, &values)).expect("a String takes all");
        }
        self.heading(out, &self.words.verdicts);
        self.bars(out);
        let width = usize::from(self.options.width).clamp(40, 100);
        writeln!(out, "\n{}", wrap(&self.words.caveat, width)).expect("a String takes all");
    }

    fn bars(&self, out: &mut String) {
        let (answers, say) = (&self.assessment.answers, Say::new(self.words));
        let widest = self.words.verdict.values().map(|word| word.chars().count()).max().unwrap_or_default();
        let room = usize::from(self.options.width).clamp(40, 100).saturating_sub(widest + 14);
        for verdict in Verdict::ALL {
            let count = answers.iter().filter(|answer| answer.verdict == verdict).count();
            if count == 0 && verdict == Verdict::Unanswered {
                continue;
            }
            let word = word(&self.words.verdict, verdict.name());
            let blocks = (count * room).div_ceil(answers.len().max(1));
            let percent = say.percent(count, answers.len());
            let bar = self.styled(&"█".repeat(blocks), verdict_style(verdict));
            let pad = " ".repeat(widest - word.chars().count());
            writeln!(out, "{}", format!("  {word}{pad}  {count:>4} {percent:>5}  {bar}").trim_end())
                .expect("a String takes all");
        }
    }

    fn answers(&self, out: &mut String) {
        let Self { words, options, .. } = self;
        let title = match (options.only, options.narrowed) {
            ([], false) => words.gaps.clone(),
            ([], true) => words.all_shown.clone(),
            (only, _) => {
                let names: Vec<_> = only.iter().map(|only| only.word(words)).collect();
                fill(&words.shown, &[("verdicts", &names.join(", "))])
            }
        };
        self.heading(out, &title);
        let shown = |answer: &&AnswerAssessment| match options.only {
            [] => options.narrowed || answer.verdict == Verdict::PlansOnly,
            only => only.iter().any(|only| only.admits(answer)),
        };
        let answers: Vec<_> = self.assessment.answers.iter().filter(shown).collect();
        if answers.is_empty() {
            writeln!(out, "{}", words.no_rows).expect("a String takes all");
            return;
        }
        let (columns, say) = (&words.columns, Say::new(words));
        let mut table =
            self.table([&columns.question, &columns.status, &columns.claim, &columns.deadline, &columns.place]);
        for answer in answers {
            let measures = telling(answer);
            let mark = if answer.flags.contains(&Flag::Overridden) { " ✎" } else { "" };
            let id = format!("{}{mark}", answer.id);
            if measures.is_empty() {
                table.add_row([id.as_str(), "–", "–", "–", &answer.line.to_string()]);
            }
            for (at, measure) in measures.iter().enumerate() {
                let id = if at == 0 { id.as_str() } else { "" };
                let status = word(&words.status, measure.status.name());
                let deadline = match &measure.deadline {
                    Some(date) if measure.overdue => format!("{} ({})", say.date(date), words.overdue),
                    Some(date) => say.date(date),
                    None => "–".to_owned(),
                };
                table.add_row([id, status, &cell_text(&plain(&measure.quote)), &deadline, &measure.line.to_string()]);
            }
        }
        let constraints = [
            ColumnConstraint::ContentWidth,
            ColumnConstraint::ContentWidth,
            ColumnConstraint::LowerBoundary(Width::Fixed(20)),
            ColumnConstraint::ContentWidth,
            ColumnConstraint::ContentWidth,
        ];
        self.finish(out, table, &constraints, &[4]);
    }

    fn coverage(&self, out: &mut String, title: &str, rows: &[CoverageRow], titles: Vec<&str>) {
        self.heading(out, title);
        let columns = &self.words.columns;
        let headings = [
            &columns.id,
            &columns.subject,
            &columns.answers,
            &columns.implemented,
            &columns.unrealised,
            &columns.state,
        ];
        let mut table = self.table(headings);
        for (row, title) in rows.iter().zip(titles) {
            table.add_row([
                row.id.as_str(),
                title,
                &row.answers.len().to_string(),
                &row.implemented.to_string(),
                &row.unrealised.to_string(),
                word(&self.words.state, row.state.name()),
            ]);
        }
        self.finish(out, table, &[], &[2, 3, 4]);
    }

    /// What the answers say on the recommendations of the concluding observations.
    fn recommendations(&self, out: &mut String) {
        let Some(observations) = &self.assessment.concluding_observations else { return };
        let words = &self.words.recommendations;
        self.heading(out, &words.headline);
        let width = usize::from(self.options.width).clamp(40, 100);
        for text in [&recommendation_summary(self.assessment, self.words), &words.caveat] {
            writeln!(out, "{}", wrap(text, width)).expect("a String takes all");
        }
        let columns = &self.words.columns;
        let mut table = self.table([&columns.id, &words.recommendation, &words.answers, &words.state]);
        let say = Say::new(self.words);
        for row in &observations.recommendations {
            let verdict = |verdict: Verdict| word(&self.words.verdict, verdict.name());
            let answer = |taken: &Uptake| {
                fill(&words.answer, &[("id", plain(&taken.answer).as_ref()), ("verdict", verdict(taken.verdict))])
            };
            let nearest: Vec<String> =
                row.answers.iter().filter(|taken| taken.nearest).take(NEAREST).map(answer).collect();
            let more = row.answers.len() - nearest.len();
            let nearest = nearest.join(say.comma());
            table.add_row([
                number(row, self.words).as_str(),
                &cell_text(&say.shortened(&plain(&row.text), 16)),
                &match (row.answers.len(), more) {
                    (0, _) => "–".to_owned(),
                    (_, 0) => nearest,
                    _ => fill(&words.more, &[("answers", &nearest), ("count", &more.to_string())]),
                },
                word(&words.states, row.state.name()),
            ]);
        }
        self.finish(out, table, &[ColumnConstraint::ContentWidth], &[]);
    }

    fn warnings(&self, out: &mut String) {
        if self.assessment.warnings.is_empty() {
            return;
        }
        self.heading(out, &self.words.warnings);
        for warning in &self.assessment.warnings {
            let line = warning
                .line
                .map(|line| fill(&self.words.line, &[("line", &line.to_string())]) + ": ")
                .unwrap_or_default();
            writeln!(out, "  {line}{}", plain(&warning.message)).expect("a String takes all");
        }
    }

    fn table<const N: usize>(&self, headings: [&String; N]) -> Table {
        let mut table = Table::new();
        table.load_style(RULED);
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(self.options.width);
        table.set_header(headings.map(Cell::new));
        table
    }

    fn finish(&self, out: &mut String, mut table: Table, constraints: &[ColumnConstraint], right: &[usize]) {
        for (column, constraint) in table.column_iter_mut().zip(constraints) {
            column.set_constraint(*constraint);
        }
        for &at in right {
            if let Some(column) = table.column_mut(at) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        writeln!(out, "{}", table.trim_fmt()).expect("a String takes all");
    }
}

/// Answers that are named beside a recommendation.
const NEAREST: usize = 3;

/// How many recommendations there are, and how many of each state.
pub(super) fn recommendation_summary(assessment: &Assessment, words: &ReportWords) -> String {
    let rows = observations::rows(assessment);
    let say = Say::new(words);
    let count = |state: UptakeState| say.number(rows.iter().filter(|row| row.state == state).count());
    let values = [
        ("all", say.counted(&words.count.recommendations, rows.len())),
        ("done", count(UptakeState::Implemented)),
        ("plans", count(UptakeState::PlansOnly)),
        ("nothing", count(UptakeState::NoMeasure)),
        ("not_taken_up", count(UptakeState::NotTakenUp)),
        ("no_subject", count(UptakeState::NoSubject)),
    ];
    filled(&words.recommendations.summary, &values)
}

/// The measures that show why an answer has its verdict.
fn telling(answer: &AnswerAssessment) -> Vec<&Measure> {
    let tells = |status: Status| match answer.verdict {
        Verdict::PlansOnly | Verdict::Mixed => status.is_unrealised(),
        Verdict::Implemented => status == Status::Implemented,
        Verdict::NoMeasure | Verdict::Unanswered => matches!(status, Status::Declined | Status::Unavailable),
    };
    answer.measures.iter().filter(|measure| tells(measure.status)).collect()
}

fn word<'w>(words: &'w std::collections::BTreeMap<String, String>, name: &'w str) -> &'w str {
    words.get(name).map_or(name, String::as_str)
}

fn verdict_style(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Implemented => AnsiColor::Green,
        Verdict::Mixed => AnsiColor::Yellow,
        Verdict::PlansOnly => AnsiColor::Red,
        Verdict::NoMeasure => AnsiColor::Magenta,
        Verdict::Unanswered => AnsiColor::BrightBlack,
    };
    Style::new().fg_color(Some(colour.into()))
}

/// Breaks a line at spaces.
pub fn wrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

/// Text for a cell: a line of a cell must be short, or comfy-table's sums overflow.
pub(super) fn cell_text(text: &str) -> String {
    const LONGEST: usize = 10_000;
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + text.len() / LONGEST + 1);
    for (at, c) in text.chars().enumerate() {
        if at > 0 && at % LONGEST == 0 {
            out.push('\n');
        }
        out.push(c);
    }
    out
}
