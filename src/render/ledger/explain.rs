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
            let number = |value: f64| format!("{value:.3}");
            let values = [
                ("score", number(entry.score.unwrap_or_default())),
                ("sure", number(why.sure)),
                ("unsure", number(why.unsure)),
            ];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            line(&fill(&x.score, &values));
            line(&format!("  {}", fill(&x.likeness, &[("value", &number(why.likeness))])));
            for (spelling, share) in &why.words {
                let share = format!("{:.0} %", 100.0 * share / why.likeness.max(f64::MIN_POSITIVE));
                line(&format!("      {}  {}", plain(spelling), fill(&x.word, &[("share", &share)])));
            }
            line(&format!("  {}", fill(&x.topic, &[("value", &number(why.topic))])));
            if why.conflict {
                line(&format!("  {}", x.conflict));
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
