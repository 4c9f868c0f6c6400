//! Any bytes give a right result or one clear message and exit code 2; never a panic, never half a file.
#![allow(missing_docs)]

mod common;

use common::lacuna;
use std::fs;

const LABEL: &str = "\t\t1. a)\n\n\t";

/// Runs `check` on these bytes; standard error on failure, standard output on success.
fn check(bytes: &[u8]) -> Result<String, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("replies.txt");
    fs::write(&path, bytes).expect("room on the disk");
    let output = lacuna().args(["check", "--lang", "fr"]).arg(&path).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    match output.status.code() {
        Some(0) => Ok(text(output.stdout)),
        Some(2) => {
            assert!(output.stdout.is_empty(), "nothing is printed beside an error");
            let message = text(output.stderr);
            assert_eq!(message.lines().count(), 1, "one message: {message}");
            assert!(message.contains("replies.txt"), "the message names the file: {message}");
            Err(message)
        }
        other => panic!("exit code {other:?}: {}", text(output.stderr)),
    }
}

#[test]
fn an_empty_file_is_refused() {
    assert!(check(b"").expect_err("nothing to read").contains("empty"));
    assert!(check(b" \n\t\n").expect_err("nothing to read").contains("empty"));
}

#[test]
fn an_encoding_that_is_guessed_is_said() {
    assert!(check(b"\t\t1. a)\n\tD\xe9claration.\n").expect("Latin-1").contains("windows-1252"));
}

#[test]
fn what_is_no_text_and_what_is_damaged_is_refused_with_advice() {
    assert!(check(b"abc\0def").expect_err("binary").contains("NUL"));
    assert!(check(b"%PDF-1.7\n").expect_err("no page").contains("damaged"));
    assert!(check(b"PK\x03\x04....").expect_err("no directory").contains("damaged"));
    assert!(check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").expect_err("an old Word file").contains(".docx"));
    assert!(check(b"{\\rtf1\\ansi 1. a)}").expect_err("RTF").contains(".docx"));
}

#[test]
fn a_text_without_answers_is_refused() {
    assert!(
        check("Ceci est une lettre, et rien d’autre.\n".as_bytes())
            .expect_err("no label")
            .contains("no answer was recognised")
    );
}

#[test]
fn a_missing_file_and_a_folder_are_refused() {
    for (path, word) in [("no-such-file.txt", "cannot open"), ("src", "folder")] {
        let output = lacuna().args(["check", path]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2));
        let message = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(message.contains(path) && message.contains(word), "{message}");
    }
}

#[test]
fn a_file_of_200_mb_is_refused_without_being_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("large.txt");
    fs::File::create(&path).and_then(|file| file.set_len(200_000_000)).expect("a sparse file");
    let output = lacuna().arg("check").arg(&path).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("64 MB"));
}

#[test]
fn a_line_of_megabytes_is_read_in_linear_time() {
    let sentence = "Une loi est en cours d’élaboration et un plan est prévu, aucune modification n’est envisagée ";
    let text = format!("{LABEL}{}\n", sentence.repeat(3_000_000 / sentence.len()));
    assert!(check(text.as_bytes()).expect("a long line is still text").contains("1.a"));
}

#[test]
fn one_word_of_megabytes_and_a_pit_of_parentheses_do_no_harm() {
    check(format!("{LABEL}{}\n", "é".repeat(2_000_000)).as_bytes()).expect("a long word is still a word");
    check(format!("{LABEL}{}\n", "(".repeat(1_000_000)).as_bytes()).expect("unclosed parentheses");
    check(format!("{LABEL}{}\n", "a(b".repeat(300_000)).as_bytes()).expect("unclosed parentheses with words");
    check(format!("{LABEL}{}\n", "!» € ".repeat(300_000)).as_bytes()).expect("quotations without a letter");
}

#[test]
fn a_result_never_overwrites_a_folder_and_leaves_nothing_behind_on_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output =
        lacuna().args(["check", "data/samples/valdorie-6.fr.txt", "-o"]).arg(folder.path()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let target = folder.path().join("out.json");
    let output = lacuna().args(["check", "no-such-file.txt", "-o"]).arg(&target).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_dir(folder.path()).expect("still there").count(), 0);
}

#[test]
fn a_document_cannot_give_orders_to_the_terminal() {
    let text = format!("\t\tTitre \u{1b}[31m\n{LABEL}Il est prévu de \u{1b}]0;x\u{7} construire \u{202e}un foyer.\n");
    let shown = check(text.as_bytes()).expect("control characters are still text");
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}') && !shown.contains('\u{7}'));
}
