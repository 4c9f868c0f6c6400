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

/// What is left at a path after a report was written there.
fn written(path: &std::path::Path) -> Output {
    Command::new(LACUNA).args(["check", SAMPLE, "--format", "markdown", "-o"]).arg(path).output().unwrap()
}

#[test]
fn a_pipe_is_written_to_and_stays_a_pipe() {
    use std::os::unix::fs::FileTypeExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let reader = std::thread::spawn({
        let path = path.clone();
        move || std::fs::read_to_string(path).unwrap()
    });
    let output = written(&path);
    assert!(output.status.success(), "{}", message(&output));
    // A reader that is still waiting would wait for ever.
    assert!(path.symlink_metadata().unwrap().file_type().is_fifo(), "the pipe was replaced by a file");
    assert!(reader.join().unwrap().starts_with("# "), "the report came through the pipe");
}

#[test]
fn a_link_stays_a_link_and_a_private_file_stays_private() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("annex.md"), folder.path().join("latest.md"));
    std::fs::write(&file, "of yesterday").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    symlink("annex.md", &link).unwrap();
    let output = written(&link);
    assert!(output.status.success(), "{}", message(&output));
    assert!(link.is_symlink(), "the link was replaced");
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("# "), "the file behind the link was written");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "nobody else may read it now");
}

#[test]
fn a_folder_that_is_not_there_is_named_and_nothing_else() {
    let output = written(std::path::Path::new("no-such-folder/annex.md"));
    let message = message(&output);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("no-such-folder/annex.md") && !message.contains(".tmp"), "{message}");
}
