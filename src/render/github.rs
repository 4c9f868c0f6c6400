//! Annotations of a GitHub workflow: one line each, shown at the place in the file.

use super::plain;
use crate::gate::Finding;
use std::fmt::Write as _;

/// Writes the findings; `level` is `error`, `warning` or `notice`.
pub fn github(findings: &[Finding], level: &str) -> String {
    let mut out = String::new();
    for finding in findings {
        let line = finding.line.map(|line| format!(",line={line}")).unwrap_or_default();
        let message = format!("{} [{}]", plain(&finding.quote), finding.fingerprint);
        writeln!(
            out,
            "::{level} file={}{line},title={}::{}",
            property(&finding.path),
            property(&finding.name()),
            data(message.trim_start())
        )
        .expect("a String takes all");
    }
    out
}

/// Text of which no part is a command of the workflow.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&plain(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_document_gives_no_command() {
        let finding = Finding {
            gate: "stalled",
            id: "1.a".to_owned(),
            fingerprint: "ab".to_owned(),
            path: "a,b:c.txt".to_owned(),
            line: Some(2),
            quote: "100 %\n::error::x".to_owned(),
            reviewed: false,
        };
        let written = github(&[finding], "warning");
        assert_eq!(written, "::warning file=a%2Cb%3Ac.txt,line=2,title=stalled 1.a::100 %25 ::error::x [ab]\n");
    }
}
