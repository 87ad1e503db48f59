//! What is wrong is said exactly, and nothing makes it panic.

#![allow(clippy::unwrap_used)]
use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[rstest]
#[case::not_json("{", None, ErrorCode::BadJson, "EOF")]
#[case::deep(&"[".repeat(10_000), None, ErrorCode::BadJson, "recursion limit")]
#[case::batch("[]", None, ErrorCode::BadRequest, "batches")]
#[case::text("\"hi\"", None, ErrorCode::BadRequest, "object")]
#[case::version(
    r#"{"id":3,"method":"why"}"#,
    Some(3),
    ErrorCode::BadRequest,
    "JSON-RPC 2.0"
)]
#[case::no_id(
    r#"{"jsonrpc":"2.0","method":"why"}"#,
    None,
    ErrorCode::BadRequest,
    "no id"
)]
#[case::text_id(
    r#"{"jsonrpc":"2.0","id":"a","method":"why"}"#,
    None,
    ErrorCode::BadRequest,
    "whole number"
)]
#[case::negative(
    r#"{"jsonrpc":"2.0","id":-1,"method":"why"}"#,
    None,
    ErrorCode::BadRequest,
    "whole number"
)]
#[case::no_method(
    r#"{"jsonrpc":"2.0","id":1}"#,
    Some(1),
    ErrorCode::BadRequest,
    "no method"
)]
#[case::unknown(
    r#"{"jsonrpc":"2.0","id":1,"method":"dance"}"#,
    Some(1),
    ErrorCode::UnknownMethod,
    "\"dance\""
)]
#[case::no_params(
    r#"{"jsonrpc":"2.0","id":1,"method":"offer.accept"}"#,
    Some(1),
    ErrorCode::BadParams,
    "conversation"
)]
#[case::type_of_param(
    r#"{"jsonrpc":"2.0","id":1,"method":"conversation.end","params":{"conversation":"c","epoch":"x","key":"k"}}"#,
    Some(1), ErrorCode::BadParams, "params.epoch"
)]
#[case::list_params(
    r#"{"jsonrpc":"2.0","id":1,"method":"why","params":[1,2,3]}"#,
    Some(1),
    ErrorCode::BadParams,
    "why"
)]
#[case::empty_key(
    r#"{"jsonrpc":"2.0","id":1,"method":"conversation.end","params":{"conversation":"c","epoch":1,"key":""}}"#,
    Some(1), ErrorCode::BadParams, "params.key"
)]
fn what_is_wrong_is_said(
    #[case] text: &str,
    #[case] id: Option<u64>,
    #[case] code: ErrorCode,
    #[case] says: &str,
) {
    let unreadable = read(text).unwrap_err();
    assert_eq!(unreadable.id, id);
    assert_eq!(unreadable.error.data.code, code);
    assert_eq!(unreadable.error.code, code.number());
    let message = &unreadable.error.message;
    assert!(message.contains(says), "{message}");
    assert!(message.len() < 500, "{message}");
}

#[test]
fn reads_a_call_with_unknown_fields_and_without_params() {
    let text = r#"{"jsonrpc":"2.0","id":7,"method":"session.bye","extra":1}"#;
    assert_eq!(read(text).unwrap(), Request::new(7, Call::Bye {}));
    let text = r#"{"jsonrpc":"2.0","id":8,"method":"conversation.open","params":{"conversation":"c","new":[]}}"#;
    let open = Call::Open {
        conversation: "c".into(),
    };
    assert_eq!(read(text).unwrap(), Request::new(8, open));
}

#[test]
fn a_long_key_and_a_long_frame_are_refused() {
    let text = json!({"jsonrpc": "2.0", "id": 1, "method": "conversation.pick",
        "params": {"conversation": "c", "key": "k".repeat(129)}});
    let refused = read(&text.to_string()).unwrap_err();
    assert_eq!(refused.error.data.code, ErrorCode::BadParams);
    let refused = read(&" ".repeat(MAX_FRAME + 5)).unwrap_err();
    assert_eq!(refused.error.data.code, ErrorCode::TooLarge);
    assert!(refused.error.message.contains("5 over"));
}

#[test]
fn the_largest_message_fits_however_it_is_escaped() {
    let said = "\\ud83d\\ude00".repeat(7_000);
    let text = format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"message.send","params":{{"conversation":"c","epoch":1,"text":"{said}","key":"k"}}}}"#
    );
    assert!(matches!(read(&text).unwrap().call, Call::Send { text, .. } if text.len() == 28_000));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = read(&text);
    }
}
