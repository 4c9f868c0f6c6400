//! Judges a text by itself, without a document around it: what every rule that touches it does.

use crate::check::SentenceTrace;
use crate::rules::{Conditional, Meaning, Pack};
use crate::scan::{Scanner, Stream};
use crate::status::{self, Carried, veto};
use crate::text::{Span, sentences};

/// What the rules find in a text.
pub struct Found {
    pub(crate) sentences: Vec<SentenceTrace>,
    /// In order of place.
    pub(crate) others: Vec<Touch>,
}

/// A hit of a topic rule or a detail rule.
pub(crate) struct Touch {
    pub meaning: Meaning,
    /// Bytes of the text.
    pub span: Span,
    /// The exception that blocks it, or the precondition that does not hold.
    pub veto: Option<String>,
}

/// Reads a text as if it were a whole answer.
pub fn find(text: &str, pack: &Pack) -> Found {
    let mut scanner = Scanner::new(text, pack);
    let mut carried = Carried::default();
    let mut found = Found { sentences: Vec::new(), others: Vec::new() };
    for span in sentences(text, 0..text.len(), &pack.abbreviations) {
        let mut clauses = Vec::new();
        for stream in scanner.scan(span.clone()) {
            touches(pack, &stream, &mut found.others);
            clauses.extend(status::clauses(pack, &stream, &mut carried));
        }
        clauses.sort_by_key(|clause| clause.span.start);
        found.sentences.push(SentenceTrace { span, clauses });
    }
    found.others.sort_by_key(|touch| (touch.span.start, touch.span.end));
    // Two phrases of one rule may say the same.
    found.others.dedup_by(|a, b| (a.meaning, &a.span, &a.veto) == (b.meaning, &b.span, &b.veto));
    found
}

/// Hits of topic and detail rules in a stream.
pub(crate) fn touches(pack: &Pack, stream: &Stream, touches: &mut Vec<Touch>) {
    let everything = 0..stream.tokens.len();
    for (meaning, hit) in stream.hits(pack) {
        let conditions: &[Conditional] = match meaning {
            Meaning::Topic(rule) => &pack.topics[rule].conditions,
            Meaning::Detail(rule) => &pack.details[rule].conditions,
            _ => continue,
        };
        let veto = veto(stream, conditions, &hit.range(), &everything).map(|(condition, _)| condition.name.clone());
        touches.push(Touch { meaning, span: stream.span(hit.start, hit.end), veto });
    }
}

/// Id of the topic or detail rule.
pub(crate) fn rule_of(pack: &Pack, meaning: Meaning) -> Option<&str> {
    match meaning {
        Meaning::Topic(rule) => Some(&pack.topics[rule].id),
        Meaning::Detail(rule) => Some(&pack.details[rule].id),
        _ => None,
    }
}
