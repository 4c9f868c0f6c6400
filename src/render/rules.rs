//! Rules and what they do, as a person or a program reads them.

use super::explain::explain_clause;
use super::plain;
use crate::exercise::Exercise;
use crate::find::{Found, rule_of};
use crate::rules::{Meaning, Pack, ReportWords, RuleEntry};
use comfy_table::{ContentArrangement, Table};
use serde::Serialize;
use std::fmt::Write as _;

fn line(out: &mut String, text: &str) {
    writeln!(out, "{}", text.trim_end()).expect("a String takes all");
}

/// How a list of rules is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFormat {
    /// For a person.
    Table,
    /// For a page.
    Markdown,
}

/// One line a rule.
pub fn rule_list(rules: &[&RuleEntry], format: ListFormat, width: u16) -> String {
    let cells = |rule: &RuleEntry| {
        let state = if rule.off {
            "off"
        } else if rule.changed.is_empty() {
            ""
        } else {
            "changed"
        };
        let meaning = rule.meaning().join(", ");
        let place = format!("{}:{}", rule.file, rule.line);
        [rule.id.as_str(), &meaning, &rule.phrases().count().to_string(), state, &place]
            .map(|cell| plain(cell).into_owned())
    };
    let heads = ["rule", "means", "phrases", "state", "place"];
    let mut out = String::new();
    match format {
        ListFormat::Table => {
            let mut table = Table::new();
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width).set_header(heads);
            rules.iter().for_each(|rule| {
                table.add_row(cells(rule));
            });
            line(&mut out, &table.to_string());
            line(&mut out, &format!("{} rules", rules.len()));
        }
        ListFormat::Markdown => {
            line(&mut out, &format!("| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len())));
            for rule in rules {
                let cells = cells(rule).map(|cell| cell.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;"));
                line(&mut out, &format!("| {} |", cells.join(" | ")));
            }
        }
    }
    out
}

/// Rules as JSON, with all that stands in them.
pub fn rule_json(rules: &[&RuleEntry]) -> String {
    let mut json = serde_json::to_string_pretty(rules).expect("rules have only string keys");
    json.push('\n');
    json
}

/// A rule as it stands after layering, and which other rules share a phrase with it.
pub fn rule_text(rule: &RuleEntry, others: &[RuleEntry]) -> String {
    let mut out = rule_toml(rule);
    let mut shared = Vec::new();
    for other in others.iter().filter(|other| other.id != rule.id && other.language == rule.language) {
        for phrase in rule.phrases().filter(|phrase| other.phrases().any(|known| known == *phrase)) {
            shared.push(format!("#   {} also has: {}", other.id, plain(phrase)));
        }
    }
    if !shared.is_empty() {
        line(&mut out, "\n# Shared phrases:");
        shared.iter().for_each(|text| line(&mut out, text));
    }
    out
}

/// A rule as TOML under a comment with its id and origin.
pub fn rule_toml(rule: &RuleEntry) -> String {
    #[derive(Serialize)]
    struct One<'r> {
        rule: [&'r crate::rules::Rule; 1],
    }
    let mut out = String::new();
    line(&mut out, &format!("# {} ({} rule): {}:{}", rule.id, rule.kind, plain(&rule.file), rule.line));
    for change in &rule.changed {
        line(&mut out, &format!("# changed by {}", plain(change)));
    }
    let body = toml::to_string_pretty(&One { rule: [&rule.rule] }).expect("rules are tables of texts and numbers");
    if rule.off {
        body.lines().for_each(|text| line(&mut out, &format!("# {text}")));
    } else {
        out.push_str(&body);
    }
    out
}

/// Every rule in force as TOML.
pub fn rules_toml(rules: &[&RuleEntry]) -> String {
    rules.iter().map(|rule| rule_toml(rule)).collect::<Vec<_>>().join("\n")
}

/// What every rule that touches a text does in it.
pub fn found(found: &Found, text: &str, pack: &Pack, words: &ReportWords) -> String {
    let mut out = String::new();
    for clause in found.sentences.iter().flat_map(|sentence| &sentence.clauses) {
        explain_clause(&mut out, pack, clause, text, words, true);
    }
    for touch in &found.others {
        let Some(id) = rule_of(pack, touch.meaning) else { continue };
        let what = match (&touch.veto, touch.meaning) {
            (Some(name), _) => format!("{} {name}", words.explain.blocked),
            (None, Meaning::Topic(rule)) => {
                let topic = &pack.topics[rule];
                let scores = topic.articles.iter().chain(&topic.themes).map(|(id, weight)| format!("{id} +{weight}"));
                scores.collect::<Vec<_>>().join(", ")
            }
            (None, _) => String::new(),
        };
        line(&mut out, &format!("  {id}  “{}”  {what}", plain(&text[touch.span.clone()])));
    }
    if out.is_empty() {
        line(&mut out, &format!("  {}", words.explain.no_rule));
    }
    out
}

/// What documents showed of the rules. At most `most` sentences are given; 0 means all.
pub fn unused(exercise: &Exercise, most: usize) -> String {
    let mut out = String::new();
    let (rules, fired) = exercise.counts();
    line(&mut out, &format!("{fired} of {rules} rules fired in {} sentences", exercise.sentences));
    let never: Vec<_> = exercise.never().collect();
    line(&mut out, &format!("\nNever found ({}):", never.len()));
    never.iter().for_each(|id| line(&mut out, &format!("  {id}")));
    let gave_way: Vec<_> = exercise.gave_way().collect();
    line(&mut out, &format!("\nFound, and always gave way ({}):", gave_way.len()));
    for (id, times, why) in gave_way {
        line(&mut out, &format!("  {id}  {times} times, mostly: {why}"));
    }
    let untouched = &exercise.untouched;
    line(&mut out, &format!("\nSentences that no rule touched ({}):", untouched.len()));
    let shown = if most == 0 { untouched.len() } else { most };
    for sentence in untouched.iter().take(shown) {
        line(&mut out, &format!("  {}:{}: {}", plain(&sentence.file), sentence.line, plain(&sentence.text)));
    }
    if untouched.len() > shown {
        line(&mut out, &format!("  … and {} more: --sentences 0 shows all", untouched.len() - shown));
    }
    out
}
