//! Which rules a set of documents exercises: what never fires is untried, and what no rule touches may be a gap.

use crate::check::Checked;
use crate::find::{rule_of, touches};
use crate::read::Document;
use crate::rules::Pack;
use crate::scan::Scanner;
use crate::status::Outcome;
use std::collections::{BTreeMap, BTreeSet};

/// What the documents showed of the rules.
#[derive(Debug, Default)]
pub struct Exercise {
    rules: BTreeMap<String, Tally>,
    /// Sentences of answers in which no rule found anything, in order.
    pub untouched: Vec<Untouched>,
    /// Sentences read.
    pub sentences: usize,
}

/// A sentence in which no rule found anything.
#[derive(Debug)]
pub struct Untouched {
    /// Path of the document.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// The sentence.
    pub text: String,
}

#[derive(Debug, Default)]
struct Tally {
    fired: usize,
    /// Why it did not fire, and how often.
    gave_way: BTreeMap<String, usize>,
}

impl Exercise {
    /// Adds what one document shows.
    pub fn add(&mut self, document: &Document, checked: &Checked) {
        let pack = &checked.pack;
        for id in ids(pack) {
            self.rules.entry(id.to_owned()).or_default();
        }
        let mut scanner = Scanner::new(&document.text, pack);
        for section in &checked.reply.sections {
            self.others(&mut scanner, section.span.clone());
        }
        for sentence in checked.traces.iter().flat_map(|trace| &trace.sentences) {
            self.sentences += 1;
            let mut touched = self.others(&mut scanner, sentence.span.clone());
            for hit in sentence.clauses.iter().flat_map(|clause| &clause.hits) {
                touched = true;
                let tally = self.rules.entry(pack.cues[hit.cue].id.clone()).or_default();
                let why = match &hit.outcome {
                    Outcome::Won | Outcome::Beside => {
                        tally.fired += 1;
                        continue;
                    }
                    Outcome::Outranked(winner) => format!("gives way to {}", pack.cues[*winner].id),
                    Outcome::Blocked(name, _) => format!("blocked by its exception {name}"),
                    Outcome::Missing(name) => format!("its condition {name} does not hold"),
                    Outcome::WrongSubject => "another subject".to_owned(),
                    Outcome::Background => "background in a relative clause".to_owned(),
                };
                *tally.gave_way.entry(why).or_default() += 1;
            }
            if !touched {
                let text = document.text[sentence.span.clone()].to_owned();
                let line = checked.reply.line_of(sentence.span.start);
                self.untouched.push(Untouched { file: document.path.clone(), line, text });
            }
        }
    }

    fn others(&mut self, scanner: &mut Scanner<'_, '_>, span: crate::text::Span) -> bool {
        let pack = scanner.pack;
        let mut found = Vec::new();
        for stream in scanner.scan(span) {
            touches(pack, &stream, &mut found);
        }
        for touch in &found {
            let Some(id) = rule_of(pack, touch.meaning) else { continue };
            let tally = self.rules.entry(id.to_owned()).or_default();
            match &touch.veto {
                None => tally.fired += 1,
                Some(name) => *tally.gave_way.entry(format!("blocked by {name}")).or_default() += 1,
            }
        }
        !found.is_empty()
    }

    /// How many rules there are for the languages of the documents, and how many of them fired.
    pub fn counts(&self) -> (usize, usize) {
        (self.rules.len(), self.rules.values().filter(|tally| tally.fired > 0).count())
    }

    /// Rules of which no phrase was found.
    pub fn never(&self) -> impl Iterator<Item = &str> {
        let never = self.rules.iter().filter(|(_, tally)| tally.fired == 0 && tally.gave_way.is_empty());
        never.map(|(id, _)| id.as_str())
    }

    /// Rules that were found and never fired: id, how often, and the usual reason.
    pub fn gave_way(&self) -> impl Iterator<Item = (&str, usize, &str)> {
        let found = self.rules.iter().filter(|(_, tally)| tally.fired == 0);
        found.filter_map(|(id, tally)| {
            let usual = tally.gave_way.iter().max_by_key(|(_, times)| **times)?;
            Some((id.as_str(), tally.gave_way.values().sum(), usual.0.as_str()))
        })
    }
}

fn ids(pack: &Pack) -> BTreeSet<&str> {
    let cues = pack.cues.iter().map(|cue| cue.id.as_str());
    let topics = pack.topics.iter().map(|topic| topic.id.as_str());
    cues.chain(topics).chain(pack.details.iter().map(|detail| detail.id.as_str())).collect()
}
