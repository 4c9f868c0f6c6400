//! What the documents say can be done can be done; the examples are what lacuna writes now.
//!
//! `UPDATE_EXAMPLES=1 cargo test --test docs` writes the examples anew.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use std::path::Path;

const FRENCH: &str = "data/samples/valdorie-6.fr.txt";
const ENGLISH: &str = "data/samples/valdorie-6.en.txt";
const OBSERVATIONS: &str = "data/samples/observations/valdorie-5.fr.txt";

/// File of `reports/examples/`, and the command that writes it.
const EXAMPLES: [(&str, &[&str]); 13] = [
    ("report.html", &["check", FRENCH]),
    ("table.txt", &["check", ENGLISH]),
    ("gap-table.txt", &["check", ENGLISH, "--by", "article", "--article", "12,14"]),
    ("gap-table.md", &["check", ENGLISH, "--by", "article", "--article", "12,14"]),
    ("gap-table.fr.md", &["check", FRENCH, "--only", "plans-only,declined", "--max-words", "900"]),
    ("gap-table.csv", &["check", ENGLISH, "--article", "12"]),
    ("assessment.json", &["check", ENGLISH, "--article", "12"]),
    ("measures.jsonl", &["check", ENGLISH, "--article", "12"]),
    ("measures.sarif", &["check", ENGLISH, "--article", "12"]),
    ("coverage.dot", &["check", ENGLISH, "--article", "12"]),
    ("coverage.graphml", &["check", ENGLISH, "--article", "12"]),
    ("questions.txt", &["followup", FRENCH, "--max", "5"]),
    ("questions.md", &["followup", ENGLISH, "--max", "10"]),
];

/// Without the digest of the rules: a rule that changes nothing in the sample changes no example.
fn without_digest(text: &str) -> String {
    let mut pieces = text.split("sha256:");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str("sha256:");
        out.push_str(piece.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out
}

#[test]
fn the_examples_are_what_lacuna_writes() {
    let folder = tempfile::tempdir().unwrap();
    for (name, arguments) in EXAMPLES {
        let out = folder.path().join(name);
        Command::cargo_bin("lacuna").unwrap().args(arguments).arg("-o").arg(&out).assert().success();
        let written = std::fs::read_to_string(out).unwrap();
        let committed = Path::new("reports/examples").join(name);
        if std::env::var_os("UPDATE_EXAMPLES").is_some() {
            std::fs::write(&committed, &written).unwrap();
        }
        let committed = std::fs::read_to_string(committed).unwrap_or_default();
        let same = without_digest(&committed) == without_digest(&written);
        assert!(same, "reports/examples/{name} is out of date: run UPDATE_EXAMPLES=1 cargo test --test docs");
    }
    let known: Vec<&str> = EXAMPLES.iter().map(|(name, _)| *name).collect();
    for file in std::fs::read_dir("reports/examples").unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(&name.as_str()) || name.ends_with(".png"), "{name}: no command writes it");
    }
}

#[test]
fn every_command_of_the_walk_runs_in_the_order_of_the_page() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy("data/samples/formats/valdorie-6.fr.docx", folder.path().join("replies.docx")).unwrap();
    std::fs::copy(OBSERVATIONS, folder.path().join("observations.txt")).unwrap();
    let page = std::fs::read_to_string("docs/from-word-to-annex.md").unwrap();
    let commands: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("$ lacuna ")).collect();
    assert!(commands.len() >= 12);
    for line in commands {
        let (command, kept) = line.split_once(" > ").map_or((line, None), |(command, name)| (command, Some(name)));
        let output = Command::cargo_bin("lacuna")
            .unwrap()
            .current_dir(&folder)
            .args(command.split_whitespace())
            .output()
            .unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        if let Some(name) = kept {
            std::fs::write(folder.path().join(name), &output.stdout).unwrap();
        }
        let written = command.split_once(" -o ").map(|(_, name)| folder.path().join(name));
        let is_there = written.map_or(!output.stdout.is_empty(), |path| path.metadata().unwrap().len() > 0);
        assert!(is_there, "{command}: nothing came out");
    }
}
