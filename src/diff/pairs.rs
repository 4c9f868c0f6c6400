//! Which measures of two documents are the same undertaking.
//!
//! Words are weighed by their rarity in both documents. An inverted index gives each unit the few others with which it
//! shares a telling word; these pairs are scored and taken greedily, best first, each unit once. Nothing depends on the
//! order of answers or of the two documents.

use super::Side;
use super::evidence::{Evidence, Findings, score};
use super::unit::{Kind, Unit};
use super::vectors::{Vector, common, lists};
use super::vocabulary::{Concepts, Vocabulary};
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
    /// How far it is ahead of what else each of the two could be paired with.
    pub ahead: f64,
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
const LONGEST_LIST: usize = 128;

/// Both documents, ready to be compared.
pub(super) struct Matcher<'m> {
    policy: &'m MatchPolicy,
    sides: [&'m Side; 2],
    units: [&'m [Unit]; 2],
    all: Vocabulary,
    /// From which sum a pair is reported.
    unsure: f64,
    /// How many units of either document have a word.
    holders: Vec<usize>,
}

impl<'m> Matcher<'m> {
    pub(super) fn new(
        sides: [&'m Side; 2],
        units: [&'m [Unit]; 2],
        lexicons: [&Lexicon; 2],
        policy: &'m MatchPolicy,
    ) -> Self {
        let all = Vocabulary::new(sides, units, lexicons, policy);
        let mut holders = vec![0usize; all.keys.len()];
        for entry in all.vectors.iter().flatten().flat_map(|vector| &vector.words) {
            holders[entry.id as usize] += 1;
        }
        let [one, other] = sides.map(|side| &side.assessment.source.language);
        let unsure = policy.accept.unsure + if one == other { 0.0 } else { policy.accept.abroad };
        Matcher { policy, sides, units, all, unsure, holders }
    }

    /// Every pair that is near, best first. Only pairs are looked at that share a telling word or a concept, or whose answers
    /// are nearest to each other. `may_pair` is asked for both units.
    pub(super) fn candidates(&self, may_pair: impl Fn(&Unit, &Unit) -> bool) -> Vec<Pair> {
        let words = lists(&self.all.vectors[1], |entry| entry.tells && self.holders[entry.id as usize] <= LONGEST_LIST);
        let mut concepts: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut units: FxHashMap<usize, Vec<u32>> = FxHashMap::default();
        for (at, unit) in (0..).zip(self.units[1]) {
            units.entry(unit.answer).or_default().push(at);
            for (concept, _) in &self.all.concepts[1][at as usize] {
                concepts.entry(*concept).or_default().push(at);
            }
        }
        concepts.retain(|_, list| list.len() <= LONGEST_LIST);
        let mut beside: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (old, new) in self.all.answers.nearest_pairs() {
            beside.entry(old).or_default().push(new);
        }
        let mut pairs = Vec::new();
        let mut seen = vec![usize::MAX; self.units[1].len()];
        for (old, unit) in self.units[0].iter().enumerate() {
            let by_word = self.all.vectors[0][old].words.iter().filter_map(|entry| words.get(&entry.id));
            let by_concept = self.all.concepts[0][old].iter().filter_map(|(concept, _)| concepts.get(concept));
            let by_answer = beside.get(&unit.answer).into_iter().flatten().filter_map(|answer| units.get(answer));
            for &new in by_word.chain(by_concept).chain(by_answer).flatten() {
                let new = new as usize;
                if std::mem::replace(&mut seen[new], old) == old || !may_pair(unit, &self.units[1][new]) {
                    continue;
                }
                if let Some(evidence) = self.evidence(old, new) {
                    pairs.push(Pair { old, new, sum: evidence.sum(), ahead: 0.0, unsure: false, why: Why::default() });
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
        for pair in candidates.iter().take_while(|pair| pair.sum >= self.unsure) {
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
            pair.why = self.why(pair);
        }
        pairs
    }

    /// What speaks for a pair; none if it is not even near.
    fn evidence(&self, old: usize, new: usize) -> Option<Evidence> {
        let evidence = Evidence::new(&self.findings(old, new), &self.policy.evidence);
        (evidence.sum() >= self.policy.accept.near).then_some(evidence)
    }

    /// Adds to each candidate how far it is ahead of the others of its two units, and puts the best first.
    pub(super) fn compare(&self, candidates: &mut [Pair]) {
        // The best and the second best of each unit; they are sorted, so the first two that are met.
        let mut best: [FxHashMap<usize, Vec<(usize, f64)>>; 2] = Default::default();
        for pair in candidates.iter() {
            for (side, unit, other) in [(0, pair.old, pair.new), (1, pair.new, pair.old)] {
                let list = best[side].entry(unit).or_default();
                if list.len() < 2 {
                    list.push((other, pair.sum));
                }
            }
        }
        let near = self.policy.accept.near;
        let rival = |side: usize, unit: usize, other: usize| {
            let others = best[side].get(&unit).into_iter().flatten();
            others.filter(|(known, _)| *known != other).map(|(_, sum)| *sum).fold(near, f64::max)
        };
        let policy = &self.policy.evidence;
        for pair in candidates.iter_mut() {
            let ahead = pair.sum - rival(0, pair.old, pair.new).max(rival(1, pair.new, pair.old));
            pair.ahead = ahead.clamp(-policy.most_ahead, policy.most_ahead);
        }
        for pair in candidates.iter_mut() {
            pair.sum += policy.margin * pair.ahead;
        }
        candidates.sort_by(|a, b| self.order(a, b));
    }

    /// What is known of two units side by side.
    pub(super) fn findings(&self, old: usize, new: usize) -> Findings {
        let (a, b) = (&self.all.vectors[0][old], &self.all.vectors[1][new]);
        let units = [&self.units[0][old], &self.units[1][new]];
        let mut found = Findings::default();
        let mut told = [0.0; 2];
        for (one, other) in common(a, b) {
            let product = one.weight * other.weight;
            found.likeness += product;
            if product > 0.0 && one.is_own && other.is_own && one.tells && other.tells {
                found.shared += self.all.rarity[one.id as usize];
                found.figure |= one.is_figure;
                told = [told[0] + one.weight, told[1] + other.weight];
            }
            found.mark |= one.is_mark && other.is_mark;
        }
        // One word is enough if it is most of what one of them is about.
        let part = |of: f64, all: f64| of / all.max(f64::MIN_POSITIVE);
        found.share = part(told[0], a.telling).max(part(told[1], b.telling));
        found.both = part(told[0], a.telling).min(part(told[1], b.telling));
        let strange = |told: f64, vector: &Vector| part((vector.known - told).max(0.0), vector.telling);
        found.strange = (strange(told[0], a) + strange(told[1], b)) / 2.0;
        let (x, y) = (self.all.names[0][old], self.all.names[1][new]);
        let other_act = x.act && y.act && (x.known_act || y.known_act);
        found.conflict = !found.mark && (other_act || x.period && y.period);
        if units.iter().all(|unit| !unit.things.is_empty()) {
            found.kind = Some(!units[0].things.is_disjoint(&units[1].things));
        }
        found.concept = agreed(&self.all.concepts[0][old], &self.all.concepts[1][new]);
        found.stage = units[0].kind == units[1].kind;
        found.resumed = units.map(|unit| unit.kind == Kind::Deed) == [false, true] && units[0].is_end
            || units.map(|unit| unit.kind == Kind::Deed) == [true, false] && units[1].is_end;
        found.older = !found.resumed && units.iter().any(|unit| self.is_older(unit)) && !found.stage;
        found.late = units[0].is_late_for(units[1]) || units[1].is_late_for(units[0]);
        let [one, other] = [0, 1].map(|side| &self.sides[side].assessment.answers[units[side].answer]);
        found.themes = overlap(&one.themes, &other.themes, |theme| &theme.id);
        found.articles = overlap(&one.articles, &other.articles, |article| &article.id);
        found.aligned = self.all.answers.alignment(units[0].answer, units[1].answer);
        found
    }

    /// Whether a unit tells of something done before the earlier of the two documents was written: it keeps no promise of either.
    fn is_older(&self, unit: &Unit) -> bool {
        let years = self.sides.iter().filter_map(|side| side.assessment.source.received.as_deref()?.get(..4));
        let (Some(written), Some(done)) = (years.min(), unit.years.last()) else { return false };
        unit.kind == Kind::Deed && done.as_str() < written
    }

    /// How far the words of two whole answers agree, 0 to 1.
    pub(super) fn answer_likeness(&self, old: usize, new: usize) -> f64 {
        self.all.answers.likeness(old, new)
    }

    /// How near two answers are, as a share of how near each of them is to any.
    pub(super) fn alignment(&self, old: usize, new: usize) -> f64 {
        self.all.answers.alignment(old, new)
    }

    /// The answer of the new document whose words agree best with those of an old one, and how far, 0 to 1.
    pub(super) fn nearest(&self, old: usize) -> Option<(usize, f64)> {
        self.all.answers.nearest(old, |new| self.sides[1].assessment.answers[new].id.as_str())
    }

    /// A word as both spell it.
    fn spelling(&self, old: usize, new: usize, id: u32) -> String {
        let key = &self.all.keys[id as usize];
        let [one, other] = [(0, old), (1, new)].map(|(side, unit): (usize, usize)| {
            self.units[side][unit].words.get(key).map_or("", |word| word.spelling.as_str())
        });
        if one == other { one.to_owned() } else { format!("{one} / {other}") }
    }

    /// How the score of a pair came about.
    pub(super) fn why(&self, pair: &Pair) -> Why {
        let (old, new) = (pair.old, pair.new);
        let (a, b) = (&self.all.vectors[0][old], &self.all.vectors[1][new]);
        let mut words: Vec<(String, f64)> = common(a, b)
            .map(|(one, other)| (self.spelling(old, new, one.id), one.weight * other.weight))
            .filter(|(_, weight)| *weight > 0.0)
            .collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Why {
            likeness: words.iter().map(|(_, weight)| weight).sum(),
            words,
            evidence: self.evidence(old, new).unwrap_or_default().with_margin(pair.ahead, &self.policy.evidence),
            sure: score(self.policy.accept.sure),
            unsure: score(self.unsure),
        }
    }
}

/// Of the topics of two units, how many they share, a rare one counts more; unknown if one of them has none.
fn agreed(one: &Concepts, other: &Concepts) -> Option<f64> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let sum = |concepts: &Concepts| concepts.iter().map(|(_, rarity)| rarity).sum::<f64>();
    let shared = one.iter().filter(|(concept, _)| other.binary_search_by_key(concept, |(known, _)| *known).is_ok());
    let shared: f64 = shared.map(|(_, rarity)| rarity).sum();
    Some(shared / (sum(one) + sum(other) - shared))
}

/// Shared ids of the shorter list: 1 if all are in the other.
fn overlap<T>(one: &[T], other: &[T], id: impl Fn(&T) -> &String) -> f64 {
    let shared = one.iter().filter(|x| other.iter().any(|y| id(x) == id(y))).count();
    shared as f64 / one.len().min(other.len()).max(1) as f64
}

/// Whether two units can be one undertaking that the ledger tells of: one of them is promised.
pub(super) fn is_followed(old: &Unit, new: &Unit) -> bool {
    old.kind == Kind::Promise || new.kind == Kind::Promise
}

/// Whether two units can be one thing that was done then and is told as done again.
pub(super) fn is_lasting(old: &Unit, new: &Unit) -> bool {
    old.kind == Kind::Deed && new.kind == Kind::Deed && !old.is_end && !new.is_end
}
