//! Workstreams: what work comes, how it is told apart and where it goes.

use serde::Deserialize;

use crate::domain::Channel;

/// A workstream.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Workstream {
    /// Its name.
    pub name: String,
    /// What type of work it takes.
    pub kind: Option<WorkKind>,
    /// Its channel.
    pub channel: Option<Channel>,
    /// On a voice workstream, whether it is the enhanced kind.
    pub voice: Option<VoiceKind>,
    /// How work reaches people.
    pub distribution: Option<Distribution>,
    /// Bots on it, by name.
    pub bots: Option<Vec<String>>,
    /// Queues its rules route to and its fallback queue, by name.
    pub queues: Option<Vec<String>>,
    /// Context variables declared on it.
    pub variables: Option<Vec<Declared>>,
    /// Its rules: classification and routing.
    pub rules: Option<Vec<RoutingRule>>,
}

/// A type of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkKind {
    /// Chat and the other written channels.
    Messaging,
    /// Records such as cases.
    Record,
    /// Calls.
    Voice,
}

impl WorkKind {
    /// In a word, for a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Messaging => "messaging",
            Self::Record => "record",
            Self::Voice => "voice",
        }
    }
}

/// Which voice a workstream has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VoiceKind {
    /// The older one.
    Classic,
    /// The enhanced one.
    Enhanced,
}

/// How work reaches people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distribution {
    /// The system gives it to somebody.
    Push,
    /// People take it from a list.
    Pick,
}

/// A context variable that is declared on a workstream.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Declared {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Option<VariableKind>,
    /// The name it had before it was, or is to be, renamed.
    pub renamed_from: Option<String>,
    /// Whether it was, or is to be, deleted.
    #[serde(default)]
    pub deleted: bool,
}

/// The two types a variable of a workstream may have (CTXM).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VariableKind {
    /// A text.
    Text,
    /// A number.
    Number,
}

/// A rule of a workstream.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RoutingRule {
    /// Its name.
    pub name: String,
    /// Context variables its condition uses, by name.
    pub uses: Option<Vec<String>>,
}
