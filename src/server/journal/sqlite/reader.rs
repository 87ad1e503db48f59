//! Reading: connections of their own, so that readers and writer never wait for each other; every record is checked
//! against its checksum and its place before it is given out.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};

use super::{open, stream, sum};
use crate::domain::{Seq, Timestamp};
use crate::server::journal::{
    Damage, JournalError, READ_LIMIT, Read, Record, SNAPSHOTS_KEPT, Snapshot, Span, Stream,
};

/// How many connections are kept for the next readers.
const IDLE_KEPT: usize = 4;

/// A reader of a journal file.
pub(super) struct SqliteReader {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl SqliteReader {
    pub(super) fn new(path: PathBuf) -> Self {
        let idle = Mutex::default();
        Self { path, idle }
    }

    fn with<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let kept = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = if let Some(connection) = kept {
            connection
        } else {
            let connection = open::connect(&self.path)?;
            connection.pragma_update(None, "query_only", true)?;
            connection
        };
        let answer = read(&connection)?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_KEPT {
            idle.push(connection);
        }
        Ok(answer)
    }
}

impl Read for SqliteReader {
    fn last(&self) -> Result<Seq, JournalError> {
        self.with(last)
    }

    fn read(&self, after: Seq, limit: usize) -> Result<Vec<Record>, JournalError> {
        self.with(|connection| read(connection, after, limit))
    }

    fn read_stream(&self, stream: &Stream, span: Span) -> Result<Vec<Record>, JournalError> {
        self.with(|connection| {
            // All of it as of one moment, for it is held against itself.
            let moment = connection.unchecked_transaction()?;
            stream::read(&moment, stream, span)
        })
    }

    fn snapshots(&self) -> Result<Vec<Snapshot>, JournalError> {
        self.with(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT seq, at, body, sum FROM snapshots ORDER BY seq DESC LIMIT ?1",
            )?;
            let mut rows = statement.query([SNAPSHOTS_KEPT as i64])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                if let Some(snapshot) = snapshot(row) {
                    found.push(snapshot);
                } else {
                    tracing::warn!("a snapshot is not what was written, leaving it out");
                }
            }
            Ok(found)
        })
    }
}

/// The last record; 0 if there is none.
pub(super) fn last(connection: &Connection) -> Result<Seq, JournalError> {
    let last: Option<i64> =
        connection.query_row("SELECT max(seq) FROM records", [], |row| row.get(0))?;
    Ok(Seq(last.unwrap_or(0) as u64))
}

/// Records after one, none left out.
pub(super) fn read(
    connection: &Connection,
    after: Seq,
    limit: usize,
) -> Result<Vec<Record>, JournalError> {
    let found = select(
        connection,
        "SELECT seq, stream, at, prior, body, sum FROM records WHERE seq > ?1 ORDER BY seq LIMIT ?2",
        params![number(after), bounded(limit)],
    )?;
    let mut before = after;
    for (record, _) in &found {
        if record.seq.0 - before.0 != 1 {
            return Err(Damage::Missing(before.next()).into());
        }
        before = record.seq;
    }
    Ok(found.into_iter().map(|(record, _)| record).collect())
}

/// A number as SQLite takes it; what is beyond its range is beyond every record.
pub(super) fn number(seq: Seq) -> i64 {
    i64::try_from(seq.0).unwrap_or(i64::MAX)
}

/// A limit within [`READ_LIMIT`].
pub(super) fn bounded(limit: usize) -> i64 {
    limit.min(READ_LIMIT) as i64
}

/// Records with the one before each in its stream, as a query finds them.
pub(super) fn select(
    connection: &Connection,
    query: &str,
    params: impl rusqlite::Params,
) -> Result<Vec<(Record, Seq)>, JournalError> {
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let seq = Seq(row.get::<_, i64>(0)? as u64);
        found.push(record(row, seq).ok_or(Damage::Record(seq))?);
    }
    Ok(found)
}

/// A record with its link, if both are what was written.
fn record(row: &Row<'_>, seq: Seq) -> Option<(Record, Seq)> {
    let stream = Stream::from_text(text(row, 1)?);
    let at = Timestamp(integer(row, 2)?);
    let prior = Seq(integer(row, 3)? as u64);
    let body = text(row, 4)?.to_owned();
    let record = Record {
        seq,
        stream,
        at,
        body,
    };
    (sum::of_record(&record, prior) == integer(row, 5)?).then_some((record, prior))
}

fn snapshot(row: &Row<'_>) -> Option<Snapshot> {
    let snapshot = Snapshot {
        seq: Seq(integer(row, 0)? as u64),
        at: Timestamp(integer(row, 1)?),
        body: row.get_ref(2).ok()?.as_blob().ok()?.to_vec(),
    };
    (sum::of_snapshot(&snapshot) == integer(row, 3)?).then_some(snapshot)
}

fn integer(row: &Row<'_>, column: usize) -> Option<i64> {
    row.get_ref(column).ok()?.as_i64().ok()
}

fn text<'row>(row: &'row Row<'_>, column: usize) -> Option<&'row str> {
    match row.get_ref(column).ok()? {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}
