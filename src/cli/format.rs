//! Which format a result is written in: as asked, or by the ending of the file to write.

use anyhow::{Result, bail};
use clap::ValueEnum;
use std::path::Path;

/// A format of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Tables for a person at a terminal
    #[value(alias = "text", alias = "txt")]
    Table,
    /// Gap table as Markdown
    #[value(alias = "md")]
    Markdown,
    /// Gap table as CSV
    Csv,
    /// Workbook with gap table, answers, measures and coverage
    Xlsx,
    /// Gap table as a Word file
    Docx,
    /// Report for a browser, in one file
    Html,
    /// The whole assessment, for programs
    Json,
    /// One measure a line, for DuckDB, pandas and the like
    #[value(alias = "ndjson")]
    Jsonl,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// Coverage graph for Graphviz
    Dot,
    /// Coverage graph for Gephi, yEd and the like
    Graphml,
}

const ENDINGS: [(&str, Format); 14] = [
    ("txt", Format::Table),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("csv", Format::Csv),
    ("xlsx", Format::Xlsx),
    ("docx", Format::Docx),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("json", Format::Json),
    ("jsonl", Format::Jsonl),
    ("ndjson", Format::Jsonl),
    ("sarif", Format::Sarif),
    ("dot", Format::Dot),
    ("graphml", Format::Graphml),
];

impl Format {
    /// The format asked for; else that of the ending of `output`; else the table.
    ///
    /// # Errors
    /// If the ending is none that is known.
    pub(super) fn choose(asked: Option<Format>, output: Option<&Path>) -> Result<Format> {
        if let Some(format) = asked {
            return Ok(format);
        }
        let Some(path) = output else { return Ok(Format::Table) };
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        match ENDINGS.iter().find(|(known, _)| *known == ending) {
            Some((_, format)) => Ok(*format),
            None => {
                let known: Vec<String> = ENDINGS.iter().map(|(ending, _)| format!(".{ending}")).collect();
                bail!(
                    "{}: the format does not show from this name; end it in {}, or give --format",
                    path.display(),
                    known.join(", ")
                )
            }
        }
    }

    /// Whether the gap table is in it.
    pub(super) fn has_gap_table(self) -> bool {
        matches!(self, Format::Table | Format::Markdown | Format::Csv | Format::Xlsx | Format::Docx)
    }

    /// Whether a terminal cannot show it.
    pub(super) fn is_binary(self) -> bool {
        matches!(self, Format::Xlsx | Format::Docx)
    }
}
