//! Two documents side by side: what became of the promises of the first in the second.

mod answers;
mod cover;
mod evidence;
mod ledger;
mod mode;
mod model;
mod pairs;
mod side;
mod terms;
mod unit;
mod vectors;
mod vocabulary;

pub use model::{
    AnswerChange, CoverageCell, CoverageChange, CoverageChanges, Diff, DocumentInfo, Entry, Mode, ModeReason, Near,
    Outcome, Place, Quote, SCHEMA,
};
pub use side::Side;

use crate::assessment::{Generator, Warning};
use crate::rules::Library;
use anyhow::{Result, ensure};
use ledger::Trace;

/// A comparison, and everything that led to it.
pub struct Compared {
    /// The result.
    pub diff: Diff,
    /// One for each entry of the ledger, in order.
    pub(crate) traces: Vec<Trace>,
}

/// Follows every promise of the old document into the new one. `mode` is chosen by itself if not given.
///
/// # Errors
/// If the documents were assessed against different conventions, or the rules are wrong.
pub fn diff(old: &Side, new: &Side, mode: Option<Mode>, library: &Library) -> Result<Compared> {
    ensure!(
        old.assessment.convention == new.assessment.convention,
        "these documents were assessed against different conventions: {} and {}",
        old.assessment.convention,
        new.assessment.convention
    );
    let policy = library.matching()?;
    let lexicons =
        [library.lexicon(&old.assessment.source.language)?, library.lexicon(&new.assessment.source.language)?];
    let units = [unit::units(old, &lexicons[0], &policy), unit::units(new, &lexicons[1], &policy)];
    let matcher = pairs::Matcher::new([old, new], [&units[0], &units[1]], [&lexicons[0], &lexicons[1]], &policy);
    let (mode, because) = match mode {
        Some(mode) => (mode, ModeReason::Asked),
        None => mode::choose(old, new, &matcher),
    };
    let lines = ledger::ledger([old, new], [&units[0], &units[1]], &matcher, mode, &policy);
    let (ledger, traces) = lines.into_iter().unzip();
    let rules_differ = [&old.assessment.generator, &new.assessment.generator]
        .map(|made| (&made.version, &made.rules))
        .windows(2)
        .any(|pair| pair[0] != pair[1]);
    let mut warnings = Vec::new();
    if rules_differ {
        warnings.push(Warning {
            code: "rules-differ".to_owned(),
            line: None,
            message: "the two assessments were made with different rules or versions of lacuna: a difference between them may be \
                      that of the rules and not the State's; compare the documents themselves"
                .to_owned(),
        });
    }
    for side in [old, new].map(Side::info).into_iter().filter(|info| info.reassessed) {
        warnings.push(Warning {
            code: "reassessed".to_owned(),
            line: None,
            message: format!(
                "{}: the rules have changed since this assessment, so the document was assessed anew",
                side.path
            ),
        });
    }
    let answers = if mode == Mode::SameQuestions { cover::answers(old, new) } else { Vec::new() };
    let diff = Diff {
        schema: SCHEMA.to_owned(),
        generator: Generator {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules: library.digest(),
        },
        mode,
        because,
        old: old.info(),
        new: new.info(),
        rules_differ,
        ledger,
        answers,
        coverage: cover::coverage(old, new),
        warnings,
    };
    Ok(Compared { diff, traces })
}
