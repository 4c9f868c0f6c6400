//! Gates on the command line: what they stop is told on standard error, and the exit code is 1.

use super::{Common, Finish};
use anyhow::{Result, ensure};
use clap::Args;
use lacuna::gate::{self, Baseline, Finding, Sifted};
use lacuna::output;
use lacuna::render::plain_lines;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct GateArgs {
    /// Let pass what this file accepts; see docs/ci.md
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write a baseline file that accepts all that the gates stop now; the reasons are yours to write
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
}

impl GateArgs {
    /// Lays the baseline over the findings.
    pub(super) fn sift(&self, common: &Common, findings: Vec<Finding>, has_gates: bool) -> Result<Sifted> {
        let asked = self.baseline.is_some() || self.write_baseline.is_some();
        ensure!(has_gates || !asked, "a baseline is for what --deny or --fail-on stops: give one of them");
        if let Some(path) = &self.write_baseline {
            output::write_file(path, gate::template(&findings).as_bytes())?;
            return Ok(Sifted { accepted: findings.len(), ..Sifted::default() });
        }
        let baseline = self.baseline.as_deref().map(Baseline::read).transpose()?.unwrap_or_default();
        Ok(baseline.sift(findings, common.as_of.as_deref()))
    }

    /// Tells on standard error what was stopped, and what of the baseline is no longer needed.
    pub(super) fn finish(&self, sifted: &Sifted) -> Result<Finish> {
        let mut out = String::new();
        let mut line = |text: String| writeln!(out, "{text}").expect("a String takes all");
        for finding in &sifted.left {
            let place = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
            line(format!("{}{place}: {}: {} [{}]", finding.path, finding.name(), finding.quote, finding.fingerprint));
        }
        let file = self.baseline.as_deref().unwrap_or("baseline".as_ref()).display();
        for entry in &sifted.expired {
            let day = entry.expires.as_deref().unwrap_or_default();
            line(format!("{file}: {} expired on {day}: {}", entry.fingerprint, entry.reason));
        }
        for entry in &sifted.unused {
            line(format!("{file}: {} is no longer needed: {}", entry.fingerprint, entry.reason));
        }
        if !sifted.left.is_empty() {
            line(format!("lacuna: {} stopped by the gates, {} accepted", sifted.left.len(), sifted.accepted));
        }
        // The program that reads standard error may be gone.
        if !out.is_empty() {
            let _ = writeln!(std::io::stderr(), "{}", plain_lines(&out));
        }
        Ok(if sifted.left.is_empty() { Finish::Fine } else { Finish::Tripped })
    }
}
