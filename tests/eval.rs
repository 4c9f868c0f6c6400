//! `lacuna eval`: figures computed by hand, two readers, templates, and files that are not what they should be.

use assert_cmd::Command;
use lacuna::assessment::{Assessment, Status};
use lacuna::check::{Checked, check};
use lacuna::eval::{self, Disagreement, Gold, GoldAnswer, GoldSentence, Label};
use lacuna::read::{Document, read};
use lacuna::rules::Library;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

const SAMPLES: [&str; 2] = ["data/samples/valdorie-6.en.txt", "data/samples/valdorie-6.fr.txt"];

fn assessment(answers: &Value) -> Assessment {
    serde_json::from_value(json!({
        "schema": "lacuna.assessment/1",
        "generator": { "name": "lacuna", "version": "0", "rules": "sha256:0" },
        "source": {
            "path": "a.txt", "sha256": "0", "format": "txt", "encoding": "utf-8", "language": "en", "title": null,
            "state": null, "committee": null, "symbol": null, "session": null, "received": null
        },
        "convention": "cedaw",
        "as_of": null,
        "answers": answers,
        "coverage": { "articles": [], "themes": [] },
        "warnings": []
    }))
    .expect("this is an assessment")
}

fn answer(id: &str, verdict: &str, flags: &[&str], articles: &[&str], themes: &[&str], measures: &[Value]) -> Value {
    let topic = |id: &&str| json!({ "id": id, "paragraphs": [], "score": 1.0, "why": [evidence(id)] });
    json!({
        "id": id, "label": id, "question": 1, "parts": [], "section": null, "line": 1, "asked": null,
        "verdict": verdict, "flags": flags,
        "articles": articles.iter().map(topic).collect::<Vec<_>>(),
        "themes": themes.iter().map(topic).collect::<Vec<_>>(),
        "measures": measures
    })
}

fn evidence(id: &str) -> Value {
    json!({ "rule": format!("en/cedaw/{id}"), "quote": "some words", "start": 0, "end": 10 })
}

fn measure(status: &str, start: usize, end: usize) -> Value {
    json!({
        "status": status, "sentence": 1, "quote": "a claim", "start": start, "end": end, "line": 1,
        "rule": format!("en/{status}/some-rule"), "cue": "cue", "deadline": null, "overdue": false,
        "body": null, "budget": null, "target": null
    })
}

fn reading(verdict: &str, sentences: &[(usize, usize, &[&str])]) -> Value {
    let sentence = |(n, (start, end, status)): (usize, &(usize, usize, &[&str]))| json!({ "n": n, "line": 1, "start": start, "end": end, "status": status, "text": "A sentence." });
    json!({
        "verdict": verdict, "flags": [], "articles": [], "lead_article": null, "paragraphs": [], "themes": [],
        "sentences": (1..).zip(sentences).map(sentence).collect::<Vec<_>>()
    })
}

fn gold(answers: &[(&str, Value)]) -> Gold {
    let answers: Vec<String> = answers.iter().map(|(id, answer)| format!("{id:?}: {answer}")).collect();
    Gold::parse("gold.json", &format!("{{ \"answers\": {{ {} }} }}", answers.join(","))).expect("this is a gold file")
}

fn checked(path: &str) -> (Document, Checked) {
    let document = read(Path::new(path)).expect("the sample is there");
    let checked = check(&document, &Library::embedded(), &Default::default()).expect("the sample can be read");
    (document, checked)
}

fn with(mut answer: Value, more: &Value) -> Value {
    let more = more.as_object().expect("an object").clone();
    answer.as_object_mut().expect("an object").extend(more);
    answer
}

/// Four gold answers; the assessment lacks the last, and has one that nobody read.
fn example() -> (Assessment, Gold) {
    let assessment = assessment(&json!([
        answer(
            "1.a",
            "mixed",
            &[],
            &["2"],
            &["education", "health"],
            &[measure("implemented", 0, 20), measure("pending", 20, 40),]
        ),
        answer(
            "1.b",
            "plans-only",
            &["declined"],
            &["7"],
            &[],
            &[
                measure("planned", 50, 70),
                // 5 bytes in the first sentence, 20 in the second.
                measure("planned", 75, 100),
            ]
        ),
        answer(
            "2",
            "mixed",
            &["declined"],
            &["4", "10"],
            &[],
            &[measure("implemented", 200, 250), measure("implemented", 210, 250), measure("planned", 300, 310),]
        ),
        answer("9", "implemented", &[], &[], &[], &[measure("implemented", 900, 950)]),
    ]));
    let gold = gold(&[
        (
            "1.a",
            with(
                reading("mixed", &[(0, 20, &["implemented"]), (20, 40, &["planned"])]),
                &json!({ "articles": ["2", "5"], "lead_article": "2", "themes": ["education"] }),
            ),
        ),
        (
            "1.b",
            with(
                reading("plans-only", &[(50, 80, &["planned"]), (80, 100, &["declined"])]),
                &json!({ "flags": ["declined"] }),
            ),
        ),
        (
            "2",
            with(
                reading("implemented", &[(200, 250, &["implemented"]), (250, 260, &["none"])]),
                &json!({ "articles": ["10"], "lead_article": "10" }),
            ),
        ),
        ("3", with(reading("no-measure", &[(400, 410, &[])]), &json!({ "themes": ["health"] }))),
    ]);
    (assessment, gold)
}

#[test]
fn every_figure_is_the_one_computed_by_hand() {
    let (assessment, gold) = example();
    let evaluation = eval::evaluate(&assessment, &gold).expect("it can be scored");
    let scores = serde_json::to_value(&evaluation.scores).expect("figures are JSON");
    assert_eq!(
        scores,
        json!({
            "answers_found": 0.75,
            // 3 is not found, counts as no-measure, and is right so.
            "verdict_accuracy": 0.75,
            "verdict_baseline": 0.25,
            // implemented 0, mixed 2·1/(2+1), no-measure 1, plans-only 1
            "verdict_macro_f1": (0.0 + 2.0 / 3.0 + 1.0 + 1.0) / 4.0,
            "plans_only_f1": 1.0,
            "declined_flag_f1": 2.0 / 3.0,
            "sentence_exact": 5.0 / 7.0,
            "unrealised_f1": 0.8,
            // Right: 2, 10. Given: 2, 4, 10. There: 2, 5, 10.
            "article_f1": 4.0 / 6.0,
            "lead_article": 0.5,
            "theme_f1": 0.5,
            "stray_measures": 1,
            "implemented_f1": 1.0,
            "planned_f1": 0.5,
            "declined_f1": 0.0,
        })
    );
    assert_eq!(evaluation.missing, ["3"]);
    assert_eq!(evaluation.majority.name(), "mixed", "all come once: the first of the file");
    let confused: Vec<_> = evaluation.confusion.iter().map(|((a, b), n)| (a.name(), b.name(), *n)).collect();
    assert_eq!(
        confused,
        [
            ("implemented", "mixed", 1),
            ("mixed", "mixed", 1),
            ("plans-only", "plans-only", 1),
            ("no-measure", "no-measure", 1)
        ]
    );
    assert_eq!(evaluation.statuses[&Status::Pending].precision(), 0.0);
    assert_eq!(evaluation.statuses[&Status::Pending].recall(), 1.0, "there was nothing to miss");
}

#[test]
fn every_disagreement_is_listed_with_quote_and_rule() {
    let (assessment, gold) = example();
    let evaluation = eval::evaluate(&assessment, &gold).expect("it can be scored");
    let kinds = evaluation.disagreements.iter().map(|disagreement| match disagreement {
        Disagreement::Verdict { answer, .. } => format!("{answer} verdict"),
        Disagreement::DeclinedFlag { answer, given } => format!("{answer} declined {given}"),
        Disagreement::Articles { answer, .. } => format!("{answer} articles"),
        Disagreement::Themes { answer, .. } => format!("{answer} themes"),
        Disagreement::Sentence { answer, sentence, .. } => format!("{answer} sentence {}", sentence.n),
        Disagreement::Stray { answer, .. } => format!("{answer} stray"),
    });
    let expected = [
        "1.a articles",
        "1.a themes",
        "1.a sentence 2",
        "1.b sentence 2",
        "2 verdict",
        "2 declined true",
        "2 articles",
        "2 stray",
        "3 themes",
    ];
    assert_eq!(kinds.collect::<Vec<_>>(), expected);
    let words = Library::embedded().report_words("en").expect("there are English words");
    let listed = lacuna::render::disagreements(&evaluation, &words);
    for line in [
        "1.a: themes education, health; gold education",
        "    health  en/cedaw/health  “some words”",
        "1.a, sentence 2: pending; gold planned",
        "    “A sentence.”",
        "    pending  en/pending/some-rule  “cue”  “a claim”",
    ] {
        assert!(listed.lines().any(|other| other == line), "{line} is not in\n{listed}");
    }
}

#[test]
fn a_sentence_without_a_rule_is_listed_as_such() {
    let assessment = assessment(&json!([answer("1", "no-measure", &[], &[], &[], &[])]));
    let gold = gold(&[("1", reading("implemented", &[(0, 9, &["implemented"])]))]);
    let evaluation = eval::evaluate(&assessment, &gold).expect("it can be scored");
    let words = Library::embedded().report_words("en").expect("there are English words");
    let listed = lacuna::render::disagreements(&evaluation, &words);
    assert!(listed.ends_with("1, sentence 1: none; gold implemented\n    “A sentence.”\n    no rule\n"), "{listed}");
}

#[test]
fn an_answer_that_is_not_read_yet_is_left_out() {
    let (assessment, mut gold) = example();
    let all = eval::evaluate(&assessment, &gold).expect("it can be scored").scores;
    let mut unread = gold.answers[2].1.clone();
    unread.verdict = None;
    gold.answers.push(("9".to_owned(), unread));
    assert_eq!(eval::evaluate(&assessment, &gold).expect("it can be scored").scores, all);
    for (_, answer) in &mut gold.answers {
        answer.verdict = None;
    }
    let error = eval::evaluate(&assessment, &gold).expect_err("nothing is read");
    assert!(error.to_string().contains("no answer of the gold file has a verdict yet"), "{error}");
}

#[test]
fn two_readers_kappa_is_the_one_computed_by_hand() {
    let first = gold(&[
        ("1", reading("implemented", &[(0, 10, &["implemented"]), (10, 20, &["planned"])])),
        ("2", reading("implemented", &[(20, 30, &["implemented"])])),
        ("3", reading("mixed", &[(30, 40, &["none"])])),
        ("4", reading("plans-only", &[(40, 50, &["planned"])])),
        ("5", reading("mixed", &[])),
    ]);
    let second = gold(&[
        // The second reader cut the second sentence in two; the longer part is its match.
        ("1", reading("implemented", &[(0, 10, &["implemented"]), (10, 13, &["none"]), (13, 20, &["pending"])])),
        ("2", reading("mixed", &[(20, 30, &["planned"])])),
        ("3", reading("mixed", &[(30, 40, &[])])),
        ("4", reading("plans-only", &[(40, 50, &["planned"])])),
        ("6", reading("mixed", &[])),
    ]);
    let agreement = eval::agreement(&first, &second).expect("they can be compared");
    assert_eq!((agreement.answers, agreement.answers_apart), (4, 2));
    assert_eq!((agreement.sentences, agreement.sentences_apart), (5, 1));
    // Verdicts: 3 of 4; by chance (2·1 + 1·2 + 1·1) / 16.
    assert_eq!(agreement.verdict.observed, Some(0.75));
    assert_eq!(agreement.verdict.kappa, Some((12.0 - 5.0) / (16.0 - 5.0)));
    // Implemented: yes/yes, no/no, yes/no, no/no, no/no; by chance (2·1 + 3·4) / 25.
    let implemented = agreement.status[&Status::Implemented];
    assert_eq!((implemented.observed, implemented.kappa), (Some(0.8), Some((20.0 - 14.0) / (25.0 - 14.0))));
    // Pending or planned: no/no, yes/yes, no/yes, no/no, yes/yes; by chance (2·3 + 3·2) / 25.
    assert_eq!(agreement.unrealised.kappa, Some((20.0 - 12.0) / (25.0 - 12.0)));
    // Neither ever says unavailable: there is nothing beyond chance to tell.
    let unavailable = agreement.status[&Status::Unavailable];
    assert_eq!((unavailable.observed, unavailable.kappa), (Some(1.0), None));
    let turned = eval::agreement(&second, &first).expect("they can be compared");
    assert_eq!(turned, agreement, "it does not matter who is first");
    let error = eval::agreement(&first, &gold(&[("8", reading("mixed", &[]))])).expect_err("nothing in common");
    assert!(error.to_string().contains("no answer in common"), "{error}");
}

#[test]
fn a_template_holds_every_answer_and_every_sentence_of_a_sample() {
    for sample in SAMPLES {
        let (document, checked) = checked(sample);
        let template = eval::template(&document, &checked);
        let ids: Vec<&str> = template.answers.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, checked.assessment.answers.iter().map(|answer| answer.id.as_str()).collect::<Vec<_>>());
        let mut filled = template.clone();
        for (id, answer) in &mut filled.answers {
            assert_eq!((answer.verdict, answer.flags.len(), answer.articles.len()), (None, 0, 0));
            assert!(!answer.sentences.is_empty(), "{sample}: {id} has sentences");
            for sentence in &answer.sentences {
                assert_eq!(document.text[sentence.start..sentence.end], sentence.text);
                assert!(sentence.status.is_empty());
            }
            answer.verdict = Some(lacuna::assessment::Verdict::NoMeasure);
        }
        let written = serde_json::to_string(&template).expect("a gold file is JSON");
        assert_eq!(Gold::parse("template", &written).expect("it can be read again"), template);
        let scores = eval::evaluate(&checked.assessment, &filled).expect("it can be scored").scores;
        assert_eq!((scores.answers_found, scores.stray_measures), (1.0, 0), "sentences are split as lacuna does");
        assert!(eval::notes(&filled, &checked.convention, Some(&document.text)).is_empty());
    }
}

#[test]
fn a_gold_file_of_another_text_or_with_unknown_themes_is_told() {
    let (document, checked) = checked(SAMPLES[0]);
    let mut gold = eval::template(&document, &checked);
    let (_, answer) = &mut gold.answers[0];
    answer.verdict = Some(lacuna::assessment::Verdict::Mixed);
    answer.themes.push("weather".to_owned());
    answer.sentences[1].start += 1;
    let notes = eval::notes(&gold, &checked.convention, Some(&document.text));
    assert_eq!(notes.len(), 3, "{notes:?}");
    assert!(notes[0].contains("have no verdict yet"), "{notes:?}");
    assert!(notes[1].contains("weather is none of the known themes"), "{notes:?}");
    assert!(notes[2].contains("first answer 1.a, sentence 2"), "{notes:?}");
}

#[test]
fn a_wrong_gold_file_gives_one_error_with_file_and_place() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("wrong.json");
    let right = json!({ "answers": { "1.a": reading("mixed", &[(0, 9, &["planned"])]) } });
    let wrong = |from: &str, to: &str| {
        let text = serde_json::to_string_pretty(&right).expect("it is JSON");
        assert!(text.contains(from), "{from} stands in {text}");
        text.replacen(from, to, 1)
    };
    let cases = [
        (wrong("\"planned\"", "\"plannned\""), "answer 1.a: unknown variant `plannned`, expected one of `implemented`"),
        (wrong("\"mixed\"", "\"mixt\""), "answer 1.a: unknown variant `mixt`, expected one of `implemented`, `mixed`"),
        (wrong("\"start\": 0,", ""), "answer 1.a: missing field `start`"),
        (wrong("\"end\": 9", "\"end\": -9"), "answer 1.a: invalid value: integer `-9`, expected usize"),
        (wrong("\"verdict\"", "\"verdcit\""), "answer 1.a: missing field `verdict`"),
        (wrong("\"end\": 9", "\"end\": 0"), "answer 1.a: sentence 1: its end (0) is not after its start (0)"),
        (wrong("\"flags\": []", "\"flags\": [\"overridden\"]"), "answer 1.a: the flag overridden"),
        ("{ \"answers\": {} }".to_owned(), "there are no answers"),
        ("{ \"answers\": { \"1\": ".to_owned(), "EOF while parsing"),
        ("[".repeat(100_000), "invalid type"),
        ("{ \"note\": ".to_owned() + &"[".repeat(100_000), "at line 1 column"),
        ("{ \"x\": ".to_owned() + &"[".repeat(100_000), "EOF while parsing"),
    ];
    for (text, message) in cases {
        std::fs::write(&path, text).expect("the folder can be written");
        let run = lacuna().args(["eval", SAMPLES[0], "--gold"]).arg(&path).assert().code(2).stdout("");
        let error = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(error.contains("wrong.json: ") && error.contains(message), "{message} is not in {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
        if message.contains("field") || message.contains("variant") {
            assert!(error.contains(" at line "), "{error}");
        }
    }
    let twice = format!("{{\"answers\":{{\"1\":{0},\"1\":{0}}}}}", reading("mixed", &[]));
    assert!(Gold::parse("g", &twice).is_err_and(|error| format!("{error:#}").contains("answer 1 comes twice")));
    let mut same = reading("mixed", &[(0, 9, &[]), (9, 12, &[])]);
    same["sentences"][1]["n"] = json!(1);
    let same = json!({ "answers": { "1": same } }).to_string();
    assert!(Gold::parse("g", &same).is_err_and(|error| format!("{error:#}").contains("have the number (n) 1")));
}

fn lacuna() -> Command {
    Command::cargo_bin("lacuna").expect("the program is built")
}

#[test]
fn a_document_and_its_assessment_give_the_same_figures() {
    let folder = TempDir::new().expect("a folder");
    let [gold, assessment] = ["gold.json", "assessment.json"].map(|name| folder.path().join(name));
    lacuna().args(["eval", "--template", SAMPLES[1], "-o"]).arg(&gold).assert().success().stdout("");
    let template = std::fs::read_to_string(&gold).expect("the template was written");
    assert!(template.contains("\"document\": \"valdorie-6.fr.txt\""), "the name alone");
    std::fs::write(&gold, template.replacen("\"verdict\": null", "\"verdict\": \"mixed\"", 1)).expect("it is there");
    lacuna().args(["check", SAMPLES[1], "--format", "json", "-o"]).arg(&assessment).assert().success();
    let figures = |file: &Path| {
        let run = lacuna().arg("eval").arg(file).args(["--json", "--gold"]).arg(&gold).assert().success();
        String::from_utf8(run.get_output().stdout.clone()).expect("it is JSON")
    };
    assert_eq!(figures(Path::new(SAMPLES[1])), figures(&assessment));
    lacuna().arg("eval").arg(&gold).arg("--gold").arg(&gold).assert().code(2).stderr(
        format!("lacuna: {}: this is no assessment by `lacuna check --format json`; its schema is none and should be lacuna.assessment/1\n", gold.display()),
    );
    lacuna().args(["eval", SAMPLES[1]]).assert().code(2);
    lacuna().args(["eval", "--gold"]).arg(&gold).assert().code(2);
    lacuna().arg("eval").assert().code(2);
}

#[test]
fn text_of_a_gold_file_gives_the_terminal_no_orders() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("gold.json");
    let mut answer = reading("mixed", &[(0, 9, &["planned"])]);
    answer["sentences"][0]["text"] = json!("\u{1b}[2J\u{202e}");
    answer["articles"] = json!(["\u{1b}[31m"]);
    let hostile = json!({ "answers": { "9.z\u{1b}[1m": answer } }).to_string();
    std::fs::write(&path, hostile).expect("the folder can be written");
    let run = lacuna().args(["eval", SAMPLES[0], "--errors", "--gold"]).arg(&path).assert().success();
    let output = run.get_output();
    for bytes in [&output.stdout, &output.stderr] {
        let shown = std::str::from_utf8(bytes).expect("it is UTF-8");
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
    }
}

/// An assessment that says exactly what a reader says.
fn mirrored(gold: &Gold) -> Assessment {
    let strs = |ids: &[String]| {
        ids.iter().map(|id| json!({ "id": id, "paragraphs": [], "score": 1, "why": [] })).collect::<Vec<_>>()
    };
    let answers = gold.read().map(|(id, verdict, reading)| {
        let measures = reading.sentences.iter().flat_map(|sentence| {
            let made = |status: Status| measure(status.name(), sentence.start, sentence.end);
            sentence.statuses().into_iter().map(made).collect::<Vec<_>>()
        });
        let flags: Vec<&str> = reading.flags.iter().map(|flag| flag.name()).collect();
        with(
            answer(id, verdict.name(), &flags, &[], &[], &measures.collect::<Vec<_>>()),
            &json!({ "articles": strs(&reading.articles), "themes": strs(&reading.themes) }),
        )
    });
    assessment(&answers.collect())
}

fn a_gold() -> impl Strategy<Value = Gold> {
    let label = prop::sample::select(vec![
        Label::Implemented,
        Label::Pending,
        Label::Planned,
        Label::Declined,
        Label::Unavailable,
        Label::None,
    ]);
    let sentence = (1..40usize, 0..5usize, prop::collection::vec(label, 0..3));
    let ids = || prop::collection::btree_set("[1-9]", 0..3);
    let verdict = prop::sample::select(lacuna::assessment::Verdict::ALL.to_vec());
    let flag = prop::collection::vec(Just(lacuna::assessment::Flag::Declined), 0..2);
    let answer = (verdict, flag, ids(), ids(), prop::collection::vec(sentence, 1..6));
    prop::collection::vec(answer, 1..8).prop_map(|answers| {
        let mut place = 0;
        let answers = (1..).zip(answers).map(|(number, (verdict, flags, articles, themes, sentences))| {
            let sentences = (1..).zip(sentences).map(|(n, (length, gap, status))| {
                let start = place + gap;
                place = start + length;
                GoldSentence { n, line: None, start, end: place, status, text: String::new() }
            });
            let articles: Vec<String> = articles.into_iter().collect();
            let answer = GoldAnswer {
                verdict: Some(verdict),
                flags,
                lead_article: articles.first().cloned(),
                articles,
                paragraphs: Vec::new(),
                themes: themes.into_iter().collect(),
                sentences: sentences.collect(),
            };
            (format!("{number}"), answer)
        });
        Gold { document: None, language: None, note: None, answers: answers.collect() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_reader_scored_against_himself_is_right_everywhere(gold in a_gold()) {
        let assessment = mirrored(&gold);
        let evaluation = eval::evaluate(&assessment, &gold).expect("it can be scored");
        prop_assert_eq!(&evaluation.disagreements, &[]);
        let scores = serde_json::to_value(&evaluation.scores).expect("figures are JSON");
        for (name, value) in scores.as_object().expect("an object") {
            match name.as_str() {
                "stray_measures" => prop_assert_eq!(value, &json!(0)),
                "verdict_baseline" => {}
                _ => prop_assert!(value.is_null() || value == &json!(1.0), "{} is {}", name, value),
            }
        }
        let agreement = eval::agreement(&gold, &gold).expect("they can be compared");
        prop_assert_eq!(agreement.sentences_apart + agreement.answers_apart, 0);
        for kappa in agreement.status.values().chain([&agreement.verdict, &agreement.unrealised]) {
            prop_assert_eq!(kappa.observed, Some(1.0));
            prop_assert!(kappa.kappa.is_none_or(|kappa| kappa == 1.0));
        }
    }

    #[test]
    fn any_two_readings_can_be_compared(first in a_gold(), second in a_gold()) {
        let agreement = eval::agreement(&first, &second).expect("answer 1 is in both");
        for kappa in agreement.status.values().chain([&agreement.verdict]) {
            prop_assert!(kappa.kappa.is_none_or(|kappa| (-1.0..=1.0).contains(&kappa)));
        }
        let evaluation = eval::evaluate(&mirrored(&first), &second).map(|evaluation| evaluation.scores);
        prop_assert!(evaluation.is_ok());
    }

    #[test]
    fn no_gold_file_breaks_it(text in "\\PC*", at in 0..400usize, byte in any::<u8>()) {
        let _ = Gold::parse("any", &text);
        let mut bytes = json!({ "answers": { "1": reading("mixed", &[(0, 9, &["planned"])]) } }).to_string().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(gold) = Gold::parse("any", &String::from_utf8_lossy(&bytes)) {
            let assessment = assessment(&json!([]));
            let _ = eval::evaluate(&assessment, &gold);
        }
    }
}
