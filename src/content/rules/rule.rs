//! What the catalogue says: rules, the pages they are read from, and how bad, whence and about what.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Dates, Example, RuleId, RuntimeEvent, day, source};
use crate::content::scan::BotKind;
use crate::domain::Channel;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Something will look or read other than meant.
    Warning,
    /// Something will not arrive, or work.
    Error,
    /// Somebody may be trying to deceive.
    Danger,
}

/// From what a rule can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// From the handoff or a message alone.
    Payload,
    /// From how bot and hub are set up.
    Configuration,
    /// Only while it happens.
    Runtime,
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Text, emoji, notes.
    Text,
    /// Cards, choices, carousels.
    Cards,
    /// Typing and attachments.
    Attachments,
    /// Sizes, names, variables.
    Variables,
    /// Where a bot may sit and what a transfer does.
    Placement,
    /// How conversations end.
    Ending,
    /// Authentication.
    Authentication,
    /// Voice.
    Voice,
    /// Connection and environment.
    Connection,
    /// Transcript, rate, time.
    Limits,
    /// Our own: text that means harm.
    Hazard,
}

/// A page a rule is read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// How rules name it.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// The date it gives itself, if any.
    #[serde(default, with = "day")]
    pub dated: Option<Date>,
}

/// One limitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// `OC-…` for a documented limitation, `HZ-…` for a hazard of our own.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// What it is about.
    pub group: Group,
    /// From what it can be decided.
    pub kind: Kind,
    /// How bad it is, as a rule; a finding may be milder.
    pub severity: Severity,
    /// What sets it off.
    pub trigger: String,
    /// What the agent or the customer then sees.
    pub seen: String,
    /// The channels it is about; none means all.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// When it holds.
    #[serde(default)]
    pub dates: Dates,
    /// Keys of the pages it is read from, see [`source`]. None for our own.
    #[serde(default)]
    pub sources: Vec<String>,
    /// What is seen, and how we decide. Made of [`Rule::trigger`] and [`Rule::seen`] where there is no more to say.
    #[serde(default)]
    pub explanation: String,
    /// What to do instead.
    pub instead: String,
    /// The event that raises it, for a rule of run time.
    #[serde(default)]
    pub event: Option<RuntimeEvent>,
    /// Something in which it is found.
    #[serde(default)]
    pub example: Option<Example>,
    /// Something close to it in which it is not.
    #[serde(default)]
    pub near: Option<Example>,
}

impl Rule {
    /// Whether the scanner decides it.
    pub fn decided(&self) -> bool {
        RuleId::from_id(&self.id).is_some()
    }

    /// Whether it holds on `day`; without a day, whether it holds now, that is, whether no later source has dropped it. A
    /// rule that is retired holds on no day.
    pub fn holds(&self, day: Option<Date>) -> bool {
        self.dates.hold(day)
    }

    /// The same for this kind of bot: the pages of bots made with Copilot Studio may have dropped it earlier.
    pub fn holds_for(&self, bot: BotKind, day: Option<Date>) -> bool {
        self.dates.hold_for(bot, day)
    }

    /// What the explanation adds to trigger and what is seen; `None` where it is made of the two.
    pub fn remark(&self) -> Option<&str> {
        (self.explanation != self.composed()).then_some(self.explanation.as_str())
    }

    /// Trigger and what is seen, as one explanation.
    pub(super) fn composed(&self) -> String {
        format!("{} {}", self.trigger, self.seen)
    }

    /// The pages it is read from.
    pub fn pages(&self) -> impl Iterator<Item = &'static Source> {
        self.sources.iter().filter_map(|key| source(key))
    }
}
