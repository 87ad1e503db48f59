//! Journals that stand in for the real ones.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use crate::domain::Seq;
use crate::server::journal::{Journal, JournalError, JournalId, Memory, Read, Record, Snapshot};

/// A journal whose appends wait to be let through.
pub struct Gated {
    inner: Memory,
    came: Sender<usize>,
    pass: Receiver<()>,
}

/// The other side of the gate.
pub struct Gate {
    came: Receiver<usize>,
    pass: Sender<()>,
}

impl Gated {
    pub fn new() -> (Self, Gate) {
        let (came, arrivals) = channel();
        let (open, pass) = channel();
        let inner = Memory::new();
        (
            Self { inner, came, pass },
            Gate {
                came: arrivals,
                pass: open,
            },
        )
    }
}

impl Gate {
    /// Waits until an append stands before the gate; of how many records.
    pub fn arrival(&self) -> usize {
        self.came.recv().unwrap()
    }

    /// Lets one append through.
    pub fn open(&self) {
        self.pass.send(()).unwrap();
    }
}

impl Journal for Gated {
    fn id(&self) -> &JournalId {
        self.inner.id()
    }

    fn last(&self) -> Seq {
        Journal::last(&self.inner)
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        self.came.send(records.len()).unwrap();
        // A gate that is gone stands open.
        let _ = self.pass.recv();
        self.inner.append(records)
    }

    fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), JournalError> {
        self.inner.keep_snapshot(snapshot)
    }

    fn reader(&self) -> Arc<dyn Read> {
        self.inner.reader()
    }
}

/// When a journal fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// At the n-th append, nothing of which is kept: a disk that is full.
    Append(usize),
    /// At the n-th append, which is kept all the same: a sync that failed after the write.
    Sync(usize),
    /// At the n-th snapshot.
    Snapshot(usize),
}

/// A journal that fails once, and notes every attempt to use it after that.
pub struct Failing {
    pub inner: Memory,
    fault: Fault,
    appends: usize,
    snapshots: usize,
    failed: bool,
    pub used_after: Arc<Mutex<usize>>,
}

impl Failing {
    pub fn new(fault: Fault) -> Self {
        Self {
            inner: Memory::new(),
            fault,
            appends: 0,
            snapshots: 0,
            failed: false,
            used_after: Arc::default(),
        }
    }

    fn check(&mut self, fails: bool) -> Result<(), JournalError> {
        if self.failed {
            *self.used_after.lock().unwrap() += 1;
        }
        self.failed |= fails;
        if fails {
            Err(JournalError::Stopped)
        } else {
            Ok(())
        }
    }
}

impl Journal for Failing {
    fn id(&self) -> &JournalId {
        self.inner.id()
    }

    fn last(&self) -> Seq {
        Journal::last(&self.inner)
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        self.appends += 1;
        self.check(self.fault == Fault::Append(self.appends))?;
        self.inner.append(records)?;
        self.check(self.fault == Fault::Sync(self.appends))
    }

    fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), JournalError> {
        self.snapshots += 1;
        self.check(self.fault == Fault::Snapshot(self.snapshots))?;
        self.inner.keep_snapshot(snapshot)
    }

    fn reader(&self) -> Arc<dyn Read> {
        self.inner.reader()
    }
}

/// A journal whose readers count what they give.
pub struct Counting {
    pub inner: Memory,
    pub read: Arc<Mutex<usize>>,
}

struct CountingReader(Arc<dyn Read>, Arc<Mutex<usize>>);

impl Journal for Counting {
    fn id(&self) -> &JournalId {
        self.inner.id()
    }

    fn last(&self) -> Seq {
        Journal::last(&self.inner)
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        self.inner.append(records)
    }

    fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), JournalError> {
        self.inner.keep_snapshot(snapshot)
    }

    fn reader(&self) -> Arc<dyn Read> {
        Arc::new(CountingReader(self.inner.reader(), self.read.clone()))
    }
}

impl Read for CountingReader {
    fn last(&self) -> Result<Seq, JournalError> {
        self.0.last()
    }

    fn read(&self, after: Seq, limit: usize) -> Result<Vec<Record>, JournalError> {
        let found = self.0.read(after, limit)?;
        *self.1.lock().unwrap() += found.len();
        Ok(found)
    }

    fn read_stream(
        &self,
        stream: &crate::server::journal::Stream,
        span: crate::server::journal::Span,
    ) -> Result<Vec<Record>, JournalError> {
        self.0.read_stream(stream, span)
    }

    fn snapshots(&self) -> Result<Vec<Snapshot>, JournalError> {
        self.0.snapshots()
    }
}
