//! What one may do in a conversation, and why not more.

use crate::content::sanitize;
use crate::desk::app::State;
use crate::domain::{AgentId, ConversationId, ConversationState};

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
    /// It is offered to somebody else: only read.
    OfferedTo(AgentId),
    /// It is somebody else's: only read.
    OwnedBy(AgentId),
    /// It was set aside: only read, or take it up again.
    SetAside,
    /// It is over.
    Closed,
}

impl Access {
    /// The banner over a conversation in which one cannot write.
    pub fn sentence(&self) -> String {
        match self {
            Self::Write => String::new(),
            Self::WrapUp => "wrap-up: the conversation has ended".to_owned(),
            Self::Offered => "offered to you".to_owned(),
            Self::Queued => "read only: it waits in its queue".to_owned(),
            Self::OfferedTo(agent) => {
                format!(
                    "read only: offered to {}",
                    sanitize::excerpt(agent.as_str(), 40)
                )
            }
            Self::OwnedBy(agent) => {
                format!("read only: with {}", sanitize::excerpt(agent.as_str(), 40))
            }
            Self::SetAside => "read only: it was set aside".to_owned(),
            Self::Closed => "closed".to_owned(),
        }
    }

    /// What one can do instead.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Write | Self::OwnedBy(_) | Self::OfferedTo(_) | Self::Closed => "",
            Self::WrapUp => "close it when your notes are done",
            Self::Offered => "accept it to answer",
            Self::Queued | Self::SetAside => "pick it to answer",
        }
    }
}

impl State {
    /// What you may do in a conversation, and why not more. One this desk knows nothing of counts as over.
    pub fn access(&self, id: &ConversationId) -> Access {
        let held = self.conversations.get(id).map(|held| &held.row);
        let Some(row) = self.floor.my(id).or(held).or_else(|| self.floor.row(id)) else {
            return Access::Closed;
        };
        let yours = row.owner.is_some() && row.owner.as_ref() == self.floor.your_id();
        match (row.state, &row.owner) {
            (ConversationState::Closed, _) => Access::Closed,
            (ConversationState::WrapUp, Some(_)) if yours => Access::WrapUp,
            (ConversationState::Active, Some(_)) if yours => Access::Write,
            (ConversationState::Waiting, _) => Access::SetAside,
            (_, Some(owner)) => Access::OwnedBy(owner.clone()),
            (_, None) if self.floor.offer(id).is_some() => Access::Offered,
            (_, None) => match &row.offered_to {
                Some(agent) => Access::OfferedTo(agent.clone()),
                None => Access::Queued,
            },
        }
    }
}
