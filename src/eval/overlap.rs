//! Which sentence of a gold answer a stretch of text belongs to.

use super::gold::GoldSentence;
use std::cmp::Reverse;

/// The sentences of an answer, by place.
pub(super) struct Overlaps<'g> {
    sentences: &'g [GoldSentence],
    /// Indices of the sentences in order of start.
    by_start: Vec<usize>,
    /// For each of them, the largest end up to there: where it lies before a stretch, nothing earlier reaches it.
    reach: Vec<usize>,
}

impl<'g> Overlaps<'g> {
    pub(super) fn new(sentences: &'g [GoldSentence]) -> Self {
        let mut by_start: Vec<usize> = (0..sentences.len()).collect();
        by_start.sort_by_key(|&at| sentences[at].start);
        let largest = |reach: &mut usize, &at: &usize| {
            *reach = sentences[at].end.max(*reach);
            Some(*reach)
        };
        let reach = by_start.iter().scan(0, largest).collect();
        Overlaps { sentences, by_start, reach }
    }

    /// Index of the sentence that holds most bytes of `start..end`. Of several that hold as many, the one
    /// numbered `n`, else the first of the list.
    pub(super) fn best(&self, start: usize, end: usize, n: Option<usize>) -> Option<usize> {
        let before = self.by_start.partition_point(|&at| self.sentences[at].start < end);
        let near = (0..before).rev().take_while(|&rank| self.reach[rank] > start).map(|rank| self.by_start[rank]);
        near.filter_map(|at| {
            let sentence = &self.sentences[at];
            let shared = sentence.end.min(end).saturating_sub(sentence.start.max(start));
            (shared > 0).then_some((shared, n == Some(sentence.n), Reverse(at)))
        })
        .max()
        .map(|(_, _, Reverse(at))| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(n: usize, start: usize, end: usize) -> GoldSentence {
        GoldSentence { n, line: None, start, end, status: Vec::new(), text: String::new() }
    }

    #[test]
    fn a_measure_belongs_to_the_sentence_that_holds_most_of_it() {
        let sentences = [sentence(2, 20, 40), sentence(1, 0, 19), sentence(3, 40, 50)];
        let overlaps = Overlaps::new(&sentences);
        assert_eq!(overlaps.best(5, 10, None), Some(1));
        assert_eq!(overlaps.best(10, 31, None), Some(0));
        assert_eq!(overlaps.best(35, 45, None), Some(0), "as many bytes in both: the first of the list");
        assert_eq!(overlaps.best(35, 45, Some(3)), Some(2), "unless the number tells");
        assert_eq!(overlaps.best(19, 20, None), None);
        assert_eq!(overlaps.best(50, 60, None), None);
        assert_eq!(overlaps.best(30, 25, None), None);
    }

    #[test]
    fn a_long_sentence_is_found_behind_short_ones() {
        let sentences = [sentence(1, 0, 100), sentence(2, 1, 2), sentence(3, 3, 4)];
        assert_eq!(Overlaps::new(&sentences).best(60, 70, None), Some(0));
    }
}
