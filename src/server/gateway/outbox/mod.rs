//! What waits to be written to one socket: bounded, so that a desk that does not read costs a megabyte and no more.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::Notify;

use crate::domain::Seq;

/// How many notices may wait for one socket.
const MAX_ITEMS: usize = 4096;

/// How many bytes of notices may wait for one socket.
const MAX_BYTES: usize = 1 << 20;

/// Something to write.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// A notice of the log.
    Update(Seq, Utf8Bytes),
    /// A notice about the present moment.
    Present(Utf8Bytes),
    /// The lease of the person has run out, says this record.
    Lost(Seq),
}

/// Why a connection ends from our side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// It does not read as fast as things happen.
    TooSlow,
    /// The backend stops.
    Draining,
    /// What the person may see has changed, or they are no longer known.
    Changed(&'static str),
}

/// The queue of one socket.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    queue: Mutex<Queue>,
    stirred: Notify,
}

#[derive(Debug, Default)]
struct Queue {
    items: VecDeque<Item>,
    bytes: usize,
    /// The queues as they are now: only the newest is worth sending.
    floor: Option<Utf8Bytes>,
    ending: Option<Ending>,
}

impl Outbox {
    /// Puts something at the end. When there is no room, everything is thrown away and the connection ends: the desk
    /// resumes from what it has seen.
    pub(super) fn push(&self, item: Item) {
        let mut queue = self.lock();
        if queue.ending.is_some() {
            return;
        }
        queue.bytes += item.len();
        queue.items.push_back(item);
        if queue.items.len() > MAX_ITEMS || queue.bytes > MAX_BYTES {
            *queue = Queue {
                ending: Some(Ending::TooSlow),
                ..Queue::default()
            };
        }
        self.stirred.notify_one();
    }

    /// Sets the newest view of the queues; one that has not been written yet is replaced.
    pub(super) fn set_floor(&self, text: Utf8Bytes) {
        let mut queue = self.lock();
        if queue.ending.is_none() {
            queue.floor = Some(text);
            self.stirred.notify_one();
        }
    }

    /// Ends the connection once what waits is written. The first reason counts.
    pub(super) fn end(&self, why: Ending) {
        self.lock().ending.get_or_insert(why);
        self.stirred.notify_one();
    }

    /// The next thing to write, or why there will be none.
    pub(super) async fn next(&self) -> Result<Item, Ending> {
        loop {
            if let Some(next) = self.take() {
                return next;
            }
            self.stirred.notified().await;
        }
    }

    /// The next thing to write, if it is there already.
    pub(super) fn next_now(&self) -> Option<Item> {
        self.lock().pop()
    }

    /// Comes back when waiting for a slow write has become pointless.
    pub(super) async fn overflown(&self) {
        while self.lock().ending != Some(Ending::TooSlow) {
            self.stirred.notified().await;
        }
    }

    fn take(&self) -> Option<Result<Item, Ending>> {
        let mut queue = self.lock();
        let item = queue.pop();
        item.map(Ok).or_else(|| queue.ending.clone().map(Err))
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn pop(&mut self) -> Option<Item> {
        if let Some(item) = self.items.pop_front() {
            self.bytes -= item.len();
            return Some(item);
        }
        if self.items.capacity() > 64 {
            self.items = VecDeque::new();
        }
        self.floor.take().map(Item::Present)
    }
}

impl Item {
    fn len(&self) -> usize {
        match self {
            Self::Update(_, text) | Self::Present(text) => text.len(),
            Self::Lost(_) => 0,
        }
    }
}
