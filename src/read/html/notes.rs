//! Footnotes of a web page: a short link in the text, and further down the place that it points to.

use crate::read::body::Body;
use rustc_hash::FxHashMap;

/// A mark is not longer: `[12]`, `iv`, `*`. In characters.
const LONGEST_MARK: usize = 6;

/// The notes of a page.
#[derive(Default)]
pub(super) struct Notes {
    /// Places that have been pointed to, and the note of each.
    targets: FxHashMap<String, usize>,
    /// Where the link that is open points to, and where in the paragraph it began.
    link: Option<(String, usize)>,
}

impl Notes {
    /// The note that begins at this anchor.
    pub(super) fn begins(&self, anchor: &str) -> Option<usize> {
        self.targets.get(anchor).copied()
    }

    pub(super) fn link(&mut self, target: Option<String>, at: usize) {
        self.link = target.and_then(|target| Some((target.split_once('#')?.1.to_owned(), at)));
    }

    pub(super) fn forget_link(&mut self) {
        self.link = None;
    }

    /// Ends a link: if it looks as a mark, takes the mark out of the text and makes a note of it.
    pub(super) fn end_link(&mut self, text: &mut String, in_note: bool, body: &mut Body) -> Option<usize> {
        let (target, at) = self.link.take()?;
        let mark =
            text.get(at..)?.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')')).to_owned();
        let is_mark = mark.chars().count() <= LONGEST_MARK
            && !mark.is_empty()
            && (mark.chars().all(|c| c.is_ascii_digit()) || mark.chars().all(|c| "*†‡§ivxlc".contains(c)));
        if !is_mark {
            return None;
        }
        text.truncate(at);
        // The link of a note goes back to the text.
        (!in_note).then(|| *self.targets.entry(target).or_insert_with(|| body.note(&mark, "")))
    }
}
