//! The rules of one language and one convention, compiled.

use super::files::{DetailKind, Examples, Near};
use super::matcher::{Matcher, Target};
use super::tree::ListId;
use crate::assessment::Status;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// The rules of one language and one convention, ready to read text with.
///
/// Those that come with lacuna are compiled when lacuna is built, and stored: see `build.rs`.
#[derive(Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
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

impl Pack {
    /// A pack that was stored; most of it is used where it lies. The examples of its rules are not stored.
    ///
    /// # Errors
    /// If something else stands there.
    pub fn load(stored: &'static [u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(stored)
    }

    /// What [`Pack::load`] reads.
    ///
    /// # Errors
    /// None that is known of: it is written to memory.
    pub fn store(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_allocvec(self)
    }
}

/// What a phrase in the search tree stands for.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(crate) enum Meaning {
    Cue(usize),
    Topic(usize),
    Detail(usize),
    /// A condition of some rule, which knows its target.
    Condition,
}

/// Where a rule stands.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Place {
    /// Index into the sources.
    pub source: usize,
    /// Byte offset of its id.
    pub start: usize,
}

/// A compiled status rule.
#[derive(Deserialize, Serialize)]
pub(crate) struct Cue {
    /// `fr/planned/il-est-prevu-de`.
    pub id: String,
    pub at: Place,
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
    #[serde(skip)]
    pub examples: Examples,
}

impl Cue {
    /// Whether it reports only what is done: told in a relative clause, that is background.
    pub(crate) fn is_background(&self) -> bool {
        self.statuses == [Status::Implemented]
    }
}

/// A compiled exception (`unless`) or precondition (`when`).
#[derive(Deserialize, Serialize)]
pub(crate) struct Conditional {
    pub name: String,
    /// Under which its phrases are found.
    pub target: Target,
    pub near: Near,
    /// `when`: must hold; `unless`: must not.
    pub required: bool,
}

/// A compiled topic rule.
#[derive(Deserialize, Serialize)]
pub(crate) struct Topic {
    pub id: String,
    pub at: Place,
    pub articles: Vec<(String, f64)>,
    pub themes: Vec<(String, f64)>,
    pub conditions: Vec<Conditional>,
    #[serde(skip)]
    pub examples: Examples,
}

/// A compiled detail rule.
#[derive(Deserialize, Serialize)]
pub(crate) struct Detail {
    pub id: String,
    pub at: Place,
    pub kind: DetailKind,
    pub future: bool,
    pub conditions: Vec<Conditional>,
    #[serde(skip)]
    pub examples: Examples,
}

/// The word lists that structure a sentence.
#[derive(Default, Deserialize, Serialize)]
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
