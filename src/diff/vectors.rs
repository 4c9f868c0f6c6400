//! Words with weights, and how they are compared.

use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// Words of one unit or answer: ids in ascending order, with weights; of length 1 in all.
pub(super) struct Vector {
    pub words: Vec<Entry>,
    /// Weight of its own words that tell something.
    pub telling: f64,
    /// The same, of those that both documents use.
    pub known: f64,
}

/// One word of a vector.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub id: u32,
    pub weight: f64,
    pub is_mark: bool,
    pub is_figure: bool,
    pub is_own: bool,
    pub tells: bool,
    /// Whether both documents use it.
    pub is_known: bool,
}

impl Vector {
    pub(super) fn new(mut words: Vec<Entry>) -> Self {
        words.sort_unstable_by_key(|entry| entry.id);
        let length = words.iter().map(|entry| entry.weight * entry.weight).sum::<f64>().sqrt();
        for entry in &mut words {
            entry.weight /= if length > 0.0 { length } else { 1.0 };
        }
        let telling = || words.iter().filter(|entry| entry.is_own && entry.tells);
        let (all, known) = (telling(), telling().filter(|entry| entry.is_known));
        let [telling, known] = [all.map(|entry| entry.weight).sum(), known.map(|entry| entry.weight).sum()];
        Vector { words, telling, known }
    }
}

/// Where each of these words occurs: indices of vectors, in ascending order.
pub(super) fn lists(vectors: &[Vector], is_listed: impl Fn(&Entry) -> bool) -> FxHashMap<u32, Vec<u32>> {
    let mut lists: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (at, vector) in vectors.iter().enumerate() {
        for entry in vector.words.iter().filter(|entry| entry.weight > 0.0 && is_listed(entry)) {
            lists.entry(entry.id).or_default().push(u32::try_from(at).expect("fewer than 2^32 of them"));
        }
    }
    lists
}

/// The words that two vectors share.
pub(super) fn common<'v>(a: &'v Vector, b: &'v Vector) -> impl Iterator<Item = (Entry, Entry)> + 'v {
    let (mut one, mut other) = (a.words.as_slice(), b.words.as_slice());
    std::iter::from_fn(move || {
        loop {
            let (x, y) = (*one.first()?, *other.first()?);
            match x.id.cmp(&y.id) {
                Ordering::Less => one = &one[1..],
                Ordering::Greater => other = &other[1..],
                Ordering::Equal => {
                    (one, other) = (&one[1..], &other[1..]);
                    return Some((x, y));
                }
            }
        }
    })
}

/// How far the words of two vectors agree, 0 to 1.
pub(super) fn product(a: &Vector, b: &Vector) -> f64 {
    common(a, b).map(|(one, other)| one.weight * other.weight).sum()
}
