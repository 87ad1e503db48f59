//! Reads a configuration and says what is wrong with it as a document: unknown fields, names that lead nowhere.

use std::collections::HashSet;

use serde_json::Value;

use super::model::Configuration;
use super::setup::{Setup, named};
use crate::content::sanitize;

/// The version of the shape we read.
const VERSION: u64 = 1;
/// Most bots that may be listed on one workstream; one is what works (OC-BOT-ONE-WS).
const BOTS: usize = 50;

/// Why a document is no configuration we can read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", if pointer.is_empty() { "the document" } else { pointer })]
pub struct ConfigurationError {
    /// RFC 6901 pointer to where it is wrong.
    pub pointer: String,
    /// What is wrong; sanitised.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// Whether a document says that it is a configuration, of whatever version.
pub fn is_configuration(document: &Value) -> bool {
    document.get("configuration").is_some_and(Value::is_u64)
}

/// Reads a configuration.
pub fn read_json(document: &Value) -> Result<Configuration, ConfigurationError> {
    let version = document.get("configuration").and_then(Value::as_u64);
    if version != Some(VERSION) {
        return Err(ConfigurationError {
            pointer: "/configuration".to_owned(),
            message: "this is no configuration of a version that is known".to_owned(),
            hint: format!("write \"configuration\": {VERSION}"),
        });
    }
    let configuration: Configuration =
        serde_path_to_error::deserialize(document).map_err(|error| ConfigurationError {
            pointer: pointer(error.path()),
            message: sanitize::excerpt(&error.inner().to_string(), 400),
            hint: "docs/configuration.md lists every field; leave out what is not known".to_owned(),
        })?;
    names_lead_somewhere(&configuration)?;
    Ok(configuration)
}

/// A TOML document as JSON, with dates as texts.
pub fn json_of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => Value::Bool(yes),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json_of_toml).collect(),
        toml::Value::Table(table) => table
            .into_iter()
            .map(|(key, value)| (key, json_of_toml(value)))
            .collect(),
    }
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => {
                let key = key.replace('~', "~0").replace('/', "~1");
                format!("/{}", sanitize::excerpt(&key, 100))
            }
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        })
        .collect()
}

/// Names are given once, and lead to an entry wherever the list they lead to is stated at all.
fn names_lead_somewhere(configuration: &Configuration) -> Result<(), ConfigurationError> {
    let setup = Setup::new(configuration);
    let bots = known("bots", setup.bots().map(|(_, bot)| &*bot.name))?;
    let workstreams = known(
        "workstreams",
        setup.workstreams().map(|(_, one)| &*one.name),
    )?;
    let queues = known("queues", setup.queues().map(|(_, queue)| &*queue.name))?;
    let people = known("people", setup.people().map(|(_, person)| &*person.name))?;
    let environments = known(
        "environments",
        setup.environments().map(|(_, one)| &*one.name),
    )?;
    let apps = known("apps", setup.apps().map(|(_, app)| &*app.name))?;
    known("channels", setup.channels().map(|(_, one)| &*one.name))?;

    for (spot, bot) in setup.bots() {
        environments.lead(bot.environment.as_slice(), || spot.at("environment"))?;
        apps.lead(bot.app.as_slice(), || spot.at("app"))?;
        queues.lead(bot.queues.iter().flatten(), || spot.at("queues"))?;
        let connection = &bot.connection;
        environments.lead(connection.hubs.iter().flatten(), || {
            spot.at("connection/hubs")
        })?;
        environments.lead(connection.intended_hub.as_slice(), || {
            spot.at("connection/intendedHub")
        })?;
    }
    for (spot, workstream) in setup.workstreams() {
        bots.lead(workstream.bots.iter().flatten(), || spot.at("bots"))?;
        queues.lead(workstream.queues.iter().flatten(), || spot.at("queues"))?;
        if workstream
            .bots
            .as_ref()
            .is_some_and(|bots| bots.len() > BOTS)
        {
            return Err(ConfigurationError {
                pointer: spot.at("bots"),
                message: format!("more than {BOTS} bots are listed on one workstream"),
                hint: "list the bots that are on it; one works".to_owned(),
            });
        }
    }
    for (spot, queue) in setup.queues() {
        bots.lead(queue.bots.iter().flatten(), || spot.at("bots"))?;
        people.lead(queue.people.iter().flatten(), || spot.at("people"))?;
    }
    for (spot, channel) in setup.channels() {
        workstreams.lead(channel.workstream.as_slice(), || spot.at("workstream"))?;
    }
    Ok(())
}

/// The names in a list.
struct Known<'a> {
    list: &'static str,
    names: HashSet<&'a str>,
}

fn known<'a>(
    list: &'static str,
    all: impl Iterator<Item = &'a str>,
) -> Result<Known<'a>, ConfigurationError> {
    let mut names = HashSet::new();
    for (index, name) in all.enumerate() {
        if !names.insert(name) {
            return Err(ConfigurationError {
                pointer: format!("/{list}/{index}/name"),
                message: format!("\"{}\" is there twice", named(name)),
                hint: "give each entry of a list a name of its own".to_owned(),
            });
        }
    }
    Ok(Known { list, names })
}

impl Known<'_> {
    /// Whether all these names are in the list, if it is stated.
    fn lead<'n>(
        &self,
        names: impl IntoIterator<Item = &'n String>,
        pointer: impl FnOnce() -> String,
    ) -> Result<(), ConfigurationError> {
        let lost = names
            .into_iter()
            .find(|name| !self.names.contains(name.as_str()));
        match lost.filter(|_| !self.names.is_empty()) {
            None => Ok(()),
            Some(name) => Err(ConfigurationError {
                pointer: pointer(),
                message: format!("\"{}\" is not in `{}`", named(name), self.list),
                hint: format!("add it to `{}` or correct the name", self.list),
            }),
        }
    }
}
