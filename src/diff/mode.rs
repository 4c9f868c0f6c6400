//! Whether two documents are versions of one reply or replies of two cycles.

use super::Side;
use super::model::{Mode, ModeReason};
use super::pairs::Matcher;
use rustc_hash::FxHashMap;

/// Answers with the same id are versions of each other if their words agree so far, 0 to 1.
const SAME_ANSWER: f64 = 0.5;

/// Chooses by the session of the committee; or else by whether most answers have a version of themselves under the same id.
pub(super) fn choose(old: &Side, new: &Side, matcher: &Matcher<'_>) -> (Mode, ModeReason) {
    let [one, other] = [old, new].map(|side| &side.assessment);
    if let (Some(one), Some(other)) = (&one.source.session, &other.source.session)
        && one != other
    {
        return (Mode::AcrossCycles, ModeReason::Sessions);
    }
    let places: FxHashMap<&str, usize> =
        other.answers.iter().enumerate().map(|(at, answer)| (answer.id.as_str(), at)).collect();
    let alike = one.answers.iter().enumerate().filter(|(at, answer)| {
        places.get(answer.id.as_str()).is_some_and(|&place| {
            let (mine, theirs) = (&old.sentences[*at], &new.sentences[place]);
            mine == theirs || matcher.answer_likeness(*at, place) >= SAME_ANSWER
        })
    });
    if 2 * alike.count() >= one.answers.len().min(other.answers.len()) {
        (Mode::SameQuestions, ModeReason::AnswersAgree)
    } else {
        (Mode::AcrossCycles, ModeReason::AnswersDiffer)
    }
}
