//! Counting one label: how often given, how often right, how often there.

use serde::Serialize;

/// Counts of one label over all places where it could have been given.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Tally {
    /// Given and there.
    pub right: usize,
    /// Given.
    pub given: usize,
    /// There, by the gold file.
    pub there: usize,
}

impl Tally {
    /// Counts one place.
    pub fn add(&mut self, given: bool, there: bool) {
        self.right += usize::from(given && there);
        self.given += usize::from(given);
        self.there += usize::from(there);
    }

    /// Share of what was given that is right; 1 if nothing was given.
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.given)
    }

    /// Share of what is there that was given; 1 if nothing is there.
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.there)
    }

    /// Harmonic mean of precision and recall, from the counts.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.right, self.given + self.there)
    }
}

/// Part of a whole; 1 where there is nothing to miss.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
