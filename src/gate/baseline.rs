//! A baseline file: findings that are known and accepted, each with a reason and perhaps a day on which that ends.

use super::Finding;
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// In the order of the file.
    #[serde(default)]
    pub accept: Vec<Accepted>,
}

/// One finding that is known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Of the finding.
    pub fingerprint: String,
    /// Why it is accepted.
    pub reason: String,
    /// ISO date from which it is accepted no longer.
    pub expires: Option<String>,
}

/// Findings after a baseline was laid over them.
#[derive(Debug, Default)]
pub struct Sifted {
    /// What is not accepted.
    pub left: Vec<Finding>,
    /// How many are.
    pub accepted: usize,
    /// Entries of the file that match nothing any more.
    pub unused: Vec<Accepted>,
    /// Entries whose day has come: what they accepted is left.
    pub expired: Vec<Accepted>,
}

/// Larger files are refused.
const LARGEST: u64 = 8 * 1024 * 1024;

impl Baseline {
    /// Reads a baseline file.
    ///
    /// # Errors
    /// If it cannot be read, is no such file, or an entry has no reason or a date that is none.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display();
        let about = fs::metadata(path).with_context(|| format!("{name}: cannot open this baseline file"))?;
        ensure!(about.is_file() && about.len() <= LARGEST, "{name}: this is no baseline file");
        let text = fs::read_to_string(path).with_context(|| format!("{name}: cannot read this baseline file"))?;
        let baseline: Baseline = toml::from_str(&text).with_context(|| format!("{name}: this is no baseline file"))?;
        for entry in &baseline.accept {
            let fingerprint = &entry.fingerprint;
            ensure!(!entry.reason.trim().is_empty(), "{name}: {fingerprint}: give the reason why this is accepted");
            if let Some(date) = &entry.expires {
                ensure!(is_date(date), "{name}: {fingerprint}: expires = {date:?}: a date is written 2027-01-31");
            }
        }
        Ok(baseline)
    }

    /// Takes out what is accepted. Without `today`, an ISO date, nothing expires.
    pub fn sift(&self, findings: Vec<Finding>, today: Option<&str>) -> Sifted {
        let has_expired =
            |entry: &&Accepted| entry.expires.as_deref().zip(today).is_some_and(|(day, today)| day <= today);
        let (expired, valid): (Vec<_>, Vec<_>) = self.accept.iter().partition(has_expired);
        let accepts: BTreeSet<&str> = valid.iter().map(|entry| entry.fingerprint.as_str()).collect();
        let found: BTreeSet<String> = findings.iter().map(|finding| finding.fingerprint.clone()).collect();
        let all = findings.len();
        let left: Vec<_> =
            findings.into_iter().filter(|finding| !accepts.contains(finding.fingerprint.as_str())).collect();
        let is_used = |entry: &&&Accepted| found.contains(&entry.fingerprint);
        Sifted {
            accepted: all - left.len(),
            left,
            unused: self.accept.iter().filter(|entry| !is_used(&entry)).cloned().collect(),
            expired: expired.iter().filter(is_used).copied().cloned().collect(),
        }
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').map(|part| (part.len(), part.parse::<u16>())).collect();
    matches!(parts[..], [(4, Ok(_)), (2, Ok(1..=12)), (2, Ok(1..=31))])
}

/// A baseline file that accepts all these findings; a person has to write the reasons.
pub fn template(findings: &[Finding]) -> String {
    let mut out = String::from(
        "# Findings that are known and accepted. Write a reason for each; expires = \"2027-01-31\" may be added.\n",
    );
    let mut written = BTreeSet::new();
    for finding in findings.iter().filter(|finding| written.insert(&finding.fingerprint)) {
        let about = crate::render::plain(&finding.quote).chars().take(100).collect::<String>();
        let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
        let place = crate::render::plain(&finding.path).into_owned();
        write!(
            out,
            "\n# {} {} {place}{line}\n# {about}\n[[accept]]\nfingerprint = \"{}\"\nreason = \"\"\n",
            finding.gate, finding.id, finding.fingerprint
        )
        .expect("a String takes all");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(fingerprint: &str) -> Finding {
        Finding {
            gate: "stalled",
            id: "1.a/1".to_owned(),
            fingerprint: fingerprint.to_owned(),
            path: "new.txt".to_owned(),
            line: Some(3),
            quote: String::new(),
            reviewed: false,
        }
    }

    #[test]
    fn what_is_accepted_passes_until_its_day_and_what_is_not_needed_is_told() {
        let accept = |fingerprint: &str, expires: Option<&str>| Accepted {
            fingerprint: fingerprint.to_owned(),
            reason: "known".to_owned(),
            expires: expires.map(str::to_owned),
        };
        let baseline = Baseline { accept: vec![accept("a", None), accept("b", Some("2026-01-01")), accept("c", None)] };
        let sifted = baseline.sift(vec![finding("a"), finding("b"), finding("d")], Some("2026-01-01"));
        let left: Vec<_> = sifted.left.iter().map(|finding| finding.fingerprint.as_str()).collect();
        assert_eq!(left, ["b", "d"]);
        assert_eq!(sifted.accepted, 1);
        assert_eq!(sifted.unused.iter().map(|entry| entry.fingerprint.as_str()).collect::<Vec<_>>(), ["c"]);
        assert_eq!(sifted.expired.iter().map(|entry| entry.fingerprint.as_str()).collect::<Vec<_>>(), ["b"]);
        assert_eq!(baseline.sift(vec![finding("b")], Some("2025-12-31")).left, []);
    }
}
