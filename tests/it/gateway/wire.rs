//! What stands on the wire, word for word: the schema, and an example of every call, notice and error. A change here is a
//! change of the protocol.

use deskhand::domain::Epoch;
use deskhand::protocol::frame::{JSONRPC, RpcError};
use deskhand::protocol::{Call, ErrorCode, Frame, Request, Response};
use serde::Serialize;

use super::examples::{calls, codes, notices};

fn golden(name: &str, text: &str) {
    insta::with_settings!({snapshot_path => "../golden", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!(name, text);
    });
}

fn lines<T: Serialize>(frames: impl IntoIterator<Item = T>) -> String {
    let lines = frames
        .into_iter()
        .map(|frame| serde_json::to_string(&frame).unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_schema_is_as_it_was() {
    let schema = deskhand::protocol::schema::schema();
    golden("schema", &serde_json::to_string_pretty(&schema).unwrap());
}

#[test]
fn every_call_is_written_as_it_was() {
    let requests: Vec<Request> = calls()
        .into_iter()
        .zip(1..)
        .map(|(call, id)| Request::new(id, call))
        .collect();
    let text = lines(&requests);
    for method in Call::METHODS {
        assert!(
            text.contains(&format!("\"method\":\"{method}\"")),
            "{method}"
        );
    }
    for (line, request) in text.lines().zip(&requests) {
        assert_eq!(serde_json::from_str::<Request>(line).unwrap(), *request);
    }
    golden("calls", &text);
}

#[test]
fn every_notice_is_written_as_it_was() {
    let notices = notices();
    let text: Vec<String> = notices
        .iter()
        .map(|notice| notice.encode().unwrap())
        .collect();
    for (line, notice) in text.iter().zip(&notices) {
        let read = Frame::read(line).unwrap();
        assert_eq!(read, Frame::Notice(Box::new(notice.clone())));
    }
    golden("notices", &text.join("\n"));
}

#[test]
fn every_error_is_written_as_it_was() {
    let errors = codes().map(|code| {
        let mut error = RpcError::new(code, "What is wrong.", "What to do.");
        if code == ErrorCode::NotOwner {
            error.data.owner = Some("ben".into());
            error.data.epoch = Some(Epoch(2));
        }
        Response {
            jsonrpc: JSONRPC.to_owned(),
            id: Some(1),
            result: None,
            error: Some(error),
        }
    });
    let mut numbers: Vec<i32> = codes().map(ErrorCode::number).into();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), errors.len(), "no two codes share a number");
    golden("errors", &lines(errors));
}

#[test]
fn what_a_newer_backend_says_is_no_error() {
    let newer = r#"{"jsonrpc":"2.0","method":"weather","params":{"rain":true}}"#;
    assert_eq!(Frame::read(newer).unwrap(), Frame::Unknown);
    let code: ErrorCode = serde_json::from_str("\"too_sunny\"").unwrap();
    assert_eq!(code, ErrorCode::Internal);
}
