//! The journal in one SQLite file, and the three small files beside it:
//!
//! ```text
//! journal.sqlite3        records, snapshots, the journal's id (mode 0600, as all of these)
//! journal.sqlite3-wal    what is synced but not yet moved into it; belongs to it, never delete it alone
//! journal.lock           held by the process that serves; names it
//! journal.mark           the last record acknowledged, so that a lost end is noticed
//! ```
//!
//! Write-ahead log with `synchronous=FULL`: a commit returns after its sync, and a commit carries a whole batch.

mod heads;
mod lock;
mod mark;
mod open;
mod reader;
mod stream;
mod sum;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use self::heads::Heads;
use self::lock::Lock;
use self::mark::Mark;
use self::reader::SqliteReader;
use super::{Damage, Journal, JournalError, JournalId, Read, Record, SNAPSHOTS_KEPT, Snapshot};
use crate::domain::Seq;

/// The writer's end of a journal file. While it lives, no other process opens the same one.
pub struct Sqlite {
    // Closed in this order: the lock goes last.
    connection: Connection,
    reader: Arc<SqliteReader>,
    mark: Mark,
    id: JournalId,
    last: Seq,
    heads: Heads,
    stopped: bool,
    _lock: Lock,
}

impl Sqlite {
    /// Opens the journal in `dir`, or makes one there. `dir` is made if it is missing.
    pub fn open(dir: &Path) -> Result<Self, JournalError> {
        open::make_dir(dir)?;
        let lock = Lock::take(dir)?;
        let path = Self::path(dir);
        let mark = Mark::open(dir)?;
        if open::is_empty(&path) && !mark.is_blank() {
            return Err(Damage::Vanished.into());
        }
        let connection = open::connect(&path)?;
        let id = open::prepare(&connection, &path)?;
        let last = reader::last(&connection)?;
        if let Some(acknowledged) = mark.read(&id).filter(|mark| *mark > last) {
            let found = last;
            return Err(Damage::CutShort {
                found,
                acknowledged,
            }
            .into());
        }
        let heads = Heads::open(&connection, last)?;
        Ok(Self {
            reader: Arc::new(SqliteReader::new(path)),
            connection,
            mark,
            id,
            last,
            heads,
            stopped: false,
            _lock: lock,
        })
    }

    /// Where the journal of this data directory is.
    pub fn path(dir: &Path) -> PathBuf {
        dir.join("journal.sqlite3")
    }

    /// Runs a transaction; after a failure of any kind there is no further one.
    fn write(
        &mut self,
        write: impl FnOnce(&Transaction<'_>, &mut Heads) -> Result<(), JournalError>,
    ) -> Result<(), JournalError> {
        if self.stopped {
            return Err(JournalError::Stopped);
        }
        self.stopped = true;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        write(&transaction, &mut self.heads)?;
        transaction.commit()?;
        self.stopped = false;
        Ok(())
    }
}

impl Journal for Sqlite {
    fn id(&self) -> &JournalId {
        &self.id
    }

    fn last(&self) -> Seq {
        self.last
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        super::check_order(self.last, records)?;
        let Some(end) = records.last().map(|record| record.seq) else {
            return Ok(());
        };
        self.write(|transaction, heads| {
            let mut insert = transaction.prepare_cached(INSERT)?;
            for record in records {
                let prior = heads.advance(transaction, &record.stream, record.seq)?;
                insert.execute(params![
                    record.seq.0 as i64,
                    record.stream.as_str(),
                    record.at.0,
                    prior.0 as i64,
                    record.body,
                    sum::of_record(record, prior)
                ])?;
            }
            heads.limit(transaction, end)
        })?;
        self.last = end;
        self.mark.write(&self.id, end)
    }

    fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), JournalError> {
        let last = self.last;
        self.write(|transaction, heads| {
            transaction.execute(
                "INSERT OR REPLACE INTO snapshots (seq, at, body, sum) VALUES (?1, ?2, ?3, ?4)",
                params![
                    snapshot.seq.0 as i64,
                    snapshot.at.0,
                    snapshot.body,
                    sum::of_snapshot(snapshot)
                ],
            )?;
            transaction.execute(FORGET_SNAPSHOTS, [SNAPSHOTS_KEPT as i64])?;
            heads.keep(transaction, last)
        })
    }

    fn reader(&self) -> Arc<dyn Read> {
        self.reader.clone()
    }
}

const INSERT: &str =
    "INSERT INTO records (seq, stream, at, prior, body, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const FORGET_SNAPSHOTS: &str = "DELETE FROM snapshots \
    WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ?1)";
