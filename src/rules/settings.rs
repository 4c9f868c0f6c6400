//! What is wrong with the files beside the rules: layouts, policies, report words, the convention.

use super::convention::Convention;
use super::followup::{FollowupPolicy, FollowupWords};
use super::layout::{Layout, LayoutFile};
use super::library::{Library, embedded};
use super::load::{document, parse};
use super::policy::{MissingPolicy, TopicPolicy, VerdictPolicy};
use super::problem::{Code, Problem};
use super::source::Source;
use super::words::ReportWords;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Looks at every file in force that holds no rules and no language.
pub(crate) fn check(library: &Library) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, source) in library.sources.iter().enumerate() {
        let in_force = !library.sources[index + 1..].iter().any(|later| later.place == source.place);
        let parts: Vec<&str> = source.place.split('/').collect();
        match parts.as_slice() {
            ["layout", _] => layout(source, library, &mut problems),
            ["policy", "verdict.toml"] if in_force => {
                let _ = parse::<VerdictPolicy>(source, &mut problems);
                numbers(source, VERDICT, &mut problems);
            }
            ["policy", "topics.toml"] if in_force => {
                let _ = parse::<TopicPolicy>(source, &mut problems);
                numbers(source, TOPICS, &mut problems);
            }
            ["policy", "missing.toml"] if in_force => drop(parse::<MissingPolicy>(source, &mut problems)),
            ["policy", "followup.toml"] if in_force => drop(parse::<FollowupPolicy>(source, &mut problems)),
            ["followup", _] if in_force => drop(parse::<FollowupWords>(source, &mut problems)),
            ["report", _] if in_force => words(source, &mut problems),
            ["conventions", _, "convention.toml"] if in_force => convention(source, &mut problems),
            _ => {}
        }
    }
    problems
}

fn layout(source: &Source, library: &Library, problems: &mut Vec<Problem>) {
    let Some(file) = parse::<LayoutFile>(source, problems) else { return };
    let pieces = library.layout_pieces();
    let inherited = file.like.as_ref().and_then(|like| pieces.get(like.get_ref()));
    problems.extend(Layout::new(source.stem(), file, inherited).problems(source, &library.layout_ids()));
}

type Ranges = &'static [(&'static [&'static str], RangeInclusive<f64>)];

const VERDICT: Ranges = &[
    (&["unrealised_at_least"], 0.0..=1000.0),
    (&["unrealised_share_at_least"], 0.0..=1.0),
    (&["declined_over_implemented"], 0.0..=1000.0),
    (&["implemented_at_least"], 0.0..=1000.0),
    (&["minor_weight"], 0.0..=10.0),
    (&["old_after_years"], 0.0..=1000.0),
];

const TOPICS: Ranges = &[
    (&["heading"], 0.0..=1000.0),
    (&["repeated"], 0.0..=1.0),
    (&["citation"], 0.0..=1000.0),
    (&["paragraph"], 0.0..=1000.0),
    (&["articles", "most"], 1.0..=1000.0),
    (&["articles", "at_least"], 0.0..=1000.0),
    (&["articles", "share_of_best"], 0.0..=1.0),
    (&["themes", "most"], 1.0..=1000.0),
    (&["themes", "at_least"], 0.0..=1000.0),
    (&["themes", "share_of_best"], 0.0..=1.0),
];

fn numbers(source: &Source, ranges: Ranges, problems: &mut Vec<Problem>) {
    let Some(root) = document(source, &mut Vec::new()) else { return };
    for (path, range) in ranges {
        let found = path.iter().try_fold(&root, |value, key| value.get_ref().as_table()?.get(*key));
        let Some(value) = found else { continue };
        let number: Option<f64> = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        if let Some(number) = number.filter(|number| !range.contains(number)) {
            let message = format!("{} = {number} is out of range", path.join("."));
            let remedy = format!("write a number from {} to {}", range.start(), range.end());
            problems.push(source.problem(Code::PolicyNumber, value.span(), message, remedy));
        }
    }
}

/// Report words against those that come with lacuna: none may be missing, and each keeps its `{names}`.
fn words(source: &Source, problems: &mut Vec<Problem>) {
    let Some(mut own) = document(source, problems) else { return };
    let model = embedded("report/en.toml").expect("lacuna comes with English report words");
    let model = DeTable::parse(model).expect("the tests read it");
    let before = problems.len();
    compare(model.get_ref(), own.get_ref().as_table(), "", own.span(), source, problems);
    if problems.len() == before {
        let _ = parse::<ReportWords>(source, problems);
        return;
    }
    // Keys that are too many are told beside those that are missing.
    if let DeValue::Table(table) = own.get_mut() {
        extra(model.get_ref(), table, source, problems);
    }
}

fn compare(
    model: &DeTable<'_>,
    own: Option<&DeTable<'_>>,
    prefix: &str,
    place: std::ops::Range<usize>,
    source: &Source,
    problems: &mut Vec<Problem>,
) {
    for (key, value) in model {
        let name = format!("{prefix}{}", key.get_ref());
        match (own.and_then(|own| own.get(key.get_ref().as_ref())), value.get_ref()) {
            (Some(found), DeValue::Table(inner)) => {
                compare(inner, found.get_ref().as_table(), &format!("{name}."), found.span(), source, problems);
            }
            (Some(found), DeValue::String(text)) => {
                if let Some(given) = found.get_ref().as_str() {
                    for lost in blanks(text).difference(&blanks(given)) {
                        let message = format!("the report word `{name}` has lost {{{lost}}}");
                        let remedy = "put it back: the report fills it in";
                        problems.push(source.problem(Code::MissingWord, found.span(), message, remedy));
                    }
                }
            }
            (Some(_), _) => {}
            (None, _) => {
                let message = format!("the report word `{name}` is missing");
                let remedy = format!("add it; in English it is {}", shown(value));
                problems.push(source.problem(Code::MissingWord, place.clone(), message, remedy));
            }
        }
    }
}

fn shown(value: &Spanned<DeValue<'_>>) -> String {
    value.get_ref().as_str().map_or_else(|| "a table of words".to_owned(), |text| format!("{text:?}"))
}

/// Names in braces.
fn blanks(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

fn extra(model: &DeTable<'_>, own: &DeTable<'_>, source: &Source, problems: &mut Vec<Problem>) {
    for (key, value) in own {
        match (model.get(key.get_ref().as_ref()).map(Spanned::get_ref), value.get_ref()) {
            (Some(DeValue::Table(model)), DeValue::Table(own)) => extra(model, own, source, problems),
            (Some(_), _) => {}
            (None, _) => {
                let message = format!("there is no report word `{}`", key.get_ref());
                problems.push(source.problem(Code::UnknownField, key.span(), message, "delete it"));
            }
        }
    }
}

/// A convention's own references: of general recommendations to articles and themes.
fn convention(source: &Source, problems: &mut Vec<Problem>) {
    let Some(convention) = parse::<Convention>(source, problems) else { return };
    let Some(root) = document(source, &mut Vec::new()) else { return };
    let table = root.get_ref().as_table();
    let list = table.and_then(|table| table.get("recommendation")).and_then(|list| list.get_ref().as_array());
    for recommendation in list.into_iter().flatten().filter_map(|value| value.get_ref().as_table()) {
        for (key, what) in [("articles", "article"), ("themes", "theme")] {
            let ids = recommendation.get(key).and_then(|ids| ids.get_ref().as_array());
            for value in ids.into_iter().flatten() {
                let id = value.get_ref().as_str().unwrap_or_default();
                let known = if what == "article" { convention.has_article(id) } else { convention.has_theme(id) };
                if !known {
                    let message = format!("the Convention has no {what} {id:?}");
                    let remedy = format!("write the id of one of its {what}s");
                    problems.push(source.problem(Code::UnknownTopic, value.span(), message, remedy));
                }
            }
        }
    }
}
