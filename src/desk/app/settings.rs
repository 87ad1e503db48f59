//! What a person can set about the desk's behaviour. Read from files elsewhere; here they are only values.

use std::time::Duration;

pub use crate::content::sanitize::EmojiStyle;

/// When the bell rings for an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BellPolicy {
    /// Never.
    Off,
    /// Once an offer.
    Once,
    /// Again at this interval until a key is pressed or the offer ends.
    Repeat(Duration),
}

/// The desk's settings with their defaults.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch a person sets by itself"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The bell.
    pub bell: BellPolicy,
    /// How an emoji is shown.
    pub emoji: EmojiStyle,
    /// Whether the title of the terminal tells how much waits.
    pub title: bool,
    /// How long a toast stays.
    pub toast_time: Duration,
    /// Pasting more bytes than this asks first.
    pub paste_limit: usize,
    /// Whether the header shows the time of day, at the price of one wake-up a minute.
    pub clock: bool,
    /// Whether the context panel is shown beside the conversation where there is room.
    pub context_beside: bool,
    /// Whether ending, closing and giving back ask first.
    pub confirm: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            bell: BellPolicy::Repeat(Duration::from_secs(10)),
            emoji: EmojiStyle::default(),
            title: true,
            toast_time: Duration::from_secs(6),
            paste_limit: 2_000,
            clock: false,
            context_beside: true,
            confirm: true,
        }
    }
}

/// Who the desk is started for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The person's token; goes into the handshake only.
    pub token: String,
    /// Where the backend is, for people.
    pub server: String,
    /// Name and version of the program.
    pub client: String,
    /// Whether this desk only watches and takes no work.
    pub watch_only: bool,
}
