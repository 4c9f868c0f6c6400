//! How fast 10 MB of replies are read on one core, beside ripgrep with the same literal phrases on the same text.
//!
//! `cargo bench --bench throughput [REPLY]` (a sample if no reply is given; ripgrep and Python 3 must be installed for the comparison).

use lacuna::check::{Options, check};
use lacuna::read::read;
use lacuna::rules::Library;
use std::env;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const SAMPLE: &str = "data/samples/valdorie-6.fr.txt";
const BYTES: usize = 10_000_000;

/// The fastest of a few runs: the others were disturbed.
fn fastest(mut run: impl FnMut()) -> Duration {
    let once = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    std::iter::repeat_with(once).take(3).min().expect("three runs")
}

fn main() {
    let document = env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_else(|| SAMPLE.into());
    let mut document = read(Path::new(&document)).expect("a readable reply");
    document.text = document.text.repeat(BYTES / document.text.len());
    let megabytes = document.text.len() as f64 / 1e6;
    let library = Library::embedded();
    let options = Options { language: Some("fr".into()), ..Options::default() };
    let load = fastest(|| drop(library.pack("cedaw", "fr").expect("valid rules")));
    let ours = fastest(|| drop(check(&document, &library, &options).expect("an assessable document")));
    println!("load the rules   {:7.1} ms", load.as_secs_f64() * 1e3);
    println!(
        "check {megabytes:.1} MB   {:7.1} ms   {:.1} MB/s",
        ours.as_secs_f64() * 1e3,
        megabytes / ours.as_secs_f64()
    );

    let folder = tempfile::tempdir().expect("a temporary folder");
    let (text, phrases) = (folder.path().join("text"), folder.path().join("phrases"));
    std::fs::write(&text, &document.text).expect("room on the disk");
    let Ok(listed) = Command::new("python3").args([".ci/phrases.py", "fr"]).output() else {
        return println!("no python3: no comparison with ripgrep");
    };
    std::fs::write(&phrases, &listed.stdout).expect("room on the disk");
    let mut found = true;
    let theirs = fastest(|| {
        let run = Command::new("rg").args(["-c", "-i", "-F", "-j1", "-f"]).arg(&phrases).arg(&text).output();
        found &= run.is_ok();
    });
    if found {
        let count = listed.stdout.iter().filter(|&&byte| byte == b'\n').count();
        println!("ripgrep, {count} literal phrases   {:7.1} ms", theirs.as_secs_f64() * 1e3);
        println!("ratio            {:7.2}", ours.as_secs_f64() / theirs.as_secs_f64());
    } else {
        println!("no ripgrep: no comparison");
    }
}
