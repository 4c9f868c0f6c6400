//! The ledger between the two reporting cycles of the sample State, against what a reader wrote down of it.

use lacuna::check::check;
use lacuna::diff::{Diff, Entry, Mode, Outcome, Place, Side, diff};
use lacuna::read::read;
use lacuna::rules::Library;
use serde::Deserialize;
use std::ops::Range;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    pair: Vec<Pair>,
    single: Vec<Single>,
    look_alike: Vec<LookAlike>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    outcome: Outcome,
    old: Passage,
    new: Passage,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Single {
    outcome: Outcome,
    old: Option<Passage>,
    new: Option<Passage>,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LookAlike {
    old: Passage,
    new: Passage,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    answer: String,
    quote: String,
}

struct Documents {
    old: String,
    new: String,
    diff: Diff,
}

fn side(path: &str, library: &Library) -> (Side, String) {
    let document = read(Path::new(path)).expect("the sample is there");
    let checked = check(&document, library, &Default::default()).expect("the sample is a reply");
    (Side::from_checked(checked, &document.text), document.text)
}

fn documents(language: &str) -> Documents {
    let library = Library::from_folder(Path::new(&std::env::var("R").unwrap())).unwrap();
    let (old, old_text) = side(&format!("data/samples/valdorie-5.{language}.txt"), &library);
    let (new, new_text) = side(&format!("data/samples/valdorie-6.{language}.txt"), &library);
    let diff = diff(&old, &new, None, &library).expect("the rules are right").diff;
    Documents { old: old_text, new: new_text, diff }
}

fn expected() -> Expected {
    let text = std::fs::read_to_string("tests/fixtures/ledger/valdorie.fr.toml").expect("the fixture is there");
    toml::from_str(&text).expect("the fixture is well-formed")
}

fn span(text: &str, passage: &Passage) -> Range<usize> {
    let start = text.find(&passage.quote).unwrap_or_else(|| panic!("not in the sample: {}", passage.quote));
    start..start + passage.quote.len()
}

fn tells(place: Option<&Place>, passage: &Passage, text: &str) -> bool {
    let span = span(text, passage);
    place.is_some_and(|place| {
        place.answer == passage.answer
            && place.quotes.iter().any(|quote| quote.start < span.end && quote.end > span.start)
    })
}

impl Documents {
    fn is(&self, entry: &Entry, old: &Passage, new: &Passage) -> bool {
        tells(entry.old.as_ref(), old, &self.old) && tells(entry.new.as_ref(), new, &self.new)
    }

    fn is_single(&self, entry: &Entry, single: &Single) -> bool {
        match (&single.old, &single.new) {
            (Some(old), None) => entry.new.is_none() && tells(entry.old.as_ref(), old, &self.old),
            (None, Some(new)) => entry.old.is_none() && tells(entry.new.as_ref(), new, &self.new),
            _ => panic!("a single has one side: {}", single.note),
        }
    }
}

fn short(entry: &Entry) -> String {
    let text = |place: &Option<Place>| {
        place.as_ref().map_or_else(
            || "–".to_owned(),
            |place| {
                let quote: String = place.quotes.iter().map(|quote| quote.text.as_str()).collect::<Vec<_>>().join(" … ");
                format!("[{} {}] {}", place.answer, place.status.name(), quote.chars().take(110).collect::<String>())
            },
        )
    };
    format!(
        "{} {}{} {}\n      {}\n      {}\n      {}",
        entry.id,
        entry.outcome.name(),
        if entry.unsure { " (unsure)" } else { "" },
        entry.score.unwrap_or_default(),
        text(&entry.old),
        text(&entry.new),
        entry.words.join(", ")
    )
}

struct Measured {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Measured {
    fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }

    fn print(&self, what: &str) {
        println!(
            "{what}: precision {:.3}, recall {:.3} ({} right of {} found, {} wanted)",
            self.precision(),
            self.recall(),
            self.right,
            self.found,
            self.wanted
        );
    }
}


#[test]
fn tune() {
    let documents = documents("fr");
    let expected = expected();
    let mut rows: Vec<&Entry> = documents.diff.ledger.iter().filter(|e| e.old.is_some() && e.new.is_some()).collect();
    rows.sort_by(|a, b| b.score.unwrap().total_cmp(&a.score.unwrap()));
    let mut right = 0;
    for (n, e) in rows.iter().enumerate() {
        let ok = expected.pair.iter().any(|p| documents.is(e, &p.old, &p.new));
        right += usize::from(ok);
        println!("{:.3} {} {}→{} {} p={:.2} r={:.2} [{}]{}", e.score.unwrap(), if ok { "ok   " } else { "WRONG" }, e.id, e.new.as_ref().unwrap().answer, e.outcome.name(), right as f64/(n+1) as f64, right as f64/46.0, e.words.join(", "), if e.unsure {" unsure"} else {""});
    }
    for pair in expected.pair.iter().filter(|pair| !rows.iter().any(|entry| documents.is(entry, &pair.old, &pair.new))) {
        println!("missed {} {} -> {}", pair.note, pair.old.answer, pair.new.answer);
    }
}
