//! Fixed files are written whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes `new` in the place of a file that held `old`, in one step: a reader sees the old or the new file. Permissions stay, a
/// link stays a link. An error leaves the file as it is; one of them is that somebody has changed it meanwhile.
pub fn write(path: &Path, old: &str, new: &str) -> io::Result<()> {
    let target = fs::canonicalize(path)?;
    let folder = target
        .parent()
        .ok_or_else(|| io::Error::other("it stands in no folder"))?;
    let permissions = fs::metadata(&target)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it may not be written to",
        ));
    }
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(new.as_bytes())?;
    file.as_file().set_permissions(permissions)?;
    file.as_file().sync_data()?;
    if fs::read(&target)? != old.as_bytes() {
        return Err(io::Error::other("somebody has changed it meanwhile"));
    }
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}
