//! The shapes found in the wild, one by one, and the samples in the folder that `DESKHAND_SAMPLES` names.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

use super::{DIGEST_PREFIX, read};
use crate::activity::ReadError;
use crate::activity::testing::{any_json, any_json_object};
use crate::domain::{AuthorKind, Channel, Handoff, HandoffShape, Timestamp};

const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn taken(payload: &Value) -> Handoff {
    read(payload.to_string().as_bytes(), None, NOW).unwrap()
}

fn refused(payload: &Value) -> ReadError {
    read(payload.to_string().as_bytes(), None, NOW).unwrap_err()
}

/// A handoff event with these fields beside the required ones.
fn event(fields: &Value) -> Value {
    let mut event = json!({
        "type": "event", "name": "handoff.initiate", "id": "C1|0000005", "conversation": {"id": "C1"}
    });
    for (name, value) in fields.as_object().unwrap() {
        event[name] = value.clone();
    }
    event
}

fn said(role: &Value, text: &str) -> Value {
    json!({"type": "message", "text": text, "from": {"id": format!("id-{role}"), "role": role}})
}

#[test]
fn flat_variables_in_either_spelling() {
    let handoff = taken(&event(&json!({"value": {
        "va_LastTopic": "Returns", "va_LastPhrases": "my order is broken", "OrderNumber": 42
    }})));
    assert_eq!(handoff.shape, HandoffShape::Flat);
    assert_eq!(handoff.variables.last_phrase(), Some("my order is broken"));
    assert_eq!(handoff.variables.len(), 3);
    let handoff = taken(&event(&json!({"value": {"va_LastPhrase": "hi"}})));
    assert_eq!(handoff.variables.last_phrase(), Some("hi"));
}

#[rstest]
#[case(json!({"Skill": "credit cards"}), HandoffShape::FreeObject, 1, None)]
#[case(json!({"MessageToAgent": "cross", "Context": {"skill": "service", "n": 1}}), HandoffShape::MessageToAgent, 3, Some("cross"))]
#[case(json!({"Context": "not an object"}), HandoffShape::FreeObject, 1, None)]
#[case(json!("wants a refund"), HandoffShape::Bare, 1, Some("wants a refund"))]
#[case(json!(null), HandoffShape::Bare, 0, None)]
#[case(json!([1, 2]), HandoffShape::Bare, 1, None)]
fn every_shape_of_value(
    #[case] value: Value,
    #[case] shape: HandoffShape,
    #[case] count: usize,
    #[case] private: Option<&str>,
) {
    let handoff = taken(&event(&json!({ "value": value })));
    assert_eq!(handoff.shape, shape);
    assert_eq!(handoff.variables.len(), count);
    assert_eq!(handoff.variables.private_message(), private);
}

#[test]
fn no_value_at_all_and_no_type() {
    assert_eq!(taken(&event(&json!({}))).shape, HandoffShape::Bare);
    let handoff = taken(&json!({"name": "handoff.initiate", "conversation": {"id": "C"}}));
    assert!(handoff.source.activity.starts_with(DIGEST_PREFIX));
    assert_eq!(handoff.notes.len(), 1);
}

#[rstest]
#[case(json!("{\"type\":\"Escalate\",\"context\":{\"BotHandoffTopic\":\"CreditCard\",\"IDNumber\":101}}"))]
#[case(json!({"type": "Escalate", "context": {"BotHandoffTopic": "CreditCard", "IDNumber": 101}}))]
fn the_teams_command_as_text_and_as_object(#[case] tags: Value) {
    let handoff = taken(&json!({
        "type": "message", "id": "m1", "text": "One moment.", "channelId": "msteams",
        "from": {"id": "b", "name": "Bot", "role": "bot"}, "recipient": {"id": "u", "name": "Ana"},
        "conversation": {"id": "19:x"}, "channelData": {"deliveryMode": "bridged", "tags": tags}
    }));
    assert_eq!(handoff.shape, HandoffShape::Tags);
    assert_eq!(handoff.channel, Channel::Msteams);
    assert_eq!(handoff.variables.get("IDNumber"), Some(&json!(101)));
    assert_eq!(handoff.transcript.len(), 1);
    assert_eq!(handoff.transcript[0].author.kind, AuthorKind::Bot);
}

#[rstest]
#[case("Transcript")]
#[case("transcript")]
#[case("TRANSCRIPT ")]
#[case("Trasnscript")]
fn the_transcript_by_any_of_its_names(#[case] name: &str) {
    let activities = json!([said(&json!("user"), "hi"), 7, said(&json!(0), "hello")]);
    let handoff = taken(&event(&json!({"attachments": [
        {"contentType": "image/png", "contentUrl": "https://example.com/x.png", "name": "x.png"},
        {"contentType": "application/json", "name": name, "content": {"activities": activities}}
    ]})));
    assert_eq!(
        (handoff.transcript_received, handoff.transcript.len()),
        (3, 2)
    );
    let sides: Vec<AuthorKind> = handoff.transcript.iter().map(|m| m.author.kind).collect();
    assert_eq!(sides, [AuthorKind::Customer, AuthorKind::Bot]);
    assert_eq!(handoff.transcript[1].id.part, 1);
    assert!(
        handoff
            .notes
            .iter()
            .any(|note| note.contains("not objects"))
    );
}

#[test]
fn a_transcript_elsewhere_is_noted_and_the_set_stands_in() {
    let handoff = taken(&json!({
        "activities": [
            said(&json!("user"), "hi"),
            {"type": "typing"},
            event(&json!({"attachments": [{"name": "Transcript", "contentUrl": "https://example.com/t\u{1b}[31m"}]})),
            said(&json!("bot"), "after"),
        ],
        "watermark": "5"
    }));
    assert_eq!(handoff.transcript.len(), 2);
    assert!(
        handoff.notes[0].contains("not fetched"),
        "{:?}",
        handoff.notes
    );
    assert!(!handoff.notes[0].contains('\u{1b}'));
}

#[test]
fn a_bare_array_and_the_last_of_two_handoffs() {
    let mut second = event(&json!({}));
    second["id"] = json!("C1|0000009");
    let handoff = taken(&json!([event(&json!({})), second]));
    assert_eq!(handoff.source.activity, "C1|0000009");
    assert!(handoff.notes[0].contains("2 handoffs"));
}

#[test]
fn from_may_be_the_bot_or_the_user() {
    let relates = json!({"user": {"id": "u", "name": "Ana"}, "bot": {"id": "b", "name": "Helper"}});
    for from in [
        json!({"id": "b", "name": "Helper", "role": "bot"}),
        json!({"id": "u", "name": "Ana", "role": "user"}),
        json!({"id": "u", "name": "Ana"}),
        json!({"id": "b", "name": "Helper"}),
    ] {
        let handoff = taken(&event(&json!({"from": from, "relatesTo": relates})));
        assert_eq!(
            (handoff.customer.id.as_str(), handoff.bot.id.as_str()),
            ("u", "b")
        );
        assert_eq!(
            (handoff.customer.name.as_str(), handoff.bot.name.as_str()),
            ("Ana", "Helper")
        );
    }
}

#[test]
fn times_fall_back_to_their_neighbours() {
    let mut second = said(&json!(1), "b");
    second["timestamp"] = json!(1_581_371_497);
    let handoff = taken(&event(
        &json!({"attachments": [{"name": "transcript", "content":
        [said(&json!(1), "a"), second, said(&json!(1), "c")]}]}),
    ));
    let times: Vec<i64> = handoff.transcript.iter().map(|m| m.at.0).collect();
    assert_eq!(times, [1_581_371_497_000; 3]);
}

#[test]
fn stray_fields_are_kept() {
    let handoff = taken(&event(
        &json!({"cci_bot_id": "x", "entities": [], "relatesTo": {"odd": [1]}}),
    ));
    assert_eq!(handoff.rest["cci_bot_id"], "x");
    assert_eq!(handoff.rest["relatesTo"]["odd"][0], 1);
}

#[test]
fn a_value_alone_is_told_apart_by_its_content() {
    let one = taken(&json!({"Skill": "credit cards"}));
    assert_eq!(one.shape, HandoffShape::FreeObject);
    assert_eq!(one.source, taken(&json!({"Skill": "credit cards"})).source);
    assert_ne!(one.source, taken(&json!({"Skill": "loans"})).source);
}

#[rstest]
#[case(json!({"state": "completed"}), "/state", "handoff.status")]
#[case(json!({"state": "failed", "message": "x"}), "/state", "handoff.status")]
#[case(json!({"type": "typing", "text": "A quick"}), "/type", "typing")]
#[case(json!({"type": "event", "name": "pvaSetContext", "value": {}}), "/name", "pvaSetContext")]
#[case(json!({"type": "handoff"}), "/type", "stays inside one bot")]
#[case(json!({"type": "message", "name": "handoff.initiate", "conversation": {"id": "C"}}), "/type", "message")]
#[case(json!({"type": "message", "channelData": {"tags": "{\"type\":\"EndConversation\",\"context\":{}}"}}), "/type", "EndConversation")]
#[case(json!({"conversation": {"id": "C"}, "value": {"a": 1}}), "/type", "without a type")]
#[case(json!({}), "", "empty object")]
#[case(json!({"activities": []}), "/activities", "empty")]
#[case(json!({"activities": {}}), "/activities", "array")]
#[case(json!({"activities": [{"type": "message"}, 1]}), "/activities", "none of the 2")]
#[case(json!([{"type": "typing"}]), "/0/type", "typing")]
#[case(json!([5]), "", "a number")]
#[case(json!("text"), "", "a text")]
#[case(json!({"activities": [{"type": "event", "name": "handoff.initiate"}]}), "/activities/0/conversation/id", "missing")]
#[case(json!({"type": "event", "name": "handoff.initiate", "conversation": {"id": ""}}), "/conversation/id", "missing")]
fn what_is_no_handoff_is_named(#[case] payload: Value, #[case] pointer: &str, #[case] says: &str) {
    let error = refused(&payload);
    assert_eq!(error.pointer, pointer, "{error}");
    assert!(error.message.contains(says), "{error}");
    assert!(!error.hint.is_empty());
}

#[test]
fn the_conversation_may_be_named_elsewhere() {
    let handoff = taken(
        &json!({"type": "event", "name": "handoff.initiate", "value": {"va_ConversationId": "C7"}}),
    );
    assert_eq!(handoff.source.conversation, "C7");
    assert_eq!(handoff.notes.len(), 1);
}

#[test]
fn an_endless_id_and_an_endless_transcript_are_refused() {
    let error = refused(&event(&json!({"id": "x".repeat(2000)})));
    assert_eq!(error.pointer, "/id");
    let error = refused(&event(&json!({"attachments": [
        {"name": "Transcript", "content": {"activities": vec![json!({}); 10_001]}}]})));
    assert_eq!(error.pointer, "/attachments/0/content/activities");
}

/// Files under `handoff/` that hold something else; the refusal must say what.
const NO_HANDOFFS: [(&str, &str); 7] = [
    (
        "activity-spec__consent-response-event.json",
        "Sys.ConsentResponseEvent",
    ),
    ("activity-spec__pvaSetContext-event.json", "pvaSetContext"),
    ("activity-spec__request-update-event.json", "request.update"),
    (
        "activity-spec__startConversation-event.json",
        "startConversation",
    ),
    ("activity-spec__typing-streaming.json", "typing"),
    (
        "handoff-library-readme__status-completed.json",
        "handoff.status",
    ),
    (
        "handoff-library-readme__status-failed.json",
        "handoff.status",
    ),
];

#[test]
fn the_published_samples_are_taken_or_named() {
    let Some(samples) = std::env::var_os("DESKHAND_SAMPLES") else {
        return;
    };
    let folder = std::path::Path::new(&samples).join("handoff");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        seen += 1;
        let name = path.file_name().unwrap().to_str().unwrap();
        let outcome = read(&std::fs::read(&path).unwrap(), None, NOW);
        match NO_HANDOFFS.iter().find(|(file, _)| *file == name) {
            Some((_, says)) => assert!(outcome.unwrap_err().message.contains(says), "{name}"),
            None => assert!(!outcome.unwrap().variables.is_empty(), "{name}"),
        }
    }
    assert!(seen > NO_HANDOFFS.len());
}

proptest! {
    #[test]
    fn arbitrary_json_never_panics(value in any_json()) {
        let _ = read(value.to_string().as_bytes(), None, NOW);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in any::<Vec<u8>>()) {
        let _ = read(&bytes, None, NOW);
    }

    #[test]
    fn whatever_is_in_a_transcript_is_kept(items in prop::collection::vec(any_json_object(), 0..5), extra in any_json_object()) {
        let mut payload = event(&json!({"attachments": [{"name": "Transcript", "content": {"activities": items}}]}));
        payload["stray"] = extra.clone();
        let handoff = taken(&payload);
        let kept: Vec<Value> = handoff.transcript.iter().map(|m| serde_json::to_value(&m.activity).unwrap()).collect();
        prop_assert_eq!(kept, items);
        prop_assert_eq!(&handoff.rest["stray"], &extra);
        let stored = serde_json::to_string(&handoff).unwrap();
        prop_assert_eq!(serde_json::from_str::<Handoff>(&stored).unwrap(), handoff);
    }
}
