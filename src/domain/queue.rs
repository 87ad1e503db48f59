//! A queue: where handed-over conversations wait for people.

use std::collections::BTreeSet;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{AgentId, QueueId};

/// How a queue treats what waits in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct QueueSettings {
    /// Countdown of an offer in seconds; default 120 (`notification-templates`, 2024-03-22).
    pub offer_seconds: u32,
    /// How often the same conversation is offered to the same agent; default 3 (`assignment-methods`, 2025-02-19).
    pub offers_per_agent: u32,
    /// After how many seconds a conversation that was set aside is closed; default 86,400.
    pub waiting_close_seconds: u32,
}

impl Default for QueueSettings {
    fn default() -> Self {
        Self {
            offer_seconds: 120,
            offers_per_agent: 3,
            waiting_close_seconds: 86_400,
        }
    }
}

impl QueueSettings {
    /// The countdown as a duration.
    pub fn offer_time(&self) -> Duration {
        Duration::from_secs(u64::from(self.offer_seconds))
    }
}

/// A queue as the administrator sets it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Queue {
    /// Its id.
    pub id: QueueId,
    /// Its name for people.
    pub name: String,
    /// Topics (`va_LastTopic`) and skills that lead here, compared without case.
    #[serde(default)]
    pub topics: BTreeSet<String>,
    /// Who works in it.
    #[serde(default)]
    pub members: BTreeSet<AgentId>,
    /// How it treats what waits.
    #[serde(default)]
    pub settings: QueueSettings,
}

impl Queue {
    /// The queue that takes what no other queue asks for.
    pub const DEFAULT: &'static str = "default";
}
