//! Which lines of a text may open an answer, by all layouts at once: much quicker than asking layout by layout.

use super::Lines;
use crate::rules::{Layout, Pattern, Screen};

/// The patterns that may match at each line.
pub(super) struct Openers<'l> {
    /// Each once, though layouts share them; sorted.
    patterns: Vec<&'l str>,
    /// Indexes of patterns, line by line.
    found: Vec<usize>,
    /// Where in `found` those of each line begin.
    at: Vec<usize>,
}

impl<'l> Openers<'l> {
    pub(super) fn new(text: &str, lines: &Lines, layouts: &'l [Layout]) -> Self {
        let mut patterns: Vec<&Pattern> = layouts.iter().flat_map(Layout::openers).collect();
        patterns.sort_unstable_by_key(|pattern| pattern.as_str());
        patterns.dedup_by_key(|pattern| pattern.as_str());
        let screens: Vec<Option<&Screen>> = patterns.iter().map(|pattern| Screen::of(pattern.as_str())).collect();
        let (mut found, mut at) = (Vec::new(), vec![0]);
        for (_, line) in lines.iter(text) {
            let may_match = |opener: &usize| match &screens[*opener] {
                Some(screen) => screen.may_match(line),
                None => patterns[*opener].is_match(line),
            };
            if !line.trim().is_empty() {
                found.extend((0..patterns.len()).filter(may_match));
            }
            at.push(found.len());
        }
        Openers { patterns: patterns.into_iter().map(Pattern::as_str).collect(), found, at }
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
