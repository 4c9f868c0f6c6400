//! From running text to sentences and words, with exact byte offsets.

mod fold;
mod sentence;
mod word;

pub use fold::{fold, lower};
pub use sentence::sentences;
pub(crate) use sentence::trimmed;
pub use word::{Word, WordId, Words, split_words};

use std::ops::Range;

/// A stretch of the text that was read: byte offsets, end exclusive, on character boundaries.
pub type Span = Range<usize>;
