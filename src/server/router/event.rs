//! What happened on the floor. Events are facts: they are written to the journal, and applying them in order gives the floor.

use serde::{Deserialize, Serialize};

use crate::activity::Activity;
use crate::domain::{
    Agent, AgentId, AuthorKind, CloseReason, ConversationId, Epoch, Handoff, MessageKey, Offer,
    OfferEnd, OfferNumber, Presence, Queue, QueueId, RequeueReason, Timestamp,
};

/// How often a rule was found in a handoff. The rule by its id: one that is no longer known is still read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCount {
    /// Which rule.
    pub rule: String,
    /// How often.
    pub times: u32,
}

/// A fact. Every event carries what is needed to apply it without looking at a clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "event")]
pub enum Event {
    /// A bot handed over; the conversation is Open in its queue.
    HandedOver {
        /// The conversation.
        conversation: ConversationId,
        /// Where it waits.
        queue: QueueId,
        /// What was handed over.
        handoff: Box<Handoff>,
        /// How many findings the scanner had.
        flags: u32,
        /// By which rules; not in journals from before it was counted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        found: Vec<RuleCount>,
        /// When.
        at: Timestamp,
    },
    /// Held out to an agent: Open becomes Active.
    OfferMade {
        /// The conversation.
        conversation: ConversationId,
        /// The offer.
        offer: Offer,
    },
    /// An offer has ended. Unless it was accepted, or the customer left, Active becomes Open.
    OfferEnded {
        /// The conversation.
        conversation: ConversationId,
        /// The agent it was made to.
        agent: AgentId,
        /// Which offer.
        number: OfferNumber,
        /// How.
        end: OfferEnd,
        /// When.
        at: Timestamp,
    },
    /// Somebody owns it now.
    Assigned {
        /// The conversation.
        conversation: ConversationId,
        /// Who.
        agent: AgentId,
        /// The new assignment.
        epoch: Epoch,
        /// When.
        at: Timestamp,
    },
    /// Something was said.
    Said {
        /// The conversation.
        conversation: ConversationId,
        /// Which side.
        by: AuthorKind,
        /// The agent, if an agent said it.
        agent: Option<AgentId>,
        /// The sender's key.
        key: MessageKey,
        /// What.
        activity: Box<Activity>,
        /// When.
        at: Timestamp,
    },
    /// The customer left.
    CustomerLeft {
        /// The conversation.
        conversation: ConversationId,
        /// When.
        at: Timestamp,
    },
    /// Back in its queue: Open, nobody's, with the wait time it had.
    Requeued {
        /// The conversation.
        conversation: ConversationId,
        /// Why.
        reason: RequeueReason,
        /// When.
        at: Timestamp,
    },
    /// Set aside: Waiting, nobody's slot.
    SetAside {
        /// The conversation.
        conversation: ConversationId,
        /// When.
        at: Timestamp,
    },
    /// Wrap-up has begun.
    WrapUp {
        /// The conversation.
        conversation: ConversationId,
        /// When.
        at: Timestamp,
    },
    /// Over.
    Closed {
        /// The conversation.
        conversation: ConversationId,
        /// Why.
        reason: CloseReason,
        /// When.
        at: Timestamp,
    },
    /// An agent signed in, or is back within the grace period.
    Connected {
        /// Who.
        agent: AgentId,
        /// When.
        at: Timestamp,
    },
    /// An agent signed off in due form, or fell silent for longer than the lease.
    Disconnected {
        /// Who.
        agent: AgentId,
        /// Whether the lease ran out rather than being given up.
        lost: bool,
        /// When.
        at: Timestamp,
    },
    /// An agent chose a presence.
    PresenceChosen {
        /// Who.
        agent: AgentId,
        /// Which.
        presence: Presence,
        /// When.
        at: Timestamp,
    },
    /// A queue is now like this.
    QueueSet {
        /// The queue.
        queue: Box<Queue>,
    },
    /// A person is now like this.
    AgentSet {
        /// The person.
        agent: Box<Agent>,
    },
}

impl Event {
    /// The conversation it is about; none for people and queues.
    pub fn conversation(&self) -> Option<&ConversationId> {
        match self {
            Self::HandedOver { conversation, .. }
            | Self::OfferMade { conversation, .. }
            | Self::OfferEnded { conversation, .. }
            | Self::Assigned { conversation, .. }
            | Self::Said { conversation, .. }
            | Self::CustomerLeft { conversation, .. }
            | Self::Requeued { conversation, .. }
            | Self::SetAside { conversation, .. }
            | Self::WrapUp { conversation, .. }
            | Self::Closed { conversation, .. } => Some(conversation),
            Self::Connected { .. }
            | Self::Disconnected { .. }
            | Self::PresenceChosen { .. }
            | Self::QueueSet { .. }
            | Self::AgentSet { .. } => None,
        }
    }
}
