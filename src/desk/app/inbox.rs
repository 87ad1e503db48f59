//! The inbox: offers, one's own conversations, queues. The cursor follows what it points at, not a place in the list.

use std::collections::BTreeSet;

use super::composer::Draft;
use super::revision::Revision;
use crate::domain::{ConversationId, QueueId, Timestamp};

/// A part of the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Held out to you.
    Offers,
    /// Yours.
    Mine,
    /// Waiting for somebody.
    Queues,
}

/// What a row of the inbox is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// A heading; never under the cursor.
    Section(Section),
    /// An offer: [`Floor::offer`](super::Floor::offer) has it.
    Offer(ConversationId),
    /// One of yours: [`Floor::my`](super::Floor::my) has it.
    Mine(ConversationId),
    /// A queue: [`Floor::queue`](super::Floor::queue) has it.
    Queue(QueueId),
    /// A conversation that waits in an unfolded queue: its head has it.
    Waiting(QueueId, ConversationId),
    /// An unfolded queue holds more than its head shows: how many more.
    More(QueueId, u32),
}

/// The inbox.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    pub(super) rows: Vec<RowKey>,
    pub(super) cursor: Option<RowKey>,
    pub(super) unfolded: BTreeSet<QueueId>,
    pub(super) filter: Option<Draft>,
    pub(super) guard_until: Option<Timestamp>,
    /// Changes of rows, cursor or filter.
    pub revision: Revision,
}

impl Inbox {
    /// The rows from top to bottom, filtered.
    pub fn rows(&self) -> &[RowKey] {
        &self.rows
    }

    /// What is under the cursor; always one of the rows.
    pub fn cursor(&self) -> Option<&RowKey> {
        self.cursor.as_ref()
    }

    /// Where in the rows the cursor is.
    pub fn cursor_index(&self) -> Option<usize> {
        let cursor = self.cursor.as_ref()?;
        self.rows.iter().position(|row| row == cursor)
    }

    /// Whether a queue is unfolded.
    pub fn is_unfolded(&self, queue: &QueueId) -> bool {
        self.unfolded.contains(queue)
    }

    /// The filter, if one is set; it may be empty while it is being typed.
    pub fn filter(&self) -> Option<&Draft> {
        self.filter.as_ref()
    }
}
