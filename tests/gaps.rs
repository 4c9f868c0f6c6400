//! The gap table: right, complete, and within what was asked.

#![allow(clippy::unwrap_used)]

use lacuna::check::{Checked, Options, check};
use lacuna::gaps::{By, Column, GapOptions, GapTable, gaps};
use lacuna::read::{Document, read};
use lacuna::rules::Library;
use std::path::Path;

const SAMPLES: [&str; 4] = [
    "data/samples/valdorie-5.en.txt",
    "data/samples/valdorie-5.fr.txt",
    "data/samples/valdorie-6.en.txt",
    "data/samples/valdorie-6.fr.txt",
];

fn checked(path: &str) -> (Document, Checked) {
    let document = read(Path::new(path)).unwrap();
    let checked = check(&document, &Library::embedded(), &Options::default()).unwrap();
    (document, checked)
}

fn table(checked: &Checked, language: &str, options: GapOptions) -> GapTable {
    let library = Library::embedded();
    let words = library.report_words(language).unwrap();
    gaps(checked, &library.missing_policy().unwrap(), &words, &GapOptions { language: language.to_owned(), ..options })
}

#[test]
fn every_answer_has_one_row_however_the_table_is_grouped() {
    for path in SAMPLES {
        let (_, checked) = checked(path);
        let mut all: Vec<&str> = checked.assessment.answers.iter().map(|answer| answer.id.as_str()).collect();
        all.sort_unstable();
        for by in [None, Some(By::Article), Some(By::Theme), Some(By::GeneralRecommendation), Some(By::Recommendation)]
        {
            let table = table(&checked, "en", GapOptions { by, ..Default::default() });
            let mut rows: Vec<&str> = table.rows().map(|row| row.id.as_str()).collect();
            rows.sort_unstable();
            assert_eq!(rows, all, "{path} by {by:?}");
        }
    }
}

#[test]
fn an_article_that_no_answer_engages_is_a_group_of_its_own() {
    let (_, mut checked) = checked(SAMPLES[3]);
    checked.retain(|answer| answer.id.starts_with("1."));
    let table = table(&checked, "fr", GapOptions { by: Some(By::Article), ..Default::default() });
    let empty = table.groups.iter().find(|group| group.title.as_deref() == Some("Article 12. Santé")).unwrap();
    assert!(empty.rows.is_empty());
    assert_eq!(empty.notes, ["Aucune réponse n’y touche."]);
}

#[test]
fn every_quotation_stands_in_the_document_at_its_line() {
    for path in SAMPLES {
        let (document, checked) = checked(path);
        let lines: Vec<String> = document.text.lines().map(render_spaces).collect();
        let options = GapOptions { columns: vec![Column::Claim], ..Default::default() };
        let table = table(&checked, "en", options);
        let mut seen = 0;
        for claim in table.rows().flat_map(|row| &row.cells[0]).filter(|claim| claim.starts_with('“')) {
            let (quote, rest) = claim[3..].rsplit_once("” (para. ").unwrap();
            let line: usize = rest.split("line ").nth(1).unwrap().split(';').next().unwrap().parse().unwrap();
            assert!(lines[line - 1].contains(quote), "{path}:{line}: {quote}");
            seen += 1;
        }
        assert!(seen > 20, "{path}: {seen} claims");
    }
}

fn render_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_word_limit_is_kept_and_what_it_cost_is_said() {
    let (_, checked) = checked(SAMPLES[2]);
    let whole = table(&checked, "en", GapOptions::default());
    for by in [None, Some(By::Article)] {
        for most in [400, 700, 1500, 3300, 100_000] {
            let options = GapOptions { max_words: Some(most), by, ..Default::default() };
            let table = table(&checked, "en", options);
            assert!(table.words() <= most, "{} words of {most}", table.words());
            assert_eq!(table.notes.is_empty(), most == 100_000, "{most}");
            let rows = table.rows().count();
            if rows < whole.rows().count() {
                assert!(table.notes[1].starts_with("Left out"), "{:?}", table.notes);
                // What is implemented goes first.
                let kept =
                    table.rows().filter(|row| row.cells.iter().flatten().any(|text| text == "plans only")).count();
                assert!(kept > 0, "{most}");
            }
        }
    }
}

#[test]
fn what_a_promise_does_not_name_is_missing_and_what_it_names_is_not() {
    let text = "\t\tSanté\n\n\t\t1. a)\n\n\tIl est prévu de construire un hôpital.\n\n\t\t1. b)\n\n\t\
                Un projet de loi sera présenté en 2031. Il est prévu de construire trois foyers.\n\n\t\t1. c)\n\n\t\
                Les données de la police ne sont pas ventilées par sexe.\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("replies.txt");
    std::fs::write(&path, text).unwrap();
    let (_, checked) = checked(path.to_str().unwrap());
    let options = GapOptions { columns: vec![Column::Missing], ..Default::default() };
    let table = table(&checked, "fr", options);
    let cells: Vec<_> = table.rows().map(|row| row.cells[0].clone()).collect();
    assert_eq!(cells[0], ["date", "organe", "budget"]);
    assert_eq!(cells[1][0], "date (1 sur 2)");
    assert_eq!(cells[2], ["ventilation"]);
}
