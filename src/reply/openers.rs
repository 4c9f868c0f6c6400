//! Which lines of a text may open an answer, by all layouts at once: much quicker than asking pattern by pattern.

use super::Lines;
use crate::rules::{Layout, Pattern};
use regex_automata::hybrid::dfa::DFA;
use regex_automata::nfa::thompson::{NFA, WhichCaptures};
use regex_automata::{Input, MatchKind, PatternSet};

/// The automaton of all patterns is not larger, in bytes.
const LARGEST: usize = 10 << 20;

/// The patterns that may match at each line.
pub(super) struct Openers<'l> {
    /// Each once, though layouts share them: compiling one takes as long as reading a page.
    patterns: Vec<&'l str>,
    /// Indexes of patterns, line by line.
    found: Vec<usize>,
    /// Where in `found` those of each line begin.
    at: Vec<usize>,
}

impl<'l> Openers<'l> {
    /// `None` if a pattern is not valid, or they are too large together.
    pub(super) fn new(text: &str, lines: &Lines, layouts: &'l [Layout]) -> Option<Self> {
        let mut patterns: Vec<&str> = layouts.iter().flat_map(Layout::openers).map(Pattern::as_str).collect();
        patterns.sort_unstable();
        patterns.dedup();
        // What `RegexSet` does, without the half of its work that serves to tell where matches begin.
        let steps = NFA::config().which_captures(WhichCaptures::None).nfa_size_limit(Some(LARGEST));
        let set = DFA::builder()
            .configure(
                DFA::config().match_kind(MatchKind::All).unicode_word_boundary(true).skip_cache_capacity_check(true),
            )
            .thompson(steps)
            .build_many(&patterns)
            .ok()?;
        let (mut cache, mut which) = (set.create_cache(), PatternSet::new(patterns.len()));
        let (mut found, mut at) = (Vec::new(), vec![0]);
        for (_, line) in lines.iter(text) {
            which.clear();
            match set.try_which_overlapping_matches(&mut cache, &Input::new(line), &mut which) {
                Ok(()) => found.extend(which.iter().map(|pattern| pattern.as_usize())),
                // It gives up where a letter that is not ASCII stands at the edge of a word.
                Err(_) => found.extend(0..patterns.len()),
            }
            at.push(found.len());
        }
        Some(Openers { patterns, found, at })
    }

    /// Whether the pattern may match at this line, counted from 0.
    pub(super) fn is_open(&self, line: usize, pattern: &Pattern) -> bool {
        self.line(line).iter().any(|&opener| self.patterns[opener] == pattern.as_str())
    }

    /// At how many lines at most an answer may begin in this layout.
    pub(super) fn count(&self, layout: &Layout) -> usize {
        let own: Vec<usize> =
            layout.openers().filter_map(|own| self.patterns.binary_search(&own.as_str()).ok()).collect();
        let is_own = |opener: &usize| own.contains(opener);
        (1..self.at.len()).filter(|line| self.line(line - 1).iter().any(is_own)).count()
    }

    fn line(&self, line: usize) -> &[usize] {
        &self.found[self.at[line]..self.at[line + 1]]
    }
}
