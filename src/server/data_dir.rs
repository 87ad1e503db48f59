//! The data directory of a backend: journal, secrets, address, and the lock that keeps a second backend out.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::auth::{Secret, SecretKind, random_bytes};

/// A data directory that belongs to this process.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    /// Held for as long as this lives; the system lets go of it when the process ends, however it ends.
    _lock: File,
}

/// Why a data directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    /// Another backend runs on it.
    #[error("another deskhand already serves the data directory {0}")]
    InUse(PathBuf),
    /// A file of it cannot be read or written.
    #[error("cannot {doing} {path}")]
    Io {
        /// What was tried.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file of it is not what it should be.
    #[error("{path} is damaged: {what}")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
}

fn io_error(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> DataDirError {
    let path = path.to_owned();
    move |source| DataDirError::Io {
        doing,
        path,
        source,
    }
}

const ADDRESS: &str = "address";
const ADMIN_TOKEN: &str = "admin.token";

impl DataDir {
    /// Opens a data directory for a backend; makes it (mode 0700) if there is none.
    pub fn open(path: &Path) -> Result<Self, DataDirError> {
        make_private_dir(path).map_err(io_error("make the data directory", path))?;
        let lock_path = path.join("lock");
        let lock = private_options()
            .create(true)
            .truncate(false)
            .open(&lock_path)
            .map_err(io_error("open", &lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(DataDirError::InUse(path.to_owned())),
            Err(TryLockError::Error(error)) => return Err(io_error("lock", &lock_path)(error)),
        }
        let dir = Self {
            path: path.to_owned(),
            _lock: lock,
        };
        // Of a backend that was killed.
        dir.forget_address();
        Ok(dir)
    }

    /// Where it lies; the journal lives in there too.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The administrator's token; made at the first start.
    pub fn admin_token(&self) -> Result<Secret, DataDirError> {
        let path = self.path.join(ADMIN_TOKEN);
        if let Some(token) = read_admin_token(&self.path)? {
            tighten(&path).map_err(io_error("protect", &path))?;
            return Ok(token);
        }
        let token = Secret::random(SecretKind::Administrator)
            .map_err(|error| io_error("find randomness for", &path)(io::Error::other(error)))?;
        write_private(&path, format!("{}\n", token.expose()).as_bytes())
            .map_err(io_error("write", &path))?;
        Ok(token)
    }

    /// The key that access tokens are signed with; made at the first start.
    pub fn signing_key(&self) -> Result<[u8; 32], DataDirError> {
        let path = self.path.join("signing.key");
        match fs::read(&path) {
            Ok(bytes) => {
                tighten(&path).map_err(io_error("protect", &path))?;
                bytes.try_into().map_err(|_| DataDirError::Damaged {
                    path,
                    what: "a signing key has 32 bytes; without the file a new one is made, and applications sign in again",
                })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = random_bytes().map_err(|error| {
                    io_error("find randomness for", &path)(io::Error::other(error))
                })?;
                write_private(&path, &key).map_err(io_error("write", &path))?;
                Ok(key)
            }
            Err(error) => Err(io_error("read", &path)(error)),
        }
    }

    /// Says where the backend answers, for commands on the same machine.
    pub fn publish_address(&self, url: &str) -> Result<(), DataDirError> {
        let path = self.path.join(ADDRESS);
        write_private(&path, format!("{url}\n").as_bytes()).map_err(io_error("write", &path))
    }

    /// Takes the address back.
    pub fn forget_address(&self) {
        // There is none before the first start.
        let _ = fs::remove_file(self.path.join(ADDRESS));
    }
}

/// Where the backend of a data directory answers; `None` if none runs.
pub fn read_address(dir: &Path) -> Result<Option<String>, DataDirError> {
    read_line(&dir.join(ADDRESS))
}

/// The administrator's token of a data directory; `None` if there was never a backend.
pub fn read_admin_token(dir: &Path) -> Result<Option<Secret>, DataDirError> {
    Ok(read_line(&dir.join(ADMIN_TOKEN))?.map(Secret::from_text))
}

fn read_line(path: &Path) -> Result<Option<String>, DataDirError> {
    match fs::read_to_string(path) {
        Ok(text) if !text.trim().is_empty() => Ok(Some(text.trim().to_owned())),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_error("read", path)(error)),
    }
}

fn make_private_dir(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn private_options() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Whole or not at all, readable by nobody else at any moment.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".new-")
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// A secret that others can read, say after a careless copy, is made private again.
fn tighten(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path)?.permissions().mode();
        if mode & 0o077 != 0 {
            tracing::warn!(path = %path.display(), "others could read this secret; its mode is 0600 now");
            fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn one_backend_at_a_time_and_the_same_secrets_again() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("data");
        let dir = DataDir::open(&path).unwrap();
        assert!(matches!(DataDir::open(&path), Err(DataDirError::InUse(_))));
        let (token, key) = (dir.admin_token().unwrap(), dir.signing_key().unwrap());
        dir.publish_address("http://127.0.0.1:1").unwrap();
        assert_eq!(read_address(&path).unwrap().unwrap(), "http://127.0.0.1:1");
        drop(dir);
        let dir = DataDir::open(&path).unwrap();
        assert_eq!(read_address(&path).unwrap(), None);
        assert_eq!(
            (dir.admin_token().unwrap(), dir.signing_key().unwrap()),
            (token, key)
        );
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("data");
        let dir = DataDir::open(&path).unwrap();
        dir.admin_token().unwrap();
        dir.signing_key().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o700);
        for file in ["admin.token", "signing.key", "lock"] {
            assert_eq!(mode(&path.join(file)), 0o600, "{file}");
        }
        let token = path.join("admin.token");
        fs::set_permissions(&token, fs::Permissions::from_mode(0o644)).unwrap();
        dir.admin_token().unwrap();
        assert_eq!(mode(&token), 0o600);
    }

    #[test]
    fn a_damaged_key_is_reported() {
        let parent = tempfile::tempdir().unwrap();
        let dir = DataDir::open(parent.path()).unwrap();
        fs::write(parent.path().join("signing.key"), "short").unwrap();
        assert!(matches!(
            dir.signing_key(),
            Err(DataDirError::Damaged { .. })
        ));
    }
}
