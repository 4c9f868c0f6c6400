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
