//! Writes review files, as text that people edit and keep in git.

use super::{Doubt, Entry, SCHEMA, digest, doubts};
use crate::check::Checked;
use crate::render::plain;
use std::fmt::Write as _;

/// A new review file: how it works, and the doubtful answers as entries to be filled in.
pub fn init(checked: &Checked, text: &str) -> String {
    let source = &checked.assessment.source;
    let mut out = format!(
        "# What a person changes of what the rules found. Keep this file beside the document, in git.\n\
         # Apply it with: lacuna check FILE --review THIS-FILE\n\
         #\n\
         # An entry may change verdict ({}),\n\
         # articles, themes, or the status of a measure; add a note or evidence; or drop = true.\n\
         # It holds for the very text that was reviewed: text is its digest. by and reason are required.\n\
         #\n\
         # [[answer.measure]] below an entry changes one measure: quote = \"words of it\", status = \"pending\"\n\n\
         schema = {}\n\
         document = {}\n",
        crate::assessment::Verdict::ALL.map(|verdict| verdict.name()).join(", "),
        quoted(SCHEMA),
        quoted(&source.path),
    );
    for (index, answer) in checked.assessment.answers.iter().enumerate() {
        let doubts = doubts(checked, index);
        if doubts.is_empty() {
            continue;
        }
        let why: Vec<&str> = doubts.iter().map(|doubt| told(*doubt)).collect();
        let articles: Vec<String> = answer.articles.iter().map(|article| quoted(&article.id)).collect();
        let themes: Vec<String> = answer.themes.iter().map(|theme| quoted(&theme.id)).collect();
        write!(
            out,
            "\n# {} (line {}): {}. To change it, take the signs # away.\n# [[answer]]\n# id = {}\n# text = {}\n\
             # by = \"\"\n# reason = \"\"\n# verdict = {}\n# articles = [{}]\n# themes = [{}]\n",
            plain(&answer.label),
            answer.line,
            why.join("; "),
            quoted(&answer.id),
            quoted(&digest(checked, index, text)),
            quoted(answer.verdict.name()),
            articles.join(", "),
            themes.join(", "),
        )
        .expect("a String takes all");
    }
    out
}

/// A doubt in words.
pub fn told(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::NoRule => "no rule fired",
        Doubt::Conflict => "rules are at odds in a clause",
        Doubt::Close => "the verdict is near a line",
        Doubt::NoArticle => "no article was recognised",
    }
}

/// One entry as TOML, to be added at the end of a review file.
pub fn entry(entry: &Entry) -> String {
    let mut out = format!("\n[[answer]]\nid = {}\ntext = {}\n", quoted(&entry.id), quoted(&entry.text));
    let mut line = |name: &str, value: String| writeln!(out, "{name} = {value}").expect("a String takes all");
    line("by", quoted(&entry.by));
    line("reason", quoted(&entry.reason));
    if let Some(verdict) = entry.verdict {
        line("verdict", quoted(verdict.name()));
    }
    let list = |ids: &[String]| format!("[{}]", ids.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(", "));
    for (name, ids) in [("articles", &entry.articles), ("themes", &entry.themes)] {
        if let Some(ids) = ids {
            line(name, list(ids));
        }
    }
    for (name, text) in [("note", &entry.note), ("evidence", &entry.evidence)] {
        if let Some(text) = text {
            line(name, quoted(text));
        }
    }
    if entry.drop {
        line("drop", "true".to_owned());
    }
    for measure in &entry.measure {
        write!(
            out,
            "[[answer.measure]]\nquote = {}\nstatus = {}\n",
            quoted(&measure.quote),
            quoted(measure.status.name())
        )
        .expect("a String takes all");
    }
    out
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(plain(text).into_owned()).to_string()
}
