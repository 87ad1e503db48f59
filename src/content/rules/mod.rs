//! The catalogue of what gets lost between bot, hub and customer: data under `assets/rules/`, embedded and read once.
//!
//! To add a rule, add it there, with an example and a near miss. If the scanner decides it, give it a [`RuleId`] as well and a test that raises it.

pub mod channels;
mod dates;
pub(in crate::content) mod day;
mod event;
mod example;
mod id;
mod names;
pub mod reference;
mod rule;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

pub use dates::Dates;
pub use event::RuntimeEvent;
pub use example::Example;
pub use id::RuleId;
pub use rule::{Group, Kind, Rule, Severity, Source};

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
            .map(completed)
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

/// A rule whose explanation would only repeat trigger and what is seen leaves it out.
fn completed(mut rule: Rule) -> Rule {
    if rule.explanation.is_empty() {
        rule.explanation = rule.composed();
    }
    rule
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
