//! The durable log of everything that happened: the only truth there is. The floor can be thrown away and built again
//! from here.
//!
//! One [`Journal`] writes, one at a time, from a thread of its own; any number of readers ([`Read`]) look at what is
//! durable. A record is durable when [`Journal::append`] has returned, not when it is written. An append that fails
//! leaves the journal [stopped](JournalError::Stopped): nothing is retried, because after a failed sync nobody knows what the
//! disk holds ("Can Applications Recover from fsync Failures?", ACM Transactions on Storage 2021).
//!
//! Two of them: [`Sqlite`] keeps a file, [`Memory`] keeps nothing beyond the process (demo, tests).

mod error;
mod memory;
mod record;
mod sqlite;
mod tail;

use std::sync::Arc;

pub use error::{Damage, JournalError};
pub use memory::Memory;
pub use record::{JournalId, Record, Snapshot, Span, Stream};
pub use sqlite::Sqlite;
pub use tail::{Tail, tail};

use crate::domain::Seq;

/// How many records one read gives at most, whatever the caller asks for.
pub const READ_LIMIT: usize = 1_000;

/// How many snapshots are kept: the newest, and the one before in case the newest cannot be read.
pub const SNAPSHOTS_KEPT: usize = 2;

/// The writer's end. There is one per journal.
pub trait Journal: Send {
    /// Which journal this is: given once, when it was made.
    fn id(&self) -> &JournalId;

    /// The last durable record; 0 if there is none.
    fn last(&self) -> Seq;

    /// Makes all of these durable, or none, with one sync. They must follow on [`last`](Self::last) without a gap.
    fn append(&mut self, records: &[Record]) -> Result<(), JournalError>;

    /// Keeps a snapshot durably and forgets all but the newest [`SNAPSHOTS_KEPT`].
    fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), JournalError>;

    /// A reader of the same journal. Readers never wait for the writer, nor the writer for them.
    fn reader(&self) -> Arc<dyn Read>;
}

/// A reader's end: sees what is durable, in whole appends. Calls block on the disk.
pub trait Read: Send + Sync {
    /// The last durable record; 0 if there is none.
    fn last(&self) -> Result<Seq, JournalError>;

    /// Records after `after`, in order, at most `limit` and [`READ_LIMIT`].
    fn read(&self, after: Seq, limit: usize) -> Result<Vec<Record>, JournalError>;

    /// Records of one stream within the span, in order of their numbers, at most [`READ_LIMIT`].
    fn read_stream(&self, stream: &Stream, span: Span) -> Result<Vec<Record>, JournalError>;

    /// The kept snapshots, newest first. One that is damaged is left out; a warning is logged.
    fn snapshots(&self) -> Result<Vec<Snapshot>, JournalError>;
}

/// That records follow on `last` without a gap.
fn check_order(last: Seq, records: &[Record]) -> Result<(), JournalError> {
    let mut expected = last.next();
    for record in records {
        if record.seq != expected {
            let found = record.seq;
            return Err(JournalError::OutOfOrder { expected, found });
        }
        expected = expected.next();
    }
    Ok(())
}

#[cfg(test)]
mod tests;
