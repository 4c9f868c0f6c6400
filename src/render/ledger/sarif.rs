//! SARIF 2.1.0: every entry as a result at its place, with what it is to the earlier document (`baselineState`).

use super::{near, quote, word};
use crate::diff::{Diff, Entry, Outcome};
use crate::rules::ReportWords;
use serde_json::{Value, json};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes the log.
pub fn sarif(diff: &Diff, words: &ReportWords) -> String {
    let w = &words.diff;
    let rules: Vec<Value> = Outcome::ALL
        .into_iter()
        .map(|outcome| {
            json!({
                "id": outcome.name(),
                "shortDescription": { "text": word(&w.outcome, outcome.name()) },
                "fullDescription": { "text": word(&w.meaning, outcome.name()) },
                "defaultConfiguration": { "level": level(outcome) },
            })
        })
        .collect();
    let results: Vec<Value> = diff.ledger.iter().map(|entry| result(diff, entry, words)).collect();
    let artifacts = [&diff.old, &diff.new].map(
        |document| json!({ "location": { "uri": uri(&document.path) }, "hashes": { "sha-256": document.sha256 } }),
    );
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": diff.generator.name,
                "version": diff.generator.version,
                "properties": { "rules": diff.generator.rules },
                "rules": rules,
            }},
            "artifacts": artifacts,
            "results": results,
        }],
    });
    format!("{}\n", serde_json::to_string_pretty(&log).expect("a log has only string keys"))
}

fn result(diff: &Diff, entry: &Entry, words: &ReportWords) -> Value {
    // What is gone can only be shown where it was.
    let (path, place) = match (&entry.new, &entry.old) {
        (Some(place), _) => (&diff.new.path, Some(place)),
        (None, old) => (&diff.old.path, old.as_ref()),
    };
    let locations: Vec<Value> = place
        .into_iter()
        .flat_map(|place| &place.quotes)
        .take(1)
        .map(|quote| {
            json!({ "physicalLocation": {
                "artifactLocation": { "uri": uri(path) },
                "region": { "startLine": quote.line, "byteOffset": quote.start, "byteLength": quote.end.saturating_sub(quote.start),
                    "snippet": { "text": quote.text } },
            }})
        })
        .collect();
    let told = place.map(quote).unwrap_or_default();
    let near = near(entry, words).map(|(place, quote)| format!("; {place}: {quote}")).unwrap_or_default();
    let unsure = if entry.unsure { format!(" ({}{near})", words.diff.unsure) } else { String::new() };
    json!({
        "ruleId": entry.outcome.name(),
        "ruleIndex": Outcome::ALL.iter().position(|outcome| *outcome == entry.outcome),
        "kind": kind(entry),
        // Only a failure has a level of its own.
        "level": if kind(entry) == "fail" { level(entry.outcome) } else { "none" },
        "baselineState": baseline_state(entry.outcome),
        "message": { "text": format!("{}: {}{unsure}. {told}", entry.id, word(&words.diff.outcome, entry.outcome.name())) },
        "locations": locations,
        "partialFingerprints": { "promise/v1": entry.fingerprint },
        "properties": { "id": entry.id, "unsure": entry.unsure, "score": entry.score, "words": entry.words, "near": entry.near,
            "articles": entry.articles, "themes": entry.themes },
    })
}

fn kind(entry: &Entry) -> &'static str {
    match entry.outcome {
        _ if entry.unsure => "review",
        Outcome::Kept | Outcome::Advanced => "pass",
        Outcome::NewPromise => "open",
        _ => "fail",
    }
}

fn level(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Regressed | Outcome::Dropped | Outcome::GoneSilent => "warning",
        Outcome::Stalled | Outcome::Slipped => "note",
        _ => "none",
    }
}

/// What the open promise is to the earlier document.
fn baseline_state(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NewPromise => "new",
        Outcome::Stalled => "unchanged",
        Outcome::Advanced | Outcome::Slipped | Outcome::Regressed => "updated",
        Outcome::Kept | Outcome::Dropped | Outcome::GoneSilent => "absent",
    }
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
