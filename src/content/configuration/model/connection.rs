//! How a bot is connected: its application, its hub, its sign-in.

use jiff::civil::Date;
use serde::Deserialize;

use crate::content::rules::day;

/// A registered application.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct App {
    /// Its name.
    pub name: String,
    /// Its application (client) id.
    pub application_id: Option<String>,
}

/// A bot's connection to the hub.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Connection {
    /// The environments whose hub it is connected to, by name.
    pub hubs: Option<Vec<String>>,
    /// The environment whose hub it should be connected to, by name.
    pub intended_hub: Option<String>,
    /// What state it is in.
    pub state: Option<ConnectionState>,
    /// The day it was made.
    #[serde(deserialize_with = "day::deserialize")]
    pub connected_on: Option<Date>,
    /// The day voice was enabled.
    #[serde(deserialize_with = "day::deserialize")]
    pub voice_enabled_on: Option<Date>,
}

/// What state a connection is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConnectionState {
    /// Conversations reach the bot.
    Enabled,
    /// Traffic is stopped, everything else stays.
    Disabled,
    /// Taken apart: the bot's application user is disabled.
    Disconnected,
}

/// How a bot's customers sign in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Authentication {
    /// Whether the bot has them sign in.
    pub enabled: Option<bool>,
    /// Whether single sign-on is used.
    pub single_sign_on: Option<bool>,
}
