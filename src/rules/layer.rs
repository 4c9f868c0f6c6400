//! Files that a user brings: found, read, and told what they are.

use super::library::{is_embedded, is_known_kind};
use super::load;
use super::problem::{Code, Problem};
use super::source::Source;
use anyhow::{Context as _, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// Name of the file that says which rules a folder of documents is read with; it is no rule file.
pub(crate) const CONFIG: &str = "lacuna.toml";

/// Larger files are refused: the largest rule file is a hundredth of it.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Folders within folders, beyond any rules folder.
const DEEPEST: usize = 12;

/// A file of the user's, and the parts of its path that may say what it is.
pub(super) struct Found {
    path: PathBuf,
    /// From the folder that was named to the file.
    below: PathBuf,
    text: String,
}

/// The file at `path`, or every `.toml` file below it, in order of path.
pub(super) fn files(path: &Path) -> Result<Vec<Found>> {
    let mut paths = Vec::new();
    if path.is_dir() {
        collect(path, &mut paths, 0)?;
        paths.sort();
    } else {
        paths.push(path.to_owned());
    }
    let read = |file: PathBuf| {
        let name = file.display();
        let about =
            fs::metadata(&file).with_context(|| format!("{name}: cannot open this rule file; is the path right?"))?;
        ensure!(about.is_file(), "{name}: this is no file that rules can be read from");
        ensure!(about.len() <= LARGEST, "{name}: a rule file of more than 8 MB is not read; is it another file?");
        let text =
            fs::read_to_string(&file).with_context(|| format!("{name}: cannot read this rule file as UTF-8 text"))?;
        let below = file.strip_prefix(path).ok().filter(|below| !below.as_os_str().is_empty());
        let below = below.map_or_else(|| file.clone(), Path::to_owned);
        Ok(Found { path: file, below, text })
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>, depth: usize) -> Result<()> {
    let name = folder.display();
    ensure!(depth <= DEEPEST, "{name}: folders lie too deep in one another; name the folder of the rules itself");
    let entries = fs::read_dir(folder).with_context(|| format!("{name}: cannot read this rules folder"))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths, depth + 1)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") && !path.ends_with(CONFIG) {
            paths.push(path);
        }
    }
    Ok(())
}

/// Says what a file is: by its place, or by its content. A file of which that cannot be told is a problem.
pub(super) fn place(found: Found, problems: &mut Vec<Problem>) -> Option<Source> {
    let Found { path, below, text } = found;
    let shown = path.display().to_string();
    let stem = path.file_stem().map_or("rules".into(), |stem| stem.to_string_lossy().replace('/', "-"));
    let mut source = Source::new(shown, "", text);
    // In a folder the place counts first; a file by itself may lie anywhere.
    let by_place = if below == path { None } else { place_in(&below) };
    let told = match by_place {
        Some(place) => Ok(place),
        None => match DeTable::parse(&source.text) {
            Ok(table) => place_by_content(table.get_ref(), &stem),
            Err(_) => Err(None),
        },
    };
    match told.or_else(|untold| place_in(&path).ok_or(untold)) {
        Ok(place) => {
            source.place = place;
            return Some(source);
        }
        Err(Some((code, message, remedy))) => {
            let first = source.text.lines().next().map_or(0, str::len);
            problems.push(source.problem(code, 0..first, message, remedy));
        }
        Err(None) => {
            let _ = load::document(&source, problems);
        }
    }
    None
}

/// A file that is said to be a layout.
pub(super) fn as_layout(found: Found) -> Source {
    let stem = found.path.file_stem().map_or("layout".into(), |stem| stem.to_string_lossy().into_owned());
    let mut source = Source::new(found.path.display().to_string(), "", found.text);
    source.place = format!("layout/{stem}.toml");
    source
}

/// The longest end of the path that is a place of the rules folder: `status/fr/mine.toml`.
fn place_in(path: &Path) -> Option<String> {
    let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    (0..parts.len()).map(|from| &parts[from..]).find(|parts| is_place(parts)).map(|parts| parts.join("/"))
}

fn is_place(parts: &[&str]) -> bool {
    match parts {
        ["policy", _] => is_embedded(&parts.join("/")),
        ["conventions", _, file] => matches!(*file, "convention.toml" | "citations.toml"),
        ["language" | "detail" | "layout" | "report", _] | ["status", _, _] | ["conventions", _, _, _] => true,
        [_] => false,
        _ => is_known_kind(parts),
    }
}

type Untold = (Code, String, String);

fn place_by_content(table: &DeTable<'_>, stem: &str) -> Result<String, Option<Untold>> {
    let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str());
    let has = |key: &str| table.contains_key(key);
    let language = |folder: &str| {
        text("language").map(str::to_owned).ok_or_else(|| {
            let message = format!("which language is this file for? Its place ({folder}) does not tell");
            let remedy = format!("write language = \"fr\" at its top, or put it into {folder}");
            Some((Code::NoLanguage, message, remedy))
        })
    };
    let first = match table.get("rule").map(|rule| rule.get_ref()) {
        Some(DeValue::Array(rules)) => rules.first().and_then(|rule| rule.get_ref().as_table()),
        _ => None,
    };
    if let Some(rule) = first {
        let convention = text("convention").unwrap_or("cedaw");
        return Ok(if rule.contains_key("articles") || rule.contains_key("themes") {
            format!("conventions/{convention}/{}/{stem}.toml", language("conventions/cedaw/<language>/")?)
        } else if rule.contains_key("kind") {
            format!("detail/{}.toml", language("detail/")?)
        } else {
            format!("status/{}/{stem}.toml", language("status/<language>/")?)
        });
    }
    if has("lists") || has("subjects") || has("clauses") || has("inflections") || has("elisions") {
        return Ok(format!("language/{}.toml", language("language/")?));
    }
    if has("label") {
        return Ok(format!("layout/{stem}.toml"));
    }
    if has("article") && has("theme") {
        return Ok(format!("conventions/{}/convention.toml", text("id").unwrap_or("cedaw")));
    }
    if has("override") {
        return Ok(format!("overrides/{stem}.toml"));
    }
    let remedy =
        "write [[rule]] or [[override]] in it, or put it at a place such as status/fr/ or report/: see rules/README.md";
    Err(Some((Code::UnknownKind, "it cannot be told what this file is".to_owned(), remedy.to_owned())))
}
