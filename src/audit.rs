//! Everything that is wrong with the rules in force, at once.

use crate::examples::{self, Kind};
use crate::rules::{Code, Library, Pack, Problem, lint, settings};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Every mistake in the rule files, in order of file and place. This takes longer than loading the rules: it also tries
/// the examples of every status rule.
pub fn audit(library: &Library) -> Vec<Problem> {
    let mut problems = library.problems.clone();
    problems.extend(settings::check(library));
    for id in library.conventions() {
        // What is wrong with the convention itself is told by `settings`.
        let convention = library.convention(id).ok();
        for language in library.languages_named() {
            let built = library.build(id, &language);
            let sound = !built.problems.iter().any(|problem| is_of_language(problem, &language));
            if sound {
                problems.extend(shadowed(library, &built.pack, &built.faulty));
            }
            problems.extend(built.problems);
            if let Some(convention) = &convention {
                problems.extend(lint::rules(library, convention, &language));
            }
        }
    }
    problems.extend(library.overrides_of_no_language());
    problems.sort_by(|a, b| {
        (&a.file, a.span.start, a.span.end, a.code, &a.message).cmp(&(
            &b.file,
            b.span.start,
            b.span.end,
            b.code,
            &b.message,
        ))
    });
    problems.dedup();
    problems
}

/// A mistake in a language file touches every rule: what its examples do says nothing then.
fn is_of_language(problem: &Problem, language: &str) -> bool {
    problem.file.ends_with(&format!("language/{language}.toml")) || problem.code == Code::MissingFile
}

/// Status rules that decide none of their own examples.
fn shadowed(library: &Library, pack: &Pack, faulty: &FxHashSet<String>) -> Vec<Problem> {
    // Whether it decides one, and what goes wrong in the first.
    let mut wins: BTreeMap<String, (bool, Option<String>)> = BTreeMap::new();
    for tried in examples::run(pack).into_iter().filter(|tried| tried.kind == Kind::Fires) {
        let (won, why) = wins.entry(tried.rule).or_default();
        *won |= tried.won;
        *why = why.take().or(tried.failure);
    }
    let cues = pack.cues.iter().filter(|cue| !faulty.contains(&cue.id));
    let silent = cues.filter_map(|cue| match wins.get(&cue.id) {
        Some((false, why)) => Some((cue, why.as_deref().unwrap_or("rules of the same status have longer cues"))),
        _ => None,
    });
    silent.map(|(cue, why)| lint::shadowed(&library.sources[cue.at.source], cue.at.start, &cue.id, why)).collect()
}
