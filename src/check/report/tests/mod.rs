//! The formats, on findings that are as hard as they come.
#![allow(clippy::unwrap_used)]

mod schema;

use serde_json::Value;

use super::testing::{emoji, hard, unreadable};
use super::*;

fn summary() -> Summary {
    let mut summary = Summary {
        files: 4,
        documents: 4,
        bytes: 1000,
        unreadable: 2,
        ..Summary::default()
    };
    for (_, located) in hard() {
        summary.findings.add(located.finding.severity);
    }
    summary
}

/// Everything hard, through a report.
fn told(report: &mut dyn Report) {
    for (file, located) in hard() {
        report.finding(file, &located).unwrap();
    }
    for file in unreadable() {
        report.unreadable(&file).unwrap();
    }
    report.end(&summary()).unwrap();
}

fn human(look: Look) -> String {
    let mut out = Vec::new();
    told(&mut Human::new(&mut out, look));
    String::from_utf8(out).unwrap()
}

/// The report without what the catalogue says, which is the catalogue's own business.
fn without_legend(text: &str) -> String {
    let (before, rest) = text.split_once("── rules").unwrap();
    let (legend, after) = rest.split_once("broken.json").unwrap();
    for (_, located) in hard() {
        let rule = located.finding.rule.rule().unwrap();
        assert!(legend.contains(&rule.id), "{legend}");
    }
    format!("{before}── rules …\n\nbroken.json{after}")
}

fn base() -> Base {
    Base::new("/repo", "/repo/bots")
}

fn sarif() -> String {
    let mut out = Vec::new();
    told(&mut Sarif::new(&mut out, base()));
    String::from_utf8(out).unwrap()
}

fn github() -> String {
    let mut out = Vec::new();
    told(&mut Github::new(&mut out, base()));
    String::from_utf8(out).unwrap()
}

fn json() -> String {
    let mut out = Vec::new();
    told(&mut Json::new(&mut out));
    String::from_utf8(out).unwrap()
}

#[test]
fn human_in_80_columns() {
    insta::assert_snapshot!(without_legend(&human(Look::default())));
}

#[test]
fn human_in_50_columns_with_colors() {
    let look = Look {
        columns: 50,
        color: true,
        brief: false,
    };
    insta::assert_snapshot!(without_legend(&human(look)).replace('\u{1b}', "␛"));
}

#[test]
fn human_in_brief() {
    let look = Look {
        brief: true,
        ..Look::default()
    };
    insta::assert_snapshot!(human(look));
}

#[test]
fn json_is_one_array() {
    let text = json();
    assert!(serde_json::from_str::<Vec<Value>>(&text).is_ok(), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn github_annotations() {
    insta::assert_snapshot!(github());
}

#[test]
fn sarif_log() {
    let mut value: Value = serde_json::from_str(&sarif()).unwrap();
    let driver = &mut value["runs"][0]["tool"]["driver"];
    driver["version"] = "VERSION".into();
    driver["semanticVersion"] = "VERSION".into();
    // The words of the catalogue are its own business.
    for rule in driver["rules"].as_array_mut().unwrap() {
        for (part, words) in [("help", "markdown"), ("fullDescription", "text")] {
            assert!(
                rule[part][words]
                    .as_str()
                    .is_some_and(|words| words.len() > 20)
            );
            rule[part] = "WORDS".into();
        }
    }
    insta::assert_json_snapshot!(value);
}

#[test]
fn no_format_steers_a_terminal_or_a_build_server() {
    for text in [human(Look::default()), json(), sarif(), github()] {
        assert!(
            !text.contains(['\u{1b}', '\u{202e}', '\u{9b}', '\r']),
            "{text}"
        );
        assert!(!text.contains("##vso["), "{text}");
    }
    for row in human(Look::default()).lines().chain(json().lines()) {
        assert!(!row.trim_start().starts_with("::"), "{row}");
    }
    let commands = ["::notice ", "::warning ", "::error "];
    for row in github().lines() {
        assert!(
            commands.iter().any(|command| row.starts_with(command)),
            "{row}"
        );
    }
}

#[test]
fn no_row_for_a_person_is_too_long() {
    for columns in [60, 80, 200] {
        let look = Look {
            columns,
            ..Look::default()
        };
        for row in human(look)
            .lines()
            .filter(|row| !row.contains("source:") && !row.contains("at:"))
        {
            assert!(
                crate::content::layout::width(row) <= columns,
                "{columns}: {row}"
            );
        }
    }
}

#[test]
fn a_rule_is_explained_once() {
    let text = human(Look::default());
    let legend = text.split_once("── rules").unwrap().1;
    let rule = crate::content::rules::rule("OC-CARD-VERSION").unwrap();
    assert_eq!(legend.matches(&rule.title).count(), 1, "{legend}");
    let page = rule.pages().next().unwrap();
    for part in [page.url.as_str(), "more: deskhand rules OC-CARD-VERSION"] {
        assert_eq!(legend.matches(part).count(), 1, "{part}: {legend}");
    }
    let order = [
        "danger HZ-",
        "error OC-CARD-VERSION",
        "warning OC-EMOJI ",
        "info OC-CARD-STYLE",
    ];
    let places = order.map(|head| legend.find(head).unwrap());
    assert!(places.is_sorted(), "{legend}");
}

#[test]
fn nothing_found_is_a_report_too() {
    let mut out = Vec::new();
    let end = Summary {
        files: 3,
        ..Summary::default()
    };
    Json::new(&mut out).end(&end).unwrap();
    assert_eq!(out, b"[]\n");
    out.clear();
    Human::new(&mut out, Look::default()).end(&end).unwrap();
    assert_eq!(out, b"nothing found in 3 files\n");
    out.clear();
    Sarif::new(&mut out, base()).end(&end).unwrap();
    let value: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["runs"][0]["results"], serde_json::json!([]));
    assert_eq!(
        value["runs"][0]["invocations"][0]["executionSuccessful"],
        true
    );
}

#[test]
fn hundreds_of_one_rule_in_one_file_are_summed_up_for_a_person_only() {
    let (mut out, mut listed) = (Vec::new(), Vec::new());
    let mut human = Human::new(&mut out, Look::default());
    let mut json = Json::new(&mut listed);
    for file in ["a.yml", "b.yml"] {
        for line in 1..=300 {
            human.finding(file, &emoji(line)).unwrap();
            json.finding(file, &emoji(line)).unwrap();
        }
    }
    human.end(&Summary::default()).unwrap();
    json.end(&Summary::default()).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.matches("warning OC-EMOJI An emoji").count(), 40);
    for file in ["a.yml", "b.yml"] {
        assert!(
            text.contains(&format!("and 280 more of OC-EMOJI in {file}")),
            "{text}"
        );
    }
    assert!(text.contains("(600 findings)"), "{text}");
    let rows: Vec<Value> = serde_json::from_slice(&listed).unwrap();
    assert_eq!(rows.len(), 600);
}
