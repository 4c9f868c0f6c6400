//! Every language of reports has every word, and asks for the same values.

#![allow(clippy::unwrap_used)]

use lacuna::assessment::{CoverageState, Flag, Status, UptakeState, Verdict};
use lacuna::gaps::{Column, MissingKind};
use lacuna::reply::Change;
use lacuna::rules::Library;
use std::collections::BTreeMap;
use std::path::Path;

/// Every text of a file by its path of keys.
fn texts(value: &toml::Value, path: &str, found: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                texts(value, &format!("{path}.{key}"), found);
            }
        }
        toml::Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                texts(value, &format!("{path}[{at}]"), found);
            }
        }
        toml::Value::String(text) => drop(found.insert(path.to_owned(), text.clone())),
        other => panic!("{path}: {other} is no text"),
    }
}

fn file(folder: &str, language: &str) -> BTreeMap<String, String> {
    let path = Path::new("rules").join(folder).join(format!("{language}.toml"));
    let value: toml::Value = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut found = BTreeMap::new();
    texts(&value, "", &mut found);
    found
}

/// The `{names}` of a template, sorted.
fn names(template: &str) -> Vec<&str> {
    let mut names: Vec<&str> = template.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    names.sort_unstable();
    names
}

#[test]
fn all_languages_have_the_same_words_and_fill_in_the_same_values() {
    for folder in ["report", "followup"] {
        let (english, french) = (file(folder, "en"), file(folder, "fr"));
        let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&english), keys(&french), "{folder}");
        for (key, text) in &english {
            assert!(!text.trim().is_empty() && !french[key].trim().is_empty() || key.starts_with(".say"), "{key}");
            assert_eq!(names(text), names(&french[key]), "{folder}{key}");
        }
    }
}

#[test]
fn everything_that_a_report_can_name_has_a_word() {
    let library = Library::embedded();
    for language in library.report_languages() {
        let words = library.report_words(language).unwrap();
        let has = |map: &BTreeMap<String, String>, name: &str| assert!(map.contains_key(name), "{language}: {name}");
        Verdict::ALL.iter().for_each(|verdict| has(&words.verdict, verdict.name()));
        Status::ALL.iter().for_each(|status| has(&words.status, status.name()));
        [Flag::Declined, Flag::Unavailable, Flag::Overridden].iter().for_each(|flag| has(&words.flag, flag.name()));
        use CoverageState::{Implemented, NoMeasure, PlansOnly, Uncovered};
        [Implemented, PlansOnly, NoMeasure, Uncovered].iter().for_each(|state| has(&words.state, state.name()));
        Column::ALL.iter().for_each(|column| has(&words.gap.columns, column.name()));
        UptakeState::ALL.iter().for_each(|state| has(&words.recommendations.states, state.name()));
        Change::ALL.iter().for_each(|change| has(&words.seen.change, change.name()));
        use MissingKind::{Body, Budget, Data, Date, Disaggregation};
        [Date, Body, Budget, Data, Disaggregation].iter().for_each(|kind| has(&words.gap.missing, kind.name()));
        assert_eq!(words.say.months.len(), 12);
        let sheets = &words.gap.sheets;
        for name in [&sheets.about, &sheets.gaps, &sheets.answers, &sheets.measures, &sheets.coverage] {
            assert!(name.chars().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{name}");
        }
    }
}

#[test]
fn articles_themes_and_recommendations_have_titles_in_every_language_of_reports() {
    let library = Library::embedded();
    let convention = library.convention("cedaw").unwrap();
    for language in library.report_languages() {
        let titles = convention.article.iter().map(|article| &article.title);
        let titles = titles.chain(convention.theme.iter().map(|theme| &theme.title));
        for title in titles.chain(convention.recommendation.iter().map(|recommendation| &recommendation.subject)) {
            assert!(title.contains_key(language), "{language}: {title:?}");
        }
    }
}

#[test]
fn a_report_in_the_other_language_keeps_the_quotations() {
    let run = |language: &str| {
        let output = assert_cmd::Command::cargo_bin("lacuna")
            .unwrap()
            .args(["check", "data/samples/valdorie-6.fr.txt", "--format", "markdown", "--report-lang", language])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (french, english) = (run("fr"), run("en"));
    assert!(french.contains("reçu le") || french.contains("Reçu le"));
    assert!(english.contains("**Received** — 3 March 2025") && english.contains("“La Convention peut désormais"));
    for word in ["mis en œuvre", "Ligne", "échéance", "Réponse |"] {
        assert!(!english.contains(word), "{word}");
    }
}
