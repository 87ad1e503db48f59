//! A person on the floor: role, presence, capacity.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::AgentId;

/// What a person may do. Each role may do what the ones before it may.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// Takes conversations.
    Agent,
    /// Watches queues, opens any conversation.
    Supervisor,
    /// Sets up people, applications and queues.
    Admin,
}

/// Base presence statuses (`oc-manage-presence-status`, 2023-01-05).
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
pub enum Presence {
    /// Takes work.
    Available,
    /// Takes work while capacity is left.
    Busy,
    /// Takes none.
    DoNotDisturb,
    /// Away from the desk.
    Away,
    /// Not signed in.
    #[default]
    Offline,
    /// Set by the system alone, for instance after a missed offer.
    Inactive,
}

impl Presence {
    /// Whether an agent may choose this by hand.
    pub fn may_be_chosen(self) -> bool {
        self != Self::Inactive
    }

    /// Whether offers go to somebody of this presence: the default "allowed presences" of a workstream.
    pub fn takes_work(self) -> bool {
        matches!(self, Self::Available | Self::Busy)
    }

    /// The status in words, for a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Available => "Available",
            Self::Busy => "Busy",
            Self::DoNotDisturb => "Do not disturb",
            Self::Away => "Away",
            Self::Offline => "Offline",
            Self::Inactive => "Inactive",
        }
    }
}

/// Why a presence is what it is. Full, chosen and lost look alike elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PresenceCause {
    /// The agent chose it.
    Chosen,
    /// It follows from the load: free, partly used or full.
    Load,
    /// The agent is not signed in.
    #[default]
    SignedOut,
    /// The desk fell silent; the presence is restored if it is back within 2.5 min.
    Lost,
}

/// Presence as shown: what counts for routing, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PresenceView {
    /// What counts.
    pub presence: Presence,
    /// What the agent chose last.
    pub chosen: Presence,
    /// Why.
    pub cause: PresenceCause,
}

/// A person as the administrator sets them up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    /// User name.
    pub id: AgentId,
    /// Display name; the user name if none was given.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// How many conversations they take at once, in slots. 0 takes none, as for a pure supervisor.
    pub capacity: u32,
}

impl Agent {
    /// Slots of an agent for whom nothing else was said.
    pub const DEFAULT_CAPACITY: u32 = 4;
}
