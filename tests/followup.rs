//! Follow-up questions: each on something that an answer leaves open, with its quotation and place.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use serde_json::Value;

const SAMPLE: &str = "data/samples/valdorie-6.fr.txt";

fn run(arguments: &[&str]) -> Vec<u8> {
    let output = Command::cargo_bin("lacuna").unwrap().arg("followup").args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn questions(arguments: &[&str]) -> Vec<Value> {
    let all: Value = serde_json::from_slice(&run(&[arguments, &["--format", "json"]].concat())).unwrap();
    all["questions"].as_array().unwrap().clone()
}

fn of(text: &str, language: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("replies.txt");
    std::fs::write(&path, text).unwrap();
    questions(&[path.to_str().unwrap(), "--lang", language])
}

#[test]
fn every_quotation_of_a_question_stands_at_its_line() {
    for file in [SAMPLE, "data/samples/valdorie-6.en.txt"] {
        let text = std::fs::read_to_string(file).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let mut quotes = 0;
        for question in questions(&[file]) {
            for basis in question["basis"].as_array().unwrap() {
                let line = usize::try_from(basis["line"].as_u64().unwrap()).unwrap();
                if let Some(quote) = basis["quote"].as_str() {
                    assert!(lines[line - 1].contains(quote), "{file}:{line}: {quote}");
                    quotes += 1;
                }
            }
        }
        assert!(quotes > 20);
    }
}

#[test]
fn a_promise_is_asked_only_for_what_it_does_not_name() {
    let text = "\t\tHealth\n\n\t\t1 (a)\n\n\tThe Ministry of Health plans to build a clinic.\n\n\t\t1 (b)\n\n\t\
                The Ministry of Health plans to build a hospital by 2031.\n";
    let asked: Vec<Vec<String>> = of(text, "en")
        .iter()
        .flat_map(|question| question["basis"].as_array().unwrap().clone())
        .map(|basis| basis["asks"].as_array().unwrap().iter().map(|ask| ask.as_str().unwrap().to_owned()).collect())
        .collect();
    assert!(asked[0].contains(&"date".to_owned()), "{asked:?}");
    assert!(!asked[1].contains(&"date".to_owned()), "{asked:?}");
}

#[test]
fn a_bill_is_asked_for_its_stage_and_an_overdue_promise_for_what_became_of_it() {
    let text = "\t\tSanté\n\n\t\t1. a)\n\n\tUn projet de loi sur la santé est en cours d’élaboration.\n\n\t\t1. b)\n\n\t\
                Il est prévu d’ouvrir un hôpital d’ici à 2019.\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("replies.txt");
    std::fs::write(&path, text).unwrap();
    let json = format!("{:?}", questions(&[path.to_str().unwrap(), "--as-of", "2024-01-01", "--lang", "fr"]));
    assert!(json.contains("l’état d’avancement du texte"), "{json}");
    assert!(json.contains("à l’échéance annoncée (2019)"), "{json}");
}

#[test]
fn the_weightiest_questions_are_kept_and_stand_in_the_order_of_the_articles() {
    let all = questions(&[SAMPLE]);
    let ten = questions(&[SAMPLE, "--max", "10"]);
    assert_eq!(ten.len(), 10);
    let weight = |question: &Value| question["weight"].as_f64().unwrap();
    let lightest = ten.iter().map(weight).fold(f64::INFINITY, f64::min);
    assert!(all.iter().filter(|question| weight(question) > lightest).count() <= 10);
    let articles: Vec<u32> =
        ten.iter().filter_map(|question| question["article"].as_str()).map(|id| id.parse().unwrap()).collect();
    assert!(articles.is_sorted(), "{articles:?}");
    assert!(all.iter().all(|question| question["points"].as_array().unwrap().len() <= 6));
}

#[test]
fn only_the_articles_asked_for_are_asked_about() {
    let some = questions(&[SAMPLE, "--article", "12,14"]);
    assert!(!some.is_empty());
    for question in some {
        assert!(matches!(question["article"].as_str(), Some("12" | "14")), "{question}");
    }
}

#[test]
fn an_implemented_answer_raises_no_question() {
    assert!(of("\t\tHealth\n\n\t\t1 (a)\n\n\tAct No. 5 on health was adopted in 2023.\n", "en").is_empty());
}

#[test]
fn questions_are_the_same_in_every_format_and_read_as_a_committee_writes() {
    let json = questions(&[SAMPLE, "--max", "6"]);
    let text = String::from_utf8(run(&[SAMPLE, "--max", "6"])).unwrap();
    let markdown = String::from_utf8(run(&[SAMPLE, "--max", "6", "--format", "markdown"])).unwrap();
    let word = run(&[SAMPLE, "--max", "6", "--format", "docx"]);
    assert!(word == run(&[SAMPLE, "--max", "6", "--format", "docx"]), "the same bytes");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(word)).unwrap();
    let word = std::io::read_to_string(zip.by_name("word/document.xml").unwrap()).unwrap();
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for question in &json {
        let asked = question["text"].as_str().unwrap();
        assert!(asked.contains("euillez fournir des renseignements sur"), "{asked}");
        let start: String = flat(asked).chars().take(60).collect();
        assert!(flat(&text).contains(&start) && flat(&word).contains(&start.replace('\'', "&#39;")), "{start}");
        for point in question["points"].as_array().unwrap() {
            assert!(flat(&text).contains(&flat(point.as_str().unwrap())));
        }
    }
    assert_eq!(markdown.matches("\n## ").count(), text.matches("\nArticle ").count());
}

#[test]
fn what_is_open_in_the_same_way_on_an_article_is_one_question_that_asks_once() {
    let text = "\t\tHealth\n\n\t\t1 (a)\n\n\tThe opening of a maternity clinic is planned.\n\n\t\t1 (b)\n\n\t\
                The opening of a hospital is planned for 2031.\n\n\t\t1 (c)\n\n\tA bill on health is being drafted. It would \
                cover contraception.\n\n\t\t1 (d)\n\n\tA bill on abortion is before Parliament.\n";
    let questions = of(text, "en");
    let texts: Vec<&str> = questions.iter().map(|question| question["text"].as_str().unwrap()).collect();
    assert_eq!(questions.len(), 2, "{texts:?}");
    let points = |at: usize| questions[at]["points"].as_array().unwrap().clone();
    let promises = texts.iter().position(|text| text.contains("the timetable, the body responsible")).unwrap();
    assert!(!points(promises)[0].as_str().unwrap().contains("timetable"), "{:?}", points(promises));
    assert!(
        points(promises)[1].as_str().unwrap().contains("line\u{a0}9): the body responsible"),
        "only what is not named"
    );
    let bills = points(1 - promises);
    assert!(bills[0].as_str().unwrap().contains("is being drafted. It would cover contraception”"), "{bills:?}");
}

#[test]
fn a_question_quotes_the_whole_sentence_and_says_where_it_leaves_words_out() {
    let long = "in the provinces of the north and of the south ".repeat(8);
    let text = format!(
        "\t\tHealth\n\n\t\t1\n\n\tThe draft Health Code, article 31 of which covers midwives, is before Parliament.\n\n\t\t2\n\n\t\
         The clinics {long}have been opened, and the training of midwives is planned {long}.\n"
    );
    let all = format!("{:?}", of(&text, "en"));
    assert!(
        all.contains("“The draft Health Code, article 31 of which covers midwives, is before Parliament”"),
        "{all}"
    );
    assert!(all.contains("“[…] the training of midwives is planned"), "{all}");
}

#[test]
fn what_was_asked_and_not_answered_is_asked_again_in_the_words_of_the_list_of_issues() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let issues = write("issues.txt", "1.\tPlease describe health care.\n\n2.\tPlease describe maternal mortality.\n");
    let replies = write("replies.txt", "\t\tHealth\n\n\t\t1\n\n\tAct No. 5 on health was adopted in 2023.\n");
    let asked = questions(&[&replies, "--lang", "en", "--questions", &issues]);
    let text = asked[0]["text"].as_str().unwrap();
    assert!(
        text.contains("paragraph\u{a0}2 of the list of issues, to which no reply was given: “Please describe maternal"),
        "{text}"
    );
}

#[test]
fn a_sentence_that_begins_with_it_is_quoted_with_the_one_before() {
    let text = "\t\tHealth\n\n\t\t1 (a)\n\n\tThe clinic in Port Ansel was closed in 2021. It will be rebuilt.\n\n\
                \t\t1 (b)\n\n\t- The clinic in Lanning will be extended.\n\n\
                \t\t1 (c)\n\n\tA register of nurses will be set up. It will be published.\n\n\
                \t\t1 (d)\n\n\tRain is rare. It is planned to dig wells.\n";
    let questions = of(text, "en");
    let quotes: Vec<&str> = questions
        .iter()
        .flat_map(|question| question["basis"].as_array().unwrap())
        .filter_map(|basis| basis["quote"].as_str())
        .collect();
    assert_eq!(
        quotes,
        [
            "The clinic in Port Ansel was closed in 2021. It will be rebuilt",
            "The clinic in Lanning will be extended",
            // Two promises of which the second goes on about the first are one.
            "A register of nurses will be set up. It will be published",
            "It is planned to dig wells",
        ]
    );
}

#[test]
fn a_question_asks_for_what_most_of_its_measures_lack_and_the_others_say_what_they_lack() {
    let text = "\t\tHealth\n\n\t\t1 (a)\n\n\tA clinic will be built by 2031.\n\n\t\t1 (b)\n\n\t\
                A hospital will be built by 2032.\n\n\t\t1 (c)\n\n\tA pharmacy will be built.\n";
    let questions = of(text, "en");
    let lead = questions[0]["text"].as_str().unwrap();
    assert!(lead.contains("information on the body responsible and the human and financial resources"), "{lead}");
    let points: Vec<&str> = questions[0]["points"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
    assert!(points[0].ends_with("line\u{a0}5);") && points[1].ends_with("line\u{a0}9);"), "{points:?}");
    assert!(points[2].contains(": the timetable, the body responsible"), "{points:?}");
}

#[test]
fn the_draft_says_on_what_document_and_rules_it_rests() {
    let text = String::from_utf8(run(&[SAMPLE, "--max", "1"])).unwrap();
    for fact in ["3 mars 2025", "valdorie-6.fr.txt (sha256:", "règles sha256:"] {
        assert!(text.contains(fact), "{fact}: {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}
