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
    suffixes: Vec<String>,
    numbers: BTreeMap<String, u64>,
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
    suffixes: FxHashSet<String>,
    longest: usize,
    ended: FxHashSet<String>,
    numbers: FxHashMap<String, u64>,
    families: FxHashMap<String, String>,
}

/// Letters that an ending must leave.
const STEM: usize = 4;

impl Lexicon {
    pub(super) fn new(file: LexiconFile) -> Self {
        let folded = |words: Vec<String>| words.iter().map(|word| fold(word)).collect::<FxHashSet<_>>();
        let suffixes = folded(file.suffixes);
        let longest = suffixes.iter().map(String::len).max().unwrap_or_default();
        let mut lexicon = Lexicon {
            stop: folded(file.stop),
            form: FxHashSet::default(),
            ended: FxHashSet::default(),
            anaphors: folded(file.anaphors),
            impersonal: folded(file.impersonal),
            pointing: folded(file.pointing),
            numbered: folded(file.numbered),
            suffixes,
            longest,
            numbers: file.numbers.into_iter().map(|(word, number)| (fold(&word), number)).collect(),
            families: file
                .families
                .iter()
                .flat_map(|(name, words)| words.iter().map(move |word| (fold(word), format!("={name}"))))
                .collect(),
        };
        lexicon.ended = file.ended.iter().map(|word| lexicon.key(&fold(word)).to_owned()).collect();
        lexicon.form = file.form.iter().map(|word| lexicon.key(&fold(word)).to_owned()).collect();
        lexicon
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

    /// What a folded word is compared by: its family, or its stem.
    pub(crate) fn key<'w>(&'w self, folded: &'w str) -> &'w str {
        let singular = folded.strip_suffix('s').unwrap_or(folded);
        let masculine = singular.strip_suffix('e').unwrap_or(singular);
        let family = [folded, singular, masculine].into_iter().find_map(|word| self.families.get(word));
        family.map_or_else(|| self.stem(folded), String::as_str)
    }

    /// A folded word without its longest known ending.
    fn stem<'w>(&self, folded: &'w str) -> &'w str {
        let letters = folded.char_indices().map(|(at, _)| at).skip(STEM);
        let end =
            letters.filter(|at| folded.len() - at <= self.longest).find(|&at| self.suffixes.contains(&folded[at..]));
        end.map_or(folded, |at| &folded[..at])
    }
}

/// How a pair of measures is scored. What each figure means stands beside it in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatchPolicy {
    pub weights: WeightPolicy,
    pub place: PlacePolicy,
    pub topic: AgreementPolicy,
    pub numbers: NumberPolicy,
    pub accept: AcceptPolicy,
    pub silence: SilencePolicy,
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
pub(crate) struct AgreementPolicy {
    pub floor: f64,
    pub themes: f64,
    pub articles: f64,
    pub words: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NumberPolicy {
    pub conflict: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptPolicy {
    pub sure: f64,
    pub unsure: f64,
    pub rival: f64,
    pub shared: usize,
    pub form: usize,
    pub alone: f64,
    pub done: f64,
    pub uneven: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SilencePolicy {
    pub words: f64,
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
