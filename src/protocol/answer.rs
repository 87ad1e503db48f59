//! What calls are answered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::view::{ConversationRow, Snapshot};
use crate::domain::{AgentId, Epoch, Message, MessageId, Role, Timestamp};

/// Answer to [`super::Hello`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Welcome {
    /// The version the backend speaks.
    pub version: [u32; 2],
    /// Name and version of the backend.
    pub server: String,
    /// Which journal this is; a resume is only possible within one.
    pub journal: String,
    /// Who the token belongs to.
    pub user: AgentId,
    /// Their role.
    pub role: Role,
    /// The backend's clock.
    pub now: Timestamp,
    /// How often either side sends a ping, in milliseconds; three missed in a row end the connection and the lease.
    pub heartbeat_ms: u32,
    /// `None`: the resume holds, and exactly the updates after it follow. Otherwise: forget everything, this is the state.
    pub snapshot: Option<Box<Snapshot>>,
}

/// Answer to accept and pick: who owns it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Taken {
    /// The new assignment.
    pub epoch: Epoch,
}

/// Answer to send: durable, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sent {
    /// Where the message stands.
    pub id: MessageId,
}

/// Answer to history, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    /// The messages.
    pub messages: Vec<Message>,
    /// Whether there are older ones still.
    pub more: bool,
}

/// Answer to a queue's listing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Listing {
    /// Longest waiting first, then active by owner; at most 500.
    pub rows: Vec<ConversationRow>,
    /// How many there are in all.
    pub total: u32,
}

/// Answer to why: one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Why {
    /// The sentence.
    pub sentence: String,
}

/// Answer to totals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Totals {
    /// Over how many days.
    pub days: u32,
    /// The bots, the one with most handoffs first; at most 200, and then all others together.
    pub bots: Vec<BotTotals>,
}

/// What was found in the handoffs of one bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BotTotals {
    /// Its name, else its id, empty if it has neither; unsanitised. `None` for all other bots together.
    pub name: Option<String>,
    /// How many handoffs.
    pub handoffs: u32,
    /// The rules that were found, the most frequent first.
    pub rules: Vec<RuleTotal>,
}

/// How often a rule was found in the handoffs of one bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleTotal {
    /// Its id.
    pub rule: String,
    /// In how many handoffs.
    pub handoffs: u32,
    /// In how many of a hundred of them; at least 1, and 100 only if in all.
    pub percent: u32,
}
