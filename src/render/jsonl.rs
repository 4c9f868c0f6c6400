//! JSON Lines: one measure a line, for DuckDB, pandas and the like.

use crate::assessment::{AnswerAssessment, Assessment, Measure};
use serde::Serialize;

/// One line: the measure and what answer it stands in.
#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    state: Option<&'a str>,
    received: Option<&'a str>,
    answer: &'a str,
    question: u32,
    section: Option<&'a str>,
    verdict: &'a str,
    flags: Vec<&'a str>,
    articles: Vec<&'a str>,
    themes: Vec<&'a str>,
    #[serde(flatten)]
    measure: &'a Measure,
}

/// Writes every measure, in the order of the document.
pub fn jsonl(assessment: &Assessment) -> String {
    let mut out = String::new();
    for answer in &assessment.answers {
        for measure in &answer.measures {
            let line = serde_json::to_string(&line(assessment, answer, measure)).expect("a line has only string keys");
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

fn line<'a>(assessment: &'a Assessment, answer: &'a AnswerAssessment, measure: &'a Measure) -> Line<'a> {
    Line {
        document: &assessment.source.path,
        state: assessment.source.state.as_deref(),
        received: assessment.source.received.as_deref(),
        answer: &answer.id,
        question: answer.question,
        section: answer.section.as_deref(),
        verdict: answer.verdict.name(),
        flags: answer.flags.iter().map(|flag| flag.name()).collect(),
        articles: answer.articles.iter().map(|article| article.id.as_str()).collect(),
        themes: answer.themes.iter().map(|theme| theme.id.as_str()).collect(),
        measure,
    }
}
