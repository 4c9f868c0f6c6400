//! Embeds every rule file of `rules/` in the binary, whole and without the examples: reading a reply needs no examples,
//! and they are most of the text.

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

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let rules = root.join("rules");
    let mut files = Vec::new();
    toml_files(&rules, &mut files)?;
    files.sort();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut code = String::from(
        "/// Path below `rules/` with `/`, text, and text without examples, in order of path.\n\
         static FILES: &[(&str, &str, &str)] = &[\n",
    );
    for (number, file) in files.iter().enumerate() {
        let name: Vec<_> = file
            .strip_prefix(&rules)
            .expect("every file was found below rules")
            .iter()
            .map(|part| part.to_string_lossy())
            .collect();
        let lean = out.join(format!("{number}.toml"));
        fs::write(&lean, without_examples(&fs::read_to_string(file)?))?;
        let (name, whole, lean) = (name.join("/"), file.display().to_string(), lean.display().to_string());
        writeln!(code, "    ({name:?}, include_str!({whole:?}), include_str!({lean:?})),")
            .expect("writing to a String cannot fail");
    }
    code.push_str("];\n");
    fs::write(out.join("embedded_rules.rs"), code)
}
