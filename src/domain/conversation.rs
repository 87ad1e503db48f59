//! The states a conversation goes through, and where it comes from.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Status reason of a conversation. A conversation that is offered but not yet accepted counts as
/// [`Active`](Self::Active), as in Dynamics 365 (`oc-conversation-state`, 2025-01-30); a rejection sends it back to
/// [`Open`](Self::Open).
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
#[serde(rename_all = "camelCase")]
pub enum ConversationState {
    /// In a queue, nobody's.
    #[default]
    Open,
    /// Offered to an agent, or owned by one.
    Active,
    /// Set aside without being ended; takes no capacity. Never for live chat.
    Waiting,
    /// Ended, the agent finishes their notes.
    WrapUp,
    /// Over. Nothing leads out of here.
    Closed,
}

impl ConversationState {
    /// All states in the order of a conversation's life.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::Active,
        Self::Waiting,
        Self::WrapUp,
        Self::Closed,
    ];

    /// Whether the documented table of transitions leads from `self` to `to`.
    pub fn may_become(self, to: Self) -> bool {
        use ConversationState::{Active, Closed, Open, Waiting, WrapUp};
        matches!(
            (self, to),
            (Open | Waiting, Active | Closed)
                | (Active, Open | Waiting | WrapUp | Closed)
                | (Waiting, Open)
                | (WrapUp, Closed)
        )
    }
}

impl fmt::Display for ConversationState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "open",
            Self::Active => "active",
            Self::Waiting => "waiting",
            Self::WrapUp => "wrap-up",
            Self::Closed => "closed",
        })
    }
}

/// The channel the customer writes in, by its id in `channelId`.
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
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Live chat, the web widget.
    #[default]
    Lcw,
    /// A custom client over Direct Line.
    Directline,
    /// Microsoft Teams.
    Msteams,
    /// Facebook Messenger.
    Facebook,
    /// LINE.
    Line,
    /// Telegram.
    Telegram,
    /// WhatsApp through Azure Communication Services.
    WhatsappAcs,
    /// WhatsApp through Twilio.
    WhatsappTwilio,
    /// WeChat.
    Wechat,
    /// Apple Messages for Business.
    Apple,
    /// Google Business Messages.
    Google,
    /// SMS.
    Sms,
    /// A phone call.
    Telephony,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Lcw,
        Self::Directline,
        Self::Msteams,
        Self::Facebook,
        Self::Line,
        Self::Telegram,
        Self::WhatsappAcs,
        Self::WhatsappTwilio,
        Self::Wechat,
        Self::Apple,
        Self::Google,
        Self::Sms,
        Self::Telephony,
    ];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lcw => "lcw",
            Self::Directline => "directline",
            Self::Msteams => "msteams",
            Self::Facebook => "facebook",
            Self::Line => "line",
            Self::Telegram => "telegram",
            Self::WhatsappAcs => "whatsapp-acs",
            Self::WhatsappTwilio => "whatsapp-twilio",
            Self::Wechat => "wechat",
            Self::Apple => "apple",
            Self::Google => "google",
            Self::Sms => "sms",
            Self::Telephony => "telephony",
        }
    }

    /// The channel an activity names in `channelId`; compared without case. `None` for an id we do not know.
    pub fn from_channel_id(id: &str) -> Option<Self> {
        Some(match id.to_ascii_lowercase().as_str() {
            "lcw" | "livechat" | "omnichannel" | "webchat" => Self::Lcw,
            "directline" | "directlinespeech" => Self::Directline,
            "msteams" | "teams" => Self::Msteams,
            "facebook" => Self::Facebook,
            "line" => Self::Line,
            "telegram" => Self::Telegram,
            "whatsapp" | "whatsapp-acs" => Self::WhatsappAcs,
            "whatsapp-twilio" => Self::WhatsappTwilio,
            "wechat" => Self::Wechat,
            "apple" => Self::Apple,
            "google" => Self::Google,
            "sms" | "twilio-sms" => Self::Sms,
            "telephony" => Self::Telephony,
            _ => return None,
        })
    }

    /// Whether this is a live chat: leaving it without ending it gives it back to the queue instead of setting it aside.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Lcw | Self::Directline | Self::Telephony)
    }

    /// The channel in words, for a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Lcw => "web chat",
            Self::Directline => "direct line",
            Self::Msteams => "Teams",
            Self::Facebook => "Facebook",
            Self::Line => "LINE",
            Self::Telegram => "Telegram",
            Self::WhatsappAcs | Self::WhatsappTwilio => "WhatsApp",
            Self::Wechat => "WeChat",
            Self::Apple => "Apple Messages",
            Self::Google => "Google Messages",
            Self::Sms => "SMS",
            Self::Telephony => "phone",
        }
    }
}

/// Why a conversation is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum CloseReason {
    /// The agent ended it and closed it after wrap-up.
    Agent,
    /// The customer left before an agent accepted.
    CustomerLeft,
    /// The customer left or ended it; the agent has finished wrap-up.
    CustomerEnded,
    /// The bot set `CloseOmnichannelConversation`: it asked to end, not to escalate.
    BotEnded,
    /// Set aside for longer than the queue allows.
    Inactive,
    /// Wrap-up lasted longer than the documented time (15 min for chat, 1 day for asynchronous channels).
    WrapUpOver,
}

/// Why a conversation went back to its queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RequeueReason {
    /// The agent gave it back.
    Released,
    /// The agent closed a live chat without ending it.
    SessionClosed,
    /// The agent vanished and did not return within the grace period.
    AgentLost,
    /// A conversation that was set aside: the customer wrote again.
    CustomerReturned,
}
