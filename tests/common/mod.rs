//! What several test files need.
#![allow(dead_code, missing_docs)]

use lacuna::check::{Checked, Options, check};
use lacuna::read::{Document, read};
use lacuna::rules::Library;
use std::path::{Path, PathBuf};

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every text document that comes with the project: samples and fixtures.
pub fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["data/samples", "tests/fixtures/replies"] {
        for entry in std::fs::read_dir(root().join(folder)).expect("the folder is in the project") {
            let path = entry.expect("a readable entry").path();
            if path.extension().is_some_and(|ending| ending == "txt") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() >= 6, "the sample documents are there");
    found
}

pub fn assess(path: &Path) -> (Document, Checked) {
    let document = read(path).expect("a readable document");
    let checked = check(&document, &Library::embedded(), &Options::default()).expect("an assessable document");
    (document, checked)
}

/// The lacuna binary, without colours and in a known width.
pub fn lacuna() -> assert_cmd::Command {
    let mut command = assert_cmd::Command::cargo_bin("lacuna").expect("cargo builds it");
    command.current_dir(root()).env("NO_COLOR", "1").env_remove("COLUMNS");
    command
}
