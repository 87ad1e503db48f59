//! Bytes, lines, columns, source lines.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

#[test]
fn a_place_is_bytes_line_and_column() {
    let text = "{\r\n  \"type\": \"message\",\r\n  \"text\": \"h\\u00e9 \\ud83d\\udc4b!\"\r\n}\r\n";
    let (taken, summary) = check("a.json", text);
    let (_, located) = &taken.found[0];
    let place = &located.place;
    assert_eq!(place.pointer.as_deref(), Some("/text"));
    assert_eq!(
        text.get(place.span.start as usize..place.span.end as usize),
        Some("\\ud83d\\udc4b")
    );
    assert_eq!(
        (place.line, place.column, place.end_line, place.end_column),
        (3, 20, 3, 32)
    );
    assert_eq!(
        located.source.text,
        "  \"text\": \"h\\u00e9 \\ud83d\\udc4b!\""
    );
    assert_eq!(located.source.mark, 19..31);
    assert_eq!(
        (summary.files, summary.documents, summary.bytes),
        (1, 1, text.len() as u64)
    );
}

#[test]
fn a_byte_order_mark_is_no_column() {
    let (taken, _) = check("a.txt", "\u{feff}👋");
    let place = &taken.found[0].1.place;
    assert_eq!((place.line, place.column, place.span.clone()), (1, 1, 3..7));
}

#[test]
fn what_is_about_a_name_points_at_the_name() {
    let text = r#"{"va_Scope":"bot", "a\u001b[2Jb": 1}"#;
    let (taken, _) = check("a.json", text);
    let (_, located) = taken
        .found
        .iter()
        .find(|(_, one)| one.finding.rule.as_str() == "HZ-ESCAPE")
        .unwrap();
    assert_eq!(
        text.get(located.place.span.start as usize..located.place.span.end as usize),
        Some(r"\u001b[2J")
    );
    assert_eq!(located.place.pointer.as_deref(), Some("/a␛[2Jb"));
}

#[test]
fn a_text_in_a_text_is_found_through_both() {
    let inner = json!({"activities": [{"type": "message", "text": "\"q\"\n👋"}]}).to_string();
    let inner = inner.replace("👋", "\\ud83d\\udc4b");
    let text = json!({"content": inner}).to_string();
    let (taken, _) = check("a.json", &text);
    let (_, located) = &taken.found[0];
    assert_eq!(
        text.get(located.place.span.start as usize..located.place.span.end as usize),
        Some(r"\\ud83d\\udc4b")
    );
    assert_eq!(
        located.place.pointer.as_deref(),
        Some("/content/activities/0/text")
    );
}

#[test]
fn trouble_in_a_stored_transcript_is_told_at_its_place() {
    let text = "[{\"conversationtranscriptid\":\"1\",\"content\":\"{\\\"activities\\\":[{]}\"},\n {\"content\":\"{\\\"activities\\\":[{\\\"type\\\":\\\"message\\\",\\\"text\\\":\\\"👋\\\"}]}\"}]";
    let (taken, summary) = check("a.json", text);
    let (line, column) = taken.unreadable[0].at.unwrap();
    assert_eq!(
        (line, text.get(column as usize - 1..column as usize)),
        (1, Some("]"))
    );
    assert_eq!(
        taken.rules(),
        [("OC-EMOJI", "/1/content/activities/0/text")]
    );
    assert_eq!(summary.unreadable, 1);
}

/// Objects with an emoji somewhere.
fn deep_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(1.5)),
        "[a\"\\\\/\n\t🙂é\u{1}]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec(("[a-c~/\"\u{1}é]{1,3}", inner), 0..4)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn every_span_reads_as_what_was_found(value in deep_value(), pretty in any::<bool>(), escaped in any::<bool>()) {
        let activity = json!({"type": "event", "name": "e", "value": value});
        let mut text = if pretty {
            serde_json::to_string_pretty(&activity).unwrap()
        } else {
            activity.to_string()
        };
        if escaped {
            text = text.replace('🙂', "\\ud83d\\ude42");
        }
        let count = activity.to_string().matches('🙂').count();
        let (taken, _) = check("a.json", &text);
        let emoji: Vec<_> = taken.found.iter().filter(|(_, one)| one.finding.rule.as_str() == "OC-EMOJI").collect();
        prop_assert_eq!(emoji.len(), count);
        let mut end = 0;
        for (_, one) in emoji {
            let span = one.place.span.start as usize..one.place.span.end as usize;
            prop_assert!(span.start >= end);
            end = span.end;
            let raw = text.get(span).unwrap();
            prop_assert_eq!(serde_json::from_str::<String>(&format!("\"{raw}\"")).unwrap(), "🙂");
        }
    }
}

#[test]
fn an_excerpt_is_the_beginning_of_what_the_place_covers() {
    let text = "{\"type\": \"message\", \"text\": \"Pick\", \"channelId\": \"sms\",\n \"suggestedActions\": {\n  \"actions\": [\n   {\"title\": \"A \\\"b\\\" c\"}\n  ]\n }\n}";
    let (taken, _) = check("a.json", text);
    let (_, located) = &taken.found[0];
    assert_eq!(located.finding.rule.as_str(), "OC-SA-CHANNEL");
    assert_eq!(located.finding.excerpt, r#"[{"title":"A \"b\" c"}]"#);
    let message = format!(
        "{{ \"type\": \"message\",\n \"text\": \"{}\" }}",
        "a b ".repeat(8000)
    );
    let (taken, _) = check("a.json", message);
    let (_, located) = &taken.found[0];
    assert_eq!(located.finding.rule.as_str(), "OC-SIZE-28K");
    assert!(
        located
            .finding
            .excerpt
            .starts_with("{\"type\":\"message\",\"text\":\"a b a b ")
    );
}

#[test]
fn halves_of_characters_are_shown_in_their_text() {
    let (taken, _) = check("a.json", r#"{"type": "message", "text": "a \ud83d b"}"#);
    let (_, located) = &taken.found[0];
    assert_eq!(located.finding.rule.as_str(), "HZ-SURROGATE");
    assert_eq!(located.finding.excerpt, "a \u{fffd} b");
}
