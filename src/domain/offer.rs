//! An offer: one conversation, one agent, one countdown.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::clock::Timestamp;
use super::ids::{AgentId, OfferNumber};

/// A conversation held out to one agent. At most one per conversation at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Which offer of its conversation this is.
    pub number: OfferNumber,
    /// To whom.
    pub agent: AgentId,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it runs out. Default 120 s after it was made (`notification-templates`, 2024-03-22).
    pub deadline: Timestamp,
}

/// Why an agent would not take it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", tag = "reason", content = "text")]
pub enum DeclineReason {
    /// Busy with another conversation.
    Busy,
    /// Not their subject.
    WrongSkill,
    /// About to leave.
    Leaving,
    /// In their own words, at most 200 characters.
    Other(String),
}

/// How an offer came to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", tag = "end")]
pub enum OfferEnd {
    /// The agent took it.
    Accepted,
    /// The agent would not.
    Declined(DeclineReason),
    /// The countdown ran out.
    TimedOut,
    /// The agent's lease ran out or they signed off or went to a presence that takes no work.
    AgentGone,
    /// Somebody picked the conversation from the queue.
    PickedBy {
        /// Who did.
        agent: AgentId,
    },
    /// The customer left.
    CustomerLeft,
}
