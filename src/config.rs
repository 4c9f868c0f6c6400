//! `lacuna.toml`: the rules and languages that go with a folder of documents.

use crate::rules::{CONFIG, read_config};
use anyhow::{Context as _, Result};
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// What stands in the file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Rule files and folders that are added to those that come with lacuna; relative to this file.
    pub rules: Vec<PathBuf>,
    /// Language of the documents, ISO 639-1.
    pub lang: Option<String>,
    /// Language of the reports, ISO 639-1.
    pub report_lang: Option<String>,
    /// Layout of the documents: its id, or a layout file that ends in `.toml`, relative to this file.
    pub layout: Option<String>,
    /// Where the file was found.
    #[serde(skip)]
    pub path: PathBuf,
}

/// The `lacuna.toml` of a document's folder, or of the nearest folder above it. Without a document: of the working folder.
///
/// # Errors
/// If there is one and it is wrong.
pub fn find(document: Option<&Path>) -> Result<Option<Config>> {
    let folder = match document {
        Some(path) if path.is_dir() => path,
        Some(path) if path.as_os_str() != "-" => path.parent().unwrap_or(Path::new("")),
        _ => Path::new(""),
    };
    // `canonicalize` and not `absolute`: of `../replies.txt` the folder above is not the working folder.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(folder) = folder.canonicalize() else { return Ok(None) };
    let found = folder.ancestors().map(|folder| folder.join(CONFIG)).find(|path| path.is_file());
    let Some(path) = found else { return Ok(None) };
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("{}: cannot read this file as UTF-8 text", path.display()))?;
    let mut config: Config = read_config(&path, text)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    config.rules = config.rules.iter().map(|rules| folder.join(rules)).collect();
    config.layout = config.layout.map(|layout| if is_file(&layout) { placed(folder, &layout) } else { layout });
    config.path = path;
    Ok(Some(config))
}

/// Whether a layout is named by its file, and not by its id.
pub fn is_file(layout: &str) -> bool {
    layout.ends_with(".toml")
}

fn placed(folder: &Path, file: &str) -> String {
    folder.join(file).to_string_lossy().into_owned()
}
