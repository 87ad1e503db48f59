//! Queues and the people in them.

use serde::Deserialize;

use super::WorkKind;

/// A queue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Queue {
    /// Its name.
    pub name: String,
    /// What type of work it takes.
    pub kind: Option<WorkKind>,
    /// Whether it is the default queue of its type.
    pub default: Option<bool>,
    /// Bots in it, by name.
    pub bots: Option<Vec<String>>,
    /// People in it, by name.
    pub people: Option<Vec<String>>,
}

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their capacity in units.
    pub capacity: Option<i64>,
    /// Their security roles, as they are called.
    pub roles: Option<Vec<String>>,
    /// Whether they are meant to read transcripts.
    pub reads_transcripts: Option<bool>,
}
