//! From what is left open to a committee's question.

use super::{Material, Open, Question};
use crate::assessment::RecommendationRow;
use crate::check::Checked;
use crate::gaps::{filled, observations, shown};
use crate::rules::{Article, fill, translated};
use crate::say::Say;

/// Words questions in one language.
pub(super) struct Wording<'w> {
    pub checked: &'w Checked,
    pub material: &'w Material<'w>,
    pub language: &'w str,
    pub say: Say<'w>,
}

impl Wording<'_> {
    /// One question on an article; its rank comes later.
    pub fn question(&self, article: Option<&Article>, basis: Vec<Open>) -> Question {
        let words = self.material.words;
        let (heading, title) = self.heading(article);
        let (text, points) = match basis.as_slice() {
            [only] => (self.point(only, &words.single, &words.silent), Vec::new()),
            several => {
                let point = |(at, open): (usize, &Open)| {
                    let letter = char::from(b'a' + u8::try_from(at % 26).expect("at most 25")).to_string();
                    let letter = fill(&words.letter, &[("letter", &letter)]);
                    let end = if at + 1 == several.len() { &words.last_end } else { &words.item_end };
                    format!("{letter} {}{end}", self.point(open, &words.item, &words.item_silent))
                };
                let points = several.iter().enumerate().map(point).collect();
                (fill(&words.several, &[("title", &title)]), points)
            }
        };
        let weight = basis.iter().map(|open| open.weight).sum();
        let article = article.map(|article| article.id.clone());
        Question { rank: 0, weight, article, heading, text, points, basis, recommendation: None }
    }

    /// The question on a recommendation that no answer takes up; its rank comes later.
    pub fn recommendation(&self, article: Option<&Article>, row: &RecommendationRow) -> Question {
        let words = self.material.words;
        let most = self.material.policy.quote_words;
        // A point ends with a mark that is not the quotation's.
        let text = shown(&row.text);
        let text = text.trim_end_matches(['.', ';', ' ', '\u{a0}']);
        let values = [
            ("paragraph", observations::number(row, self.material.report)),
            ("quote", self.say.quoted(&self.say.shortened(text, most))),
            ("asks", words.ask.recommendation.clone()),
        ];
        Question {
            rank: 0,
            weight: self.material.policy.weight.get("recommendation").copied().unwrap_or_default(),
            article: article.map(|article| article.id.clone()),
            heading: self.heading(article).0,
            text: filled(&words.recommendation, &values),
            points: Vec::new(),
            basis: Vec::new(),
            recommendation: Some(row.id.clone()),
        }
    }

    /// The heading, and the article as the question names it.
    fn heading(&self, article: Option<&Article>) -> (String, String) {
        let words = self.material.words;
        match article {
            None => (words.other.clone(), words.other_title.clone()),
            Some(article) => {
                let values = [("id", article.id.as_str()), ("title", translated(&article.title, self.language))];
                (fill(&words.heading, &values), fill(&words.article, &values))
            }
        }
    }

    fn point(&self, open: &Open, quoting: &str, silent: &str) -> String {
        let most = self.material.policy.quote_words;
        let quote = open.quote.as_ref().map(|quote| self.say.quoted(&self.say.shortened(&shown(quote), most)));
        let values = [
            ("paragraph", self.paragraph(open)),
            ("line", open.line.to_string()),
            ("asks", self.asks(open)),
            ("quote", quote.clone().unwrap_or_default()),
        ];
        filled(if quote.is_some() { quoting } else { silent }, &values)
    }

    fn asks(&self, open: &Open) -> String {
        let ask = &self.material.words.ask;
        let has = |name: &str| open.asks.contains(&name);
        let deadline = open.deadline.as_ref().map(|date| self.say.date(date)).unwrap_or_default();
        let dated = |template: &str| fill(template, &[("deadline", &deadline)]);
        let asks: Vec<String> = open
            .asks
            .iter()
            .filter_map(|name| match *name {
                "stage" if has("date") => Some(ask.stage.clone()),
                "stage" => Some(dated(&ask.stage_dated)),
                // Asked for with the stage.
                "date" if has("stage") => None,
                "date" => Some(ask.date.clone()),
                "body" => Some(ask.body.clone()),
                "budget" => Some(ask.budget.clone()),
                "overdue" => Some(dated(&ask.overdue)),
                "declined" => Some(ask.declined.clone()),
                "data" => Some(ask.data.clone()),
                "disaggregation" => Some(ask.disaggregation.clone()),
                "reply" => Some(ask.reply.clone()),
                _ => Some(ask.measures.clone()),
            })
            .collect();
        self.say.list(&asks)
    }

    /// The paragraph as the committee writes it: 10 (f).
    fn paragraph(&self, open: &Open) -> String {
        let answer = &self.checked.assessment.answers[open.answer_index];
        let words = self.material.words;
        let parts: Vec<String> = answer.parts.iter().map(|part| fill(&words.part, &[("letter", part)])).collect();
        match parts.as_slice() {
            [] => answer.question.to_string(),
            [start @ .., last] if !start.is_empty() => {
                format!("{} {}{}{last}", answer.question, start.join(self.say.comma()), words.parts_join)
            }
            [only, ..] => format!("{} {only}", answer.question),
        }
    }
}
