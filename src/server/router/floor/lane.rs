//! What the floor knows of one queue at a glance: who stands in line, who could take somebody.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::live::Live;
use crate::domain::{AgentId, ConversationId, Timestamp};

/// A place in the line of a queue. Longest waiting first; of two who came in the same instant, the earlier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Since when the customer waits.
    pub since: Timestamp,
    /// Order of arrival on the floor; no two are equal.
    pub arrival: u64,
    /// Which conversation.
    pub conversation: ConversationId,
}

impl Place {
    /// The place of a conversation that waits.
    pub fn of(live: &Live) -> Self {
        Self {
            since: live.waiting_since,
            arrival: live.arrival,
            conversation: live.id.clone(),
        }
    }
}

/// Somebody who can take work now, in the order in which they are asked: most free slots, then longest without work, then by
/// name so that the order is always the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Free slots, most first.
    pub free: Reverse<u32>,
    /// When they were last given work.
    pub given_at: Timestamp,
    /// Who.
    pub agent: AgentId,
}

/// The index of one queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// Everybody who waits for a person, offered or not.
    pub line: BTreeSet<Place>,
    /// Those of them who are not offered to anybody.
    pub open: BTreeSet<Place>,
    /// Owned, active or in wrap-up.
    pub held: BTreeSet<ConversationId>,
    /// Set aside.
    pub aside: BTreeSet<ConversationId>,
    /// Members who can take work now.
    pub ready: BTreeSet<Candidate>,
}
