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
    let library = Library::embedded();
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
                let quote: String =
                    place.quotes.iter().map(|quote| quote.text.as_str()).collect::<Vec<_>>().join(" … ");
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
fn promises_are_followed_from_one_cycle_into_the_next() {
    let documents = documents("fr");
    let expected = expected();
    let ledger = &documents.diff.ledger;
    assert_eq!(documents.diff.mode, Mode::AcrossCycles);

    // Whether the right passages were put side by side, whatever became of them.
    let matched: Vec<&Entry> = ledger.iter().filter(|entry| entry.old.is_some() && entry.new.is_some()).collect();
    let is_pair = |entry: &&&Entry| expected.pair.iter().any(|pair| documents.is(entry, &pair.old, &pair.new));
    let measure = |entries: &[&Entry]| Measured {
        right: expected
            .pair
            .iter()
            .filter(|pair| entries.iter().any(|entry| documents.is(entry, &pair.old, &pair.new)))
            .count(),
        found: entries.len(),
        wanted: expected.pair.len(),
    };
    for entry in matched.iter().filter(|entry| !is_pair(entry)) {
        println!("  not a pair: {}", short(entry));
    }
    for pair in
        expected.pair.iter().filter(|pair| !matched.iter().any(|entry| documents.is(entry, &pair.old, &pair.new)))
    {
        println!("  missed pair: {} [{} → {}]", pair.note, pair.old.answer, pair.new.answer);
    }
    for twin in &expected.look_alike {
        if let Some(entry) = matched.iter().find(|entry| documents.is(entry, &twin.old, &twin.new)) {
            println!("  LOOK-ALIKE: {}\n    {}", twin.note, short(entry));
        }
    }
    let clear: Vec<&Entry> = matched.iter().copied().filter(|entry| !entry.unsure).collect();
    let pairs = measure(&matched);
    pairs.print("pairs");
    measure(&clear).print("pairs that are not unsure");
    let twins =
        expected.look_alike.iter().filter(|twin| matched.iter().any(|entry| documents.is(entry, &twin.old, &twin.new)));
    let twins = twins.count();
    println!("look-alikes matched: {twins} of {}", expected.look_alike.len());

    // The ledger: the right passages and what became of them.
    let is_right = |entry: &Entry| {
        expected.pair.iter().any(|pair| pair.outcome == entry.outcome && documents.is(entry, &pair.old, &pair.new))
            || expected
                .single
                .iter()
                .any(|single| single.outcome == entry.outcome && documents.is_single(entry, single))
    };
    let touches = |entry: &Entry| {
        let passages = expected.pair.iter().map(|pair| (Some(&pair.old), Some(&pair.new)));
        let singles = expected.single.iter().map(|single| (single.old.as_ref(), single.new.as_ref()));
        passages.chain(singles).any(|(old, new)| {
            old.is_some_and(|old| tells(entry.old.as_ref(), old, &documents.old))
                || new.is_some_and(|new| tells(entry.new.as_ref(), new, &documents.new))
        })
    };
    for entry in ledger.iter().filter(|entry| !is_right(entry)) {
        println!("  {}: {}", if touches(entry) { "wrong" } else { "not planted" }, short(entry));
    }
    for outcome in Outcome::ALL {
        let entries = || ledger.iter().filter(move |entry| entry.outcome == outcome);
        Measured {
            right: entries().filter(|entry| is_right(entry)).count(),
            found: entries().count(),
            wanted: expected.pair.iter().filter(|pair| pair.outcome == outcome).count()
                + expected.single.iter().filter(|single| single.outcome == outcome).count(),
        }
        .print(outcome.name());
    }
    let all = Measured {
        right: ledger.iter().filter(|entry| is_right(entry)).count(),
        found: ledger.iter().filter(|entry| touches(entry)).count(),
        wanted: expected.pair.len() + expected.single.len(),
    };
    all.print("ledger, of planted passages");
    Measured { found: ledger.len(), right: all.right, wanted: all.wanted }.print("ledger, of all entries");

    // Floors, not aims: what was reached is never to be lost again. A sentence whose status is read wrongly costs the ledger
    // twice, once as a promise dropped and once as a new one, so these follow the status rules too.
    assert_eq!(twins, 0);
    assert!(pairs.precision() >= 0.95 && pairs.recall() >= 0.85);
    assert!(all.precision() >= 0.85 && all.recall() >= 0.88);
}
