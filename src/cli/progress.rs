//! How far the reading has come, on standard error: only at a terminal, and only when it takes long.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

/// What is done within this time needs no progress shown.
const LONG: Duration = Duration::from_millis(500);
/// Between two drawings.
const TICK: Duration = Duration::from_millis(250);
/// Characters of a name that are shown: a longer line would not be wiped out as a whole.
const NAME: usize = 40;

/// A line that is wiped out when this goes.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Of one document: its name, then answers read and all answers.
    pub(super) fn document(path: &Path) -> Progress {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let name: String = lacuna::render::plain(&name).chars().take(NAME).collect();
        Progress::start(None, name)
    }

    /// Of many documents: how many are read, and how many there are.
    pub(super) fn documents(count: usize) -> Progress {
        Progress::start(Some(count as u64), String::new())
    }

    fn start(length: Option<u64>, name: String) -> Progress {
        // indicatif draws nothing where standard error is no terminal.
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
        let line = move |state: &ProgressState, out: &mut dyn Write| {
            if state.elapsed() < LONG {
                return;
            }
            let counted = state.len().map(|all| format!("{}/{all}", state.pos())).unwrap_or_default();
            // A frame that cannot be drawn is none.
            let _ = write!(out, "{name} {counted}");
        };
        if let Ok(style) = ProgressStyle::with_template("{line}") {
            bar.set_style(style.with_key("line", line));
        }
        bar.enable_steady_tick(TICK);
        Progress(bar)
    }

    /// So many are done, of so many.
    pub(super) fn set(&self, done: usize, all: usize) {
        self.0.set_length(all as u64);
        self.0.set_position(done as u64);
    }

    /// One more is done.
    pub(super) fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
