//! What can be asked of the floor.

use super::event::RuleCount;
use crate::activity::Activity;
use crate::domain::{
    Agent, AgentId, ConversationId, DeclineReason, Epoch, Handoff, MessageKey, OfferNumber,
    Presence, Queue, QueueId,
};

/// A message on its way in.
#[derive(Clone, Debug, PartialEq)]
pub struct NewMessage {
    /// The sender's key: the same key twice in one conversation is the same message once.
    pub key: MessageKey,
    /// What is said.
    pub activity: Activity,
}

/// A command. Those of an agent carry the agent's id, which the gateway has taken from the session, never from the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A bot hands over.
    Receive {
        /// Id for the new conversation; not used if this handoff is already known.
        conversation: ConversationId,
        /// The queue the caller asks for; otherwise topics decide, and the default queue takes the rest.
        queue: Option<QueueId>,
        /// What is handed over.
        handoff: Box<Handoff>,
        /// How many findings the scanner had.
        flags: u32,
        /// By which rules, each once.
        found: Vec<RuleCount>,
    },
    /// The customer wrote.
    CustomerWrote {
        /// Where.
        conversation: ConversationId,
        /// What.
        message: Box<NewMessage>,
    },
    /// The customer left or ended the conversation.
    CustomerLeft {
        /// Which conversation.
        conversation: ConversationId,
    },
    /// A desk of this agent signed in; the lease begins or is taken up again.
    Connect {
        /// Who.
        agent: AgentId,
    },
    /// The last desk of this agent signed off in due form: the lease ends now.
    SignOff {
        /// Who.
        agent: AgentId,
    },
    /// Chooses a presence.
    SetPresence {
        /// Who.
        agent: AgentId,
        /// Which.
        presence: Presence,
    },
    /// Takes an offer.
    Accept {
        /// Who.
        agent: AgentId,
        /// Which conversation.
        conversation: ConversationId,
        /// Which offer.
        offer: OfferNumber,
    },
    /// Declines an offer.
    Decline {
        /// Who.
        agent: AgentId,
        /// Which conversation.
        conversation: ConversationId,
        /// Which offer.
        offer: OfferNumber,
        /// Why.
        reason: DeclineReason,
    },
    /// Takes a conversation from the queue, or one that was set aside.
    Pick {
        /// Who.
        agent: AgentId,
        /// Which conversation.
        conversation: ConversationId,
    },
    /// The owner answers.
    Reply {
        /// Who.
        agent: AgentId,
        /// Which conversation.
        conversation: ConversationId,
        /// Under which assignment.
        epoch: Epoch,
        /// What.
        message: Box<NewMessage>,
    },
    /// The owner changes the conversation's state.
    Conclude {
        /// Who.
        agent: AgentId,
        /// Which conversation.
        conversation: ConversationId,
        /// Under which assignment.
        epoch: Epoch,
        /// How.
        how: Conclusion,
    },
    /// Sets up or changes a queue.
    SetQueue(Box<Queue>),
    /// Sets up or changes a person.
    SetAgent(Box<Agent>),
    /// Time has passed: whatever is due happens.
    Tick,
}

/// What an owner may do with a conversation besides answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// End it: wrap-up begins.
    End,
    /// Close it after wrap-up.
    Close,
    /// Give it back to its queue.
    Release,
    /// Leave without ending: live chat back to the queue, others set aside.
    Leave,
}
