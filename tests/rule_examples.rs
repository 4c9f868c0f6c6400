//! One test for each rule that comes with lacuna: every example that stands in it.

use lacuna::examples::{self, Tried};
use lacuna::render::plain;
use lacuna::rules::Library;
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;

fn main() {
    let arguments = Arguments::from_args();
    let library = Library::embedded_with_examples();
    let mut rules: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut trials = Vec::new();
    for convention in library.conventions() {
        for language in library.languages() {
            match library.pack(convention, language) {
                Ok(pack) => {
                    for tried in examples::run(&pack) {
                        let failure = tried.failure.as_ref().map(|failure| describe(&tried, failure, &library));
                        rules.entry(tried.rule).or_default().extend(failure);
                    }
                }
                Err(problems) => {
                    let name = format!("{convention} in {language}");
                    trials.push(Trial::test(name, move || Err(Failed::from(problems.to_string()))));
                }
            }
        }
    }
    trials.extend(rules.into_iter().map(|(rule, failures)| {
        Trial::test(rule, move || if failures.is_empty() { Ok(()) } else { Err(Failed::from(failures.join("\n"))) })
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

fn describe(tried: &Tried, failure: &str, library: &Library) -> String {
    format!("{}: {failure}\n    {}", library.place_of(tried), plain(&tried.text))
}
