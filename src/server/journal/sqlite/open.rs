//! Opening the file: only ours, only of a format we know, only with the settings that durability rests on.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::server::journal::{Damage, JournalError, JournalId};

/// The letters D, k, H, d in the file's header tell a journal from any other database.
const APPLICATION_ID: i64 = 0x446b_4864;

/// The format we write, and the newest we read.
const FORMAT: i64 = 1;

/// How long a statement waits for a lock. Readers and writer do not wait for each other; only closing and
/// checkpointing take locks, for milliseconds.
const BUSY: Duration = Duration::from_secs(5);

const SCHEMA: &str = "
    CREATE TABLE meta (
        key   TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE records (
        seq    INTEGER PRIMARY KEY,
        stream TEXT    NOT NULL,
        at     INTEGER NOT NULL,
        prior  INTEGER NOT NULL, -- the record before this one in its stream, 0 if there is none
        body   TEXT    NOT NULL,
        sum    INTEGER NOT NULL
    ) STRICT;
    -- Every index ends in the row's number, which is seq: this one is (stream, seq).
    CREATE INDEX records_by_stream ON records (stream);
    -- The last record of each stream as of meta 'heads_as_of': what an index that lost entries is held against.
    CREATE TABLE heads (
        stream TEXT    NOT NULL PRIMARY KEY,
        last   INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE snapshots (
        seq  INTEGER PRIMARY KEY,
        at   INTEGER NOT NULL,
        body BLOB    NOT NULL,
        sum  INTEGER NOT NULL
    ) STRICT;
";

/// Makes the directory, for its owner alone, unless it is there.
pub(super) fn make_dir(dir: &Path) -> Result<(), JournalError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|source| JournalError::Io {
        what: "make the directory",
        path: dir.to_owned(),
        source,
    })
}

/// Opens a file for reading and writing; one that is made now is its owner's alone.
pub(super) fn private_file(path: &Path) -> Result<File, JournalError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|source| JournalError::Io {
        what: "open",
        path: path.to_owned(),
        source,
    })
}

/// Whether the file holds nothing, or is not there.
pub(super) fn is_empty(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.len() == 0) || !path.exists()
}

/// A connection to the file, which is made if it is missing. SQLite gives the files beside it the same mode.
pub(super) fn connect(path: &Path) -> Result<Connection, JournalError> {
    drop(private_file(path)?);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(16);
    // Refuse pages whose content does not add up instead of reading on.
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// Checks that the file is a journal, or makes it one, and sets what durability rests on.
pub(super) fn prepare(connection: &Connection, path: &Path) -> Result<JournalId, JournalError> {
    let fresh = check_format(connection, path)?;
    set(connection, "journal_mode", "wal", "wal")?;
    set(connection, "synchronous", "full", "2")?;
    // On macOS a plain sync stops at the drive's cache; elsewhere these change nothing.
    set(connection, "fullfsync", "1", "1")?;
    set(connection, "checkpoint_fullfsync", "1", "1")?;
    if fresh {
        make_schema(connection)?;
    }
    let id = connection.query_row(
        "SELECT value FROM meta WHERE key = 'journal_id'",
        [],
        |row| row.get(0),
    )?;
    Ok(JournalId::from_text(id))
}

/// Whether the file is empty. Foreign and newer files are refused before anything is written to them.
fn check_format(connection: &Connection, path: &Path) -> Result<bool, JournalError> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (application, format) = (number("application_id")?, number("user_version")?);
    let path = path.to_owned();
    match (application, format) {
        (0, 0) if number("page_count")? == 0 => Ok(true),
        (APPLICATION_ID, 1..=FORMAT) => Ok(false),
        (APPLICATION_ID, found) => Err(JournalError::Newer {
            path,
            found,
            known: FORMAT,
        }),
        _ => Err(JournalError::Foreign { path }),
    }
}

/// Sets a pragma and makes sure that it holds: SQLite ignores what it does not know.
fn set(connection: &Connection, name: &str, value: &str, holds: &str) -> Result<(), JournalError> {
    connection
        .pragma_update_and_check(None, name, value, |_| Ok(()))
        .or_else(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => Ok(()),
            other => Err(other),
        })?;
    let found = connection.pragma_query_value(None, name, |row| {
        Ok(match row.get_ref(0)? {
            rusqlite::types::ValueRef::Integer(number) => number.to_string(),
            other => String::from_utf8_lossy(other.as_bytes().unwrap_or_default()).into_owned(),
        })
    })?;
    if found == holds {
        return Ok(());
    }
    Err(Damage::File(format!("{name} is {found} instead of {holds}")).into())
}

fn make_schema(connection: &Connection) -> Result<(), JournalError> {
    let id = JournalId::random();
    let transaction = connection.unchecked_transaction()?;
    transaction.execute_batch(SCHEMA)?;
    transaction.execute(
        "INSERT INTO meta (key, value) VALUES ('journal_id', ?1)",
        [id.as_str()],
    )?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", FORMAT)?;
    Ok(transaction.commit()?)
}
