//! Embeds every rule file of `rules/` in the binary.

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

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let rules = root.join("rules");
    let mut files = Vec::new();
    toml_files(&rules, &mut files)?;
    files.sort();
    let mut code = String::from(
        "/// Path below `rules/` with `/`, and text, in order of path.\npub(super) static FILES: &[(&str, &str)] = &[\n",
    );
    for file in files {
        let name: Vec<_> = file
            .strip_prefix(&rules)
            .expect("every file was found below rules")
            .iter()
            .map(|part| part.to_string_lossy())
            .collect();
        writeln!(code, "    ({:?}, include_str!({:?})),", name.join("/"), file.display().to_string())
            .expect("writing to a String cannot fail");
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("embedded_rules.rs"), code)
}
