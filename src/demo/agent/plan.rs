//! What a scripted agent is about to do.

use tokio::time::Instant;

use crate::domain::{ConversationId, OfferNumber};

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Takes an offer.
    Accept(ConversationId, OfferNumber),
    /// Declines one.
    Decline(ConversationId, OfferNumber),
    /// Says the next line.
    Say(ConversationId),
    /// Gives the conversation back to its queue.
    GiveBack(ConversationId),
    /// Ends it.
    End(ConversationId),
    /// Closes it after wrap-up.
    Close(ConversationId),
    /// Loses the connection for a moment.
    DropSocket,
}

impl Deed {
    fn conversation(&self) -> Option<&ConversationId> {
        match self {
            Self::Accept(id, _)
            | Self::Decline(id, _)
            | Self::Say(id)
            | Self::GiveBack(id)
            | Self::End(id)
            | Self::Close(id) => Some(id),
            Self::DropSocket => None,
        }
    }
}

/// Deeds and when they are due.
#[derive(Debug, Default)]
pub struct Plan(Vec<(Instant, Deed)>);

impl Plan {
    /// Adds one.
    pub fn put(&mut self, at: Instant, deed: Deed) {
        self.0.push((at, deed));
    }

    /// When the next one is due.
    pub fn due(&self) -> Option<Instant> {
        self.0.iter().map(|(at, _)| *at).min()
    }

    /// The next one.
    pub fn next(&mut self) -> Option<Deed> {
        let due = self.due()?;
        let index = self.0.iter().position(|(at, _)| *at == due)?;
        Some(self.0.remove(index).1)
    }

    /// Whether something will be said in a conversation anyway.
    pub fn speaks(&self, id: &ConversationId) -> bool {
        self.0
            .iter()
            .any(|(_, deed)| matches!(deed, Deed::Say(of) if of == id))
    }

    /// Drops everything about a conversation.
    pub fn forget(&mut self, id: &ConversationId) {
        self.0.retain(|(_, deed)| deed.conversation() != Some(id));
    }
}
