//! What lies between driver and writer: one batch that grows while the writer syncs the one before. However many wait, one
//! sync carries them all; when too much waits, the driver does.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::request::Release;
use crate::domain::Seq;
use crate::server::journal::{Record, Snapshot};

/// Past this many records in waiting, or this many bytes of them, the driver takes no further request.
const MAX_RECORDS: usize = 4_096;
const MAX_BYTES: usize = 8 << 20;

/// What goes to the writer together.
pub(super) struct Batch<P> {
    /// To be made durable.
    pub records: Vec<Record>,
    /// To be called when they are.
    pub releases: Vec<Release>,
    /// To be handed on then.
    pub published: Vec<P>,
    /// The last record everything in here may tell of.
    pub up_to: Seq,
    /// To be kept when the records are durable.
    pub snapshot: Option<Snapshot>,
    bytes: usize,
}

impl<P> Default for Batch<P> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            releases: Vec::new(),
            published: Vec::new(),
            up_to: Seq(0),
            snapshot: None,
            bytes: 0,
        }
    }
}

impl<P> Batch<P> {
    /// Adds a record.
    pub fn push(&mut self, record: Record) {
        self.bytes += record.body.len();
        self.up_to = record.seq;
        self.records.push(record);
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.releases.is_empty() && self.snapshot.is_none()
    }

    /// Whether no more should be added.
    pub fn is_full(&self) -> bool {
        self.records.len() >= MAX_RECORDS
            || self.releases.len() >= MAX_RECORDS
            || self.bytes >= MAX_BYTES
    }

    fn add(&mut self, mut later: Self) {
        self.records.append(&mut later.records);
        self.releases.append(&mut later.releases);
        self.published.append(&mut later.published);
        self.up_to = self.up_to.max(later.up_to);
        self.snapshot = later.snapshot.or(self.snapshot.take());
        self.bytes += later.bytes;
    }
}

struct Shared<P> {
    waiting: Mutex<Waiting<P>>,
    filled: Condvar,
    taken: Notify,
}

struct Waiting<P> {
    batch: Batch<P>,
    end: Option<End>,
    writer_gone: bool,
}

/// How the driver's end was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Everything was handed over.
    Finished,
    /// The driver gave up or broke down.
    Aborted,
}

/// The driver's end.
pub(super) struct Feed<P>(Arc<Shared<P>>);

/// The writer's end.
pub(super) struct Intake<P>(Arc<Shared<P>>);

/// Both ends.
pub(super) fn feed<P>() -> (Feed<P>, Intake<P>) {
    let shared = Arc::new(Shared {
        waiting: Mutex::new(Waiting {
            batch: Batch::default(),
            end: None,
            writer_gone: false,
        }),
        filled: Condvar::new(),
        taken: Notify::new(),
    });
    (Feed(shared.clone()), Intake(shared))
}

impl<P> Shared<P> {
    fn waiting(&self) -> MutexGuard<'_, Waiting<P>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P> Feed<P> {
    /// Hands a batch to the writer. `false` if there is no writer any more; the batch is dropped then.
    pub fn put(&self, batch: Batch<P>) -> bool {
        let mut waiting = self.0.waiting();
        if waiting.writer_gone {
            return false;
        }
        waiting.batch.add(batch);
        self.0.filled.notify_one();
        true
    }

    /// Waits until more may be handed over. `false` if there is no writer any more.
    pub async fn room(&self) -> bool {
        loop {
            let taken = self.0.taken.notified();
            {
                let waiting = self.0.waiting();
                if waiting.writer_gone {
                    return false;
                }
                if !waiting.batch.is_full() {
                    return true;
                }
            }
            taken.await;
        }
    }

    /// Waits until there is no writer any more.
    pub async fn writer_gone(&self) {
        loop {
            let taken = self.0.taken.notified();
            if self.0.waiting().writer_gone {
                return;
            }
            taken.await;
        }
    }

    /// Nothing more will come, and that is as it should be.
    pub fn finish(&self) {
        self.close(End::Finished);
    }

    fn close(&self, how: End) {
        self.0.waiting().end.get_or_insert(how);
        self.0.filled.notify_one();
    }
}

impl<P> Drop for Feed<P> {
    fn drop(&mut self) {
        self.close(End::Aborted);
    }
}

impl<P> Intake<P> {
    /// Takes everything that waits; blocks until there is something. The driver's end, once all is taken.
    pub fn take(&self) -> Result<Batch<P>, End> {
        let mut waiting = self.0.waiting();
        loop {
            if !waiting.batch.is_empty() {
                let batch = std::mem::take(&mut waiting.batch);
                self.0.taken.notify_waiters();
                return Ok(batch);
            }
            if let Some(end) = waiting.end {
                return Err(end);
            }
            waiting = self
                .0
                .filled
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<P> Drop for Intake<P> {
    /// What still waits is dropped outside the lock: its callers learn that the hub has stopped.
    fn drop(&mut self) {
        let mut waiting = self.0.waiting();
        waiting.writer_gone = true;
        let batch = std::mem::take(&mut waiting.batch);
        drop(waiting);
        self.0.taken.notify_waiters();
        drop(batch);
    }
}
