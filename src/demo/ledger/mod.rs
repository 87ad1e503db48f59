//! What each client wrote down, and the comparison of it all at the end.
//!
//! Nothing here comes from the backend's counters. Every text that a scripted client sends in a headless run ends in a mark
//! of its own, so that it is recognised wherever it turns up, by what was said and not by the id the backend gave it.

mod audit;
mod mark;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use audit::{Audit, audit};
pub use mark::Mark;

use crate::domain::{AgentId, ConversationId, Epoch};

/// On which side a client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The customer's.
    Customer,
    /// The agents'.
    Agent,
}

/// Something a client said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// In which conversation.
    pub conversation: ConversationId,
    /// What.
    pub mark: Mark,
    /// Under which assignment, for an agent.
    pub epoch: Option<Epoch>,
    /// Whether the backend acknowledged it.
    pub acknowledged: bool,
}

/// What a client saw of one conversation over some time, in the order in which it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The marks of everything that came, in order.
    pub marks: Vec<Mark>,
    /// Whether it was read to the end, after everything had come to rest.
    pub whole: bool,
}

/// What one client wrote down.
#[derive(Clone, Debug)]
pub struct Log {
    /// Which side it is on.
    pub side: Side,
    /// What it said, in order.
    pub sent: Vec<Sent>,
    /// What it saw. An agent who gets a conversation twice has two views of it.
    pub views: Vec<(ConversationId, View)>,
    /// The assignments it was given.
    pub taken: Vec<(ConversationId, Epoch, AgentId)>,
    /// What else it counted.
    pub counts: Counts,
}

/// Things a client counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Handoffs that were taken in.
    pub handoffs: u32,
    /// Offers that came.
    pub offered: u32,
    /// Offers that were accepted.
    pub accepted: u32,
    /// Offers that were declined.
    pub declined: u32,
    /// Offers that ran out.
    pub timed_out: u32,
    /// Customers who left before anybody had accepted.
    pub abandoned: u32,
    /// Findings by rule.
    pub flags: BTreeMap<String, u32>,
}

impl Log {
    /// An empty log.
    pub fn new(side: Side) -> Self {
        Self {
            side,
            sent: Vec::new(),
            views: Vec::new(),
            taken: Vec::new(),
            counts: Counts::default(),
        }
    }
}

impl Counts {
    /// Both together.
    pub fn add(&mut self, other: &Self) {
        self.handoffs += other.handoffs;
        self.offered += other.offered;
        self.accepted += other.accepted;
        self.declined += other.declined;
        self.timed_out += other.timed_out;
        self.abandoned += other.abandoned;
        for (rule, count) in &other.flags {
            *self.flags.entry(rule.clone()).or_default() += count;
        }
    }
}
