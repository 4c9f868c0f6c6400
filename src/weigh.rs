//! How much each measure of an answer counts for its verdict: `rules/README.md`, What counts little.

use crate::assessment::{Measure, Minor, Status};
use crate::details;
use crate::judge::{Weighed, Weights};
use crate::rules::{DetailKind, VerdictPolicy};
use crate::scan::{Scanner, Stream};
use crate::status;

/// A measure, before it is known how much it counts.
pub(crate) struct Claim {
    pub measure: Measure,
    /// That of its rule.
    pub weight: f64,
}

/// What one sentence of an answer tells.
#[derive(Default)]
pub(crate) struct Told {
    pub claims: Vec<Claim>,
    /// The latest year that it names.
    latest_year: Option<u16>,
    /// Whether it tells of an act or a service.
    acts: bool,
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
        self.acts |= details::tells(scanner, stream, &everything, DetailKind::Act);
        self.given_up |= details::tells(scanner, stream, &everything, DetailKind::GivenUp);
    }

    fn has(&self, status: Status) -> bool {
        self.claims.iter().any(|claim| claim.measure.status == status)
    }

    fn promises(&self) -> bool {
        self.claims.iter().any(|claim| claim.measure.status.is_unrealised())
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

/// Whether an answer denies the concern, promises nothing, and tells of no act: what it tells besides, law and practice as
/// they stand, is recalled to deny. What comes with a year is an act.
fn only_defends(answer: &[Told]) -> bool {
    let acts = |told: &Told| {
        let is_act = told.acts || told.latest_year.is_some();
        is_act && told.has(Status::Implemented) && !told.has(Status::Declined)
    };
    answer.iter().any(|told| told.has(Status::Declined)) && !answer.iter().any(|told| told.promises() || acts(told))
}

/// The measures of an answer, and what they weigh together. `written`: the year of the document.
pub(crate) fn weigh(mut answer: Vec<Told>, written: Option<u16>, policy: &VerdictPolicy) -> (Vec<Measure>, Weights) {
    if policy.minor_weight.is_some() {
        let defends = only_defends(&answer);
        answer.iter_mut().for_each(|told| told.mark(defends, written, policy));
    }
    let claims: Vec<Claim> = answer.into_iter().flat_map(|told| told.claims).collect();
    let weighed = |claim: &Claim| {
        let Measure { sentence, status, minor, .. } = claim.measure;
        Weighed { sentence, status, weight: claim.weight, is_minor: minor.is_some() }
    };
    let weights = Weights::of(&claims.iter().map(weighed).collect::<Vec<_>>(), policy.minor_weight);
    (claims.into_iter().map(|claim| claim.measure).collect(), weights)
}
