//! Every layout of replies that is met in the wild has texts, with the ids of the answers in them.

use lacuna::check::split;
use lacuna::read::read;
use lacuna::rules::Library;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct Expected {
    layout: String,
    ids: Vec<String>,
    #[serde(default)]
    every_question_repeated: bool,
}

const FOLDER: &str = "tests/fixtures/layouts";

fn expected() -> BTreeMap<String, Expected> {
    let text = std::fs::read_to_string(Path::new(FOLDER).join("expected.toml")).expect("it is there");
    toml::from_str(&text).expect("it is valid")
}

#[test]
fn every_layout_gives_exactly_its_answers() {
    let library = Library::embedded();
    let mut wrong = Vec::new();
    for (name, expected) in expected() {
        let document = read(&Path::new(FOLDER).join(format!("{name}.txt"))).expect("it is a text");
        let reply = match split(&document, &library) {
            Ok(reply) => reply,
            Err(error) => {
                wrong.push(format!("{name}: {error:#}"));
                continue;
            }
        };
        let ids: Vec<_> = reply.answers.iter().map(|answer| answer.id.clone()).collect();
        if (&reply.layout, &ids) != (&expected.layout, &expected.ids) {
            wrong.push(format!("{name}: {} {ids:?}, not {} {:?}", reply.layout, expected.layout, expected.ids));
        }
        let empty: Vec<_> = reply.answers.iter().filter(|answer| answer.paragraphs.is_empty()).map(|a| &a.id).collect();
        if !empty.is_empty() {
            wrong.push(format!("{name}: there is no text in {empty:?}"));
        }
        if expected.every_question_repeated && reply.answers.iter().any(|answer| answer.asked.is_empty()) {
            wrong.push(format!("{name}: a repeated question was not seen"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_text_is_expected() {
    let files: BTreeSet<String> = std::fs::read_dir(FOLDER)
        .expect("it is there")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok()?.strip_suffix(".txt").map(str::to_owned))
        .collect();
    assert_eq!(files, expected().into_keys().collect());
}

#[test]
fn running_numbers_of_paragraphs_are_no_text_of_an_answer() {
    let document = read(&Path::new(FOLDER).join("heading-only.en.txt")).expect("it is a text");
    let reply = split(&document, &Library::embedded()).expect("its layout is known");
    let first = &reply.answers[0].paragraphs[0];
    assert_eq!(&document.text[first.clone()], "The Violence Act was adopted in 2019.");
}

#[test]
fn headings_are_found_where_nothing_is_set_apart() {
    let document = read(&Path::new(FOLDER).join("bare-headings.en.txt")).expect("it is a text");
    let reply = split(&document, &Library::embedded()).expect("its layout is known");
    let titles: Vec<_> = reply.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles[titles.len() - 2..], ["Access to justice", "Violence against women"]);
    assert_eq!(reply.answers[2].section, Some(titles.len() - 1));
}

#[test]
fn several_questions_may_be_answered_together() {
    let document = read(&Path::new(FOLDER).join("variants.en.txt")).expect("it is a text");
    let reply = split(&document, &Library::embedded()).expect("its layout is known");
    let also: Vec<_> =
        reply.answers.iter().filter(|answer| !answer.also.is_empty()).map(|a| (a.question, &a.also)).collect();
    assert_eq!(also, [(8, &vec![9]), (11, &vec![12, 13])]);
}
