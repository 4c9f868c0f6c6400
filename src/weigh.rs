//! How much each measure of an answer counts for its verdict: `rules/README.md`, What counts little.

use crate::assessment::{Measure, Minor, Status};
use crate::details;
use crate::judge::Weights;
use crate::rules::{DetailKind, VerdictPolicy};
use crate::scan::{Scanner, Stream};
use crate::status;

/// A measure, before it is known how much it counts.
pub(crate) struct Claim {
    pub measure: Measure,
    /// That of its rule.
    pub weight: f64,
    /// Whether it is implemented, and its clause states the law.
    pub is_law: bool,
}

/// What one sentence of an answer tells.
#[derive(Default)]
pub(crate) struct Told {
    pub claims: Vec<Claim>,
    /// The latest year that it names.
    latest_year: Option<u16>,
    /// Whether it goes on about what the sentence before only promises.
    continues: bool,
    /// Whether it says that something came to nothing.
    given_up: bool,
}

impl Told {
    /// Takes in a stream of the sentence; `before`: what the sentence before tells.
    pub(crate) fn see(&mut self, scanner: &Scanner<'_, '_>, stream: &Stream, before: Option<&Told>) {
        let everything = 0..stream.tokens.len();
        let promised = before.is_some_and(|before| before.promises() && !before.has(Status::Implemented));
        self.latest_year = self.latest_year.max(details::latest_year(scanner, stream));
        self.continues |= promised && !stream.is_parenthesis && status::is_anaphoric(scanner.pack, stream);
        self.given_up |= details::tells(scanner, stream, &everything, DetailKind::GivenUp);
    }

    fn has(&self, status: Status) -> bool {
        self.claims.iter().any(|claim| claim.measure.status == status)
    }

    fn promises(&self) -> bool {
        self.claims.iter().any(|claim| claim.measure.status.is_unrealised())
    }

    /// Whether all that is implemented in it, if anything is, is law as it stands: one that comes with a year is an act of
    /// its own.
    fn only_recalls_law(&self) -> bool {
        let mut done = self.claims.iter().filter(|claim| claim.measure.status == Status::Implemented);
        done.all(|claim| claim.measure.minor.is_some() || claim.is_law && self.latest_year.is_none())
    }

    /// Says of each measure why it counts little, if it does; `defends`: it is part of an answer that only defends.
    fn mark(&mut self, defends: bool, written: Option<u16>, policy: &VerdictPolicy) {
        // A sentence that tells of what is done, under way and given up takes stock; it is no defence.
        let denies = !self.promises() && self.has(Status::Declined);
        let is_old = written.zip(self.latest_year).zip(policy.old_after_years);
        let is_old = is_old.is_some_and(|((written, year), after)| year.saturating_add(after) <= written);
        for Claim { measure, .. } in &mut self.claims {
            let seen = match measure.status {
                Status::Implemented if is_old => Some(Minor::Old),
                Status::Implemented if denies || defends => Some(Minor::Defence),
                Status::Implemented if self.continues => Some(Minor::Continues),
                Status::Pending | Status::Planned if self.given_up => Some(Minor::GivenUp),
                _ => None,
            };
            measure.minor = measure.minor.or(seen);
        }
    }
}

/// Whether an answer denies the concern, promises nothing, and tells of nothing implemented but the law as it stands.
fn only_defends(answer: &[Told]) -> bool {
    let denies = |told: &Told| told.has(Status::Declined);
    answer.iter().any(denies) && answer.iter().all(|told| !told.promises() && (denies(told) || told.only_recalls_law()))
}

/// The measures of an answer, and what they weigh together. `written`: the year of the document.
pub(crate) fn weigh(mut answer: Vec<Told>, written: Option<u16>, policy: &VerdictPolicy) -> (Vec<Measure>, Weights) {
    if policy.minor_weight.is_some() {
        let defends = only_defends(&answer);
        answer.iter_mut().for_each(|told| told.mark(defends, written, policy));
    }
    let (mut measures, mut weights) = (Vec::new(), Weights::default());
    for told in answer {
        let weighed = told.claims.iter().map(|claim| {
            let Measure { status, minor, .. } = claim.measure;
            (status, claim.weight, minor.is_some())
        });
        weights.add(weighed, policy.minor_weight);
        measures.extend(told.claims.into_iter().map(|claim| claim.measure));
    }
    (measures, weights)
}
