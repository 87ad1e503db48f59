//! What the backend tells a desk without being asked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::view::{ConversationRow, OfferView, QueueView, You};
use crate::domain::{Author, ConversationId, Message, OfferEnd, OfferNumber, Seq};

/// A notification: `method` and `params` of JSON-RPC 2.0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "method", content = "params")]
pub enum Notice {
    /// Something happened and is durable. At most one of these per `seq` reaches a desk.
    #[serde(rename = "update")]
    Update {
        /// The record it comes from. Grows from notice to notice; gaps are records of others.
        seq: Seq,
        /// What changed, in order; to be applied together.
        changes: Vec<Update>,
    },
    /// The queues as they are now. Sent on change, at most four times a second.
    #[serde(rename = "floor")]
    Floor {
        /// True as of this record.
        #[serde(rename = "asOf")]
        as_of: Seq,
        /// Your queues; for a supervisor all.
        queues: Vec<QueueView>,
    },
    /// Somebody types. Show it for 3 s.
    #[serde(rename = "typing")]
    Typing {
        /// Where.
        conversation: ConversationId,
        /// Who.
        author: Author,
    },
    /// The connection is about to be closed.
    #[serde(rename = "bye")]
    Bye {
        /// Why, in words.
        reason: String,
        /// When to come back, in milliseconds from now.
        #[serde(rename = "retryMs")]
        retry_ms: u32,
    },
}

/// One change to what a desk is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Update {
    /// A conversation of yours or one you follow is now like this.
    Conversation {
        /// The row.
        row: Box<ConversationRow>,
    },
    /// Something was said in a conversation of yours or one you follow.
    Message {
        /// Where.
        conversation: ConversationId,
        /// What.
        message: Box<Message>,
    },
    /// You are offered a conversation.
    OfferMade {
        /// The offer.
        offer: Box<OfferView>,
    },
    /// An offer to you has ended.
    OfferEnded {
        /// Which conversation.
        conversation: ConversationId,
        /// Which offer.
        number: OfferNumber,
        /// How.
        end: OfferEnd,
    },
    /// A conversation is no longer yours: closed, back in its queue, or somebody else's. The row says which.
    Gone {
        /// The row as it is now.
        row: Box<ConversationRow>,
    },
    /// Your presence, load or settings are now like this.
    You {
        /// You.
        you: You,
    },
}
