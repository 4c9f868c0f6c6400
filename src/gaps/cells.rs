//! What stands in one row of the gap table.

use super::limit::Longest;
use super::{Column, Row};
use crate::assessment::{AnswerAssessment, ArticleRef, Flag, Measure, Status};
use crate::check::Checked;
use crate::rules::{MissingPolicy, ReportWords, fill, translated};
use crate::say::Say;
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What an answer can leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingKind {
    /// No deadline of a promise.
    Date,
    /// No responsible body.
    Body,
    /// No money.
    Budget,
    /// Data said not to exist.
    Data,
    /// Data said not to be broken down.
    Disaggregation,
}

impl MissingKind {
    /// Key of `[gap.missing]` of the report words.
    pub fn name(self) -> &'static str {
        match self {
            MissingKind::Date => "date",
            MissingKind::Body => "body",
            MissingKind::Budget => "budget",
            MissingKind::Data => "data",
            MissingKind::Disaggregation => "disaggregation",
        }
    }
}

/// What an answer leaves out: how many of its promises, or clauses on data, and of how many.
pub fn missing(answer: &AnswerAssessment, policy: &MissingPolicy, language: &str) -> Vec<(MissingKind, usize, usize)> {
    let promises: Vec<&Measure> = answer.measures.iter().filter(|measure| measure.status.is_unrealised()).collect();
    let lacking = |kind, names: fn(&Measure) -> bool| {
        (kind, promises.iter().filter(|measure| !names(measure)).count(), promises.len())
    };
    let refused: Vec<&Measure> =
        answer.measures.iter().filter(|measure| measure.status == Status::Unavailable).collect();
    let broken = refused.iter().filter(|measure| is_undivided(measure, policy, language)).count();
    let all = [
        lacking(MissingKind::Date, |measure| measure.deadline.is_some()),
        lacking(MissingKind::Body, |measure| measure.body.is_some()),
        lacking(MissingKind::Budget, |measure| measure.budget.is_some()),
        (MissingKind::Data, refused.len() - broken, refused.len() - broken),
        (MissingKind::Disaggregation, broken, broken),
    ];
    all.into_iter().filter(|(_, count, _)| *count > 0).collect()
}

/// Whether a clause that says that data are lacking says that they are not broken down.
pub(crate) fn is_undivided(measure: &Measure, policy: &MissingPolicy, language: &str) -> bool {
    let quote = fold(&measure.quote);
    policy.disaggregation.get(language).into_iter().flatten().any(|sign| quote.contains(&fold(sign)))
}

/// Everything that a row is made from.
pub(super) struct Context<'c> {
    pub checked: &'c Checked,
    pub policy: &'c MissingPolicy,
    pub words: &'c ReportWords,
    pub language: &'c str,
    pub say: Say<'c>,
    /// By id of the answer, places of the recommendations that it takes up, the nearest first.
    pub taken_up: FxHashMap<&'c str, Vec<usize>>,
}

impl Context<'_> {
    /// The row of one answer, with quotations of at most so many words.
    pub fn row(&self, index: usize, columns: &[Column], longest: Longest) -> Row {
        let answer = &self.checked.assessment.answers[index];
        Row {
            id: answer.id.clone(),
            overridden: answer.flags.contains(&Flag::Overridden),
            cells: columns.iter().map(|column| self.cell(index, *column, longest)).collect(),
        }
    }

    fn cell(&self, index: usize, column: Column, longest: Longest) -> Vec<String> {
        let words = self.words;
        let convention = &self.checked.convention;
        let answer = &self.checked.assessment.answers[index];
        match column {
            Column::Article => {
                let provisions = |article: &ArticleRef| match article.paragraphs.as_slice() {
                    [] => vec![article.id.clone()],
                    paragraphs => paragraphs.iter().map(|id| self.provision(id)).collect(),
                };
                answer.articles.iter().flat_map(provisions).collect()
            }
            Column::Theme => {
                let title = |id: &str| convention.theme.iter().find(|theme| theme.id == *id);
                let title = |id: &str| title(id).map_or(id.to_owned(), |t| translated(&t.title, self.language).into());
                answer.themes.iter().map(|theme| title(&theme.id)).collect()
            }
            Column::Recommendation => self.recommendations(answer),
            Column::GeneralRecommendation => {
                let numbers: Vec<String> = super::groups::general_recommendations(convention, answer)
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                if numbers.is_empty() { Vec::new() } else { vec![numbers.join(", ")] }
            }
            Column::Section => answer.section.iter().map(|section| shown(section)).collect(),
            Column::Question => {
                let mark = if answer.flags.contains(&Flag::Overridden) { " ✎" } else { "" };
                vec![format!("{}{mark}", shown(&answer.label))]
            }
            Column::Asked => {
                answer.asked.iter().map(|text| self.say.shortened(&shown(text), longest.only_told())).collect()
            }
            Column::Claim => self.claims(index, longest),
            Column::Status => vec![word(&words.verdict, answer.verdict.name())],
            Column::Missing => self.missing(answer),
            Column::Flags => answer.flags.iter().map(|flag| word(&words.flag, flag.name())).collect(),
            Column::Note => self.note(answer),
            Column::Evidence => {
                answer.review.iter().filter_map(|review| review.evidence.as_deref()).map(shown).collect()
            }
            Column::Proposal => Vec::new(),
        }
    }

    /// A paragraph of an article as the committee writes it: `11.1.d` is 11 (1) (d).
    fn provision(&self, id: &str) -> String {
        let mut parts = id.split('.');
        let article = parts.next().unwrap_or_default().to_owned();
        parts.fold(article, |name, part| {
            let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
            let gap = &self.words.gap;
            let template = if is_number { &gap.article_paragraph } else { &gap.article_letter };
            fill(template, &[("article", &name), ("part", part)])
        })
    }

    /// Every measure, quoted with its place; a clause that reports two is quoted once.
    fn claims(&self, index: usize, longest: Longest) -> Vec<String> {
        let answer = &self.checked.assessment.answers[index];
        let mut claims: Vec<String> = Vec::new();
        let mut measures = answer.measures.as_slice();
        let tells = |measure: &Measure| measure.status == Status::Implemented;
        let has_open = !measures.iter().all(tells);
        let mut counted: Vec<&Measure> = Vec::new();
        while let Some(first) = measures.first() {
            let same = measures.iter().take_while(|next| next.start == first.start && next.end == first.end).count();
            let (clause, rest) = measures.split_at(same);
            measures = rest;
            let is_told = clause.iter().all(tells);
            if is_told && has_open && longest.told == 0 {
                counted.extend(clause);
                continue;
            }
            let statuses: Vec<String> =
                clause.iter().map(|measure| word(&self.words.status, measure.status.name())).collect();
            // The details stand on the promise among them.
            let details = clause.iter().find(|measure| measure.status.is_unrealised()).unwrap_or(first);
            let most = if is_told { longest.only_told() } else { longest.open };
            let quote = self.say.shortened(&shown(&first.quote), most);
            let values = [
                ("quote", self.say.quoted(&quote)),
                ("place", self.place(index, first)),
                ("status", statuses.join(" + ")),
                ("details", self.details(details)),
            ];
            claims.push(filled(&self.words.gap.claim, &values));
        }
        if !counted.is_empty() {
            let mut lines: Vec<String> = counted.iter().map(|measure| measure.line.to_string()).collect();
            lines.dedup();
            let count = self.say.counted(&self.words.count.measures, counted.len());
            let form = self.say.form(&self.words.seen.places, lines.len());
            let place = fill(form, &[("lines", &lines.join(self.say.comma()))]);
            claims.push(filled(&self.words.gap.told, &[("measures", count), ("place", place)]));
        }
        if claims.is_empty() {
            claims.push(self.words.gap.nothing.clone());
        }
        claims
    }

    /// Paragraph of the answer and line of the document.
    fn place(&self, index: usize, measure: &Measure) -> String {
        let paragraphs = &self.checked.reply.answers[index].paragraphs;
        let paragraph = paragraphs.iter().rposition(|paragraph| paragraph.start <= measure.start).unwrap_or_default();
        let values = [("paragraph", (paragraph + 1).to_string()), ("line", measure.line.to_string())];
        filled(&self.words.gap.place, &values)
    }

    fn details(&self, measure: &Measure) -> String {
        let gap = &self.words.gap;
        let mut out = String::new();
        if let Some(deadline) = &measure.deadline {
            let template = if measure.overdue { &gap.overdue } else { &gap.deadline };
            out.push_str(self.say.comma());
            out.push_str(&fill(template, &[("deadline", &self.say.date(deadline))]));
        }
        for (template, value) in
            [(&gap.body, &measure.body), (&gap.budget, &measure.budget), (&gap.target, &measure.target)]
        {
            if let Some(value) = value {
                out.push_str(self.say.comma());
                out.push_str(&fill(template, &[("text", &shown(value))]));
            }
        }
        out
    }

    fn missing(&self, answer: &AnswerAssessment) -> Vec<String> {
        let source = &self.checked.assessment.source.language;
        let name = |(kind, count, of): (MissingKind, usize, usize)| {
            let what = word(&self.words.gap.missing, kind.name());
            if count == of {
                return what;
            }
            filled(&self.words.gap.some, &[("what", what), ("count", count.to_string()), ("of", of.to_string())])
        };
        missing(answer, self.policy, source).into_iter().map(name).collect()
    }

    fn note(&self, answer: &AnswerAssessment) -> Vec<String> {
        let Some(review) = &answer.review else { return Vec::new() };
        let before: Vec<String> = review.before.iter().map(|found| self.found(found)).collect();
        let changed = (!before.is_empty()).then(|| {
            let values = [("by", shown(&review.by)), ("reason", shown(&review.reason)), ("before", before.join(", "))];
            filled(&self.words.gap.reviewed, &values)
        });
        changed.into_iter().chain(review.note.as_deref().map(shown)).collect()
    }

    /// A name that the rules had found, in the words of the report.
    fn found(&self, name: &str) -> String {
        let convention = &self.checked.convention;
        if convention.article.iter().any(|article| article.id == name) {
            return fill(&self.words.page.article_short, &[("ids", name)]);
        }
        if let Some(theme) = convention.theme.iter().find(|theme| theme.id == name) {
            return translated(&theme.title, self.language).to_owned();
        }
        let known = [&self.words.verdict, &self.words.status].into_iter().find_map(|map| map.get(name));
        known.cloned().unwrap_or_else(|| shown(name))
    }
}

/// The heading of a column.
pub(crate) fn heading<'w>(words: &'w ReportWords, name: &'w str) -> &'w str {
    words.gap.columns.get(name).map_or(name, String::as_str)
}

/// Text of a document, made safe to show: one line, no orders to a terminal, no change of direction.
pub(crate) fn shown(text: &str) -> String {
    let plain = crate::render::plain(text);
    if plain.contains(['\u{fffe}', '\u{ffff}']) {
        return plain.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    }
    plain.into_owned()
}

pub(crate) fn word(words: &BTreeMap<String, String>, name: &str) -> String {
    words.get(name).map_or(name, String::as_str).to_owned()
}

pub(crate) fn filled(template: &str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(template, &values)
}
