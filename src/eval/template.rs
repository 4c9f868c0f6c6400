//! An empty gold file of a document, for a reader to fill in.

use super::gold::{Gold, GoldAnswer, GoldSentence};
use crate::check::Checked;
use crate::read::Document;
use std::path::Path;

/// Every answer with its sentences, as lacuna splits them, and no labels.
pub fn template(document: &Document, checked: &Checked) -> Gold {
    let answers = checked.assessment.answers.iter().zip(&checked.traces).map(|(answer, trace)| {
        let sentence = |(n, span): (usize, &crate::text::Span)| GoldSentence {
            n,
            line: Some(checked.reply.line_of(span.start)),
            start: span.start,
            end: span.end,
            status: Vec::new(),
            text: document.text[span.clone()].to_owned(),
        };
        let reading = GoldAnswer {
            verdict: None,
            flags: Vec::new(),
            articles: Vec::new(),
            lead_article: None,
            paragraphs: Vec::new(),
            themes: Vec::new(),
            sentences: (1..).zip(trace.sentences.iter().map(|sentence| &sentence.span)).map(sentence).collect(),
        };
        (answer.id.clone(), reading)
    });
    // The name alone: the same file gives the same template wherever it lies.
    let name = Path::new(&document.path).file_name().map(|name| name.to_string_lossy().into_owned());
    Gold {
        document: name,
        language: Some(checked.assessment.source.language.clone()),
        note: None,
        answers: answers.collect(),
    }
}
