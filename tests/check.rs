//! `lacuna check`, `explain`, `graph` and `read` as a person uses them.
#![allow(missing_docs)]

mod common;

use common::{lacuna, root};
use serde_json::Value;
use std::collections::BTreeSet;

const SAMPLE: &str = "data/samples/valdorie-6.fr.txt";

fn stdout(args: &[&str]) -> String {
    let output = lacuna().args(args).output().expect("it runs");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&stdout(args)).expect("valid JSON")
}

#[test]
fn two_runs_give_the_same_bytes() {
    for args in [vec!["check", SAMPLE], vec!["check", SAMPLE, "--format", "json"], vec!["graph", SAMPLE]] {
        assert_eq!(stdout(&args), stdout(&args), "{args:?}");
    }
}

#[test]
fn the_table_lists_exactly_the_answers_that_offer_plans_only() {
    let assessment = json(&["check", SAMPLE, "--format", "json"]);
    let table = stdout(&["check", SAMPLE, "--report-lang", "en"]);
    let rows: Vec<&str> = table
        .lines()
        .skip_while(|line| !line.starts_with("Questions answered only by plans"))
        .skip(3)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next().filter(|_| !line.starts_with("  ")))
        .collect();
    let expected: Vec<&str> = assessment["answers"]
        .as_array()
        .expect("answers")
        .iter()
        .filter(|answer| answer["verdict"] == "plans-only")
        .map(|answer| answer["id"].as_str().expect("an id"))
        .collect();
    assert!(!expected.is_empty());
    assert_eq!(rows, expected, "{table}");
}

#[test]
fn filters_narrow_the_answers() {
    let ids = |args: &[&str]| -> Vec<String> {
        let all = [&["check", SAMPLE, "--format", "json"], args].concat();
        let answers = json(&all)["answers"].as_array().expect("answers").clone();
        answers.iter().map(|answer| answer["id"].as_str().expect("an id").to_owned()).collect()
    };
    let all: BTreeSet<_> = ids(&[]).into_iter().collect();
    for filter in [["--verdict", "mixed"], ["--article", "12"], ["--theme", "health"], ["--section", "emploi"]] {
        let some: BTreeSet<_> = ids(&filter).into_iter().collect();
        assert!(!some.is_empty() && some.len() < all.len() && some.is_subset(&all), "{filter:?}");
    }
    assert!(ids(&["--question", "8"]).iter().all(|id| id.starts_with("8.")));
    assert_eq!(ids(&["--question", "6.b"]), ["6.a-b"], "a part of a combined answer is found");
}

#[test]
fn a_filter_that_cannot_match_is_an_error_that_says_what_can() {
    for (args, word) in [
        (["--article", "17"], "1 to 16"),
        (["--theme", "money"], "economic-empowerment"),
        (["--verdict", "good"], "plans-only"),
        (["--report-lang", "xx"], "en, fr"),
        (["--lang", "xx"], "en, fr"),
        (["--as-of", "tomorrow"], "2025-10-20"),
    ] {
        let output = lacuna().args(["check", SAMPLE]).args(args).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(word), "{args:?}");
    }
}

#[test]
fn standard_input_is_read_as_a_file_is() {
    let text = std::fs::read(root().join(SAMPLE)).expect("the sample");
    let output = lacuna().args(["check", "-", "--format", "json"]).write_stdin(text).output().expect("it runs");
    let piped: Value = serde_json::from_slice(&output.stdout).expect("valid JSON");
    assert_eq!(piped["answers"], json(&["check", SAMPLE, "--format", "json"])["answers"]);
}

#[test]
fn a_file_written_with_o_is_what_standard_output_would_show() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("out.json");
    let path = path.to_str().expect("UTF-8");
    assert_eq!(stdout(&["check", SAMPLE, "--format", "json", "-o", path]), "");
    assert_eq!(std::fs::read_to_string(path).expect("written"), stdout(&["check", SAMPLE, "--format", "json"]));
}

#[test]
fn piped_output_has_no_colours_unless_asked_for() {
    assert!(!stdout(&["check", SAMPLE]).contains('\u{1b}'));
    assert!(stdout(&["check", SAMPLE, "--color", "always"]).contains('\u{1b}'));
}

#[test]
fn coverage_counts_every_article_and_theme_and_gaps_are_rows() {
    let assessment = json(&["check", SAMPLE, "--format", "json"]);
    let rows = |kind: &str| assessment["coverage"][kind].as_array().expect("rows").clone();
    assert_eq!((rows("articles").len(), rows("themes").len()), (16, 33));
    for (kind, field) in [("articles", "articles"), ("themes", "themes")] {
        for row in rows(kind) {
            // Counted again, from the answers alone.
            let engaging: Vec<&Value> = assessment["answers"]
                .as_array()
                .expect("answers")
                .iter()
                .filter(|answer| answer[field].as_array().expect("refs").iter().any(|topic| topic["id"] == row["id"]))
                .collect();
            let count = |statuses: &[&str]| {
                let measures = engaging.iter().flat_map(|answer| answer["measures"].as_array().expect("measures"));
                measures.filter(|measure| statuses.contains(&measure["status"].as_str().expect("a status"))).count()
            };
            assert_eq!(row["answers"].as_array().map(Vec::len), Some(engaging.len()), "{row}");
            assert_eq!(row["implemented"], count(&["implemented"]), "{row}");
            assert_eq!(row["unrealised"], count(&["pending", "planned"]), "{row}");
            assert_eq!(row["state"] == "uncovered", engaging.is_empty(), "{row}");
        }
    }
}

#[test]
fn explain_shows_the_rules_behind_every_measure() {
    let assessment = json(&["check", SAMPLE, "--format", "json"]);
    for answer in assessment["answers"].as_array().expect("answers").iter().step_by(7) {
        let id = answer["id"].as_str().expect("an id");
        let shown = stdout(&["explain", SAMPLE, id, "--report-lang", "en"]);
        for measure in answer["measures"].as_array().expect("measures") {
            assert!(shown.contains(measure["rule"].as_str().expect("a rule")), "{id}: {shown}");
        }
        assert!(shown.contains("Verdict: "), "{shown}");
    }
}

#[test]
fn explain_leaves_out_what_asks_for_more_unless_all_is_wanted() {
    let shown = |more: &[&str]| stdout(&[&["explain", SAMPLE, "1.a", "--report-lang", "en"], more].concat());
    let (usual, all) = (shown(&[]), shown(&["--all"]));
    let asks = |shown: &str| shown.lines().filter(|line| line.contains("needs the condition")).count();
    assert_eq!(asks(&usual), 0, "{usual}");
    assert!(asks(&all) > 0, "{all}");
    assert!(usual.contains("--all") && !all.contains("--all"), "{usual}");
}

#[test]
fn explain_names_the_answers_near_a_wrong_id() {
    let output = lacuna().args(["explain", SAMPLE, "8.z"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("8.a"));
}

#[test]
fn the_graph_has_every_article_theme_recommendation_answer_and_measure() {
    let assessment = json(&["check", SAMPLE, "--format", "json"]);
    let graph = json(&["graph", SAMPLE, "--format", "json"]);
    let kind =
        |name: &str| graph["nodes"].as_array().expect("nodes").iter().filter(|node| node["kind"] == name).count();
    let answers = assessment["answers"].as_array().expect("answers");
    let measures: usize = answers.iter().map(|answer| answer["measures"].as_array().map_or(0, Vec::len)).sum();
    assert_eq!((kind("article"), kind("theme"), kind("recommendation")), (16, 33, 40));
    assert_eq!((kind("answer"), kind("measure")), (answers.len(), measures));
    for edge in graph["edges"].as_array().expect("edges") {
        let typed = edge["status"].is_string();
        assert_eq!(typed, edge["kind"] == "reports" || edge["kind"] == "contributes", "{edge}");
    }
    assert!(stdout(&["graph", SAMPLE]).starts_with("digraph"));
    assert!(stdout(&["graph", SAMPLE, "--format", "graphml"]).contains("<graphml"));
}

#[test]
fn read_prints_the_text_that_offsets_refer_to() {
    assert_eq!(stdout(&["read", SAMPLE]), std::fs::read_to_string(root().join(SAMPLE)).expect("the sample"));
    let outline = stdout(&["read", SAMPLE, "--outline"]);
    assert_eq!(outline.lines().count(), 49 + 20, "answers and sections");
}

#[test]
fn deadlines_are_overdue_as_of_the_day_asked_for() {
    let overdue = |as_of: &str| {
        let assessment = json(&["check", SAMPLE, "--format", "json", "--as-of", as_of]);
        let answers = assessment["answers"].as_array().expect("answers").clone();
        let measures = answers.iter().flat_map(|answer| answer["measures"].as_array().expect("measures"));
        measures.filter(|measure| measure["overdue"] == true).count()
    };
    assert!(overdue("2040-01-01") > overdue("2025-03-03"));
}

#[test]
fn a_deadline_stays_one_however_late_it_is_asked_for() {
    let deadlines = |as_of: &str| {
        let assessment = json(&["check", SAMPLE, "--format", "json", "--as-of", as_of]);
        let answers = assessment["answers"].as_array().expect("answers").clone();
        let measures = answers.iter().flat_map(|answer| answer["measures"].as_array().expect("measures"));
        measures.map(|measure| measure["deadline"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(deadlines("2040-01-01"), deadlines("2025-03-03"));
}

#[test]
fn every_command_has_help_with_examples() {
    for command in ["check", "explain", "graph", "read", "rules"] {
        assert!(stdout(&["help", command]).contains("Usage:"), "{command}");
    }
    assert!(stdout(&["--help"]).contains("lacuna check replies.txt"));
}

#[test]
fn an_option_of_the_gap_table_is_refused_where_there_is_none() {
    for args in [["--by", "article", "--format", "json"], ["--columns", "claim", "--format", "html"]] {
        let output = lacuna().args(["check", SAMPLE]).args(args).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.contains(args[0]) && error.contains("markdown"), "{error}");
    }
}

#[test]
fn one_thing_is_not_said_in_the_plural() {
    let table = |language: &str, question: &str| {
        let facts = stdout(&["check", SAMPLE, "--question", question, "--report-lang", language]);
        facts.lines().nth(2).expect("what was counted").to_owned()
    };
    assert!(table("en", "3").starts_with("1 answer ·"), "{}", table("en", "3"));
    assert!(table("fr", "3").starts_with("1 réponse ·"), "{}", table("fr", "3"));
    assert!(table("en", "2").starts_with("2 answers ·"), "{}", table("en", "2"));
}

/// The one answer of a reply received on 10 March 2026.
fn replied(language: &str, answer: &str) -> Value {
    let received =
        if language == "fr" { "[Date de réception : 10 mars 2026]" } else { "[Date received: 10 March 2026]" };
    let text = format!("{received}\n\n1. a)\n\n{answer}\n");
    let output = lacuna().args(["check", "-", "--lang", language, "--format", "json"]).write_stdin(text).output();
    let assessment: Value = serde_json::from_slice(&output.expect("it runs").stdout).expect("valid JSON");
    assessment["answers"][0].clone()
}

/// Its verdict, and why measures count little.
fn judged(language: &str, answer: &str) -> (String, Vec<String>) {
    let answer = replied(language, answer);
    let measures = answer["measures"].as_array().expect("measures").iter();
    let minor = measures.filter_map(|measure| measure["minor"].as_str().map(str::to_owned)).collect();
    (answer["verdict"].as_str().expect("a verdict").to_owned(), minor)
}

fn expect(language: &str, answer: &str, verdict: &str, minor: &[&str]) {
    let (found, why) = judged(language, answer);
    assert_eq!(
        (found.as_str(), why.iter().map(String::as_str).collect::<Vec<_>>()),
        (verdict, minor.to_vec()),
        "{answer}"
    );
}

#[test]
fn an_act_of_long_ago_is_the_background_of_the_bill_that_follows_it() {
    let bill = "A Bill on equal pay is being drafted.";
    expect("en", &format!("The Wages Act was adopted in 1997. {bill}"), "plans-only", &["old"]);
    expect("en", &format!("The Wages Act was adopted in 2023. {bill}"), "mixed", &[]);
    // What is told of it for a recent year is new.
    expect("en", &format!("Under the Act of 1997, 40 judges were trained in 2024. {bill}"), "mixed", &[]);
    let bill = "Un projet de loi sur l’égalité des salaires est en cours d’élaboration.";
    expect("fr", &format!("La loi sur les salaires a été adoptée en 1997. {bill}"), "plans-only", &["old"]);
    expect("fr", &format!("La loi sur les salaires a été adoptée en 2023. {bill}"), "mixed", &[]);
}

#[test]
fn an_act_of_long_ago_that_is_the_whole_reply_is_implemented() {
    expect("en", "The Wages Act was adopted in 1997.", "implemented", &["old"]);
    expect("fr", "La loi sur les salaires a été adoptée en 1997.", "implemented", &["old"]);
}

#[test]
fn a_makeshift_and_the_constitution_leave_a_promise_a_promise() {
    let bill = "A Bill on equal pay is being drafted.";
    expect("en", &format!("{bill} In the meantime, courts apply the Harbour Act."), "plans-only", &["background"]);
    expect("en", &format!("The Constitution prohibits discrimination. {bill}"), "plans-only", &["background"]);
    let bill = "Un projet de loi sur l’égalité des salaires est en cours d’élaboration.";
    expect("fr", &format!("{bill} Jusque-là, les juges appliquent le code du port."), "plans-only", &["background"]);
    expect("fr", &format!("La Constitution interdit toute discrimination. {bill}"), "plans-only", &["background"]);
}

#[test]
fn what_the_text_of_a_bill_does_is_not_done() {
    let bill = "La révision du code du travail est à l’étude.";
    let (verdict, minor) = judged("fr", &format!("{bill} Elle punit les employeurs qui discriminent."));
    assert_eq!((verdict.as_str(), minor), ("plans-only", vec!["continues".to_owned()]));
}

#[test]
fn law_told_in_the_sentence_that_denies_is_a_defence() {
    let defence = "No amendment is planned, as the Penal Code punishes all forms of rape.";
    expect("en", defence, "no-measure", &["defence"]);
    let defence = "Aucune modification n’est prévue, car le Code pénal punit toutes les formes de viol.";
    expect("fr", defence, "no-measure", &["defence"]);
}

#[test]
fn law_alone_is_a_defence_in_an_answer_that_denies() {
    let (law, denial) =
        ("Section 12 of the Penal Code punishes rape.", "A separate offence is not considered necessary.");
    expect("en", &format!("{law} {denial}"), "no-measure", &["defence"]);
    let act = "Forty judges were trained in 2024.";
    expect("en", &format!("{law} {act} {denial}"), "implemented", &[]);
    let (law, denial) =
        ("L’article 12 du Code pénal réprime le viol.", "Une infraction distincte n’est donc pas nécessaire.");
    expect("fr", &format!("{law} {denial}"), "no-measure", &["defence"]);
    let act = "Quarante juges ont été formés en 2024.";
    expect("fr", &format!("{law} {act} {denial}"), "implemented", &[]);
}

#[test]
fn a_text_that_came_to_nothing_does_not_make_a_reply_mixed() {
    let done = "Forty judges were trained in 2024.";
    expect("en", &format!("{done} A study is planned; it could not begin."), "implemented", &["given-up"]);
    let done = "Quarante juges ont été formés en 2024.";
    expect(
        "fr",
        &format!("{done} Une étude est prévue ; elle n’a pas pu démarrer."),
        "implemented",
        &["given-up", "given-up"],
    );
}

#[test]
fn explain_says_which_measure_counts_little_and_why() {
    let text =
        "[Date received: 10 March 2026]\n\n1. a)\n\nThe Wages Act was adopted in 1997. A Bill is being drafted.\n";
    let output = lacuna().args(["explain", "-", "1.a", "--lang", "en"]).write_stdin(text).output().expect("it runs");
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("counts little") && shown.contains("lies long before the document"), "{shown}");
    assert!(shown.contains("only the background of what is pending or planned"), "{shown}");
}

#[test]
fn a_sentence_that_takes_stock_is_no_defence() {
    let stock = "Quarante mesures ont été réalisées ; vingt sont en cours d’élaboration ; aucune autre n’est prévue.";
    let (verdict, minor) = judged("fr", stock);
    assert_eq!((verdict.as_str(), minor.len()), ("mixed", 0), "{minor:?}");
}
