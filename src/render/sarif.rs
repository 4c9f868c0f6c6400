//! SARIF 2.1.0: every measure as a result at its place, with the rule that found it.
//!
//! What is claimed as implemented is informational; what is promised is open; what is declined or unavailable is for
//! review. None is a failure: lacuna grades nobody.

use crate::assessment::{AnswerAssessment, Assessment, Measure, Status};
use crate::rules::ReportWords;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes the log; `text` is that of the document, into which the measures point.
pub fn sarif(assessment: &Assessment, text: &str, words: &ReportWords) -> String {
    let places = Places::new(assessment, text);
    let mut rules: BTreeMap<&str, Status> = BTreeMap::new();
    for measure in assessment.answers.iter().flat_map(|answer| &answer.measures) {
        rules.entry(&measure.rule).or_insert(measure.status);
    }
    let index: FxHashMap<&str, usize> = rules.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let described = |(id, status): (&&str, &Status)| {
        let word = word(words, *status);
        json!({
            "id": id,
            "shortDescription": { "text": format!("{word}: {id}") },
            "defaultConfiguration": { "level": "none" },
            "properties": { "status": status.name() },
        })
    };
    let uri = uri(&assessment.source.path);
    // A result is a line of text at once: a log of hundreds of thousands as one value would fill the memory.
    let mut results = String::new();
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for answer in &assessment.answers {
        for measure in &answer.measures {
            let print = fingerprint(answer, measure);
            let times = seen.entry(print.clone()).or_insert(0);
            *times += 1;
            let result = json!({
                "ruleId": measure.rule,
                "ruleIndex": index[measure.rule.as_str()],
                "kind": kind(measure.status),
                "level": "none",
                "message": { "text": format!("{}: {}. {}", answer.id, word(words, measure.status), measure.quote) },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": uri, "index": 0 },
                        "region": places.region(measure),
                    },
                    "logicalLocations": [{ "name": answer.id, "kind": "object" }],
                }],
                "partialFingerprints": { "measure/v1": format!("{print}:{times}") },
                "properties": {
                    "status": measure.status.name(),
                    "verdict": answer.verdict.name(),
                    "flags": answer.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>(),
                    "articles": answer.articles.iter().map(|article| &article.id).collect::<Vec<_>>(),
                    "themes": answer.themes.iter().map(|theme| &theme.id).collect::<Vec<_>>(),
                    "deadline": measure.deadline,
                    "overdue": measure.overdue,
                },
            });
            results.push_str(if results.is_empty() { "\n" } else { ",\n" });
            results.push_str(&result.to_string());
        }
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": assessment.generator.name,
                "version": assessment.generator.version,
                "properties": { "rules": assessment.generator.rules },
                "rules": rules.iter().map(described).collect::<Vec<Value>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "artifacts": [{
                "location": { "uri": uri },
                "encoding": assessment.source.encoding,
                "hashes": { "sha-256": assessment.source.sha256 },
            }],
            "results": [],
        }],
    });
    let log = serde_json::to_string_pretty(&log).expect("a log has only string keys");
    // No string can hold this: its quotation marks would be escaped.
    let (head, tail) = log.split_once("\"results\": []").expect("it was just put there");
    format!("{head}\"results\": [{results}\n]{tail}\n")
}

fn word(words: &ReportWords, status: Status) -> &str {
    words.status.get(status.name()).map_or(status.name(), String::as_str)
}

fn kind(status: Status) -> &'static str {
    match status {
        Status::Implemented => "informational",
        Status::Pending | Status::Planned => "open",
        Status::Declined | Status::Unavailable => "review",
    }
}

/// The same for the same words in the same answer, wherever they stand in the file.
fn fingerprint(answer: &AnswerAssessment, measure: &Measure) -> String {
    let quote = crate::reply::normal_spaces(&measure.quote);
    let parts = [answer.id.as_str(), measure.status.name(), measure.rule.as_str(), quote.as_str()];
    let digest = Sha256::digest(parts.join("\0").as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// Line, column and character of every place that a measure begins or ends at.
struct Places(FxHashMap<usize, (usize, usize, usize)>);

impl Places {
    /// One pass over the text.
    fn new(assessment: &Assessment, text: &str) -> Self {
        let measures = assessment.answers.iter().flat_map(|answer| &answer.measures);
        let mut wanted: Vec<usize> = measures.flat_map(|measure| [measure.start, measure.end]).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut wanted = wanted.into_iter().peekable();
        let mut places = FxHashMap::default();
        let (mut line, mut column, mut character) = (1, 1, 0);
        for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
            while wanted
                .next_if(|&next| next <= at)
                .is_some_and(|next| places.insert(next, (line, column, character)).is_none())
            {}
            character += 1;
            column += 1;
            if c == '\n' {
                line += 1;
                column = 1;
            }
        }
        Places(places)
    }

    fn region(&self, measure: &Measure) -> Value {
        let at = |offset: usize| self.0.get(&offset).copied().unwrap_or((measure.line, 1, 0));
        let (start, end) = (at(measure.start), at(measure.end));
        json!({
            "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1,
            "charOffset": start.2, "charLength": end.2.saturating_sub(start.2),
            "byteOffset": measure.start, "byteLength": measure.end - measure.start,
            "snippet": { "text": measure.quote },
        })
    }
}
