//! A paragraph of a Word file while it is read.

use super::styles::Styles;
use crate::read::body::Look;

/// What a run says of its looks; `None` where the style decides.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Toggle {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub hidden: bool,
}

/// A paragraph while it is read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub text: String,
    pub style: Option<String>,
    pub outline: Option<u8>,
    /// Id of the list, where the paragraph itself names it.
    pub number: Option<String>,
    /// Level in the list, where the paragraph itself names it.
    pub level: Option<usize>,
    pub notes: Vec<usize>,
    pub run: Toggle,
    pub in_properties: bool,
    pub in_text: bool,
    pub mark_deleted: bool,
    /// Letters by what their runs say of bold and italics.
    letters: [[usize; 3]; 2],
    all: usize,
}

impl Paragraph {
    /// Adds text of the present run.
    pub(super) fn push(&mut self, text: &str) {
        if self.run.hidden {
            return;
        }
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let slot = |toggle: Option<bool>| match toggle {
            None => 0,
            Some(false) => 1,
            Some(true) => 2,
        };
        self.letters[0][slot(self.run.bold)] += letters;
        self.letters[1][slot(self.run.italic)] += letters;
        self.all += letters;
        // A soft hyphen shows only at the end of a line.
        self.text.extend(text.chars().filter(|&c| c != '\u{ad}'));
    }

    /// Only what goes on in the next paragraph.
    pub(super) fn without_properties(self) -> Paragraph {
        Paragraph { text: self.text, notes: self.notes, letters: self.letters, all: self.all, ..Paragraph::default() }
    }

    /// How it looks, all in all.
    pub(super) fn look(&self, styles: &Styles) -> Look {
        let style = styles.look(self.style.as_deref().or(styles.default_paragraph()));
        if style.heading || self.outline.is_some_and(|level| level < 9) {
            return Look::Heading;
        }
        let whole = |letters: [usize; 3], style: Option<bool>| {
            let strong = letters[2] + if style == Some(true) { letters[0] } else { 0 };
            self.all > 0 && strong == self.all
        };
        if whole(self.letters[0], style.bold) || whole(self.letters[1], style.italic) {
            Look::Strong
        } else {
            Look::Plain
        }
    }
}
