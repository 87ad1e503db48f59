//! A journal that lives as long as the process: for the demo and for tests. Same contract, no disk.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Journal, JournalError, JournalId, READ_LIMIT, Read, Record, SNAPSHOTS_KEPT};
use super::{Snapshot, Span, Stream};
use crate::domain::Seq;

/// A journal in memory. A clone is another handle on the same records.
#[derive(Clone)]
pub struct Memory {
    id: JournalId,
    store: Arc<Mutex<Store>>,
}

#[derive(Default)]
struct Store {
    records: Vec<Record>,
    streams: HashMap<Stream, Vec<Seq>>,
    /// Newest last.
    snapshots: Vec<Snapshot>,
}

impl Memory {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            id: JournalId::random(),
            store: Arc::default(),
        }
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl Journal for Memory {
    fn id(&self) -> &JournalId {
        &self.id
    }

    fn last(&self) -> Seq {
        self.store().last()
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        let mut store = self.store();
        super::check_order(store.last(), records)?;
        for record in records {
            let stream = store.streams.entry(record.stream.clone()).or_default();
            stream.push(record.seq);
            store.records.push(record.clone());
        }
        Ok(())
    }

    fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), JournalError> {
        let mut store = self.store();
        store.snapshots.retain(|kept| kept.seq != snapshot.seq);
        store.snapshots.push(snapshot.clone());
        let surplus = store.snapshots.len().saturating_sub(SNAPSHOTS_KEPT);
        store.snapshots.drain(..surplus);
        Ok(())
    }

    fn reader(&self) -> Arc<dyn Read> {
        Arc::new(self.clone())
    }
}

impl Read for Memory {
    fn last(&self) -> Result<Seq, JournalError> {
        Ok(self.store().last())
    }

    fn read(&self, after: Seq, limit: usize) -> Result<Vec<Record>, JournalError> {
        let store = self.store();
        let from = store.records.partition_point(|record| record.seq <= after);
        let records = store.records.iter().skip(from);
        Ok(records.take(limit.min(READ_LIMIT)).cloned().collect())
    }

    fn read_stream(&self, stream: &Stream, span: Span) -> Result<Vec<Record>, JournalError> {
        let store = self.store();
        let Some(numbers) = store.streams.get(stream) else {
            return Ok(Vec::new());
        };
        let (skip, take) = match span {
            Span::After(after, limit) => (
                numbers.partition_point(|seq| *seq <= after),
                limit.min(READ_LIMIT),
            ),
            Span::Before(before, limit) => {
                let end = numbers.partition_point(|seq| *seq < before);
                let take = limit.min(READ_LIMIT).min(end);
                (end - take, take)
            }
        };
        let numbers = numbers.iter().skip(skip).take(take);
        Ok(numbers.filter_map(|seq| store.record(*seq)).collect())
    }

    fn snapshots(&self) -> Result<Vec<Snapshot>, JournalError> {
        Ok(self.store().snapshots.iter().rev().cloned().collect())
    }
}

impl Store {
    fn last(&self) -> Seq {
        self.records.last().map_or(Seq(0), |record| record.seq)
    }

    /// Numbers have no gaps, so a record's place follows from its number.
    fn record(&self, seq: Seq) -> Option<Record> {
        let place = usize::try_from(seq.0.checked_sub(1)?).ok()?;
        self.records.get(place).cloned()
    }
}
