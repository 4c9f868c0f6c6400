//! Where a result is written: whole or not at all, and a clear word if there is no room.

#![allow(clippy::unwrap_used)]
#![cfg(target_os = "linux")]

use std::fs::File;
use std::process::{Command, Output};

const LACUNA: &str = env!("CARGO_BIN_EXE_lacuna");
const SAMPLE: &str = "data/samples/valdorie-6.fr.txt";
/// Each of the commands that write a report.
const COMMANDS: [&[&str]; 3] =
    [&["check", SAMPLE], &["followup", SAMPLE], &["diff", "data/samples/valdorie-5.fr.txt", SAMPLE]];

fn message(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn standard_output_on_a_full_disk_is_a_clear_error() {
    for command in COMMANDS {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = Command::new(LACUNA).args(command).stdout(full).output().unwrap();
        let message = message(&output);
        assert_eq!(output.status.code(), Some(2), "{command:?}: {message}");
        assert!(message.contains("standard output") && message.contains("room"), "{command:?}: {message}");
        assert!(!message.contains("panicked"), "{message}");
    }
}

#[test]
fn a_file_on_a_full_disk_is_a_clear_error_and_what_stood_there_stays() {
    for ending in ["html", "xlsx", "docx", "json", "csv"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("report.{ending}"));
        std::fs::write(&path, "the report of yesterday").unwrap();
        // A limit on the size of files is a full disk that anyone may have.
        let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" check \"$1\" -o \"$2\"";
        let output = Command::new("sh").args(["-c", script, LACUNA, SAMPLE]).arg(&path).output().unwrap();
        let message = message(&output);
        assert_eq!(output.status.code(), Some(2), "{ending}: {message}");
        assert!(message.contains(&format!("report.{ending}")) && message.contains("room on the disk"), "{message}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "the report of yesterday");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{ending}: nothing is left over");
    }
}
