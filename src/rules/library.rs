//! All rule files that are in force: the embedded ones, and the user's.

use super::builder::{self, Built};
use super::convention::Convention;
use super::followup::{FollowupPolicy, FollowupWords};
use super::layout::{self, Layout};
use super::lexicon::{Lexicon, MatchPolicy};
use super::load::{closest, parse};
use super::overrides::{PlacedOverride, misses};
use super::pack::Pack;
use super::pieces::Pieces;
use super::policy::{MissingPolicy, Policy};
use super::problem::{Code, Problem, Problems};
use super::source::{Source, digest, digest_after};
use super::words::ReportWords;
use super::{layer, overrides};
use crate::examples::Tried;
use anyhow::{Context as _, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

include!(concat!(env!("OUT_DIR"), "/embedded_rules.rs"));

/// All rule files in force.
///
/// Later files add to earlier ones: rules add up, a later convention, policy or table of report words stands in for the
/// earlier one, and `[[override]]` in a later file changes a rule of an earlier one.
#[derive(Default)]
pub struct Library {
    pub(crate) sources: Vec<Source>,
    /// How many of them, from the first, come with lacuna.
    shipped: usize,
    pub(crate) overrides: Vec<PlacedOverride>,
    /// Mistakes in the overrides, and files that nothing is known about.
    pub(crate) problems: Vec<Problem>,
}

impl Library {
    /// The rules that come with lacuna.
    ///
    /// Without their examples, which reading a reply does not need.
    pub fn embedded() -> Self {
        let lean = |(place, _, lean): &(&'static str, &'static str, &'static str)| {
            Source::without_examples(format!("rules/{place}"), *place, *lean)
        };
        Library { sources: FILES.iter().map(lean).collect(), shipped: FILES.len(), ..Library::default() }
    }

    /// The rules that come with lacuna, with their examples.
    pub fn embedded_with_examples() -> Self {
        let whole = |(place, whole, _): &(&'static str, &'static str, &'static str)| {
            Source::new(format!("rules/{place}"), *place, *whole)
        };
        Library { sources: FILES.iter().map(whole).collect(), shipped: FILES.len(), ..Library::default() }
    }

    /// The rules in a folder that is laid out as `rules/`, and no others.
    ///
    /// # Errors
    /// If the folder or a file in it cannot be read.
    pub fn from_folder(folder: &Path) -> Result<Self> {
        ensure!(folder.is_dir(), "{}: this is no folder; --rules FILE adds one file", folder.display());
        let mut library = Library::default();
        library.add(folder)?;
        Ok(library)
    }

    /// Adds a user's rules: one file, or every `.toml` file in a folder. A file is what its place below the folder says,
    /// as in `rules/`, or else what stands in it. What is wrong in the files is told by [`Library::pack`].
    ///
    /// # Errors
    /// If a file cannot be read, or there is none.
    pub fn add(&mut self, path: &Path) -> Result<()> {
        let files = layer::files(path)?;
        ensure!(!files.is_empty(), "{}: there are no .toml files in this folder", path.display());
        for file in files {
            let Some(source) = layer::place(file, &mut self.problems) else { continue };
            let index = self.sources.len();
            if source.text.contains("override")
                && let Ok(table) = toml::de::DeTable::parse(&source.text)
            {
                let changes = overrides::of(table.get_ref(), &source, &mut self.problems);
                self.overrides.extend(changes.into_iter().map(|change| PlacedOverride { source: index, change }));
            }
            self.sources.push(source);
        }
        Ok(())
    }

    /// Adds a user's layout file, wherever it lies: its id is its name without the ending.
    ///
    /// # Errors
    /// If the file cannot be read, or is a folder.
    pub fn add_layout(&mut self, path: &Path) -> Result<()> {
        ensure!(!path.is_dir(), "{}: this is a folder; name the layout file in it", path.display());
        for file in layer::files(path)? {
            self.sources.push(layer::as_layout(file));
        }
        Ok(())
    }

    /// `file:line` of an example.
    pub fn place_of(&self, tried: &Tried) -> String {
        let (source, start) = tried.at;
        let source = &self.sources[source];
        format!("{}:{}", source.path, source.line_of(start))
    }

    /// Text of a rule file in force, by its path for messages.
    pub fn text_of(&self, path: &str) -> Option<&str> {
        self.sources.iter().find(|source| source.path == path).map(|source| &*source.text)
    }

    /// `sha256:` and the digest of all rule files.
    pub fn digest(&self) -> String {
        let (shipped, added) = self.sources.split_at(self.shipped);
        match (shipped.is_empty(), added.is_empty()) {
            (false, true) => DIGEST.to_owned(),
            (false, false) => digest_after(DIGEST, added),
            (true, _) => digest(added),
        }
    }

    /// Languages that have rules, ISO 639-1, in alphabetical order.
    pub fn languages(&self) -> Vec<&str> {
        self.names_in("language/")
    }

    /// The compiled rules of a language.
    ///
    /// # Errors
    /// Every mistake in its rule files.
    pub fn pack(&self, convention: &str, language: &str) -> Result<Pack, Problems> {
        if !self.problems.is_empty() {
            return Err(Problems(self.problems.clone()));
        }
        let stored = PACKS.iter().find(|(of, in_language, _)| (*of, *in_language) == (convention, language));
        if let (true, Some((.., stored))) = (self.is_lean(), stored)
            && let Ok(pack) = Pack::load(stored)
        {
            return Ok(pack);
        }
        builder::compile(&self.sources, &self.overrides, convention, language)
    }

    /// Whether these are the rules that come with lacuna, without their examples, and no others.
    fn is_lean(&self) -> bool {
        self.sources.iter().all(|source| source.lean)
    }

    /// Everything that can be compiled, and every mistake.
    pub(crate) fn build(&self, convention: &str, language: &str) -> Built {
        builder::build(&self.sources, &self.overrides, convention, language)
    }

    /// Languages that have rules or a language file: one without the other is a mistake.
    pub(crate) fn languages_named(&self) -> BTreeSet<String> {
        let named = self.sources.iter().filter_map(|source| match source.place.split('/').collect::<Vec<_>>()[..] {
            ["language" | "detail", file] => Some(file.trim_end_matches(".toml").to_owned()),
            ["status", language, _] | ["conventions", _, language, _] => Some(language.to_owned()),
            _ => None,
        });
        named.collect()
    }

    /// Overrides of rules of a language that has none.
    pub(crate) fn overrides_of_no_language(&self) -> Vec<Problem> {
        let languages = self.languages_named();
        let language = |placed: &PlacedOverride| placed.change.id.get_ref().split('/').next().unwrap_or("").to_owned();
        let missed = self.overrides.iter().filter(|placed| !languages.contains(&language(placed)));
        missed.map(|placed| misses(&placed.change, &self.sources[placed.source], std::iter::empty())).collect()
    }

    /// Ids of the conventions, in alphabetical order; there is always one, though its file may be missing.
    pub fn conventions(&self) -> Vec<&str> {
        let ids = self.sources.iter().filter_map(|source| source.place.strip_prefix("conventions/")?.split('/').next());
        let mut ids: Vec<&str> = ids.collect();
        if ids.is_empty() {
            ids.push("cedaw");
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// A convention: its articles, themes and general recommendations.
    ///
    /// # Errors
    /// If its file is missing or wrong.
    pub fn convention(&self, id: &str) -> Result<Convention, Problems> {
        self.single(&format!("conventions/{id}/convention.toml"))
    }

    /// Ids of the layouts, in order of file name; one that a later file stands in for comes again.
    pub(super) fn layout_ids(&self) -> Vec<&str> {
        self.sources.iter().filter(|source| source.is_in("layout/")).map(Source::stem).collect()
    }

    /// The pieces of each layout by its id.
    pub(super) fn layout_pieces(&self) -> BTreeMap<String, Pieces> {
        layout::pieces(&self.sources)
    }

    /// The layout with this id.
    ///
    /// # Errors
    /// Every mistake in the layout files; or that there is no such layout, and which there are.
    pub fn layout(&self, id: &str) -> Result<Layout> {
        let layouts = self.layouts()?;
        let ids = || layouts.iter().map(|layout| layout.id.as_str()).collect::<Vec<_>>();
        let near = closest(id, layouts.iter().map(|layout| layout.id.as_str()));
        let near = near.map(|near| format!("did you mean {near}? ")).unwrap_or_default();
        layouts.iter().find(|layout| layout.id == id).cloned().with_context(|| {
            format!(
                "there is no layout {id}; {near}The layouts are: {}. A layout of your own is a file: FILE.toml",
                ids().join(", ")
            )
        })
    }

    /// Every layout of replies, in order of file name; a later file stands in for an earlier one of the same name.
    ///
    /// # Errors
    /// Every mistake in the layout files.
    pub fn layouts(&self) -> Result<Vec<Layout>, Problems> {
        let mut problems = Vec::new();
        let layouts = layout::layouts(&self.sources, &mut problems);
        if problems.is_empty() { Ok(layouts) } else { Err(Problems(problems)) }
    }

    /// How measures and topics are weighed.
    ///
    /// # Errors
    /// If a policy file is missing or wrong.
    pub fn policy(&self) -> Result<Policy, Problems> {
        Ok(Policy { verdict: self.single("policy/verdict.toml")?, topics: self.single("policy/topics.toml")? })
    }

    /// How to tell what an answer leaves out.
    ///
    /// # Errors
    /// If its file is missing or wrong.
    pub fn missing_policy(&self) -> Result<MissingPolicy, Problems> {
        self.single("policy/missing.toml")
    }

    /// How follow-up questions are ranked and merged.
    ///
    /// # Errors
    /// If its file is missing or wrong.
    pub fn followup_policy(&self) -> Result<FollowupPolicy, Problems> {
        self.single("policy/followup.toml")
    }

    /// The words of follow-up questions in a language.
    ///
    /// # Errors
    /// If there are none for it, or the file is wrong.
    pub fn followup_words(&self, language: &str) -> Result<FollowupWords, Problems> {
        self.single(&format!("followup/{language}.toml"))
    }

    /// What the words of a language are worth for telling measures apart. A language without a file has no words of form.
    ///
    /// # Errors
    /// If the file is wrong.
    pub(crate) fn lexicon(&self, language: &str) -> Result<Lexicon, Problems> {
        let place = format!("diff/{language}.toml");
        if !self.sources.iter().any(|source| source.is(&place)) {
            return Ok(Lexicon::default());
        }
        Ok(Lexicon::new(self.single(&place)?))
    }

    /// How measures of two documents are recognised as the same undertaking.
    ///
    /// # Errors
    /// If its file is missing or wrong.
    pub(crate) fn matching(&self) -> Result<MatchPolicy, Problems> {
        self.single("policy/matching.toml")
    }

    /// The words of reports in a language.
    ///
    /// # Errors
    /// If there are none for it, or the file is wrong.
    pub fn report_words(&self, language: &str) -> Result<ReportWords, Problems> {
        self.single(&format!("report/{language}.toml"))
    }

    /// Languages in which reports can be written, in alphabetical order.
    pub fn report_languages(&self) -> Vec<&str> {
        self.names_in("report/")
    }

    fn names_in(&self, folder: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.sources.iter().filter(|source| source.is_in(folder)).map(Source::stem).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The last file at this place: a user's file stands in for the embedded one.
    fn single<T: serde::de::DeserializeOwned>(&self, place: &str) -> Result<T, Problems> {
        let mut problems = Vec::new();
        let found = self.sources.iter().rev().find(|source| source.is(place));
        let Some(source) = found else {
            let missing = Source::new(place, place, "");
            problems.push(missing.problem(
                Code::MissingFile,
                0..0,
                "this file is missing",
                "add it to the rules folder",
            ));
            return Err(Problems(problems));
        };
        parse(source, &mut problems).ok_or(Problems(problems))
    }
}

/// Whether the rules that come with lacuna have files of this kind: folder, and number of folders below.
pub(super) fn is_known_kind(parts: &[&str]) -> bool {
    FILES.iter().any(|(place, ..)| {
        let known: Vec<&str> = place.split('/').collect();
        known.len() == parts.len() && known.first() == parts.first()
    })
}

/// Whether the rules that come with lacuna have a file here.
pub(super) fn is_embedded(place: &str) -> bool {
    FILES.binary_search_by(|(known, ..)| (*known).cmp(place)).is_ok()
}

/// Text of a file that comes with lacuna.
pub(crate) fn embedded(place: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, ..)| *known == place).map(|(_, text, _)| *text)
}
