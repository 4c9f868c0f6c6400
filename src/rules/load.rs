//! From the text of a rule file to its values. Where a file has a mistake, the rest of it is read all the same.

use super::problem::{Code, Problem, Problems};
use super::source::Source;
use serde::de::DeserializeOwned;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Error, ValueDeserializer};

/// A file that is a list of rules.
pub(crate) trait RuleFile: DeserializeOwned {
    /// One `[[rule]]`.
    type Rule: DeserializeOwned;
    /// Keys that each rule must have.
    const REQUIRED: &'static [&'static str];
    /// Its rules.
    fn rules(self) -> Vec<Self::Rule>;
}

/// After so many mistakes in one rule, or in a file that is no list of rules, the rest is noise.
const MOST_MISTAKES: usize = 30;

/// Parses a file as a whole; `None` if there is a mistake in it.
pub(crate) fn parse<T: DeserializeOwned>(source: &Source, problems: &mut Vec<Problem>) -> Option<T> {
    if let Ok(parsed) = toml::from_str(&source.text) {
        return Some(parsed);
    }
    let root = document(source, problems)?;
    careful(root, &[], source, problems)
}

/// Parses the rules of a file, one by one if there is a mistake in it: those without a mistake are given.
pub(crate) fn rules<F: RuleFile>(source: &Source, problems: &mut Vec<Problem>) -> Vec<F::Rule> {
    if let Ok(parsed) = toml::from_str::<F>(&source.text) {
        return parsed.rules();
    }
    let Some(mut root) = document(source, problems) else { return Vec::new() };
    let mut rules = Vec::new();
    if let Some(table) = as_table(&mut root)
        && table.get("rule").is_some_and(|rule| rule.get_ref().is_array())
        && let Some(list) = table.remove("rule")
        && let DeValue::Array(list) = list.into_inner()
    {
        rules.extend(list.into_iter().filter_map(|rule| careful(rule, F::REQUIRED, source, problems)));
    }
    // What else stands in the file.
    let _ = careful::<F>(root, &[], source, problems);
    rules
}

/// Parses a file that is no rule file, and tells its mistakes in the same way.
pub(crate) fn read_config<T: DeserializeOwned>(path: &Path, text: String) -> Result<T, Problems> {
    let mut problems = Vec::new();
    parse(&Source::new(path.display().to_string(), "", text), &mut problems).ok_or(Problems(problems))
}

/// The file as TOML; a mistake of syntax goes to `problems`.
pub(crate) fn document<'s>(source: &'s Source, problems: &mut Vec<Problem>) -> Option<Spanned<DeValue<'s>>> {
    match DeTable::parse(&source.text) {
        Ok(table) => Some(Spanned::new(table.span(), DeValue::Table(table.into_inner()))),
        Err(error) => {
            let end = source.text.len();
            let span = error.span().unwrap_or(end..end);
            let message = format!("this is no valid TOML: {}", error.message());
            let remedy = "mend this first: nothing else in this file was looked at";
            problems.push(source.problem(Code::TomlSyntax, span, message, remedy));
            None
        }
    }
}

fn as_table<'a, 's>(value: &'a mut Spanned<DeValue<'s>>) -> Option<&'a mut DeTable<'s>> {
    match value.get_mut() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

/// Deserializes a value, and again without the offending entry as long as there are mistakes: each is told.
pub(crate) fn careful<T: DeserializeOwned>(
    mut value: Spanned<DeValue<'_>>,
    required: &[&str],
    source: &Source,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let before = problems.len();
    if let DeValue::Table(table) = value.get_ref() {
        for key in required.iter().filter(|key| !table.contains_key(**key)) {
            problems.push(missing(key, value.span(), source));
        }
    }
    let told = problems.len();
    while problems.len() < told + MOST_MISTAKES {
        let error = match T::deserialize(ValueDeserializer::from(value.clone())) {
            Ok(parsed) if problems.len() == before => return Some(parsed),
            Ok(_) => return None,
            Err(error) => error,
        };
        let span = error.span().unwrap_or_else(|| value.span());
        let mut path = Vec::new();
        let removed = remove(&mut value, &span, &mut path);
        // Of a rule these are told above, or follow from a mistake that was told.
        let follows = path.is_empty() && problems.len() > before && error.message().starts_with(MISSING);
        if !follows {
            problems.push(describe(&error, span, path.first().map(String::as_str), source));
        }
        if !removed {
            return None;
        }
    }
    None
}

/// Takes out the innermost entry at this place. `path`: its keys, innermost first.
fn remove(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>, path: &mut Vec<String>) -> bool {
    let holds = |outer: Range<usize>| outer.start <= span.start && span.end <= outer.end;
    match value.get_mut() {
        DeValue::Table(table) => {
            let mut found = None;
            for (key, inner) in table.iter_mut() {
                if key.span() == *span {
                    found = Some(key.get_ref().to_string());
                } else if remove(inner, span, path) {
                    path.push(key.get_ref().to_string());
                    return true;
                } else if holds(inner.span()) {
                    found = Some(key.get_ref().to_string());
                }
            }
            let Some(key) = found else { return false };
            *table = std::mem::take(table).into_iter().filter(|(known, _)| *known.get_ref() != key).collect();
            path.push(key);
            true
        }
        DeValue::Array(list) => {
            if list.iter_mut().any(|inner| remove(inner, span, path)) {
                return true;
            }
            let before = list.len();
            let all = std::mem::replace(list, DeArray::new());
            *list = all.into_iter().filter(|inner| !holds(inner.span())).collect();
            list.len() < before
        }
        _ => false,
    }
}

const MISSING: &str = "missing field ";

/// A mistake in the words of the rule language. serde tells its kind only in its message.
fn describe(error: &Error, span: Range<usize>, key: Option<&str>, source: &Source) -> Problem {
    let message = error.message();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (given, known) = quoted.split_first().map_or(("", &[][..]), |(given, known)| (*given, known));
    if message.starts_with(MISSING) {
        return missing(given, span, source);
    }
    if message.starts_with("unknown field ") {
        return source.problem(
            Code::UnknownField,
            span,
            format!("there is no key `{given}` here"),
            one_of(given, known),
        );
    }
    if message.starts_with("unknown variant ") {
        let is_status = known.contains(&"implemented");
        let code = if is_status { Code::UnknownStatus } else { Code::UnknownValue };
        let what = if is_status { "status" } else { key.unwrap_or("value") };
        return source.problem(code, span, format!("{given:?} is no {what}"), one_of(given, known));
    }
    // "invalid type: string "x", expected a sequence"
    let (found, expected) = message.rsplit_once(", expected ").unwrap_or((message, "another kind of value"));
    let found = found.rsplit_once(": ").map_or(found, |(_, found)| found);
    let expected = match expected {
        "a sequence" => "a list: [ … ]",
        "a string" => "a text in quotation marks",
        "a boolean" => "true or false",
        expected if expected.starts_with("a map") || expected.starts_with("struct ") => "a table: { … }",
        expected if expected.starts_with(['i', 'u', 'f']) && expected.len() <= 5 => "a number",
        expected => expected,
    };
    let place = key.map_or(String::new(), |key| format!(" in `{key}`"));
    source.problem(
        Code::WrongType,
        span,
        format!("the wrong kind of value{place}: {found}"),
        format!("write {expected}"),
    )
}

fn missing(key: &str, span: Range<usize>, source: &Source) -> Problem {
    let remedy = match key {
        "id" => "give it a name of words and hyphens: id = \"draft-law-tabled\"".to_owned(),
        "status" => "say what a hit means: status = \"planned\"".to_owned(),
        "phrases" => "write at least one: phrases = [\"…\"]".to_owned(),
        "examples" => "add [rule.examples] with fires = [\"…\"] and silent = [\"…\"]".to_owned(),
        key => format!("add {key} = …"),
    };
    source.problem(Code::MissingKey, span, format!("the key `{key}` is missing"), remedy)
}

/// "did you mean …?", or everything that is known.
pub(crate) fn one_of(given: &str, known: &[&str]) -> String {
    match closest(given, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "delete it".to_owned(),
        None => format!("write one of: {}", known.join(", ")),
    }
}

/// The known name that a misspelt one stands for, if one is near.
pub(crate) fn closest<'k>(given: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known
        .map(|name| (strsim::jaro_winkler(given, name), name))
        .filter(|(likeness, _)| *likeness >= 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
