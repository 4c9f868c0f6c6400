//! The command line: parses, runs, prints, and picks the exit code.

mod cli;

use std::io::Write as _;
use std::process::ExitCode;

/// A gate that the user set tripped.
const TRIPPED: u8 = 1;
/// Something is wrong with the input, the options or the rules.
const ERROR: u8 = 2;

fn main() -> ExitCode {
    match cli::run() {
        Ok(cli::Finish::Fine) => ExitCode::SUCCESS,
        Ok(cli::Finish::Tripped) => ExitCode::from(TRIPPED),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // The program that reads standard error may be gone too.
            let _ = writeln!(std::io::stderr(), "lacuna: {}", lacuna::render::plain_lines(&format!("{error:#}")));
            ExitCode::from(ERROR)
        }
    }
}

/// `lacuna … | head` is no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
