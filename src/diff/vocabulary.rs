//! Both documents in one vocabulary, each word weighed by its rarity in both.

use super::Side;
use super::answers::Answers;
use super::terms;
use super::unit::Unit;
use super::vectors::{Entry, Vector};
use crate::assessment::AnswerAssessment;
use crate::rules::{Lexicon, MatchPolicy};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a unit names that has a number of its own.
#[derive(Clone, Copy, Default)]
pub(super) struct Names {
    pub act: bool,
    /// An act that the other document names too.
    pub known_act: bool,
    pub period: bool,
}

/// A concept, by number in ascending order, and how rare it is, 0 to 1.
pub(super) type Concepts = Vec<(u32, f64)>;

/// Everything that units and answers are compared by.
pub(super) struct Vocabulary {
    pub keys: Vec<String>,
    /// 1 for a word of a single answer, less for one of many.
    pub rarity: Vec<f64>,
    /// By side and unit.
    pub vectors: [Vec<Vector>; 2],
    pub names: [Vec<Names>; 2],
    pub concepts: [Vec<Concepts>; 2],
    pub answers: Answers,
}

impl Vocabulary {
    pub(super) fn new(sides: [&Side; 2], units: [&[Unit]; 2], lexicons: [&Lexicon; 2], policy: &MatchPolicy) -> Self {
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
        let is_known = |id: usize| met[0][id] && met[1][id];
        let same_language = sides[0].assessment.source.language == sides[1].assessment.source.language;
        let foreign = if same_language { policy.place.foreign } else { policy.place.abroad };
        let all = texts[0].len() + texts[1].len();
        let rarity: Vec<f64> = (0..keys.len())
            .map(|id| {
                let rarity = rarity(found[id], all);
                // The number that a bill gets as an act cannot have stood in the promise of it.
                let is_number = keys[id].starts_with("no ");
                match () {
                    () if is_known(id) => rarity,
                    () if is_number => 0.0,
                    () => rarity * foreign,
                }
            })
            .collect();
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
                    is_known: is_known(id as usize),
                }
            });
            Vector::new(words.collect())
        };
        let vectors = units.map(|units| units.iter().map(vector).collect());
        let answer = |words: &Vec<(String, f64)>| {
            let words = words.iter().map(|(key, weight)| {
                let id = ids[key.as_str()];
                Entry {
                    id,
                    weight: weight * rarity[id as usize],
                    is_mark: false,
                    is_figure: false,
                    is_own: true,
                    tells: true,
                    is_known: is_known(id as usize),
                }
            });
            Vector::new(words.collect())
        };
        let answers = Answers::new([0, 1].map(|side| texts[side].iter().map(answer).collect()));
        let named = |unit: &Unit| {
            let mut names = Names::default();
            for (key, _) in unit.words.iter().filter(|(_, word)| word.is_mark && word.is_own) {
                let is_act = key.starts_with("no ");
                names.act |= is_act;
                names.known_act |= is_act && is_known(ids[key.as_str()] as usize);
                names.period |= !is_act;
            }
            names
        };
        let names = units.map(|units| units.iter().map(named).collect());
        let concepts = concepts(sides, units, all);
        let keys = keys.into_iter().map(str::to_owned).collect();
        Vocabulary { keys, rarity, vectors, names, concepts, answers }
    }
}

/// How rare something is that occurs in so many answers of all.
fn rarity(found: usize, all: usize) -> f64 {
    let all = all as f64;
    (1.0 + all / found.max(1) as f64).ln() / (1.0 + all).ln()
}

/// The rules of topics that the words of each unit fire: the same in all languages, and told by many words.
fn concepts(sides: [&Side; 2], units: [&[Unit]; 2], all: usize) -> [Vec<Concepts>; 2] {
    let rules = |answer: &AnswerAssessment| -> FxHashSet<String> {
        let articles = answer.articles.iter().flat_map(|article| &article.why);
        let themes = answer.themes.iter().flat_map(|theme| &theme.why);
        articles.chain(themes).map(|hit| concept(&hit.rule).to_owned()).collect()
    };
    let mut found: std::collections::BTreeMap<String, usize> = Default::default();
    for rule in sides.iter().flat_map(|side| side.assessment.answers.iter().flat_map(rules)) {
        *found.entry(rule).or_default() += 1;
    }
    let numbers: FxHashMap<&str, (u32, f64)> =
        (0..).zip(&found).map(|(number, (rule, &count))| (rule.as_str(), (number, rarity(count, all)))).collect();
    let of = |unit: &Unit| unit.concepts.keys().filter_map(|rule| numbers.get(rule.as_str()).copied()).collect();
    units.map(|units| {
        units
            .iter()
            .map(|unit| {
                let mut concepts: Concepts = of(unit);
                concepts.sort_unstable_by_key(|(number, _)| *number);
                concepts
            })
            .collect()
    })
}

/// A rule of topics without its language.
pub(super) fn concept(rule: &str) -> &str {
    rule.split_once('/').map_or(rule, |(_, rest)| rest)
}

/// The words of every answer and of its heading, each with how much it counts there.
fn answer_words(side: &Side, lexicon: &Lexicon, policy: &MatchPolicy) -> Vec<Vec<(String, f64)>> {
    let words = |(answer, sentences): (&AnswerAssessment, &Vec<String>)| {
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
