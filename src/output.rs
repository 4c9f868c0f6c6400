//! Writing a result: whole or not at all.

use anyhow::{Context as _, Result, anyhow, ensure};
use std::fs::Permissions;
use std::io::Write as _;
use std::path::Path;

/// Writes a file beside its place and renames it there, so that no reader ever sees half of it. A link stays a link, a
/// file that is there keeps who may read it, and a device or a pipe is written to and not replaced.
///
/// # Errors
/// If the place is a folder, or cannot be written.
pub fn write_file(path: &Path, content: &[u8]) -> Result<()> {
    let name = path.display();
    ensure!(!path.is_dir(), "{name}: this is a folder; name the file to write");
    let context = || format!("{name}: cannot write this file; is the folder there, and is there room on the disk?");
    // Where the link leads: the file there is replaced, not the link.
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let there = place.metadata().ok();
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        return write_through(&place, content).map_err(told).with_context(context);
    }
    let folder = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = there.as_ref().map_or_else(permissions, std::fs::Metadata::permissions);
    let mut file =
        tempfile::Builder::new().permissions(wanted.clone()).tempfile_in(folder).map_err(told).with_context(context)?;
    let written = file.write_all(content).and_then(|()| match there {
        // The user's mask was taken off what a new file asks for; it is not to be taken off an old file's.
        Some(_) => file.as_file().set_permissions(wanted),
        None => Ok(()),
    });
    written.and_then(|()| file.as_file().sync_all()).map_err(told).with_context(context)?;
    file.persist(&place).map_err(|error| told(error.error)).with_context(context)?;
    Ok(())
}

/// Writes to what is no file: `/dev/null`, `/dev/stdout`, a named pipe.
fn write_through(place: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut device = std::fs::File::options().write(true).open(place)?;
    device.write_all(content).and_then(|()| device.flush())
}

/// The reason alone: the name of the file that is written first means nothing to anybody.
fn told(error: std::io::Error) -> anyhow::Error {
    anyhow!("{}", error.kind())
}

/// What a program that simply creates a file would ask for; the user's mask is applied to it.
#[cfg(unix)]
fn permissions() -> Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    Permissions::from_mode(0o666)
}

#[cfg(not(unix))]
fn permissions() -> Permissions {
    // Read-only would be the only other choice there.
    std::fs::metadata(".").expect("the working folder exists").permissions()
}
