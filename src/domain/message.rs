//! One thing somebody said, by whom and when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::clock::Timestamp;
use super::ids::Seq;
use crate::activity::Activity;

/// Where a message stands. Live messages have part 0 and the sequence number of their record; the messages of the bot's
/// transcript share the record of the handoff and are numbered from 0 within it. Order of messages is order of ids.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
pub struct MessageId {
    /// Journal position of the record that brought the message.
    pub seq: Seq,
    /// Position within that record.
    pub part: u32,
}

/// Which side somebody is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AuthorKind {
    /// The person who asks.
    Customer,
    /// The bot that handed over.
    Bot,
    /// The person who answers.
    Agent,
    /// The floor itself.
    System,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    /// Which side.
    pub kind: AuthorKind,
    /// Display name as it came; unsanitised.
    pub name: String,
}

/// A message of a conversation: the bot's transcript and what was said since.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// Where it stands.
    pub id: MessageId,
    /// When the backend took it, or for the bot's transcript, when its activity says it was said.
    pub at: Timestamp,
    /// Who said it.
    pub author: Author,
    /// What was said, as it came: text, attachments and every field we do not know. Unsanitised.
    pub activity: Activity,
}
