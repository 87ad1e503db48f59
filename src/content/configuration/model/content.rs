//! What a bot says, sends, passes and reads.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What a bot says and sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct BotContent {
    /// Whether it opens with a greeting.
    pub greeting: Option<bool>,
    /// Whether it sends Adaptive Cards.
    pub adaptive_cards: Option<bool>,
    /// Whether those come from a Bot Framework skill.
    pub cards_from_skill: Option<bool>,
    /// Whether its Escalate topic has a "Transfer conversation" node.
    pub transfer_node: Option<bool>,
    /// Files it sends.
    pub files: Option<Vec<File>>,
}

/// A file that is sent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct File {
    /// Its name with its extension.
    pub name: String,
    /// Its size in kilobytes of 1,024 bytes.
    pub kilobytes: Option<u64>,
}

/// What a bot passes to the hub and reads from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct BotVariables {
    /// Names of its own variables that it passes at handoff.
    pub passes: Option<Vec<String>>,
    /// Names of context variables it reads.
    pub reads: Option<Vec<String>>,
    /// Flows that handle variables.
    pub flows: Option<Vec<Flow>>,
}

/// A flow that a bot calls.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Flow {
    /// Its name.
    pub name: String,
    /// Names of variables that go in, with the names under which they are used in it.
    pub names: Option<BTreeMap<String, String>>,
}
