//! The ledger between two reporting cycles of a fictional State, against what a reader wrote down of it.
//!
//! `cargo test --test ledger -- --nocapture` prints every figure twice. An entry is *sure* if it is not marked `unsure`: only
//! these are claims, and the first precision is theirs. Recall counts what is right, sure or unsure, since an unsure entry is
//! shown with both quotations; the recall of the sure entries alone stands beside it, and so does the precision of all.
//!
//! The weights of evidence (rules/policy/matching.toml) were chosen on these documents, and words were added to rules/diff/ with them in
//! view: their figures are no forecast. Chosen on one State alone, the weights find about 0.03 (Valdorie) to 0.05 (the Sarandines) less of the other.

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
    old: Cycle,
    new: Cycle,
    diff: Diff,
}

/// One document.
struct Cycle {
    side: Side,
    text: String,
}

fn cycle(path: &str, library: &Library) -> Cycle {
    let document = read(Path::new(path)).expect("the sample is there");
    let checked = check(&document, library, &Default::default()).expect("the sample is a reply");
    Cycle { side: Side::from_checked(checked, &document.text), text: document.text }
}

fn documents(old: &str, new: &str) -> Documents {
    let library = Library::embedded();
    let [old, new] = [old, new].map(|path| cycle(path, &library));
    let diff = diff(&old.side, &new.side, None, &library).expect("the rules are right").diff;
    Documents { old, new, diff }
}

fn expected(path: &str) -> Expected {
    let text = std::fs::read_to_string(path).expect("the fixture is there");
    toml::from_str(&text).expect("the fixture is well-formed")
}

fn span(text: &str, passage: &Passage) -> Range<usize> {
    let start = text.find(&passage.quote).unwrap_or_else(|| panic!("not in the sample: {}", passage.quote));
    start..start + passage.quote.len()
}

/// How a passage of the fixture is found again in a place of the ledger.
type Tells<'t> = dyn Fn(usize, &Place, &Passage) -> bool + 't;

/// What the figures of a comparison are made of.
struct Reading<'r> {
    diff: &'r Diff,
    expected: &'r Expected,
    tells: &'r Tells<'r>,
}

impl Reading<'_> {
    fn tells(&self, side: usize, place: Option<&Place>, passage: &Passage) -> bool {
        place.is_some_and(|place| (self.tells)(side, place, passage))
    }

    fn is(&self, entry: &Entry, old: &Passage, new: &Passage) -> bool {
        self.tells(0, entry.old.as_ref(), old) && self.tells(1, entry.new.as_ref(), new)
    }

    fn is_single(&self, entry: &Entry, single: &Single) -> bool {
        match (&single.old, &single.new) {
            (Some(old), None) => entry.new.is_none() && self.tells(0, entry.old.as_ref(), old),
            (None, Some(new)) => entry.old.is_none() && self.tells(1, entry.new.as_ref(), new),
            _ => panic!("a single has one side: {}", single.note),
        }
    }

    fn is_right(&self, entry: &Entry) -> bool {
        let (pairs, singles) = (&self.expected.pair, &self.expected.single);
        pairs.iter().any(|pair| pair.outcome == entry.outcome && self.is(entry, &pair.old, &pair.new))
            || singles.iter().any(|single| single.outcome == entry.outcome && self.is_single(entry, single))
    }

    /// Whether the reader wrote down anything of what an entry tells.
    fn is_planted(&self, entry: &Entry) -> bool {
        let pairs = self.expected.pair.iter().map(|pair| (Some(&pair.old), Some(&pair.new)));
        let singles = self.expected.single.iter().map(|single| (single.old.as_ref(), single.new.as_ref()));
        pairs.chain(singles).any(|(old, new)| {
            old.is_some_and(|old| self.tells(0, entry.old.as_ref(), old))
                || new.is_some_and(|new| self.tells(1, entry.new.as_ref(), new))
        })
    }

    /// The planted pairs that were put side by side, whatever was said to have become of them, of these entries.
    fn pairs(&self, entries: &[&Entry]) -> Measured {
        let both: Vec<_> = entries.iter().filter(|entry| entry.old.is_some() && entry.new.is_some()).collect();
        let is_found = |pair: &&Pair| both.iter().any(|entry| self.is(entry, &pair.old, &pair.new));
        Measured {
            right: self.expected.pair.iter().filter(is_found).count(),
            found: both.iter().filter(|entry| self.is_planted(entry)).count(),
            wanted: self.expected.pair.len(),
        }
    }

    /// The right passages with the right outcome, of these entries.
    fn ledger(&self, entries: &[&Entry]) -> Measured {
        Measured {
            right: entries.iter().filter(|entry| self.is_right(entry)).count(),
            found: entries.iter().filter(|entry| self.is_planted(entry)).count(),
            wanted: self.expected.pair.len() + self.expected.single.len(),
        }
    }

    fn twins(&self) -> Vec<(&LookAlike, &Entry)> {
        let entry = |twin: &LookAlike| self.diff.ledger.iter().find(|entry| self.is(entry, &twin.old, &twin.new));
        self.expected.look_alike.iter().filter_map(|twin| Some((twin, entry(twin)?))).collect()
    }

    /// Every figure, and with `all` every entry that is not as the reader has it.
    fn print(&self, all: bool) -> Figures {
        let entries: Vec<&Entry> = self.diff.ledger.iter().collect();
        let sure: Vec<&Entry> = entries.iter().copied().filter(|entry| !entry.unsure).collect();
        if all {
            for entry in entries.iter().filter(|entry| !self.is_right(entry)) {
                println!("  {}: {}", if self.is_planted(entry) { "wrong" } else { "not planted" }, short(entry));
            }
            for pair in &self.expected.pair {
                if !entries.iter().any(|entry| self.is(entry, &pair.old, &pair.new)) {
                    println!("  missed pair: {} [{} → {}]", pair.note, pair.old.answer, pair.new.answer);
                }
            }
            for outcome in Outcome::ALL {
                let of = |entries: &[&Entry]| {
                    let chosen = entries.iter().filter(|entry| entry.outcome == outcome).copied();
                    let wanted = self.expected.pair.iter().filter(|pair| pair.outcome == outcome).count()
                        + self.expected.single.iter().filter(|single| single.outcome == outcome).count();
                    Measured { wanted, ..self.ledger(&chosen.collect::<Vec<_>>()) }
                };
                of(&sure).print(&format!("{} (sure)", outcome.name()));
                of(&entries).print(outcome.name());
            }
        }
        let twins = self.twins();
        for (twin, entry) in &twins {
            println!("  LOOK-ALIKE: {}\n    {}", twin.note, short(entry));
        }
        self.pairs(&sure).print("pairs (sure)");
        self.pairs(&entries).print("pairs");
        println!("look-alikes matched: {} of {}", twins.len(), self.expected.look_alike.len());
        self.ledger(&sure).print("ledger (sure)");
        self.ledger(&entries).print("ledger");
        println!(
            "entries: {}, of them unsure {}; about what was not planted {}",
            entries.len(),
            entries.len() - sure.len(),
            entries.iter().filter(|entry| !self.is_planted(entry)).count()
        );
        // A passage shown as near is the counterpart that was wanted, or it is not.
        let near: Vec<_> = entries.iter().filter_map(|entry| Some((entry, &entry.near.as_ref()?.place))).collect();
        let is_wanted = |(entry, place): &&(&&Entry, &Place)| {
            self.expected.pair.iter().any(|pair| match (&entry.old, &entry.new) {
                (old, None) => self.tells(0, old.as_ref(), &pair.old) && self.tells(1, Some(place), &pair.new),
                (_, new) => self.tells(1, new.as_ref(), &pair.new) && self.tells(0, Some(place), &pair.old),
            })
        };
        println!(
            "without a counterpart, something near shown: {}, of them the right one {}",
            near.len(),
            near.iter().filter(is_wanted).count()
        );
        Figures {
            sure: self.ledger(&sure),
            all: self.ledger(&entries),
            pairs: self.pairs(&entries),
            twins: twins.len(),
        }
    }
}

struct Figures {
    sure: Measured,
    all: Measured,
    pairs: Measured,
    twins: usize,
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

/// The figures of a comparison of the very documents that the fixture quotes.
fn read_as_planted(fixture: &str, old: &str, new: &str) -> Figures {
    let documents = documents(old, new);
    assert_eq!(documents.diff.mode, Mode::AcrossCycles);
    let expected = expected(fixture);
    let texts = [&documents.old.text, &documents.new.text];
    let tells = |side: usize, place: &Place, passage: &Passage| {
        let span = span(texts[side], passage);
        place.answer == passage.answer
            && place.quotes.iter().any(|quote| quote.start < span.end && quote.end > span.start)
    };
    Reading { diff: &documents.diff, expected: &expected, tells: &tells }.print(true)
}

#[test]
fn promises_are_followed_from_one_cycle_into_the_next() {
    let figures = read_as_planted(
        "tests/fixtures/ledger/valdorie.fr.toml",
        "data/samples/valdorie-5.fr.txt",
        "data/samples/valdorie-6.fr.txt",
    );
    // Floors, not aims: what was reached is never to be lost again. A sentence whose status is read wrongly costs the ledger
    // twice, once as a promise dropped and once as a new one, so these follow the status rules too.
    assert_eq!(figures.twins, 0);
    assert!(figures.pairs.precision() >= 0.95 && figures.pairs.recall() >= 0.92);
    assert!(figures.sure.precision() >= 0.95 && figures.sure.recall() >= 0.74);
    assert!(figures.all.precision() >= 0.92 && figures.all.recall() >= 0.93);
}

/// Of another State, by an author who had not seen the matcher and reworded nearly everything.
#[test]
fn promises_are_followed_where_another_author_told_of_them() {
    let figures = read_as_planted(
        "tests/fixtures/ledger/sarandines.fr.toml",
        "tests/fixtures/ledger/sarandines-4.fr.txt",
        "tests/fixtures/ledger/sarandines-5.fr.txt",
    );
    assert!(figures.twins <= 1);
    assert!(figures.pairs.precision() >= 0.92 && figures.pairs.recall() >= 0.74);
    assert!(figures.sure.precision() >= 0.9 && figures.sure.recall() >= 0.59);
    assert!(figures.all.precision() >= 0.77 && figures.all.recall() >= 0.82);
}

/// Of a third State, by an author who knew neither the matcher nor the rules; these documents never were its material.
#[test]
fn promises_are_followed_in_documents_that_nobody_worked_on() {
    let figures = read_as_planted(
        "tests/fixtures/ledger/tekoba.fr.toml",
        "tests/fixtures/ledger/tekoba-3.fr.txt",
        "tests/fixtures/ledger/tekoba-4.fr.txt",
    );
    assert!(figures.twins <= 5);
    assert!(figures.pairs.precision() >= 0.82 && figures.pairs.recall() >= 0.54);
    assert!(figures.sure.precision() >= 0.75 && figures.sure.recall() >= 0.43);
    assert!(figures.all.precision() >= 0.65 && figures.all.recall() >= 0.64);
}

/// The sample documents say the same in both languages, sentence by sentence: what the reader wrote down of the French ones is
/// looked up in the same sentence of the English ones. A sentence in which nothing is read as a measure is not found there.
#[test]
fn promises_are_followed_in_english_and_across_languages() {
    let expected = expected("tests/fixtures/ledger/valdorie.fr.toml");
    let path = |cycle: u8, language: &str| format!("data/samples/valdorie-{cycle}.{language}.txt");
    let french = documents(&path(5, "fr"), &path(6, "fr"));
    for [one, other] in [["en", "en"], ["fr", "en"], ["en", "fr"]] {
        let compared = documents(&path(5, one), &path(6, other));
        let sides = [[&french.old, &compared.old], [&french.new, &compared.new]];
        let tells = |side: usize, place: &Place, passage: &Passage| {
            let [told, found] = sides[side];
            let span = span(&told.text, passage);
            let planted = sentences(told, &passage.answer, |start, end| start < span.end && end > span.start);
            let entered = sentences(found, &place.answer, |start, end| {
                place.quotes.iter().any(|quote| quote.start < end && quote.end > start)
            });
            place.answer == passage.answer && planted.iter().any(|sentence| entered.contains(sentence))
        };
        println!("— {one} → {other}");
        let figures = Reading { diff: &compared.diff, expected: &expected, tells: &tells }.print(false);
        assert_eq!(figures.twins, 0);
        assert!(figures.pairs.precision() >= 0.95 && figures.pairs.recall() >= 0.78);
        assert!(figures.sure.precision() >= 0.9);
        assert!(figures.all.precision() >= 0.78 && figures.all.recall() >= 0.82);
    }
}

/// The numbers of the sentences of an answer with a measure at such a place.
fn sentences(cycle: &Cycle, answer: &str, is_there: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let answers = cycle.side.assessment.answers.iter().filter(|known| known.id == answer);
    let measures = answers.flat_map(|answer| &answer.measures);
    measures.filter(|measure| is_there(measure.start, measure.end)).map(|measure| measure.sentence).collect()
}
