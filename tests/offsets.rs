//! Every quote stands in the text at its offsets, whatever the text.
#![allow(missing_docs)]

mod common;

use common::{assess, documents};
use lacuna::assessment::Assessment;
use lacuna::check::{Options, check};
use lacuna::rules::Library;
use proptest::prelude::*;
use std::sync::LazyLock;

static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);

fn assert_quotes_stand(text: &str, assessment: &Assessment) {
    let line = |offset: usize| 1 + text[..offset].matches('\n').count();
    for answer in &assessment.answers {
        for measure in &answer.measures {
            assert_eq!(text[measure.start..measure.end], measure.quote, "{}", answer.id);
            assert!(measure.quote.contains(&measure.cue), "{}: the cue stands in the quote", answer.id);
            assert_eq!(line(measure.start), measure.line, "{}", answer.id);
        }
        let evidence = answer.articles.iter().flat_map(|article| &article.why);
        for why in evidence.chain(answer.themes.iter().flat_map(|theme| &theme.why)) {
            assert_eq!(text[why.start..why.end], why.quote, "{}", answer.id);
        }
    }
}

#[test]
fn every_quote_of_every_sample_stands_at_its_offsets() {
    for path in documents() {
        let (document, checked) = assess(&path);
        assert!(checked.assessment.answers.iter().any(|answer| !answer.measures.is_empty()));
        assert_quotes_stand(&document.text, &checked.assessment);
    }
}

/// Fragments from which documents with troubles are made.
const FRAGMENTS: [&str; 28] = [
    "\t\t1. a)\n",
    "\t\t2. с) \n",
    "\t\t3 b)\n",
    "\t\t17\n",
    "\t\tSection\n",
    "\n",
    "\t",
    " ",
    "\u{a0}",
    "\u{202f}",
    "(",
    ")",
    "« ",
    " »",
    "; ",
    ": ",
    ", ",
    ". ",
    "Une loi est en cours d’élaboration",
    "il est prévu de construire trente foyers d’ici à 2027",
    "aucune modification n’est envisagée",
    "La loi a été adoptée",
    " et ",
    "🏛️",
    "e\u{301}",
    "\u{ad}",
    "\u{202e}",
    "Ⅻ Ω ﷽",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn quotes_stand_at_their_offsets_in_any_text(pieces in proptest::collection::vec(prop_oneof![
        3 => proptest::sample::select(FRAGMENTS.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ], 0..60)) {
        let text = format!("\t\t1. a)\n{}", pieces.concat());
        let document = lacuna::read::from_bytes("x", text.as_bytes()).expect("it is a text");
        let options = Options { language: Some("fr".into()), ..Options::default() };
        let checked = check(&document, &LIBRARY, &options).expect("there is a label");
        assert_quotes_stand(&document.text, &checked.assessment);
    }
}
