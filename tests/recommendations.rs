//! With the concluding observations of the previous cycle, every recommendation shows which answers take it up.
#![allow(missing_docs)]

mod common;

use common::lacuna;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

const OBSERVATIONS: &str = "data/samples/observations/valdorie-5.en.txt";
const REPLIES: &str = "data/samples/valdorie-6.en.txt";

/// Paragraphs of the sample in which the committee recommends something, and their parts.
const RECOMMENDED: [&str; 17] =
    ["9.a", "9.b", "11", "15.a", "15.b", "15.c", "17", "19", "21", "23.a", "23.b", "25", "27", "31", "33", "35", "40"];

fn stdout(args: &[&str]) -> String {
    let output = lacuna().args(args).output().expect("it runs");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

fn check(replies: &str, observations: &str) -> Value {
    let out = stdout(&["check", replies, "--recommendations", observations, "--format", "json"]);
    serde_json::from_str(&out).expect("JSON")
}

fn rows(assessment: &Value) -> &Vec<Value> {
    assessment["concluding_observations"]["recommendations"].as_array().expect("recommendations")
}

fn ids<'v>(rows: impl Iterator<Item = &'v Value>) -> Vec<&'v str> {
    rows.map(|row| row["id"].as_str().expect("an id")).collect()
}

#[test]
fn recommendations_are_read_and_concerns_are_not() {
    for language in ["en", "fr"] {
        let of = |path: &str| path.replace(".en.", &format!(".{language}."));
        let assessment = check(&of(REPLIES), &of(OBSERVATIONS));
        assert_eq!(ids(rows(&assessment).iter()), RECOMMENDED, "{language}");
        let text = fs::read_to_string(common::root().join(of(OBSERVATIONS))).expect("the sample");
        for row in rows(&assessment) {
            let line = text.lines().nth(row["line"].as_u64().expect("a line") as usize - 1).expect("a line");
            let said = row["text"].as_str().expect("text");
            assert!(line.replace('\u{a0}', " ").contains(said), "{language} {}: {line}", row["id"]);
        }
    }
}

#[test]
fn what_no_answer_takes_up_is_told_whatever_the_two_languages() {
    for (replies, observations) in [("en", "en"), ("fr", "fr"), ("en", "fr"), ("fr", "en")] {
        let assessment = check(
            &REPLIES.replace(".en.", &format!(".{replies}.")),
            &OBSERVATIONS.replace(".en.", &format!(".{observations}.")),
        );
        let of = |state: &str| ids(rows(&assessment).iter().filter(|row| row["state"] == state));
        assert_eq!(of("not-taken-up"), ["21", "31"], "{replies} {observations}");
        assert_eq!(of("no-subject"), ["40"], "a request to report back is no subject of the Convention");
    }
}

#[test]
fn the_nearest_answer_speaks_of_the_same_thing_and_gives_the_state() {
    let assessment = check(REPLIES, OBSERVATIONS);
    let nearest = |id: &str| {
        let row = rows(&assessment).iter().find(|row| row["id"] == id).expect("this recommendation");
        (row["answers"][0]["answer"].as_str().expect("an answer").to_owned(), row["state"].as_str().expect("a state"))
    };
    assert_eq!(nearest("15.c"), ("10.f".to_owned(), "plans-only"), "violence online: only a bill");
    assert_eq!(nearest("15.b"), ("10.c".to_owned(), "implemented"), "shelters");
    for row in rows(&assessment) {
        for taken in row["answers"].as_array().expect("answers") {
            let common = |key: &str| taken[key].as_array().expect("a list").len();
            assert!(common("themes") > 0 && common("articles") > 0, "{} by {}", row["id"], taken["answer"]);
        }
    }
}

#[test]
fn what_no_answer_takes_up_is_a_row_of_every_gap_table() {
    for extra in [vec![], vec!["--by", "article"], vec!["--by", "recommendation"], vec!["--only", "declined"]] {
        let mut args = vec!["check", REPLIES, "--recommendations", OBSERVATIONS, "--format", "csv"];
        args.extend(&extra);
        let csv = stdout(&args);
        let gaps: Vec<&str> = csv.lines().filter(|line| line.contains("No answer takes this up.")).collect();
        assert_eq!(gaps.len(), 2, "{extra:?}");
        assert!(gaps[0].contains("Nationality Act") && gaps[1].contains("women prisoners"), "{gaps:?}");
    }
    let by = stdout(&[
        "check",
        REPLIES,
        "--recommendations",
        OBSERVATIONS,
        "--by",
        "recommendation",
        "--format",
        "markdown",
    ]);
    let headings = by.lines().filter(|line| line.starts_with("## Recommendation ")).count();
    assert_eq!(headings, RECOMMENDED.len(), "each is a group, taken up or not");
}

#[test]
fn filters_by_article_narrow_the_rows_of_recommendations_too() {
    let of = |article: &str| {
        let args = ["check", REPLIES, "--recommendations", OBSERVATIONS, "--article", article, "--format", "csv"];
        stdout(&args).lines().filter(|line| line.contains("No answer takes this up.")).count()
    };
    assert_eq!((of("9"), of("11")), (1, 0));
}

#[test]
fn the_summary_counts_them() {
    let table = stdout(&["check", REPLIES, "--recommendations", OBSERVATIONS]);
    assert!(table.contains("17 recommendations.") && table.contains("taken up by no answer: 2"), "{table}");
    let many = stdout(&["check", REPLIES, &REPLIES.replace(".en.", ".fr."), "--recommendations", OBSERVATIONS]);
    let counts = many.lines().last().expect("a line for all documents");
    assert!(counts.trim_start().starts_with("All") && counts.trim_end().ends_with(" 4"), "two of each: {many}");
}

#[test]
fn in_the_graph_recommendations_lead_to_subjects_and_answers() {
    let graph: Value =
        serde_json::from_str(&stdout(&["graph", REPLIES, "--recommendations", OBSERVATIONS, "--format", "json"]))
            .expect("JSON");
    let (nodes, edges) = (graph["nodes"].as_array().expect("nodes"), graph["edges"].as_array().expect("edges"));
    assert_eq!(nodes.iter().filter(|node| node["kind"] == "concluding-recommendation").count(), RECOMMENDED.len());
    let from = |id: &str, kind: &str| -> BTreeSet<&str> {
        let mine = edges.iter().filter(|edge| edge["from"] == id && edge["kind"] == kind);
        mine.map(|edge| edge["to"].as_str().expect("a node")).collect()
    };
    assert!(from("concluding-recommendation:15.b", "taken-up-by").contains("answer:10.c"));
    assert!(from("concluding-recommendation:21", "asks-about").contains("article:9"));
    assert!(from("concluding-recommendation:21", "taken-up-by").is_empty());
}

#[test]
fn a_recommendation_that_is_not_taken_up_is_asked_about() {
    let questions = stdout(&["followup", REPLIES, "--recommendations", OBSERVATIONS, "--article", "9"]);
    assert!(questions.contains("In paragraph\u{a0}21 of its previous concluding observations"), "{questions}");
    let without = stdout(&["followup", REPLIES, "--article", "9"]);
    assert!(!without.contains("concluding observations"), "{without}");
}

#[test]
fn the_browser_report_lists_recommendations_only_where_they_were_given() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let page = |args: &[&str]| {
        let path = folder.path().join("report.html");
        lacuna().arg("check").arg(REPLIES).args(args).arg("-o").arg(&path).assert().success();
        fs::read_to_string(path).expect("the report")
    };
    assert!(page(&["--recommendations", OBSERVATIONS]).contains("<section id=\"recommendations\""));
    assert!(!page(&[]).contains("id=\"recommendations\""));
}

#[test]
fn recommendations_and_general_recommendations_are_told_apart() {
    let output = lacuna().args(["check", REPLIES, "--by", "recommendation"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("--recommendations FILE") && error.contains("general-recommendation"), "{error}");
    assert!(stdout(&["check", REPLIES, "--by", "general-recommendation"]).contains("General recommendation No. 35"));
}

#[test]
fn a_file_without_recommendations_is_refused() {
    let output = lacuna().args(["check", REPLIES, "--recommendations", "LICENSE-MIT"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no recommendation was recognised"));
}

#[test]
fn concluding_observations_beside_the_replies_are_not_taken_for_replies() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (from, name) in [(REPLIES, "replies.txt"), (OBSERVATIONS, "observations.txt")] {
        fs::copy(common::root().join(from), folder.path().join(name)).expect("room on the disk");
    }
    let mut command = lacuna();
    command.arg("check").arg(folder.path()).args(["--format", "json", "--recommendations"]);
    let output = command.arg(folder.path().join("observations.txt")).output().expect("it runs");
    let all: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(all.as_array().expect("a list").len(), 1);
}

#[test]
fn the_usual_ways_to_recommend_are_read_and_the_usual_ways_to_be_concerned_are_not() {
    let recommending = [
        "The Committee reiterates its previous recommendation (CEDAW/C/ORS/CO/4, para. 15) that the State party adopt quotas.",
        "The Committee recalls its general recommendation No. 33 (2015) and recommends that the State party train judges.",
        "The Committee requests the State party to collect data on women in employment.",
        "The Committee is worried by this delay. It calls upon the State party to ratify the Optional Protocol.",
        "The State party should close the gender pay gap.",
        "Le Comité engage de nouveau l’État partie à abroger ces dispositions.",
        "Rappelant sa recommandation générale no 19, le Comité prie instamment l’État partie de punir ces actes.",
        "Le Comité regrette ce retard. Il demande à l’État partie de recueillir des données.",
    ];
    let concerned = [
        "The Committee is concerned that its previous recommendations were not carried out.",
        "The Committee notes that the State party encourages girls to study and invites women to vote.",
        "The Committee welcomes the general recommendations being published by the State party.",
        "Le Comité note que l’État partie encourage les filles à étudier.",
        "Le Comité est préoccupé par le fait que ses recommandations soient restées sans effet.",
    ];
    let paragraphs = recommending.iter().chain(&concerned);
    let text: String = (1..).zip(paragraphs).map(|(at, text)| format!("\t{at}.\t{text}\n")).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("observations.txt");
    fs::write(&path, text).expect("room on the disk");
    let assessment = check(REPLIES, path.to_str().expect("a path in UTF-8"));
    let read: Vec<u64> = rows(&assessment).iter().map(|row| row["paragraph"].as_u64().expect("a number")).collect();
    assert_eq!(read, (1..=recommending.len() as u64).collect::<Vec<_>>());
}
