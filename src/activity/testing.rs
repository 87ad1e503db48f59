//! Arbitrary JSON for property tests: biased towards the names that activities use, so that every reader is reached.

use proptest::prelude::*;
use serde_json::{Map, Value};

const NAMES: [&str; 34] = [
    "type",
    "id",
    "name",
    "text",
    "from",
    "role",
    "recipient",
    "conversation",
    "attachments",
    "content",
    "contentType",
    "contentUrl",
    "activities",
    "value",
    "channelData",
    "tags",
    "context",
    "Context",
    "MessageToAgent",
    "va_LastTopic",
    "va_LastPhrase",
    "va_LastPhrases",
    "va_BotName",
    "relatesTo",
    "user",
    "bot",
    "timestamp",
    "channelId",
    "replyToId",
    "watermark",
    "state",
    "message",
    "cci_bot_id",
    "entities",
];

const TEXTS: [&str; 12] = [
    "event",
    "message",
    "handoff.initiate",
    "handoff.status",
    "Transcript",
    "application/json",
    "{\"type\":\"Escalate\",\"context\":{\"a\":1}}",
    "bot",
    "user",
    "2020-02-10T21:51:37.4997264Z",
    "typing",
    "Escalate",
];

/// Any JSON value, some levels deep.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // Whole eighths: every one of them is read back as it was written.
        any::<i32>().prop_map(|n| Value::from(f64::from(n) / 8.0)),
        any::<String>().prop_map(Value::from),
        prop::sample::select(&TEXTS[..]).prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            object_of(inner).prop_map(Value::Object),
        ]
    })
}

/// Any JSON object.
pub(crate) fn any_json_object() -> impl Strategy<Value = Value> {
    object_of(any_json()).prop_map(Value::Object)
}

fn object_of(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    let name = prop_oneof![
        4 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec((name, inner), 0..8).prop_map(|pairs| pairs.into_iter().collect())
}
