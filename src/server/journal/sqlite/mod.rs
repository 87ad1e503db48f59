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

mod lock;
mod mark;
mod open;
mod reader;
mod sum;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use self::lock::Lock;
use self::mark::Mark;
use self::reader::SqliteReader;
use super::{Damage, Journal, JournalError, JournalId, Read, Record, SNAPSHOTS_KEPT};
use super::{Snapshot, Stream};
use crate::domain::Seq;

/// How many streams' last records are remembered; one that is forgotten costs a look-up.
const HEADS_KEPT: usize = 16_384;

/// The writer's end of a journal file. While it lives, no other process opens the same one.
pub struct Sqlite {
    // Closed in this order: the lock goes last.
    connection: Connection,
    reader: Arc<SqliteReader>,
    mark: Mark,
    id: JournalId,
    last: Seq,
    heads: HashMap<Stream, Seq>,
    stopped: bool,
    _lock: Lock,
}

impl Sqlite {
    /// Opens the journal in `dir`, or makes one there. `dir` is made if it is missing.
    pub fn open(dir: &Path) -> Result<Self, JournalError> {
        open::make_dir(dir)?;
        let lock = Lock::take(dir)?;
        let path = Self::path(dir);
        let connection = open::connect(&path)?;
        let id = open::prepare(&connection, &path)?;
        let last = reader::last(&connection)?;
        let mark = Mark::open(dir, &id)?;
        if let Some(acknowledged) = mark.read().filter(|mark| *mark > last) {
            return Err(Damage::CutShort {
                found: last,
                acknowledged,
            }
            .into());
        }
        Ok(Self {
            reader: Arc::new(SqliteReader::new(path)),
            connection,
            mark,
            id,
            last,
            heads: HashMap::new(),
            stopped: false,
            _lock: lock,
        })
    }

    /// Where the journal of this data directory is.
    pub fn path(dir: &Path) -> PathBuf {
        dir.join("journal.sqlite3")
    }

    /// Runs a write; after a failure of any kind there is no further one.
    fn write(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), JournalError>,
    ) -> Result<(), JournalError> {
        if self.stopped {
            return Err(JournalError::Stopped);
        }
        let done = write(self);
        self.stopped = done.is_err();
        done
    }

    fn append_batch(&mut self, records: &[Record]) -> Result<(), JournalError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut insert = transaction.prepare_cached(
            "INSERT INTO records (seq, stream, at, prior, body, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for record in records {
            let prior = match self.heads.get(&record.stream) {
                Some(seq) => *seq,
                None => head(&transaction, &record.stream)?,
            };
            let sum = sum::of_record(record, prior);
            insert.execute(params![
                record.seq.0 as i64,
                record.stream.as_str(),
                record.at.0,
                prior.0 as i64,
                record.body,
                sum
            ])?;
            self.heads.insert(record.stream.clone(), record.seq);
        }
        drop(insert);
        transaction.commit()?;
        if self.heads.len() > HEADS_KEPT {
            self.heads.clear();
        }
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
        self.write(|journal| {
            journal.append_batch(records)?;
            journal.last = end;
            journal.mark.write(end)
        })
    }

    fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), JournalError> {
        self.write(|journal| {
            let transaction = journal.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            transaction.execute(
                "INSERT OR REPLACE INTO snapshots (seq, at, body, sum) VALUES (?1, ?2, ?3, ?4)",
                params![
                    snapshot.seq.0 as i64,
                    snapshot.at.0,
                    snapshot.body,
                    sum::of_snapshot(snapshot)
                ],
            )?;
            transaction.execute(
                "DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ?1)",
                [SNAPSHOTS_KEPT as i64],
            )?;
            Ok(transaction.commit()?)
        })
    }

    fn reader(&self) -> Arc<dyn Read> {
        self.reader.clone()
    }
}

/// The last record of a stream; 0 if it has none.
fn head(connection: &Connection, stream: &Stream) -> Result<Seq, JournalError> {
    let mut statement =
        connection.prepare_cached("SELECT max(seq) FROM records WHERE stream = ?1")?;
    let found: Option<Option<i64>> = statement
        .query_row([stream.as_str()], |row| row.get(0))
        .optional()?;
    Ok(Seq(found.flatten().unwrap_or(0) as u64))
}
