//! How much longer a run takes with ten times as many rules: to load them, and to read a reply with them.
//!
//! `cargo bench --bench many_rules [REPLY]` (a sample if no reply is given). The other nine tenths are generated: every
//! rule nine times more, its phrases with one more word each, so that they begin like the real ones. Both are stored, as
//! the rules that come with lacuna are when it is built.

use lacuna::check::{Options, check_with_pack};
use lacuna::read::read;
use lacuna::rules::{Library, Pack};
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};
use toml::Value;

const SAMPLE: &str = "data/samples/valdorie-6.fr.txt";
const TIMES: usize = 10;

/// The fastest of some runs: the others were disturbed.
fn fastest(mut run: impl FnMut()) -> Duration {
    let once = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    std::iter::repeat_with(once).take(20).min().expect("twenty runs")
}

/// Puts a word behind every phrase of a rule file.
fn vary(value: &mut Value, word: &str) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| vary(value, word)),
        Value::String(phrase) => {
            phrase.push(' ');
            phrase.push_str(word);
        }
        _ => {}
    }
}

fn generate(file: &Path, into: &Path) -> Option<()> {
    let text = fs::read_to_string(file).ok()?;
    for copy in 1..TIMES {
        let mut rules: toml::Table = text.parse().ok()?;
        for rule in rules.get_mut("rule")?.as_array_mut()? {
            vary(rule.get_mut("phrases")?, &format!("generated{copy}"));
        }
        let name = format!("{}-{copy}.toml", file.file_stem()?.to_str()?);
        fs::write(into.join(name), toml::to_string(&rules).ok()?).ok()?;
    }
    Some(())
}

fn main() {
    let document = env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_else(|| SAMPLE.into());
    let document = read(Path::new(&document)).expect("a readable reply");
    let folder = tempfile::tempdir().expect("a temporary folder");
    for place in ["status/fr", "conventions/cedaw/fr"] {
        let into = folder.path().join(place);
        fs::create_dir_all(&into).expect("room on the disk");
        for entry in fs::read_dir(Path::new("rules").join(place)).expect("it is in the project") {
            generate(&entry.expect("a readable folder").path(), &into).expect("a file of rules");
        }
    }
    let library = Library::embedded();
    let mut many = Library::embedded_with_examples();
    many.add(folder.path()).expect("generated rule files");
    let options = Options::default();
    let mut times = Vec::new();
    for (name, rules) in [("as they are", &library), ("ten times", &many)] {
        let pack = rules.pack("cedaw", "fr").unwrap_or_else(|problems| panic!("{problems}"));
        let stored: &'static [u8] = pack.store().expect("it is written to memory").leak();
        let load = fastest(|| drop(Pack::load(stored).expect("it was just stored")));
        let run = fastest(|| {
            let pack = Pack::load(stored).expect("it was just stored");
            drop(check_with_pack(&document, &library, &options, pack).expect("an assessable document"));
        });
        println!(
            "{name:12} {:5.1} MB stored   load {:6.2} ms   load and check {:6.2} ms",
            stored.len() as f64 / 1e6,
            load.as_secs_f64() * 1e3,
            run.as_secs_f64() * 1e3
        );
        times.push(run.as_secs_f64());
    }
    println!("ratio        {:.2} (at most 2)", times[1] / times[0]);
}
