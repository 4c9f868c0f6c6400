//! Embeds every rule file of `rules/` in the binary, whole and without the examples: reading a reply needs no examples,
//! and they are most of the text. The rules of each language are compiled here, with the very code of lacuna, so that
//! lacuna only loads them when it starts.

#[allow(dead_code, unreachable_pub)]
#[path = "src/assessment.rs"]
mod assessment;
#[allow(dead_code, unused_imports)]
#[path = "src/text/mod.rs"]
mod text;

/// As much of `src/rules/` as compiling takes. Paths are seen from the folder of this module, `rules/`.
#[allow(dead_code)]
mod rules {
    #[path = "../src/rules/automaton.rs"]
    mod automaton;
    #[path = "../src/rules/builder.rs"]
    pub(crate) mod builder;
    #[path = "../src/rules/compile.rs"]
    mod compile;
    #[path = "../src/rules/effective.rs"]
    mod effective;
    #[path = "../src/rules/files.rs"]
    mod files;
    #[path = "../src/rules/layout.rs"]
    pub(crate) mod layout;
    #[path = "../src/rules/load.rs"]
    mod load;
    #[path = "../src/rules/matcher.rs"]
    mod matcher;
    #[path = "../src/rules/overrides.rs"]
    mod overrides;
    #[path = "../src/rules/pack.rs"]
    mod pack;
    #[path = "../src/rules/phrase.rs"]
    mod phrase;
    #[path = "../src/rules/pieces.rs"]
    mod pieces;
    #[path = "../src/rules/problem.rs"]
    mod problem;
    #[path = "../src/rules/source.rs"]
    pub(crate) mod source;
    #[path = "../src/rules/table.rs"]
    mod table;
    #[path = "../src/rules/tests.rs"]
    mod tests;
    #[path = "../src/rules/tree.rs"]
    mod tree;
    #[path = "../src/rules/write.rs"]
    mod write;
}

use regex_automata::dfa::{StartKind, dense};
use regex_automata::nfa::thompson::{NFA, WhichCaptures};
use regex_syntax::hir::{Hir, HirKind, Look};
use rules::builder;
use rules::source::{Source, digest};
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn toml_files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            toml_files(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            println!("cargo::rerun-if-changed={}", path.display());
            found.push(path);
        }
    }
    Ok(())
}

/// The text without what stands in `[rule.examples]`, and without comments.
fn without_examples(text: &str) -> String {
    let mut lean = String::new();
    let mut in_examples = false;
    for line in text.lines() {
        if line.starts_with('[') {
            in_examples = line.trim_end() == "[rule.examples]";
        } else if in_examples || line.starts_with('#') {
            continue;
        }
        lean.push_str(line);
        lean.push('\n');
    }
    lean
}

/// Ids of the folders or files in these places: `cedaw` of `conventions/cedaw/…`, `fr` of `language/fr.toml`.
fn ids(sources: &[Source], folder: &str) -> BTreeSet<String> {
    let below = sources.iter().filter_map(|source| source.place.strip_prefix(folder));
    below.filter_map(|place| place.split(['/', '.']).next()).map(str::to_owned).collect()
}

/// No automaton takes more room while it is made, in bytes; that of a beginning much less, since all of those are loaded at
/// each start.
const LARGEST: usize = 4 << 20;
const LARGEST_BEGINNING: usize = 512 << 10;

/// An automaton that tells whether a pattern matches at the beginning of a line. `None` if it would take too much room.
fn automaton(pattern: &Hir, largest: usize) -> Option<Vec<u8>> {
    let steps =
        NFA::compiler().configure(NFA::config().which_captures(WhichCaptures::None)).build_from_hir(pattern).ok()?;
    let bounds = dense::Config::new().start_kind(StartKind::Anchored).unicode_word_boundary(true);
    let bounds = bounds.dfa_size_limit(Some(largest)).determinize_size_limit(Some(largest));
    let automaton = dense::Builder::new().configure(bounds).build_from_nfa(&steps).ok()?;
    Some(automaton.to_sparse().ok()?.to_bytes_little_endian())
}

/// An automaton of as much of the beginning of a pattern as takes little room, and whether that is all of it.
fn beginning(pattern: &Hir) -> Option<(Vec<u8>, bool)> {
    let parts = match pattern.kind() {
        HirKind::Concat(parts) => parts.as_slice(),
        _ => std::slice::from_ref(pattern),
    };
    let begin = |end: usize| automaton(&Hir::concat(parts[..end].to_vec()), LARGEST_BEGINNING);
    let ends: Vec<usize> = (1..=parts.len()).collect();
    let end = ends.partition_point(|&end| begin(end).is_some());
    Some((begin(end)?, end == parts.len()))
}

/// Writes the screen of every label, in order of the patterns: see `src/rules/screen.rs`.
fn write_screens(lean: &[Source], out: &Path) -> Result<(), Box<dyn Error>> {
    let layouts = rules::layout::layouts(lean, &mut Vec::new());
    let patterns = layouts.iter().flat_map(|layout| layout.openers()).map(|opener| opener.as_str());
    let mut code = String::from(
        "/// Pattern, its beginning, and the whole of it where that is more and not too much.\n\
         static SCREENS: &[(&str, &[u8], &[u8])] = &[\n",
    );
    for (number, pattern) in patterns.collect::<BTreeSet<_>>().into_iter().enumerate() {
        // What is wrong with a pattern is told when it is used.
        let Ok(hir) = regex_syntax::parse(pattern) else { continue };
        // Only what is bound to the beginning of a line can be asked for there.
        if !hir.properties().look_set_prefix().contains(Look::Start) {
            continue;
        }
        let Some((begin, is_whole)) = beginning(&hir) else { continue };
        let whole = if is_whole { None } else { automaton(&hir, LARGEST) }.unwrap_or_default();
        let files = [(begin, "begin"), (whole, "whole")]
            .map(|(automaton, name)| (automaton, out.join(format!("{number}.{name}"))));
        for (automaton, file) in &files {
            fs::write(file, automaton)?;
        }
        let [(_, begin), (_, whole)] = files;
        writeln!(code, "    ({pattern:?}, include_bytes!({begin:?}), include_bytes!({whole:?})),")?;
    }
    code.push_str("];\n");
    Ok(fs::write(out.join("screens.rs"), code)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo sets CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    println!("cargo::rerun-if-changed=src/assessment.rs");
    println!("cargo::rerun-if-changed=src/text");
    println!("cargo::rerun-if-changed=src/rules");
    let folder = root.join("rules");
    let mut files = Vec::new();
    toml_files(&folder, &mut files)?;
    files.sort();
    let mut code = String::from(
        "/// Path below `rules/` with `/`, text, and text without examples, in order of path.\n\
         static FILES: &[(&str, &str, &str)] = &[\n",
    );
    let (mut whole, mut lean) = (Vec::new(), Vec::new());
    for (number, file) in files.iter().enumerate() {
        let parts: Vec<_> = file.strip_prefix(&folder)?.iter().map(|part| part.to_string_lossy()).collect();
        let place = parts.join("/");
        let text = fs::read_to_string(file)?;
        let lean_file = out.join(format!("{number}.toml"));
        let short = without_examples(&text);
        fs::write(&lean_file, &short)?;
        writeln!(code, "    ({place:?}, include_str!({file:?}), include_str!({lean_file:?})),")?;
        whole.push(Source::new(place.clone(), place.clone(), text));
        lean.push(Source::without_examples(place.clone(), place, short));
    }
    code.push_str("];\n\n/// Convention, language, and the stored pack.\nstatic PACKS: &[(&str, &str, &[u8])] = &[\n");
    for convention in ids(&lean, "conventions/") {
        for language in ids(&lean, "language/") {
            // What is wrong in the rules is told, with place and remedy, when they are used.
            if let Ok(pack) = builder::compile(&lean, &[], &convention, &language) {
                let file = out.join(format!("{convention}.{language}.pack"));
                fs::write(&file, pack.store()?)?;
                writeln!(code, "    ({convention:?}, {language:?}, include_bytes!({file:?})),")?;
            }
        }
    }
    writeln!(code, "];\n\n/// Of all files.\nstatic DIGEST: &str = {:?};", digest(&whole))?;
    fs::write(out.join("embedded_rules.rs"), code)?;
    write_screens(&lean, &out)
}
