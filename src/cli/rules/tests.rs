//! Which rules are chosen, and how they look.
#![allow(clippy::unwrap_used, clippy::panic)]

use clap::Parser;
use rstest::rstest;

use super::paint::Look;
use super::select::{Chosen, choose};
use super::*;
use crate::content::layout::width;
use crate::content::rules;

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    args: Args,
}

fn args(words: &[&str]) -> Args {
    Line::try_parse_from([&["rules"], words].concat())
        .unwrap()
        .args
}

fn ids(words: &[&str]) -> Vec<&'static str> {
    match choose(&args(words)).unwrap() {
        Chosen::Named(rules) | Chosen::Found(rules) => {
            rules.into_iter().map(|rule| rule.id.as_str()).collect()
        }
    }
}

const PLAIN: Look = Look {
    columns: 80,
    color: false,
};

#[test]
fn without_words_every_rule_is_listed() {
    assert_eq!(ids(&[]).len(), rules::all().len());
}

#[rstest]
#[case(&["--kind", "P"], "OC-EMOJI", "OC-PUSH")]
#[case(&["--kind", "Configuration"], "OC-PUSH", "OC-EMOJI")]
#[case(&["--kind", "r"], "OC-NOTE-LINK", "OC-EMOJI")]
#[case(&["--channel", "LINE"], "OC-CARD-DEGRADE", "OC-MD-VOICE")]
#[case(&["--channel", "telephony"], "OC-MD-VOICE", "OC-CARD-DEGRADE")]
#[case(&["--as-of", "2021-03-15"], "OC-SA-VERTICAL", "OC-NAME-30")]
#[case(&["--as-of", "2026-01-01"], "OC-NAME-30", "OC-SA-VERTICAL")]
#[case(&["--group", "Voice"], "OC-VOICE-1H", "OC-EMOJI")]
#[case(&["--severity", "error"], "HZ-BIDI", "OC-EMOJI")]
#[case(&["STICKER"], "OC-STICKER", "OC-TYPING")]
#[case(&["whatsapp", "buttons"], "OC-CARD-WA-BUTTON", "OC-ATT-WA-DOC")]
#[case(&["card.updated"], "OC-CARD-UPDATE", "OC-CARD-INPUT")]
fn filters_and_words(#[case] words: &[&str], #[case] within: &str, #[case] without: &str) {
    let ids = ids(words);
    assert!(ids.contains(&within), "{ids:?}");
    assert!(!ids.contains(&without), "{ids:?}");
}

#[test]
fn ids_in_any_case_are_explained_in_the_order_given() {
    let words = ["oc-typing", "HZ-BIDI", "OC-TYPING"];
    assert_eq!(ids(&words), ["OC-TYPING", "HZ-BIDI"]);
    assert!(matches!(choose(&args(&words)), Ok(Chosen::Named(_))));
    assert!(matches!(choose(&args(&["typing"])), Ok(Chosen::Found(_))));
}

#[test]
fn an_unknown_id_is_answered_with_what_is_near() {
    let report = |words: &[&str]| choose(&args(words)).unwrap_err().report();
    assert!(report(&["oc-emojy"]).contains("OC-EMOJI"));
    assert!(report(&["OC-EMOJI", "nonsense"]).contains("`deskhand rules` lists"));
    assert!(report(&["OC-\u{1f600}"]).contains("no rule is called"));
    let long = format!("OC-{}", "A".repeat(100_000));
    assert!(report(&[&long]).contains("lists them all"));
    assert!(report(&["OC-EMOJI", "--kind", "p"]).contains("--kind"));
}

#[rstest]
#[case(24)]
#[case(40)]
#[case(80)]
#[case(100)]
fn nothing_is_wider_than_the_terminal(#[case] columns: usize) {
    let rules: Vec<_> = rules::all().iter().collect();
    let look = Look {
        columns,
        color: false,
    };
    for line in list::table(&rules, look).lines() {
        // Id, kind and severity are kept together; on a very narrow terminal they alone are wider.
        assert!(width(line) <= columns.max(46), "{columns}: {line}");
    }
    let pages = page::pages(&rules, args(&["--as-of", "2021-03-15"]).as_of, look);
    for line in pages.lines() {
        let copied = line.starts_with("  ") || line.contains("(`--");
        assert!(
            copied || width(line) <= columns.max(30),
            "{columns}: {line}"
        );
    }
}

#[test]
fn a_page_says_everything() {
    let Chosen::Named(rules) = choose(&args(&["OC-CAROUSEL", "OC-CARD-INPUT"])).unwrap() else {
        panic!("ids are explained");
    };
    let day = "2023-07-01".parse().ok();
    let text = page::pages(&rules, day, PLAIN);
    for part in [
        "OC-CAROUSEL  Carousels are not shown",
        "Held from 2021-03-10 until 2023-06-16, holds again since 2024-08-30",
        "On 2023-07-01 it does not hold",
        "card.submitted-before-escalation",
        "\"attachmentLayout\": \"carousel\"",
        "Not found in:",
        "CARD-2024: Support for live chat and asynchronous channels, 2024-08-30",
        "https://",
    ] {
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(&part), "{part} is not in\n{text}");
    }
}

#[test]
fn colours_change_no_word() {
    let rules: Vec<_> = rules::all().iter().take(20).collect();
    let colored = Look {
        color: true,
        ..PLAIN
    };
    let colors = regex::Regex::new("\u{1b}\\[[0-9;]*m").unwrap();
    for (plain, color) in [
        (list::table(&rules, PLAIN), list::table(&rules, colored)),
        (
            page::pages(&rules, None, PLAIN),
            page::pages(&rules, None, colored),
        ),
    ] {
        assert_ne!(plain, color);
        assert!(!plain.contains('\u{1b}'));
        assert_eq!(colors.replace_all(&color, ""), plain);
    }
}

#[test]
fn a_retired_rule_says_so_everywhere() {
    let rule = rules::Rule {
        dates: rules::Dates {
            retired: "2026-01-01".parse().ok(),
            replaced_by: Some("OC-EMOJI".to_owned()),
            ..rules::Dates::default()
        },
        ..rules::rule("OC-TYPING").unwrap().clone()
    };
    let wide = Look {
        columns: 100,
        color: false,
    };
    assert!(list::table(&[&rule], wide).contains("(retired 2026)"));
    let page = page::pages(&[&rule], None, PLAIN);
    assert!(
        page.contains("on 2026-01-01, replaced by OC-EMOJI"),
        "{page}"
    );
    let json = serde_json::to_value(json::views(&[&rule], None)).unwrap();
    assert_eq!(json[0]["retired"], "2026-01-01");
    assert_eq!(json[0]["replacedBy"], "OC-EMOJI");
    assert_eq!(json[0]["holds"], false);
    let markdown = reference::page(&[&rule]);
    assert!(markdown.contains("Retired on 2026-01-01. Replaced by [OC-EMOJI](#oc-emoji)."));
}

#[test]
fn scripts_find_every_field_in_every_rule() {
    let rules: Vec<_> = rules::all().iter().collect();
    let json = serde_json::to_value(json::views(&rules, None)).unwrap();
    let fields = [
        "id",
        "title",
        "group",
        "kind",
        "severity",
        "channels",
        "trigger",
        "seen",
        "explanation",
        "instead",
        "decided",
        "since",
        "until",
        "again",
        "studioUntil",
        "dating",
        "holds",
        "retired",
        "replacedBy",
        "event",
        "example",
        "near",
        "sources",
    ];
    for rule in json.as_array().unwrap() {
        let found: Vec<_> = rule.as_object().unwrap().keys().collect();
        assert_eq!(found, fields);
    }
    let example = &json[1]["example"];
    assert_eq!(example["channel"], "line");
    assert_eq!(example["asOf"], serde_json::Value::Null);
    assert_eq!(json[0]["sources"][1]["dated"], "2020-09-22");
}
