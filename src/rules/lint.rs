//! What is wrong with rules that can be used: told by `lacuna rules check` only, because it takes longer.

use super::convention::Convention;
use super::effective::{self, Effective};
use super::files::{Condition, Examples};
use super::library::Library;
use super::load::closest;
use super::problem::{Code, Problem};
use super::source::Source;
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use toml::Spanned;

type Conditions = BTreeMap<String, Condition>;

/// Looks at every rule of a language and a convention.
pub(crate) fn rules(library: &Library, convention: &Convention, language: &str) -> Vec<Problem> {
    // Mistakes of reading are told by whoever compiles the pack.
    let mut ignored = Vec::new();
    let Effective { status, topics, details } =
        effective::gather(&library.sources, &library.overrides, &convention.id, language, &mut ignored);
    let mut linter = Linter { problems: Vec::new() };
    let mut twins: FxHashMap<String, (String, String)> = FxHashMap::default();
    for placed in status.iter().filter(|placed| !placed.off) {
        let (rule, source) = (&placed.rule, &library.sources[placed.source]);
        let exceptions: Vec<&str> = rule.unless.keys().map(String::as_str).collect();
        linter.because(rule.examples.get_ref(), &exceptions, source);
        linter.unshown(&rule.id, &rule.unless, rule.examples.get_ref(), source);
        let conditions = format!(
            "{:?} {:?} {:?} {} {} {}",
            rule.scope,
            words(&rule.subject),
            words(&rule.not_subject),
            spelt(&rule.unless),
            spelt(&rule.when),
            // A rule that stands beside the winner may repeat the winner's words.
            rule.beside,
        );
        let mut own: FxHashSet<String> = FxHashSet::default();
        for phrase in &rule.phrases {
            let normal = normal(phrase.get_ref());
            if !own.insert(normal.clone()) {
                linter.repeated(phrase, "this phrase stands twice in the rule", source);
                continue;
            }
            let here = format!("{}:{}", source.path, source.line_of(phrase.span().start));
            match twins.entry(format!("{conditions} {normal}")) {
                std::collections::hash_map::Entry::Occupied(first) => {
                    let (other, place) = first.get();
                    linter.repeated(
                        phrase,
                        &format!("{other} has the same phrase and the same conditions: {place}"),
                        source,
                    );
                }
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert((placed.id.clone(), here));
                }
            }
        }
    }
    for placed in topics.iter().filter(|placed| !placed.off) {
        let (rule, source) = (&placed.rule, &library.sources[placed.source]);
        linter.topics(
            rule.articles.keys(),
            |id| convention.has_article(id),
            convention.article_ids(),
            "article",
            source,
        );
        linter.topics(rule.themes.keys(), |id| convention.has_theme(id), convention.theme_ids(), "theme", source);
        let names: Vec<&str> = rule.unless.keys().chain(rule.when.keys()).map(String::as_str).collect();
        linter.because(rule.examples.get_ref(), &names, source);
        linter.unshown(&rule.id, &rule.unless, rule.examples.get_ref(), source);
        linter.twice(&rule.phrases, source);
    }
    for placed in details.iter().filter(|placed| !placed.off) {
        let (rule, source) = (&placed.rule, &library.sources[placed.source]);
        let names: Vec<&str> = rule.unless.keys().map(String::as_str).collect();
        linter.because(rule.examples.get_ref(), &names, source);
        linter.unshown(&rule.id, &rule.unless, rule.examples.get_ref(), source);
        linter.twice(&rule.phrases, source);
    }
    linter.problems
}

struct Linter {
    problems: Vec<Problem>,
}

impl Linter {
    /// A negative example may only name an exception that is there.
    fn because(&mut self, examples: &Examples, exceptions: &[&str], source: &Source) {
        for because in examples.silent.iter().filter_map(|example| example.get_ref().because.as_ref()) {
            let name = because.get_ref().as_str();
            if exceptions.contains(&name) {
                continue;
            }
            let remedy = match (closest(name, exceptions.iter().copied()), exceptions) {
                (Some(near), _) => format!("did you mean {near:?}?"),
                (None, []) => "the rule has no exceptions: delete `because`, or write unless.NAME".to_owned(),
                (None, known) => format!("its exceptions are: {}", known.join(", ")),
            };
            let message = format!("the rule has no exception {name:?}");
            self.problems.push(source.problem(Code::UnknownException, because.span(), message, remedy));
        }
    }

    /// An exception that no example shows may never hold.
    fn unshown(&mut self, id: &Spanned<String>, unless: &Conditions, examples: &Examples, source: &Source) {
        let shown = |name: &str| {
            let named = examples.silent.iter().filter_map(|example| example.get_ref().because.as_ref());
            named.into_iter().any(|because| because.get_ref() == name)
        };
        for (name, condition) in unless.iter().filter(|(name, _)| !shown(name)) {
            let span = condition.phrases.first().map_or_else(|| id.span(), Spanned::span);
            let message = format!("no example shows the exception {name:?} of {}", id.get_ref());
            let remedy = format!("add one to silent: {{ text = \"…\", because = {name:?} }}");
            self.problems.push(source.problem(Code::UnshownException, span, message, remedy));
        }
    }

    fn twice(&mut self, phrases: &[Spanned<String>], source: &Source) {
        let mut own = FxHashSet::default();
        for phrase in phrases.iter().filter(|phrase| !own.insert(normal(phrase.get_ref()))) {
            self.repeated(phrase, "this phrase stands twice in the rule", source);
        }
    }

    fn repeated(&mut self, phrase: &Spanned<String>, message: &str, source: &Source) {
        let remedy = "delete one of the two, or give one rule another condition";
        self.problems.push(source.problem(Code::DuplicatePhrase, phrase.span(), message, remedy));
    }

    fn topics<'i>(
        &mut self,
        named: impl Iterator<Item = &'i Spanned<String>>,
        is_known: impl Fn(&str) -> bool,
        known: Vec<&str>,
        what: &str,
        source: &Source,
    ) {
        for id in named.filter(|id| !is_known(id.get_ref())) {
            let remedy = match closest(id.get_ref(), known.iter().copied()) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("see the {what}s of convention.toml"),
            };
            let message = format!("the Convention has no {what} {:?}", id.get_ref());
            self.problems.push(source.problem(Code::UnknownTopic, id.span(), message, remedy));
        }
    }
}

/// A phrase without what makes no difference.
fn normal(phrase: &str) -> String {
    let words =
        phrase.split_whitespace().map(|word| if word.starts_with('=') { word.to_lowercase() } else { fold(word) });
    words.collect::<Vec<_>>().join(" ")
}

fn words(names: &[Spanned<String>]) -> Vec<&str> {
    let mut words: Vec<&str> = names.iter().map(|name| name.get_ref().as_str()).collect();
    words.sort_unstable();
    words
}

fn spelt(conditions: &Conditions) -> String {
    let mut all: Vec<String> = conditions
        .values()
        .map(|condition| {
            let mut phrases: Vec<String> = condition.phrases.iter().map(|phrase| normal(phrase.get_ref())).collect();
            phrases.sort_unstable();
            format!("{:?} {}", condition.near, phrases.join("|"))
        })
        .collect();
    all.sort_unstable();
    all.join(" / ")
}

/// A status rule that decides nothing, not even in its own examples. `why`: what goes wrong in the first of them.
pub(crate) fn shadowed(source: &Source, start: usize, id: &str, why: &str) -> Problem {
    let name = id.rsplit('/').next().unwrap_or(id);
    let span = start..(start + name.len() + 2).min(source.text.len());
    let message = format!("{id} decides none of its own examples: {why}");
    let remedy =
        "`lacuna rules find \"…\"` shows what goes before it; mend its phrases, raise its priority, or delete it";
    source.problem(Code::AlwaysShadowed, span, message, remedy)
}
