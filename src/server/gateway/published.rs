//! What one record of the journal means to whom, encoded once for everybody who gets it.

use std::collections::BTreeSet;

use axum::extract::ws::Utf8Bytes;

use crate::domain::{AgentId, ConversationId, QueueId, Role, Seq};

/// One record, ready for the sockets. Made when the record is applied, delivered when it is durable.
#[derive(Clone, Debug)]
pub struct Published {
    /// The record.
    pub(super) seq: Seq,
    /// The notice of each person it concerns by name; at most one a person.
    pub(super) to: Vec<(AgentId, Utf8Bytes)>,
    /// The notice of those who follow the conversation and are not in `to`.
    pub(super) followers: Option<Utf8Bytes>,
    /// The conversation it belongs to: adapters that watch it are stirred.
    pub(super) conversation: Option<ConversationId>,
    /// Whether the queues may look different now.
    pub(super) floor: bool,
    /// What it does to connections.
    pub(super) control: Option<Control>,
}

impl Published {
    /// A record that nobody is told of yet.
    pub(super) fn new(seq: Seq) -> Self {
        Self {
            seq,
            to: Vec::new(),
            followers: None,
            conversation: None,
            floor: false,
            control: None,
        }
    }

    /// Bytes of the notices that are kept for resuming.
    pub(super) fn kept_bytes(&self) -> usize {
        self.to.iter().map(|(_, text)| text.len()).sum()
    }
}

/// A change of the floor that connections must obey.
#[derive(Clone, Debug)]
pub(super) enum Control {
    /// This agent's lease has run out: desks that still believe in it sign in again.
    Lost(AgentId),
    /// Only these people may follow the conversations of a queue, besides supervisors.
    Members(QueueId, BTreeSet<AgentId>),
    /// This person has this role.
    Role(AgentId, Role),
}
