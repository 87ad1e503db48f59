//! How often each rule was found in the handoffs of each bot, day by day. Small whatever comes: a week and a day, a number of
//! bots, a number of rules.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{Party, Timestamp};
use crate::server::router::event::RuleCount;

/// How many days are kept: today and a whole week before.
const DAYS: i64 = 8;
/// How many bots are told apart on one day; the rest is counted together.
const BOTS: usize = 200;
/// How many rules are counted for one bot.
const RULES: usize = 200;
/// How much of a bot's name or id is kept, in characters.
const NAME_CHARS: usize = 100;
/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// The totals, by day of UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    days: BTreeMap<i64, Day>,
}

/// What came on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Day {
    bots: BTreeMap<String, Tally>,
    others: Tally,
}

/// The handoffs of one bot, and in how many of them each rule was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The bot's name as it came last, else its id; unsanitised, at most 100 characters. Empty if it has neither.
    pub name: String,
    /// How many handoffs.
    pub handoffs: u32,
    /// In how many of them each rule was found, by its id.
    pub rules: BTreeMap<String, u32>,
}

/// What was counted over some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// One tally a bot, the one with most handoffs first.
    pub bots: Vec<Tally>,
    /// All other bots together.
    pub others: Tally,
}

impl Tally {
    fn add(&mut self, handoffs: u32, rules: impl IntoIterator<Item = (String, u32)>) {
        self.handoffs = self.handoffs.saturating_add(handoffs);
        for (rule, times) in rules {
            if self.rules.len() < RULES || self.rules.contains_key(&rule) {
                let count = self.rules.entry(rule).or_default();
                *count = count.saturating_add(times);
            }
        }
    }
}

impl Totals {
    /// A handoff came. One from before what is kept, as after a clock was set back, is not counted.
    pub(in crate::server::router) fn count(
        &mut self,
        bot: &Party,
        found: &[RuleCount],
        at: Timestamp,
    ) {
        let today = day(at);
        let newest = self
            .days
            .last_key_value()
            .map_or(today, |(day, _)| today.max(*day));
        let oldest = newest.saturating_sub(DAYS - 1);
        if today < oldest {
            return;
        }
        self.days.retain(|day, _| *day >= oldest);
        let entry = self.days.entry(today).or_default();
        let name = if bot.name.is_empty() {
            &bot.id
        } else {
            &bot.name
        };
        let key = cut(if bot.id.is_empty() {
            &bot.name
        } else {
            &bot.id
        });
        let tally = if entry.bots.len() < BOTS || entry.bots.contains_key(&key) {
            let tally = entry.bots.entry(key).or_default();
            tally.name = cut(name);
            tally
        } else {
            &mut entry.others
        };
        tally.add(1, found.iter().map(|one| (one.rule.clone(), 1)));
    }

    /// What was counted over the last `days` days of UTC, the day of `now` being the last.
    pub fn over(&self, days: u32, now: Timestamp) -> Summary {
        let last = day(now);
        let first = last.saturating_sub(i64::from(days.max(1)) - 1);
        let mut bots: BTreeMap<&str, Tally> = BTreeMap::new();
        let mut others = Tally::default();
        for day in self.days.range(first..=last.max(first)).map(|(_, day)| day) {
            for (key, tally) in &day.bots {
                let sum = bots.entry(key).or_default();
                sum.name.clone_from(&tally.name);
                sum.add(tally.handoffs, tally.rules.clone());
            }
            others.add(day.others.handoffs, day.others.rules.clone());
        }
        let mut bots: Vec<Tally> = bots.into_values().collect();
        bots.sort_by(|a, b| (Reverse(a.handoffs), &a.name).cmp(&(Reverse(b.handoffs), &b.name)));
        for tally in bots.drain(BOTS.min(bots.len())..) {
            others.add(tally.handoffs, tally.rules);
        }
        Summary { bots, others }
    }
}

/// The day of UTC, counted from 1970-01-01.
fn day(at: Timestamp) -> i64 {
    at.0.div_euclid(DAY)
}

fn cut(text: &str) -> String {
    text.chars().take(NAME_CHARS).collect()
}
