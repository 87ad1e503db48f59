//! Reading: connections of their own, so that readers and writer never wait for each other; every record is checked
//! against its checksum and its place before it is given out.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};

use super::{open, sum};
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
        self.with(|connection| {
            let found = select(
                connection,
                "SELECT seq, stream, at, prior, body, sum FROM records WHERE seq > ?1 ORDER BY seq LIMIT ?2",
                params![number(after), bounded(limit)],
            )?;
            let mut expected = after.next();
            for (record, _) in &found {
                if record.seq != expected {
                    return Err(Damage::Missing(expected).into());
                }
                expected = expected.next();
            }
            Ok(found.into_iter().map(|(record, _)| record).collect())
        })
    }

    fn read_stream(&self, stream: &Stream, span: Span) -> Result<Vec<Record>, JournalError> {
        self.with(|connection| {
            let name = stream.as_str();
            let (after, found) = match span {
                Span::After(after, limit) => (
                    Some(after),
                    select(
                        connection,
                        FORWARDS,
                        params![name, number(after), bounded(limit)],
                    )?,
                ),
                Span::Before(before, limit) => {
                    let limit = bounded(limit);
                    let mut found =
                        select(connection, BACKWARDS, params![name, number(before), limit])?;
                    found.reverse();
                    // Fewer than asked for: that was the beginning.
                    (((found.len() as i64) < limit).then_some(Seq(0)), found)
                }
            };
            check_links(after, &found)?;
            Ok(found.into_iter().map(|(record, _)| record).collect())
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

const FORWARDS: &str = "SELECT seq, stream, at, prior, body, sum FROM records \
     WHERE stream = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
const BACKWARDS: &str = "SELECT seq, stream, at, prior, body, sum FROM records \
     WHERE stream = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3";

/// The last record; 0 if there is none.
pub(super) fn last(connection: &Connection) -> Result<Seq, JournalError> {
    let last: Option<i64> =
        connection.query_row("SELECT max(seq) FROM records", [], |row| row.get(0))?;
    Ok(Seq(last.unwrap_or(0) as u64))
}

/// A number as SQLite takes it; what is beyond its range is beyond every record.
fn number(seq: Seq) -> i64 {
    i64::try_from(seq.0).unwrap_or(i64::MAX)
}

fn bounded(limit: usize) -> i64 {
    limit.min(READ_LIMIT) as i64
}

fn select(
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

/// That each record of a stream links to the one before it. `after` is what the first may link to at most; `None` where
/// that is not known.
fn check_links(after: Option<Seq>, found: &[(Record, Seq)]) -> Result<(), JournalError> {
    let mut before = after;
    for (place, (record, prior)) in found.iter().enumerate() {
        let fits = match before {
            None => true,
            // What was asked for need not be a record of this stream.
            Some(before) if place == 0 => *prior <= before,
            Some(before) => *prior == before,
        };
        if !fits {
            return Err(Damage::Unlinked(*prior).into());
        }
        before = Some(record.seq);
    }
    Ok(())
}
