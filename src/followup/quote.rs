//! What is quoted of the State party: a sentence that can be read aloud.

use crate::assessment::Measure;
use crate::check::Checked;
use crate::rules::FollowupPolicy;
use crate::text::{Span, fold};

/// Words of the State party.
pub(super) struct Words {
    pub quote: String,
    /// 1-based line of their beginning.
    pub line: usize,
    /// Whether words of the sentence are left out before and after.
    pub cut: (bool, bool),
}

/// Quotes the answers of one document.
pub(super) struct Quotes<'q> {
    pub checked: &'q Checked,
    pub text: &'q str,
    pub policy: &'q FollowupPolicy,
}

impl Quotes<'_> {
    /// The sentence of a measure whole, and those up to `last`; with the sentence before it where it begins with a
    /// word like "it"; as much of this as is not too long, and else its clause: half a sentence is a poor quotation.
    pub fn of(&self, index: usize, measure: &Measure, last: usize) -> Words {
        let clause = Words { quote: measure.quote.clone(), line: measure.line, cut: (false, false) };
        let Some(sentence) = self.sentence(index, measure.sentence) else { return clause };
        let end = self.sentence(index, last).unwrap_or_else(|| sentence.clone()).end;
        let first = self.led(index, measure.sentence).map_or(sentence.start, |before| before.start);
        for span in [first..end, sentence.start..end, first..sentence.end, sentence.clone()] {
            let whole = self.text.get(span.clone()).unwrap_or(&measure.quote);
            let start = without_mark(whole);
            let quote = start.trim_end_matches(|c: char| c.is_whitespace() || is_end(c));
            if quote.split_whitespace().nth(self.policy.quote_words).is_none() {
                let from = span.start + (whole.len() - start.len());
                let above = self.text.get(from..measure.start).unwrap_or_default().matches('\n').count();
                return Words {
                    quote: quote.to_owned(),
                    line: measure.line.saturating_sub(above).max(1),
                    cut: (false, false),
                };
            }
        }
        let says = |from: usize, to: usize| {
            self.text.get(from..to).is_some_and(|text| without_mark(text).contains(char::is_alphanumeric))
        };
        Words { cut: (says(sentence.start, measure.start), says(measure.end, sentence.end)), ..clause }
    }

    /// Whether a sentence is not understood without the one before it in its paragraph.
    pub fn goes_on(&self, index: usize, number: usize) -> bool {
        self.led(index, number).is_some()
    }

    /// The sentence before, where this one is not understood without it.
    fn led(&self, index: usize, number: usize) -> Option<Span> {
        let sentence = self.sentence(index, number)?;
        let before = self.sentence(index, number.checked_sub(1)?)?;
        let is_next = !self.text.get(before.end..sentence.start)?.contains('\n');
        let language = &self.checked.assessment.source.language;
        let words: Vec<&str> = self.text.get(sentence)?.split_whitespace().take(4).collect();
        let comparable = |text: &str| format!("{} ", fold(text).replace('’', "'"));
        let beginning = comparable(&words.join(" "));
        let begins_so = |beginnings: &std::collections::BTreeMap<String, Vec<String>>| {
            let known = beginnings.get(language).into_iter().flatten();
            known.into_iter().any(|known| beginning.starts_with(&comparable(known)))
        };
        (is_next && begins_so(&self.policy.goes_on) && !begins_so(&self.policy.stands_alone)).then_some(before)
    }

    fn sentence(&self, index: usize, number: usize) -> Option<Span> {
        Some(self.checked.traces[index].sentences.get(number.checked_sub(1)?)?.span.clone())
    }
}

/// Without the mark of an item of a list.
fn without_mark(text: &str) -> &str {
    let text = text.trim_start();
    let rest = text.trim_start_matches(['-', '–', '—', '•', '·', '*', '◦', '▪']);
    if rest.starts_with(char::is_whitespace) { rest.trim_start() } else { text }
}

/// What ends a sentence and is no part of a quotation.
pub(super) fn is_end(c: char) -> bool {
    matches!(c, '.' | ';' | ':' | ',')
}
