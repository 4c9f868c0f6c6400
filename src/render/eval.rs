//! Scores against a gold file, and the agreement of two readers, for a person at a terminal.

use super::plain;
use crate::assessment::{Measure, Status, Verdict};
use crate::eval::{Agreement, Disagreement, Evaluation, GoldSentence, Kappa, Tally, Topics};
use crate::rules::{ReportWords, fill};
use crate::say::Say;
use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The scores, and a table of verdicts given against verdicts in the gold file.
pub fn evaluation(evaluation: &Evaluation<'_>, words: &ReportWords) -> String {
    let w = &words.eval;
    let mut out = String::new();
    finish(&mut out, &summary(evaluation, words));
    if !evaluation.missing.is_empty() {
        line(&mut out, &fill(&w.missing, &[("answers", &plain(&evaluation.missing.join(", ")))]));
        out.push('\n');
    }
    let in_order: BTreeMap<_, _> = evaluation.verdicts.iter().copied().collect();
    let verdicts = in_order.iter().map(|(verdict, tally)| (verdict_word(words, *verdict), tally));
    finish(&mut out, &tallies(&w.verdict, verdicts, words));
    let statuses = evaluation.statuses.iter().map(|(status, tally)| (status_word(words, *status), tally));
    let statuses = statuses.chain([(w.unrealised.as_str(), &evaluation.unrealised)]);
    finish(&mut out, &tallies(&w.status, statuses.filter(|(_, tally)| tally.there > 0), words));
    line(&mut out, &w.confusion);
    finish(&mut out, &confusion(evaluation, words));
    ended(out)
}

fn summary(evaluation: &Evaluation<'_>, words: &ReportWords) -> Table {
    let (w, scores) = (&words.eval, &evaluation.scores);
    let baseline = fill(&w.verdict_baseline, &[("verdict", verdict_word(words, evaluation.majority))]);
    let found = evaluation.answers - evaluation.missing.len();
    let rows = [
        (w.answers_found.as_str(), format!("{found}/{}", evaluation.answers)),
        (&w.verdict_accuracy, score(Some(scores.verdict_accuracy))),
        (&baseline, score(Some(scores.verdict_baseline))),
        (&w.verdict_macro_f1, score(Some(scores.verdict_macro_f1))),
        (&w.declined_flag_f1, score(Some(scores.declined_flag_f1))),
        (&w.sentence_exact, score(Some(scores.sentence_exact))),
        (&w.article_f1, score(scores.article_f1)),
        (&w.lead_article, score(scores.lead_article)),
        (&w.theme_f1, score(scores.theme_f1)),
        (&w.stray_measures, scores.stray_measures.to_string()),
    ];
    let mut table = table(["", &w.score]);
    for (name, value) in rows {
        table.add_row([name, &value]);
    }
    table
}

fn tallies<'w>(title: &str, rows: impl Iterator<Item = (&'w str, &'w Tally)>, words: &ReportWords) -> Table {
    let w = &words.eval;
    let mut table = table([title, &w.precision, &w.recall, &w.f1, &w.there]);
    for (name, tally) in rows {
        let [precision, recall, f1] = [tally.precision(), tally.recall(), tally.f1()].map(|value| score(Some(value)));
        table.add_row([name, &precision, &recall, &f1, &tally.there.to_string()]);
    }
    table
}

fn confusion(evaluation: &Evaluation<'_>, words: &ReportWords) -> Table {
    let seen: BTreeSet<Verdict> = evaluation.confusion.keys().flat_map(|(gold, given)| [*gold, *given]).collect();
    let headings = seen.iter().map(|verdict| verdict_word(words, *verdict));
    let headings: Vec<&str> = [""].into_iter().chain(headings).chain([words.eval.total.as_str()]).collect();
    let count = |gold: &Verdict, given: &Verdict| evaluation.confusion.get(&(*gold, *given)).copied().unwrap_or(0);
    let mut table = table(headings);
    for gold in &seen {
        let mut counts: Vec<usize> = seen.iter().map(|given| count(gold, given)).collect();
        counts.push(counts.iter().sum());
        let cells = counts.into_iter().map(|count| match count {
            0 => "·".to_owned(),
            count => count.to_string(),
        });
        table.add_row([verdict_word(words, *gold).to_owned()].into_iter().chain(cells));
    }
    table
}

/// Every disagreement, with the quotes and rules behind it.
pub fn disagreements(evaluation: &Evaluation<'_>, words: &ReportWords) -> String {
    let mut out = String::new();
    let count = evaluation.disagreements.len().to_string();
    line(&mut out, &fill(&words.eval.disagreements, &[("count", &count)]));
    for disagreement in &evaluation.disagreements {
        describe(&mut out, disagreement, words);
    }
    out
}

fn describe(out: &mut String, disagreement: &Disagreement<'_>, words: &ReportWords) {
    let w = &words.eval;
    match disagreement {
        Disagreement::Verdict { answer, given, gold } => {
            let values =
                [("answer", *answer), ("given", verdict_word(words, *given)), ("gold", verdict_word(words, *gold))];
            line(out, &plain(&fill(&w.is_verdict, &values)));
        }
        Disagreement::DeclinedFlag { answer, given } => {
            let template = if *given { &w.is_declined } else { &w.is_not_declined };
            line(out, &plain(&fill(template, &[("answer", answer)])));
        }
        Disagreement::Articles { answer, topics } => describe_topics(out, &w.is_articles, answer, topics, words),
        Disagreement::Themes { answer, topics } => describe_topics(out, &w.is_themes, answer, topics, words),
        Disagreement::Sentence { answer, sentence, measures } => {
            describe_sentence(out, answer, sentence, measures, words)
        }
        Disagreement::Stray { answer, measure } => {
            let values = [("answer", *answer), ("given", status_word(words, measure.status))];
            line(out, &plain(&fill(&w.is_stray, &values)));
            describe_measure(out, measure, words);
        }
    }
}

fn describe_topics(out: &mut String, template: &str, answer: &str, topics: &Topics<'_>, words: &ReportWords) {
    let (given, gold) = (or_none(topics.given.join(", "), words), or_none(topics.gold.join(", "), words));
    line(out, &plain(&fill(template, &[("answer", answer), ("given", &given), ("gold", &gold)])));
    for (id, evidence) in &topics.why {
        line(out, &format!("    {}  {}  “{}”", plain(id), plain(&evidence.rule), plain(&evidence.quote)));
    }
}

fn describe_sentence(
    out: &mut String,
    answer: &str,
    sentence: &GoldSentence,
    measures: &[&Measure],
    words: &ReportWords,
) {
    let named = |statuses: BTreeSet<Status>| {
        let names: Vec<&str> = statuses.into_iter().map(|status| status_word(words, status)).collect();
        or_none(names.join(" + "), words)
    };
    let number = sentence.n.to_string();
    let given = named(measures.iter().map(|measure| measure.status).collect());
    let gold = named(sentence.statuses());
    let values = [("answer", answer), ("number", &number), ("given", &given), ("gold", &gold)];
    line(out, &plain(&fill(&words.eval.is_sentence, &values)));
    line(out, &format!("    “{}”", plain(&sentence.text)));
    if measures.is_empty() {
        line(out, &format!("    {}", words.eval.no_rule));
    }
    for measure in measures {
        describe_measure(out, measure, words);
    }
}

fn describe_measure(out: &mut String, measure: &Measure, words: &ReportWords) {
    let Measure { status, rule, cue, quote, .. } = measure;
    let status = status_word(words, *status);
    line(out, &format!("    {status}  {}  “{}”  “{}”", plain(rule), plain(cue), plain(quote)));
}

/// How far two readers agree.
pub fn agreement(agreement: &Agreement, words: &ReportWords) -> String {
    let w = &words.eval;
    let mut out = String::new();
    let say = Say::new(words);
    let values = |answers: usize, sentences: usize| {
        let (answers, sentences) =
            (say.counted(&words.count.answers, answers), say.counted(&words.count.sentences, sentences));
        [("answers", answers), ("sentences", sentences)]
    };
    let filled = |template: &str, values: [(&str, String); 2]| {
        fill(template, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    line(&mut out, &w.readers);
    line(&mut out, &filled(&w.common, values(agreement.answers, agreement.sentences)));
    line(&mut out, &filled(&w.apart, values(agreement.answers_apart, agreement.sentences_apart)));
    let mut table = table(["", &w.observed, &w.kappa]);
    let mut row = |name: &str, kappa: &Kappa| {
        table.add_row([name, &score(kappa.observed), &score(kappa.kappa)]);
    };
    row(&w.verdict, &agreement.verdict);
    for (status, kappa) in &agreement.status {
        row(status_word(words, *status), kappa);
    }
    row(&w.unrealised, &agreement.unrealised);
    finish(&mut out, &table);
    ended(out)
}

/// A table whose columns after the first are numbers.
fn table<'h>(headings: impl IntoIterator<Item = &'h str>) -> Table {
    let mut table = Table::new();
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')));
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(headings.into_iter().map(Cell::new));
    table
}

fn finish(out: &mut String, table: &Table) {
    let mut table = table.clone();
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    line(out, &table.trim_fmt());
    out.push('\n');
}

/// Without the empty line after the last table.
fn ended(mut out: String) -> String {
    out.truncate(out.trim_end().len());
    out + "\n"
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("a String takes all");
}

fn score(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

fn or_none(list: String, words: &ReportWords) -> String {
    if list.is_empty() { words.eval.none.clone() } else { list }
}

fn verdict_word(words: &ReportWords, verdict: Verdict) -> &str {
    words.verdict.get(verdict.name()).map_or(verdict.name(), String::as_str)
}

fn status_word(words: &ReportWords, status: Status) -> &str {
    words.status.get(status.name()).map_or(status.name(), String::as_str)
}
