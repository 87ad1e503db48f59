//! What a desk asks for. Method names are `noun.verb`; every call that changes something carries a `key`, and the same
//! key twice is the same thing once, for as long as the conversation lives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::answer::{Listing, Page, Sent, Taken, Totals, Welcome, Why};
use crate::domain::{
    AgentId, ConversationId, DeclineReason, Epoch, MessageId, MessageKey, OfferNumber, Presence,
    QueueId, Seq,
};

/// A request of the desk: `method` and `params` of JSON-RPC 2.0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "method", content = "params")]
pub enum Call {
    /// First call on every connection. Answer: [`Welcome`].
    #[serde(rename = "session.hello")]
    Hello(Hello),
    /// Last call: signs off at once instead of letting the lease run out. Answer: `null`.
    #[serde(rename = "session.bye")]
    Bye {},
    /// Chooses a presence. Answer: [`super::You`].
    #[serde(rename = "presence.set")]
    SetPresence {
        /// The new presence; never `inactive`.
        presence: Presence,
        /// Idempotency key.
        key: MessageKey,
    },
    /// Takes an offered conversation. Answer: [`Taken`].
    #[serde(rename = "offer.accept")]
    Accept {
        /// Which conversation.
        conversation: ConversationId,
        /// Which offer of it.
        offer: OfferNumber,
        /// Idempotency key.
        key: MessageKey,
    },
    /// Declines an offered conversation. Answer: `null`.
    #[serde(rename = "offer.decline")]
    Decline {
        /// Which conversation.
        conversation: ConversationId,
        /// Which offer of it.
        offer: OfferNumber,
        /// Why.
        reason: DeclineReason,
        /// Idempotency key.
        key: MessageKey,
    },
    /// Takes a conversation out of a queue, or takes up one that was set aside. Answer: [`Taken`].
    #[serde(rename = "conversation.pick")]
    Pick {
        /// Which conversation.
        conversation: ConversationId,
        /// Idempotency key.
        key: MessageKey,
    },
    /// Reads a conversation whole and, while the connection lasts, follows it: the last 256 that were opened are. After a
    /// new connection, resumed or not, what is not one's own has to be opened again. Answer: [`super::ConversationDetail`].
    #[serde(rename = "conversation.open")]
    Open {
        /// Which conversation.
        conversation: ConversationId,
    },
    /// Stops following a conversation that is not one's own. Answer: `null`.
    #[serde(rename = "conversation.unfollow")]
    Unfollow {
        /// Which conversation.
        conversation: ConversationId,
    },
    /// Reads older messages. Answer: [`Page`].
    #[serde(rename = "conversation.history")]
    History {
        /// Which conversation.
        conversation: ConversationId,
        /// Only messages before this one.
        before: MessageId,
        /// How many at most; the backend gives at most 500.
        limit: u32,
    },
    /// Answers the customer. Answer: [`Sent`], once it is durable.
    #[serde(rename = "message.send")]
    Send {
        /// Which conversation.
        conversation: ConversationId,
        /// The assignment the desk believes in.
        epoch: Epoch,
        /// What to say: plain text or Markdown, at most 28 KB as an activity.
        text: String,
        /// Idempotency key.
        key: MessageKey,
    },
    /// Tells the customer that somebody types; at most every 3 s. Answer: `null`.
    #[serde(rename = "message.typing")]
    Typing {
        /// Which conversation.
        conversation: ConversationId,
    },
    /// Ends a conversation and goes to wrap-up. Answer: `null`.
    #[serde(rename = "conversation.end")]
    End(Owned),
    /// Closes a conversation in wrap-up. Answer: `null`.
    #[serde(rename = "conversation.close")]
    Close(Owned),
    /// Gives a conversation back to its queue; the wait time is kept. Answer: `null`.
    #[serde(rename = "conversation.release")]
    Release(Owned),
    /// Leaves a conversation without ending it: a live chat goes back to its queue, others are set aside. Answer: `null`.
    #[serde(rename = "conversation.leave")]
    Leave(Owned),
    /// Lists what a queue holds: waiting and active. Answer: [`Listing`].
    #[serde(rename = "queue.conversations")]
    ListQueue {
        /// Which queue.
        queue: QueueId,
    },
    /// Asks why a conversation waits or an agent gets no work. Answer: [`Why`].
    #[serde(rename = "why")]
    Why(WhyAbout),
    /// How often each rule was found in what each bot handed over; for supervisors. Answer: [`Totals`].
    #[serde(rename = "flags.totals")]
    Totals {
        /// Over how many days of UTC, today included: 1 to 7.
        days: u32,
    },
}

impl Call {
    /// Every method there is, in the order of the type.
    pub const METHODS: [&'static str; 18] = [
        "session.hello",
        "session.bye",
        "presence.set",
        "offer.accept",
        "offer.decline",
        "conversation.pick",
        "conversation.open",
        "conversation.unfollow",
        "conversation.history",
        "message.send",
        "message.typing",
        "conversation.end",
        "conversation.close",
        "conversation.release",
        "conversation.leave",
        "queue.conversations",
        "why",
        "flags.totals",
    ];

    /// The idempotency key of a call that changes something.
    pub fn key(&self) -> Option<&MessageKey> {
        match self {
            Self::SetPresence { key, .. }
            | Self::Accept { key, .. }
            | Self::Decline { key, .. }
            | Self::Pick { key, .. }
            | Self::Send { key, .. } => Some(key),
            Self::End(owned) | Self::Close(owned) | Self::Release(owned) | Self::Leave(owned) => {
                Some(&owned.key)
            }
            _ => None,
        }
    }
}

/// A change to a conversation that only its owner may make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Owned {
    /// Which conversation.
    pub conversation: ConversationId,
    /// The assignment the desk believes in.
    pub epoch: Epoch,
    /// Idempotency key.
    pub key: MessageKey,
}

/// Who or what a `why` is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum WhyAbout {
    /// A conversation.
    Conversation(ConversationId),
    /// An agent.
    Agent(AgentId),
}

/// How a desk introduces itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Hello {
    /// The version it speaks, `[major, minor]`.
    pub version: [u32; 2],
    /// The person's token.
    pub token: String,
    /// Name and version of the program, for the log.
    #[serde(default)]
    pub client: String,
    /// Whether this desk only watches: it holds no lease and takes no work.
    #[serde(default)]
    pub watch_only: bool,
    /// Where to take up again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume: Option<Resume>,
}

/// What a desk saw last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Resume {
    /// The journal it was connected to, as named in [`Welcome`].
    pub journal: String,
    /// The last `seq` it saw.
    pub after: Seq,
}
