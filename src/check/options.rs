//! What a check is asked to assume.

use jiff::civil::Date;

use crate::content::scan::BotKind;
use crate::domain::Channel;

/// What to assume about whatever is read, and what to leave out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The customer's channel; `None` takes what a payload says in `channelId`, else live chat.
    pub channel: Option<Channel>,
    /// What the bot is made with.
    pub bot: BotKind,
    /// Whether the bot speaks.
    pub voice: bool,
    /// On which day the rules are to be read; `None` is now.
    pub as_of: Option<Date>,
    /// Ids of rules that are not reported.
    pub allow: Vec<String>,
}
