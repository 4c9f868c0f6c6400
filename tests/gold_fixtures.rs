//! How lacuna reads invented replies that a person has labelled, and the least that is asked of it.
//!
//! `cargo test --test gold_fixtures -- --nocapture` prints the figures; `floors.toml` holds the floors.

use lacuna::check::check;
use lacuna::eval::{Gold, evaluate};
use lacuna::read::read;
use lacuna::rules::Library;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "tests/fixtures/replies";
const MEASURES: [&str; 6] =
    ["verdict_accuracy", "unrealised_f1", "implemented_f1", "declined_flag_f1", "article_f1", "theme_f1"];

/// Names of the gold files without their ending: `maravel.en`.
fn names() -> BTreeSet<String> {
    let files = fs::read_dir(FOLDER).expect("the fixtures are there");
    let name = |path: PathBuf| Some(path.file_name()?.to_str()?.strip_suffix(".gold.json")?.to_owned());
    files.filter_map(|file| name(file.expect("the folder can be read").path())).collect()
}

fn figures(name: &str, library: &Library) -> serde_json::Value {
    let path = format!("{FOLDER}/{name}.gold.json");
    let gold = Gold::parse(&path, &fs::read_to_string(&path).expect("the gold file is text")).expect("it is right");
    let document = read(Path::new(&format!("{FOLDER}/{name}.txt"))).expect("the document is beside its gold file");
    for (_, answer) in &gold.answers {
        for sentence in &answer.sentences {
            assert_eq!(document.text[sentence.start..sentence.end], sentence.text, "{name}: sentence {}", sentence.n);
        }
    }
    let checked = check(&document, library, &Default::default()).expect("the document can be read");
    let evaluation = evaluate(&checked.assessment, &gold).expect("it can be scored");
    assert_eq!(evaluation.missing, [""; 0], "{name}: every answer is found");
    serde_json::to_value(&evaluation.scores).expect("figures are JSON")
}

#[test]
fn labelled_replies_are_read_at_least_this_well() {
    let floors = fs::read_to_string(format!("{FOLDER}/floors.toml")).expect("the floors are there");
    let floors: BTreeMap<String, BTreeMap<String, f64>> = toml::from_str(&floors).expect("a floor a measure");
    assert_eq!(floors.keys().cloned().collect::<BTreeSet<_>>(), names(), "floors for every gold file and no other");
    let library = Library::embedded();
    let mut table = format!("{:<16}", "");
    let mut below = Vec::new();
    for measure in MEASURES {
        write!(table, " {measure:>16}").expect("a String takes all");
    }
    for (name, floors) in &floors {
        let figures = figures(name, &library);
        write!(table, "\n{name:<16}").expect("a String takes all");
        let known: BTreeSet<&str> = floors.keys().map(String::as_str).collect();
        assert_eq!(known, BTreeSet::from(MEASURES), "{name}: a floor for every measure and no other");
        for measure in MEASURES {
            let (figure, floor) = (figures[measure].as_f64().expect("the gold file has such labels"), floors[measure]);
            write!(table, " {figure:>16.3}").expect("a String takes all");
            if figure < floor {
                below.push(format!("{name}: {measure} is {figure:.3}, its floor {floor:.3}"));
            }
        }
    }
    println!("{table}");
    assert!(below.is_empty(), "{table}\n{}", below.join("\n"));
}
