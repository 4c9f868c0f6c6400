//! Rows under the article, theme, general recommendation or recommendation of the concluding observations that they are
//! most about.

use super::cells::{Context, filled};
use super::{By, GapOptions, Group, Row, observations};
use crate::assessment::{AnswerAssessment, RecommendationRow};
use crate::rules::{Convention, translated};
use rustc_hash::{FxHashMap, FxHashSet};

/// Groups the rows that `row` gives, by index of the answer. An article, theme or recommendation that no answer
/// engages is a group too: that is a gap. `gap_row` gives the row of a recommendation that no answer takes up.
pub(super) fn groups(
    context: &Context<'_>,
    options: &GapOptions,
    row: impl Fn(usize) -> Option<Row>,
    gap_row: impl Fn(&RecommendationRow) -> Row,
) -> Vec<Group> {
    let recommendations = observations::rows(&context.checked.assessment);
    let not_taken_up: FxHashSet<&str> = options.not_taken_up.iter().map(String::as_str).collect();
    let is_gap = |row: &&RecommendationRow| not_taken_up.contains(row.id.as_str());
    let gaps: FxHashMap<&str, &RecommendationRow> =
        recommendations.iter().filter(is_gap).map(|row| (row.id.as_str(), row)).collect();
    let mut groups = match options.by {
        None => {
            let rows = (0..context.checked.assessment.answers.len()).filter_map(row).collect();
            vec![Group { title: None, notes: Vec::new(), rows }]
        }
        Some(by) => grouped(context, options, by, row, |id| {
            let found = gaps.get(id).filter(|_| by == By::Recommendation);
            found.map(|row| gap_row(row))
        }),
    };
    if options.by != Some(By::Recommendation) {
        let rows: Vec<Row> = recommendations.iter().filter(is_gap).map(gap_row).collect();
        if !rows.is_empty() {
            groups.push(Group { title: Some(context.words.recommendations.gaps.clone()), notes: Vec::new(), rows });
        }
    }
    groups
}

fn grouped(
    context: &Context<'_>,
    options: &GapOptions,
    by: By,
    row: impl Fn(usize) -> Option<Row>,
    gap_row: impl Fn(&str) -> Option<Row>,
) -> Vec<Group> {
    let answers = &context.checked.assessment.answers;
    let convention = &context.checked.convention;
    let mut homes: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut others: FxHashMap<String, Vec<String>> = FxHashMap::default();
    let mut nowhere = Vec::new();
    for (index, answer) in answers.iter().enumerate() {
        let mut ids = match by {
            By::Recommendation => {
                let places = context.taken_up.get(answer.id.as_str()).into_iter().flatten();
                places.map(|&at| observations::rows(&context.checked.assessment)[at].id.clone()).collect()
            }
            _ => engaged(convention, by, answer),
        }
        .into_iter();
        match ids.next() {
            Some(home) => homes.entry(home).or_default().push(index),
            None => nowhere.push(index),
        }
        ids.for_each(|id| others.entry(id).or_default().push(answer.id.clone()));
    }
    let gap = &context.words.gap;
    let mut groups = Vec::new();
    for (id, title) in titles(context, by) {
        let rows = homes.remove(&id).unwrap_or_default().into_iter().filter_map(&row);
        let rows: Vec<Row> = rows.chain(gap_row(&id)).collect();
        let others = others.remove(&id).unwrap_or_default();
        let notes = if !others.is_empty() {
            let also = if by == By::Recommendation { &context.words.recommendations.also } else { &gap.also };
            vec![filled(also, &[("answers", others.join(", "))])]
        } else if rows.is_empty() && options.of.is_none() {
            vec![match by {
                By::Recommendation => context.words.recommendations.no_subject.clone(),
                _ => gap.uncovered.clone(),
            }]
        } else {
            Vec::new()
        };
        if !rows.is_empty() || !notes.is_empty() {
            groups.push(Group { title: Some(title), notes, rows });
        }
    }
    let rows: Vec<Row> = nowhere.into_iter().filter_map(row).collect();
    if !rows.is_empty() {
        let title = if by == By::Recommendation { &context.words.recommendations.other } else { &gap.other };
        groups.push(Group { title: Some(title.clone()), notes: Vec::new(), rows });
    }
    groups
}

/// Ids of the Convention's that an answer engages, the most central first.
fn engaged(convention: &Convention, by: By, answer: &AnswerAssessment) -> Vec<String> {
    match by {
        By::Article => answer.articles.iter().map(|article| article.id.clone()).collect(),
        By::Theme => answer.themes.iter().map(|theme| theme.id.clone()).collect(),
        By::GeneralRecommendation => {
            general_recommendations(convention, answer).iter().map(ToString::to_string).collect()
        }
        By::Recommendation => Vec::new(),
    }
}

/// Numbers of the general recommendations on an answer's central theme, or else on its central article: newest first.
pub(super) fn general_recommendations(convention: &Convention, answer: &AnswerAssessment) -> Vec<u16> {
    let theme = answer.themes.first().map(|theme| &theme.id);
    let article = answer.articles.first().map(|article| &article.id);
    let of = |is: &dyn Fn(&crate::rules::Recommendation) -> bool| -> Vec<u16> {
        convention.recommendation.iter().rev().filter(|known| is(known)).map(|known| known.number).collect()
    };
    let by_theme = of(&|known| theme.is_some_and(|theme| known.themes.contains(theme)));
    if by_theme.is_empty() {
        of(&|known| article.is_some_and(|article| known.articles.contains(article)))
    } else {
        by_theme
    }
}

/// Ids and titles, in the order of the convention.
fn titles(context: &Context<'_>, by: By) -> Vec<(String, String)> {
    let (convention, gap, language) = (&context.checked.convention, &context.words.gap, context.language);
    let named = |template: &str, id: &str, title: &str| filled(template, &[("id", id.into()), ("title", title.into())]);
    match by {
        By::Article => {
            let article =
                |a: &crate::rules::Article| (a.id.clone(), named(&gap.article, &a.id, translated(&a.title, language)));
            convention.article.iter().map(article).collect()
        }
        By::Theme => {
            convention.theme.iter().map(|t| (t.id.clone(), translated(&t.title, language).to_owned())).collect()
        }
        By::Recommendation => {
            let rows = observations::rows(&context.checked.assessment).iter();
            rows.map(|row| (row.id.clone(), observations::heading(row, context.words, context.say))).collect()
        }
        By::GeneralRecommendation => {
            let recommendation = |r: &crate::rules::Recommendation| {
                let number = r.number.to_string();
                let title = named(&gap.general_recommendation, &number, translated(&r.subject, language));
                (number, title)
            };
            convention.recommendation.iter().map(recommendation).collect()
        }
    }
}
