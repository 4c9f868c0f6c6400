//! How one answer came to its verdict: every clause, every hit, every veto.

use super::plain;
use crate::assessment::{AnswerAssessment, Evidence};
use crate::check::Checked;
use crate::rules::{Pack, ReportWords, fill};
use crate::status::{Clause, CueHit, Outcome};
use std::fmt::Write as _;

/// The trace of the answer at `index` of the assessment; `text` is that of the document. `all`: also the hits of rules that
/// ask for more than the clause has, as most hits are.
pub fn explain(checked: &Checked, index: usize, text: &str, words: &ReportWords, all: bool) -> String {
    let answer = &checked.assessment.answers[index];
    let mut out = String::new();
    head(&mut out, checked, index, words);
    let trace = &checked.traces[index];
    let mut left_out = 0;
    for (number, sentence) in (1..).zip(&trace.sentences) {
        let values = [
            ("number", format!("{number}")),
            ("line", checked.reply.line_of(sentence.span.start).to_string()),
            ("start", sentence.span.start.to_string()),
            ("end", sentence.span.end.to_string()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        line(&mut out, &format!("\n{}", fill(&words.explain.sentence, &values)));
        for clause in &sentence.clauses {
            left_out += explain_clause(&mut out, &checked.pack, clause, text, words, all);
        }
        for measure in answer.measures.iter().filter(|measure| measure.sentence == number) {
            let Some(minor) = measure.minor else { continue };
            let why = words.minor.get(minor.name()).map_or(minor.name(), String::as_str);
            let quote = plain(&measure.quote);
            line(&mut out, &format!("  {}", fill(&words.explain.minor, &[("quote", &quote), ("why", why)])));
        }
    }
    topics(&mut out, answer, words);
    if left_out > 0 {
        line(&mut out, &format!("\n{}", fill(&words.explain.left_out, &[("count", &left_out.to_string())])));
    }
    out
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{}", text.trim_end()).expect("a String takes all");
}

fn head(out: &mut String, checked: &Checked, index: usize, words: &ReportWords) {
    let answer = &checked.assessment.answers[index];
    let judgement = &checked.traces[index].judgement;
    let word =
        |map: &std::collections::BTreeMap<String, String>, name: &str| map.get(name).map_or(name, |w| w).to_owned();
    let section = answer.section.as_deref().map(|section| format!("  {}: {}", words.explain.section, plain(section)));
    line(out, &format!("{}{}", answer.id, section.unwrap_or_default()));
    let flags: Vec<_> = answer.flags.iter().map(|flag| word(&words.flag, flag.name())).collect();
    let flags = if flags.is_empty() { String::new() } else { format!(" [{}]", flags.join(", ")) };
    let verdict = word(&words.verdict, answer.verdict.name());
    let told = format!("{}: {verdict}{flags}", words.explain.verdict);
    if answer.verdict == judgement.verdict {
        let because = word(&words.because, judgement.because);
        line(out, &format!("{told}, {} {because}", words.explain.because));
    } else {
        // What the rules would say of another verdict does not explain a person's.
        line(out, &told);
    }
    if let Some(review) = &answer.review {
        line(out, &format!("  ✎ {}: {}", plain(&review.by), plain(&review.reason)));
    }
    let weights = judgement.weights;
    let values = [
        ("implemented", weights.implemented),
        ("on_point", weights.on_point),
        ("unrealised", weights.unrealised),
        ("declined", weights.declined),
        ("unavailable", weights.unavailable),
    ]
    .map(|(name, weight)| (name, format!("{weight:.1}")));
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    line(out, &format!("  {}", fill(&words.explain.weights, &values)));
}

/// Whether a hit asks for more than its clause has: a condition, another subject.
fn asks_for_more(hit: &CueHit) -> bool {
    matches!(hit.outcome, Outcome::Missing(_) | Outcome::WrongSubject)
}

/// One clause; unless `all`, without the hits that ask for more than it has. How many are left out.
pub(super) fn explain_clause(
    out: &mut String,
    pack: &Pack,
    clause: &Clause,
    text: &str,
    words: &ReportWords,
    all: bool,
) -> usize {
    if clause.is_parenthesis && clause.hits.is_empty() {
        return 0;
    }
    let w = &words.explain;
    let cues = &pack.cues;
    let statuses: Vec<&str> = clause
        .hits
        .iter()
        .filter(|hit| matches!(hit.outcome, Outcome::Won | Outcome::Beside))
        .flat_map(|hit| cues[hit.cue].statuses.iter())
        .map(|status| words.status.get(status.name()).map_or(status.name(), String::as_str))
        .collect();
    let mark = if statuses.is_empty() { "–".to_owned() } else { statuses.join(" + ") };
    line(out, &format!("  [{mark}] {}", plain(&text[clause.span.clone()])));
    if let Some(subject) = &clause.subject {
        line(out, &format!("      {} {{{subject}}}", w.subject));
    }
    let shown = || clause.hits.iter().filter(|hit| all || !asks_for_more(hit));
    if shown().count() == 0 {
        line(out, &format!("      {}", w.no_rule));
    }
    for hit in shown() {
        let cue = &cues[hit.cue];
        let outcome = match &hit.outcome {
            Outcome::Won => w.won.clone(),
            Outcome::Beside => w.beside.clone(),
            Outcome::Outranked(winner) => format!("{} {}", w.outranked, cues[*winner].id),
            Outcome::Blocked(name, span) => format!("{} {name} “{}”", w.blocked, plain(&text[span.clone()])),
            Outcome::Missing(name) => format!("{} {name}", w.missing),
            Outcome::WrongSubject => w.wrong_subject.clone(),
            Outcome::Background => w.background.clone(),
        };
        line(out, &format!("      {}  “{}”  {outcome}", cue.id, plain(&text[hit.span.clone()])));
    }
    clause.hits.len() - shown().count()
}

fn topics(out: &mut String, answer: &AnswerAssessment, words: &ReportWords) {
    let mut list = |title: &str, rows: Vec<(String, f64, &[Evidence])>| {
        line(out, &format!("\n{title}"));
        for (id, score, why) in rows {
            line(out, &format!("  {id}  {}", fill(&words.explain.score, &[("score", &score.to_string())])));
            for evidence in why {
                line(out, &format!("      {}  “{}”", evidence.rule, plain(&evidence.quote)));
            }
        }
    };
    let articles = answer.articles.iter().map(|article| {
        let paragraphs =
            if article.paragraphs.is_empty() { String::new() } else { format!(" ({})", article.paragraphs.join(", ")) };
        (format!("{}{paragraphs}", article.id), article.score, article.why.as_slice())
    });
    list(&words.explain.articles, articles.collect());
    let themes = answer.themes.iter().map(|theme| (theme.id.clone(), theme.score, theme.why.as_slice()));
    list(&words.explain.themes, themes.collect());
}
