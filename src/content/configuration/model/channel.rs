//! Channels as they are set up for customers.

use serde::Deserialize;

use crate::domain::Channel;

/// A channel as it is set up: a chat widget, a page, a number.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ChannelSetup {
    /// Its name.
    pub name: String,
    /// Which channel it is.
    pub channel: Option<Channel>,
    /// The workstream it feeds, by name.
    pub workstream: Option<String>,
    /// Whether formatted messages are on.
    pub formatted_messages: Option<bool>,
    /// Whether chats are persistent.
    pub persistent: Option<bool>,
    /// Whether customers are signed in: authentication settings are chosen.
    pub authenticated: Option<bool>,
    /// How customers come back to a chat.
    pub reconnect: Option<Reconnect>,
    /// Extensions of files that are rejected on this channel, with or without their dot.
    pub blocked_extensions: Option<Vec<String>>,
}

/// How customers come back to a chat they lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reconnect {
    /// They do not.
    Off,
    /// By a link they were given.
    Link,
    /// They are asked when they open the chat again.
    Prompt,
}
