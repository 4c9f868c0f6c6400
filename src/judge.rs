//! From the measures of an answer to its verdict, by `rules/policy/verdict.toml`.

use crate::assessment::{Flag, Status, Verdict};
use crate::rules::VerdictPolicy;

/// How much the measures of an answer weigh.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weights {
    /// Implemented.
    pub implemented: f64,
    /// Implemented, where what counts little weighs little.
    pub on_point: f64,
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

/// A measure as it is weighed.
#[derive(Clone, Copy, Debug)]
pub struct Weighed {
    /// Number of its sentence in the answer, from 1.
    pub sentence: usize,
    /// What it claims.
    pub status: Status,
    /// That of its rule.
    pub weight: f64,
    /// Whether it counts little.
    pub is_minor: bool,
}

impl Weights {
    /// All measures of an answer, in order. `minor`: those of a sentence that count little weigh no more than this together.
    pub fn of(measures: &[Weighed], minor: Option<f64>) -> Self {
        let mut weights = Weights::default();
        for sentence in measures.chunk_by(|one, next| one.sentence == next.sentence) {
            weights.add(sentence.iter().map(|it| (it.status, it.weight, it.is_minor)), minor);
        }
        weights
    }

    /// Adds the measures of one sentence: status, weight, whether it counts little. Those that do weigh `minor` together,
    /// the implemented ones and the others each: one old law told in three clauses is one old law.
    fn add(&mut self, sentence: impl IntoIterator<Item = (Status, f64, bool)>, minor: Option<f64>) {
        let (mut done, mut other) = (minor.unwrap_or_default(), minor.unwrap_or_default());
        for (status, weight, is_minor) in sentence {
            let left = if status == Status::Implemented { &mut done } else { &mut other };
            let counts = if is_minor && minor.is_some() { weight.min(*left) } else { weight };
            if is_minor {
                *left = (*left - counts).max(0.0);
            }
            match status {
                Status::Implemented => {
                    self.implemented += weight;
                    self.on_point += counts;
                }
                Status::Pending | Status::Planned => self.unrealised += counts,
                Status::Declined => self.declined += counts,
                Status::Unavailable => self.unavailable += counts,
            }
        }
    }
}

/// Rolls the measures of an answer up.
pub fn judge(weights: Weights, policy: &VerdictPolicy) -> Judgement {
    let Weights { implemented, on_point, unrealised, declined, unavailable } = weights;
    let share = unrealised / (implemented + unrealised).max(f64::MIN_POSITIVE);
    let matters = unrealised >= policy.unrealised_at_least && share >= policy.unrealised_share_at_least;
    let (verdict, because) = if implemented > 0.0 && matters && on_point < policy.implemented_at_least {
        (Verdict::PlansOnly, "background")
    } else if implemented > 0.0 && matters {
        (Verdict::Mixed, "mixed")
    } else if implemented > 0.0 && declined > 0.0 && declined >= policy.declined_over_implemented * on_point {
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

    const POLICY: fn() -> VerdictPolicy = || VerdictPolicy {
        unrealised_at_least: 0.5,
        unrealised_share_at_least: 0.1,
        declined_over_implemented: 1.0,
        implemented_at_least: 0.5,
        ..VerdictPolicy::default()
    };

    fn verdict(measures: &[(Status, f64)]) -> Verdict {
        let mut weights = Weights::default();
        weights.add(measures.iter().map(|(status, weight)| (*status, *weight, false)), None);
        judge(weights, &POLICY()).verdict
    }

    /// The same of sentences that count 0.3 at most, beside others.
    fn of_minor(measures: &[Status], beside: &[Status]) -> Verdict {
        let mut weights = Weights::default();
        measures.iter().for_each(|status| weights.add([(*status, 1.0, true)], Some(0.3)));
        beside.iter().for_each(|status| weights.add([(*status, 1.0, false)], Some(0.3)));
        judge(weights, &POLICY()).verdict
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

    #[test]
    fn an_old_law_beside_a_bill_leaves_only_the_plan() {
        assert_eq!(of_minor(&[Status::Implemented], &[Status::Pending]), Verdict::PlansOnly);
        assert_eq!(of_minor(&[Status::Implemented], &[Status::Pending, Status::Implemented]), Verdict::Mixed);
    }

    #[test]
    fn an_old_law_alone_is_still_implemented() {
        assert_eq!(of_minor(&[Status::Implemented], &[]), Verdict::Implemented);
    }

    #[test]
    fn a_law_told_as_a_defence_weighs_little_beside_the_denial() {
        let told = [Status::Implemented, Status::Implemented];
        assert_eq!(of_minor(&told, &[Status::Declined]), Verdict::NoMeasure);
        assert_eq!(of_minor(&[], &[Status::Implemented, Status::Implemented, Status::Declined]), Verdict::Implemented);
    }

    #[test]
    fn background_does_not_make_a_minor_plan_matter() {
        // Nine old laws and a plan: the plan's share is measured by all that is done.
        let mut weights = Weights::default();
        (0..9).for_each(|_| weights.add([(Status::Implemented, 1.0, true)], Some(0.3)));
        weights.add([(Status::Planned, 0.9, false)], Some(0.3));
        assert_eq!(judge(weights, &POLICY()).verdict, Verdict::Implemented);
    }

    #[test]
    fn a_bill_that_came_to_nothing_beside_a_law_is_minor() {
        assert_eq!(of_minor(&[Status::Pending], &[Status::Implemented]), Verdict::Implemented);
        assert_eq!(of_minor(&[Status::Pending], &[]), Verdict::PlansOnly);
    }

    #[test]
    fn an_old_law_told_in_three_clauses_is_one_old_law() {
        let mut weights = Weights::default();
        weights.add([(Status::Implemented, 1.0, true); 3], Some(0.3));
        weights.add([(Status::Pending, 1.0, false)], Some(0.3));
        assert_eq!(judge(weights, &POLICY()).verdict, Verdict::PlansOnly);
    }
}
