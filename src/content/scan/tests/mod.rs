//! Each rule raised by what it is about, and left alone by what only looks like it.
#![allow(clippy::unwrap_used, clippy::string_slice)]

mod activities;
mod catalogue;
mod conversations;
mod handoffs;
mod placement;
mod reader;
mod texts;

use serde_json::Value;

use super::*;

/// A bot's text on live chat.
pub(super) fn bot() -> Context {
    Context::new(Channel::Lcw, AuthorKind::Bot)
}

/// The same on another channel.
pub(super) fn on(channel: Channel, author: AuthorKind) -> Context {
    Context::new(channel, author)
}

/// Ids of findings, in order.
pub(super) fn ids(findings: &[Finding]) -> Vec<&'static str> {
    findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect()
}

/// Ids with pointers, in order.
pub(super) fn places(findings: &[Finding]) -> Vec<(&'static str, &str)> {
    findings
        .iter()
        .map(|finding| (finding.rule.as_str(), finding.pointer.as_str()))
        .collect()
}

/// What stands where a finding is, as an excerpt shows it.
pub(super) fn standing(finding: &Finding, document: &Value) -> String {
    let pointer = finding.exact.as_deref().unwrap_or(&finding.pointer);
    let value = document.pointer(pointer).unwrap();
    let name = pointer.rsplit('/').next().unwrap_or_default();
    let text = match value {
        _ if finding.of_name => name.replace("~1", "/").replace("~0", "~"),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let span = finding.span.clone().unwrap_or(0..text.len());
    crate::content::sanitize::excerpt(&text[span], 60)
}

/// An activity from JSON.
pub(super) fn activity(value: Value) -> Activity {
    serde_json::from_value(value).unwrap()
}
