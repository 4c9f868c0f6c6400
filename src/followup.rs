//! Follow-up questions: what a rapporteur would ask next, from what the answers claim and do not name.

mod open;
mod quote;
mod wording;

use crate::assessment::UptakeState;
use crate::check::Checked;
use crate::gaps::{GapOptions, facts, observations};
use crate::rules::{FollowupPolicy, FollowupWords, MissingPolicy, ReportWords};
use crate::say::Say;
use serde::Serialize;
use std::collections::BTreeMap;

/// Name and number of the JSON of follow-up questions.
pub const SCHEMA: &str = "lacuna.followup/1";

/// Which questions are drafted.
#[derive(Clone, Debug, Default)]
pub struct FollowupOptions {
    /// Language of titles, ISO 639-1.
    pub language: String,
    /// At most so many questions: the weightiest.
    pub most: Option<usize>,
    /// Only on these articles; none: on all.
    pub articles: Vec<String>,
}

/// Questions on a State party's replies, in the order of the convention's articles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Followup {
    /// `lacuna.followup/1`.
    pub schema: &'static str,
    /// Title of the draft.
    pub title: String,
    /// Source, date, rules: name and value.
    pub facts: Vec<(String, String)>,
    /// What the draft is and is not.
    pub caveat: String,
    /// Said instead of questions where there are none.
    pub none: Option<String>,
    /// In the order of the articles; the weightiest first within one.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// 1 for the weightiest of all.
    pub rank: usize,
    /// How much is left open.
    pub weight: f64,
    /// Id of the article that it is about.
    pub article: Option<String>,
    /// Heading: the article and its subject.
    pub heading: String,
    /// The question, or what leads over to its points.
    pub text: String,
    /// Its points, each with its letter; empty where the question has but one.
    pub points: Vec<String>,
    /// What it rests on; nothing where no answer takes up a recommendation.
    pub basis: Vec<Open>,
    /// Id of the recommendation of the previous concluding observations that no answer takes up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<String>,
}

/// Something that an answer leaves open.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Open {
    /// Id of the answer.
    pub answer: String,
    /// 1-based line of the quotation, or of the answer's label.
    pub line: usize,
    /// The words of the State party, where it said anything on the point: the sentence, or its clause if that is long.
    pub quote: Option<String>,
    /// What is asked for: `date`, `body`, `budget`, `stage`, `overdue`, `declined`, `data` …
    pub asks: Vec<&'static str>,
    /// How much that weighs.
    pub weight: f64,
    #[serde(skip)]
    kind: Kind,
    #[serde(skip)]
    answer_index: usize,
    #[serde(skip)]
    deadline: Option<String>,
    /// Whether words of the sentence are left out before and after the quotation.
    #[serde(skip)]
    cut: (bool, bool),
}

/// What is asked in one question together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Overdue,
    Promise,
    Bill,
    Declined,
    Data,
    Disaggregation,
    Measures,
    OffTopic,
    Reply,
}

/// What the questions are made with.
pub struct Material<'m> {
    /// Ranking and merging.
    pub policy: &'m FollowupPolicy,
    /// What counts as missing disaggregation.
    pub missing: &'m MissingPolicy,
    /// Words of the questions.
    pub words: &'m FollowupWords,
    /// Words of the report around them.
    pub report: &'m ReportWords,
}

/// A question on each recommendation of the previous concluding observations that no answer takes up.
fn not_taken_up(checked: &Checked, wording: &wording::Wording<'_>, options: &FollowupOptions) -> Vec<Question> {
    let wanted = |id: &&String| options.articles.is_empty() || options.articles.contains(*id);
    let rows = observations::rows(&checked.assessment).iter();
    rows.filter(|row| row.state == UptakeState::NotTakenUp)
        .filter(|row| options.articles.is_empty() || row.articles.iter().any(|id| options.articles.contains(id)))
        .map(|row| {
            let home = row.articles.iter().find(wanted);
            let article = home.and_then(|id| checked.convention.article.iter().find(|article| article.id == *id));
            wording.recommendation(article, row)
        })
        .collect()
}

/// Drafts the questions; `text` is that of the document.
pub fn followup(checked: &Checked, text: &str, material: &Material<'_>, options: &FollowupOptions) -> Followup {
    let convention = &checked.convention;
    let mut by_article: BTreeMap<usize, BTreeMap<Kind, Vec<Open>>> = BTreeMap::new();
    for (index, answer) in checked.assessment.answers.iter().enumerate() {
        let wanted = |id: &str| options.articles.is_empty() || options.articles.iter().any(|article| article == id);
        let home = answer.articles.iter().find(|article| wanted(&article.id));
        if home.is_none() && !options.articles.is_empty() {
            continue;
        }
        let place = home.and_then(|home| convention.article.iter().position(|article| article.id == home.id));
        // What is about no article comes last.
        let kinds = by_article.entry(place.unwrap_or(convention.article.len())).or_default();
        for open in open::open(checked, text, index, material) {
            kinds.entry(open.kind).or_default().push(open);
        }
    }
    let wording = wording::Wording { checked, material, language: &options.language, say: Say::new(material.report) };
    let mut questions: Vec<Question> = Vec::new();
    for (place, kinds) in by_article {
        let start = questions.len();
        let article = convention.article.get(place);
        // What is alone in its kind is asked together: an article does not fall apart into many small questions.
        let (alone, together): (Vec<_>, Vec<_>) = kinds.into_values().partition(|opens| opens.len() == 1);
        for mut opens in together.into_iter().chain([alone.concat()]).filter(|opens| !opens.is_empty()) {
            // A stable sort: of two that weigh the same, the first in the document.
            opens.sort_by(|a, b| b.weight.total_cmp(&a.weight));
            // As few questions as can hold all points, and about as many points in each.
            let count = opens.len().div_ceil(material.policy.items_per_question.max(1));
            for basis in opens.chunks(opens.len().div_ceil(count)) {
                let mut basis = basis.to_vec();
                basis.sort_by_key(|open| (open.answer_index, open.line));
                questions.push(wording.question(article, basis));
            }
        }
        questions[start..].sort_by(|a, b| b.weight.total_cmp(&a.weight));
    }
    questions.extend(not_taken_up(checked, &wording, options));
    // A stable sort: what an article's answers leave open, then what was recommended on it and not taken up.
    let place = |id: &Option<String>| {
        let known = id.as_ref().and_then(|id| convention.article.iter().position(|article| article.id == *id));
        known.unwrap_or(convention.article.len())
    };
    questions.sort_by_key(|question| place(&question.article));
    let mut order: Vec<usize> = (0..questions.len()).collect();
    order.sort_by(|&a, &b| questions[b].weight.total_cmp(&questions[a].weight));
    for (rank, &at) in (1..).zip(&order) {
        questions[at].rank = rank;
    }
    questions.retain(|question| options.most.is_none_or(|most| question.rank <= most));
    let head = GapOptions { language: options.language.clone(), ..GapOptions::default() };
    Followup {
        schema: SCHEMA,
        title: material.words.title.clone(),
        facts: facts(checked, material.report, &head),
        caveat: material.words.caveat.clone(),
        none: questions.is_empty().then(|| material.words.none.clone()),
        questions,
    }
}
