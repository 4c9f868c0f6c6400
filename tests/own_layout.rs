//! A document in a layout that lacuna does not know: what was seen is shown, and the user can describe the layout.
#![allow(missing_docs)]

mod common;

use std::fs;
use std::path::Path;
use tempfile::TempDir;

const REPLIES: &str = "Replies of Orsenne to the list of issues\n\nEDUCATION\n\n\
    Item 1/a: The Schools Act was adopted in 2022 and school dropout among girls fell by half.\n\n\
    Item 1/b: A plan on women teachers is being prepared by the ministry.\n\nHEALTH\n\n\
    Item 2: The government opened 12 clinics for women in the country.\n";

const LAYOUT: &str = r#"
note = "Item 1/a: and the answer in the same line."
like = "replies"
label = ['^Item (?P<number>[0-9]{1,3})(?:/(?P<parts>[a-z]))?:\s*']
heading = ['^(?P<title>[A-Z ]{4,})$']
"#;

fn folder() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    write(&folder, "replies.txt", REPLIES);
    write(&folder, "ours/layout/item.toml", LAYOUT);
    folder
}

fn write(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("room on the disk");
}

/// Exit code, standard output and standard error.
fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let output = common::lacuna().current_dir(folder).args(args).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Ids of the outline.
fn ids(outline: &str) -> Vec<&str> {
    outline.lines().filter(|line| line.contains("(Item")).filter_map(|line| line.split_whitespace().nth(1)).collect()
}

#[test]
fn a_layout_of_the_user_is_found_by_itself_in_a_folder_of_rules() {
    let folder = folder();
    let (code, outline, error) = run(folder.path(), &["read", "replies.txt", "--outline", "--rules", "ours"]);
    assert_eq!(code, Some(0), "{error}");
    assert_eq!(ids(&outline), ["1.a", "1.b", "2"]);
    assert!(outline.contains("EDUCATION") && outline.contains("HEALTH"), "{outline}");
}

#[test]
fn a_layout_is_named_by_its_file_or_its_id() {
    let folder = folder();
    for args in [["--layout", "ours/layout/item.toml"].as_slice(), &["--rules", "ours", "--layout", "item"]] {
        let (code, outline, error) = run(folder.path(), &[&["read", "replies.txt", "--outline"], args].concat());
        assert_eq!(code, Some(0), "{error}");
        assert_eq!(ids(&outline), ["1.a", "1.b", "2"], "{args:?}");
    }
}

#[test]
fn the_settings_file_names_the_layout_of_a_folder_of_documents() {
    for settings in ["layout = \"ours/layout/item.toml\"\n", "layout = \"item\"\nrules = [\"ours\"]\n"] {
        let folder = folder();
        write(&folder, "lacuna.toml", settings);
        let (code, json, error) = run(folder.path(), &["check", "replies.txt", "--lang", "en", "--format", "json"]);
        assert_eq!(code, Some(0), "{error}");
        let assessment: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let answers = assessment["answers"].as_array().expect("answers");
        let ids: Vec<_> = answers.iter().map(|answer| answer["id"].as_str().expect("an id")).collect();
        assert_eq!(ids, ["1.a", "1.b", "2"], "{settings}");
        let (code, _, _) = run(folder.path(), &["check", "replies.txt", "--lang", "en", "--layout", "replies"]);
        assert_eq!(code, Some(2), "the command line counts more");
    }
}

#[test]
fn an_unknown_layout_is_one_error_that_names_those_there_are() {
    let folder = folder();
    let (code, _, error) = run(folder.path(), &["check", "replies.txt", "--layout", "replys"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("did you mean replies?") && error.contains("state-report"), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
}

#[test]
fn a_mistake_in_a_layout_of_the_user_is_told_and_never_silently_matches_nothing() {
    let folder = folder();
    write(&folder, "bad.toml", &LAYOUT.replace("[0-9]{1,3})", "[0-9{1,3})").replace("\"replies\"", "\"replys\""));
    let (code, _, error) = run(folder.path(), &["check", "replies.txt", "--layout", "bad.toml"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("bad.toml:4") && error.contains("pattern is not valid"), "{error}");
    assert!(error.contains("did you mean `replies`?"), "{error}");
}

#[test]
fn a_layout_of_the_user_stands_in_for_the_one_of_the_same_name() {
    let folder = folder();
    write(&folder, "mine/layout/replies.toml", &LAYOUT.replace("like = \"replies\"", ""));
    let (code, outline, error) = run(folder.path(), &["read", "replies.txt", "--outline", "--rules", "mine"]);
    assert_eq!((code, ids(&outline).len()), (Some(0), 3), "{error}");
}

#[test]
fn of_a_document_that_is_not_recognised_the_outline_shows_what_was_seen() {
    let folder = folder();
    let (code, seen, error) = run(folder.path(), &["read", "replies.txt", "--outline"]);
    assert_eq!(code, Some(2), "{error}");
    assert!(seen.contains("“Item 1/a:”: lines 5, 7"), "labels that look alike stand together: {seen}");
    assert!(seen.contains("     3  EDUCATION"), "headings with their lines: {seen}");
    let about = seen.split("  replies\n").nth(1).expect("the layout").lines().take(2).collect::<Vec<_>>().join("\n");
    assert!(about.contains("0 labels"), "{about}");
    assert!(about.contains("lines 5, 7, 11 would be labels if number and letter stood on a line"), "{about}");
    let (_, french, _) = run(folder.path(), &["read", "replies.txt", "--outline", "--report-lang", "fr"]);
    assert!(french.contains("Aucune réponse n’a été reconnue"), "{french}");
}

#[test]
fn what_the_outline_says_would_help_helps() {
    let folder = folder();
    let changed: String = REPLIES.replace("Item 1/a: ", "\t\t1. a)\n\n\t").replace("Item 1/b: ", "\t\t1. b)\n\n\t");
    write(&folder, "replies.txt", &changed.replace("Item 2: ", "\t\t2.\n\n\t"));
    let (code, outline, error) = run(folder.path(), &["read", "replies.txt", "--outline"]);
    assert_eq!(code, Some(0), "{error}");
    assert!(["1.a", "1.b"].iter().all(|id| outline.contains(id)), "{outline}");
}

#[test]
fn the_error_of_check_says_how_to_go_on() {
    let folder = folder();
    let (code, _, error) = run(folder.path(), &["check", "replies.txt"]);
    assert_eq!(code, Some(2));
    for word in ["lacuna read replies.txt --outline", "--layout ID", "FILE.toml"] {
        assert!(error.contains(word), "{word}: {error}");
    }
}

#[test]
fn nothing_of_the_progress_is_written_where_standard_error_is_no_terminal() {
    let (code, _, error) = run(common::root(), &["check", "data/samples/valdorie-6.fr.txt", "--format", "json"]);
    assert_eq!((code, error.as_str()), (Some(0), ""));
}
