//! The rules of one language and one convention as they stand after layering: every file, then every override.

use super::files::{DetailFile, DetailRule, StatusFile, StatusRule, TopicFile, TopicRule};
use super::load::{self, RuleFile};
use super::overrides::{PlacedOverride, misses};
use super::problem::{Code, Problem};
use super::source::Source;
use rustc_hash::FxHashMap;
use toml::Spanned;

/// A rule, where it stands, and what a user's file made of it.
pub(crate) struct Placed<R> {
    /// `fr/planned/il-est-prevu-de`.
    pub id: String,
    pub rule: R,
    /// Index into the sources.
    pub source: usize,
    /// Indices into the overrides.
    pub changes: Vec<usize>,
    /// Taken out by an override.
    pub off: bool,
}

/// All rules of one language and one convention.
#[derive(Default)]
pub(crate) struct Effective {
    pub status: Vec<Placed<StatusRule>>,
    pub topics: Vec<Placed<TopicRule>>,
    pub details: Vec<Placed<DetailRule>>,
}

struct Gatherer<'s> {
    sources: &'s [Source],
    overrides: &'s [PlacedOverride],
    problems: &'s mut Vec<Problem>,
    /// Source and place of each id.
    ids: FxHashMap<String, (usize, usize)>,
    /// Whether an override has hit its rule.
    hit: Vec<bool>,
}

/// Reads every rule of a language and a convention; mistakes go to `problems`.
pub(crate) fn gather(
    sources: &[Source],
    overrides: &[PlacedOverride],
    convention: &str,
    language: &str,
    problems: &mut Vec<Problem>,
) -> Effective {
    let hit = vec![false; overrides.len()];
    let mut gatherer = Gatherer { sources, overrides, problems, ids: FxHashMap::default(), hit };
    let folder = format!("status/{language}/");
    let mut status = gatherer.rules::<StatusFile>(
        |source| source.is_in(&folder),
        |source, rule| format!("{language}/{}/{}", source.stem(), rule.id.get_ref()),
        |rule| &rule.id,
    );
    for placed in &mut status {
        placed.changes.iter().for_each(|&change| overrides[change].change.apply(&mut placed.rule));
    }
    let folder = format!("conventions/{convention}/{language}/");
    let topics = gatherer.rules::<TopicFile>(
        |source| source.is_in(&folder),
        |source, rule| format!("{language}/{convention}/{}/{}", source.stem(), rule.id.get_ref()),
        |rule| &rule.id,
    );
    let file = format!("detail/{language}.toml");
    let details = gatherer.rules::<DetailFile>(
        |source| source.is(&file),
        |_, rule| format!("{language}/detail/{}", rule.id.get_ref()),
        |rule| &rule.id,
    );
    let others = topics.iter().map(|placed| (&placed.id, &placed.changes));
    for (id, changes) in others.chain(details.iter().map(|placed| (&placed.id, &placed.changes))) {
        gatherer.unfit(id, changes);
    }
    gatherer.missed(convention, language);
    Effective { status, topics, details }
}

impl Gatherer<'_> {
    fn rules<F: RuleFile>(
        &mut self,
        is_here: impl Fn(&Source) -> bool,
        name: impl Fn(&Source, &F::Rule) -> String,
        own: impl Fn(&F::Rule) -> &Spanned<String>,
    ) -> Vec<Placed<F::Rule>> {
        let mut found = Vec::new();
        for (index, source) in self.sources.iter().enumerate().filter(|(_, source)| is_here(source)) {
            for rule in load::rules::<F>(source, self.problems) {
                let id = name(source, &rule);
                self.claim(&id, index, own(&rule));
                let changes: Vec<usize> = self.changes(&id).collect();
                let off = changes.last().is_some_and(|&change| self.overrides[change].change.off);
                found.push(Placed { id, rule, source: index, changes, off });
            }
        }
        found
    }

    fn claim(&mut self, id: &str, index: usize, at: &Spanned<String>) {
        let source = &self.sources[index];
        match self.ids.get(id) {
            Some(&(first, offset)) => {
                let first = &self.sources[first];
                let message = format!("there is another rule {id}: {}:{}", first.path, first.line_of(offset));
                let remedy = "give one of them another id; to change a rule that comes with lacuna write [[override]]";
                self.problems.push(source.problem(Code::DuplicateId, at.span(), message, remedy));
            }
            None => {
                self.ids.insert(id.to_owned(), (index, at.span().start));
            }
        }
    }

    fn changes(&mut self, id: &str) -> impl Iterator<Item = usize> + use<'_> {
        let matching = self.overrides.iter().enumerate().filter(|(_, placed)| placed.change.id.get_ref() == id);
        let found: Vec<usize> = matching.map(|(at, _)| at).collect();
        found.iter().for_each(|&at| self.hit[at] = true);
        found.into_iter()
    }

    fn unfit(&mut self, id: &str, changes: &[usize]) {
        for placed in changes.iter().map(|&at| &self.overrides[at]).filter(|placed| placed.change.is_for_status()) {
            let source = &self.sources[placed.source];
            let message = format!("{id} is no status rule: it has no status, weight or priority to change");
            let remedy = "write off = true with a reason, and your own rule instead";
            self.problems.push(source.problem(Code::OverrideUnfit, placed.change.id.span(), message, remedy));
        }
    }

    fn missed(&mut self, convention: &str, language: &str) {
        for (placed, _) in self.overrides.iter().zip(&self.hit).filter(|(_, hit)| !**hit) {
            let parts: Vec<&str> = placed.change.id.get_ref().split('/').collect();
            if parts[0] == language && (parts.len() != 4 || parts[1] == convention) {
                let ids = self.ids.keys().map(String::as_str);
                self.problems.push(misses(&placed.change, &self.sources[placed.source], ids));
            }
        }
    }
}
