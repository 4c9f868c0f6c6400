//! What speaks for two measures being the same undertaking, and against it.
//!
//! Evidence is added up as in the linkage of records: each piece has a weight in log-odds, and the sum of all is turned into
//! a score between 0 and 1. Every piece is the same whichever of the two documents comes first.

use crate::rules::EvidencePolicy;

/// Names of the pieces, in the order in which they are added.
pub(crate) const PIECES: [&str; 19] = [
    "prior", "likeness", "share", "both", "shared", "strange", "mark", "figure", "conflict", "kind", "concept",
    "stage", "resumed", "older", "late", "themes", "articles", "aligned", "margin",
];

/// What is known of two measures side by side.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Findings {
    /// Likeness of the words, 0 to 1.
    pub likeness: f64,
    /// How much of what one of them tells of its subject stands in the other, 0 to 1; of the two shares the greater.
    pub share: f64,
    /// Words on the subject that stand in both: a rare one counts 1, others less.
    pub shared: f64,
    /// The same, of the two shares the smaller.
    pub both: f64,
    /// How much of what they tell of their subjects is not in the other, though both documents speak of it, 0 to 1.
    pub strange: f64,
    /// Whether they name the same act or period.
    pub mark: bool,
    /// Whether they name the same figure.
    pub figure: bool,
    /// Whether they name acts or periods that cannot be the same.
    pub conflict: bool,
    /// Whether the things they name are of one kind; unknown if one of them names none.
    pub kind: Option<bool>,
    /// Of the topics that they are about, how many they share, 0 to 1; unknown if one of them is about none.
    pub concept: Option<f64>,
    /// Whether one of them promises again what ended, and the other tells it as done.
    pub resumed: bool,
    /// Whether one is promised, and the other was done before either document was written.
    pub older: bool,
    /// Whether one names the deadline of the other beside a later one.
    pub late: bool,
    /// Whether both are promised, or both done.
    pub stage: bool,
    /// Shared themes of the answers, 0 to 1.
    pub themes: f64,
    /// Shared articles of the answers, 0 to 1.
    pub articles: f64,
    /// How near the answers are, as a share of how near each is to any.
    pub aligned: f64,
}

/// The weight of each piece, in the order of [`PIECES`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Evidence([f64; PIECES.len()]);

impl Evidence {
    /// All that can be known of two units alone.
    pub(super) fn new(found: &Findings, policy: &EvidencePolicy) -> Self {
        let flag = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
        let kind = match found.kind {
            Some(true) => policy.same_kind,
            Some(false) => policy.other_kind,
            None => 0.0,
        };
        Evidence([
            policy.prior,
            policy.likeness * found.likeness,
            policy.share * found.share,
            policy.both * found.both,
            between(&policy.shared, found.shared),
            policy.strange * found.strange,
            flag(found.mark, policy.mark),
            flag(found.figure, policy.figure),
            flag(found.conflict, policy.conflict),
            kind,
            found
                .concept
                .map_or(0.0, |shared| if shared > 0.0 { policy.concept * shared } else { policy.other_concept }),
            flag(found.stage, policy.stage),
            flag(found.resumed, policy.resumed),
            flag(found.older, policy.older),
            flag(found.late, policy.late),
            policy.themes * found.themes,
            policy.articles * found.articles,
            policy.aligned * found.aligned,
            0.0,
        ])
    }

    /// The same, with how far it is ahead of what else each of the two could be paired with.
    pub(super) fn with_margin(mut self, ahead: f64, policy: &EvidencePolicy) -> Self {
        self.0[PIECES.len() - 1] = policy.margin * ahead;
        self
    }

    /// In log-odds.
    pub(super) fn sum(&self) -> f64 {
        self.0.iter().sum()
    }

    /// Each piece that weighs anything, with its name.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = (&'static str, f64)> {
        PIECES.into_iter().zip(self.0).filter(|(_, weight)| *weight != 0.0)
    }
}

/// The value of a table for 0, 1, 2 …, in a straight line between them; past its end the last.
fn between(table: &[f64], at: f64) -> f64 {
    let below = at.floor();
    // A sum of a few weights: small and never negative.
    let value = |at: f64| table.get(at as usize).or(table.last()).copied().unwrap_or_default();
    value(below) + (value(below + 1.0) - value(below)) * (at - below)
}

/// Log-odds as a number between 0 and 1.
pub(super) fn score(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}
