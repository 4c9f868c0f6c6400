//! From the measures of an answer to its verdict, by `rules/policy/verdict.toml`.

use crate::assessment::{Flag, Status, Verdict};
use crate::rules::VerdictPolicy;

/// How much the measures of an answer weigh.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weights {
    /// Implemented.
    pub implemented: f64,
    /// Pending or planned.
    pub unrealised: f64,
    /// Declined.
    pub declined: f64,
    /// Unavailable.
    pub unavailable: f64,
}

/// A verdict and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Beside it.
    pub flags: Vec<Flag>,
    /// What was weighed.
    pub weights: Weights,
    /// Key of the reason in `rules/report/<lang>.toml`, `[because]`.
    pub because: &'static str,
}

impl Weights {
    /// Adds one measure of this weight.
    pub fn add(&mut self, status: Status, weight: f64) {
        *match status {
            Status::Implemented => &mut self.implemented,
            Status::Pending | Status::Planned => &mut self.unrealised,
            Status::Declined => &mut self.declined,
            Status::Unavailable => &mut self.unavailable,
        } += weight;
    }
}

/// Rolls the measures of an answer up.
pub fn judge(weights: Weights, policy: &VerdictPolicy) -> Judgement {
    let Weights { implemented, unrealised, declined, unavailable } = weights;
    let share = unrealised / (implemented + unrealised).max(f64::MIN_POSITIVE);
    let matters = unrealised >= policy.unrealised_at_least && share >= policy.unrealised_share_at_least;
    let (verdict, because) = if implemented > 0.0 && matters {
        (Verdict::Mixed, "mixed")
    } else if implemented > 0.0 && declined > 0.0 && declined >= policy.declined_over_implemented * implemented {
        (Verdict::NoMeasure, "denied")
    } else if implemented > 0.0 {
        (Verdict::Implemented, if unrealised > 0.0 { "minor" } else { "done" })
    } else if unrealised > 0.0 {
        (Verdict::PlansOnly, "promised")
    } else {
        (Verdict::NoMeasure, "nothing")
    };
    let flags = [(declined, Flag::Declined), (unavailable, Flag::Unavailable)];
    let flags = flags.into_iter().filter(|(weight, _)| *weight > 0.0).map(|(_, flag)| flag).collect();
    Judgement { verdict, flags, weights, because }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(measures: &[(Status, f64)]) -> Verdict {
        let mut weights = Weights::default();
        measures.iter().for_each(|(status, weight)| weights.add(*status, *weight));
        let policy = VerdictPolicy {
            unrealised_at_least: 0.5,
            unrealised_share_at_least: 0.1,
            declined_over_implemented: 1.0,
            ..VerdictPolicy::default()
        };
        judge(weights, &policy).verdict
    }

    #[test]
    fn a_bill_alone_is_plans_only_and_beside_a_law_mixed() {
        assert_eq!(verdict(&[(Status::Pending, 1.0)]), Verdict::PlansOnly);
        assert_eq!(verdict(&[(Status::Pending, 1.0), (Status::Implemented, 1.0)]), Verdict::Mixed);
    }

    #[test]
    fn a_minor_pilot_does_not_make_an_answer_mixed() {
        assert_eq!(verdict(&[(Status::Implemented, 1.0), (Status::Pending, 0.3)]), Verdict::Implemented);
    }

    #[test]
    fn a_law_told_only_to_deny_the_concern_is_no_measure() {
        assert_eq!(verdict(&[(Status::Implemented, 1.0), (Status::Declined, 1.0)]), Verdict::NoMeasure);
        assert_eq!(verdict(&[(Status::Implemented, 3.0), (Status::Declined, 1.0)]), Verdict::Implemented);
    }
}
