//! Rules of handoffs and of their variables.

use rstest::rstest;
use serde_json::json;

use super::*;
use crate::domain::{
    Author, HandoffShape, HandoffSource, Message, MessageId, Party, Timestamp, Variable, Variables,
};

fn initiate(value: impl Into<Value>) -> Activity {
    activity(
        json!({"type": "event", "name": "handoff.initiate", "conversation": {"id": "C1"}, "value": value.into()}),
    )
}

fn found(value: Value) -> Vec<(&'static str, String)> {
    let findings = scan_activity(&initiate(value), &bot());
    findings
        .iter()
        .map(|finding| (finding.rule.as_str(), finding.pointer.clone()))
        .collect()
}

#[rstest]
#[case::text(json!({"OrderNumber": "42"}), &[])]
#[case::number(json!({"OrderNumber": 42.5}), &[])]
#[case::nothing(json!({"OrderNumber": null}), &[])]
#[case::boolean(json!({"Vip": true}), &[("OC-VAR-TYPE", "/value/Vip")])]
#[case::list(json!({"Items": ["a"]}), &[("OC-VAR-TYPE", "/value/Items"), ("OC-VAR-DISPLAY", "/value/Items")])]
#[case::record(json!({"Order": {"id": 1}}), &[("OC-VAR-TYPE", "/value/Order"), ("OC-VAR-DISPLAY", "/value/Order")])]
#[case::documented_lists(json!({"va_Topics": ["a"], "va_Phrases": ["b"]}), &[])]
#[case::documented_flag(json!({"CloseOmnichannelConversation": true}), &[("OC-EOC-FLAG", "/value/CloseOmnichannelConversation")])]
#[case::flag_as_text(json!({"closeOmnichannelConversation": "True"}), &[("OC-EOC-FLAG", "/value/closeOmnichannelConversation")])]
#[case::flag_not_set(json!({"CloseOmnichannelConversation": false}), &[])]
#[case::case_of_a_documented_name(json!({"email": "a@b.example"}), &[("OC-VAR-CASE", "/value/email")])]
#[case::documented_name(json!({"Email": "a@b.example", "CaseNumber": "7"}), &[])]
#[case::two_cases(json!({"Order": "1", "order": "2"}), &[("OC-VAR-CASE", "/value/order")])]
#[case::two_names(json!({"Order": "1", "OrderNo": "2"}), &[])]
#[case::hyphen(json!({"order-number": "1"}), &[("OC-VAR-CHARS", "/value/order-number")])]
#[case::space(json!({"Order Number": "1"}), &[("OC-VAR-CHARS", "/value/Order Number")])]
#[case::underscore(json!({"Größe_2": "1"}), &[])]
#[case::several_lines(json!({"Summary": "one\ntwo"}), &[("OC-VAR-DISPLAY", "/value/Summary")])]
#[case::one_line(json!({"Summary": "one, two\n"}), &[])]
#[case::unlisted_topic(json!({"va_LastTopic": "Pay", "va_Topics": ["Greeting"]}), &[("OC-VAR-TOPICS", "/value/va_Topics")])]
#[case::listed_topic(json!({"va_LastTopic": "pay ", "va_Topics": ["Greeting", "Pay"]}), &[])]
#[case::long_number(json!({"Ticket": 9_007_199_254_740_993_i64}), &[("HZ-NUMBER", "/value/Ticket")])]
#[case::exact_number(json!({"Ticket": 9_007_199_254_740_991_i64}), &[])]
#[case::odd_topics(json!({"va_Topics": [1]}), &[("OC-VAR-TYPE", "/value/va_Topics")])]
#[case::runtime_spelling(json!({"va_LastPhrase": "x"}), &[("OC-VAR-LASTPHRASE", "/value/va_LastPhrase")])]
#[case::page_spelling(json!({"va_LastPhrases": "x"}), &[("OC-VAR-LASTPHRASE", "/value/va_LastPhrases")])]
#[case::both_spellings(json!({"va_LastPhrase": "x", "va_LastPhrases": "x"}), &[])]
#[case::note(json!({"va_AgentMessage": "Angry"}), &[("OC-NOTE", "/value/va_AgentMessage")])]
#[case::empty_note(json!({"va_AgentMessage": " "}), &[])]
#[case::authors_note(json!({"CaseNotes": "Angry"}), &[("OC-NOTE", "/value/CaseNotes")])]
#[case::emoji(json!({"Mood": "🙂"}), &[("OC-EMOJI", "/value/Mood")])]
#[case::emoji_in_list(json!({"va_Phrases": ["hi", "🙂"]}), &[("OC-EMOJI", "/value/va_Phrases/1")])]
#[case::sample(json!({"MessageToAgent": "Hi", "Context": {"skill": "service", "vip": true}}),
    &[("OC-NOTE", "/value/MessageToAgent"), ("OC-VAR-TYPE", "/value/Context/vip")])]
#[case::bare(json!("please help"), &[("OC-NOTE", "/value")])]
#[case::bot_name(json!({"va_BotName": "a very long name for a bot, is it not"}), &[("OC-NAME-30", "/value/va_BotName")])]
fn variables(#[case] value: Value, #[case] expected: &[(&str, &str)]) {
    let found = found(value);
    assert_eq!(
        found
            .iter()
            .map(|(id, at)| (*id, at.as_str()))
            .collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn names_and_values_at_their_limits() {
    let name = |length: usize| found(json!({"n".repeat(length): "x"})).len();
    assert_eq!((name(100), name(101)), (0, 1));
    let value = |length: usize| found(json!({"long": "é ".repeat(length / 2)})).len();
    assert_eq!((value(4000), value(4002)), (0, 1));
}

#[test]
fn two_spellings_that_differ_are_a_warning() {
    let findings = scan_activity(
        &initiate(json!({"va_LastPhrase": "a", "va_LastPhrases": "b"})),
        &bot(),
    );
    assert_eq!(findings[0].severity, Severity::Warning);
}

#[test]
fn a_formatted_note_is_a_warning_and_a_plain_one_is_not() {
    let severity =
        |note: &str| scan_activity(&initiate(json!({"va_AgentMessage": note})), &bot())[0].severity;
    assert_eq!(severity("Angry customer"), Severity::Info);
    assert_eq!(severity("Angry\nTwice"), Severity::Warning);
    assert_eq!(severity("**Angry**"), Severity::Warning);
}

#[test]
fn attachments_of_a_handoff_are_transcripts() {
    let attach = |attachment: Value| {
        let value =
            json!({"type": "event", "name": "handoff.initiate", "attachments": [attachment]});
        scan_activity(&activity(value), &bot())
    };
    let transcript = json!({"contentType": "application/json", "name": "TRANSCRIPT", "content": {"activities": [
        {"type": "message", "text": "hi", "from": {"role": "user"}},
        {"type": "message", "text": "Hello 👋\n\n* a\n* b", "textFormat": "markdown", "from": {"role": "bot"}},
    ]}});
    assert_eq!(
        places(&attach(transcript)),
        [
            ("OC-EMOJI", "/attachments/0/content/activities/1/text"),
            ("OC-MD-SPACING", "/attachments/0/content/activities/1/text"),
            ("OC-TR-INLINE", "/attachments/0/name"),
        ]
    );
    let other = json!({"contentType": "application/pdf", "name": "invoice.pdf", "contentUrl": "https://a.example"});
    assert_eq!(
        places(&attach(other.clone())),
        [("OC-ATT-UNKNOWN", "/attachments/0/contentType")]
    );
    let message = activity(json!({"type": "message", "attachments": [other]}));
    assert!(scan_activity(&message, &bot()).is_empty());
}

fn handoff(channel: Channel) -> Handoff {
    let said = |part: u32, kind: AuthorKind, value: Value| Message {
        id: MessageId {
            part,
            ..MessageId::default()
        },
        at: Timestamp(0),
        author: Author {
            kind,
            name: String::new(),
        },
        activity: activity(value),
    };
    Handoff {
        source: HandoffSource {
            app: None,
            conversation: "C1".into(),
            activity: "1".into(),
        },
        shape: HandoffShape::Flat,
        channel,
        customer: Party {
            id: "u".into(),
            name: "Ana\u{202e}".into(),
        },
        bot: Party {
            id: "b".into(),
            name: "Contoso bot".into(),
        },
        variables: Variables(vec![
            Variable {
                name: "va_LastPhrase".into(),
                value: json!("broken 😡"),
            },
            Variable {
                name: "Vip".into(),
                value: json!(true),
            },
        ]),
        transcript: vec![
            said(
                0,
                AuthorKind::Customer,
                json!({"type": "message", "text": "**hi**"}),
            ),
            said(
                1,
                AuthorKind::Bot,
                json!({"type": "message", "text": "**Hello** 👋"}),
            ),
            said(2, AuthorKind::Bot, json!({"type": "typing"})),
        ],
        transcript_received: 3,
        notes: Vec::new(),
        rest: serde_json::Map::default(),
    }
}

#[test]
fn a_handoff_is_scanned_whole() {
    assert_eq!(
        places(&scan_handoff(&handoff(Channel::Sms))),
        [
            ("HZ-BIDI", "/customer/name"),
            ("OC-EMOJI", "/variables/0/value"),
            ("OC-VAR-TYPE", "/variables/1/value"),
            ("OC-VAR-LASTPHRASE", "/variables/0/value"),
            ("OC-EMOJI", "/transcript/1/activity/text"),
            ("OC-MD-STYLE", "/transcript/1/activity/text"),
            ("OC-MD-SPACING", "/transcript/1/activity/text"),
            ("OC-TYPING", "/transcript/2/activity/type"),
        ]
    );
}

#[test]
fn a_bot_that_types_all_the_time_is_one_finding() {
    let mut handoff = handoff(Channel::Lcw);
    let typing = handoff.transcript.last().unwrap().clone();
    handoff.transcript.extend(vec![typing; 200]);
    let findings = scan_handoff(&handoff);
    let typing: Vec<_> = findings
        .iter()
        .filter(|finding| finding.rule == RuleId::Typing)
        .collect();
    assert_eq!((typing.len(), typing[0].times), (1, 201));
}

#[test]
fn what_hung_on_the_handoff_is_looked_at() {
    let mut handoff = handoff(Channel::Lcw);
    let attachments =
        json!([{"name": "Transcript"}, {"contentType": "application/pdf", "name": "invoice.pdf"}]);
    handoff.rest.insert("attachments".into(), attachments);
    assert!(
        places(&scan_handoff(&handoff))
            .contains(&("OC-ATT-UNKNOWN", "/rest/attachments/1/contentType"))
    );
    assert!(!places(&scan_handoff(&handoff)).contains(&("OC-ATT-UNKNOWN", "/rest/attachments/0")));
}

#[test]
fn the_size_of_what_was_sent_counts() {
    assert_eq!(oversize(SIZE_LIMIT, &bot()), None);
    assert_eq!(
        oversize(SIZE_LIMIT + 1, &bot()).unwrap().message,
        "28673 bytes, 1 over the limit of 28 KB."
    );
}

#[test]
fn pointers_lead_into_the_handoff_as_it_is_written() {
    let handoff = handoff(Channel::Line);
    let written = serde_json::to_value(&handoff).unwrap();
    for finding in scan_handoff(&handoff) {
        let place = written.pointer(&finding.pointer);
        assert!(place.is_some(), "{}", finding.pointer);
        assert_eq!(finding.excerpt, standing(&finding, &written), "{finding:?}");
    }
}

#[test]
fn one_variable_alone() {
    let value = json!("x\u{200b}");
    assert_eq!(
        places(&scan_variable("a 👋", &value, &bot())),
        [
            ("OC-EMOJI", "/name"),
            ("OC-VAR-CHARS", "/name"),
            ("HZ-INVISIBLE", "/value")
        ]
    );
}

#[test]
fn a_key_that_cannot_be_shown_leads_to_its_place_all_the_same() {
    let activity: Activity = serde_json::from_value(json!({
        "type": "event", "name": "handoff.initiate",
        "value": {"a\u{1b}[31m/b": "\u{202e}x"}
    }))
    .unwrap();
    let findings = scan_activity(&activity, &Context::new(Channel::Lcw, AuthorKind::Bot));
    let name = findings.iter().find(|f| f.of_name).unwrap();
    assert_eq!((name.rule, name.span.clone()), (RuleId::Escape, Some(1..6)));
    let value = findings.iter().find(|f| f.rule == RuleId::Bidi).unwrap();
    assert_eq!(value.pointer, "/value/a␛[31m~1b");
    assert_eq!(value.exact.as_deref(), Some("/value/a\u{1b}[31m~1b"));
    assert!(!value.of_name);
}

#[test]
fn an_azure_bot_sends_text_and_whole_numbers_only() {
    let raised = |value: Value, bot: BotKind| {
        let context = Context { bot, ..self::bot() };
        ids(&scan_variable("Weight", &value, &context)).contains(&"OC-VAR-TYPE")
    };
    assert!(raised(json!(1.5), BotKind::Azure));
    assert!(!raised(json!(1.5), BotKind::CopilotStudio));
    assert!(!raised(json!(15), BotKind::Azure) && !raised(json!("1.5"), BotKind::Azure));
}
