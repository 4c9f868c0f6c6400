//! The list of issues: what the committee asked, joined to what was answered.

use crate::assessment::{AnswerAssessment, Flag, QuestionRow, Verdict, Warning};
use crate::check::{Checked, Trace};
use crate::judge::{Judgement, Weights};
use crate::listed::{self, Item, Subjecting};
use crate::read::Document;
use crate::reply::Answer;
use crate::rules::Library;
use crate::scan::Scanner;
use crate::topics::{self, Gathered, Subjects};
use anyhow::{Result, ensure};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The questions of a list of issues, in order; each is a question, or one part of it.
#[derive(Debug)]
pub struct Questions {
    items: Vec<Item>,
    list: Document,
}

/// Id of the layout of lists of issues.
const LAYOUT: &str = "list-of-issues";

/// The questions of a list of issues, in order.
///
/// # Errors
/// If none is recognised.
pub fn read(list: Document, library: &Library) -> Result<Questions> {
    let items = listed::read(&list, &listed::layout(library, LAYOUT)?, |_| true)?;
    ensure!(
        !items.is_empty(),
        "{}: no question was recognised; a question begins with its number and a full stop on a line of its own",
        list.path
    );
    Ok(Questions { items, list })
}

/// Which questions each answer answers, by number and part.
fn answered(items: &[Item], answers: &[AnswerAssessment], replies: &[Answer]) -> Vec<Vec<usize>> {
    let mut by_number: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (at, item) in items.iter().enumerate() {
        by_number.entry(item.number).or_default().push(at);
    }
    let answers_it = |item: &Item, answer: &AnswerAssessment| match &item.part {
        Some(part) => answer.parts.is_empty() || answer.parts.contains(part),
        None => true,
    };
    let of = |(answer, reply): (&AnswerAssessment, &Answer)| {
        let same = by_number.get(&answer.question).into_iter().flatten().copied();
        let same = same.filter(|&at| answers_it(&items[at], answer));
        let also = reply.also.iter().filter_map(|number| by_number.get(number)).flatten().copied();
        same.chain(also).collect()
    };
    answers.iter().zip(replies).map(of).collect()
}

/// Lead and text of these questions; a lead that several share stands once.
fn told(items: &[Item], which: &[usize]) -> String {
    let mut pieces: Vec<&str> = Vec::new();
    let mut before = None;
    for &at in which {
        let item = &items[at];
        let lead = item.lead.as_deref().filter(|_| before != Some((item.number, item.lead.as_deref())));
        pieces.extend(lead.into_iter().chain([item.text.as_str()]));
        before = Some((item.number, item.lead.as_deref()));
    }
    pieces.join(" ")
}

/// Tells of each answer what was asked, adds what was not answered, and warns of answers to no question and of those
/// that never touch the subject asked. Coverage stays that of the answers.
///
/// # Errors
/// If the rules are wrong, or most answers answer no question of this list: then it is the list of other replies.
pub fn join(checked: &mut Checked, document: &Document, questions: &Questions, library: &Library) -> Result<()> {
    let items = &questions.items;
    let mine = answered(items, &checked.assessment.answers, &checked.reply.answers);
    let strangers = mine.iter().filter(|mine| mine.is_empty()).count();
    ensure!(
        strangers * 2 <= mine.len(),
        "{}: {strangers} of its {} answers answer no question of {}; is this the list of issues of these replies?",
        document.path,
        mine.len(),
        questions.list.path
    );
    let subjecting = Subjecting::new(&questions.list, library, &checked.pack, &checked.convention)?;
    let subjects: Vec<Subjects> = items.iter().map(|item| subjecting.of(None, &item.whole()).0).collect();
    drop(subjecting);

    let touched = bodies(checked, document);
    let mut warnings = Vec::new();
    let mut answers_of: Vec<Vec<String>> = vec![Vec::new(); items.len()];
    for ((answer, touched), mine) in checked.assessment.answers.iter_mut().zip(&touched).zip(&mine) {
        if mine.is_empty() {
            warnings.push(warning(
                "answer-to-no-question",
                answer.line,
                format!("{}: the list of issues has no such question", answer.id),
            ));
            continue;
        }
        mine.iter().for_each(|&at| answers_of[at].push(answer.id.clone()));
        answer.asked = Some(told(items, mine));
        let asked: BTreeSet<String> = mine.iter().flat_map(|&at| subjects[at].ids()).collect();
        let answered: BTreeSet<String> = touched.iter().cloned().collect();
        if !asked.is_empty() && !answered.is_empty() && asked.is_disjoint(&answered) {
            answer.flags.push(Flag::OffTopic);
            let told = |ids: &BTreeSet<String>| ids.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            warnings.push(warning(
                "off-topic",
                answer.line,
                format!("{}: asked about {}; the answer touches only {}", answer.id, told(&asked), told(&answered)),
            ));
        }
    }
    checked.assessment.warnings.extend(warnings);
    for ((item, subjects), answers) in items.iter().zip(subjects).zip(answers_of) {
        checked.assessment.questions.push(QuestionRow {
            id: item.id(),
            question: item.number,
            part: item.part.clone(),
            text: item.whole(),
            articles: subjects.articles.iter().map(|article| article.id.clone()).collect(),
            themes: subjects.themes.iter().map(|theme| theme.id.clone()).collect(),
            answers: answers.clone(),
        });
        if answers.is_empty() {
            insert(checked, item, subjects);
        }
    }
    Ok(())
}

fn warning(code: &str, line: usize, message: String) -> Warning {
    Warning { code: code.to_owned(), line: Some(line), message }
}

/// Every article and theme that the text of each answer touches, however lightly; its heading does not count.
fn bodies(checked: &Checked, document: &Document) -> Vec<Vec<String>> {
    let mut scanner = Scanner::new(&document.text, &checked.pack);
    let mut touched = Vec::with_capacity(checked.traces.len());
    for trace in &checked.traces {
        let mut gathered = Gathered::default();
        for sentence in &trace.sentences {
            for stream in scanner.scan(sentence.span.clone()) {
                gathered.add(&scanner, &stream, false);
            }
        }
        touched.push(topics::touched(&gathered, &checked.pack));
    }
    touched
}

/// Puts a part that was not answered where its answer would stand.
fn insert(checked: &mut Checked, question: &Item, subjects: Subjects) {
    let answers = &mut checked.assessment.answers;
    let key = (question.number, question.part.as_deref());
    let before = answers.iter().rposition(|answer| (answer.question, answer.parts.last().map(String::as_str)) < key);
    let at = before.map_or(0, |before| before + 1);
    let (articles, themes) = listed::bare(subjects);
    let unanswered = AnswerAssessment {
        id: question.id(),
        label: question.id(),
        question: question.number,
        parts: question.part.iter().cloned().collect(),
        section: before.and_then(|before| answers[before].section.clone()),
        line: before.map_or(1, |before| answers[before].line),
        asked: Some(question.whole()),
        verdict: Verdict::Unanswered,
        flags: Vec::new(),
        articles,
        themes,
        measures: Vec::new(),
        review: None,
    };
    let listed = Answer {
        id: unanswered.id.clone(),
        label: unanswered.label.clone(),
        question: unanswered.question,
        also: Vec::new(),
        parts: unanswered.parts.clone(),
        section: before.and_then(|before| checked.reply.answers[before].section),
        line: unanswered.line,
        asked: Vec::new(),
        paragraphs: Vec::new(),
    };
    // Answers, their pieces of text and their traces stand side by side.
    checked.reply.answers.insert(at, listed);
    answers.insert(at, unanswered);
    let judgement =
        Judgement { verdict: Verdict::Unanswered, flags: Vec::new(), weights: Weights::default(), because: "nothing" };
    checked.traces.insert(at, Trace { sentences: Vec::new(), judgement });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions(text: &str) -> Vec<(String, String)> {
        let document = crate::read::from_bytes("issues.txt", text.as_bytes()).expect("it is a text");
        let questions = read(document, &Library::embedded()).expect("it has questions");
        questions.items.iter().map(|question| (question.id(), question.whole())).collect()
    }

    #[test]
    fn parts_are_found_below_a_question_and_inside_it() {
        let found = questions(
            "List of issues\n\n\t\tEducation\n\n1.\tPlease provide information on:\n(a)\tTextbooks;\n(i)\tin rural schools;\n(b)\tTeachers.\n\n\
             2.\tPlease describe: (a) the budget; and (b) its use (see para. 3 b)).\n\n3.\tPlease comment on boarding schools.\nAlso on transport.\n",
        );
        let ids: Vec<_> = found.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["1.a", "1.b", "2.a", "2.b", "3"]);
        assert_eq!(found[0].1, "Please provide information on: Textbooks; (i) in rural schools;");
        assert_eq!(found[1].1, "Please provide information on: Teachers.", "each part has the words above it");
        assert_eq!(found[2].1, "Please describe: the budget; and");
        assert_eq!(found[4].1, "Please comment on boarding schools. Also on transport.");
    }
}
