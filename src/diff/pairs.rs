//! Which measures of two documents are the same undertaking.
//!
//! Words are weighed by their rarity in both documents. An inverted index gives each unit the few others with which it
//! shares a telling word; these pairs are scored and taken greedily, best first, each unit once. Nothing depends on the
//! order of answers or of the two documents.

use super::evidence::{Evidence, Findings, score};
use super::unit::{Kind, Unit};
use super::{Side, terms};
use crate::rules::{Lexicon, MatchPolicy};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Ordering;

/// Two units that report the same undertaking.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// Index of the unit of the old document.
    pub old: usize,
    /// Index of the unit of the new document.
    pub new: usize,
    /// What speaks for it, in log-odds.
    pub sum: f64,
    /// Whether a person should look at it: a low score, or a rival almost as near.
    pub unsure: bool,
    /// What made it.
    pub why: Why,
}

/// How a score came about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Why {
    /// Words in common as they are spelt, those that count most first, with their share of the likeness.
    pub words: Vec<(String, f64)>,
    /// Likeness of the words, 0 to 1.
    pub likeness: f64,
    /// Every piece of evidence.
    pub evidence: Evidence,
    /// From which score a match is clear.
    pub sure: f64,
    /// From which score it is reported.
    pub unsure: f64,
}

/// A word that more units than this contain points to too many of them to be followed.
const LONGEST_LIST: usize = 64;

/// Words of one unit or answer: ids in ascending order, with weights; of length 1 in all.
struct Vector {
    words: Vec<Entry>,
    names: Names,
    /// Weight of its own words that tell something.
    telling: f64,
}

/// What a unit names that has a number of its own.
#[derive(Clone, Copy, Default)]
struct Names {
    act: bool,
    /// An act that the other document names too.
    known_act: bool,
    period: bool,
}

#[derive(Clone, Copy)]
struct Entry {
    id: u32,
    weight: f64,
    is_mark: bool,
    is_figure: bool,
    is_own: bool,
    tells: bool,
}

/// Both documents in one vocabulary.
pub(super) struct Matcher<'m> {
    policy: &'m MatchPolicy,
    sides: [&'m Side; 2],
    units: [&'m [Unit]; 2],
    vectors: [Vec<Vector>; 2],
    answers: [Vec<Vector>; 2],
    keys: Vec<String>,
    /// 1 for a word of a single answer, less for one of many.
    rarity: Vec<f64>,
    widespread: Vec<bool>,
    /// Answers of the new document by word.
    answer_lists: FxHashMap<u32, Vec<u32>>,
}

impl<'m> Matcher<'m> {
    pub(super) fn new(
        sides: [&'m Side; 2],
        units: [&'m [Unit]; 2],
        lexicons: [&Lexicon; 2],
        policy: &'m MatchPolicy,
    ) -> Self {
        let texts: [Vec<Vec<(String, f64)>>; 2] = [0, 1].map(|at| answer_words(sides[at], lexicons[at], policy));
        // Alphabetical, so that sums are made in the same order whatever the order of the documents.
        let mut keys: Vec<&str> = units
            .iter()
            .flat_map(|units| units.iter().flat_map(|unit| unit.words.keys().map(String::as_str)))
            .chain(texts.iter().flatten().flatten().map(|(key, _)| key.as_str()))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let ids: FxHashMap<&str, u32> = keys
            .iter()
            .enumerate()
            .map(|(at, key)| (*key, u32::try_from(at).expect("fewer than 2^32 words")))
            .collect();

        let mut found = vec![0usize; keys.len()];
        let mut met = [vec![false; keys.len()], vec![false; keys.len()]];
        for (side, units) in units.iter().enumerate() {
            for (key, _) in texts[side].iter().flatten() {
                let id = ids[key.as_str()] as usize;
                met[side][id] = true;
                found[id] += 1;
            }
            for key in units.iter().flat_map(|unit| unit.words.keys()) {
                met[side][ids[key.as_str()] as usize] = true;
            }
        }
        let same_language = sides[0].assessment.source.language == sides[1].assessment.source.language;
        let foreign = if same_language { policy.place.foreign } else { policy.place.abroad };
        let all = (texts[0].len() + texts[1].len()) as f64;
        let rarity: Vec<f64> = (0..keys.len())
            .map(|id| {
                let rarity = (1.0 + all / found[id].max(1) as f64).ln() / (1.0 + all).ln();
                // The number that a bill gets as an act cannot have stood in the promise of it.
                let is_number = keys[id].starts_with("no ");
                if met[0][id] && met[1][id] {
                    rarity
                } else if is_number {
                    0.0
                } else {
                    rarity * foreign
                }
            })
            .collect();
        let vectors = [0, 1].map(|at| {
            let vector = |unit: &Unit| {
                let words = unit.words.iter().map(|(key, word)| {
                    let id = ids[key.as_str()];
                    Entry {
                        id,
                        weight: word.weight * rarity[id as usize],
                        is_mark: word.is_mark && word.is_own,
                        is_figure: key.starts_with('#') && word.tells,
                        is_own: word.is_own,
                        tells: word.tells,
                    }
                });
                let mut names = Names::default();
                for (key, _) in unit.words.iter().filter(|(_, word)| word.is_mark && word.is_own) {
                    let id = ids[key.as_str()] as usize;
                    let is_act = key.starts_with("no ");
                    names.act |= is_act;
                    names.known_act |= is_act && met[0][id] && met[1][id];
                    names.period |= !is_act;
                }
                Vector::new(words.collect(), names)
            };
            units[at].iter().map(vector).collect::<Vec<_>>()
        });
        let answers = [0, 1].map(|at| {
            let vector = |words: &Vec<(String, f64)>| {
                let words = words.iter().map(|(key, weight)| {
                    let id = ids[key.as_str()];
                    Entry {
                        id,
                        weight: weight * rarity[id as usize],
                        is_mark: false,
                        is_figure: false,
                        is_own: true,
                        tells: true,
                    }
                });
                Vector::new(words.collect(), Names::default())
            };
            texts[at].iter().map(vector).collect::<Vec<_>>()
        });
        let mut holders = vec![0usize; keys.len()];
        for entry in vectors.iter().flatten().flat_map(|vector| &vector.words) {
            holders[entry.id as usize] += 1;
        }
        let keys = keys.into_iter().map(str::to_owned).collect();
        let widespread = holders.iter().map(|&count| count > 2 * LONGEST_LIST).collect();
        let answer_lists = lists(&answers[1], |_| true);
        Matcher { policy, sides, units, vectors, answers, keys, rarity, widespread, answer_lists }
    }

    /// Every pair that shares a telling word and is near, best first.
    /// `may_pair` is asked for both units.
    pub(super) fn candidates(&self, may_pair: impl Fn(&Unit, &Unit) -> bool) -> Vec<Pair> {
        let lists = lists(&self.vectors[1], |entry| entry.tells && !self.widespread[entry.id as usize]);
        let mut pairs = Vec::new();
        let mut seen = vec![usize::MAX; self.vectors[1].len()];
        for (old, vector) in self.vectors[0].iter().enumerate() {
            for new in vector.words.iter().filter_map(|entry| lists.get(&entry.id)).flatten() {
                let new = *new as usize;
                if std::mem::replace(&mut seen[new], old) == old || !may_pair(&self.units[0][old], &self.units[1][new])
                {
                    continue;
                }
                if let Some(evidence) = self.evidence(old, new) {
                    pairs.push(Pair { old, new, sum: evidence.sum(), unsure: false, why: Why::default() });
                }
            }
        }
        pairs.sort_by(|a, b| self.order(a, b));
        pairs
    }

    /// Best first; of equals the one whose texts come first in the alphabet, for neither document is the first one.
    fn order(&self, a: &Pair, b: &Pair) -> Ordering {
        let texts = |pair: &Pair| {
            let mut texts = [self.text(0, pair.old), self.text(1, pair.new)];
            texts.sort_unstable();
            texts
        };
        b.sum.total_cmp(&a.sum).then_with(|| texts(a).cmp(&texts(b)))
    }

    fn text(&self, side: usize, unit: usize) -> (&str, &str, usize) {
        let unit = &self.units[side][unit];
        let answer = &self.sides[side].assessment.answers[unit.answer];
        (&answer.id, &answer.measures[unit.measures[0]].quote, unit.sentence)
    }

    /// Takes the best pairs, each unit once, and says which are unsure and why they are pairs.
    pub(super) fn assign(&self, candidates: &[Pair]) -> Vec<Pair> {
        let accept = &self.policy.accept;
        let mut taken = [FxHashSet::default(), FxHashSet::default()];
        let mut pairs: Vec<Pair> = Vec::new();
        for pair in candidates.iter().take_while(|pair| pair.sum >= accept.unsure) {
            if taken[0].contains(&pair.old) || taken[1].contains(&pair.new) {
                continue;
            }
            taken[0].insert(pair.old);
            taken[1].insert(pair.new);
            pairs.push(pair.clone());
        }
        // The best candidate that lost a unit to each pair, and is itself without one.
        let mut rivals: [FxHashMap<usize, f64>; 2] = Default::default();
        for pair in candidates {
            let free = [!taken[0].contains(&pair.old), !taken[1].contains(&pair.new)];
            if free[1] {
                rivals[0].entry(pair.old).or_insert(pair.sum);
            }
            if free[0] {
                rivals[1].entry(pair.new).or_insert(pair.sum);
            }
        }
        for pair in &mut pairs {
            let rival = |side: usize, unit: usize| rivals[side].get(&unit).copied().unwrap_or(f64::NEG_INFINITY);
            let rival = rival(0, pair.old).max(rival(1, pair.new));
            pair.unsure = pair.sum < accept.sure || rival > pair.sum - accept.rival;
            pair.why = self.why(pair.old, pair.new);
        }
        pairs
    }

    /// What speaks for a pair; none if it is not even near.
    fn evidence(&self, old: usize, new: usize) -> Option<Evidence> {
        let (a, b) = (&self.vectors[0][old], &self.vectors[1][new]);
        let units = [&self.units[0][old], &self.units[1][new]];
        let mut found = Findings::default();
        let (mut ids, mut told) = (Vec::new(), [0.0; 2]);
        for (one, other) in common(a, b) {
            ids.push(one.id);
            let product = one.weight * other.weight;
            found.likeness += product;
            if product > 0.0 && one.is_own && other.is_own && one.tells && other.tells {
                found.shared += self.rarity[one.id as usize];
                found.figure |= one.is_figure;
                told = [told[0] + one.weight, told[1] + other.weight];
            }
            found.mark |= one.is_mark && other.is_mark;
        }
        // One word is enough if it is most of what one of them is about.
        found.share = (told[0] / a.telling.max(f64::MIN_POSITIVE)).max(told[1] / b.telling.max(f64::MIN_POSITIVE));
        let (x, y) = (a.names, b.names);
        let other_act = x.act && y.act && (x.known_act || y.known_act);
        found.conflict = !found.mark && (other_act || x.period && y.period);
        if units.iter().all(|unit| !unit.things.is_empty()) {
            found.kind = Some(!units[0].things.is_disjoint(&units[1].things));
        }
        found.stage = units[0].kind == units[1].kind;
        let [one, other] = [0, 1].map(|side| &self.sides[side].assessment.answers[units[side].answer]);
        found.theme = one.themes.first().map(|theme| &theme.id) == other.themes.first().map(|theme| &theme.id);
        found.themes = overlap(&one.themes, &other.themes, |theme| &theme.id);
        found.articles = overlap(&one.articles, &other.articles, |article| &article.id);
        let policy = &self.policy.evidence;
        let evidence = Evidence::new(&found, policy);
        let near = self.policy.accept.near;
        // The words of the whole answers are many: they are looked at only where they can make a difference.
        if evidence.with_topic(1.0, policy).sum() < near {
            return None;
        }
        let evidence = evidence.with_topic(self.topic(units[0].answer, units[1].answer, &ids), policy);
        (evidence.sum() >= near).then_some(evidence)
    }

    /// How far the words of two answers agree, 0 to 1, these words apart: a phrase in common makes no common subject.
    fn topic(&self, old: usize, new: usize, apart: &[u32]) -> f64 {
        let words: f64 = common(&self.answers[0][old], &self.answers[1][new])
            .filter(|(one, _)| apart.binary_search(&one.id).is_err())
            .map(|(one, other)| one.weight * other.weight)
            .sum();
        words.sqrt()
    }

    /// How far the words of two whole answers agree, 0 to 1.
    pub(super) fn answer_likeness(&self, old: usize, new: usize) -> f64 {
        common(&self.answers[0][old], &self.answers[1][new]).map(|(one, other)| one.weight * other.weight).sum()
    }

    /// A word as both spell it.
    fn spelling(&self, old: usize, new: usize, id: u32) -> String {
        let key = &self.keys[id as usize];
        let [one, other] = [(0, old), (1, new)].map(|(side, unit): (usize, usize)| {
            self.units[side][unit].words.get(key).map_or("", |word| word.spelling.as_str())
        });
        if one == other { one.to_owned() } else { format!("{one} / {other}") }
    }

    /// The answer of the new document whose words agree best with those of an old one, and how far, 0 to 1.
    pub(super) fn nearest(&self, old: usize) -> Option<(usize, f64)> {
        let mut near: FxHashMap<u32, f64> = FxHashMap::default();
        for entry in &self.answers[0][old].words {
            // A word that so many answers use says little of any.
            let list = self.answer_lists.get(&entry.id).filter(|list| list.len() <= LONGEST_LIST);
            for &new in list.into_iter().flatten() {
                *near.entry(new).or_default() += entry.weight;
            }
        }
        let id = |new: u32| &self.sides[1].assessment.answers[new as usize].id;
        let better = |a: &(u32, f64), b: &(u32, f64)| a.1.total_cmp(&b.1).then_with(|| id(b.0).cmp(id(a.0)));
        let (best, _) = near.into_iter().max_by(better)?;
        Some((best as usize, self.answer_likeness(old, best as usize)))
    }

    pub(super) fn why(&self, old: usize, new: usize) -> Why {
        let (a, b) = (&self.vectors[0][old], &self.vectors[1][new]);
        let mut words: Vec<(String, f64)> = common(a, b)
            .map(|(one, other)| (self.spelling(old, new, one.id), one.weight * other.weight))
            .filter(|(_, weight)| *weight > 0.0)
            .collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Why {
            likeness: words.iter().map(|(_, weight)| weight).sum(),
            words,
            evidence: self.evidence(old, new).unwrap_or_default(),
            sure: score(self.policy.accept.sure),
            unsure: score(self.policy.accept.unsure),
        }
    }
}

impl Vector {
    fn new(mut words: Vec<Entry>, names: Names) -> Self {
        words.sort_unstable_by_key(|entry| entry.id);
        let length = words.iter().map(|entry| entry.weight * entry.weight).sum::<f64>().sqrt();
        for entry in &mut words {
            entry.weight /= if length > 0.0 { length } else { 1.0 };
        }
        let telling = words.iter().filter(|entry| entry.is_own && entry.tells).map(|entry| entry.weight).sum();
        Vector { words, names, telling }
    }
}

/// Where each of these words occurs: indices of vectors, in ascending order.
fn lists(vectors: &[Vector], is_listed: impl Fn(&Entry) -> bool) -> FxHashMap<u32, Vec<u32>> {
    let mut lists: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (at, vector) in vectors.iter().enumerate() {
        for entry in vector.words.iter().filter(|entry| entry.weight > 0.0 && is_listed(entry)) {
            lists.entry(entry.id).or_default().push(u32::try_from(at).expect("fewer than 2^32 of them"));
        }
    }
    lists
}

/// The words that two vectors share.
fn common<'v>(a: &'v Vector, b: &'v Vector) -> impl Iterator<Item = (Entry, Entry)> + 'v {
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

/// Shared ids of the shorter list: 1 if all are in the other.
fn overlap<T>(one: &[T], other: &[T], id: impl Fn(&T) -> &String) -> f64 {
    let shared = one.iter().filter(|x| other.iter().any(|y| id(x) == id(y))).count();
    shared as f64 / one.len().min(other.len()).max(1) as f64
}

/// The words of every answer and of its heading, each with how much it counts there.
fn answer_words(side: &Side, lexicon: &Lexicon, policy: &MatchPolicy) -> Vec<Vec<(String, f64)>> {
    let words = |(answer, sentences): (&crate::assessment::AnswerAssessment, &Vec<String>)| {
        let mut counted: FxHashMap<String, (f64, u32)> = FxHashMap::default();
        for text in answer.section.iter().chain(sentences) {
            for term in terms::terms(text, lexicon, &policy.weights) {
                let known = counted.entry(term.key).or_insert((0.0, 0));
                *known = (known.0.max(term.weight), known.1 + 1);
            }
        }
        let mut words: Vec<_> =
            counted.into_iter().map(|(key, (weight, count))| (key, weight * (1.0 + f64::from(count).ln()))).collect();
        words.sort_by(|a, b| a.0.cmp(&b.0));
        words
    };
    side.assessment.answers.iter().zip(&side.sentences).map(words).collect()
}

/// Whether two units can be one undertaking that the ledger tells of: one of them is promised.
pub(super) fn is_followed(old: &Unit, new: &Unit) -> bool {
    old.kind == Kind::Promise || new.kind == Kind::Promise
}

/// Whether two units can be one thing that was done then and is told as done again.
pub(super) fn is_lasting(old: &Unit, new: &Unit) -> bool {
    old.kind == Kind::Deed && new.kind == Kind::Deed && !old.is_end && !new.is_end
}
