//! A quick no to whether a pattern of a layout matches at a line.

use regex_automata::dfa::{Automaton as _, sparse};
use regex_automata::{Anchored, Input};
use std::sync::{LazyLock, OnceLock};

include!(concat!(env!("OUT_DIR"), "/screens.rs"));

/// A pattern as finite automata. Those of the labels that come with lacuna are made when lacuna is built (`build.rs`): to
/// compile them at each start would take longer than to read a document.
pub(crate) struct Screen {
    begin: Automaton,
    /// Asked only where a line begins like the pattern.
    whole: Automaton,
}

/// In the order of [`SCREENS`].
static ALL: LazyLock<Vec<Screen>> = LazyLock::new(|| {
    let screen = |&(_, begin, whole): &(_, _, _)| Screen { begin: Automaton::new(begin), whole: Automaton::new(whole) };
    SCREENS.iter().map(screen).collect()
});

impl Screen {
    /// `None` for a pattern of a user.
    pub(crate) fn of(pattern: &str) -> Option<&'static Self> {
        let at = SCREENS.binary_search_by_key(&pattern, |(pattern, ..)| pattern).ok()?;
        ALL.get(at)
    }

    /// Whether the pattern may match at the beginning of this line.
    pub(crate) fn may_match(&self, line: &str) -> bool {
        self.begin.may_match(line) && self.whole.may_match(line)
    }
}

/// An automaton that is loaded when it is first asked.
struct Automaton {
    stored: &'static [u8],
    loaded: OnceLock<Option<sparse::DFA<&'static [u8]>>>,
}

impl Automaton {
    fn new(stored: &'static [u8]) -> Self {
        Automaton { stored, loaded: OnceLock::new() }
    }

    fn may_match(&self, line: &str) -> bool {
        let load = || sparse::DFA::from_bytes(self.stored).ok().map(|(automaton, _)| automaton);
        let Some(automaton) = self.loaded.get_or_init(load) else { return true };
        let input = Input::new(line).anchored(Anchored::Yes).earliest(true);
        // It gives up where the edge of a word is asked for and a letter is not ASCII.
        automaton.try_search_fwd(&input).map_or(true, |found| found.is_some())
    }
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
