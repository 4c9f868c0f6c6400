//! Answers and coverage, then and now.

use super::Side;
use super::model::{AnswerChange, CoverageCell, CoverageChange, CoverageChanges};
use crate::assessment::{CoverageRow, CoverageState};
use rustc_hash::FxHashMap;

/// Every article and theme of either document.
pub(super) fn coverage(old: &Side, new: &Side) -> CoverageChanges {
    let [one, other] = [old, new].map(|side| &side.assessment.coverage);
    CoverageChanges { articles: rows(&one.articles, &other.articles), themes: rows(&one.themes, &other.themes) }
}

fn rows(old: &[CoverageRow], new: &[CoverageRow]) -> Vec<CoverageChange> {
    let ids = old.iter().chain(new.iter().filter(|row| !old.iter().any(|known| known.id == row.id))).map(|row| &row.id);
    let cell = |rows: &[CoverageRow], id: &str| {
        let row = rows.iter().find(|row| row.id == id);
        row.map_or(CoverageCell { answers: 0, state: CoverageState::Uncovered, implemented: 0, unrealised: 0 }, |row| {
            CoverageCell {
                answers: row.answers.len(),
                state: row.state,
                implemented: row.implemented,
                unrealised: row.unrealised,
            }
        })
    };
    ids.map(|id| CoverageChange { id: id.clone(), old: cell(old, id), new: cell(new, id) }).collect()
}

/// Answers that came, went or changed their verdict: those of the old document first.
pub(super) fn answers(old: &Side, new: &Side) -> Vec<AnswerChange> {
    let by_id = |side: &'_ Side| -> FxHashMap<String, usize> {
        side.assessment.answers.iter().enumerate().map(|(at, answer)| (answer.id.clone(), at)).collect()
    };
    let (then, now) = (by_id(old), by_id(new));
    let mut changes = Vec::new();
    for answer in &old.assessment.answers {
        let later = now.get(&answer.id).map(|&at| &new.assessment.answers[at]);
        if later.is_none_or(|later| later.verdict != answer.verdict) {
            changes.push(AnswerChange {
                id: answer.id.clone(),
                old: Some(answer.verdict),
                new: later.map(|later| later.verdict),
                line: later.unwrap_or(answer).line,
            });
        }
    }
    for answer in new.assessment.answers.iter().filter(|answer| !then.contains_key(&answer.id)) {
        changes.push(AnswerChange { id: answer.id.clone(), old: None, new: Some(answer.verdict), line: answer.line });
    }
    changes
}
