//! Everything has a reason: one sentence for a conversation that waits, one for an agent who gets no work.
//!
//! Names are as the administrator gave them, unsanitised. Times are relative to the `now` that is handed in, or UTC.

mod agent;
mod conversation;
mod words;

use super::floor::Floor;
use crate::domain::{AgentId, ConversationId, QueueId, Timestamp};

impl Floor {
    /// Why a conversation is where it is, in one sentence; none if the floor does not know it.
    pub fn why_conversation(&self, id: &ConversationId, now: Timestamp) -> Option<String> {
        let live = self.conversation(id)?;
        Some(conversation::why(self, live, now))
    }

    /// Why an agent gets no work, or what they are given, in one sentence; none if there is no such agent.
    pub fn why_agent(&self, id: &AgentId) -> Option<String> {
        let view = self.agent(id)?;
        Some(agent::why(self, &view))
    }

    /// A person's name for people.
    fn name_of(&self, id: &AgentId) -> String {
        self.agent(id)
            .map_or_else(|| id.to_string(), |view| view.seat.agent.name.clone())
    }

    /// A queue's name for people.
    fn queue_name(&self, id: &QueueId) -> String {
        self.queue(id)
            .map_or_else(|| id.to_string(), |queue| queue.name.clone())
    }
}
