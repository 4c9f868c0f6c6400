//! Makes the pack of a language from its rule files: what is wrong is told with its place, and left out.

use super::compile::{Compiler, Morphology, Scope};
use super::effective::{self, Placed};
use super::files::{
    Citations, CitationsFile, Clauses, Condition, DetailRule, Examples, LanguageFile, StatusName, StatusRule, TopicRule,
};
use super::load::{closest, parse};
use super::matcher::Target;
use super::overrides::{PlacedOverride, out_of_range};
use super::pack::{Conditional, Cue, Detail, Marks, Meaning, Pack, Place, Topic};
use super::phrase::{self, PhraseError};
use super::problem::{Code, Problem, Problems};
use super::source::Source;
use super::tree::ListId;
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use toml::Spanned;

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

/// A pack, and everything that is wrong with it. What is wrong is left out of the pack.
pub(crate) struct Built {
    pub pack: Pack,
    pub problems: Vec<Problem>,
    /// Ids of rules in which there is a mistake.
    pub faulty: FxHashSet<String>,
}

/// Compiles the pack of `language` from all rule files.
pub(crate) fn compile(
    sources: &[Source],
    overrides: &[PlacedOverride],
    convention: &str,
    language: &str,
) -> Result<Pack, Problems> {
    let Built { pack, problems, .. } = build(sources, overrides, convention, language);
    if problems.is_empty() { Ok(pack) } else { Err(Problems(problems)) }
}

/// Compiles what can be compiled.
pub(crate) fn build(sources: &[Source], overrides: &[PlacedOverride], convention: &str, language: &str) -> Built {
    let mut problems = Vec::new();
    let place = format!("language/{language}.toml");
    let files: Vec<(&Source, LanguageFile)> = sources
        .iter()
        .filter(|source| source.is(&place))
        .filter_map(|source| Some((source, parse::<LanguageFile>(source, &mut problems)?)))
        .collect();
    if !sources.iter().any(|source| source.is(&place)) {
        let missing = Source::new(place.clone(), place, "");
        let remedy = "a language needs it: see \"The language file\" in rules/README.md";
        problems.push(missing.problem(Code::MissingFile, 0..0, "this file is missing", remedy));
    }
    let mut builder = Builder::new(&files, problems);
    builder.structure(&files);
    let citations = format!("conventions/{convention}/citations.toml");
    if let Some(source) = sources.iter().rev().find(|source| source.is(&citations))
        && let Some(mut citations) = parse::<CitationsFile>(source, &mut builder.problems)
        && let Some(citations) = citations.remove(language)
    {
        builder.citations(&citations, source);
    }
    let effective = effective::gather(sources, overrides, convention, language, &mut builder.problems);
    for placed in effective.status.into_iter().filter(|placed| !placed.off) {
        builder.whole(&placed.id.clone(), |builder| builder.status_rule(placed, sources));
    }
    for placed in effective.topics.into_iter().filter(|placed| !placed.off) {
        builder.whole(&placed.id.clone(), |builder| builder.topic_rule(placed, sources));
    }
    for placed in effective.details.into_iter().filter(|placed| !placed.off) {
        builder.whole(&placed.id.clone(), |builder| builder.detail_rule(placed, sources));
    }
    builder.finish(language)
}

struct Builder {
    compiler: Compiler,
    pack: Parts,
    problems: Vec<Problem>,
    faulty: FxHashSet<String>,
    /// Conditions by their phrases as they are written.
    known_conditions: FxHashMap<Vec<String>, Target>,
    elisions: FxHashMap<String, String>,
    abbreviations: FxHashSet<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ListKind {
    List,
    Subject,
}

/// A named list, gathered from all files of its language.
struct Members<'f> {
    kind: ListKind,
    /// Where it is named first.
    name: &'f Spanned<String>,
    source: &'f Source,
    all: Vec<(&'f Source, &'f Spanned<String>)>,
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

/// Signs that have a meaning in phrases, or part words.
const TAKEN: &str = "()|{}?^,.#*=-‑'’;:«»\"";

impl Builder {
    fn new(files: &[(&Source, LanguageFile)], mut problems: Vec<Problem>) -> Self {
        let mut inflections: BTreeMap<char, Vec<String>> = BTreeMap::new();
        for (source, file) in files {
            for (mark, endings) in &file.inflections {
                let mut chars = mark.get_ref().chars();
                let told = match (chars.next(), chars.next()) {
                    (Some(sign), None) if !sign.is_alphanumeric() && !TAKEN.contains(sign) => {
                        match inflections.insert(sign, endings.clone()) {
                            Some(other) if other != *endings => "this mark has other endings in another file",
                            _ => continue,
                        }
                    }
                    (Some(_), None) => "this sign has another meaning in phrases",
                    _ => "a mark is one sign",
                };
                let remedy = "take a sign that has no other meaning, such as ~ + & or %";
                problems.push(source.problem(Code::MarkClash, mark.span(), told, remedy));
            }
        }
        let elisions: FxHashMap<_, _> = files
            .iter()
            .flat_map(|(_, file)| &file.elisions)
            .map(|(short, full)| (fold(short), full.clone()))
            .collect();
        let abbreviations = files
            .iter()
            .flat_map(|(_, file)| &file.sentences.abbreviations)
            .filter_map(|listed| listed.trim_end_matches('.').split_whitespace().next_back())
            .map(fold)
            .collect();
        let morphology = Morphology { inflections, elisions: elisions.clone() };
        Builder {
            compiler: Compiler::new(morphology),
            pack: Parts::default(),
            problems,
            faulty: FxHashSet::default(),
            known_conditions: FxHashMap::default(),
            elisions,
            abbreviations,
        }
    }

    /// Does something for a rule, and remembers whether there was a mistake in it.
    fn whole(&mut self, id: &str, what: impl FnOnce(&mut Self)) {
        let before = self.problems.len();
        what(self);
        if self.problems.len() > before {
            self.faulty.insert(id.to_owned());
        }
    }

    /// A mistake inside a phrase, told at its place in the file.
    fn phrase_problem(&mut self, source: &Source, phrase: &Spanned<String>, error: &PhraseError) {
        let whole = phrase.span();
        let written = source.text.get(whole.clone()).unwrap_or_default();
        let piece = error.piece.as_deref().and_then(|piece| Some((written.find(piece)?, piece.len())));
        let span = match piece {
            Some((at, length)) => whole.start + at..whole.start + at + length,
            // One byte for the opening quotation mark; escapes in a phrase may shift the place a little.
            None => source.text.floor_char_boundary((whole.start + 1 + error.at).min(whole.end))..whole.end,
        };
        let message = format!("in the phrase \"{}\": {}", phrase.get_ref(), error.message);
        self.problems.push(source.problem(error.code, span, message, &error.remedy));
    }

    fn declare(&mut self, name: &str, members: &[(&Source, &Spanned<String>)]) {
        let mut parsed = Vec::with_capacity(members.len());
        for (source, member) in members {
            let items = phrase::parse(member.get_ref());
            match items.and_then(|items| self.compiler.misspelt(&items).map_or(Ok(items), Err)) {
                Ok(items) => parsed.push(items),
                Err(error) => self.phrase_problem(source, member, &error),
            }
        }
        self.compiler.declare(name, parsed);
    }

    /// A list that is looked for everywhere.
    fn mark(&mut self, name: &str, members: &[(&Source, &Spanned<String>)]) -> Option<ListId> {
        if members.is_empty() {
            return None;
        }
        let name = format!("@{name}");
        self.declare(&name, members);
        self.list_id(&name, members)
    }

    fn list_id(&mut self, name: &str, members: &[(&Source, &Spanned<String>)]) -> Option<ListId> {
        match self.compiler.marked_list(name) {
            Ok(id) => Some(id),
            Err(error) => {
                let about =
                    |piece: &String| members.iter().find(|(_, member)| member.get_ref().contains(piece.as_str()));
                if let Some((source, member)) = error.piece.as_ref().and_then(about).or_else(|| members.first()) {
                    self.phrase_problem(source, member, &error);
                }
                None
            }
        }
    }

    fn structure(&mut self, files: &[(&Source, LanguageFile)]) {
        let mut lists: BTreeMap<&str, Members<'_>> = BTreeMap::new();
        for (source, file) in files {
            for (kind, named) in [(ListKind::List, &file.lists), (ListKind::Subject, &file.subjects)] {
                for (name, members) in named {
                    let list =
                        lists.entry(name.get_ref()).or_insert_with(|| Members { kind, name, source, all: Vec::new() });
                    if list.kind != kind {
                        let message = format!("{{{}}} is both a list and a subject", name.get_ref());
                        self.problems.push(source.problem(Code::NameClash, name.span(), message, "rename one of them"));
                    }
                    list.all.extend(members.iter().map(|member| (*source, member)));
                }
            }
        }
        for (name, list) in &lists {
            self.declare(name, &list.all);
        }
        let faults: Vec<_> = lists.keys().map(|name| (*name, self.compiler.faults(name))).collect();
        for (name, errors) in faults.iter().filter(|(_, errors)| !errors.is_empty()) {
            errors.iter().for_each(|error| self.list_problem(&lists[name], error));
            self.compiler.clear(name);
        }
        for (name, list) in lists.iter().filter(|(_, list)| list.kind == ListKind::Subject) {
            if let Some(id) = self.list_id(name, &list.all) {
                self.pack.marks.subjects.push((id, (*name).to_owned()));
            }
        }
        let clauses = |of: fn(&Clauses) -> &Vec<Spanned<String>>| -> Vec<(&Source, &Spanned<String>)> {
            let every =
                files.iter().flat_map(|(source, file)| of(&file.clauses).iter().map(|member| (*source, member)));
            every.collect()
        };
        if let Some(id) = self.mark("strong", &clauses(|clauses| &clauses.strong)) {
            self.compiler.mark_strong(id);
        }
        self.pack.marks.soft = self.mark("soft", &clauses(|clauses| &clauses.soft));
        self.pack.marks.continuers = self.mark("continuers", &clauses(|clauses| &clauses.continuers));
        self.pack.marks.frames = self.mark("frames", &clauses(|clauses| &clauses.frames));
        self.pack.marks.anaphors = self.mark("anaphors", &clauses(|clauses| &clauses.anaphors));
        self.pack.marks.subordinators = self.mark("subordinators", &clauses(|clauses| &clauses.subordinators));
        for (source, file) in files {
            for (period, members) in &file.dates.periods {
                let members: Vec<_> = members.iter().map(|member| (*source, member)).collect();
                if let Some(id) = self.mark(&format!("period-{period}"), &members) {
                    self.pack.marks.periods.push((id, period.clone()));
                }
            }
            for (number, spellings) in (1..).zip(&file.dates.months) {
                for spelling in spellings {
                    self.pack.months.insert(fold(spelling), number);
                }
            }
        }
    }

    /// A mistake of a list, told at the member that makes it, or at the name of the list.
    fn list_problem(&mut self, list: &Members<'_>, error: &PhraseError) {
        let at_member = error
            .piece
            .as_ref()
            .and_then(|piece| list.all.iter().find(|(_, member)| member.get_ref().contains(piece.as_str())).copied());
        match at_member {
            Some((source, member)) => self.phrase_problem(source, member, error),
            None => {
                let problem = list.source.problem(error.code, list.name.span(), &error.message, &error.remedy);
                self.problems.push(problem);
            }
        }
    }

    fn citations(&mut self, citations: &Citations, source: &Source) {
        let listed = |members| -> Vec<(&Source, &Spanned<String>)> {
            let members: &Vec<Spanned<String>> = members;
            members.iter().map(|member| (source, member)).collect()
        };
        self.pack.marks.article = self.mark("article", &listed(&citations.article));
        self.pack.marks.own = self.mark("own", &listed(&citations.own));
        self.pack.marks.short = self.mark("short", &listed(&citations.short));
        self.pack.marks.treaty = self.mark("treaty", &listed(&citations.treaty));
        self.pack.marks.other = self.mark("other", &listed(&citations.other));
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

    /// Conditions of the same phrases are looked for once, however many rules have them.
    fn condition(&mut self, phrases: &[Spanned<String>], source: &Source) -> Target {
        let written: Vec<String> = phrases.iter().map(|phrase| phrase.get_ref().clone()).collect();
        if let Some(&target) = self.known_conditions.get(&written) {
            return target;
        }
        let before = self.problems.len();
        let target = self.phrases(phrases, source, Meaning::Condition, Scope::Clause);
        // A mistake is told wherever it stands.
        if self.problems.len() == before {
            self.known_conditions.insert(written, target);
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
                let target = self.condition(&phrases, source);
                conditions.push(Conditional { name, target, near, required });
            }
        }
        conditions
    }

    fn status_rule(&mut self, placed: Placed<StatusRule>, sources: &[Source]) {
        let Placed { id, rule, source: at, .. } = placed;
        let source = &sources[at];
        let index = self.pack.cues.len();
        self.examples(&rule.examples, source);
        for name in rule.subject.iter().chain(&rule.not_subject) {
            let known = || self.pack.marks.subjects.iter().map(|(_, known)| known.as_str());
            if !known().any(|known| known == name.get_ref()) {
                let message = format!("there is no subject {:?}", name.get_ref());
                let remedy = match closest(name.get_ref(), known()) {
                    Some(near) => format!("did you mean {near:?}?"),
                    None => "add it to [subjects] of the language file".to_owned(),
                };
                self.problems.push(source.problem(Code::UnknownSubject, name.span(), message, remedy));
            }
        }
        out_of_range(Some(&rule.weight), rule.priority.as_ref(), source, &mut self.problems);
        self.phrases(&rule.phrases, source, Meaning::Cue(index), rule.scope.into());
        let conditions = self.conditions(rule.unless, rule.when, source);
        let names = &rule.status.0;
        let priority = names.iter().copied().map(default_priority).max().unwrap_or_default();
        self.pack.cues.push(Cue {
            id,
            at: Place { source: at, start: rule.id.span().start },
            statuses: names.iter().filter_map(|name| name.status()).collect(),
            subject: rule.subject.into_iter().map(Spanned::into_inner).collect(),
            not_subject: rule.not_subject.into_iter().map(Spanned::into_inner).collect(),
            conditions,
            priority: rule.priority.map_or(priority, Spanned::into_inner),
            beside: rule.beside,
            predicate: rule.predicate,
            weight: rule.weight.into_inner(),
            examples: rule.examples.into_inner(),
        });
    }

    fn topic_rule(&mut self, placed: Placed<TopicRule>, sources: &[Source]) {
        let Placed { id, rule, source: at, .. } = placed;
        let source = &sources[at];
        let index = self.pack.topics.len();
        self.examples(&rule.examples, source);
        for (topic, weight) in rule.articles.iter().chain(&rule.themes) {
            if !(weight.is_finite() && (-10.0..=10.0).contains(weight)) {
                let message = format!("the weight {weight} of {} is out of range", topic.get_ref());
                self.problems.push(source.problem(
                    Code::OutOfRange,
                    topic.span(),
                    message,
                    "write -10 to 10; 1 is usual",
                ));
            }
        }
        self.phrases(&rule.phrases, source, Meaning::Topic(index), Scope::Clause);
        let conditions = self.conditions(rule.unless, rule.when, source);
        let weights =
            |map: BTreeMap<Spanned<String>, f64>| map.into_iter().map(|(id, w)| (id.into_inner(), w)).collect();
        self.pack.topics.push(Topic {
            id,
            at: Place { source: at, start: rule.id.span().start },
            articles: weights(rule.articles),
            themes: weights(rule.themes),
            conditions,
            examples: rule.examples.into_inner(),
        });
    }

    fn detail_rule(&mut self, placed: Placed<DetailRule>, sources: &[Source]) {
        let Placed { id, rule, source: at, .. } = placed;
        let source = &sources[at];
        let index = self.pack.details.len();
        self.examples(&rule.examples, source);
        self.phrases(&rule.phrases, source, Meaning::Detail(index), Scope::Clause);
        let conditions = self.conditions(rule.unless, BTreeMap::new(), source);
        self.pack.details.push(Detail {
            id,
            at: Place { source: at, start: rule.id.span().start },
            kind: rule.kind,
            future: rule.future,
            conditions,
            examples: rule.examples.into_inner(),
        });
    }

    fn examples(&mut self, examples: &Spanned<Examples>, source: &Source) {
        if source.lean {
            return;
        }
        let Examples { fires, silent, .. } = examples.get_ref();
        for (given, name) in [(fires, "fires"), (silent, "silent")] {
            if given.is_empty() {
                let message = format!("the rule has no example `{name}`");
                let remedy = "write at least one text: every example is a test of the rule";
                self.problems.push(source.problem(Code::NoExamples, examples.span(), message, remedy));
            }
        }
    }

    fn finish(self, language: &str) -> Built {
        let Parts { targets, cues, topics, details, marks, months } = self.pack;
        let pack = Pack {
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
        };
        Built { pack, problems: self.problems, faulty: self.faulty }
    }
}
