//! What an organisation sets up: bots, applications, environments, workstreams, queues, channels, people.
//!
//! Everything but names may be left out. What is left out is not known, and what is not known is not judged: a list that is
//! left out is an unknown list, an empty one says that there is nothing in it.

mod bot;
mod channel;
mod connection;
mod content;
mod environment;
mod queue;
mod reach;
mod workstream;

use serde::Deserialize;

pub use bot::{Bot, BotVoice, Maker, Purpose};
pub use channel::{ChannelSetup, Reconnect};
pub use connection::{App, Authentication, Connection, ConnectionState};
pub use content::{BotContent, BotVariables, File, Flow};
pub use environment::{Environment, Extension, Geography, VoiceRegion};
pub use queue::{Person, Queue};
pub use reach::{Publication, Reach, Site, SiteCode};
pub use workstream::{
    Declared, Distribution, RoutingRule, VariableKind, VoiceKind, WorkKind, Workstream,
};

/// What one organisation has set up, as far as somebody stated it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Configuration {
    /// The version of this shape; 1.
    pub configuration: u64,
    /// What holds for all of it.
    #[serde(default)]
    pub organisation: Organisation,
    /// Where bots and hubs live.
    #[serde(default)]
    pub environments: Vec<Environment>,
    /// Registered applications.
    #[serde(default)]
    pub apps: Vec<App>,
    /// The bots.
    #[serde(default)]
    pub bots: Vec<Bot>,
    /// The workstreams.
    #[serde(default)]
    pub workstreams: Vec<Workstream>,
    /// The queues.
    #[serde(default)]
    pub queues: Vec<Queue>,
    /// Channels as customers meet them: widgets, pages, numbers.
    #[serde(default)]
    pub channels: Vec<ChannelSetup>,
    /// Agents, supervisors and whoever else has an account.
    #[serde(default)]
    pub people: Vec<Person>,
}

/// What holds for the whole organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Organisation {
    /// Its name.
    pub name: Option<String>,
    /// Largest file that may be sent, in kilobytes of 1,024 bytes. The product's default is 5,120 (FILES).
    pub maximum_file_kilobytes: Option<u64>,
    /// Extensions of files that are rejected, with or without their dot.
    pub blocked_extensions: Option<Vec<String>>,
    /// Whether skill-based routing is on.
    pub skill_based_routing: Option<bool>,
}
