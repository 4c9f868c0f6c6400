//! All rules in force, as a person looks at them: whole, after layering, with their origin.

use super::effective::{self, Placed};
use super::files::{DetailRule, Examples, StatusRule, TopicRule};
use super::library::Library;
use super::problem::Problem;
use serde::Serialize;
use toml::Spanned;

/// A rule in force.
#[derive(Debug, Serialize)]
pub struct RuleEntry {
    /// `fr/planned/il-est-prevu-de`.
    pub id: String,
    /// ISO 639-1.
    pub language: String,
    /// `status`, `topic` or `detail`.
    pub kind: &'static str,
    /// File that it stands in.
    pub file: String,
    /// 1-based line of its id.
    pub line: usize,
    /// Overrides that changed it: file, line, and what they say.
    pub changed: Vec<String>,
    /// Whether an override took it out.
    pub off: bool,
    /// As it stands after the overrides.
    pub(crate) rule: Rule,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Rule {
    Status(StatusRule),
    Topic(TopicRule),
    Detail(DetailRule),
}

impl RuleEntry {
    /// What a hit means: the statuses, or the articles and themes.
    pub fn meaning(&self) -> Vec<String> {
        match &self.rule {
            Rule::Status(rule) => rule.status.0.iter().map(|name| name.name().to_owned()).collect(),
            Rule::Topic(rule) => {
                rule.articles.keys().chain(rule.themes.keys()).map(|id| id.get_ref().clone()).collect()
            }
            Rule::Detail(rule) => vec![format!("{:?}", rule.kind).to_lowercase()],
        }
    }

    /// The cues.
    pub fn phrases(&self) -> impl Iterator<Item = &str> {
        let phrases = match &self.rule {
            Rule::Status(rule) => &rule.phrases,
            Rule::Topic(rule) => &rule.phrases,
            Rule::Detail(rule) => &rule.phrases,
        };
        phrases.iter().map(|phrase| phrase.get_ref().as_str())
    }

    /// What the rule is for.
    pub fn note(&self) -> Option<&str> {
        match &self.rule {
            Rule::Status(rule) => rule.note.as_deref(),
            Rule::Topic(rule) => rule.note.as_deref(),
            Rule::Detail(rule) => rule.note.as_deref(),
        }
    }

    pub(crate) fn examples(&self) -> &Examples {
        match &self.rule {
            Rule::Status(rule) => rule.examples.get_ref(),
            Rule::Topic(rule) => rule.examples.get_ref(),
            Rule::Detail(rule) => rule.examples.get_ref(),
        }
    }

    /// Whether a text occurs in its id, its note, its phrases or its examples.
    pub fn contains(&self, text: &str) -> bool {
        let text = crate::text::fold(text);
        let has = |other: &str| crate::text::fold(other).contains(&text);
        let Examples { fires, silent, todo } = self.examples();
        has(&self.id)
            || self.note().is_some_and(has)
            || self.phrases().any(has)
            || fires.iter().chain(silent).chain(todo).any(|example| has(&example.get_ref().text))
    }
}

/// Every rule of these languages, in order of language, kind and file; and the mistakes met on the way.
pub fn catalogue(library: &Library, languages: &[&str]) -> (Vec<RuleEntry>, Vec<Problem>) {
    let mut problems = library.problems.clone();
    let mut entries: Vec<RuleEntry> = Vec::new();
    for language in languages {
        for (at, convention) in library.conventions().into_iter().enumerate() {
            let effective =
                effective::gather(&library.sources, &library.overrides, convention, language, &mut problems);
            let lister = Lister { library, language };
            // Status and detail rules belong to no convention.
            if at == 0 {
                entries.extend(lister.entries(effective.status, "status", |rule| &rule.id, Rule::Status));
                entries.extend(lister.entries(effective.details, "detail", |rule| &rule.id, Rule::Detail));
            }
            entries.extend(lister.entries(effective.topics, "topic", |rule| &rule.id, Rule::Topic));
        }
    }
    (entries, problems)
}

struct Lister<'l> {
    library: &'l Library,
    language: &'l str,
}

impl Lister<'_> {
    fn entries<R>(
        &self,
        placed: Vec<Placed<R>>,
        kind: &'static str,
        id: impl Fn(&R) -> &Spanned<String>,
        wrap: impl Fn(R) -> Rule,
    ) -> Vec<RuleEntry> {
        let entry = |placed: Placed<R>| {
            let source = &self.library.sources[placed.source];
            let changed = placed.changes.iter().map(|&at| {
                let change = &self.library.overrides[at];
                let source = &self.library.sources[change.source];
                format!(
                    "{}:{}: {}",
                    source.path,
                    source.line_of(change.change.id.span().start),
                    change.change.describe()
                )
            });
            RuleEntry {
                language: self.language.to_owned(),
                kind,
                file: source.path.clone(),
                line: source.line_of(id(&placed.rule).span().start),
                changed: changed.collect(),
                off: placed.off,
                id: placed.id,
                rule: wrap(placed.rule),
            }
        };
        placed.into_iter().map(entry).collect()
    }
}
