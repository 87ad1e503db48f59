//! The last record of each stream: what the next one links to, and what readers hold the index against, so that a stream
//! that lost its end is noticed. Written down now and then, not with every append: what came since is found again at the
//! next start by reading the records themselves.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::reader;
use crate::domain::Seq;
use crate::server::journal::{JournalError, READ_LIMIT, Stream};

/// How many heads are held in memory before they are written down. Bounds the memory, and how much the next start reads.
const HELD: usize = 16_384;

/// The writer's knowledge of where each stream ends.
pub(super) struct Heads {
    /// All that changed since they were last written down, and some that did not.
    held: HashMap<Stream, Seq>,
    kept_as_of: Seq,
}

impl Heads {
    /// Those that were written down, brought up to date with the records since.
    pub(super) fn open(connection: &Connection, last: Seq) -> Result<Self, JournalError> {
        let as_of: Option<i64> = connection
            .query_row(
                "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'heads_as_of'",
                [],
                |row| row.get(0),
            )
            .optional()?;
        let kept_as_of = Seq(as_of.unwrap_or(0) as u64);
        let mut heads = Self {
            held: HashMap::new(),
            kept_as_of,
        };
        let mut position = kept_as_of;
        while position < last {
            let page = reader::read(connection, position, READ_LIMIT)?;
            let Some(end) = page.last().map(|record| record.seq) else {
                break;
            };
            for record in page {
                heads.held.insert(record.stream, record.seq);
            }
            position = end;
        }
        if position > kept_as_of {
            let transaction = connection.unchecked_transaction()?;
            heads.keep(&transaction, position)?;
            transaction.commit()?;
        }
        Ok(heads)
    }

    /// A stream goes on with this record; which one was before it.
    pub(super) fn advance(
        &mut self,
        connection: &Connection,
        stream: &Stream,
        seq: Seq,
    ) -> Result<Seq, JournalError> {
        if let Some(head) = self.held.get_mut(stream) {
            return Ok(std::mem::replace(head, seq));
        }
        let prior = kept(connection, stream)?;
        self.held.insert(stream.clone(), seq);
        Ok(prior)
    }

    /// Writes them down if they have become many.
    pub(super) fn limit(&mut self, connection: &Connection, last: Seq) -> Result<(), JournalError> {
        if self.held.len() <= HELD {
            return Ok(());
        }
        self.keep(connection, last)?;
        self.held.clear();
        Ok(())
    }

    /// Writes down what changed up to `last`, the last record there is.
    pub(super) fn keep(&mut self, connection: &Connection, last: Seq) -> Result<(), JournalError> {
        let changed = self.held.iter().filter(|(_, seq)| **seq > self.kept_as_of);
        let mut changed: Vec<_> = changed.collect();
        changed.sort();
        let mut keep = connection.prepare_cached(
            "INSERT INTO heads (stream, last) VALUES (?1, ?2) \
             ON CONFLICT (stream) DO UPDATE SET last = excluded.last",
        )?;
        for (stream, seq) in changed {
            keep.execute(params![stream.as_str(), seq.0 as i64])?;
        }
        connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES ('heads_as_of', ?1)",
            [last.0.to_string()],
        )?;
        self.kept_as_of = last;
        Ok(())
    }
}

/// The last record of a stream when the heads were last written down; 0 if it had none then.
pub(super) fn kept(connection: &Connection, stream: &Stream) -> Result<Seq, JournalError> {
    let mut statement = connection.prepare_cached("SELECT last FROM heads WHERE stream = ?1")?;
    let found: Option<i64> = statement
        .query_row([stream.as_str()], |row| row.get(0))
        .optional()?;
    Ok(Seq(found.unwrap_or(0) as u64))
}
