//! How well an assessment agrees with a human reader, and how well two readers agree with each other.
//!
//! A reader's labels stand in a gold file ([`Gold`], `docs/gold-format.md`); [`template`] makes an empty one of a document.

mod agreement;
mod gold;
mod notes;
mod overlap;
mod score;
mod tally;
mod template;

pub use agreement::{Agreement, Kappa, agreement};
pub use gold::{Gold, GoldAnswer, GoldSentence, Label};
pub use notes::notes;
pub use score::{Disagreement, Evaluation, Scores, Topics, evaluate};
pub use tally::Tally;
pub use template::template;
