//! The board: every queue with what waits, and who is there to take it. For supervisors.

use super::revision::Revision;
use crate::domain::{ConversationId, QueueId};
use crate::protocol::ConversationRow;

/// What the board is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// What needs action most: waiting and nobody free, then the longest wait.
    #[default]
    Need,
    /// Name.
    Name,
    /// How many wait.
    Waiting,
    /// The longest wait.
    Longest,
    /// How much of the capacity is in use.
    Load,
}

/// A queue's conversations as they were listed last.
#[derive(Clone, Debug)]
pub struct Drill {
    /// Which queue.
    pub queue: QueueId,
    /// Its conversations: the longest waiting first, then those that are somebody's.
    pub rows: Vec<ConversationRow>,
    /// How many there are in all.
    pub total: u32,
    /// Which is under the cursor; always one of the rows unless there are none.
    pub cursor: Option<ConversationId>,
    /// Whether the first answer is still to come.
    pub loading: bool,
}

/// The board.
#[derive(Clone, Debug, Default)]
pub struct Board {
    pub(super) rows: Vec<QueueId>,
    pub(super) cursor: Option<QueueId>,
    pub(super) drill: Option<Drill>,
    /// What it is sorted by.
    pub sort: SortBy,
    /// Whether the order is turned round.
    pub reversed: bool,
    /// Whether a conversation opened from here takes the place of the table.
    pub reading: bool,
    /// Changes of any of these.
    pub revision: Revision,
}

impl Board {
    /// The queues in the order shown: [`Floor::queue`](super::Floor::queue) has each.
    pub fn rows(&self) -> &[QueueId] {
        &self.rows
    }

    /// Which queue is under the cursor; always one of the rows unless there are none.
    pub fn cursor(&self) -> Option<&QueueId> {
        self.cursor.as_ref()
    }

    /// The listing of one queue, if one is opened.
    pub fn drill(&self) -> Option<&Drill> {
        self.drill.as_ref()
    }
}
