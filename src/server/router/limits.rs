//! The numbers of routing, each with where it comes from.

use std::time::Duration;

use crate::domain::Channel;

/// How long a silent desk keeps its agent signed in. Our own: the field takes minutes to notice a dead agent.
pub const LEASE: Duration = Duration::from_secs(15);

/// How long an agent who has gone keeps their conversations and their presence: 2.5 min (`oc-manage-presence-status`,
/// 2023-01-05).
pub const GRACE: Duration = Duration::from_secs(150);

/// How many closed conversations the floor remembers, so that late and repeated calls are answered in words.
pub const CLOSED_REMEMBERED: usize = 1024;

/// How much of the customer's last words a list shows, in characters.
pub const PREVIEW_CHARS: usize = 200;

/// Longest countdown of an offer that can be set, in seconds.
pub const MAX_OFFER_SECONDS: u32 = 86_400;
/// Most offers of one conversation to one agent that can be set.
pub const MAX_OFFERS_PER_AGENT: u32 = 100;
/// Longest name of a queue or a person in characters.
pub const MAX_NAME_CHARS: usize = 100;

/// How long wrap-up lasts at most: 15 min for live chat, 1 day for voice and asynchronous channels
/// (`auto-close-conversation-powerapps`, 2024-05-02).
pub fn wrap_up_time(channel: Channel) -> Duration {
    match channel {
        Channel::Lcw | Channel::Directline => Duration::from_secs(15 * 60),
        _ => Duration::from_secs(24 * 60 * 60),
    }
}
