//! One run of `lacuna rules check` tells every mistake in a folder of broken rules, each at its line.

use lacuna::audit::audit;
use lacuna::render;
use lacuna::rules::{Code, Library, Problem};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FOLDER: &str = "tests/fixtures/broken-rules";

fn library() -> Library {
    Library::from_folder(Path::new(FOLDER)).expect("the folder can be read")
}

/// File, line and code of every mark `#~ CODE`.
fn expected(folder: &Path, found: &mut BTreeSet<(String, usize, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of fixtures") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            expected(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path).expect("a text");
            for (line, text) in (1..).zip(text.lines()) {
                let codes = text.split_once("#~").map_or("", |(_, codes)| codes);
                let marks = codes.split_whitespace().map(|code| (path.display().to_string(), line, code.to_owned()));
                found.extend(marks);
            }
        }
    }
}

fn told(problem: &Problem) -> (String, usize, String) {
    (problem.file.clone(), problem.line, problem.code.name().to_owned())
}

#[test]
fn every_mistake_is_told_at_its_line_and_nothing_else() {
    let mut expected_marks = BTreeSet::new();
    expected(Path::new(FOLDER), &mut expected_marks);
    let told: BTreeSet<_> = audit(&library()).iter().map(told).collect();
    let missed: Vec<_> = expected_marks.difference(&told).collect();
    let invented: Vec<_> = told.difference(&expected_marks).collect();
    assert!(missed.is_empty() && invented.is_empty(), "missed: {missed:#?}\ninvented: {invented:#?}");
    let files: BTreeSet<_> = expected_marks.iter().map(|(file, ..)| file).collect();
    assert!(files.len() >= 20, "{} broken files", files.len());
}

#[test]
fn every_kind_of_mistake_has_a_fixture() {
    let mut expected_marks = BTreeSet::new();
    expected(Path::new(FOLDER), &mut expected_marks);
    let shown: BTreeSet<_> = expected_marks.iter().map(|(.., code)| code.as_str()).collect();
    // A missing file has no line to mark; missing words have a test of their own.
    let elsewhere = [Code::MissingFile, Code::MissingWord];
    let without: Vec<_> =
        Code::ALL.into_iter().filter(|code| !elsewhere.contains(code) && !shown.contains(code.name())).collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn a_rule_without_anything_is_told_all_that_it_lacks() {
    let problems = audit(&library());
    let lacks = |key: &str| {
        let message = format!("the key `{key}` is missing");
        problems.iter().any(|problem| {
            problem.line == 1 && problem.message == message && problem.file.ends_with("missing-key.toml")
        })
    };
    for key in ["id", "status", "phrases", "examples"] {
        assert!(lacks(key), "{key}");
    }
}

#[test]
fn the_offending_text_is_underlined_and_the_remedy_told() {
    let library = library();
    let problems: Vec<_> = audit(&library).into_iter().filter(|problem| problem.code == Code::UnknownSubject).collect();
    let shown = render::problems(&problems, &library, false);
    for piece in [
        "no subject \"plans\"",
        "unknown-subject.toml:5:12",
        "subject = [\"plans\"]",
        "━━━━━━━",
        "did you mean \"plan\"?",
    ] {
        assert!(shown.contains(piece), "{piece:?} is not in:\n{shown}");
    }
}

#[test]
fn report_words_are_compared_with_those_that_come_with_lacuna() {
    let folder = TempDir::new().expect("a folder");
    let words = fs::read_to_string("rules/report/en.toml").expect("the words of reports in English");
    let words = words
        .lines()
        .filter(|line| !line.starts_with("title = "))
        .map(|line| if line.starts_with("line = ") { "line = \"line\"\nundone = \"undone\"" } else { line });
    let words: Vec<&str> = words.collect();
    fs::create_dir(folder.path().join("report")).expect("a folder");
    fs::write(folder.path().join("report/eo.toml"), words.join("\n")).expect("a file");
    let library = Library::from_folder(folder.path()).expect("the folder can be read");
    let told: Vec<_> = audit(&library).into_iter().map(|problem| (problem.code, problem.message)).collect();
    for (code, message) in [
        (Code::MissingWord, "the report word `title` is missing"),
        (Code::MissingWord, "the report word `line` has lost {line}"),
        (Code::UnknownField, "there is no report word `undone`"),
    ] {
        assert!(told.contains(&(code, message.to_owned())), "{message}: {told:?}");
    }
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn spans_lie_in_their_files() {
    let library = library();
    for problem in audit(&library) {
        let text = library.text_of(&problem.file).unwrap_or_default();
        assert!(text.get(problem.span.clone()).is_some() || text.is_empty(), "{problem}");
    }
}
