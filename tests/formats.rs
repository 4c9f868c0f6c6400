//! Every format, on ordinary text and on text that is an attack: it shows as text, and is the same each time.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use std::path::Path;

const SAMPLE: &str = "data/samples/valdorie-6.fr.txt";
const ATTACK: &str = "tests/fixtures/hostile/attack.en.txt";
const ENDINGS: [&str; 11] = ["txt", "md", "csv", "xlsx", "docx", "html", "json", "jsonl", "sarif", "dot", "graphml"];

fn lacuna(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("lacuna").unwrap();
    // The words of the attack are of no language.
    let language: &[&str] = if arguments.contains(&ATTACK) { &["--lang", "en"] } else { &[] };
    command.args(arguments).args(language);
    command
}

fn written(file: &str, ending: &str, more: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("out.{ending}"));
    lacuna(&["check", file, "-o", path.to_str().unwrap()]).args(more).assert().success();
    std::fs::read(path).unwrap()
}

fn text(file: &str, ending: &str, more: &[&str]) -> String {
    String::from_utf8(written(file, ending, more)).unwrap()
}

fn json(file: &str, more: &[&str]) -> serde_json::Value {
    serde_json::from_str(&text(file, "json", more)).unwrap()
}

/// A part of a zipped file.
fn part(bytes: Vec<u8>, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
}

#[test]
fn the_same_input_gives_the_same_bytes_in_every_format() {
    for ending in ENDINGS {
        assert!(written(SAMPLE, ending, &[]) == written(SAMPLE, ending, &[]), "{ending}");
    }
}

#[test]
fn an_unknown_ending_is_an_error_that_names_the_known_ones() {
    let failed = lacuna(&["check", SAMPLE, "-o", "out.pdf"]).assert().code(2);
    let message = String::from_utf8_lossy(&failed.get_output().stderr).into_owned();
    assert!(message.contains("out.pdf") && message.contains(".docx") && message.contains("--format"), "{message}");
    assert!(!Path::new("out.pdf").exists());
}

#[test]
fn writing_onto_a_folder_or_into_none_is_a_clear_error_and_a_file_is_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.md");
    std::fs::create_dir(&path).unwrap();
    lacuna(&["check", SAMPLE, "-o", path.to_str().unwrap()]).assert().code(2);
    lacuna(&["check", SAMPLE, "-o", folder.path().join("none/out.md").to_str().unwrap()]).assert().code(2);
    let old = folder.path().join("old.csv");
    std::fs::write(&old, "x".repeat(1_000_000)).unwrap();
    lacuna(&["check", SAMPLE, "-o", old.to_str().unwrap()]).assert().success();
    assert_eq!(std::fs::read(old).unwrap(), written(SAMPLE, "csv", &[]));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left over");
}

#[test]
fn csv_reads_back_with_one_record_an_answer() {
    let answers = json(SAMPLE, &[])["answers"].as_array().unwrap().len();
    let csv = written(SAMPLE, "csv", &[]);
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_slice());
    assert_eq!(reader.headers().unwrap().get(1), Some("Réponse"));
    assert_eq!(reader.records().map(|record| record.unwrap().len()).collect::<Vec<_>>(), vec![11; answers]);
    assert!(csv.windows(2).filter(|pair| pair == b"\r\n").count() > answers);
}

#[test]
fn csv_cells_never_begin_a_formula() {
    let csv = written(ATTACK, "csv", &["--columns", "claim,question,section"]);
    for record in csv::Reader::from_reader(csv.as_slice()).records() {
        for cell in &record.unwrap() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
}

#[test]
fn json_lines_hold_each_measure_once() {
    let measures: usize =
        json(SAMPLE, &[])["answers"].as_array().unwrap().iter().map(|a| a["measures"].as_array().unwrap().len()).sum();
    let lines = text(SAMPLE, "jsonl", &[]);
    assert_eq!(lines.lines().count(), measures);
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line["answer"].is_string() && line["status"].is_string() && line["quote"].is_string());
    }
}

#[test]
fn sarif_regions_hold_the_quoted_text_by_lines_characters_and_bytes() {
    for file in [SAMPLE, ATTACK] {
        let document = std::fs::read_to_string(file).unwrap();
        let lines: Vec<Vec<char>> = document.split('\n').map(|line| line.chars().collect()).collect();
        let characters: Vec<char> = document.chars().collect();
        let log: serde_json::Value = serde_json::from_str(&text(file, "sarif", &[])).unwrap();
        let run = &log["runs"][0];
        let mut prints = std::collections::BTreeSet::new();
        for result in run["results"].as_array().unwrap() {
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let number = |name: &str| usize::try_from(region[name].as_u64().unwrap()).unwrap();
            let quote = region["snippet"]["text"].as_str().unwrap();
            assert_eq!(number("startLine"), number("endLine"));
            let line = &lines[number("startLine") - 1];
            assert_eq!(line[number("startColumn") - 1..number("endColumn") - 1].iter().collect::<String>(), quote);
            let from = number("charOffset");
            assert_eq!(characters[from..from + number("charLength")].iter().collect::<String>(), quote);
            let from = number("byteOffset");
            assert_eq!(&document[from..from + number("byteLength")], quote);
            let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
            assert_eq!(result["level"], "none", "only a failure may have another level");
            assert!(prints.insert(result["partialFingerprints"]["measure/v1"].to_string()), "fingerprints differ");
        }
        assert!(!prints.is_empty());
    }
}

#[test]
fn sarif_fingerprints_stay_when_lines_are_added_before() {
    let folder = tempfile::tempdir().unwrap();
    let moved = folder.path().join("moved.txt");
    std::fs::write(&moved, format!("\n\n\n{}", std::fs::read_to_string(SAMPLE).unwrap())).unwrap();
    let prints = |file: &str| -> Vec<String> {
        let log: serde_json::Value = serde_json::from_str(&text(file, "sarif", &[])).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results.iter().map(|result| result["partialFingerprints"]["measure/v1"].to_string()).collect()
    };
    assert_eq!(prints(SAMPLE), prints(moved.to_str().unwrap()));
}

#[test]
fn markdown_shows_hostile_text_as_text_and_keeps_its_cells() {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    for file in [SAMPLE, ATTACK] {
        let markdown = text(file, "md", &["--columns", "question,section,claim,status", "--max-words", "1000000"]);
        let answers = json(file, &[])["answers"].as_array().unwrap().len();
        let (mut rows, mut cells, mut shown) = (0, 0, String::new());
        for event in Parser::new_ext(&markdown, Options::all()) {
            match event {
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::Code(_) | Event::Html(_) => {
                    panic!("{event:?}")
                }
                Event::InlineHtml(html) => assert_eq!(&*html, "<br>"),
                Event::Start(Tag::TableRow) => cells = 0,
                Event::Start(Tag::TableCell) => cells += 1,
                Event::End(TagEnd::TableRow) => {
                    rows += 1;
                    assert_eq!(cells, 4);
                }
                Event::Text(text) => shown.push_str(&text),
                _ => {}
            }
        }
        assert_eq!(rows, answers);
        if file == ATTACK {
            for text in [
                "<script>alert(1)</script>",
                "[a link](javascript.html) and `a tick` and | a pipe",
                "&amp and &#60",
                "\\| pipe",
                "www.evil.example",
            ] {
                assert!(shown.contains(text), "{text}");
            }
        }
        assert!(!markdown.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{2066}']));
    }
}

#[test]
fn word_shows_hostile_text_as_text() {
    let document = part(written(ATTACK, "docx", &[]), "word/document.xml");
    assert!(document.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(document.contains("]]&gt;") && document.contains("&amp;amp and &amp;#60"));
    assert!(!document.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{fffe}']));
    assert!(!document.contains("<script"));
}

#[test]
fn a_workbook_holds_hostile_text_as_strings_and_no_formula_or_link() {
    let bytes = written(ATTACK, "xlsx", &[]);
    for sheet in 1..=5 {
        let sheet = part(bytes.clone(), &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!sheet.contains("<f>") && !sheet.contains("<hyperlink"), "{sheet}");
    }
    let strings = part(bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("=HYPERLINK(") && strings.contains("&lt;/script&gt;"));
    assert!(!strings.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{fffe}']));
}

#[test]
fn no_format_for_a_terminal_gives_it_orders() {
    for (ending, more) in [("txt", &[][..]), ("txt", &["--by", "theme"]), ("md", &[]), ("csv", &[]), ("dot", &[])] {
        let text = text(ATTACK, ending, more);
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{2066}']), "{ending} {more:?}");
    }
}

#[test]
fn a_filter_shows_the_same_answers_in_every_format() {
    let only = ["--only", "plans-only,declined"];
    let answers = json(SAMPLE, &only)["answers"].as_array().unwrap().len();
    assert!(answers > 3);
    let csv = written(SAMPLE, "csv", &only);
    assert_eq!(csv::Reader::from_reader(csv.as_slice()).records().count(), answers);
    let sheet = part(written(SAMPLE, "xlsx", &only), "xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches("<row ").count(), answers + 1);
    let document = part(written(SAMPLE, "docx", &only), "word/document.xml");
    assert_eq!(document.matches("<w:tr>").count(), answers + 1);
    lacuna(&["check", SAMPLE, "--only", "promised"]).assert().code(2);
}

#[test]
fn a_page_holds_hostile_text_as_text_and_asks_nothing_of_any_other_machine() {
    for file in [SAMPLE, ATTACK] {
        let page = text(file, "html", &[]);
        assert_eq!(page.matches("<script").count(), 1, "its own");
        for bad in ["<script src", "<img", "<b ", "<link", "@import", "url(", "<iframe", "<base", "\u{1b}", "\u{202e}"]
        {
            assert!(!page.contains(bad), "{file}: {bad}");
        }
        assert!(page.contains("Content-Security-Policy\" content=\"default-src 'none'"));
        assert!(page.len() < 1_500_000);
        let answers = json(file, &[])["answers"].as_array().unwrap().clone();
        for answer in &answers {
            let id = answer["id"].as_str().unwrap();
            assert!(page.contains(&format!("<details class=\"answer\" id=\"{id}\"")), "{id} has a link");
        }
        assert_eq!(page.matches("<details class=\"answer\"").count(), answers.len());
    }
}

#[test]
fn a_page_shows_the_whole_text_of_every_answer() {
    let page = text(SAMPLE, "html", &[]);
    let shown: String =
        page.split("<div id=\"list\">").nth(1).unwrap().split('<').fold(String::new(), |mut text, tag| {
            let is_sign = tag.starts_with("span class=\"sign\"");
            if !is_sign {
                text.push_str(tag.split_once('>').map_or(tag, |(_, after)| after));
            }
            text
        });
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = flat(&shown.replace("&#39;", "'").replace("&#34;", "\"").replace("&#38;", "&"));
    let document = std::fs::read_to_string(SAMPLE).unwrap();
    let paragraphs = document.lines().filter(|line| line.starts_with('\t') && !line.starts_with("\t\t")).skip(1);
    let mut seen = 0;
    for paragraph in paragraphs {
        assert!(shown.contains(&flat(paragraph)), "{paragraph}");
        seen += 1;
    }
    assert!(seen > 40);
}

#[test]
fn rows_of_a_workbook_are_as_high_as_their_text_and_grow_with_what_is_written_into_them() {
    let sheet = part(written(SAMPLE, "xlsx", &[]), "xl/worksheets/sheet1.xml");
    let rows: Vec<&str> = sheet.split("<row ").skip(2).map(|row| row.split('>').next().unwrap()).collect();
    assert!(rows.len() > 20 && rows.iter().all(|row| row.contains(" ht=\"")), "{:?}", rows.first());
    // LibreOffice does not fit rows to their text; a height that a person chose Excel would never change.
    assert!(!sheet.contains("customHeight"));
}

#[test]
fn a_terminal_is_told_dates_as_its_language_writes_them_and_no_heading_is_torn_apart() {
    let shown = |arguments: &[&str]| {
        let output = lacuna(&[&["check", SAMPLE], arguments].concat()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (french, english) = (shown(&[]), shown(&["--report-lang", "en"]));
    assert!(french.contains("reçu le 3 mars 2025") && french.contains("24\u{202f}%"), "{french}");
    assert!(english.contains("received 3 March 2025") && english.contains(" 24%"), "{english}");
    assert!(shown(&["--by", "article"]).contains(" Signalements"), "{}", shown(&["--by", "article"]));
}

#[test]
fn a_page_has_landmarks_of_different_names_and_pictures_that_fit_on_paper() {
    let page = text(SAMPLE, "html", &[]);
    let named = |attribute: &str| -> Vec<String> {
        let mark = format!("{attribute}=\"");
        let parts = page.split(&mark).skip(1);
        parts.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let mut names =
        [named("<section id=\"coverage\" aria-labelledby"), named("role=\"region\" aria-labelledby")].concat();
    names.sort();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "two landmarks have one name: {names:?}");
    // A picture is not cut at the end of a page.
    let heights = page.split("<svg class=\"chart\" width=\"100%\" height=\"").skip(1);
    let heights: Vec<u32> = heights.map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect();
    assert!(heights.len() >= 4 && heights.iter().all(|height| *height < 500), "{heights:?}");
}
