//! What a bot hands over: who, from where, with what it knew and what was said.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::conversation::Channel;
use super::ids::AppId;
use super::message::Message;
use super::variables::Variables;

/// Somebody at one end of the bot's conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Party {
    /// Id on the channel.
    pub id: String,
    /// Display name; empty if none came. Unsanitised.
    pub name: String,
}

/// In which of the shapes found in the wild the handoff came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum HandoffShape {
    /// `value` holds flat `va_*` keys and the author's own beside them.
    Flat,
    /// `value` is a free object, such as `{"Skill": "credit cards"}`.
    FreeObject,
    /// `value` is `{"MessageToAgent": …, "Context": {…}}`, the Bot Framework sample for Omnichannel.
    MessageToAgent,
    /// `value` is a text, or absent.
    Bare,
    /// A message whose `channelData.tags` is the command `Escalate`, as it travels through Teams and from Azure bots.
    Tags,
}

/// Where a handoff comes from, and what tells it from another.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub struct HandoffSource {
    /// The application that posted it; none for an administrator.
    pub app: Option<AppId>,
    /// `conversation.id` of the bot's conversation.
    pub conversation: String,
    /// Id of the handoff activity; a digest of its content if it has none.
    pub activity: String,
}

/// A handoff, read from whatever shape it came in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Handoff {
    /// Where it comes from.
    pub source: HandoffSource,
    /// In which shape.
    pub shape: HandoffShape,
    /// The channel the customer writes in.
    pub channel: Channel,
    /// The customer.
    pub customer: Party,
    /// The bot.
    pub bot: Party,
    /// What the bot knew.
    pub variables: Variables,
    /// What was said so far, oldest first. `seq` of the ids is 0 until the handoff is in the journal.
    pub transcript: Vec<Message>,
    /// How many activities the transcript had when it came; `transcript` may be shorter only if some were not objects.
    pub transcript_received: u32,
    /// What was assumed while reading, one sentence each.
    pub notes: Vec<String>,
    /// Every other field of the handoff activity, as it came: its value and its transcript are above.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub rest: Map<String, Value>,
}
