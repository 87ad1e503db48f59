//! Configurations that mean harm.

use std::fmt::Write as _;

use super::*;

#[test]
fn names_are_cleaned_and_cut() {
    let long = "x".repeat(10_000);
    let found = check(
        &read(&format!(
            r#""bots": [{{"name": "a\u001b[2J\u202e", "published": false}}, {{"name": "{long}", "published": false}}]"#
        )),
        None,
    );
    assert!(found.len() >= 3);
    for finding in &found {
        let text = format!("{}{}", finding.subject, finding.message);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
        assert!(text.chars().count() < 300);
    }
    let document: Value =
        serde_json::from_str(r#"{"configuration": 1, "b\u001b]0;x\u0007": 1}"#).unwrap();
    let error = read_json(&document).unwrap_err().to_string();
    assert!(!error.contains(['\u{1b}', '\u{7}']), "{error:?}");
}

#[test]
fn workstreams_are_not_multiplied_by_bots() {
    let bots: Vec<String> = (0..51).map(|n| format!("\"b{n}\"")).collect();
    let document = format!(
        r#"{{"configuration": 1, "workstreams": [{{"name": "w", "bots": [{}]}}]}}"#,
        bots.join(",")
    );
    let error = read_json(&serde_json::from_str(&document).unwrap()).unwrap_err();
    assert_eq!(error.pointer, "/workstreams/0/bots");
}

#[test]
fn thousands_of_entries_are_judged() {
    let mut bots = String::new();
    for n in 0..5000 {
        let comma = if n > 0 { "," } else { "" };
        write!(
            bots,
            r#"{comma}{{"name": "b{n}", "queues": ["q"], "published": false}}"#
        )
        .unwrap();
    }
    let found = check(
        &read(&format!(
            r#""bots": [{bots}], "queues": [{{"name": "q", "default": true, "bots": []}}]"#
        )),
        None,
    );
    assert_eq!(found.len(), 10_000);
}
