//! Traces: what a transcript tells of the bot's own doings, which topic ran and which variable was set.

use serde_json::Value;

use super::activity;
use super::memory::Memory;
use super::report::{Detail, Report};
use super::view::Said;
use crate::content::rules::RuleId;
use crate::content::sanitize::excerpt;

/// Longest name of a topic or variable in a sentence, in characters.
const NAME: usize = 60;

/// Scans a trace of a stored transcript. What such traces carry besides is for machines and is not looked into.
pub(super) fn scan<'a>(said: &Said<'a>, memory: &mut Memory, report: &mut Report<'a>) {
    match said.text_of("valueType") {
        Some("CSATSurveyRequest") => report.key("valueType", |report| {
            survey("CSATSurveyRequest", report);
        }),
        Some("IntentRecognition") => {
            if let Some(topic) = first(
                said.value,
                &["topicId", "intentId", "topicName", "intentTitle"],
            ) {
                topic.clone_into(&mut memory.topic);
            }
        }
        Some("DialogRedirect") => redirected(said, memory),
        Some("VariableAssignment") => assigned(said, memory, report),
        _ => {}
    }
}

/// A survey of the customer's satisfaction.
pub(super) fn survey(excerpt: &str, report: &mut Report<'_>) {
    report.whole(RuleId::SurveyText, excerpt, || {
        Detail::new("A survey of the customer's satisfaction.").seen_as("its text, without a card")
    });
}

fn first<'a>(value: Option<&'a Value>, keys: &[&str]) -> Option<&'a str> {
    let value = value?;
    keys.iter()
        .find_map(|key| value.get(*key).and_then(Value::as_str))
        .filter(|text| !text.is_empty())
}

/// A redirect runs another topic, which the bot does not list among those the customer's words triggered.
fn redirected(said: &Said<'_>, memory: &mut Memory) {
    if let Some(topic) = first(said.value, &["targetDialogId", "targetDialogName"]) {
        topic.clone_into(&mut memory.topic);
        memory.redirected(topic);
    }
}

/// Variables of a topic have an id of their own; older transcripts write it, newer ones only the scope.
fn assigned<'a>(said: &Said<'a>, memory: &mut Memory, report: &mut Report<'a>) {
    let (Some(name), Some(value)) = (first(said.value, &["name"]), said.value) else {
        return;
    };
    let id = first(Some(value), &["id"]).unwrap_or_default();
    let scope = first(Some(value), &["type"]).unwrap_or_default();
    let shared = ["Global.", "System."]
        .iter()
        .any(|scope| id.starts_with(scope))
        || scope.eq_ignore_ascii_case("global");
    let topic = if id.is_empty() || id.starts_with("Topic.") {
        memory.topic.clone()
    } else {
        id.to_owned()
    };
    report.key("value", |report| {
        if let Some(set) = value.get("newValue") {
            report.key("newValue", |report| activity::strings(set, report));
            if !shared && !topic.is_empty() && memory.assign(name, &topic, set).is_some() {
                report.key("name", |report| shadowed(name, report));
            }
        }
    });
}

/// A bot's message carries the variables as they stand and the topic it is in: one that changes under another topic was
/// set by both.
pub(super) fn variable_detail<'a>(said: &Said<'a>, memory: &mut Memory, report: &mut Report<'a>) {
    let Some(Value::Object(variables)) = said
        .channel_data("VariableDetail")
        .and_then(|detail| detail.get("Variables"))
    else {
        return;
    };
    let Some(topic) = first(
        said.channel_data("CurrentMessageDetail"),
        &["CurrentIntentId"],
    ) else {
        return;
    };
    for (name, value) in variables {
        let now = value.to_string();
        let changed = memory
            .assign(name, topic, value)
            .is_some_and(|before| !now.starts_with(&before.value));
        if changed {
            report.key("channelData", |report| {
                report.key("VariableDetail", |report| {
                    report.key("Variables", |report| {
                        report.key(name, |report| {
                            report.of_name(|report| shadowed(name, report));
                        });
                    });
                });
            });
        }
    }
}

fn shadowed(name: &str, report: &mut Report<'_>) {
    report.whole(RuleId::VarShadow, name, || {
        Detail::new(format!(
            "Two topics set {}; the later one wins.",
            excerpt(name, NAME)
        ))
    });
}
