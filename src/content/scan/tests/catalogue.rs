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

/// One payload as the pages of two years have it.
#[test]
fn the_same_payload_on_two_days() {
    let payload = serde_json::json!([
        {"type": "typing", "from": {"role": "bot"}},
        {"type": "message", "from": {"role": "bot"}, "textFormat": "markdown", "text": "Pick **one** 👋\n\nplease",
            "attachmentLayout": "carousel",
            "suggestedActions": {"actions": [{"title": "Yes"}, {"title": "No"}]},
            "attachments": [
                {"contentType": "application/vnd.microsoft.card.signin", "content": {"text": "Sign in"}},
                {"contentType": "application/vnd.microsoft.card.adaptive", "content": {"type": "AdaptiveCard", "version": "1.6",
                    "body": [{"type": "TextBlock", "text": "**Size**", "weight": "Bolder"}, {"type": "Input.Text", "id": "csat"}]}}]},
        {"type": "message", "from": {"role": "user"}, "value": {"csat": "5"}},
        {"type": "event", "name": "handoff.initiate", "from": {"role": "bot"}, "value": {
            "va_LastPhrase": "help", "email": "a@b.example", "Order No": "1", "Vip": true,
            "CloseOmnichannelConversation": true, "Long": "x".repeat(4001)}}
    ]);
    let on_day = |day: &str, bot: BotKind| {
        let mut thread = Thread::new(Context {
            as_of: day.parse().ok(),
            bot,
            ..super::bot()
        });
        let activities: Vec<Activity> = serde_json::from_value(payload.clone()).unwrap();
        let findings = activities.iter().flat_map(|one| thread.scan(one));
        let rules: std::collections::BTreeSet<_> = findings.map(|one| one.rule.as_str()).collect();
        rules.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(
        on_day("2021-03-15", BotKind::CopilotStudio),
        [
            "OC-CARD-STYLE",
            "OC-CARD-VERSION",
            "OC-CAROUSEL",
            "OC-EMOJI",
            "OC-MD-SPACING",
            "OC-SA-VERTICAL",
            "OC-SURVEY-TEXT",
            "OC-TYPING",
            "OC-VAR-LASTPHRASE",
            "OC-VAR-VALUE"
        ]
    );
    // The pages of Azure bots went on to name authentication cards.
    assert!(on_day("2021-03-15", BotKind::Azure).contains(&"OC-CARD-AUTH"));
    assert_eq!(
        on_day("2026-01-01", BotKind::CopilotStudio),
        [
            "OC-CARD-INPUT",
            "OC-CARD-MD",
            "OC-CARD-STYLE",
            "OC-CARD-VERSION",
            "OC-EMOJI",
            "OC-EOC-FLAG",
            "OC-MD-SPACING",
            "OC-TYPING",
            "OC-VAR-CASE",
            "OC-VAR-CHARS",
            "OC-VAR-LASTPHRASE",
            "OC-VAR-TYPE",
            "OC-VAR-VALUE"
        ]
    );
}
