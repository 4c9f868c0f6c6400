//! What always holds of a comparison, whatever the documents say.
#![allow(missing_docs)]

use lacuna::assessment::{
    AnswerAssessment, ArticleRef, Assessment, Coverage, Generator, Measure, SCHEMA, SourceInfo, Status, ThemeRef,
    Verdict,
};
use lacuna::diff::{CoverageChange, Diff, Entry, Mode, Outcome, Place, Side, diff};
use lacuna::render::ledger;
use lacuna::rules::Library;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::OnceLock;

fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(Library::embedded)
}

const SUBJECTS: [&str; 14] = [
    "les refuges de Belmont",
    "le dépistage du cancer",
    "la pension alimentaire",
    "les tribunaux de Carvel",
    "le travail à domicile",
    "la Convention no 189",
    "les écoles rurales",
    "le viol",
    "la loi no 40",
    "30 % des sièges",
    "l’accueil des réfugiées",
    "une ligne d’écoute",
    "le plan 2021-2024",
    "ce texte",
];

fn measure(status: Status, sentence: usize, quote: String, deadline: Option<String>, start: usize) -> Measure {
    Measure {
        status,
        sentence,
        start,
        end: start + quote.len(),
        line: sentence,
        quote,
        rule: "fr/x/y".to_owned(),
        cue: String::new(),
        deadline,
        overdue: false,
        body: None,
        budget: None,
        target: None,
        minor: None,
    }
}

fn answer(question: u32, theme: usize, told: Vec<(Status, usize, usize, u16)>) -> AnswerAssessment {
    let mut start = 0;
    let mut measures = Vec::new();
    for (at, (status, one, other, year)) in told.into_iter().enumerate() {
        let quote = format!("Il est prévu que {} et {} soient revus", SUBJECTS[one], SUBJECTS[other]);
        let deadline = status.is_unrealised().then(|| year.to_string());
        measures.push(measure(status, at + 1, quote, deadline, start));
        start += 100;
    }
    AnswerAssessment {
        id: format!("{question}.a"),
        label: format!("{question}. a)"),
        question,
        parts: vec!["a".to_owned()],
        section: None,
        line: 1,
        asked: None,
        verdict: Verdict::Mixed,
        flags: Vec::new(),
        articles: vec![ArticleRef { id: theme.to_string(), paragraphs: Vec::new(), score: 1.0, why: Vec::new() }],
        themes: vec![ThemeRef { id: format!("theme-{theme}"), score: 1.0, why: Vec::new() }],
        measures,
        review: None,
    }
}

fn assessment(answers: Vec<AnswerAssessment>) -> Assessment {
    Assessment {
        schema: SCHEMA.to_owned(),
        generator: Generator { name: "lacuna".to_owned(), version: "0".to_owned(), rules: "sha256:0".to_owned() },
        source: SourceInfo {
            path: "a.txt".to_owned(),
            sha256: String::new(),
            format: "txt".to_owned(),
            encoding: "utf-8".to_owned(),
            language: "fr".to_owned(),
            title: None,
            state: None,
            committee: None,
            symbol: None,
            session: None,
            received: None,
        },
        as_of: None,
        convention: "cedaw".to_owned(),
        answers,
        coverage: Coverage::default(),
        questions: Vec::new(),
        concluding_observations: None,
        warnings: Vec::new(),
    }
}

fn statuses() -> impl Strategy<Value = Status> {
    proptest::sample::select(Status::ALL.to_vec())
}

fn documents() -> impl Strategy<Value = Assessment> {
    let told = (statuses(), 0..SUBJECTS.len(), 0..SUBJECTS.len(), 2020..2030u16);
    let answers = (0..2usize, proptest::collection::vec(told, 0..5));
    proptest::collection::vec(answers, 0..10).prop_map(|answers| {
        let numbered = (1..).zip(answers).map(|(number, (theme, told))| answer(number, theme, told));
        assessment(numbered.collect())
    })
}

fn compare(old: &Assessment, new: &Assessment, mode: Option<Mode>) -> Diff {
    let [old, new] = [old, new].map(|assessment| Side::from_assessment(assessment.clone()));
    diff(&old, &new, mode, library()).expect("the rules are right").diff
}

type Spot = (String, Vec<String>);

fn spot(place: &lacuna::diff::Place) -> Spot {
    // With where it stands: an answer may say the same twice.
    (place.answer.clone(), place.quotes.iter().map(|quote| format!("{} {}", quote.start, quote.text)).collect())
}

/// Whether two entries of opposite comparisons tell of the same.
fn is_image(entry: &Entry, image: &Entry) -> bool {
    use Outcome::*;
    let spots = |place: &Option<Place>| place.as_ref().map(spot);
    let (old, new) = (spots(&entry.old), spots(&entry.new));
    let turned = (spots(&image.new), spots(&image.old)) == (old.clone(), new.clone());
    let same = entry.score == image.score && entry.unsure == image.unsure;
    let done = |place: &Option<Place>| place.as_ref().is_some_and(|place| place.status == Status::Implemented);
    match (entry.outcome, image.outcome) {
        // One unit alone.
        (Dropped | GoneSilent, NewPromise) | (NewPromise, Dropped | GoneSilent) if old.is_none() || new.is_none() => {
            turned
        }
        // Refused now, or promised after a refusal.
        (Dropped, NewPromise) | (NewPromise, Dropped) => turned && same,
        (Kept, Regressed) | (Regressed, Kept) => turned && same,
        // Done then and promised now is a step back only if it ended in between; or else it is a promise alone.
        (Kept, NewPromise) => done(&entry.new) && image.old.is_none() && spots(&image.new) == old,
        (NewPromise, Kept) => done(&image.new) && entry.old.is_none() && new == spots(&image.old),
        // Still promised: further, or later, one way only.
        (Advanced | Stalled | Slipped, Advanced | Stalled | Slipped) => {
            turned && same && (entry.outcome == Stalled || entry.outcome != image.outcome)
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_document_differs_in_nothing_from_itself(document in documents()) {
        let diff = compare(&document, &document, None);
        prop_assert_eq!(diff.mode, Mode::SameQuestions);
        prop_assert!(diff.ledger.is_empty(), "{:?}", diff.ledger);
        prop_assert!(diff.answers.is_empty());
        prop_assert!(diff.coverage.articles.iter().chain(&diff.coverage.themes).all(|row| row.old == row.new));
    }

    /// Each entry has its mirror image: what was matched is matched, with the same score and as surely, and what became of it
    /// is told from the other end; what had no counterpart has none.
    #[test]
    fn a_comparison_mirrors_its_reverse(old in documents(), new in documents()) {
        let there = compare(&old, &new, Some(Mode::AcrossCycles));
        let back = compare(&new, &old, Some(Mode::AcrossCycles));
        for (one, other) in [(&there, &back), (&back, &there)] {
            for entry in &one.ledger {
                let images: Vec<_> = other.ledger.iter().filter(|image| is_image(entry, image)).collect();
                prop_assert!(images.len() == 1, "{entry:?}\n  has these images: {images:?}");
            }
        }
        // A keeping seen from its end is more of what was done, and told as a promise alone: nothing else is without an image.
        prop_assert_eq!(there.ledger.len(), back.ledger.len());
        let sides = |row: &CoverageChange| (row.old.clone(), row.new.clone());
        for (one, other) in there.coverage.themes.iter().chain(&there.coverage.articles).zip(back.coverage.themes.iter().chain(&back.coverage.articles)) {
            let (then, now) = sides(other);
            prop_assert_eq!(sides(one), (now, then));
        }
    }

    /// Between drafts as well, whatever moved one way moves back the other.
    #[test]
    fn drafts_mirror_their_reverse(old in documents(), new in documents()) {
        let moved = |diff: &Diff, turned: bool| -> BTreeSet<(Spot, Spot, String)> {
            let both = diff.ledger.iter().filter_map(|entry| Some((entry.old.as_ref()?, entry.new.as_ref()?, entry.score)));
            // An advance is told and a later date, and the same stage is not.
            both.filter(|(old, new, _)| old.status.is_unrealised() && old.status == new.status && old.deadline != new.deadline)
                .map(|(old, new, score)| if turned { (new, old, score) } else { (old, new, score) })
                .map(|(old, new, score)| (spot(old), spot(new), format!("{score:?}")))
                .collect()
        };
        let there = compare(&old, &new, Some(Mode::SameQuestions));
        let back = compare(&new, &old, Some(Mode::SameQuestions));
        let slipped = moved(&there, false);
        prop_assert!(slipped.is_disjoint(&moved(&back, true)), "a date cannot be later both ways");
        let gone = |diff: &Diff| diff.ledger.iter().filter(|entry| entry.new.is_none()).filter_map(|entry| entry.old.as_ref().map(spot)).collect::<BTreeSet<_>>();
        let come = |diff: &Diff| diff.ledger.iter().filter(|entry| entry.old.is_none()).filter_map(|entry| entry.new.as_ref().map(spot)).collect::<BTreeSet<_>>();
        prop_assert!(gone(&there).is_subset(&come(&back)));
        prop_assert!(gone(&back).is_subset(&come(&there)));
    }

    #[test]
    fn the_order_of_answers_changes_nothing(old in documents(), new in documents(), turn in 0..8usize) {
        let turned = |document: &Assessment| {
            let mut document = document.clone();
            let length = document.answers.len().max(1);
            document.answers.rotate_left(turn % length);
            document.answers.reverse();
            document
        };
        for mode in [Mode::SameQuestions, Mode::AcrossCycles] {
            let (one, other) = (compare(&old, &new, Some(mode)), compare(&turned(&old), &turned(&new), Some(mode)));
            prop_assert_eq!(&one.ledger, &other.ledger);
        }
    }

    #[test]
    fn every_format_is_written_of_every_comparison(old in documents(), new in documents()) {
        let diff = compare(&old, &new, None);
        let (words, convention) = (library().report_words("fr").expect("embedded"), library().convention("cedaw").expect("embedded"));
        let json = ledger::json(&diff);
        prop_assert_eq!(serde_json::from_str::<Diff>(&json).expect("valid JSON"), diff.clone());
        prop_assert!(ledger::markdown(&diff, &convention, &words, "fr").chars().count() <= 65_536);
        serde_json::from_str::<serde_json::Value>(&ledger::sarif(&diff, &words)).expect("valid JSON");
        prop_assert_eq!(csv_rows(&ledger::csv(&diff)), diff.ledger.len());
        ledger::html(&diff, &convention, &words, "fr");
        ledger::table(&diff, &convention, &words, "fr", 80, false);
    }
}

fn csv_rows(text: &str) -> usize {
    csv::Reader::from_reader(text.as_bytes()).records().filter(|row| row.is_ok()).count()
}

/// To renew the file: `UPDATE_SCHEMA=1 cargo test --test diff`.
#[test]
fn the_committed_schema_is_that_of_the_types() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/schema/diff.schema.json");
    let schema = schemars::schema_for!(Diff);
    let generated = format!("{}\n", serde_json::to_string_pretty(&schema).expect("a schema is JSON"));
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &generated).expect("a writable project");
    }
    let committed = std::fs::read_to_string(&path).expect("the schema is committed");
    assert!(committed == generated, "the types changed: run UPDATE_SCHEMA=1 cargo test --test diff");
}

#[test]
fn an_act_carries_a_promise_across_languages() {
    let told = |language: &str, status, quote: &str| {
        let mut answer = answer(1, 1, Vec::new());
        answer.measures = vec![measure(status, 1, quote.to_owned(), None, 0)];
        let mut document = assessment(vec![answer]);
        document.source.language = language.to_owned();
        document
    };
    let old = told(
        "fr",
        Status::Planned,
        "La ratification de la Convention (no 189) sur les travailleuses domestiques est envisagée",
    );
    let new = told(
        "en",
        Status::Implemented,
        "The instrument of ratification of Convention No. 189 on domestic workers was deposited",
    );
    let diff = compare(&old, &new, Some(Mode::AcrossCycles));
    assert_eq!(diff.ledger.iter().map(|entry| entry.outcome).collect::<Vec<_>>(), [Outcome::Kept]);
    assert!(diff.ledger[0].words.contains(&"no 189".to_owned()));
}

#[test]
fn a_change_of_rules_is_not_taken_for_one_of_the_state() {
    let old = assessment(Vec::new());
    let mut new = old.clone();
    assert!(!compare(&old, &new, None).rules_differ);
    new.generator.rules = "sha256:1".to_owned();
    let diff = compare(&old, &new, None);
    assert!(diff.rules_differ);
    assert_eq!(diff.warnings[0].code, "rules-differ");
}

/// `cargo test --release --test diff -- --ignored --nocapture`
#[test]
#[ignore = "measures time"]
fn thousands_of_measures_are_compared_in_seconds() {
    let words: Vec<String> = (0..4000).map(|at| format!("mot{}x", at * 7919 % 4001)).collect();
    let mut slowness = None;
    for size in [500usize, 1000, 2000, 4000] {
        let make = |shift: usize| {
            let answers = (0..size / 5).map(|number| {
                let mut answer = answer(u32::try_from(number).expect("small") + 1, number % 30, Vec::new());
                answer.measures = (0..5)
                    .map(|at| {
                        let seed = number * 5 + at;
                        // Rare words, common words and words of form, as in a reply.
                        let told: Vec<&str> = (0..8)
                            .map(|word| {
                                words[(seed * 31 + word * word * 17 + shift * (word / 6)) % words.len()].as_str()
                            })
                            .chain([words[seed % 40].as_str(), "projet de loi", "Gouvernement"])
                            .collect();
                        let status = if at % 2 == 0 { Status::Planned } else { Status::Implemented };
                        measure(status, at + 1, told.join(" "), None, at * 100)
                    })
                    .collect();
                answer
            });
            Side::from_assessment(assessment(answers.collect()))
        };
        let (old, new) = (make(0), make(3));
        let start = std::time::Instant::now();
        let compared = diff(&old, &new, Some(Mode::AcrossCycles), library()).expect("the rules are right");
        let seconds = start.elapsed().as_secs_f64();
        let steps = size as f64 * (size as f64).log2();
        println!(
            "{size} × {size} measures: {seconds:.3} s, {:.2} µs for each n log n, {} entries",
            seconds * 1e6 / steps,
            compared.diff.ledger.len()
        );
        assert!(size != 2000 || seconds < 2.0, "2,000 × 2,000 measures took {seconds} s");
        let first = *slowness.get_or_insert(seconds / steps);
        assert!(seconds / steps < 3.0 * first, "it grows faster than n log n");
    }
}
