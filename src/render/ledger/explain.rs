//! Why an entry of the ledger is what it is.

use super::{heading, quote, word};
use crate::diff::Compared;
use crate::render::plain;
use crate::rules::{ReportWords, fill};
use std::fmt::Write as _;

/// The whole trace of the entry at `index` of the ledger.
pub fn explain(compared: &Compared, index: usize, words: &ReportWords) -> String {
    let (entry, trace) = (&compared.diff.ledger[index], &compared.traces[index]);
    let (w, x) = (&words.diff, &words.diff.explain);
    let mut out = String::new();
    let mut line = |text: &str| writeln!(out, "{}", text.trim_end()).expect("a String takes all");
    let unsure = if entry.unsure { format!(" ({})", w.unsure) } else { String::new() };
    let outcome = entry.outcome.name();
    line(&format!("{}: {}{unsure}, {}", entry.id, word(&w.outcome, outcome), word(&w.meaning, outcome)));
    for (title, place) in [(&w.columns.then, &entry.old), (&w.columns.now, &entry.new)] {
        line(&format!("\n{title}"));
        match place {
            Some(place) => line(&format!("  {}\n  {}", plain(&heading(place, words)), plain(&quote(place)))),
            None => line(&format!("  {}", w.none)),
        }
    }
    line("");
    match &trace.why {
        Some(why) => {
            if let Some(near) = &entry.near {
                line(&x.near);
                line(&format!("  {}\n  {}", plain(&heading(&near.place, words)), plain(&quote(&near.place))));
                line("");
            }
            let number = |value: f64| format!("{value:.3}");
            let score = entry.score.or(entry.near.as_ref().map(|near| near.score)).unwrap_or_default();
            let values = [("score", number(score)), ("sure", number(why.sure)), ("unsure", number(why.unsure))];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            line(&fill(&x.score, &values));
            line(&x.evidence);
            for (piece, weight) in why.evidence.pieces() {
                line(&format!("  {weight:>+6.2}  {}", word(&x.pieces, piece)));
                if piece == "likeness" {
                    for (spelling, share) in &why.words {
                        let share = format!("{:.0} %", 100.0 * share / why.likeness.max(f64::MIN_POSITIVE));
                        line(&format!("            {}  {}", plain(spelling), fill(&x.word, &[("share", &share)])));
                    }
                }
            }
        }
        None => line(&x.unmatched),
    }
    if let Some((answer, near)) = &trace.nearest {
        line(&format!("  {}", fill(&x.nearest, &[("answer", &plain(answer)), ("value", &format!("{near:.3}"))])));
    }
    line(&fill(&x.fingerprint, &[("value", &entry.fingerprint)]));
    out
}
