//! From what is left open to a committee's question.

use super::{Kind, Material, Open, Question};
use crate::assessment::RecommendationRow;
use crate::check::Checked;
use crate::gaps::{filled, observations, shown};
use crate::rules::{Article, FollowupWords, fill, translated};
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
            [only] => (self.single(only), Vec::new()),
            several => {
                let mixed = several.iter().any(|open| open.kind != several[0].kind);
                let asks = asks(several);
                let point = |(at, open): (usize, &Open)| {
                    let letter = char::from(b'a' + u8::try_from(at % 26).expect("at most 25")).to_string();
                    let letter = fill(&words.letter, &[("letter", &letter)]);
                    let end = if at + 1 == several.len() { &words.last_end } else { &words.item_end };
                    let point = if mixed { self.mixed_point(open) } else { self.point(open, &asks) };
                    format!("{letter} {point}{end}")
                };
                let points = several.iter().enumerate().map(point).collect();
                let values = [("title", title), ("asks", self.each(&asks))];
                let template = if mixed { &words.several.mixed } else { several_words(words, several[0].kind) };
                (filled(template, &values), points)
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

    /// A question on one thing.
    fn single(&self, open: &Open) -> String {
        let words = self.material.words;
        self.with_asks(open, [&words.single, &words.silent, &words.unaddressed])
    }

    /// One thing of a question on things of several kinds.
    fn mixed_point(&self, open: &Open) -> String {
        let point = &self.material.words.point;
        self.with_asks(open, [&point.mixed, &point.mixed_silent, &point.mixed_unaddressed])
    }

    /// Fills in the template for what is quoted, what says nothing, or what is not addressed.
    fn with_asks(&self, open: &Open, [quoted, silent, unaddressed]: [&str; 3]) -> String {
        let template = match (open.kind, &open.quote) {
            (Kind::Reply | Kind::OffTopic, _) => unaddressed,
            (_, Some(_)) => quoted,
            (_, None) => silent,
        };
        let mut values = self.values(open);
        let asks: Vec<String> = self.asks(open).iter().map(|ask| filled(ask, &values)).collect();
        values.push(("asks", self.say.list(&asks)));
        filled(template, &values)
    }

    /// One thing of a question on several, which asks for `all`.
    fn point(&self, open: &Open, all: &[&str]) -> String {
        let point = &self.material.words.point;
        let template = match (open.kind, &open.quote, &open.deadline) {
            (Kind::Reply | Kind::OffTopic, ..) => &point.unaddressed,
            (_, None, _) => &point.silent,
            (Kind::Overdue | Kind::Bill, _, Some(_)) => &point.dated,
            (Kind::Promise, ..) if open.asks != all => &point.less,
            _ => &point.quoted,
        };
        let mut values = self.values(open);
        values.push(("asks", self.each(&open.asks)));
        filled(template, &values)
    }

    fn values(&self, open: &Open) -> Vec<(&'static str, String)> {
        vec![
            ("paragraph", self.paragraph(open)),
            ("line", open.line.to_string()),
            ("deadline", open.deadline.as_ref().map(|date| self.say.date(date)).unwrap_or_default()),
            ("quote", self.quote(open)),
        ]
    }

    /// What the State party said; else what it was asked and did not answer.
    fn quote(&self, open: &Open) -> String {
        let answer = &self.checked.assessment.answers[open.answer_index];
        let Some(quote) = open.quote.as_ref().or(answer.asked.as_ref()) else { return String::new() };
        let whole = shown(quote.trim_end_matches(super::quote::is_end));
        let quote = self.say.shortened(&whole, self.material.policy.quote_words);
        let (before, after) = open.cut;
        self.say.quoted(&self.say.cut(&quote, (before, after && quote == whole)))
    }

    /// What is asked of one thing.
    fn asks(&self, open: &Open) -> Vec<&str> {
        let ask = &self.material.words.ask;
        let has = |name: &str| open.asks.contains(&name);
        let asks = open.asks.iter().filter_map(|name| match *name {
            "stage" if has("date") => Some(&ask.stage),
            "stage" => Some(&ask.stage_dated),
            // Asked for with the stage.
            "date" if has("stage") => None,
            "date" => Some(&ask.date),
            "body" => Some(&ask.body),
            "budget" => Some(&ask.budget),
            "overdue" => Some(&ask.overdue),
            "declined" => Some(&ask.declined),
            "data" => Some(&ask.data),
            "disaggregation" => Some(&ask.disaggregation),
            "reply" => Some(&ask.reply),
            "off-topic" => Some(&ask.off_topic),
            _ => Some(&ask.measures),
        });
        asks.map(String::as_str).collect()
    }

    /// What is asked of each of several things.
    fn each(&self, asks: &[&str]) -> String {
        let each = &self.material.words.each;
        let name = |ask: &&str| match *ask {
            "date" => Some(each.date.clone()),
            "body" => Some(each.body.clone()),
            "budget" => Some(each.budget.clone()),
            _ => None,
        };
        self.say.list(&asks.iter().filter_map(name).collect::<Vec<_>>())
    }

    /// The paragraph as the committee writes it: 10 (f).
    fn paragraph(&self, open: &Open) -> String {
        let answer = &self.checked.assessment.answers[open.answer_index];
        let words = self.material.words;
        let parts: Vec<String> = answer.parts.iter().map(|part| fill(&words.part, &[("letter", part)])).collect();
        match parts.as_slice() {
            [] => answer.question.to_string(),
            [start @ .., last] if !start.is_empty() => {
                format!("{}\u{a0}{}{}{last}", answer.question, start.join(self.say.comma()), words.parts_join)
            }
            [only, ..] => format!("{}\u{a0}{only}", answer.question),
        }
    }
}

/// What is asked of most of these; of as many, what asks for more. The others say for themselves what they lack.
fn asks(opens: &[Open]) -> Vec<&'static str> {
    let count = |asks: &[&str]| opens.iter().filter(|open| open.asks == asks).count();
    let commonest = opens.iter().map(|open| open.asks.as_slice()).max_by_key(|asks| (count(asks), asks.len()));
    commonest.map(<[_]>::to_vec).unwrap_or_default()
}

fn several_words(words: &FollowupWords, kind: Kind) -> &str {
    let several = &words.several;
    match kind {
        Kind::Overdue => &several.overdue,
        Kind::Promise => &several.promise,
        Kind::Bill => &several.bill,
        Kind::Declined => &several.declined,
        Kind::Data => &several.data,
        Kind::Disaggregation => &several.disaggregation,
        Kind::Measures => &several.measures,
        Kind::OffTopic => &several.off_topic,
        Kind::Reply => &several.reply,
    }
}
