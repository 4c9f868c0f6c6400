//! With the list of issues, every answer knows what was asked, and what was not answered shows.
#![allow(missing_docs)]

mod common;

use common::lacuna;
use serde_json::Value;
use std::fs;

const LIST: &str = "List of issues and questions in relation to the sixth periodic report of Orsenne\n\n\
    \t\tEducation\n\n\
    1.\tPlease provide information on:\n\
    (a)\tThe measures taken to reduce school dropout among girls;\n\
    (b)\tThe number of women teachers at universities and the training of teachers.\n\n\
    \t\tHealth\n\n\
    2.\tPlease describe the steps taken to give women access to contraception and sexual and reproductive health services.\n\n\
    3.\tPlease provide data on maternal mortality.\n";

const REPLIES: &str = "\t\tReplies of Orsenne to the list of issues\n\n\
    \t\tEducation\n\n\t\t1 (a)\n\n\tThe Schools Act was adopted in 2022 and school dropout among girls fell.\n\n\
    \t\tHealth\n\n\t\t2\n\n\tThe electoral law was amended and women hold a third of the seats in parliament.\n\n\
    \t\t4\n\n\tA plan is being prepared.\n";

fn check() -> Value {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("room on the disk");
        path
    };
    let (list, replies) = (write("list.txt", LIST), write("replies.txt", REPLIES));
    let output =
        lacuna().args(["check", "--format", "json", "--lang", "en", "--questions"]).arg(list).arg(replies).output();
    let output = output.expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn answers_are_joined_to_questions_by_number_and_part() {
    let checked = check();
    let answers: Vec<(&str, &str)> = checked["answers"]
        .as_array()
        .expect("answers")
        .iter()
        .map(|answer| (answer["id"].as_str().expect("an id"), answer["verdict"].as_str().expect("a verdict")))
        .collect();
    let ids: Vec<_> = answers.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, ["1.a", "1.b", "2", "3", "4"], "what was not answered stands where its answer would");
    let unanswered: Vec<_> =
        answers.iter().filter(|(_, verdict)| *verdict == "unanswered").map(|(id, _)| *id).collect();
    assert_eq!(unanswered, ["1.b", "3"]);
    let asked = checked["answers"][0]["asked"].as_str().expect("what was asked");
    assert!(asked.ends_with("school dropout among girls;"), "{asked}");
}

#[test]
fn an_answer_to_no_question_and_one_off_the_subject_are_told() {
    let checked = check();
    let warning = |code: &str| {
        let all = checked["warnings"].as_array().expect("warnings");
        let found: Vec<_> = all.iter().filter(|warning| warning["code"] == code).collect();
        assert_eq!(found.len(), 1, "{code}: {all:?}");
        found[0]["message"].as_str().expect("a message").to_owned()
    };
    assert!(warning("answer-to-no-question").starts_with("4:"));
    let message = warning("off-topic");
    assert!(message.starts_with("2:") && message.contains("health") && message.contains("political"), "{message}");
    assert_eq!(checked["answers"][2]["flags"][0], "off-topic");
}

#[test]
fn what_was_not_answered_covers_nothing() {
    let checked = check();
    let rows = checked["coverage"]["themes"].as_array().expect("rows");
    let health = rows.iter().find(|row| row["id"] == "health").expect("a row for every theme");
    assert!(!health["answers"].to_string().contains('3'), "{health}");
}

#[test]
fn a_file_that_is_no_list_of_issues_is_refused() {
    let output = lacuna()
        .args(["check", "data/samples/valdorie-6.fr.txt", "--questions", "LICENSE-MIT"])
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no question was recognised"));
}

/// A folder with the list and the replies in it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("list.txt"), LIST).expect("room on the disk");
    fs::write(folder.path().join("replies.txt"), REPLIES).expect("room on the disk");
    folder
}

#[test]
fn one_list_of_issues_serves_all_documents_that_answer_it() {
    let folder = folder();
    fs::copy(folder.path().join("replies.txt"), folder.path().join("corrected.txt")).expect("room on the disk");
    let mut command = lacuna();
    command.current_dir(&folder).args(["check", ".", "--lang", "en", "--format", "json", "--questions", "list.txt"]);
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let all = all.as_array().expect("a list");
    assert_eq!(all.len(), 2, "the list of issues is no reply");
    for assessment in all {
        let answers = assessment["answers"].as_array().expect("answers");
        assert_eq!(answers.iter().filter(|answer| answer["verdict"] == "unanswered").count(), 2);
    }
}

#[test]
fn replies_to_another_list_are_refused() {
    let folder = folder();
    let other: String = (10..20).map(|at| format!("\t\t{at}\n\n\tThe Schools Act was adopted in 2022.\n\n")).collect();
    fs::write(folder.path().join("other.txt"), format!("\t\tReplies of Orsenne\n\n{other}")).expect("room on the disk");
    let mut command = lacuna();
    command.current_dir(&folder).args(["check", "--lang", "en", "--questions", "list.txt", "replies.txt", "other.txt"]);
    let output = command.output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("other.txt: 10 of its 10 answers answer no question of list.txt"), "{error}");
    assert!(!error.contains("replies.txt:"), "the other document is assessed: {error}");
}

#[test]
fn in_the_graph_questions_lead_to_what_they_ask_about_and_to_their_answers() {
    let folder = folder();
    let mut command = lacuna();
    command.current_dir(&folder).args(["graph", "replies.txt", "--lang", "en", "--questions", "list.txt"]);
    let output = command.args(["--format", "json"]).output().expect("it runs");
    let graph: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let edges = graph["edges"].as_array().expect("edges");
    let has = |from: &str, kind: &str, to: &str| {
        edges.iter().any(|edge| edge["from"] == from && edge["kind"] == kind && edge["to"] == to)
    };
    assert!(has("question:1.a", "asks-about", "article:10"));
    assert!(has("question:2", "asks-about", "theme:health"));
    assert!(has("question:3", "asks-about", "article:12"), "what was not answered was asked all the same");
    assert!(has("question:1.a", "replied-by", "answer:1.a"));
    assert!(has("question:4", "replied-by", "answer:4"), "an answer to no question has its own number");
    assert!(!edges.iter().any(|edge| edge["from"] == "question:3" && edge["kind"] == "replied-by"), "unanswered");
    for format in ["dot", "graphml"] {
        let mut command = lacuna();
        command.current_dir(&folder).args(["graph", "replies.txt", "--lang", "en", "--questions", "list.txt"]);
        let output = command.args(["--format", format]).output().expect("it runs");
        assert!(String::from_utf8_lossy(&output.stdout).contains("asks-about"), "{format}");
    }
}
