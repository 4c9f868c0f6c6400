//! Keeping a table within a number of words: first shorter quotations, then fewer rows, and both are said.

use super::GapTable;
use super::cells::{Context, filled};
use crate::assessment::{AnswerAssessment, Verdict};

/// Quotations are not shortened below so many words: less is no quotation.
const SHORTEST: usize = 8;
/// The longest quotation that is tried: more is a whole answer.
const LONGEST: usize = 400;

/// The table with the longest quotations, then the most rows, that fit into `most` words. The head always stays.
pub(super) fn limit(
    context: &Context<'_>,
    most: usize,
    table: impl Fn(Option<usize>, &[usize]) -> GapTable,
) -> GapTable {
    let whole = table(None, &[]);
    if whole.words() <= most {
        return whole;
    }
    let gap = &context.words.gap;
    let words = || ("words", most.to_string());
    let noted = |longest: usize, left_out: &[usize]| {
        let mut table = table(Some(longest), left_out);
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
    if noted(SHORTEST, &[]).words() <= most {
        let longest = last(SHORTEST, LONGEST, |longest| noted(longest, &[]).words() <= most);
        return noted(longest, &[]);
    }
    let least = least_telling(&context.checked.assessment.answers);
    let kept = last(0, least.len(), |kept| noted(SHORTEST, &least[..least.len() - kept]).words() <= most);
    noted(SHORTEST, &least[..least.len() - kept])
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
