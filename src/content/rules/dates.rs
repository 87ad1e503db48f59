//! When a rule holds: the documentation changed over the years.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::day;
use crate::content::scan::BotKind;

/// From when until when pages state a rule. Without dates it holds always.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// The first date a source states it.
    #[serde(default, with = "day")]
    pub since: Option<Date>,
    /// The date of the first source that no longer states it. None while it holds.
    #[serde(default, with = "day")]
    pub until: Option<Date>,
    /// The first date a source states it again, where one had dropped it.
    #[serde(default, with = "day")]
    pub again: Option<Date>,
    /// The date from which it no longer holds for bots made with Copilot Studio, where the pages of such bots dropped it
    /// before [`Dates::until`].
    #[serde(default, with = "day")]
    pub studio_until: Option<Date>,
    /// Why it is so, where that is more than the dates of its pages.
    #[serde(default)]
    pub why: Option<String>,
    /// When we took it out of use; its page stays, because reports name it.
    #[serde(default, with = "day")]
    pub retired: Option<Date>,
    /// The rule that then took its place.
    #[serde(default)]
    pub replaced_by: Option<String>,
}

impl Dates {
    /// Whether it holds on `day`; without a day, whether it holds now, that is, whether no later source has dropped it. A
    /// rule that is retired holds on no day.
    pub(super) fn hold(&self, day: Option<Date>) -> bool {
        if self.retired.is_some() {
            return false;
        }
        match day {
            None => self.until.is_none() || self.again.is_some(),
            Some(day) => {
                self.since.is_none_or(|since| since <= day)
                    && (self.until.is_none_or(|until| day < until)
                        || self.again.is_some_and(|again| again <= day))
            }
        }
    }

    /// The same for this kind of bot.
    pub(super) fn hold_for(&self, bot: BotKind, day: Option<Date>) -> bool {
        let dropped = self
            .studio_until
            .filter(|_| bot == BotKind::CopilotStudio)
            .is_some_and(|until| day.is_none_or(|day| until <= day));
        self.hold(day) && !dropped
    }

    /// In words; `None` if no page has a date.
    pub fn words(&self) -> Option<String> {
        let held = match (self.since, self.until) {
            (Some(since), Some(until)) => format!("Held from {since} until {until}"),
            (Some(since), None) => format!("Holds since {since}"),
            (None, Some(until)) => format!("Held until {until}"),
            (None, None) => return None,
        };
        Some(match self.again {
            Some(again) => format!("{held}, holds again since {again}"),
            None => held,
        })
    }
}
