//! Where customers find a bot.

use serde::Deserialize;

use crate::domain::Channel;

/// Where customers find a bot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Reach {
    /// What the bot itself is published to, for customers. Not what connecting to the hub switches on by itself.
    pub published_to: Option<Vec<Publication>>,
    /// Sites that carry it.
    pub sites: Option<Vec<Site>>,
    /// Channels on which somebody waits for the event `handoff.initiate`.
    pub handoff_event_on: Option<Vec<Channel>>,
}

/// What a bot is published to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Publication {
    /// A hub that takes handoffs.
    Hub,
    /// A site of the organisation.
    Website,
    /// Microsoft Teams.
    Teams,
    /// Facebook Messenger.
    Facebook,
    /// A client over Direct Line.
    DirectLine,
}

/// A site that carries a bot.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Site {
    /// Its name or address.
    pub name: String,
    /// Whose code it uses.
    pub code: Option<SiteCode>,
}

/// Whose code a site uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SiteCode {
    /// The bot's own embed code.
    Embed,
    /// The code of the hub's chat widget.
    ChatWidget,
}
