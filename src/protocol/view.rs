//! What a desk is shown of the floor.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::{
    Agent, AgentId, Channel, ConversationId, ConversationState, Epoch, Handoff, Message, Offer,
    Party, PresenceView, QueueId, Seq, Timestamp,
};

/// A conversation as one row of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConversationRow {
    /// Which.
    pub id: ConversationId,
    /// The customer; name unsanitised.
    pub customer: Party,
    /// Where they write.
    pub channel: Channel,
    /// The queue it belongs to.
    pub queue: QueueId,
    /// Its state.
    pub state: ConversationState,
    /// Who owns it.
    pub owner: Option<AgentId>,
    /// Its present assignment.
    pub epoch: Epoch,
    /// To whom it is offered just now.
    pub offered_to: Option<AgentId>,
    /// `va_LastTopic`; unsanitised.
    pub topic: Option<String>,
    /// The customer's last words, at most 200 characters; unsanitised.
    pub preview: Option<String>,
    /// Since when the customer waits for a person: kept over every return to the queue. `None` once accepted.
    pub waiting_since: Option<Timestamp>,
    /// The last thing that happened.
    pub last_seq: Seq,
    /// When the customer wrote and nobody has answered yet; `None` when the last word was ours.
    pub unanswered_since: Option<Timestamp>,
    /// How many findings the scanner had at intake.
    pub flags: u32,
    /// Whether the customer has left.
    pub customer_left: bool,
}

/// An offer as its agent sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OfferView {
    /// What is offered.
    pub row: ConversationRow,
    /// To whom and until when.
    pub offer: Offer,
}

/// A queue as people see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QueueView {
    /// Which.
    pub id: QueueId,
    /// Its name.
    pub name: String,
    /// How many wait, offered ones not counted.
    pub waiting: u32,
    /// Since when the longest waiting one waits, offered ones counted (`oc-metrics-dimensions`, 2025-02-07).
    pub longest_since: Option<Timestamp>,
    /// How many are held out to somebody.
    pub offers_out: u32,
    /// How many are owned.
    pub active: u32,
    /// Members who could be given something now.
    pub available: u32,
    /// Members who are signed in.
    pub staffed: u32,
    /// Slots in use by members who are signed in.
    pub load: u32,
    /// Slots of members who are signed in.
    pub capacity: u32,
    /// Why the first one waits, in one sentence; absent when none waits.
    pub why: Option<String>,
    /// The longest waiting ones, at most 50.
    pub head: Vec<ConversationRow>,
}

/// The person at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct You {
    /// Who.
    pub agent: Agent,
    /// Their presence.
    pub presence: PresenceView,
    /// Slots in use.
    pub load: u32,
}

/// Everything a desk needs to begin with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Snapshot {
    /// True as of this record.
    pub seq: Seq,
    /// The person.
    pub you: You,
    /// What they own.
    pub mine: Vec<ConversationRow>,
    /// What is held out to them.
    pub offers: Vec<OfferView>,
    /// Their queues; for a supervisor all.
    pub queues: Vec<QueueView>,
}

/// A conversation whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConversationDetail {
    /// True as of this record; updates up to it are already in here.
    pub as_of: Seq,
    /// The row.
    pub row: ConversationRow,
    /// What the bot handed over, with its transcript.
    pub handoff: Handoff,
    /// When it was handed over.
    pub handed_over_at: Timestamp,
    /// What was said since, oldest first; the last 200.
    pub messages: Vec<Message>,
    /// Whether there are older ones.
    pub more: bool,
}
