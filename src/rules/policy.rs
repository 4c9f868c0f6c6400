//! `rules/policy/`: how measures become a verdict, and topic hits a ranking.

use serde::Deserialize;
use std::collections::BTreeMap;

/// How an answer is judged.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// `policy/verdict.toml`.
    pub verdict: VerdictPolicy,
    /// `policy/topics.toml`.
    pub topics: TopicPolicy,
}

/// How measures are rolled up into a verdict.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerdictPolicy {
    /// Unrealised measures weigh together at least this much to count beside implemented ones.
    pub unrealised_at_least: f64,
    /// ... and at least this share of implemented and unrealised together.
    pub unrealised_share_at_least: f64,
    /// Denials that outnumber the implemented measures by this factor leave nothing on the point.
    pub declined_over_implemented: f64,
    /// Implemented measures that weigh together less than this are the background of what is pending or planned.
    #[serde(default)]
    pub implemented_at_least: f64,
    /// Measures of a sentence that count little (see [`crate::assessment::Minor`]) weigh no more than this together.
    #[serde(default)]
    pub minor_weight: Option<f64>,
    /// An implemented measure counts little if its sentence names no year later than so many before the document.
    #[serde(default)]
    pub old_after_years: Option<u16>,
    /// Where a layout of documents is read otherwise: id of the layout to what differs.
    #[serde(default)]
    pub layout: BTreeMap<String, LayoutVerdictPolicy>,
}

/// What of the verdict policy differs for a layout.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayoutVerdictPolicy {
    /// Stands in for [`VerdictPolicy::unrealised_share_at_least`].
    pub unrealised_share_at_least: Option<f64>,
}

impl VerdictPolicy {
    /// The policy for documents of this layout.
    pub fn for_layout(&self, layout: &str) -> VerdictPolicy {
        let mut policy = self.clone();
        if let Some(share) = self.layout.get(layout).and_then(|differing| differing.unrealised_share_at_least) {
            policy.unrealised_share_at_least = share;
        }
        policy
    }
}

/// How topic hits become articles and themes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicPolicy {
    /// A hit in the section heading counts as so many.
    pub heading: f64,
    /// Each further hit of a rule counts this share of the one before.
    pub repeated: f64,
    /// A citation of an article of this convention scores this.
    pub citation: f64,
    /// A paragraph of a given article is named if its own hits score this.
    pub paragraph: f64,
    /// For articles.
    pub articles: Cut,
    /// For themes.
    pub themes: Cut,
}

/// Which of the scored ids are given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// At most so many.
    pub most: usize,
    /// Only those that score at least this.
    pub at_least: f64,
    /// Only those that score at least this share of the best.
    pub share_of_best: f64,
    /// For that, the best counts as no more than this: a subject spoken of at length does not hide the others.
    pub best_at_most: f64,
}

/// How to tell what an answer leaves out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingPolicy {
    /// By language: beginnings of words by which a clause about unavailable data speaks of disaggregation.
    pub disaggregation: BTreeMap<String, Vec<String>>,
}
