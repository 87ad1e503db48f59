//! A bot and where it stands.

use serde::Deserialize;

use super::{Authentication, BotContent, BotVariables, Connection, Reach};

/// A bot that hands conversations over.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Bot {
    /// Its name, as it is connected.
    pub name: String,
    /// What it is made with.
    pub maker: Option<Maker>,
    /// The environment it was made in, by name.
    pub environment: Option<String>,
    /// The application it signs in as, by the name in `apps`.
    pub app: Option<String>,
    /// Whether it has been published.
    pub published: Option<bool>,
    /// Its capacity in units.
    pub capacity: Option<i64>,
    /// Queues it is expected to work in, by name.
    pub queues: Option<Vec<String>>,
    /// What it is used for.
    pub purposes: Option<Vec<Purpose>>,
    /// Its connection to the hub.
    #[serde(default)]
    pub connection: Connection,
    /// How its customers sign in.
    #[serde(default)]
    pub authentication: Authentication,
    /// What it does on the phone.
    #[serde(default)]
    pub voice: BotVoice,
    /// Where customers find it.
    #[serde(default)]
    pub reach: Reach,
    /// What it says and sends.
    #[serde(default)]
    pub content: BotContent,
    /// What it passes to the hub and reads from it.
    #[serde(default)]
    pub variables: BotVariables,
}

/// What a bot is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Maker {
    /// Copilot Studio.
    CopilotStudio,
    /// Power Virtual Agents classic.
    Classic,
    /// Bot Framework or the Agents SDK, on Azure.
    Azure,
}

/// What a bot is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Anything that is neither of the others.
    General,
    /// Advice about health.
    Medical,
    /// People in danger.
    Emergency,
}

/// What a bot does on the phone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct BotVoice {
    /// Whether voice is enabled for it.
    pub enabled: Option<bool>,
    /// Whether it transfers calls to numbers outside.
    pub transfers_to_numbers: Option<bool>,
    /// Whether its user has the privilege "Make calls".
    pub make_calls_privilege: Option<bool>,
}
