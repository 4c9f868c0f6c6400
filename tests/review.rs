//! A human has the last word: bound to the text, marked everywhere, and never silently without effect.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};

const TEXT: &str = "\t\tHealth\n\n\t\t1 (a)\n\n\tThe Ministry of Health plans to build a clinic.\n\n\t\t1 (b)\n\n\t\
                    Act No. 5 on health was adopted in 2023.\n\n\t\t1 (c)\n\n\tRain falls upon the hospital garden.\n";

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("replies.txt"), TEXT).unwrap();
        Desk { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn lacuna(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("lacuna").unwrap();
        command.current_dir(&self.folder).args(arguments).args(["--lang", "en"]);
        command
    }

    /// Writes a review with this entry on an answer, whose digest is filled in.
    fn review(&self, id: &str, entry: &str) {
        if !self.path("replies.review.toml").exists() {
            self.lacuna(&["review", "replies.txt", "--by", "nobody"]).write_stdin("").assert().success();
        }
        let digest = self.digest(id);
        let review = format!(
            "schema = \"lacuna.review/1\"\n[[answer]]\nid = \"{id}\"\ntext = \"{digest}\"\n\
             by = \"A. Diop\"\nreason = \"seen on site\"\n{entry}\n"
        );
        std::fs::write(self.path("replies.review.toml"), review).unwrap();
    }

    fn digest(&self, id: &str) -> String {
        let document = lacuna::read::read(&self.path("replies.txt")).unwrap();
        let options = lacuna::check::Options { language: Some("en".into()), as_of: None, layout: None };
        let checked = lacuna::check::check(&document, &lacuna::rules::Library::embedded(), &options).unwrap();
        let index = checked.assessment.answers.iter().position(|answer| answer.id == id).unwrap();
        lacuna::review::digest(&checked, index, &document.text)
    }

    fn check(&self) -> Value {
        let output = self
            .lacuna(&["check", "replies.txt", "--format", "json", "--review", "replies.review.toml"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

fn answer<'v>(all: &'v Value, id: &str) -> &'v Value {
    all["answers"].as_array().unwrap().iter().find(|answer| answer["id"] == id).unwrap()
}

fn codes(all: &Value) -> Vec<&str> {
    all["warnings"].as_array().unwrap().iter().map(|warning| warning["code"].as_str().unwrap()).collect()
}

#[test]
fn a_changed_verdict_is_applied_marked_and_signed() {
    let desk = Desk::new();
    desk.review("1.b", "verdict = \"no-measure\"\nnote = \"the Act was repealed\"");
    let all = desk.check();
    let changed = answer(&all, "1.b");
    assert_eq!(changed["verdict"], "no-measure");
    assert_eq!(changed["flags"], serde_json::json!(["overridden"]));
    assert_eq!(changed["review"]["by"], "A. Diop");
    assert_eq!(changed["review"]["before"], serde_json::json!(["implemented"]));
}

#[test]
fn a_changed_status_changes_verdict_and_coverage() {
    let desk = Desk::new();
    desk.review("1.b", "[[answer.measure]]\nquote = \"was adopted\"\nstatus = \"planned\"");
    let all = desk.check();
    assert_eq!(answer(&all, "1.b")["verdict"], "plans-only");
    let health = all["coverage"]["articles"].as_array().unwrap().iter().find(|row| row["id"] == "12").unwrap();
    assert_eq!((health["state"].as_str(), health["implemented"].as_u64()), (Some("plans-only"), Some(0)));
}

#[test]
fn articles_and_themes_can_be_given_anew_and_a_row_dropped() {
    let desk = Desk::new();
    desk.review("1.a", "articles = [\"14\"]\nthemes = [\"rural-women\"]");
    let all = desk.check();
    assert_eq!(answer(&all, "1.a")["articles"][0]["id"], "14");
    assert_eq!(answer(&all, "1.a")["themes"][0]["id"], "rural-women");
    desk.review("1.a", "drop = true");
    let all = desk.check();
    assert_eq!(all["answers"].as_array().unwrap().len(), 2);
    assert!(codes(&all).contains(&"review-dropped"));
}

#[test]
fn a_review_of_another_text_is_reported_and_not_applied() {
    let desk = Desk::new();
    desk.review("1.b", "verdict = \"no-measure\"");
    std::fs::write(desk.path("replies.txt"), TEXT.replace("in 2023", "in 2024")).unwrap();
    let all = desk.check();
    assert_eq!(answer(&all, "1.b")["verdict"], "implemented");
    assert!(codes(&all).contains(&"review-stale"));
    // Line breaks are no change.
    std::fs::write(desk.path("replies.txt"), TEXT.replace("was adopted", "was  adopted")).unwrap();
    assert_eq!(answer(&desk.check(), "1.b")["verdict"], "no-measure");
}

#[test]
fn a_review_that_changes_nothing_is_reported_as_unused() {
    let desk = Desk::new();
    desk.review("1.b", "verdict = \"implemented\"");
    assert!(codes(&desk.check()).contains(&"review-unused"));
    desk.review("1.b", "[[answer.measure]]\nquote = \"not there\"\nstatus = \"planned\"");
    assert!(codes(&desk.check()).contains(&"review-stale"));
}

#[test]
fn changed_rows_are_marked_in_every_format() {
    let desk = Desk::new();
    desk.review("1.b", "verdict = \"plans-only\"\nnote = \"NOTE-OF-OURS\"\nevidence = \"EVIDENCE-OF-OURS\"");
    for ending in ["txt", "md", "csv", "html", "json", "jsonl", "sarif", "dot", "graphml", "xlsx", "docx"] {
        let out = format!("out.{ending}");
        desk.lacuna(&["check", "replies.txt", "--review", "replies.review.toml", "-o", &out]).assert().success();
        let bytes = std::fs::read(desk.path(&out)).unwrap();
        let part = match ending {
            "xlsx" => Some("xl/sharedStrings.xml"),
            "docx" => Some("word/document.xml"),
            _ => None,
        };
        let text = match part {
            None => String::from_utf8(bytes).unwrap(),
            Some(name) => {
                let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
                std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
            }
        };
        assert!(text.contains('✎') || text.contains("\"overridden\""), "{ending}: {text}");
        if matches!(ending, "md" | "csv" | "html" | "xlsx" | "docx") {
            assert!(text.contains("NOTE-OF-OURS") || text.contains("NOTE\\-OF"), "{ending}");
            assert!(text.contains("EVIDENCE-OF-OURS"), "{ending}");
        }
    }
}

#[test]
fn init_writes_a_file_that_is_valid_as_it_is_and_never_over_another() {
    let desk = Desk::new();
    desk.lacuna(&["review", "init", "replies.txt"]).assert().success();
    let text = std::fs::read_to_string(desk.path("replies.review.toml")).unwrap();
    assert!(text.contains("# id = \"1.c\"") && text.contains("no rule fired"), "{text}");
    desk.check();
    // With the signs taken away it is an entry.
    let filled: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some("by = \"\"") => "by = \"A. Diop\"\n".to_owned(),
            Some("reason = \"\"") => "reason = \"why\"\n".to_owned(),
            Some(rest) if rest == "[[answer]]" => format!("{rest}\n"),
            Some(rest)
                if ["id = ", "text = ", "verdict = ", "articles = ", "themes = "]
                    .iter()
                    .any(|key| rest.starts_with(key)) =>
            {
                format!("{rest}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    std::fs::write(desk.path("replies.review.toml"), filled).unwrap();
    assert!(codes(&desk.check()).contains(&"review-unused"));
    desk.lacuna(&["review", "init", "replies.txt"]).assert().code(2);
}

#[test]
fn walking_through_asks_only_about_doubtful_answers_and_keeps_what_is_said() {
    let desk = Desk::new();
    let walk = |input: &'static str| {
        let output = desk.lacuna(&["review", "replies.txt", "--by", "A. Diop"]).write_stdin(input).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let shown = walk("v wrong\nv unanswered\n\nno reply to the point\nq\n");
    assert!(shown.contains("Rain falls upon") && !shown.contains("Act No. 5"), "{shown}");
    assert_eq!(answer(&desk.check(), "1.c")["verdict"], "unanswered");
    assert!(!walk("").contains("Rain falls"), "what was reviewed is not asked again");
    desk.lacuna(&["review", "replies.txt"]).assert().code(2);
}

#[test]
fn a_wrong_review_file_is_an_error_with_its_place() {
    let desk = Desk::new();
    desk.review("1.b", "verdict = \"good\"");
    let place = Path::new("replies.review.toml");
    for (content, says) in [
        (std::fs::read_to_string(desk.path("replies.review.toml")).unwrap(), "good"),
        ("schema = \"lacuna.review/9\"".to_owned(), "lacuna.review/1"),
        ("schema = ".to_owned(), "line 1"),
        (
            "schema = \"lacuna.review/1\"\n[[answer]]\nid = \"1\"\ntext = \"\"\nby = \"\"\nreason = \"x\"".to_owned(),
            "who",
        ),
        ("\u{0}\u{1}".to_owned(), "replies.review.toml"),
    ] {
        std::fs::write(desk.path("replies.review.toml"), content).unwrap();
        let failed = desk.lacuna(&["check", "replies.txt", "--review", place.to_str().unwrap()]).assert().code(2);
        let message = String::from_utf8_lossy(&failed.get_output().stderr).into_owned();
        assert!(message.contains(says), "{says}: {message}");
    }
}

#[test]
fn walking_through_can_change_all_that_a_review_file_can() {
    let desk = Desk::new();
    // Four measures that are done and one that is planned: a verdict near a line.
    let built =
        "A clinic was built in 2020. A ward was built in 2021. A school was built in 2022. A bridge was built in 2023.";
    let text = TEXT.replace("Rain falls upon the hospital garden.", &format!("{built} A hospital is planned."));
    std::fs::write(desk.path("replies.txt"), text).unwrap();
    let said = "s 9 planned\ns 1 done\ns 1 declined\na 99\na 12, 14\nt rural-women\ne seen on site\nx\n\nhearsay\nq\n";
    let output = desk.lacuna(&["review", "replies.txt", "--by", "A. Diop"]).write_stdin(said).output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("1/") && shown.contains("1. implemented: "), "{shown}");
    assert!(shown.contains("say the number of a measure, 1 to") && shown.contains("one or more of: 1, 2"), "{shown}");
    assert!(shown.contains("1 entry added"), "{shown}");
    let all = desk.check();
    let changed = all["answers"].as_array().unwrap().iter().find(|answer| answer["review"].is_object()).unwrap();
    assert_eq!(changed["review"]["evidence"], "seen on site");
    assert_eq!(changed["measures"][0]["status"], "declined");
    assert_eq!(changed["articles"][1]["id"], "14");
    assert_eq!(changed["themes"][0]["id"], "rural-women");
}

#[test]
fn what_changes_nothing_is_told_even_where_the_rest_of_its_entry_does_something() {
    let desk = Desk::new();
    desk.review("1.b", "verdict = \"implemented\"\nnote = \"seen\"");
    assert!(codes(&desk.check()).contains(&"review-unused"));
    desk.review("1.b", "verdict = \"implemented\"\narticles = [\"14\"]");
    let all = desk.check();
    let told = all["warnings"].as_array().unwrap().iter().find(|warning| warning["code"] == "review-unused").unwrap();
    assert!(told["message"].as_str().unwrap().ends_with(": verdict"), "{told}");
    assert_eq!(answer(&all, "1.b")["flags"], serde_json::json!(["overridden"]));
    // A verdict that goes with a changed measure is no idle word.
    desk.review("1.b", "verdict = \"plans-only\"\n[[answer.measure]]\nquote = \"was adopted\"\nstatus = \"planned\"");
    assert!(!codes(&desk.check()).contains(&"review-unused"));
}

#[test]
fn a_verdict_of_a_person_is_explained_by_the_person_and_marked_for_a_build() {
    let desk = Desk::new();
    desk.review("1.b", "verdict = \"plans-only\"\narticles = [\"14\"]");
    let said = |arguments: &[&str]| {
        let output = desk.lacuna(arguments).args(["--review", "replies.review.toml"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let explained = said(&["explain", "replies.txt", "1.b"]);
    assert!(explained.contains("✎ A. Diop: seen on site") && !explained.contains("because"), "{explained}");
    let annotated = said(&["check", "replies.txt", "--format", "github"]);
    assert!(annotated.contains("title=plans-only 1.b ✎::"), "{annotated}");
    let table = said(&["check", "replies.txt", "--format", "markdown"]);
    assert!(table.contains("rules found: implemented, art.\u{a0}12"), "{table}");
}

#[test]
fn what_had_no_effect_is_told_though_the_format_has_no_place_for_it() {
    let desk = Desk::new();
    desk.review("1.b", "verdict = \"no-measure\"");
    std::fs::write(desk.path("replies.txt"), TEXT.replace("in 2023", "in 2024")).unwrap();
    for arguments in [["check", "replies.txt", "-o", "annex.docx"], ["followup", "replies.txt", "-o", "questions.md"]] {
        let output = desk.lacuna(&arguments).args(["--review", "replies.review.toml"]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && told.contains("replies.review.toml: 1.b: its text has changed"), "{told}");
    }
}
