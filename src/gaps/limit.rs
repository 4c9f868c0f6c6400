//! Keeping a table within a number of words: first shorter quotations, then fewer of them, then fewer rows; what it
//! cost is said.

use super::GapTable;
use super::cells::{Context, filled};
use crate::assessment::{AnswerAssessment, Verdict};

/// What is told as implemented is not shortened below so many words: less does not tell what is meant.
const SHORTEST: usize = 8;
/// Promises and refusals are not shortened below so many words: less is no quotation.
const SHORTEST_OPEN: usize = 16;
/// The longest quotation that is tried: more is a whole answer.
const LONGEST: usize = 400;

/// How many words a quotation has at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Longest {
    /// Of what is told as implemented, and of the committee's own words: a gap table can best spare these. With 0, what
    /// is told as implemented beside promises or refusals is only counted.
    pub told: usize,
    /// Of promises, refusals and what is said to be lacking.
    pub open: usize,
}

impl Longest {
    /// Quotations are whole.
    pub const WHOLE: Longest = Longest { told: usize::MAX, open: usize::MAX };

    /// As long as may be where `budget` is spent on promises first, and what is left on what is told as implemented.
    fn of(budget: usize) -> Longest {
        Longest { open: budget.min(LONGEST), told: budget.saturating_sub(LONGEST).max(SHORTEST) }
    }

    /// What is told as implemented is counted.
    fn counted(open: usize) -> Longest {
        Longest { open, told: 0 }
    }

    /// For an answer of which nothing but what is told as implemented can be quoted.
    pub fn only_told(self) -> usize {
        self.told.max(SHORTEST)
    }
}

/// The table with the longest quotations, then the most rows, that fit into `most` words. The head always stays.
pub(super) fn limit(context: &Context<'_>, most: usize, table: impl Fn(Longest, &[usize]) -> GapTable) -> GapTable {
    let whole = table(Longest::WHOLE, &[]);
    if whole.words() <= most {
        return whole;
    }
    let gap = &context.words.gap;
    let words = || ("words", most.to_string());
    let noted = |longest: Longest, left_out: &[usize]| {
        let mut table = table(longest, left_out);
        table.notes.push(filled(&gap.shortened, &[words()]));
        if !left_out.is_empty() {
            // Rows are worth more than what else could be looked at; what no answer engages stays a gap.
            table.groups.iter_mut().for_each(|group| group.notes.retain(|note| *note == gap.uncovered));
            table.groups.retain(|group| group.title.is_none() || !group.rows.is_empty() || !group.notes.is_empty());
            let mut in_order = left_out.to_vec();
            in_order.sort_unstable();
            let ids: Vec<&str> =
                in_order.iter().map(|&index| context.checked.assessment.answers[index].id.as_str()).collect();
            let values = [words(), ("count", ids.len().to_string()), ("answers", ids.join(", "))];
            table.notes.push(filled(&gap.left_out, &values));
        }
        table
    };
    let longest = |from: usize, to: usize, longest: fn(usize) -> Longest| {
        let fits = |words: usize| noted(longest(words), &[]).words() <= most;
        fits(from).then(|| noted(longest(last(from, to, fits)), &[]))
    };
    let shortened =
        longest(SHORTEST_OPEN, 2 * LONGEST, Longest::of).or_else(|| longest(SHORTEST_OPEN, LONGEST, Longest::counted));
    shortened.unwrap_or_else(|| {
        let least = least_telling(&context.checked.assessment.answers);
        let table = |kept: usize| noted(Longest::counted(SHORTEST_OPEN), &least[..least.len() - kept]);
        table(last(0, least.len(), |kept| table(kept).words() <= most))
    })
}

/// The last number for which it fits; it fits up to some number and no further.
fn last(from: usize, to: usize, fits: impl Fn(usize) -> bool) -> usize {
    let (mut good, mut bad) = (from, to + 1);
    while bad - good > 1 {
        let middle = usize::midpoint(good, bad);
        if fits(middle) { good = middle } else { bad = middle }
    }
    good
}

/// Answers by how little of a gap they show: what is implemented goes first, promises alone last.
fn least_telling(answers: &[AnswerAssessment]) -> Vec<usize> {
    let tells = |index: &usize| match answers[*index].verdict {
        Verdict::Implemented => 0,
        Verdict::Mixed => 1,
        Verdict::NoMeasure => 2,
        Verdict::PlansOnly | Verdict::Unanswered => 3,
    };
    let mut order: Vec<usize> = (0..answers.len()).rev().collect();
    order.sort_by_key(tells);
    order
}
