//! What can go wrong with a journal, in words an operator can act on.

use std::path::PathBuf;

use crate::domain::Seq;

/// Why a journal did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Another process holds it.
    #[error(
        "the journal in {} is in use by another process{}; stop that one, or give this one a data directory of its own",
        .dir.display(), .holder.as_ref().map(|pid| format!(" (process {pid})")).unwrap_or_default()
    )]
    InUse {
        /// The data directory.
        dir: PathBuf,
        /// Its process id, if it wrote one.
        holder: Option<String>,
    },
    /// Written by a newer deskhand.
    #[error(
        "the journal {} has format {found}, this deskhand reads up to {known}; use the newer deskhand that wrote it",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// What we read.
        known: i64,
    },
    /// A database, but not a journal of ours.
    #[error("{} is not a deskhand journal; give another data directory", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The content is not what was written.
    #[error("the journal is damaged: {0}; restore the data directory from a backup")]
    Damaged(Damage),
    /// The caller's records do not follow on what is there.
    #[error("record {found} was to be appended, but the next one is {expected}")]
    OutOfOrder {
        /// What would have come next.
        expected: Seq,
        /// What came.
        found: Seq,
    },
    /// An earlier append failed.
    #[error("the journal stopped after an append failed; nothing more is written until a restart")]
    Stopped,
    /// A file could not be made, locked or written.
    #[error("cannot {what} {}: {source}", .path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The database engine refused.
    #[error("the journal cannot be used: {0}")]
    Engine(rusqlite::Error),
}

/// How content differs from what was written.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// A record's checksum does not fit.
    #[error("record {0} is not what was written")]
    Record(Seq),
    /// A record is what was written, but says nothing we understand.
    #[error("record {0} cannot be read: {1}")]
    Unreadable(Seq, String),
    /// A record is gone.
    #[error("record {0} is missing")]
    Missing(Seq),
    /// A record of a stream is gone from its index.
    #[error("record {0} is missing from its conversation")]
    Unlinked(Seq),
    /// The end is gone: more was acknowledged than is there.
    #[error("it ends at record {found}, but {acknowledged} was acknowledged")]
    CutShort {
        /// The last record there is.
        found: Seq,
        /// The last record that was acknowledged.
        acknowledged: Seq,
    },
    /// The file is gone or empty, but the mark beside it says that records were acknowledged.
    #[error("the file is gone or empty, but journal.mark beside it says that there were records")]
    Vanished,
    /// The file's own structure is broken.
    #[error("{0}")]
    File(String),
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged(Damage::File(error.to_string())),
            _ => Self::Engine(error),
        }
    }
}

impl From<Damage> for JournalError {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage)
    }
}
