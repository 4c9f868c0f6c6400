//! How near whole answers are to each other, whatever their numbers.

use super::vectors::{Vector, lists, product};
use rustc_hash::FxHashMap;

/// A word that more answers than this use says little of any.
const LONGEST_LIST: usize = 96;

/// The answers of both documents.
pub(super) struct Answers {
    vectors: [Vec<Vector>; 2],
    /// By old answer: the new ones that share a word with it, and how near they are, 0 to 1.
    near: Vec<FxHashMap<u32, f64>>,
    /// How near the nearest is, for each answer of either document.
    best: [Vec<f64>; 2],
}

impl Answers {
    pub(super) fn new(vectors: [Vec<Vector>; 2]) -> Self {
        let lists = [0, 1].map(|side| lists(&vectors[side], |_| true));
        let spread = |id: &u32| lists.iter().map(|lists| lists.get(id).map_or(0, Vec::len)).sum::<usize>();
        let mut best = [vec![0.0f64; vectors[0].len()], vec![0.0f64; vectors[1].len()]];
        let mut near = Vec::with_capacity(vectors[0].len());
        for (old, vector) in vectors[0].iter().enumerate() {
            // In the order of the alphabet from either side, so that sums are the same to the last digit.
            let mut sums: FxHashMap<u32, f64> = FxHashMap::default();
            for entry in &vector.words {
                let list = lists[1].get(&entry.id).filter(|_| spread(&entry.id) <= LONGEST_LIST);
                for &new in list.into_iter().flatten() {
                    let words = &vectors[1][new as usize].words;
                    let at = words.binary_search_by_key(&entry.id, |other| other.id);
                    *sums.entry(new).or_default() += at.map_or(0.0, |at| entry.weight * words[at].weight);
                }
            }
            for (&new, &sum) in &sums {
                best[0][old] = best[0][old].max(sum);
                best[1][new as usize] = best[1][new as usize].max(sum);
            }
            near.push(sums);
        }
        Answers { vectors, near, best }
    }

    /// How near two answers are, as a share of how near each of them is to any: 1 if both are nearest to each other.
    pub(super) fn alignment(&self, old: usize, new: usize) -> f64 {
        let near = u32::try_from(new).ok().and_then(|new| self.near[old].get(&new)).copied().unwrap_or_default();
        let best = self.best[0][old].max(self.best[1][new]);
        if best > 0.0 { near / best } else { 0.0 }
    }

    /// Pairs of answers of which one is the nearest to the other.
    pub(super) fn nearest_pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (old, near) in self.near.iter().enumerate() {
            for (&new, &sum) in near {
                if sum > 0.0 && (sum >= self.best[0][old] || sum >= self.best[1][new as usize]) {
                    pairs.push((old, new as usize));
                }
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// How far the words of two whole answers agree, 0 to 1.
    pub(super) fn likeness(&self, old: usize, new: usize) -> f64 {
        product(&self.vectors[0][old], &self.vectors[1][new])
    }

    /// The answer of the new document that is nearest to an old one, and how far their words agree, 0 to 1. Of equals the one
    /// whose id comes first.
    pub(super) fn nearest<'i>(&self, old: usize, id: impl Fn(usize) -> &'i str) -> Option<(usize, f64)> {
        let better = |a: &(&u32, &f64), b: &(&u32, &f64)| {
            a.1.total_cmp(b.1).then_with(|| id(*b.0 as usize).cmp(id(*a.0 as usize)))
        };
        let best = *self.near[old].iter().max_by(better)?.0 as usize;
        Some((best, self.likeness(old, best)))
    }
}
