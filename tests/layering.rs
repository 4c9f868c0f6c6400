//! Users' own rules and overrides, by --rules and by lacuna.toml.

use assert_cmd::Command;
use lacuna::audit::audit;
use lacuna::rules::{Code, Library, catalogue};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const SENTENCE: &str = "Le zorglub sera zigouillé par le préfet.";

const OWN_RULE: &str = r#"
language = "fr"

[[rule]]
id = "zorglub"
status = "pending"
priority = 90
phrases = ["zorglub sera"]

[rule.examples]
fires = ["Le zorglub sera mangé."]
silent = ["Le puits est ouvert."]
"#;

fn lacuna(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("lacuna").expect("the program is built");
    command.current_dir(folder).env("NO_COLOR", "1");
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn write(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, text).expect("a file");
    path
}

fn with(path: &Path) -> Library {
    let mut library = Library::embedded_with_examples();
    library.add(path).expect("the file can be read");
    library
}

/// Id of a rule that comes with lacuna.
fn shipped() -> String {
    let library = Library::embedded_with_examples();
    let (rules, _) = catalogue(&library, &["fr"]);
    rules.iter().find(|rule| rule.kind == "status").expect("there are rules").id.clone()
}

#[test]
fn a_single_file_says_by_its_content_what_it_is() {
    let folder = TempDir::new().expect("a folder");
    write(&folder, "mine.toml", OWN_RULE);
    let output =
        lacuna(folder.path()).args(["rules", "find", SENTENCE, "--lang", "fr", "--rules", "mine.toml"]).output();
    let shown = text(&output.expect("it runs").stdout);
    assert!(shown.contains("fr/mine/zorglub"), "{shown}");
    let output = lacuna(folder.path()).args(["rules", "find", SENTENCE, "--lang", "fr"]).output().expect("it runs");
    assert!(!text(&output.stdout).contains("zorglub  “"), "the built-in rules know no zorglub");
}

#[test]
fn the_place_in_a_folder_says_what_a_file_is() {
    let folder = TempDir::new().expect("a folder");
    write(&folder, "status/fr/mine.toml", &OWN_RULE.replace("language = \"fr\"", ""));
    write(&folder, "language/fr.toml", "[lists]\nzorg = [\"zorglub\"]\n");
    let library = with(folder.path());
    let (rules, problems) = catalogue(&library, &["fr"]);
    assert!(problems.is_empty(), "{problems:?}");
    assert!(rules.iter().any(|rule| rule.id == "fr/mine/zorglub"));
    library.pack("cedaw", "fr").expect("lists add up");
}

#[test]
fn a_new_language_can_be_brought() {
    let folder = TempDir::new().expect("a folder");
    write(&folder, "language/eo.toml", "name = { own = \"Esperanto\", english = \"Esperanto\" }\n");
    let rule = OWN_RULE.replace("language = \"fr\"", "").replace("zorglub sera", "estas planite");
    write(&folder, "status/eo/planned.toml", &rule.replace("Le zorglub sera mangé", "Estas planite konstrui"));
    let library = with(folder.path());
    assert!(library.languages().contains(&"eo"));
    assert_eq!(library.pack("cedaw", "eo").expect("it compiles").language, "eo");
}

#[test]
fn an_override_changes_a_shipped_rule_and_says_so() {
    let (folder, id) = (TempDir::new().expect("a folder"), shipped());
    let path = write(&folder, "mine.toml", &format!("[[override]]\nid = \"{id}\"\nweight = 0.25\npriority = 77\n"));
    let (rules, problems) = catalogue(&with(&path), &["fr"]);
    assert!(problems.is_empty(), "{problems:?}");
    let rule = rules.iter().find(|rule| rule.id == id).expect("it is still there");
    assert!(rule.changed[0].contains("mine.toml:2: weight 0.25, priority 77"), "{:?}", rule.changed);
    let toml = lacuna::render::rule_toml(rule);
    assert!(toml.contains("weight = 0.25") && toml.contains("priority = 77"), "{toml}");
}

#[test]
fn a_rule_that_is_off_fires_no_more_and_needs_a_reason() {
    let folder = TempDir::new().expect("a folder");
    write(&folder, "mine.toml", OWN_RULE);
    let off = "[[override]]\nid = \"fr/mine/zorglub\"\noff = true\n";
    write(&folder, "off.toml", &format!("{off}reason = \"no such thing\"\n"));
    let both = ["rules", "find", SENTENCE, "--lang", "fr", "--rules", "mine.toml", "--rules", "off.toml"];
    let shown = text(&lacuna(folder.path()).args(both).output().expect("it runs").stdout);
    assert!(!shown.contains("fr/mine/zorglub"), "{shown}");
    write(&folder, "off.toml", off);
    let output = lacuna(folder.path()).args(both).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("off.toml:2: fr/mine/zorglub is taken out without a reason"));
}

#[test]
fn an_override_that_hits_nothing_is_a_mistake() {
    let (folder, id) = (TempDir::new().expect("a folder"), shipped());
    let path = write(&folder, "mine.toml", &format!("[[override]]\nid = \"{id}x\"\nweight = 0.25\n"));
    let problems = with(&path).pack("cedaw", "fr").err().expect("a mistake").0;
    assert_eq!(problems[0].code, Code::OverrideMisses);
    assert_eq!(problems[0].remedy, format!("did you mean {id}?"));
}

#[test]
fn lacuna_toml_is_found_above_the_document_and_its_paths_are_its_own() {
    let folder = TempDir::new().expect("a folder");
    write(&folder, "cycle/own/mine.toml", OWN_RULE);
    write(&folder, "cycle/lacuna.toml", "rules = [\"own\"]\nlang = \"fr\"\nreport_lang = \"en\"\n");
    write(&folder, "cycle/sixth/replies.txt", &format!("\t\tRéponses\n\n1. a)\n\n{SENTENCE}\n"));
    let output = lacuna(folder.path()).args(["explain", "cycle/sixth/replies.txt", "1.a"]).output().expect("it runs");
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(out.contains("fr/mine/zorglub") && out.contains("Verdict"), "{out}{err}");
    assert!(err.contains("using ") && err.contains("lacuna.toml"), "{err}");
}

#[test]
fn a_wrong_lacuna_toml_is_told_with_its_line() {
    let folder = TempDir::new().expect("a folder");
    write(&folder, "lacuna.toml", "lang = \"fr\"\nrule = [\"own\"]\n");
    let output = lacuna(folder.path()).args(["rules", "list"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let err = text(&output.stderr);
    assert!(err.contains("lacuna.toml:2: there is no key `rule` here; did you mean `rules`?"), "{err}");
}

#[test]
fn the_skeleton_of_a_rule_passes_once_it_is_filled_in() {
    let folder = TempDir::new().expect("a folder");
    for (kind, name) in [("status", "my-status"), ("topic", "my-topic")] {
        let args = ["rules", "new", kind, "--id", name, "--lang", "fr"];
        let skeleton = text(&lacuna(folder.path()).args(args).output().expect("it runs").stdout);
        let filled = skeleton.replacen("\"...\"", "\"note\"", 1).replacen("\"...\"", "\"zorglub\"", 1);
        // Commented lines keep their dots; the next two are the examples.
        let lines = filled.lines().map(|line| match line.trim_start() {
            text if text.starts_with('#') => line.to_owned(),
            _ => line.replace("\"...\"", "\"@\""),
        });
        let filled: String = lines.collect::<Vec<_>>().join("\n");
        let filled = filled.replacen("\"@\"", "\"Le zorglub.\"", 1).replacen("\"@\"", "\"Un puits.\"", 1);
        let path = write(&folder, &format!("{name}.toml"), &filled);
        let library = with(&path);
        let own: Vec<_> =
            audit(&library).into_iter().filter(|problem| problem.file.ends_with(&format!("{name}.toml"))).collect();
        assert!(own.is_empty(), "{own:?}\n{filled}");
        let test = ["--rules", &format!("{name}.toml"), "rules", "test", name];
        let output = lacuna(folder.path()).args(test).output().expect("it runs");
        assert!(output.status.success(), "{}", text(&output.stdout));
    }
}

#[test]
fn the_dump_is_toml_and_names_every_origin() {
    let folder = TempDir::new().expect("a folder");
    write(&folder, "mine.toml", OWN_RULE);
    let output = lacuna(folder.path())
        .args(["rules", "dump", "--lang", "fr", "--rules", "mine.toml"])
        .output()
        .expect("it runs");
    let dump = text(&output.stdout);
    let parsed: toml::Table = dump.parse().expect("TOML");
    let rules = parsed["rule"].as_array().expect("rules").len();
    assert_eq!(dump.lines().filter(|line| line.starts_with("# fr/")).count(), rules);
    assert!(dump.contains("# fr/mine/zorglub (status rule): mine.toml:5"));
}

#[test]
fn hostile_rule_files_end_in_one_clear_error() {
    let folder = TempDir::new().expect("a folder");
    write(&folder, "base/language/fr.toml", "name = { own = \"français\", english = \"French\" }\n");
    let deep = format!("rule = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let wide = format!(
        "language = \"fr\"\n[[rule]]\nid = \"a\"\nstatus = \"planned\"\nphrases = [\"{}\"]\n",
        "(a|b c) ".repeat(40)
    );
    let control = "language = \"fr\"\n[[rule]]\nid = \"\\u001b[31m\"\nstatus = 1 # \u{202e}\n";
    for hostile in [deep.as_str(), &wide, control, "\u{feff}", "", "=", "[[rule]]", "rule = 3", "[[override]]\nid = 3"]
    {
        write(&folder, "mine.toml", hostile);
        let check = ["rules", "check", "--rules-only", "base", "mine.toml"];
        let output = lacuna(folder.path()).args(check).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{:.60}: {}", hostile, text(&output.stderr));
        let shown = text(&output.stdout) + &text(&output.stderr);
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown}");
    }
}
