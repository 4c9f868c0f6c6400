//! Many documents in one table.

use super::plain;
use super::table::RULED;
use crate::assessment::{Assessment, UptakeState, Verdict};
use crate::gaps::observations;
use crate::rules::ReportWords;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};

/// One row for each document: its answers by verdict, promises whose deadline has passed, and, where concluding
/// observations were given, recommendations that no answer takes up. `width` in columns.
pub fn summary(assessments: &[Assessment], words: &ReportWords, width: u16) -> String {
    let mut table = Table::new();
    table.load_style(RULED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    let verdicts = Verdict::ALL.map(|verdict| words.verdict.get(verdict.name()).map_or(verdict.name(), String::as_str));
    let titles = [words.diff.document.as_str(), &words.columns.answers]
        .into_iter()
        .chain(verdicts)
        .chain([words.overdue.as_str()]);
    let with_observations = assessments.iter().any(|assessment| assessment.concluding_observations.is_some());
    let titles = titles.chain(with_observations.then_some(words.recommendations.column.as_str()));
    table.set_header(titles.map(Cell::new));
    let mut all = vec![0; Verdict::ALL.len() + 2 + usize::from(with_observations)];
    for assessment in assessments {
        let answers = &assessment.answers;
        let mut counts = vec![answers.len()];
        counts.extend(Verdict::ALL.map(|verdict| answers.iter().filter(|answer| answer.verdict == verdict).count()));
        counts.push(answers.iter().flat_map(|answer| &answer.measures).filter(|measure| measure.overdue).count());
        if with_observations {
            let rows = observations::rows(assessment).iter();
            counts.push(rows.filter(|row| row.state == UptakeState::NotTakenUp).count());
        }
        for (sum, count) in all.iter_mut().zip(&counts) {
            *sum += count;
        }
        table.add_row(row(&plain(&assessment.source.path), &counts));
    }
    if assessments.len() > 1 {
        table.add_row(row(&words.diff.all, &all));
    }
    // A path that is too long is broken between its folders.
    if let Some(column) = table.column_mut(0) {
        column.set_delimiter('/');
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!("{}\n", table.trim_fmt())
}

fn row(name: &str, counts: &[usize]) -> Vec<Cell> {
    std::iter::once(Cell::new(name)).chain(counts.iter().map(Cell::new)).collect()
}
