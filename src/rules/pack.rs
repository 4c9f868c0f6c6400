//! The rules of one language and one convention, compiled.

use super::compile::{Compiler, Morphology, Scope};
use super::files::{
    Citations, CitationsFile, Clauses, Condition, DetailFile, DetailKind, Examples, LanguageFile, Near, StatusFile,
    StatusName, TopicFile,
};
use super::library::Source;
use super::matcher::{ListId, Matcher, Target};
use super::phrase::{self, PhraseError};
use super::problem::{Problem, Problems};
use crate::assessment::Status;
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use toml::Spanned;

/// The rules of one language and one convention, ready to read text with.
pub struct Pack {
    /// Language of the documents that it reads, ISO 639-1.
    pub language: String,
    pub(crate) matcher: Matcher,
    pub(crate) elisions: FxHashMap<String, String>,
    pub(crate) abbreviations: FxHashSet<String>,
    pub(crate) targets: Vec<Meaning>,
    pub(crate) cues: Vec<Cue>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) details: Vec<Detail>,
    pub(crate) marks: Marks,
    pub(crate) months: FxHashMap<String, u8>,
}

/// What a phrase in the search tree stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Cue(usize),
    Topic(usize),
    Detail(usize),
    /// A condition of some rule, which knows its target.
    Condition,
}

/// A compiled status rule.
pub(crate) struct Cue {
    /// `fr/planned/il-est-prevu-de`.
    pub id: String,
    /// The measures that it makes of a clause; empty where the rule says that there is none.
    pub statuses: Vec<Status>,
    pub subject: Vec<String>,
    pub not_subject: Vec<String>,
    pub conditions: Vec<Conditional>,
    pub priority: i32,
    pub beside: bool,
    /// Whether the cue is the predicate of a clause, and so can have a clause to itself.
    pub predicate: bool,
    pub weight: f64,
    pub examples: Examples,
}

impl Cue {
    /// Whether it reports only what is done: told in a relative clause, that is background.
    pub(crate) fn is_background(&self) -> bool {
        self.statuses == [Status::Implemented]
    }
}

/// A compiled exception (`unless`) or precondition (`when`).
pub(crate) struct Conditional {
    pub name: String,
    /// Under which its phrases are found.
    pub target: Target,
    pub near: Near,
    /// `when`: must hold; `unless`: must not.
    pub required: bool,
}

/// A compiled topic rule.
pub(crate) struct Topic {
    pub id: String,
    pub articles: Vec<(String, f64)>,
    pub themes: Vec<(String, f64)>,
    pub conditions: Vec<Conditional>,
    pub examples: Examples,
}

/// A compiled detail rule.
pub(crate) struct Detail {
    pub id: String,
    pub kind: DetailKind,
    pub future: bool,
    pub conditions: Vec<Conditional>,
    pub examples: Examples,
}

/// The word lists that structure a sentence.
#[derive(Default)]
pub(crate) struct Marks {
    pub soft: Option<ListId>,
    pub continuers: Option<ListId>,
    pub frames: Option<ListId>,
    pub anaphors: Option<ListId>,
    pub subordinators: Option<ListId>,
    pub subjects: Vec<(ListId, String)>,
    pub article: Option<ListId>,
    pub own: Option<ListId>,
    pub short: Option<ListId>,
    pub treaty: Option<ListId>,
    pub other: Option<ListId>,
    /// `S1`, `Q3` and the like.
    pub periods: Vec<(ListId, String)>,
}

fn default_priority(name: StatusName) -> i32 {
    match name {
        StatusName::Declined => 60,
        StatusName::Unavailable => 50,
        StatusName::Pending => 40,
        StatusName::Planned => 30,
        StatusName::None => 20,
        StatusName::Implemented => 10,
    }
}

impl StatusName {
    pub(crate) fn status(self) -> Option<Status> {
        match self {
            StatusName::Implemented => Some(Status::Implemented),
            StatusName::Pending => Some(Status::Pending),
            StatusName::Planned => Some(Status::Planned),
            StatusName::Declined => Some(Status::Declined),
            StatusName::Unavailable => Some(Status::Unavailable),
            StatusName::None => None,
        }
    }
}

/// Parses one file; the mistake, if there is one, goes to `problems`.
pub(crate) fn parse<T: DeserializeOwned>(file: &Source, problems: &mut Vec<Problem>) -> Option<T> {
    match toml::from_str(&file.text) {
        Ok(parsed) => Some(parsed),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            problems.push(Problem::new(&file.path, &file.text, span, error.message()));
            None
        }
    }
}

/// Compiles the pack of `language` from all rule files.
pub(crate) fn compile(sources: &[Source], convention: &str, language: &str) -> Result<Pack, Problems> {
    let mut problems = Vec::new();
    let language_path = format!("language/{language}.toml");
    let Some((source, file)) = sources
        .iter()
        .filter(|source| source.is(&language_path))
        .find_map(|source| Some((source, parse::<LanguageFile>(source, &mut problems)?)))
    else {
        if problems.is_empty() {
            problems.push(Problem::new(&language_path, "", 0..0, "this file is missing: a language needs it"));
        }
        return Err(Problems(problems));
    };

    let mut builder = Builder::new(&file, source, problems);
    builder.structure(&file, source);
    for source in sources.iter().filter(|source| source.is(&format!("conventions/{convention}/citations.toml"))) {
        if let Some(mut citations) = parse::<CitationsFile>(source, &mut builder.problems)
            && let Some(citations) = citations.remove(language)
        {
            builder.citations(&citations, source);
        }
    }
    for source in sources.iter().filter(|source| source.is_in(&format!("status/{language}/"))) {
        if let Some(StatusFile { rule }) = parse(source, &mut builder.problems) {
            rule.into_iter().for_each(|rule| builder.status_rule(rule, source, language));
        }
    }
    for source in sources.iter().filter(|source| source.is_in(&format!("conventions/{convention}/{language}/"))) {
        if let Some(TopicFile { rule }) = parse(source, &mut builder.problems) {
            rule.into_iter().for_each(|rule| builder.topic_rule(rule, source, convention, language));
        }
    }
    for source in sources.iter().filter(|source| source.is(&format!("detail/{language}.toml"))) {
        if let Some(DetailFile { rule }) = parse(source, &mut builder.problems) {
            for rule in rule {
                let index = builder.pack.details.len();
                let id = format!("{language}/detail/{}", rule.id.get_ref());
                builder.phrases(&rule.phrases, source, Meaning::Detail(index), Scope::Clause);
                let conditions = builder.conditions(rule.unless, BTreeMap::new(), source);
                builder.pack.details.push(Detail {
                    id,
                    kind: rule.kind,
                    future: rule.future,
                    conditions,
                    examples: rule.examples.into_inner(),
                });
            }
        }
    }
    builder.finish(language)
}

struct Builder {
    compiler: Compiler,
    pack: Parts,
    ids: FxHashSet<String>,
    problems: Vec<Problem>,
    elisions: FxHashMap<String, String>,
    abbreviations: FxHashSet<String>,
}

#[derive(Default)]
struct Parts {
    targets: Vec<Meaning>,
    cues: Vec<Cue>,
    topics: Vec<Topic>,
    details: Vec<Detail>,
    marks: Marks,
    months: FxHashMap<String, u8>,
}

impl Builder {
    fn new(file: &LanguageFile, source: &Source, mut problems: Vec<Problem>) -> Self {
        let mut inflections = BTreeMap::new();
        for (mark, endings) in &file.inflections {
            let mut chars = mark.chars();
            match (chars.next(), chars.next()) {
                (Some(mark), None) if !mark.is_alphanumeric() && !"()|{}?^,.#*=".contains(mark) => {
                    inflections.insert(mark, endings.clone());
                }
                _ => problems.push(Problem::new(
                    &source.path,
                    &source.text,
                    0..0,
                    format!("[inflections] {mark:?}: a mark is one sign that has no other meaning, such as ~ + & %"),
                )),
            }
        }
        let elisions: FxHashMap<_, _> = file.elisions.iter().map(|(short, full)| (fold(short), full.clone())).collect();
        let abbreviations = file
            .sentences
            .abbreviations
            .iter()
            .filter_map(|listed| listed.trim_end_matches('.').split_whitespace().next_back())
            .map(fold)
            .collect();
        let morphology = Morphology { inflections, elisions: elisions.clone() };
        Builder {
            compiler: Compiler::new(morphology),
            pack: Parts::default(),
            ids: FxHashSet::default(),
            problems,
            elisions,
            abbreviations,
        }
    }

    fn problem(&mut self, source: &Source, span: std::ops::Range<usize>, message: impl Into<String>) {
        self.problems.push(Problem::new(&source.path, &source.text, span, message));
    }

    /// A mistake inside a phrase, told at its place in the file.
    fn phrase_problem(&mut self, source: &Source, phrase: &Spanned<String>, error: &PhraseError) {
        // One byte for the opening quotation mark; escapes in a phrase may shift the place a little.
        let start = (phrase.span().start + 1 + error.at).min(phrase.span().end);
        let message = format!("in the phrase \"{}\": {}", phrase.get_ref(), error.message);
        self.problem(source, start..phrase.span().end, message);
    }

    fn declare(&mut self, name: &str, members: &[Spanned<String>], source: &Source) {
        let mut parsed = Vec::with_capacity(members.len());
        for member in members {
            match phrase::parse(member.get_ref()) {
                Ok(items) => parsed.push(items),
                Err(error) => self.phrase_problem(source, member, &error),
            }
        }
        self.compiler.declare(name, parsed);
    }

    /// A list that is looked for everywhere.
    fn mark(&mut self, name: &str, members: &[Spanned<String>], source: &Source) -> Option<ListId> {
        if members.is_empty() {
            return None;
        }
        let name = format!("@{name}");
        self.declare(&name, members, source);
        self.list_id(&name, members, source)
    }

    fn list_id(&mut self, name: &str, members: &[Spanned<String>], source: &Source) -> Option<ListId> {
        match self.compiler.marked_list(name) {
            Ok(id) => Some(id),
            Err(error) => {
                let span = members.first().map_or(0..0, Spanned::span);
                self.problem(source, span, error.message);
                None
            }
        }
    }

    fn structure(&mut self, file: &LanguageFile, source: &Source) {
        for (name, members) in file.lists.iter().chain(&file.subjects) {
            if self.compiler.is_declared(name) {
                let span = members.first().map_or(0..0, Spanned::span);
                self.problem(source, span, format!("{{{name}}} is both a list and a subject: rename one"));
            }
            self.declare(name, members, source);
        }
        for (name, members) in &file.subjects {
            if let Some(id) = self.list_id(name, members, source) {
                self.pack.marks.subjects.push((id, name.clone()));
            }
        }
        let Clauses { strong, soft, continuers, frames, anaphors, subordinators } = &file.clauses;
        if let Some(id) = self.mark("strong", strong, source) {
            self.compiler.mark_strong(id);
        }
        self.pack.marks.soft = self.mark("soft", soft, source);
        self.pack.marks.continuers = self.mark("continuers", continuers, source);
        self.pack.marks.frames = self.mark("frames", frames, source);
        self.pack.marks.anaphors = self.mark("anaphors", anaphors, source);
        self.pack.marks.subordinators = self.mark("subordinators", subordinators, source);
        for (period, members) in &file.dates.periods {
            if let Some(id) = self.mark(&format!("period-{period}"), members, source) {
                self.pack.marks.periods.push((id, period.clone()));
            }
        }
        for (number, spellings) in (1..).zip(&file.dates.months) {
            for spelling in spellings {
                self.pack.months.insert(fold(spelling), number);
            }
        }
    }

    fn citations(&mut self, citations: &Citations, source: &Source) {
        self.pack.marks.article = self.mark("article", &citations.article, source);
        self.pack.marks.own = self.mark("own", &citations.own, source);
        self.pack.marks.short = self.mark("short", &citations.short, source);
        self.pack.marks.treaty = self.mark("treaty", &citations.treaty, source);
        self.pack.marks.other = self.mark("other", &citations.other, source);
    }

    fn phrases(&mut self, phrases: &[Spanned<String>], source: &Source, meaning: Meaning, scope: Scope) -> Target {
        let target = Target::try_from(self.pack.targets.len()).expect("fewer than 2^32 phrases");
        self.pack.targets.push(meaning);
        for phrase in phrases {
            if let Err(error) = self.compiler.add(phrase.get_ref(), target, scope) {
                self.phrase_problem(source, phrase, &error);
            }
        }
        target
    }

    fn conditions(
        &mut self,
        unless: BTreeMap<String, Condition>,
        when: BTreeMap<String, Condition>,
        source: &Source,
    ) -> Vec<Conditional> {
        let mut conditions = Vec::new();
        for (required, group) in [(false, unless), (true, when)] {
            for (name, Condition { near, phrases }) in group {
                let target = self.phrases(&phrases, source, Meaning::Condition, Scope::Clause);
                conditions.push(Conditional { name, target, near, required });
            }
        }
        conditions
    }

    fn claim_id(&mut self, id: String, at: &Spanned<String>, source: &Source) -> String {
        if !self.ids.insert(id.clone()) {
            self.problem(source, at.span(), format!("there is another rule {id}: an id names one rule only"));
        }
        id
    }

    fn status_rule(&mut self, rule: super::files::StatusRule, source: &Source, language: &str) {
        let index = self.pack.cues.len();
        let id = self.claim_id(format!("{language}/{}/{}", source.stem(), rule.id.get_ref()), &rule.id, source);
        self.examples(&rule.examples, source);
        for name in rule.subject.iter().chain(&rule.not_subject) {
            if !self.pack.marks.subjects.iter().any(|(_, known)| known == name.get_ref()) {
                let message = format!("there is no subject {:?} in [subjects] of the language file", name.get_ref());
                self.problem(source, name.span(), message);
            }
        }
        self.phrases(&rule.phrases, source, Meaning::Cue(index), rule.scope.into());
        let conditions = self.conditions(rule.unless, rule.when, source);
        let names = &rule.status.0;
        let priority = names.iter().copied().map(default_priority).max().unwrap_or_default();
        self.pack.cues.push(Cue {
            id,
            statuses: names.iter().filter_map(|name| name.status()).collect(),
            subject: rule.subject.into_iter().map(Spanned::into_inner).collect(),
            not_subject: rule.not_subject.into_iter().map(Spanned::into_inner).collect(),
            conditions,
            priority: rule.priority.unwrap_or(priority),
            beside: rule.beside,
            predicate: rule.predicate,
            weight: rule.weight,
            examples: rule.examples.into_inner(),
        });
    }

    fn topic_rule(&mut self, rule: super::files::TopicRule, source: &Source, convention: &str, language: &str) {
        let index = self.pack.topics.len();
        let name = format!("{language}/{convention}/{}/{}", source.stem(), rule.id.get_ref());
        let id = self.claim_id(name, &rule.id, source);
        self.examples(&rule.examples, source);
        self.phrases(&rule.phrases, source, Meaning::Topic(index), Scope::Clause);
        let conditions = self.conditions(rule.unless, rule.when, source);
        let weights =
            |map: BTreeMap<Spanned<String>, f64>| map.into_iter().map(|(id, w)| (id.into_inner(), w)).collect();
        self.pack.topics.push(Topic {
            id,
            articles: weights(rule.articles),
            themes: weights(rule.themes),
            conditions,
            examples: rule.examples.into_inner(),
        });
    }

    fn examples(&mut self, examples: &Spanned<Examples>, source: &Source) {
        let Examples { fires, silent, .. } = examples.get_ref();
        for (given, name) in [(fires, "fires"), (silent, "silent")] {
            if given.is_empty() {
                let message = format!("`examples.{name}` is empty: write at least one text");
                self.problem(source, examples.span(), message);
            }
        }
    }

    fn finish(self, language: &str) -> Result<Pack, Problems> {
        if !self.problems.is_empty() {
            return Err(Problems(self.problems));
        }
        let Parts { targets, cues, topics, details, marks, months } = self.pack;
        Ok(Pack {
            language: language.to_owned(),
            matcher: self.compiler.finish(),
            elisions: self.elisions,
            abbreviations: self.abbreviations,
            targets,
            cues,
            topics,
            details,
            marks,
            months,
        })
    }
}
