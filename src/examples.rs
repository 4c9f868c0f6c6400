//! Runs the examples that stand in the rules: each is a test of its rule, beside all the others.

use crate::assessment::Status;
use crate::rules::{Conditional, Example, Examples, Meaning, Pack, StatusName};
use crate::scan::Scanner;
use crate::status::{self, Carried, Outcome};
use crate::text::sentences;
use std::collections::BTreeSet;
use toml::Spanned;

/// What an example is there to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The rule fires.
    Fires,
    /// The rule does not fire.
    Silent,
    /// The rule should fire, and does not yet.
    Todo,
}

/// One example, and what came of it.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Id of the rule.
    pub rule: String,
    /// What it should show.
    pub kind: Kind,
    /// The example.
    pub text: String,
    /// Of a status rule: whether it decides a clause, and does not only agree with the rule that does.
    pub won: bool,
    /// The rule's file, an index into the sources, and the byte at which the example stands in it.
    pub(crate) at: (usize, usize),
    /// What is wrong; `None` if all is as it should be.
    pub failure: Option<String>,
}

/// Runs every example of a pack, rule by rule.
pub fn run(pack: &Pack) -> Vec<Tried> {
    let mut tried = Vec::new();
    for (index, cue) in pack.cues.iter().enumerate() {
        for (kind, example) in of(&cue.examples) {
            let (failure, won) = status_example(pack, index, kind, example.get_ref());
            tried.push(outcome(&cue.id, cue.at.source, kind, example, failure, won));
        }
    }
    for (index, topic) in pack.topics.iter().enumerate() {
        for (kind, example) in of(&topic.examples) {
            let failure = plain_example(pack, Meaning::Topic(index), &topic.conditions, kind, example.get_ref());
            tried.push(outcome(&topic.id, topic.at.source, kind, example, failure, false));
        }
    }
    for (index, detail) in pack.details.iter().enumerate() {
        for (kind, example) in of(&detail.examples) {
            let failure = plain_example(pack, Meaning::Detail(index), &detail.conditions, kind, example.get_ref());
            tried.push(outcome(&detail.id, detail.at.source, kind, example, failure, false));
        }
    }
    tried
}

fn outcome(
    rule: &str,
    source: usize,
    kind: Kind,
    example: &Spanned<Example>,
    failure: Option<String>,
    won: bool,
) -> Tried {
    let text = example.get_ref().text.clone();
    Tried { rule: rule.to_owned(), kind, text, won, at: (source, example.span().start), failure }
}

fn of(examples: &Examples) -> impl Iterator<Item = (Kind, &Spanned<Example>)> {
    let Examples { fires, silent, todo } = examples;
    let kinds = [(Kind::Fires, fires), (Kind::Silent, silent), (Kind::Todo, todo)];
    kinds.into_iter().flat_map(|(kind, list)| list.iter().map(move |example| (kind, example)))
}

fn status_example(pack: &Pack, index: usize, kind: Kind, example: &Example) -> (Option<String>, bool) {
    let mut scanner = Scanner::new(&example.text, pack);
    let mut carried = Carried::default();
    let mut given: BTreeSet<Status> = BTreeSet::new();
    let (mut fired, mut won) = (false, false);
    let (mut blocked_by, mut others) = (Vec::new(), Vec::new());
    for span in sentences(&example.text, 0..example.text.len(), &pack.abbreviations) {
        for stream in scanner.scan(span) {
            for hit in status::clauses(pack, &stream, &mut carried).into_iter().flat_map(|clause| clause.hits) {
                let wins = matches!(hit.outcome, Outcome::Won | Outcome::Beside);
                let cue = &pack.cues[hit.cue];
                if wins {
                    given.extend(&cue.statuses);
                    won |= hit.cue == index;
                }
                match (hit.cue == index, &hit.outcome) {
                    (true, Outcome::Blocked(name, _)) => blocked_by.push(name.clone()),
                    // Another rule that says the same only has the longer cue.
                    (true, Outcome::Outranked(winner)) if pack.cues[*winner].statuses == cue.statuses => fired = true,
                    (true, Outcome::Outranked(winner)) => {
                        others.push(format!("it gives way to {}", pack.cues[*winner].id))
                    }
                    (true, Outcome::WrongSubject) => others.push("the clause speaks about another subject".to_owned()),
                    (true, Outcome::Missing(name)) => others.push(format!("its condition {name} does not hold")),
                    (true, Outcome::Background) => others.push("it stands in a relative clause".to_owned()),
                    (true, _) => fired = true,
                    (false, _) if wins => others.push(format!("{} fires", cue.id)),
                    _ => {}
                }
            }
        }
    }
    others.extend(blocked_by.iter().map(|name| format!("its exception {name} blocks it")));
    let why = if others.is_empty() { "no phrase was found".to_owned() } else { others.join("; ") };
    let failure = match kind {
        Kind::Fires if !fired => Some(format!("does not fire: {why}")),
        Kind::Fires => {
            let declared = example.also.iter().filter_map(|name: &StatusName| name.status());
            let expected: BTreeSet<Status> = pack.cues[index].statuses.iter().copied().chain(declared).collect();
            let names = |set: &BTreeSet<Status>| {
                if set.is_empty() {
                    "none".to_owned()
                } else {
                    set.iter().map(|s| s.name()).collect::<Vec<_>>().join(" + ")
                }
            };
            (given != expected).then(|| format!("gives {} instead of {}: {why}", names(&given), names(&expected)))
        }
        Kind::Silent if fired => Some("fires and must not".to_owned()),
        Kind::Silent => example.because.as_ref().map(Spanned::get_ref).and_then(|name| {
            (!blocked_by.contains(name)).then(|| format!("is silent, but not because of {name}: {why}"))
        }),
        Kind::Todo => fired.then(|| "fires now: move it from todo to fires".to_owned()),
    };
    (failure, won)
}

/// For rules whose hits do not compete.
fn plain_example(
    pack: &Pack,
    meaning: Meaning,
    conditions: &[Conditional],
    kind: Kind,
    example: &Example,
) -> Option<String> {
    let mut scanner = Scanner::new(&example.text, pack);
    let (mut fired, mut blocked_by) = (false, Vec::new());
    for span in sentences(&example.text, 0..example.text.len(), &pack.abbreviations) {
        for stream in scanner.scan(span) {
            let everything = 0..stream.tokens.len();
            for (_, hit) in stream.hits(pack).filter(|(found, _)| *found == meaning) {
                match status::veto(&stream, conditions, &hit.range(), &everything) {
                    Some((condition, _)) => blocked_by.push(condition.name.clone()),
                    None => fired = true,
                }
            }
        }
    }
    match kind {
        Kind::Fires if !fired && blocked_by.is_empty() => Some("does not fire: no phrase was found".to_owned()),
        Kind::Fires if !fired => Some(format!("does not fire: blocked by {}", blocked_by.join(", "))),
        Kind::Silent if fired => Some("fires and must not".to_owned()),
        Kind::Silent => {
            let name = example.because.as_ref()?.get_ref();
            (!blocked_by.contains(name)).then(|| format!("is silent, but not because of {name}"))
        }
        Kind::Todo if fired => Some("fires now: move it from todo to fires".to_owned()),
        _ => None,
    }
}
