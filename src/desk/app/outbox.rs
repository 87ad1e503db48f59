//! What was sent and is not acknowledged yet: visible, in order, each exactly once.

use super::revision::Revision;
use crate::domain::{ConversationId, Epoch, MessageId, MessageKey, Timestamp};

/// How a message that was sent stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It waits for the connection, or for the one before it.
    Queued,
    /// It is on its way.
    Sending,
    /// It is durable; it is shown from here until it comes back as a message.
    Acknowledged(MessageId),
    /// The backend would not take it.
    Refused {
        /// Why; sanitised.
        reason: String,
        /// What to do; sanitised.
        hint: String,
    },
}

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it belongs; never changes.
    pub conversation: ConversationId,
    /// The assignment it was written under.
    pub epoch: Epoch,
    /// Its key: the same in every attempt.
    pub key: MessageKey,
    /// What it says.
    pub text: String,
    /// When it was sent, by this machine's clock.
    pub at: Timestamp,
    /// How it stands.
    pub delivery: Delivery,
}

/// The outbox.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    pub(super) items: Vec<Item>,
    /// Changes of any of them.
    pub revision: Revision,
}

impl Outbox {
    /// Everything not settled, in the order sent.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// What of it belongs to a conversation: drawn below its log.
    pub fn of<'a>(&'a self, conversation: &'a ConversationId) -> impl Iterator<Item = &'a Item> {
        self.items
            .iter()
            .filter(move |item| item.conversation == *conversation)
    }
}
