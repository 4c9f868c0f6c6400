//! The list of issues: what the committee asked, joined to what was answered.

use crate::assessment::{AnswerAssessment, ArticleRef, Flag, ThemeRef, Verdict, Warning};
use crate::check::{CONVENTION, Checked, Trace};
use crate::judge::{Judgement, Weights};
use crate::language;
use crate::read::Document;
use crate::reply::{self, Answer, normal_spaces};
use crate::rules::{Library, Pack, Policy};
use crate::scan::Scanner;
use crate::text::{Span, sentences};
use crate::topics::{self, Gathered, Subjects};
use anyhow::{Context as _, Result};
use std::collections::BTreeSet;

/// A question, or one part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Number of the question.
    pub number: u32,
    /// Letter of the part, where it has parts.
    pub part: Option<String>,
    /// What is asked: with the words that lead to the parts.
    pub text: String,
}

impl Question {
    fn id(&self) -> String {
        self.part.as_ref().map_or(self.number.to_string(), |part| format!("{}.{part}", self.number))
    }

    /// Whether an answer with this number and these parts answers it.
    fn is_answered_by(&self, answer: &AnswerAssessment) -> bool {
        let same_part = |part: &String| answer.parts.is_empty() || answer.parts.contains(part);
        answer.question == self.number && self.part.as_ref().is_none_or(same_part)
    }
}

/// Id of the layout of lists of issues.
const LAYOUT: &str = "list-of-issues";

/// The questions of a list of issues, in order.
///
/// # Errors
/// If none is recognised.
pub fn read(document: &Document, library: &Library) -> Result<Vec<Question>> {
    let layouts = library.layouts()?;
    let layout =
        layouts.iter().find(|layout| layout.id == LAYOUT).context("rules/layout has no list-of-issues.toml")?;
    let listed = reply::split_by(&document.text, layout);
    let mut questions: Vec<Question> = Vec::new();
    for answer in listed.answers {
        let pieces =
            answer.asked.iter().chain(&answer.paragraphs).map(|span| normal_spaces(&document.text[span.clone()]));
        let text = pieces.collect::<Vec<_>>().join(" ");
        let Some(part) = answer.parts.first() else {
            questions.extend(inside(answer.question, &text));
            continue;
        };
        // `(i)` below `(a)` is no part of its own.
        match questions.last_mut() {
            Some(last) if last.number == answer.question && !follows(last.part.as_deref(), part) => {
                last.text = format!("{} {part}) {text}", last.text);
            }
            _ => questions.push(Question { number: answer.question, part: Some(part.clone()), text }),
        }
    }
    questions.retain(|question| !question.text.is_empty());
    anyhow::ensure!(
        !questions.is_empty(),
        "{}: no question was recognised; a question begins with its number and a full stop on a line of its own",
        document.path
    );
    Ok(questions)
}

fn follows(before: Option<&str>, part: &str) -> bool {
    let letter = |part: &str| part.chars().next().map(u32::from);
    before.and_then(letter).map(|before| before + 1) == letter(part)
}

/// The parts inside the text of a question: `… on: (a) …; (b) …`. If there are fewer than two, it is one question.
fn inside(number: u32, text: &str) -> Vec<Question> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for letter in 'a'..='z' {
        let mark = format!("{letter})");
        let found = text[from..].match_indices(&mark).map(|(at, _)| from + at).find(|&at| {
            let before = text[..at].strip_suffix('(').unwrap_or(&text[..at]);
            (before.is_empty() || before.ends_with(' ')) && text[at + mark.len()..].starts_with(' ')
        });
        let Some(at) = found else { break };
        places.push((if text[..at].ends_with('(') { at - 1 } else { at }, at + mark.len()));
        from = at + mark.len();
    }
    if places.len() < 2 {
        return vec![Question { number, part: None, text: text.to_owned() }];
    }
    let lead = text[..places[0].0].trim();
    let ends = places.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    let parts = places.iter().zip(ends).zip('a'..='z').map(|((&(_, start), end), letter)| Question {
        number,
        part: Some(letter.to_string()),
        text: format!("{lead} {}", text[start..end].trim()).trim().to_owned(),
    });
    parts.collect()
}

/// Tells of each answer what was asked, adds what was not answered, and warns of answers to no question and of those
/// that never touch the subject asked. Coverage stays that of the answers.
///
/// # Errors
/// If the rules are wrong.
pub fn join(
    checked: &mut Checked,
    document: &Document,
    list: &Document,
    questions: &[Question],
    library: &Library,
) -> Result<()> {
    let policy = library.policy()?;
    let known = library.languages();
    // A list in a language without rules is joined all the same; only its subjects stay unknown.
    let language = language::choose(&list.text, None, &known).ok();
    let other = match &language {
        Some(language) if *language != checked.pack.language => Some(library.pack(CONVENTION, language)?),
        _ => None,
    };
    let pack = language.is_some().then(|| other.as_ref().unwrap_or(&checked.pack));
    let subjects: Vec<Subjects> = questions
        .iter()
        .map(|question| pack.map(|pack| subjects_of(&question.text, pack, checked, &policy)).unwrap_or_default())
        .collect();

    let touched = bodies(checked, document);
    let mut warnings = Vec::new();
    for (answer, touched) in checked.assessment.answers.iter_mut().zip(&touched) {
        let mine: Vec<usize> = (0..questions.len()).filter(|&at| questions[at].is_answered_by(answer)).collect();
        if mine.is_empty() {
            warnings.push(warning(
                "answer-to-no-question",
                answer.line,
                format!("{}: the list of issues has no such question", answer.id),
            ));
            continue;
        }
        answer.asked = Some(mine.iter().map(|&at| questions[at].text.as_str()).collect::<Vec<_>>().join(" "));
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
    for (question, subjects) in questions.iter().zip(subjects) {
        if !checked.assessment.answers.iter().any(|answer| question.is_answered_by(answer)) {
            insert(checked, question, subjects);
        }
    }
    Ok(())
}

fn warning(code: &str, line: usize, message: String) -> Warning {
    Warning { code: code.to_owned(), line: Some(line), message }
}

fn subjects_of(text: &str, pack: &Pack, checked: &Checked, policy: &Policy) -> Subjects {
    let mut scanner = Scanner::new(text, pack);
    let mut gathered = Gathered::default();
    for sentence in sentences(text, 0..text.len(), &pack.abbreviations) {
        gather(&mut scanner, sentence, &mut gathered);
    }
    let (articles, themes) = topics::rank(&gathered, &scanner, &checked.convention, &policy.topics);
    Subjects { articles, themes }
}

fn gather(scanner: &mut Scanner<'_, '_>, sentence: Span, gathered: &mut Gathered) {
    for stream in scanner.scan(sentence) {
        gathered.add(scanner, &stream, false);
    }
}

/// Every article and theme that the text of each answer touches, however lightly; its heading does not count.
fn bodies(checked: &Checked, document: &Document) -> Vec<Vec<String>> {
    let mut scanner = Scanner::new(&document.text, &checked.pack);
    let mut touched = Vec::with_capacity(checked.traces.len());
    for trace in &checked.traces {
        let mut gathered = Gathered::default();
        for sentence in &trace.sentences {
            gather(&mut scanner, sentence.span.clone(), &mut gathered);
        }
        touched.push(topics::touched(&gathered, &checked.pack));
    }
    touched
}

/// Puts a part that was not answered where its answer would stand.
fn insert(checked: &mut Checked, question: &Question, subjects: Subjects) {
    let answers = &mut checked.assessment.answers;
    let key = (question.number, question.part.as_deref());
    let before = answers.iter().rposition(|answer| (answer.question, answer.parts.last().map(String::as_str)) < key);
    let at = before.map_or(0, |before| before + 1);
    let unanswered = AnswerAssessment {
        id: question.id(),
        label: question.id(),
        question: question.number,
        parts: question.part.iter().cloned().collect(),
        section: before.and_then(|before| answers[before].section.clone()),
        line: before.map_or(1, |before| answers[before].line),
        asked: Some(question.text.clone()),
        verdict: Verdict::Unanswered,
        flags: Vec::new(),
        // The places of the hits would be those of another document.
        articles: subjects.articles.into_iter().map(|article| ArticleRef { why: Vec::new(), ..article }).collect(),
        themes: subjects.themes.into_iter().map(|theme| ThemeRef { why: Vec::new(), ..theme }).collect(),
        measures: Vec::new(),
        review: None,
    };
    let listed = Answer {
        id: unanswered.id.clone(),
        label: unanswered.label.clone(),
        question: unanswered.question,
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
        let questions = read(&document, &Library::embedded()).expect("it has questions");
        questions.into_iter().map(|question| (question.id(), question.text)).collect()
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
        assert_eq!(found[2].1, "Please describe: the budget; and");
        assert_eq!(found[4].1, "Please comment on boarding schools. Also on transport.");
    }
}
