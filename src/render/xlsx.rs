//! A workbook: the gap table, answers, measures and coverage on a sheet each, all with filters and a fixed heading row.

mod heights;

use crate::assessment::{AnswerAssessment, CoverageRow, Measure, Status};
use crate::check::Checked;
use crate::gaps::observations;
use crate::gaps::{GapTable, heading};
use crate::rules::{ReportWords, translated};
use anyhow::{Context as _, Result, ensure};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

/// Characters that a cell can hold.
const LONGEST: usize = 32_767;
/// Width of the texts of the sheet about the file, in characters.
const ABOUT_WIDTH: usize = 100;
/// Rows of a sheet.
const MOST_ROWS: usize = 1_048_576;

/// Writes the workbook; the bytes are those of an `.xlsx` file.
///
/// # Errors
/// If there are more rows than a sheet can hold.
pub fn xlsx(checked: &Checked, table: &GapTable, words: &ReportWords, language: &str) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // No clock: the file is the same whenever it is written.
    let day = ExcelDateTime::from_ymd(2000, 1, 1).context("the workbook's fixed date")?;
    workbook.set_properties(&DocProperties::new().set_title(&table.title).set_creation_datetime(&day));
    let names = &words.gap.sheets;
    write(workbook.add_worksheet(), &names.gaps, &gap_sheet(table, words))?;
    write(workbook.add_worksheet(), &names.answers, &answer_sheet(checked, words, language))?;
    write(workbook.add_worksheet(), &names.measures, &measure_sheet(checked, words))?;
    write(workbook.add_worksheet(), &names.coverage, &coverage_sheet(checked, words, language))?;
    about(workbook.add_worksheet(), &names.about, table)?;
    let written = workbook.save_to_buffer().context("cannot put the workbook together")?;
    // A large workbook is not needed twice.
    drop(workbook);
    heights::unfixed(written)
}

enum Value {
    Text(String),
    Number(usize),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Value::Number(number)
    }
}

/// Heading and width (in characters) of each column, and the rows.
struct Sheet {
    columns: Vec<(String, usize)>,
    rows: Vec<Vec<Value>>,
}

fn write(sheet: &mut Worksheet, name: &str, content: &Sheet) -> Result<()> {
    let Sheet { columns, rows } = content;
    ensure!(rows.len() < MOST_ROWS, "{name}: {} rows are more than a sheet can hold; write --format csv", rows.len());
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_background_color(0x00E7_ECF2)
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::Top);
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(name).with_context(|| format!("[gap.sheets] {name}: no name for a sheet"))?;
    for (at, (heading, width)) in (0u16..).zip(columns) {
        sheet.write_string_with_format(0, at, heading, &head)?;
        sheet.set_column_width(at, f64::from(u32::try_from(*width)?))?;
    }
    let widths = || columns.iter().map(|(_, width)| *width);
    let headings: Vec<Value> = columns.iter().map(|(heading, _)| heading.as_str().into()).collect();
    if let Some(height) = heights::height(&headings, widths()) {
        sheet.set_row_height(0, height)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        if let Some(height) = heights::height(row, widths()) {
            sheet.set_row_height(line, height)?;
        }
        for (at, value) in (0u16..).zip(row) {
            // Always as a string: a cell that begins with = is text and no formula.
            match value {
                Value::Text(text) => sheet.write_string_with_format(line, at, cut(text), &body)?,
                Value::Number(number) => {
                    sheet.write_number_with_format(line, at, f64::from(u32::try_from(*number)?), &body)?
                }
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = u16::try_from(columns.len().saturating_sub(1))?;
    sheet.autofilter(0, 0, u32::try_from(rows.len())?, last)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

/// What fits into a cell, with a sign where it was cut.
fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut room = LONGEST - 1;
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

fn gap_sheet(table: &GapTable, words: &ReportWords) -> Sheet {
    let grouped = table.groups.iter().any(|group| group.title.is_some());
    let group = grouped.then(|| (heading(words, "group").to_owned(), 28));
    let columns = table.columns.iter().map(|(column, heading)| (heading.clone(), column.share() * 5));
    let rows = table.groups.iter().flat_map(|group| {
        group.rows.iter().map(move |row| {
            let title = grouped.then(|| Value::from(group.title.clone().unwrap_or_default()));
            title.into_iter().chain(row.cells.iter().map(|cell| Value::from(cell.join("\n")))).collect()
        })
    });
    Sheet { columns: group.into_iter().chain(columns).collect(), rows: rows.collect() }
}

fn columns(words: &ReportWords, columns: &[(&str, usize)]) -> Vec<(String, usize)> {
    columns.iter().map(|(name, width)| (heading(words, name).to_owned(), *width)).collect()
}

fn word(words: &std::collections::BTreeMap<String, String>, name: &str) -> String {
    words.get(name).map_or(name, String::as_str).to_owned()
}

/// What stands beside the verdict, and that a person changed it.
fn flags(answer: &AnswerAssessment, words: &ReportWords) -> String {
    answer.flags.iter().map(|flag| word(&words.flag, flag.name())).collect::<Vec<_>>().join(", ")
}

fn answer_sheet(checked: &Checked, words: &ReportWords, language: &str) -> Sheet {
    let title = |id: &str| {
        let theme = checked.convention.theme.iter().find(|theme| theme.id == *id);
        theme.map_or(id.to_owned(), |theme| translated(&theme.title, language).to_owned())
    };
    let rows = checked.assessment.answers.iter().map(|answer| {
        let count = |status: Status| answer.measures.iter().filter(|measure| measure.status == status).count();
        let articles: Vec<&str> = answer.articles.iter().map(|article| article.id.as_str()).collect();
        let themes: Vec<String> = answer.themes.iter().map(|theme| title(&theme.id)).collect();
        let mut row = vec![
            Value::from(answer.id.as_str()),
            crate::gaps::shown(answer.section.as_deref().unwrap_or_default()).into(),
            answer.line.into(),
            articles.join(", ").into(),
            themes.join(", ").into(),
            word(&words.verdict, answer.verdict.name()).into(),
            flags(answer, words).into(),
        ];
        row.extend(Status::ALL.map(|status| Value::from(count(status))));
        row
    });
    let names = [
        ("question", 10),
        ("section", 30),
        ("place", 8),
        ("article", 12),
        ("theme", 30),
        ("status", 16),
        ("flags", 20),
        ("implemented", 13),
        ("pending", 11),
        ("planned", 11),
        ("declined", 11),
        ("unavailable", 13),
    ];
    Sheet { columns: columns(words, &names), rows: rows.collect() }
}

fn measure_sheet(checked: &Checked, words: &ReportWords) -> Sheet {
    let row = |answer: &AnswerAssessment, measure: &Measure| {
        let or_empty = |text: &Option<String>| Value::from(crate::gaps::shown(text.as_deref().unwrap_or_default()));
        vec![
            Value::from(answer.id.as_str()),
            measure.line.into(),
            word(&words.status, measure.status.name()).into(),
            crate::gaps::shown(&measure.quote).into(),
            or_empty(&measure.deadline),
            if measure.overdue { words.overdue.as_str() } else { "" }.into(),
            or_empty(&measure.body),
            or_empty(&measure.budget),
            or_empty(&measure.target),
            measure.rule.as_str().into(),
            crate::gaps::shown(&measure.cue).into(),
            flags(answer, words).into(),
        ]
    };
    let answers = checked.assessment.answers.iter();
    let rows = answers.flat_map(|answer| answer.measures.iter().map(|measure| row(answer, measure)));
    let names = [
        ("question", 10),
        ("place", 8),
        ("measure", 16),
        ("quote", 70),
        ("deadline", 12),
        ("overdue", 10),
        ("body", 24),
        ("budget", 20),
        ("target", 16),
        ("rule", 30),
        ("cue", 24),
        ("flags", 20),
    ];
    Sheet { columns: columns(words, &names), rows: rows.collect() }
}

fn coverage_sheet(checked: &Checked, words: &ReportWords, language: &str) -> Sheet {
    let row = |kind: &str, row: &CoverageRow, title: &str| {
        vec![
            Value::from(heading(words, kind)),
            row.id.as_str().into(),
            title.into(),
            row.answers.join(", ").into(),
            row.implemented.into(),
            row.unrealised.into(),
            word(&words.state, row.state.name()).into(),
        ]
    };
    let (coverage, convention) = (&checked.assessment.coverage, &checked.convention);
    let articles = coverage.articles.iter().zip(&convention.article);
    let articles = articles.map(|(found, article)| row("article", found, translated(&article.title, language)));
    let themes = coverage.themes.iter().zip(&convention.theme);
    let themes = themes.map(|(found, theme)| row("theme", found, translated(&theme.title, language)));
    let recommendations = observations::rows(&checked.assessment).iter().map(|row| {
        let answers: Vec<&str> = row.answers.iter().map(|taken| taken.answer.as_str()).collect();
        vec![
            Value::from(heading(words, "recommendation")),
            row.id.as_str().into(),
            crate::gaps::shown(&row.text).into(),
            answers.join(", ").into(),
            row.implemented.into(),
            row.unrealised.into(),
            word(&words.recommendations.states, row.state.name()).into(),
        ]
    });
    let names = [
        ("kind", 10),
        ("id", 24),
        ("subject", 50),
        ("answers", 40),
        ("implemented", 13),
        ("unrealised", 18),
        ("state", 18),
    ];
    Sheet { columns: columns(words, &names), rows: articles.chain(themes).chain(recommendations).collect() }
}

fn about(sheet: &mut Worksheet, name: &str, table: &GapTable) -> Result<()> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(name).with_context(|| format!("[gap.sheets] {name}: no name for a sheet"))?;
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, f64::from(u32::try_from(ABOUT_WIDTH)?))?;
    sheet.write_string_with_format(0, 0, &table.title, &bold)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    let mut line = 2;
    for (name, value) in &table.facts {
        sheet.write_string_with_format(line, 0, name, &bold)?;
        sheet.write_string_with_format(line, 1, cut(value), &wrapped)?;
        grow(sheet, line, value)?;
        line += 1;
    }
    for text in std::iter::once(&table.caveat).chain(&table.notes) {
        line += 1;
        sheet.write_string_with_format(line, 1, cut(text), &wrapped)?;
        grow(sheet, line, text)?;
    }
    Ok(())
}

/// Gives a row of the sheet about the file the height of its text.
fn grow(sheet: &mut Worksheet, line: u32, text: &str) -> Result<()> {
    if let Some(height) = heights::height(&[text.into()], std::iter::once(ABOUT_WIDTH)) {
        sheet.set_row_height(line, height)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_rows_than_a_sheet_holds_are_an_error_that_names_another_format() {
        let rows: Vec<Vec<Value>> = std::iter::repeat_with(Vec::new).take(MOST_ROWS).collect();
        let error = write(Workbook::new().add_worksheet(), "Answers", &Sheet { columns: Vec::new(), rows });
        let message = error.expect_err("one row too many").to_string();
        assert!(message.contains("Answers: 1048576 rows") && message.contains("--format csv"), "{message}");
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_with_a_sign_and_never_within_a_character() {
        for long in ["x".repeat(100_000), "\u{1f600}".repeat(50_000)] {
            let cell = cut(&long);
            assert!(cell.ends_with('…') && cell.encode_utf16().count() <= LONGEST, "{}", cell.len());
            assert!(cell.encode_utf16().count() > LONGEST - 2, "as much as fits");
        }
        assert_eq!(cut("short"), "short");
    }
}
