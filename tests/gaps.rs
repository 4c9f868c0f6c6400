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
            let (quote, rest) = claim[3..].rsplit_once("” (para.\u{a0}").unwrap();
            let line: usize = rest.split("line\u{a0}").nth(1).unwrap().split(';').next().unwrap().parse().unwrap();
            assert!(lines[line - 1].contains(&render_spaces(quote)), "{path}:{line}: {quote}");
            seen += 1;
        }
        assert!(seen > 20, "{path}: {seen} claims");
    }
}

/// Spaces alike, and the marks of quotations within quotations.
fn render_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('“', "‘").replace('”', "’")
}

/// A table of replies that are written for a test.
fn table_of(text: &str, language: &str, options: GapOptions) -> GapTable {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("replies.txt");
    std::fs::write(&path, text).unwrap();
    let (_, checked) = checked(path.to_str().unwrap());
    table(&checked, language, options)
}

#[test]
fn a_quotation_is_whole_and_its_marks_are_those_of_a_quotation_within_another() {
    let text = "\t\tSanté\n\n\t\t1. a)\n\n\tEn ce qui concerne l’hôpital, une analyse a été réalisée. Le texte a été mis en \
                ligne dans le système «\u{a0}Gamma\u{a0}» et une traduction est prévue.\n";
    let claims = |language: &str| {
        let options = GapOptions { columns: vec![Column::Claim], ..Default::default() };
        table_of(text, language, options).rows().next().unwrap().cells[0].clone()
    };
    let french = claims("fr");
    assert!(french[0].starts_with("«\u{a0}En ce qui concerne l’hôpital"), "{french:?}");
    assert!(french[1].contains("le système “Gamma”\u{a0}» ("), "{french:?}");
    assert!(claims("en")[1].contains("le système «\u{a0}Gamma\u{a0}»” ("), "{:?}", claims("en"));
}

#[test]
fn articles_and_their_paragraphs_are_named_as_the_committee_names_them() {
    let (_, checked) = checked(SAMPLES[3]);
    let cells = |language: &str| -> Vec<String> {
        let options = GapOptions { columns: vec![Column::Article], ..Default::default() };
        table(&checked, language, options).rows().flat_map(|row| row.cells[0].clone()).collect()
    };
    let (french, english) = (cells("fr"), cells("en"));
    assert!(english.iter().any(|cell| cell == "11\u{a0}(1)\u{a0}(d)"), "{english:?}");
    assert!(french.iter().any(|cell| cell == "11, par.\u{a0}1\u{a0}d)"), "{french:?}");
    assert!(english.iter().chain(&french).all(|cell| !cell.contains('.') || cell.contains("par.")), "{english:?}");
}

#[test]
fn within_a_word_limit_promises_are_quoted_at_length_and_what_is_done_is_shortened_or_counted() {
    let promise = "Il est prévu de construire, dans chacune des douze provinces du pays, un centre de santé destiné aux \
                   femmes et aux filles";
    let done = "Un hôpital a été construit dans la capitale pour les femmes et les filles de toutes les provinces.";
    let text: String = (0..20).map(|at| format!("\t\t{} a)\n\n\t{done} {done}\n\t{promise}.\n\n", at + 1)).collect();
    let text = format!("\t\tSanté\n\n{text}");
    let claims = |most| {
        let options = GapOptions { columns: vec![Column::Claim], max_words: Some(most), ..Default::default() };
        let table = table_of(&text, "fr", options);
        assert!(table.words() <= most && table.rows().count() == 20, "{} words of {most}", table.words());
        table.rows().next().unwrap().cells[0].clone()
    };
    let shortened = claims(1700);
    assert!(shortened.len() == 3 && shortened[0].contains("[…]"), "{shortened:?}");
    assert!(shortened[2].contains("destiné aux femmes et aux filles\u{a0}»"), "{shortened:?}");
    let counted = claims(1000);
    assert!(counted[0].contains(promise), "{counted:?}");
    assert_eq!(counted[1..], ["Dit mis en œuvre par ailleurs\u{a0}: 2 mesures (ligne 5)."]);
}

#[test]
fn all_answers_are_counted_once_and_some_of_all() {
    let (_, checked) = checked(SAMPLES[3]);
    let shown = |of| {
        let table = table(&checked, "fr", GapOptions { of, ..Default::default() });
        table.facts.iter().find(|(name, _)| name == "Contenu").unwrap().1.clone()
    };
    let count = checked.assessment.answers.len();
    assert_eq!(shown(None), format!("{count} réponses"));
    assert_eq!(shown(Some(500)), format!("{count} des 500 réponses"));
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
