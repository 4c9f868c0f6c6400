//! Gates, exit codes and the recipe for a build, as a user runs them.
#![allow(missing_docs)]

mod common;

use common::{lacuna, root};
use std::fs;
use std::path::Path;
use std::process::Command;

const OLD: &str = "data/samples/valdorie-5.fr.txt";
const NEW: &str = "data/samples/valdorie-6.fr.txt";

/// Two answers: what is done and what is only planned.
const DONE: &str = "\t\tSanté\n\n\t\t1. a)\n\n\tTrois refuges ont été ouverts à Belmont en 2020.\n\n\t\t1. b)\n\n\tLa loi no 40 a été adoptée en 2019.\n";
const PLANNED: &str = "\t\tSanté\n\n\t\t1. a)\n\n\tIl est prévu d’ouvrir trois refuges à Belmont d’ici à 2030.\n\n\t\t1. b)\n\n\tLa loi no 40 a été adoptée en 2019.\n";

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("a writable folder");
    path.display().to_string()
}

fn code(arguments: &[&str]) -> i32 {
    lacuna().args(["--lang", "fr"]).args(arguments).output().expect("it runs").status.code().expect("it ends by itself")
}

/// The table of docs/ci.md.
#[test]
fn exit_codes_are_as_documented() {
    let folder = tempfile::tempdir().expect("a folder");
    let done = write(folder.path(), "done.txt", DONE);
    let planned = write(folder.path(), "planned.txt", PLANNED);
    let bad = write(folder.path(), "bad.toml", "[[accept]]\nfingerprint = \"a\"\nreason = \"\"\n");
    for (expected, arguments) in [
        (0, vec!["check", &planned]),
        (0, vec!["check", &done, "--deny", "plans-only,unanswered,overdue"]),
        (1, vec!["check", &planned, "--deny", "plans-only"]),
        (1, vec!["check", &planned, "--deny", "overdue", "--as-of", "2031-01-01"]),
        (0, vec!["check", &planned, "--deny", "overdue:1", "--as-of", "2031-01-01"]),
        (0, vec!["check", &done, &planned]),
        (1, vec!["check", &done, &planned, "--deny", "plans-only"]),
        (2, vec!["check", &done, "missing.txt", "--deny", "plans-only"]),
        (2, vec!["check", "missing.txt"]),
        (2, vec!["check", &planned, "--deny", "everything"]),
        (2, vec!["check", &planned, "--deny", "plans-only", "--baseline", &bad]),
        (2, vec!["check", &planned, "--baseline", &bad]),
        (0, vec!["diff", &done, &planned]),
        (0, vec!["diff", &done, &done, "--fail-on", "dropped,new-gaps,new-promise,regressed,stalled"]),
        (1, vec!["diff", &done, &planned, "--fail-on", "new-gaps"]),
        (1, vec!["diff", &done, &planned, "--fail-on", "new-promise"]),
        (2, vec!["diff", &done, "missing.txt"]),
        (2, vec!["diff", &done, &planned, "--explain", "7.z/1"]),
        (2, vec!["diff", &done, &planned, "--fail-on", "everything"]),
        (2, vec!["nonsense"]),
    ] {
        assert_eq!(code(&arguments), expected, "{arguments:?}");
    }
}

#[test]
fn a_baseline_lets_pass_what_is_known_and_tells_what_is_no_longer_needed() {
    let folder = tempfile::tempdir().expect("a folder");
    let planned = write(folder.path(), "planned.txt", PLANNED);
    let done = write(folder.path(), "done.txt", DONE);
    let known = folder.path().join("known.toml").display().to_string();
    assert_eq!(code(&["check", &planned, "--deny", "plans-only", "--write-baseline", &known]), 0);
    let check = ["check", &planned, "--deny", "plans-only", "--baseline", &known];
    assert_eq!(code(&check), 2, "a reason has to be written");
    let written = fs::read_to_string(&known).expect("it was written");
    fs::write(&known, written.replace("reason = \"\"", "reason = \"known\"\nexpires = \"2027-01-01\""))
        .expect("writable");
    assert_eq!(code(&check), 0);
    assert_eq!(code(&[&check[..], &["--as-of", "2026-12-31"]].concat()), 0);
    assert_eq!(code(&[&check[..], &["--as-of", "2027-01-01"]].concat()), 1, "it has expired");
    let output = lacuna()
        .args(["--lang", "fr", "check", &done, "--deny", "plans-only", "--baseline", &known])
        .output()
        .expect("it runs");
    assert!(String::from_utf8_lossy(&output.stderr).contains("is no longer needed: known"), "{output:?}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn many_documents_give_one_summary_in_the_order_they_were_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let below = folder.path().join("below");
    fs::create_dir(&below).expect("writable");
    write(&below, "b.txt", DONE);
    write(&below, "a.txt", PLANNED);
    write(&below, "notes.log", "no document");
    let done = write(folder.path(), "z.txt", DONE);
    let output =
        lacuna().args(["--lang", "fr", "check", "--format", "json", &done]).arg(&below).output().expect("it runs");
    let read: serde_json::Value = serde_json::from_slice(&output.stdout).expect("valid JSON");
    let paths: Vec<_> =
        read.as_array().expect("an array").iter().map(|one| one["source"]["path"].as_str().expect("a path")).collect();
    let names: Vec<_> = paths.iter().map(|path| path.rsplit(['/', '\\']).next().expect("a name")).collect();
    assert_eq!(names, ["z.txt", "a.txt", "b.txt"]);
}

#[test]
fn a_stored_assessment_compares_as_its_document_and_is_renewed_if_the_rules_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let stored = folder.path().join("old.json").display().to_string();
    lacuna().args(["check", OLD, "--format", "json", "-o", &stored]).assert().success();
    let diff = |old: &str| -> serde_json::Value {
        let output = lacuna().args(["diff", old, NEW, "--format", "json"]).output().expect("it runs");
        serde_json::from_slice(&output.stdout).expect("valid JSON")
    };
    let from_document = diff(OLD);
    assert_eq!(diff(&stored)["rules_differ"], false);
    let text = fs::read_to_string(&stored).expect("it was written");
    let rules = from_document["generator"]["rules"].as_str().expect("a digest");
    fs::write(&stored, text.replace(rules, "sha256:0")).expect("writable");
    let renewed = diff(&stored);
    assert_eq!(renewed["old"]["reassessed"], true);
    assert_eq!(renewed["rules_differ"], false);
    assert_eq!(renewed["ledger"], from_document["ledger"]);
    fs::write(&stored, text.replace(rules, "sha256:0").replace(OLD, "gone.txt")).expect("writable");
    assert_eq!(diff(&stored)["rules_differ"], true);
}

#[test]
fn every_quotation_of_the_ledger_stands_where_it_says() {
    let output = lacuna().args(["diff", OLD, NEW, "--format", "json"]).output().expect("it runs");
    let diff: lacuna::diff::Diff = serde_json::from_slice(&output.stdout).expect("valid JSON");
    assert!(diff.ledger.len() > 40);
    for (path, places) in [
        (OLD, diff.ledger.iter().filter_map(|entry| entry.old.as_ref()).collect::<Vec<_>>()),
        (NEW, diff.ledger.iter().filter_map(|entry| entry.new.as_ref()).collect()),
    ] {
        let text = fs::read_to_string(root().join(path)).expect("the sample is there");
        for quote in places.iter().flat_map(|place| &place.quotes) {
            assert_eq!(&text[quote.start..quote.end], quote.text);
            assert_eq!(text[..quote.start].matches('\n').count() + 1, quote.line);
        }
    }
}

#[test]
fn an_entry_is_explained_by_its_id() {
    let output = lacuna().args(["diff", OLD, NEW, "--format", "json"]).output().expect("it runs");
    let diff: lacuna::diff::Diff = serde_json::from_slice(&output.stdout).expect("valid JSON");
    let entry = diff.ledger.iter().find(|entry| entry.score.is_some()).expect("something was matched");
    let output =
        lacuna().args(["--report-lang", "en", "diff", OLD, NEW, "--explain", &entry.id]).output().expect("it runs");
    let told = String::from_utf8(output.stdout).expect("text");
    assert!(told.contains(&entry.words[0]) && told.contains(&entry.fingerprint), "{told}");
}

/// The steps of the action, in a repository of two commits.
#[cfg(unix)]
#[test]
fn the_recipe_fails_a_build_whose_draft_got_worse() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let git = |arguments: &[&str]| {
        let done = Command::new("git")
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@example.org",
                "-c",
                "commit.gpgsign=false",
                "-c",
                "init.defaultBranch=main",
            ])
            .args(arguments)
            .current_dir(at)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output();
        assert!(done.as_ref().is_ok_and(|done| done.status.success()), "git {arguments:?}: {done:?}");
    };
    write(at, "replies.txt", DONE);
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "Replies"]);
    git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    let binary = assert_cmd::cargo::cargo_bin("lacuna");
    let path =
        format!("{}:{}", binary.parent().expect("a folder").display(), std::env::var("PATH").unwrap_or_default());
    let run = || {
        let output = Command::new("bash")
            .arg(root().join("docs/ci.sh"))
            .current_dir(at)
            .env("PATH", &path)
            .env("LACUNA_FILE", "replies.txt")
            .env("LACUNA_TARGET", "main")
            .env("LACUNA_DENY", "plans-only")
            .env("LACUNA_FAIL_ON", "new-gaps,dropped")
            .env("LACUNA_AS_OF", "2026-01-01")
            .env("GITHUB_STEP_SUMMARY", at.join("summary.md"))
            .output()
            .expect("bash is there");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (code, out, error) = run();
    assert_eq!((code, out.as_str()), (Some(0), ""), "{error}");
    write(at, "replies.txt", PLANNED);
    let (code, out, error) = run();
    assert_eq!(code, Some(1), "{error}");
    assert!(out.contains("::error file=replies.txt,line=3,title=plans-only 1.a::"), "{out}{error}");
    assert!(fs::read_to_string(at.join("summary.md")).expect("it was written").contains("## "));
}
