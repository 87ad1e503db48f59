//! The last notices that were published, for desks that were cut and take up again where they were.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use axum::extract::ws::Utf8Bytes;

use super::published::Published;
use crate::domain::{AgentId, Seq};

/// A bounded memory of notices: whoever saw a record within it can be given exactly what came after.
#[derive(Debug)]
pub(super) struct Ring {
    /// Everything after this record is in here.
    from: Seq,
    /// Everything up to this record has been delivered.
    up_to: Seq,
    entries: VecDeque<Entry>,
    bytes: usize,
    limits: RingLimits,
}

/// How much a ring keeps.
#[derive(Clone, Copy, Debug)]
pub struct RingLimits {
    /// Records.
    pub entries: usize,
    /// Bytes of notices.
    pub bytes: usize,
}

impl Default for RingLimits {
    /// A few minutes of a busy floor: 16,384 records, 16 MiB.
    fn default() -> Self {
        Self {
            entries: 16_384,
            bytes: 16 << 20,
        }
    }
}

#[derive(Debug)]
struct Entry {
    seq: Seq,
    to: Box<[(AgentId, Utf8Bytes)]>,
    bytes: usize,
}

impl Ring {
    /// An empty ring of a backend whose journal stands at `start`.
    pub(super) fn new(start: Seq, limits: RingLimits) -> Self {
        Self {
            from: start,
            up_to: start,
            entries: VecDeque::new(),
            bytes: 0,
            limits,
        }
    }

    /// Keeps the notices of a record; the oldest give way.
    pub(super) fn keep(&mut self, published: &Published) {
        if published.to.is_empty() {
            return;
        }
        let bytes = published.kept_bytes();
        self.bytes += bytes;
        self.entries.push_back(Entry {
            seq: published.seq,
            to: published.to.clone().into_boxed_slice(),
            bytes,
        });
        while self.entries.len() > self.limits.entries || self.bytes > self.limits.bytes {
            let Some(oldest) = self.entries.pop_front() else {
                break;
            };
            self.bytes -= oldest.bytes;
            self.from = oldest.seq;
        }
    }

    /// Everything up to `seq` has been delivered.
    pub(super) fn advance(&mut self, seq: Seq) {
        self.up_to = self.up_to.max(seq);
    }

    /// What `user` has missed since `after`, in order; `None` if that is too long ago, or in a future we do not know.
    pub(super) fn since(&self, user: &AgentId, after: Seq) -> Option<Vec<Utf8Bytes>> {
        if after < self.from || after > self.up_to {
            return None;
        }
        let first = self.entries.partition_point(|entry| entry.seq <= after);
        let missed = self.entries.range(first..);
        let own = missed.flat_map(|entry| entry.to.iter().filter(|(to, _)| to == user));
        Some(own.map(|(_, text)| text.clone()).collect())
    }
}
