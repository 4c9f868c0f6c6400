//! A quick no to whether a pattern of a layout matches at a line.

use regex_automata::dfa::{Automaton as _, sparse};
use regex_automata::{Anchored, Input};
use std::cell::OnceCell;

include!(concat!(env!("OUT_DIR"), "/screens.rs"));

/// A pattern as finite automata. Those of the labels that come with lacuna are made when lacuna is built (`build.rs`): to
/// compile them at each start would take longer than to read a document.
pub(crate) struct Screen {
    begin: Automaton,
    whole: &'static [u8],
    /// Loaded for the few patterns that begin like a line of the document.
    loaded: OnceCell<Option<Automaton>>,
}

type Automaton = sparse::DFA<&'static [u8]>;

impl Screen {
    /// `None` for a pattern of a user.
    pub(crate) fn of(pattern: &str) -> Option<Self> {
        let at = SCREENS.binary_search_by_key(&pattern, |(pattern, ..)| pattern).ok()?;
        let (_, begin, whole) = SCREENS[at];
        Some(Screen { begin: load(begin)?, whole, loaded: OnceCell::new() })
    }

    /// Whether the pattern may match at the beginning of this line.
    pub(crate) fn may_match(&self, line: &str) -> bool {
        let whole = || self.loaded.get_or_init(|| load(self.whole)).as_ref();
        may_match(&self.begin, line) && whole().is_none_or(|whole| may_match(whole, line))
    }
}

fn load(stored: &'static [u8]) -> Option<Automaton> {
    Automaton::from_bytes(stored).ok().map(|(automaton, _)| automaton)
}

fn may_match(automaton: &Automaton, line: &str) -> bool {
    let input = Input::new(line).anchored(Anchored::Yes).earliest(true);
    // It gives up where the edge of a word is asked for and a letter is not ASCII.
    automaton.try_search_fwd(&input).map_or(true, |found| found.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Layout, Library};

    #[test]
    fn every_label_that_comes_with_lacuna_has_a_screen_that_lets_its_labels_through() {
        let layouts = Library::embedded().layouts().expect("they are valid");
        let samples =
            ["1. a)", "\t\t2. b)", "Réponse à la question 3", "12.\tLe Code", "**4.** Quelles mesures ?", "été"];
        for pattern in layouts.iter().flat_map(Layout::openers) {
            let screen = Screen::of(pattern.as_str()).unwrap_or_else(|| panic!("no screen of {}", pattern.as_str()));
            for sample in samples.iter().filter(|sample| pattern.is_match(sample)) {
                assert!(screen.may_match(sample), "{sample} does not pass {}", pattern.as_str());
            }
        }
    }
}
