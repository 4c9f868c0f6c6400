//! Every language reads alike, and a new one needs no Rust.
#![allow(missing_docs)]

mod common;

use common::{assess, lacuna, root};
use lacuna::assessment::Assessment;
use serde_json::Value;

/// Answers of the two samples whose verdicts differ between French and English, and why.
const DIFFERENCES: [(&str, &str); 4] = [
    ("5/2.b", "English reads what the working group on the bill has done so far as done"),
    ("5/8.a", "English reads the law in force that the bill is to change as a measure of its own"),
    ("6/2.b", "English reads the participle \"granted\" after a noun as a past tense"),
    ("6/20.b", "French reads the law that goes on to govern cohabitation as a measure beside the refusal to change it"),
];

fn sample(cycle: u8, language: &str) -> Assessment {
    assess(&root().join(format!("data/samples/valdorie-{cycle}.{language}.txt"))).1.assessment
}

#[test]
fn a_reply_and_its_translation_get_the_same_verdicts() {
    let (mut answers, mut differing) = (0, Vec::new());
    for cycle in [5, 6] {
        let (french, english) = (sample(cycle, "fr"), sample(cycle, "en"));
        assert_eq!(french.answers.len(), english.answers.len());
        for (one, other) in french.answers.iter().zip(&english.answers) {
            assert_eq!(one.id, other.id);
            answers += 1;
            if one.verdict != other.verdict {
                println!("{cycle}/{}: {} in French, {} in English", one.id, one.verdict.name(), other.verdict.name());
                differing.push(format!("{cycle}/{}", one.id));
            }
        }
    }
    let share = 1.0 - differing.len() as f64 / answers as f64;
    println!("{:.1} % of {answers} verdicts are the same", share * 100.0);
    assert!(share >= 0.95, "{differing:?}");
    let known: Vec<&str> = DIFFERENCES.iter().map(|(id, _)| *id).collect();
    assert_eq!(differing, known, "the list of differences is not what it was");
}

#[test]
fn titles_in_the_other_language_do_not_disturb() {
    let judge = |lang: &str, text: &str| -> Value {
        let run = lacuna()
            .args(["check", "-", "--format", "json", "--lang", lang])
            .write_stdin(text)
            .output()
            .expect("it runs");
        serde_json::from_slice(&run.stdout).expect("JSON")
    };
    let english = judge(
        "en",
        "\t\t1 (a)\n\n\tThe Act on equality (Loi relative à l’égalité, « projet de société ») was adopted in 2020.\n",
    );
    assert_eq!(english["answers"][0]["verdict"], "implemented", "{english:#}");
    let french = judge(
        "fr",
        "\t\t1. a)\n\n\tLa loi sur l’égalité (Equality Bill Act, “Towards a planned future”) a été adoptée en 2020.\n",
    );
    assert_eq!(french["answers"][0]["verdict"], "implemented", "{french:#}");
}

#[test]
fn a_dozen_rules_in_a_folder_are_a_language() {
    let folder = "tests/fixtures/toy-language";
    let tested = lacuna().args(["--rules", folder, "rules", "test", "--lang", "eo"]).output().expect("it runs");
    assert!(
        tested.status.success(),
        "{}{}",
        String::from_utf8_lossy(&tested.stdout),
        String::from_utf8_lossy(&tested.stderr)
    );
    let run = lacuna()
        .args(["--rules", folder, "check", "tests/fixtures/toy-language/reply.txt", "--lang", "eo", "--format", "json"])
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let assessment: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let told: Vec<(String, String, String)> = assessment["answers"]
        .as_array()
        .expect("answers")
        .iter()
        .map(|answer| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            (text(&answer["id"]), text(&answer["verdict"]), text(&answer["articles"][0]["id"]))
        })
        .collect();
    let expected =
        [("1.a", "implemented", "10"), ("1.b", "plans-only", "10"), ("2", "mixed", "12"), ("3", "no-measure", "12")];
    let expected: Vec<_> = expected.map(|(id, verdict, article)| (id.into(), verdict.into(), article.into())).into();
    assert_eq!(told, expected, "{assessment:#}");
    let deadline = &assessment["answers"][1]["measures"].as_array().expect("measures").last().expect("one")["deadline"];
    assert_eq!(deadline, "2027");
}
