//! Writing a result: whole or not at all.

use anyhow::{Context as _, Result, ensure};
use std::io::Write as _;
use std::path::Path;

/// Writes a file beside its place and renames it there, so that no reader ever sees half of it.
///
/// # Errors
/// If the place is a folder, or cannot be written.
pub fn write_file(path: &Path, content: &[u8]) -> Result<()> {
    let name = path.display();
    ensure!(!path.is_dir(), "{name}: this is a folder; name the file to write");
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let context = || format!("{name}: cannot write this file; is the folder there, and is there room on the disk?");
    let mut file = tempfile::Builder::new().permissions(permissions()).tempfile_in(folder).with_context(context)?;
    file.write_all(content).and_then(|()| file.as_file().sync_all()).with_context(context)?;
    file.persist(path).with_context(context)?;
    Ok(())
}

/// What a program that simply creates a file would ask for; the user's mask is applied to it.
#[cfg(unix)]
fn permissions() -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::Permissions::from_mode(0o666)
}

#[cfg(not(unix))]
fn permissions() -> std::fs::Permissions {
    // Read-only would be the only other choice there.
    std::fs::metadata(".").expect("the working folder exists").permissions()
}
