//! A document in the Secretariat's layout becomes sections and answers.
#![allow(missing_docs)]

mod common;

use common::{assess, root};
use lacuna::reply::split;
use lacuna::rules::Library;

fn ids(path: &str) -> Vec<String> {
    assess(&root().join(path)).1.assessment.answers.into_iter().map(|answer| answer.id).collect()
}

fn split_text(text: &str) -> lacuna::reply::Reply {
    split(text, &Library::embedded().layouts().expect("valid layouts")).expect("answers")
}

#[test]
fn the_sample_has_all_its_answers_in_order() {
    let ids = ids("data/samples/valdorie-6.fr.txt");
    assert_eq!(ids.len(), 49);
    assert_eq!(&ids[..4], ["1.a", "1.b", "2.a", "2.b"]);
    for combined in ["3", "6.a-b", "14.c-d", "18"] {
        assert!(ids.iter().any(|id| id == combined), "{combined} is there");
    }
}

#[test]
fn the_head_of_the_sample_is_read() {
    let (_, checked) = assess(&root().join("data/samples/valdorie-6.fr.txt"));
    let source = checked.assessment.source;
    assert_eq!(source.state.as_deref(), Some("Valdorie"));
    assert_eq!(source.committee.as_deref(), Some("CEDAW"));
    assert_eq!(source.session.as_deref(), Some("Quatre-vingt-onzième session"));
    assert_eq!(source.received.as_deref(), Some("2025-03-03"));
    assert_eq!(source.language, "fr");
    assert_eq!(checked.reply.sections.len(), 20);
}

#[test]
fn labels_in_all_their_shapes_are_recognised() {
    let reply = split_text(
        "\t\tTitre*\n\n[Date de réception : 1er mai 2025]\n\n\t\tPremière section\n\n\t\t1. a)\n\n\tUn texte.\n\t\t2. с) \n\tAutre texte.\n\
         \t\tSeconde section\n\t\t3 b)\u{a0}\n\tTexte.\n\n\t\t9. i), j)\n\tTexte.\n\n\t\t17 \n\tTexte.\n\n\t\t18. b) à d)\n\tTexte.\n",
    );
    let ids: Vec<_> = reply.answers.iter().map(|answer| answer.id.as_str()).collect();
    assert_eq!(ids, ["1.a", "2.c", "3.b", "9.i-j", "17", "18.b-c-d"]);
    let sections: Vec<_> = reply.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(sections, ["Première section", "Seconde section"], "the title of the document is no section");
    assert_eq!(reply.warnings.iter().filter(|warning| warning.code == "label-look-alike").count(), 1);
}

#[test]
fn a_list_item_inside_an_answer_is_no_label() {
    let reply = split_text("\t\t1. a)\n\tTrois mesures :\n\ta) une loi ;\n\tb) un décret.\n\n\t\t1. b)\n\tTexte.\n");
    let ids: Vec<_> = reply.answers.iter().map(|answer| answer.id.as_str()).collect();
    assert_eq!(ids, ["1.a", "1.b"]);
    assert_eq!(reply.answers[0].paragraphs.len(), 3);
}

#[test]
fn a_label_that_comes_again_is_kept_apart_with_a_warning() {
    let reply = split_text("\t\t1. a)\n\tUn.\n\n\t\t1. a)\n\tDeux.\n");
    let ids: Vec<_> = reply.answers.iter().map(|answer| answer.id.as_str()).collect();
    assert_eq!(ids, ["1.a", "1.a~2"]);
    assert_eq!(reply.warnings[0].code, "label-repeated");
    assert_eq!(reply.warnings[0].line, Some(4));
}

#[test]
fn the_number_of_a_question_above_its_parts_is_no_answer() {
    let part = |label: &str| format!("\t\t{label}\n\n\tLa voile est enseignée au port.\n\n");
    let text: String =
        (1..5).map(|q| format!("Question {q}\n\n{}{}", part(&format!("{q}. a)")), part(&format!("{q}. b)")))).collect();
    let ids: Vec<String> = split_text(&text).answers.into_iter().map(|answer| answer.id).collect();
    assert_eq!(ids, ["1.a", "1.b", "2.a", "2.b", "3.a", "3.b", "4.a", "4.b"]);
}

#[test]
fn numbered_paragraphs_of_a_state_report_are_answers() {
    let reply =
        split_text("National report\n\n6.\tThe Act was adopted.\n\n17.\tA plan is being drafted.\nIt goes on.\n");
    let ids: Vec<_> = reply.answers.iter().map(|answer| (answer.id.as_str(), answer.paragraphs.len())).collect();
    assert_eq!(ids, [("6", 1), ("17", 2)]);
}
