//! One of the two documents: its assessment, and as much of its text as is at hand.

use super::model::DocumentInfo;
use crate::assessment::Assessment;
use crate::check::Checked;

/// A document to be compared.
#[derive(Clone, Debug)]
pub struct Side {
    /// What it claims.
    pub assessment: Assessment,
    /// The sentences of each answer. From an assessment alone only those that report a measure are known.
    pub(crate) sentences: Vec<Vec<String>>,
    reassessed: bool,
}

impl Side {
    /// From a document that was just checked; `text` is that of the document.
    pub fn from_checked(checked: Checked, text: &str) -> Self {
        let sentences = checked
            .traces
            .iter()
            .map(|trace| trace.sentences.iter().map(|sentence| text[sentence.span.clone()].to_owned()).collect())
            .collect();
        Side { assessment: checked.assessment, sentences, reassessed: false }
    }

    /// From an assessment that was made before.
    pub fn from_assessment(assessment: Assessment) -> Self {
        let sentences = assessment
            .answers
            .iter()
            .map(|answer| {
                let mut sentences: Vec<String> = Vec::new();
                for measure in &answer.measures {
                    // A sentence number from a file may be anything: sentences without measures take no room here.
                    let at = measure.sentence.saturating_sub(1).min(LONGEST_ANSWER);
                    if sentences.len() <= at {
                        sentences.resize(at + 1, String::new());
                    }
                    sentences[at].push_str(&measure.quote);
                    sentences[at].push('\n');
                }
                sentences
            })
            .collect();
        Side { assessment, sentences, reassessed: false }
    }

    /// The same, marked as assessed anew because the rules had changed since an assessment was made.
    pub fn reassessed(mut self) -> Self {
        self.reassessed = true;
        self
    }

    pub(super) fn info(&self) -> DocumentInfo {
        let source = &self.assessment.source;
        DocumentInfo {
            path: source.path.clone(),
            sha256: source.sha256.clone(),
            language: source.language.clone(),
            title: source.title.clone(),
            session: source.session.clone(),
            received: source.received.clone(),
            reassessed: self.reassessed,
            generator: self.assessment.generator.clone(),
        }
    }
}

/// More sentences than any answer has.
const LONGEST_ANSWER: usize = 10_000;
