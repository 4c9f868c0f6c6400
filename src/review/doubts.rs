//! Answers that a person should look at: the rules are silent, at odds, or near a line.

use crate::assessment::Verdict;
use crate::check::Checked;
use crate::status::{Clause, Outcome};

/// Why an answer is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// No rule fired in the whole answer.
    NoRule,
    /// In one clause rules of different statuses fired.
    Conflict,
    /// A little more or less would give another verdict.
    Close,
    /// No article of the convention was recognised.
    NoArticle,
}

/// A verdict is near a line if this share of the measures could turn it.
const NEAR: f64 = 0.25;

/// What makes the answer at `index` doubtful; nothing if nothing does.
pub fn doubts(checked: &Checked, index: usize) -> Vec<Doubt> {
    let trace = &checked.traces[index];
    let answer = &checked.assessment.answers[index];
    let clauses = || trace.sentences.iter().flat_map(|sentence| &sentence.clauses);
    let mut doubts = Vec::new();
    if clauses().all(|clause| clause.hits.is_empty()) {
        doubts.push(Doubt::NoRule);
    }
    if clauses().any(|clause| is_at_odds(checked, clause)) {
        doubts.push(Doubt::Conflict);
    }
    let weights = trace.judgement.weights;
    let all = weights.implemented + weights.unrealised;
    let less = weights.implemented.min(weights.unrealised);
    let close = match answer.verdict {
        Verdict::Mixed | Verdict::Implemented => less > 0.0 && less / all <= NEAR,
        Verdict::NoMeasure | Verdict::PlansOnly => weights.implemented > 0.0,
        Verdict::Unanswered => false,
    };
    if close {
        doubts.push(Doubt::Close);
    }
    if answer.articles.is_empty() {
        doubts.push(Doubt::NoArticle);
    }
    doubts
}

fn is_at_odds(checked: &Checked, clause: &Clause) -> bool {
    let cues = &checked.pack.cues;
    clause.hits.iter().any(|hit| match &hit.outcome {
        Outcome::Outranked(winner) => {
            let (winner, loser) = (&cues[*winner], &cues[hit.cue]);
            !winner.statuses.is_empty() && !loser.statuses.is_empty() && winner.statuses != loser.statuses
        }
        _ => false,
    })
}
