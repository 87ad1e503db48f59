//! The catalogue of what gets lost between bot, hub and customer: data under `assets/rules/`, embedded and read once.
//!
//! To add a rule, add it there. If the scanner decides it, give it a [`RuleId`] as well and a test that raises it.

mod day;
mod id;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::Channel;
pub use id::RuleId;

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
    /// The channels it is about; none means all.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// The first date a source states it.
    #[serde(default, with = "day")]
    pub since: Option<Date>,
    /// The date of the first source that no longer states it. None while it holds.
    #[serde(default, with = "day")]
    pub until: Option<Date>,
    /// Keys of the pages it is read from, see [`source`]. None for our own.
    #[serde(default)]
    pub sources: Vec<String>,
    /// What is seen, and how we decide.
    pub explanation: String,
    /// What to do instead.
    pub instead: String,
}

impl Rule {
    /// Whether the scanner decides it.
    pub fn decided(&self) -> bool {
        RuleId::from_id(&self.id).is_some()
    }

    /// Whether it holds on `day`; without a day, whether it holds now, that is, whether no later source has dropped it.
    pub fn holds(&self, day: Option<Date>) -> bool {
        match day {
            None => self.until.is_none(),
            Some(day) => {
                self.since.is_none_or(|since| since <= day)
                    && self.until.is_none_or(|until| day < until)
            }
        }
    }

    /// The pages it is read from.
    pub fn pages(&self) -> impl Iterator<Item = &'static Source> {
        self.sources.iter().filter_map(|key| source(key))
    }
}

struct Catalogue {
    rules: Vec<Rule>,
    by_id: HashMap<String, usize>,
    sources: HashMap<String, Source>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::read);

/// The embedded files of rules, in the order of the catalogue.
const FILES: &[&str] = &[
    include_str!("../../../assets/rules/text.toml"),
    include_str!("../../../assets/rules/cards.toml"),
    include_str!("../../../assets/rules/attachments.toml"),
    include_str!("../../../assets/rules/variables.toml"),
    include_str!("../../../assets/rules/placement.toml"),
    include_str!("../../../assets/rules/ending.toml"),
    include_str!("../../../assets/rules/authentication.toml"),
    include_str!("../../../assets/rules/voice.toml"),
    include_str!("../../../assets/rules/connection.toml"),
    include_str!("../../../assets/rules/limits.toml"),
    include_str!("../../../assets/rules/hazards.toml"),
];

#[derive(Deserialize)]
struct RuleFile {
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
struct SourceFile {
    source: Vec<Source>,
}

impl Catalogue {
    fn read() -> Self {
        // The files are part of the program: a test reads every one of them strictly.
        let rules: Vec<Rule> = FILES
            .iter()
            .filter_map(|file| toml::from_str::<RuleFile>(file).ok())
            .flat_map(|file| file.rule)
            .collect();
        let sources =
            toml::from_str::<SourceFile>(include_str!("../../../assets/rules/sources.toml"))
                .map(|file| file.source)
                .unwrap_or_default();
        Self {
            by_id: rules
                .iter()
                .enumerate()
                .map(|(at, rule)| (rule.id.clone(), at))
                .collect(),
            rules,
            sources: sources
                .into_iter()
                .map(|source| (source.key.clone(), source))
                .collect(),
        }
    }
}

/// All rules, in the order of the catalogue.
pub fn all() -> &'static [Rule] {
    &CATALOGUE.rules
}

/// The rule with this id, in any case of its letters.
pub fn rule(id: &str) -> Option<&'static Rule> {
    let at = CATALOGUE
        .by_id
        .get(id)
        .or_else(|| CATALOGUE.by_id.get(&id.to_ascii_uppercase()))?;
    CATALOGUE.rules.get(*at)
}

/// The page with this key.
pub fn source(key: &str) -> Option<&'static Source> {
    CATALOGUE.sources.get(key)
}
