//! What one may do in a conversation.

use super::Access;
use crate::desk::app::State;
use crate::domain::{ConversationId, ConversationState};

impl State {
    /// What you may do in a conversation, and why not more. One this desk knows nothing of counts as over.
    pub fn access(&self, id: &ConversationId) -> Access {
        let held = self.conversations.get(id).map(|held| &held.row);
        let Some(row) = self.floor.my(id).or(held).or_else(|| self.floor.row(id)) else {
            return Access::Closed;
        };
        match (&row.owner, row.state) {
            (_, ConversationState::Closed) => Access::Closed,
            (Some(owner), state) if Some(owner) == self.floor.your_id() => match state {
                ConversationState::WrapUp => Access::WrapUp,
                _ => Access::Write,
            },
            (Some(owner), _) => Access::OwnedBy(owner.clone()),
            (None, _) if self.floor.offer(id).is_some() => Access::Offered,
            (None, _) => Access::Queued,
        }
    }
}
