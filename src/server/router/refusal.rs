//! Why a command is not carried out: a stable code, a sentence, what to do, and who owns the conversation.

use std::fmt;

use crate::domain::{AgentId, ConversationId, Epoch};
use crate::protocol::ErrorCode;

/// A refusal. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The stable code.
    pub code: ErrorCode,
    /// One sentence for a person.
    pub message: String,
    /// What to do now.
    pub hint: String,
    /// Who owns the conversation, where that is the point.
    pub owner: Option<AgentId>,
    /// The present assignment, where that is the point.
    pub epoch: Option<Epoch>,
}

impl Refusal {
    /// A refusal that is not about an owner.
    pub fn new(code: ErrorCode, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: hint.into(),
            owner: None,
            epoch: None,
        }
    }

    /// The same, naming owner and assignment.
    #[must_use]
    pub fn owned(mut self, owner: Option<&AgentId>, epoch: Epoch) -> Self {
        self.owner = owner.cloned();
        self.epoch = Some(epoch);
        self
    }

    /// No such conversation, or one closed so long ago that the floor has forgotten it.
    pub(super) fn no_conversation(id: &ConversationId) -> Self {
        Self::new(
            ErrorCode::NotFound,
            format!("There is no open conversation {id}."),
            "It may have been closed; the queues show what is open.",
        )
    }

    /// No such person.
    pub(super) fn no_agent(id: &AgentId) -> Self {
        Self::new(
            ErrorCode::NotFound,
            format!("Nobody is called {id} here."),
            "An administrator adds people with `deskhand user add`.",
        )
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.message, self.hint)
    }
}

impl std::error::Error for Refusal {}
