//! The JSON Schema in the project is that of the types, and every assessment obeys it.
#![allow(missing_docs)]

mod common;

use common::{assess, documents, root};
use lacuna::assessment::Assessment;
use lacuna::render;

fn generated() -> String {
    let schema = schemars::schema_for!(Assessment);
    format!("{}\n", serde_json::to_string_pretty(&schema).expect("a schema is JSON"))
}

/// To renew the file: `UPDATE_SCHEMA=1 cargo test --test schema`.
#[test]
fn the_committed_schema_is_that_of_the_types() {
    let path = root().join("data/schema/assessment.schema.json");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, generated()).expect("a writable project");
    }
    let committed = std::fs::read_to_string(&path).expect("the schema is committed");
    assert!(committed == generated(), "the types changed: run UPDATE_SCHEMA=1 cargo test --test schema");
}

#[test]
fn an_assessment_reads_back_as_it_was_written() {
    for path in documents() {
        let (_, checked) = assess(&path);
        let read: Assessment = serde_json::from_str(&render::json(&checked.assessment)).expect("valid JSON");
        assert!(read == checked.assessment, "{}", path.display());
    }
}
