//! Queues and people of the demo.

use std::collections::BTreeSet;

use serde::Deserialize;

/// The floor on which the demo plays.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// The queues, set up in this order.
    pub queues: Vec<Line>,
    /// The person at the desk.
    pub you: Person,
    /// Who works beside them.
    pub colleagues: Vec<Colleague>,
    /// What colleagues say, one after the other.
    pub lines: Vec<String>,
}

/// A queue.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Line {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Topics and skills that lead here.
    pub topics: BTreeSet<String>,
    /// Countdown of offers in seconds, at a speed of 1.
    pub offer_seconds: u32,
}

/// The person at the desk.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// User name.
    pub user: String,
    /// Display name.
    pub name: String,
    /// `agent` or `supervisor`.
    pub role: String,
    /// Slots.
    pub capacity: u32,
    /// Where they work.
    pub queues: BTreeSet<String>,
}

/// A scripted agent beside the person at the desk.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colleague {
    /// User name.
    pub user: String,
    /// Display name.
    pub name: String,
    /// Slots.
    pub capacity: u32,
    /// Where they work.
    pub queues: BTreeSet<String>,
    /// How often they take an offer, from 0 to 1.
    pub accepts: f64,
    /// How often they let one run out; the rest is declined.
    pub lets_go: f64,
    /// How long they stay in a conversation, in seconds: from, to.
    pub stays: (f64, f64),
}
