//! Documents that are no configuration, or a wrong one.

use rstest::rstest;

use super::*;

fn error(document: &str) -> ConfigurationError {
    read_json(&serde_json::from_str(document).unwrap()).unwrap_err()
}

#[rstest]
#[case::field(
    r#"{"configuration": 1, "bots": [{"name": "C", "publishd": true}]}"#,
    "/bots/0/publishd",
    "unknown field `publishd`, expected one of"
)]
#[case::no_name(
    r#"{"configuration": 1, "bots": [{}]}"#,
    "/bots/0",
    "missing field `name`"
)]
#[case::kind(
    r#"{"configuration": 1, "workstreams": [{"name": "w", "kind": "chat"}]}"#,
    "/workstreams/0/kind",
    "unknown variant `chat`"
)]
#[case::date(
    r#"{"configuration": 1, "bots": [{"name": "C", "connection": {"connectedOn": "2024-02-30"}}]}"#,
    "/bots/0/connection/connectedOn",
    ""
)]
#[case::twice(
    r#"{"configuration": 1, "queues": [{"name": "q"}, {"name": "q"}]}"#,
    "/queues/1/name",
    "\"q\" is there twice"
)]
#[case::lost(
    r#"{"configuration": 1, "bots": [{"name": "C"}], "queues": [{"name": "q", "bots": ["D"]}]}"#,
    "/queues/0/bots",
    "\"D\" is not in `bots`"
)]
#[case::version(
    r#"{"configuration": 2}"#,
    "/configuration",
    "no configuration of a version"
)]
#[case::something_else(
    r#"{"type": "message"}"#,
    "/configuration",
    "no configuration of a version"
)]
#[case::list("[]", "/configuration", "no configuration of a version")]
fn says_where_and_what(#[case] document: &str, #[case] pointer: &str, #[case] message: &str) {
    let error = error(document);
    assert_eq!(error.pointer, pointer, "{error}");
    assert!(error.message.contains(message), "{error}");
    assert!(!error.hint.is_empty());
}

#[test]
fn a_name_may_lead_to_a_list_that_is_not_stated() {
    read(r#""workstreams": [{"name": "w", "bots": ["C"], "queues": ["q"]}]"#);
}

#[test]
fn a_document_is_known_by_its_version() {
    assert!(is_configuration(&json!({"configuration": 1})));
    assert!(is_configuration(&json!({"configuration": 9, "bots": []})));
    for other in [
        json!({"configuration": "1"}),
        json!({"bots": []}),
        json!([]),
        json!(1),
        json!({"configuration": {}}),
    ] {
        assert!(!is_configuration(&other), "{other}");
    }
}
