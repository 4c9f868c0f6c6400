//! The committee's concluding observations of the previous cycle: each recommendation joined to the answers that are on
//! its subject.

use crate::assessment::{
    AnswerAssessment, ConcludingObservations, Evidence, Reason, RecommendationRow, Status, Uptake, UptakeState,
};
use crate::check::Checked;
use crate::listed::{self, Item, Subjecting};
use crate::read::Document;
use crate::rules::Library;
use crate::topics::Subjects;
use anyhow::{Result, ensure};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The recommendations of concluding observations, in order; each is a paragraph, or one part of it.
#[derive(Debug)]
pub struct Recommendations {
    items: Vec<Item>,
    observations: Document,
}

/// Id of the layout of concluding observations.
const LAYOUT: &str = "concluding-observations";

/// The recommendations of concluding observations: the numbered paragraphs in which the committee recommends something,
/// and no others.
///
/// # Errors
/// If none is recognised.
pub fn read(observations: Document, library: &Library) -> Result<Recommendations> {
    let layout = listed::layout(library, LAYOUT)?;
    let items = listed::read(&observations, &layout, |item| layout.wants(&item.whole()))?;
    ensure!(
        !items.is_empty(),
        "{}: no recommendation was recognised; a recommendation is a numbered paragraph in which the committee \
         recommends something: see rules/layout/{LAYOUT}.toml",
        observations.path
    );
    Ok(Recommendations { items, observations })
}

/// Tells of each recommendation which answers take it up and what these offer.
///
/// An answer takes a recommendation up if both are about a theme and an article in common; of a recommendation that is
/// about themes alone, or articles alone, one in common is enough. The nearest answers are those in which most of the
/// topic rules fired that fired in the text of the recommendation; what they offer is its state.
///
/// # Errors
/// If the rules are wrong.
pub fn join(checked: &mut Checked, recommendations: &Recommendations, library: &Library) -> Result<()> {
    let Recommendations { items, observations } = recommendations;
    let subjecting = Subjecting::new(observations, library, &checked.pack, &checked.convention)?;
    let answers = &checked.assessment.answers;
    let mut on: On<'_> = FxHashMap::default();
    for (index, answer) in answers.iter().enumerate().filter(|(_, answer)| !answer.is_unanswered()) {
        for theme in &answer.themes {
            on.entry(&theme.id).or_default().push(index);
        }
        for article in &answer.articles {
            on.entry(&article.id).or_default().push(index);
        }
    }
    let fired: Vec<BTreeSet<&str>> = answers.iter().map(rules).collect();
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        let (subjects, own) = subjecting.of(item.section.as_deref(), &item.whole());
        let taken_up = uptake(&subjects, &own, &on, answers, &fired);
        rows.push(row(item, subjects, taken_up, answers));
    }
    let observations = ConcludingObservations {
        path: observations.path.clone(),
        sha256: observations.sha256.clone(),
        language: subjecting.language.clone(),
        recommendations: rows,
    };
    checked.assessment.concluding_observations = Some(observations);
    Ok(())
}

/// Places of the answers on each article and theme.
type On<'a> = FxHashMap<&'a str, Vec<usize>>;

/// The answers that take a recommendation up, the nearest first: those that speak of most of the same things in
/// particular, then those that are about what the recommendation is most about.
fn uptake(
    subjects: &Subjects,
    own: &BTreeSet<String>,
    on: &On<'_>,
    answers: &[AnswerAssessment],
    fired: &[BTreeSet<&str>],
) -> Vec<(usize, Uptake)> {
    let mut common: FxHashMap<usize, Uptake> = FxHashMap::default();
    let entry = |index: usize| Uptake {
        answer: answers[index].id.clone(),
        verdict: answers[index].verdict,
        articles: Vec::new(),
        themes: Vec::new(),
        rules: Vec::new(),
        nearest: false,
    };
    for article in &subjects.articles {
        for &index in on.get(article.id.as_str()).into_iter().flatten() {
            common.entry(index).or_insert_with(|| entry(index)).articles.push(article.id.clone());
        }
    }
    for theme in &subjects.themes {
        for &index in on.get(theme.id.as_str()).into_iter().flatten() {
            common.entry(index).or_insert_with(|| entry(index)).themes.push(theme.id.clone());
        }
    }
    let (has_articles, has_themes) = (!subjects.articles.is_empty(), !subjects.themes.is_empty());
    common.retain(|_, taken| taken.articles.is_empty() != has_articles && taken.themes.is_empty() != has_themes);
    for (index, taken) in &mut common {
        taken.rules = own.iter().filter(|rule| fired[*index].contains(rule.as_str())).cloned().collect();
    }
    let most = common.values().map(|taken| taken.rules.len()).max().unwrap_or_default();
    let central = |taken: &Uptake| {
        let article = subjects.articles.first().is_some_and(|central| taken.articles.contains(&central.id));
        let theme = subjects.themes.first().is_some_and(|central| taken.themes.contains(&central.id));
        usize::from(article) + usize::from(theme)
    };
    let mut found: Vec<(usize, Uptake)> = common.into_iter().collect();
    for (_, taken) in &mut found {
        taken.nearest = taken.rules.len() == most;
    }
    found.sort_by_key(|(index, taken)| {
        let shared = taken.articles.len() + taken.themes.len();
        (Reverse(taken.rules.len()), Reverse(central(taken)), Reverse(shared), *index)
    });
    found
}

/// The topic rules behind the articles and themes of an answer, without their language.
fn rules(answer: &AnswerAssessment) -> BTreeSet<&str> {
    let articles = answer.articles.iter().flat_map(|article| &article.why);
    let themes = answer.themes.iter().flat_map(|theme| &theme.why);
    articles.chain(themes).map(|why| listed::without_language(&why.rule)).collect()
}

fn row(
    item: &Item,
    subjects: Subjects,
    taken_up: Vec<(usize, Uptake)>,
    answers: &[AnswerAssessment],
) -> RecommendationRow {
    let nearest = || taken_up.iter().filter(|(_, taken)| taken.nearest);
    let measures = || nearest().flat_map(|(index, _)| &answers[*index].measures);
    let implemented = measures().filter(|measure| measure.status == Status::Implemented).count();
    let unrealised = measures().filter(|measure| measure.status.is_unrealised()).count();
    let no_subject = subjects.articles.is_empty() && subjects.themes.is_empty();
    let state = match (taken_up.len(), implemented, unrealised) {
        (0, ..) if no_subject => UptakeState::NoSubject,
        (0, ..) => UptakeState::NotTakenUp,
        (_, 0, 0) => UptakeState::NoMeasure,
        (_, 0, _) => UptakeState::PlansOnly,
        _ => UptakeState::Implemented,
    };
    RecommendationRow {
        id: item.id(),
        paragraph: item.number,
        part: item.part.clone(),
        section: item.section.clone(),
        line: item.line,
        lead: item.lead.clone(),
        text: item.text.clone(),
        why: reasons(&subjects),
        articles: subjects.articles.into_iter().map(|article| article.id).collect(),
        themes: subjects.themes.into_iter().map(|theme| theme.id).collect(),
        answers: taken_up.into_iter().map(|(_, uptake)| uptake).collect(),
        state,
        implemented,
        unrealised,
    }
}

/// Every rule with the words that fired it, once.
fn reasons(subjects: &Subjects) -> Vec<Reason> {
    let articles = subjects.articles.iter().flat_map(|article| &article.why);
    let themes = subjects.themes.iter().flat_map(|theme| &theme.why);
    let mut all: Vec<&Evidence> = articles.chain(themes).collect();
    all.sort_by(|a, b| (a.start, a.end, &a.rule).cmp(&(b.start, b.end, &b.rule)));
    all.dedup();
    all.into_iter().map(|found| Reason { rule: found.rule.clone(), quote: found.quote.clone() }).collect()
}
