//! Which lines of a text may open an answer, by all layouts at once: much quicker than asking pattern by pattern.

use super::Lines;
use crate::rules::{Layout, Pattern};
use regex::RegexSet;

/// The patterns that match at each line.
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
        let set = RegexSet::new(&patterns).ok()?;
        let (mut found, mut at) = (Vec::new(), vec![0]);
        for (_, line) in lines.iter(text) {
            found.extend(set.matches(line));
            at.push(found.len());
        }
        Some(Openers { patterns, found, at })
    }

    /// Whether the pattern matches at this line, counted from 0.
    pub(super) fn is_open(&self, line: usize, pattern: &Pattern) -> bool {
        self.line(line).iter().any(|&opener| self.patterns[opener] == pattern.as_str())
    }

    /// At how many lines an answer may begin in this layout.
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
