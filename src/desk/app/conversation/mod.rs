//! Conversations as this desk holds them: the log, what is read of it, what the bot handed over.

mod access;
mod log;
mod scroll;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use log::{Entry, Log};
pub use scroll::{Anchor, Scroll};

use super::revision::Revision;
use super::talk::Conclusion;
use crate::domain::{AgentId, Author, ConversationId, Handoff, MessageId, Timestamp};
use crate::protocol::ConversationRow;

/// How much of a conversation is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Load {
    /// Only its row.
    #[default]
    Row,
    /// Asked for.
    Loading,
    /// All that was said lately, and everything new.
    Whole,
    /// It was whole before the connection broke and may have a hole now.
    Stale,
}

/// What one may do in a conversation, and why not more.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// It is yours: write.
    Write,
    /// It is yours and in wrap-up: close it.
    WrapUp,
    /// It is offered to you: accept it first.
    Offered,
    /// It waits in a queue: only read, or pick it.
    Queued,
    /// It is somebody else's: only read.
    OwnedBy(AgentId),
    /// It is over.
    Closed,
}

/// One conversation.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Its row as last told.
    pub row: ConversationRow,
    /// How much of it is here.
    pub load: Load,
    /// What the bot handed over; its transcript is in the log.
    pub handoff: Option<Arc<Handoff>>,
    /// When it was handed over.
    pub handed_over_at: Option<Timestamp>,
    /// What was said.
    pub log: Log,
    /// What of it is on the screen.
    pub scroll: Scroll,
    /// What the customer said that was not on the screen yet: how much, and from where on.
    pub unread: Unread,
    /// Who types, and until when that is believed, by this machine's clock.
    pub typing: Vec<(Author, Timestamp)>,
    /// What you have asked for that is not answered yet.
    pub concluding: Option<Conclusion>,
    /// Changes of anything here.
    pub revision: Revision,
}

/// What was not read yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// How many messages of the customer.
    pub count: u32,
    /// The first of them: a line is drawn above it. Stays while the conversation is shown.
    pub first: Option<MessageId>,
}

/// The conversations this desk holds.
#[derive(Clone, Debug, Default)]
pub struct Conversations {
    held: BTreeMap<ConversationId, Conversation>,
    shown: Option<ConversationId>,
    /// Changes of which one is shown, and of what is unread in any.
    pub revision: Revision,
}

impl Conversations {
    /// A conversation.
    pub fn get(&self, id: &ConversationId) -> Option<&Conversation> {
        self.held.get(id)
    }

    /// Which one is shown.
    pub fn shown_id(&self) -> Option<&ConversationId> {
        self.shown.as_ref()
    }

    /// The one shown.
    pub fn shown(&self) -> Option<&Conversation> {
        self.held.get(self.shown.as_ref()?)
    }

    /// How many messages of the customer are unread there.
    pub fn unread(&self, id: &ConversationId) -> u32 {
        self.held.get(id).map_or(0, |held| held.unread.count)
    }
}
