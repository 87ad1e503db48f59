//! The quick way finds what the long way finds.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::check::Options;
use crate::check::read::Assumed;
use crate::content::scan::BotKind;
use crate::domain::Channel;

fn is_quick(text: &str) -> bool {
    let options = Options::default();
    clean(text, &mut Judge::new(Assumed::new(&options, true))).is_some()
}

#[rstest]
#[case(r#"{"type":"message","text":"all is well"}"#, true)]
#[case(
    r#"{"type":"message","text":"caf\u00e9","id":1,"entities":[{"type":"ClientCapabilities"}]} ,"#,
    true
)]
#[case(r#"{"text":"","type":"message","from":{"id":"b","name":"Bot","role":"bot"},"attachments":[],"channelData":{"state":"sent"}}"#, true)]
#[case(r#"{"type":"message","text":"hi 👋"}"#, false)]
#[case(r#"{"type":"message","text":"a","id":"\ud83d"}"#, false)]
#[case(r#"{"type":"message","text":"a","text":"a"}"#, false)]
#[case(r#"{"type":"message","text":"a","from":{"id":1,"id":1}}"#, false)]
#[case(r#"{"type":"message","text":"a","id":9007199254740993}"#, false)]
#[case(r#"{"type":"message","text":"a","id":1.0}"#, false)]
#[case(r#"{"type":"message","text":"a","attachments":[{}]}"#, false)]
#[case(r#"{"type":"message","text":"a","channelData":{"tags":"x"}}"#, false)]
#[case(
    r#"{"type":"message","text":"a","from":{"name":"A bot with a name that is too long"}}"#,
    false
)]
#[case(r#"{"type":"message","text":"a","unknown":1}"#, false)]
#[case(r#"{"type":"typing","text":"a"}"#, false)]
#[case(r#"{"text":"a"}"#, false)]
#[case(r#"{"type":"message","text":"a""#, false)]
fn only_what_is_harmless_goes_the_quick_way(#[case] text: &str, #[case] quick: bool) {
    assert_eq!(is_quick(text), quick);
}

#[test]
fn what_is_too_large_goes_the_long_way() {
    let words = "word ".repeat(SIZE_LIMIT / 5 + 1);
    assert!(!is_quick(
        &json!({"type": "message", "text": words, "textFormat": "plain"}).to_string()
    ));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ,.]{0,30}",
        "[a-z *_👋\n\u{1b}#>é\\-]{0,12}",
        Just("**b**\nc".to_owned()),
    ]
}

/// A field with a value that may or may not matter.
fn field() -> impl Strategy<Value = (&'static str, Value)> {
    let any = prop_oneof![
        Just(json!(null)),
        Just(json!([])),
        Just(json!({})),
        Just(json!(true)),
        Just(json!(9_007_199_254_740_993_u64)),
        Just(json!({"id": "c"})),
        Just(json!({"id": 1, "deliveryMode": "bridged"})),
        Just(json!({"deliveryMode": "unbridged"})),
        Just(json!({"state": "x", "tags": "FromCustomer"})),
        Just(json!({"sticker": 1})),
        Just(json!({"name": "__agent__", "role": "user"})),
        Just(json!({"name": "b", "role": 0})),
        Just(json!({"name": "x\u{202e}", "role": "agent"})),
        Just(json!([{"contentType": "application/vnd.microsoft.card.oauth"}])),
        Just(json!([{"type": "mention", "text": "👋"}])),
        Just(json!({"actions": [{"type": "imBack", "value": "👋"}]})),
        text().prop_map(Value::from),
    ];
    let name = proptest::sample::select(vec![
        "id",
        "timestamp",
        "channelId",
        "from",
        "conversation",
        "textFormat",
        "recipient",
        "attachments",
        "entities",
        "channelData",
        "value",
        "valueType",
        "suggestedActions",
        "attachmentLayout",
        "code",
        "speak",
        "type",
        "name",
        "locale",
        "membersAdded",
    ]);
    (name, any)
}

fn activity() -> impl Strategy<Value = Value> {
    let channel = proptest::sample::select(vec!["webchat", "msteams", "line", "directline", "sms"]);
    let kind = prop_oneof![9 => Just("message"), 1 => Just("event")];
    let role =
        proptest::sample::select(vec![json!("bot"), json!("user"), json!(1), json!("skill")]);
    (kind, text(), role, channel, proptest::collection::vec(field(), 0..3)).prop_map(|(kind, text, role, channel, fields)| {
        let mut activity = json!({"type": kind, "text": text, "from": {"id": "x", "role": role}, "channelId": channel});
        for (name, value) in fields {
            activity[name] = value;
        }
        activity
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]
    #[test]
    fn both_ways_find_the_same(
        activities in proptest::collection::vec(activity(), 1..6),
        azure in any::<bool>(), voice in any::<bool>(),
        channel in proptest::option::of(proptest::sample::select(vec![Channel::Lcw, Channel::Telephony, Channel::Line, Channel::Sms])),
    ) {
        let bot = if azure { BotKind::Azure } else { BotKind::CopilotStudio };
        let options = Options { channel, bot, voice, ..Options::default() };
        let mut long = Judge::new(Assumed::new(&options, true));
        let mut both = Judge::new(Assumed::new(&options, true));
        for activity in activities {
            let text = activity.to_string();
            let expected = long.value(&text, 0, "").unwrap().found;
            if let Some(length) = clean(&text, &mut both) {
                prop_assert_eq!(length, text.len());
                prop_assert_eq!(&expected, &[], "{}", text);
            } else {
                prop_assert_eq!(expected, both.value(&text, 0, "").unwrap().found, "{}", text);
            }
            prop_assert_eq!(long.known, both.known);
        }
    }
}
