//! The scanner and the catalogue say the same.

use super::*;
use crate::content::rules::{self, Example, Kind};

#[test]
fn every_rule_a_payload_decides_is_decided() {
    for rule in rules::all() {
        let expected = match rule.kind {
            Kind::Payload => true,
            // A transcript shows what was submitted and that the bot handed over.
            Kind::Runtime => rule.id == "OC-CARD-INPUT",
            // The name of a bot stands in its messages, its topics in files of their own.
            Kind::Configuration => ["OC-NAME-30", "OC-ESC-NODE"].contains(&rule.id.as_str()),
        };
        assert_eq!(rule.decided(), expected, "{}", rule.id);
    }
}

/// What is found in an example: in a text, an activity, several of them, or an attachment.
fn found(example: &Example) -> Vec<Finding> {
    let text = example.expanded();
    let context = |channel: Option<Channel>| Context {
        channel: channel.unwrap_or(example.channel),
        format: example.format,
        author: example.author,
        as_of: example.as_of,
        bot: example.bot,
        voice: example.voice,
        every: false,
    };
    if !example.is_json() {
        return scan_text(&text, &context(None));
    }
    let activities = match serde_json::from_str::<Value>(&text).unwrap() {
        Value::Array(list) => list,
        map if map.get("contentType").is_some() => {
            vec![serde_json::json!({"type": "message", "attachments": [map]})]
        }
        map => vec![map],
    };
    let channel = activities
        .iter()
        .find_map(|activity| Channel::from_channel_id(activity.get("channelId")?.as_str()?));
    let mut thread = Thread::new(context(channel));
    activities
        .into_iter()
        .flat_map(|value| thread.scan(&activity(value)))
        .collect()
}

#[test]
fn examples_raise_their_rule_and_near_misses_do_not() {
    // Only a reader of JSON or of topics sees these.
    let of_readers = ["HZ-SURROGATE", "HZ-DUPLICATE", "OC-ESC-NODE"];
    let mut wrong = Vec::new();
    for rule in rules::all().iter().filter(|rule| rule.decided()) {
        if of_readers.contains(&rule.id.as_str()) {
            continue;
        }
        let raises = |example: &Option<Example>| {
            let findings = example.as_ref().map(found)?;
            Some(
                findings
                    .iter()
                    .any(|finding| finding.rule.as_str() == rule.id),
            )
        };
        if raises(&rule.example) != Some(true) || raises(&rule.near) != Some(false) {
            wrong.push((&rule.id, raises(&rule.example), raises(&rule.near)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
