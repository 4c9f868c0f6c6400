//! Recommendations of the concluding observations in the gap table: their names, and the rows of those that no answer
//! takes up.

use super::cells::{Context, filled, shown, word};
use super::limit::Longest;
use super::{Column, Row};
use crate::assessment::{AnswerAssessment, Assessment, RecommendationRow};
use crate::rules::{ReportWords, fill, translated};
use crate::say::Say;
use rustc_hash::FxHashMap;

/// Words of a recommendation that stand in a heading.
const HEADING_WORDS: usize = 20;

/// Every recommendation, in order; none where no concluding observations were given.
pub(crate) fn rows(assessment: &Assessment) -> &[RecommendationRow] {
    assessment.concluding_observations.as_ref().map_or(&[], |observations| &observations.recommendations)
}

/// By id of the answer, places of the recommendations that it takes up: those that it is nearest to first.
pub(super) fn by_answer(assessment: &Assessment) -> FxHashMap<&str, Vec<usize>> {
    let mut ranked: FxHashMap<&str, Vec<(usize, usize)>> = FxHashMap::default();
    for (at, row) in rows(assessment).iter().enumerate() {
        for (rank, uptake) in row.answers.iter().enumerate() {
            ranked.entry(&uptake.answer).or_default().push((rank, at));
        }
    }
    let places = |mut ranked: Vec<(usize, usize)>| {
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, at)| at).collect()
    };
    ranked.into_iter().map(|(answer, ranked)| (answer, places(ranked))).collect()
}

/// As the committee writes it: `15 (b)`.
pub(crate) fn number(row: &RecommendationRow, words: &ReportWords) -> String {
    let number = row.paragraph.to_string();
    match &row.part {
        None => number,
        Some(part) => fill(&words.recommendations.part, &[("number", &number), ("letter", part)]),
    }
}

/// Its number, and how it begins.
pub(super) fn heading(row: &RecommendationRow, words: &ReportWords, say: Say<'_>) -> String {
    let text = say.shortened(&shown(&row.text), HEADING_WORDS);
    filled(&words.recommendations.heading, &[("id", number(row, words)), ("text", text)])
}

impl Context<'_> {
    /// The recommendations that an answer takes up.
    pub(super) fn recommendations(&self, answer: &AnswerAssessment) -> Vec<String> {
        let mut places = self.taken_up.get(answer.id.as_str()).cloned().unwrap_or_default();
        places.sort_unstable();
        let all = rows(&self.checked.assessment);
        let numbers: Vec<String> = places.into_iter().map(|at| number(&all[at], self.words)).collect();
        if numbers.is_empty() { Vec::new() } else { vec![numbers.join(", ")] }
    }

    /// The row of a recommendation that no answer takes up.
    pub(super) fn gap_row(&self, row: &RecommendationRow, columns: &[Column], longest: Longest) -> Row {
        let words = &self.words.recommendations;
        let convention = &self.checked.convention;
        let id = number(row, self.words);
        let asked = self.say.shortened(&shown(&row.text), longest.open);
        let theme = |id: &String| {
            let known = convention.theme.iter().find(|theme| theme.id == *id);
            known.map_or_else(|| id.clone(), |theme| translated(&theme.title, self.language).to_owned())
        };
        let cell = |column: &Column| match column {
            Column::Article => row.articles.clone(),
            Column::Theme => row.themes.iter().map(theme).collect(),
            Column::Recommendation => vec![id.clone()],
            Column::Section => row.section.iter().map(|section| shown(section)).collect(),
            Column::Question => vec![fill(&words.name, &[("id", &id)])],
            Column::Asked => vec![asked.clone()],
            Column::Claim => vec![words.not_taken_up.clone()],
            Column::Status => vec![word(&words.states, row.state.name())],
            _ => Vec::new(),
        };
        Row { id: format!("recommendation {}", row.id), overridden: false, cells: columns.iter().map(cell).collect() }
    }
}
