//! Where a start begins: the newest snapshot that can be read, and the records after it.

use std::sync::Arc;

use super::{Damage, JournalError, READ_LIMIT, Read, Record, Snapshot};
use crate::domain::Seq;

/// The records after a snapshot, in pages, so that a long tail need not fit into memory.
pub struct Tail {
    reader: Arc<dyn Read>,
    after: Seq,
}

/// The newest snapshot that `parse` can read, and what comes after it. One it cannot read gives way to the one before
/// it, and if none can be read, everything is the tail.
pub fn tail<T>(
    reader: Arc<dyn Read>,
    parse: impl Fn(&Snapshot) -> Result<T, String>,
) -> Result<(Option<T>, Tail), JournalError> {
    let last = reader.last()?;
    for snapshot in reader.snapshots()? {
        if snapshot.seq > last {
            let acknowledged = snapshot.seq;
            return Err(Damage::CutShort {
                found: last,
                acknowledged,
            }
            .into());
        }
        match parse(&snapshot) {
            Ok(state) => {
                let after = snapshot.seq;
                return Ok((Some(state), Tail { reader, after }));
            }
            Err(reason) => {
                tracing::warn!(seq = %snapshot.seq, reason, "snapshot cannot be read, using an older one");
            }
        }
    }
    Ok((
        None,
        Tail {
            reader,
            after: Seq(0),
        },
    ))
}

impl Tail {
    /// The last record already taken, or the one the snapshot is true as of.
    pub fn position(&self) -> Seq {
        self.after
    }

    /// The next page; empty at the end.
    pub fn page(&mut self) -> Result<Vec<Record>, JournalError> {
        let page = self.reader.read(self.after, READ_LIMIT)?;
        if let Some(last) = page.last() {
            self.after = last.seq;
        }
        Ok(page)
    }
}
