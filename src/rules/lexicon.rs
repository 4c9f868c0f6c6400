//! `rules/diff/<lang>.toml` and `policy/matching.toml`: how measures of two documents are compared.

use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the words of a language are worth for telling measures apart, as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LexiconFile {
    stop: Vec<String>,
    form: Vec<String>,
    anaphors: Vec<String>,
    impersonal: Vec<String>,
    pointing: Vec<String>,
    numbered: Vec<String>,
    ended: Vec<String>,
    finished: Vec<String>,
    bodies: Vec<String>,
    suffixes: Vec<String>,
    numbers: BTreeMap<String, u64>,
    kinds: BTreeMap<String, Vec<String>>,
    inflections: BTreeMap<String, Vec<String>>,
    families: BTreeMap<String, Vec<String>>,
}

/// What the words of a language are worth for telling measures apart.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    stop: FxHashSet<String>,
    form: FxHashSet<String>,
    anaphors: FxHashSet<String>,
    impersonal: FxHashSet<String>,
    pointing: FxHashSet<String>,
    numbered: FxHashSet<String>,
    bodies: FxHashSet<String>,
    suffixes: FxHashSet<String>,
    longest: usize,
    ended: FxHashSet<String>,
    finished: FxHashSet<String>,
    numbers: FxHashMap<String, u64>,
    kinds: FxHashMap<String, String>,
    /// By word as it is listed.
    families: FxHashMap<String, String>,
    /// By other form of a listed word.
    inflected: FxHashMap<String, String>,
    /// By the key of its first word: the keys of all words of a listed phrase, longest first, and its family.
    phrases: FxHashMap<String, Vec<(Vec<String>, String)>>,
}

/// Letters that an ending must leave.
const STEM: usize = 4;

impl Lexicon {
    pub(super) fn new(file: LexiconFile) -> Self {
        let folded = |words: Vec<String>| words.iter().map(|word| fold(word)).collect::<FxHashSet<_>>();
        let suffixes = folded(file.suffixes);
        let longest = suffixes.iter().map(String::len).max().unwrap_or_default();
        let by_word = |lists: &BTreeMap<String, Vec<String>>, sign: &str| -> FxHashMap<String, String> {
            let words = lists.iter().flat_map(|(name, words)| words.iter().map(move |word| (name, word)));
            words.map(|(name, word)| (fold(word), format!("{sign}{name}"))).collect()
        };
        let families = by_word(&file.families, "=");
        let others = |word: &str| -> Vec<String> {
            let stems = file
                .inflections
                .iter()
                .filter_map(|(ending, others)| Some((word.strip_suffix(ending.as_str())?, others)));
            stems.flat_map(|(stem, others)| others.iter().map(move |other| format!("{stem}{other}"))).collect()
        };
        let mut inflected = FxHashMap::default();
        for (name, words) in &file.families {
            for other in words.iter().flat_map(|word| others(&fold(word))) {
                inflected.entry(other).or_insert_with(|| format!("={name}"));
            }
        }
        let mut lexicon = Lexicon {
            stop: folded(file.stop),
            form: FxHashSet::default(),
            ended: FxHashSet::default(),
            finished: FxHashSet::default(),
            anaphors: folded(file.anaphors),
            impersonal: folded(file.impersonal),
            pointing: folded(file.pointing),
            numbered: folded(file.numbered),
            bodies: folded(file.bodies),
            suffixes,
            longest,
            numbers: file.numbers.iter().map(|(word, number)| (fold(word), *number)).collect(),
            kinds: by_word(&file.kinds, ""),
            families,
            inflected,
            phrases: FxHashMap::default(),
        };
        lexicon.phrases = lexicon.phrases(&file.families);
        let keys = |words: &[String]| -> FxHashSet<String> {
            let words = words.iter().map(|word| fold(word));
            words
                .flat_map(|word| others(&word).into_iter().chain([word]))
                .map(|word| lexicon.key(&word).to_owned())
                .collect()
        };
        let (ended, finished, form) = (keys(&file.ended), keys(&file.finished), keys(&file.form));
        (lexicon.ended, lexicon.finished, lexicon.form) = (ended, finished, form);
        lexicon
    }

    /// What is listed in [`LexiconFile::families`] in more than one word that tells something.
    fn phrases(&self, families: &BTreeMap<String, Vec<String>>) -> FxHashMap<String, Vec<(Vec<String>, String)>> {
        let mut phrases: FxHashMap<String, Vec<(Vec<String>, String)>> = FxHashMap::default();
        for (name, listed) in families {
            for phrase in listed.iter().map(|phrase| fold(phrase)).filter(|phrase| phrase.contains([' ', '\'', '-'])) {
                let words = phrase.split([' ', '\'', '-']).filter(|word| word.len() > 2 && !self.is_stop(word));
                let keys: Vec<String> = words.map(|word| self.key(word).to_owned()).collect();
                if keys.len() > 1 {
                    phrases.entry(keys[0].clone()).or_default().push((keys, format!("={name}")));
                }
            }
        }
        for list in phrases.values_mut() {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        phrases
    }

    /// The family of the phrase that begins here, and how many words it has; `key` gives the key of each word from here on.
    pub(crate) fn phrase<'k>(&self, key: impl Fn(usize) -> Option<&'k str>) -> Option<(&str, usize)> {
        let listed = self.phrases.get(key(0)?)?;
        let is_here = |keys: &Vec<String>| keys.iter().enumerate().all(|(at, word)| key(at) == Some(word));
        listed.iter().find(|(keys, _)| is_here(keys)).map(|(keys, family)| (family.as_str(), keys.len()))
    }

    /// Whether a folded word tells nothing.
    pub(crate) fn is_stop(&self, folded: &str) -> bool {
        self.stop.contains(folded)
    }

    /// Whether a stem tells only how a measure is made.
    pub(crate) fn is_form(&self, stem: &str) -> bool {
        self.form.contains(stem)
    }

    /// Whether a sentence that begins with these folded words goes on about what the one before was about.
    pub(crate) fn goes_on(&self, first: &str, second: &str) -> bool {
        self.anaphors.contains(first) && !self.impersonal.contains(second)
    }

    /// Whether a folded word points to what was said before.
    pub(crate) fn is_pointing(&self, folded: &str) -> bool {
        self.pointing.contains(folded)
    }

    /// Whether the number of an act, article or treaty follows this folded word.
    pub(crate) fn is_numbered(&self, folded: &str) -> bool {
        self.numbered.contains(folded)
    }

    /// The number that a folded word names.
    pub(crate) fn number(&self, folded: &str) -> Option<u64> {
        self.numbers.get(folded).copied()
    }

    /// Whether a key tells that something ended or begins again.
    pub(crate) fn is_end(&self, key: &str) -> bool {
        self.ended.contains(key)
    }

    /// Whether a key tells that something comes to its end as planned.
    pub(crate) fn is_finish(&self, key: &str) -> bool {
        self.finished.contains(key)
    }

    /// Whether the name of a department follows this folded word.
    pub(crate) fn is_body(&self, folded: &str) -> bool {
        bare(folded).iter().any(|word| self.bodies.contains(*word))
    }

    /// What kind of thing a folded word names. Only as listed: a verb in another form names nothing.
    pub(crate) fn kind(&self, folded: &str) -> Option<&str> {
        self.kinds.get(folded).map(String::as_str)
    }

    /// What a folded word is compared by: its family, or its stem.
    pub(crate) fn key<'w>(&'w self, folded: &'w str) -> &'w str {
        let known = |families: &'w FxHashMap<String, String>| bare(folded).iter().find_map(|word| families.get(*word));
        known(&self.families).or_else(|| known(&self.inflected)).map_or_else(|| self.stem(folded), String::as_str)
    }

    /// A folded word without its longest known ending.
    fn stem<'w>(&self, folded: &'w str) -> &'w str {
        let letters = folded.char_indices().map(|(at, _)| at).skip(STEM);
        let end =
            letters.filter(|at| folded.len() - at <= self.longest).find(|&at| self.suffixes.contains(&folded[at..]));
        end.map_or(folded, |at| &folded[..at])
    }
}

/// A folded word as it stands, without the ending of a plural, and without that of a feminine.
fn bare(folded: &str) -> [&str; 3] {
    let singular = folded.strip_suffix('s').unwrap_or(folded);
    [folded, singular, singular.strip_suffix('e').unwrap_or(singular)]
}

/// How a pair of measures is scored. What each figure means stands beside it in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatchPolicy {
    pub weights: WeightPolicy,
    pub place: PlacePolicy,
    pub evidence: EvidencePolicy,
    pub accept: AcceptPolicy,
    pub silence: SilencePolicy,
    pub kept: KeptPolicy,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeightPolicy {
    pub subject: f64,
    pub form: f64,
    pub name: f64,
    pub number: f64,
    pub act: f64,
    pub year: f64,
    pub period: f64,
    pub in_phrase: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlacePolicy {
    pub clause: f64,
    pub sentence: f64,
    pub before: f64,
    pub pointing: f64,
    pub foreign: f64,
    pub abroad: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvidencePolicy {
    pub prior: f64,
    pub likeness: f64,
    pub share: f64,
    pub shared: Vec<f64>,
    pub strange: f64,
    pub concept: f64,
    pub other_concept: f64,
    pub both: f64,
    pub resumed: f64,
    pub late: f64,
    pub older: f64,
    pub aligned: f64,
    pub margin: f64,
    pub most_ahead: f64,
    pub mark: f64,
    pub figure: f64,
    pub conflict: f64,
    pub same_kind: f64,
    pub other_kind: f64,
    pub stage: f64,
    pub themes: f64,
    pub articles: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptPolicy {
    pub sure: f64,
    pub unsure: f64,
    pub abroad: f64,
    pub near: f64,
    pub rival: f64,
    pub done: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptPolicy {
    pub delivered: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SilencePolicy {
    pub words: f64,
    pub aligned: f64,
}

#[cfg(test)]
mod tests {
    use crate::rules::Library;

    #[test]
    fn forms_of_a_word_meet_in_its_stem_and_other_words_do_not() {
        let library = Library::embedded();
        let french = library.lexicon("fr").expect("it is embedded");
        for (one, other) in [
            ("civiles", "civils"),
            ("vaccination", "vaccinal"),
            ("contraceptifs", "contraceptives"),
            ("handicapees", "handicapes"),
            ("accessibilite", "accessibles"),
            ("signalement", "signaler"),
            ("identification", "identifier"),
        ] {
            assert_eq!(french.key(one), french.key(other));
        }
        assert_ne!(french.key("prison"), french.key("prime"));
        assert_ne!(french.key("viol"), french.key("violences"));
        let english = library.lexicon("en").expect("it is embedded");
        for (one, other) in [("shelters", "shelter"), ("ratified", "ratification"), ("accessibility", "accessible")] {
            assert_eq!(english.key(one), english.key(other));
        }
    }
}
