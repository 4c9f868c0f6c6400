//! All rule files that are in force: the embedded ones, and the user's.

use super::convention::Convention;
use super::layout::Layout;
use super::pack::{self, Pack};
use super::policy::Policy;
use super::problem::{Problem, Problems};
use super::words::ReportWords;
use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::fs;
use std::path::Path;

include!(concat!(env!("OUT_DIR"), "/embedded_rules.rs"));

/// One rule file.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Path for messages.
    pub path: String,
    /// Path below the rules folder, with `/`: says what kind of file it is.
    pub place: String,
    pub text: Cow<'static, str>,
}

impl Source {
    pub(crate) fn is(&self, place: &str) -> bool {
        self.place == place
    }

    pub(crate) fn is_in(&self, folder: &str) -> bool {
        self.place.strip_prefix(folder).is_some_and(|rest| !rest.contains('/'))
    }

    /// File name without its ending: the family of the rules in it.
    pub(crate) fn stem(&self) -> &str {
        let name = self.place.rsplit('/').next().unwrap_or(&self.place);
        name.strip_suffix(".toml").unwrap_or(name)
    }
}

/// All rule files in force.
pub struct Library {
    sources: Vec<Source>,
}

impl Library {
    /// The rules that come with lacuna.
    pub fn embedded() -> Self {
        let sources = FILES
            .iter()
            .map(|(place, text)| Source {
                path: format!("rules/{place}"),
                place: (*place).to_owned(),
                text: Cow::Borrowed(text),
            })
            .collect();
        Library { sources }
    }

    /// The rules in a folder that is laid out as `rules/`, and no others.
    ///
    /// # Errors
    /// If the folder or a file in it cannot be read.
    pub fn from_folder(folder: &Path) -> Result<Self> {
        let mut sources = Vec::new();
        read_folder(folder, folder, &mut sources)?;
        anyhow::ensure!(!sources.is_empty(), "{}: there are no .toml files in this folder", folder.display());
        sources.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(Library { sources })
    }

    /// `sha256:` and the digest of all rule files.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for source in &self.sources {
            hash.update(source.place.as_bytes());
            hash.update([0]);
            hash.update(source.text.as_bytes());
            hash.update([0]);
        }
        hash.finalize().iter().fold(String::from("sha256:"), |digest, byte| format!("{digest}{byte:02x}"))
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
        pack::compile(&self.sources, convention, language)
    }

    /// A convention: its articles, themes and general recommendations.
    ///
    /// # Errors
    /// If its file is missing or wrong.
    pub fn convention(&self, id: &str) -> Result<Convention, Problems> {
        self.single(&format!("conventions/{id}/convention.toml"))
    }

    /// Every layout of replies, in order of file name.
    ///
    /// # Errors
    /// Every mistake in the layout files.
    pub fn layouts(&self) -> Result<Vec<Layout>, Problems> {
        let mut problems = Vec::new();
        let mut layouts: Vec<Layout> = Vec::new();
        for source in self.sources.iter().filter(|source| source.is_in("layout/")) {
            if let Some(file) = pack::parse(source, &mut problems) {
                layouts.push(Layout::new(source.stem(), file));
            }
        }
        for at in 0..layouts.len() {
            let like = layouts[at].like.as_ref().and_then(|like| layouts.iter().find(|layout| layout.id == *like));
            if let Some(like) = like.cloned() {
                layouts[at].complete(&like);
            }
        }
        if problems.is_empty() { Ok(layouts) } else { Err(Problems(problems)) }
    }

    /// How measures and topics are weighed.
    ///
    /// # Errors
    /// If a policy file is missing or wrong.
    pub fn policy(&self) -> Result<Policy, Problems> {
        Ok(Policy { verdict: self.single("policy/verdict.toml")?, topics: self.single("policy/topics.toml")? })
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
            problems.push(Problem::new(place, "", 0..0, "this file is missing"));
            return Err(Problems(problems));
        };
        pack::parse(source, &mut problems).ok_or(Problems(problems))
    }
}

fn read_folder(root: &Path, folder: &Path, sources: &mut Vec<Source>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{}: cannot read this rules folder", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            read_folder(root, &path, sources)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let text =
                fs::read_to_string(&path).with_context(|| format!("{}: cannot read this rule file", path.display()))?;
            let below = path.strip_prefix(root).unwrap_or(&path);
            let place: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            sources.push(Source { path: path.display().to_string(), place: place.join("/"), text: Cow::Owned(text) });
        }
    }
    Ok(())
}
