//! Cards as a person reads them.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::{Value, json};

use super::*;
use crate::content::markdown::LineKind;
use crate::content::scan::{Context, scan_activity};
use crate::domain::{AuthorKind, Channel};

mod answers;
mod hostile;
mod samples;

fn activity(value: Value) -> Activity {
    serde_json::from_value(value).unwrap()
}

/// The card as plain lines.
fn drawn(card: &Card) -> Vec<String> {
    let flag = if card.flagged { " !!" } else { "" };
    let mut lines = vec![format!("{}{flag}", card.label)];
    lines.extend(drawn_rows(&card.rows));
    lines
}

fn drawn_rows(rows: &[Row]) -> Vec<String> {
    rows.iter()
        .map(|row| {
            let flag = if row.flagged { " !!" } else { "" };
            "  ".repeat(row.indent.into()) + &draw(&row.content) + flag
        })
        .collect()
}

fn draw(content: &Content) -> String {
    match content {
        Content::Text(line) => match line.kind {
            LineKind::Heading(_) => format!("# {line}"),
            _ => line.to_string(),
        },
        Content::Note(words) => format!("- {}", words.text),
        Content::Fact { name, value } => format!("{name}: {value}"),
        Content::Table(table) => {
            let cell = |cell: &Vec<Row>| drawn_rows(cell).join(" / ");
            let row = |row: &Vec<Vec<Row>>| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
            table.rows.iter().map(row).collect::<Vec<_>>().join(" || ")
        }
        Content::Image(words) => format!("<{}>", words.text),
        Content::Media { name, address } => format!("{} at {address}", name.text),
        Content::Input {
            label,
            hint,
            required,
        } => {
            let star = if *required { "*" } else { "" };
            format!("? {}{star} [{}]", label.text, hint.text)
        }
        Content::Choice {
            title,
            chosen,
            many,
        } => {
            let sign = match (many, chosen) {
                (true, true) => "[x]",
                (true, false) => "[ ]",
                (false, true) => "(x)",
                (false, false) => "( )",
            };
            format!("{sign} {}", title.text)
        }
        Content::Action {
            title,
            address,
            note,
        } => [format!("({})", title.text).as_str(), note, address]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        Content::Unshown(name) => format!("! {name}"),
    }
}

fn message(attachment: &Value) -> Activity {
    activity(json!({"type": "message", "attachments": [attachment]}))
}

fn attached(kind: &str, content: &Value) -> Activity {
    message(
        &json!({"contentType": format!("application/vnd.microsoft.card.{kind}"), "content": content}),
    )
}

fn shown(activity: &Activity, channel: Channel) -> Vec<String> {
    let findings = scan_activity(activity, &Context::new(channel, AuthorKind::Bot));
    let cards = cards(activity, &findings, Look::default());
    cards.iter().flat_map(drawn).collect()
}

fn show(kind: &str, content: &Value) -> Vec<String> {
    let cards = cards(&attached(kind, content), &[], Look::default());
    cards.iter().flat_map(drawn).collect()
}

#[test]
fn files_and_suggested_actions() {
    let value = json!({"type": "message", "attachments": [
        {"contentType": "image/png", "name": "cat.png", "contentUrl": "data:image/png;base64,AAAA"},
        {"contentType": "application/pdf", "name": "a\u{202e}fdp.exe", "contentUrl": "https://a.example/x"},
        {"contentType": "application/json", "name": "transcript", "content": {"activities": []}}],
        "suggestedActions": {"actions": [{"type": "imBack", "title": "Yes", "value": "y"}]}});
    let look = Look {
        emoji: EmojiStyle::Glyph,
        utc_offset: 0,
    };
    let cards = cards(&activity(value), &[], look);
    let drawn: Vec<_> = cards.iter().flat_map(drawn).collect();
    assert_eq!(
        drawn,
        [
            "image/png",
            "<cat.png>",
            "application/pdf",
            "a‹RLO›fdp.exe at https://a.example/x",
            "suggested actions",
            "(Yes)"
        ]
    );
}

#[test]
fn findings_are_marked_in_cards() {
    let activity = attached("hero", &json!({"title": "hi 👋", "text": "hi 👋"}));
    let findings = scan_activity(&activity, &Context::new(Channel::Lcw, AuthorKind::Bot));
    let cards = cards(&activity, &findings, Look::default());
    for row in &cards[0].rows {
        let Content::Text(line) = &row.content else {
            panic!("no words")
        };
        let [span] = line.spans.as_slice() else {
            panic!("not one span")
        };
        assert_eq!(span.marks.len(), 1);
        assert_eq!(span.text.get(span.marks[0].range.clone()), Some("[:wave:]"));
    }
}

#[test]
fn what_is_found_about_a_card_is_flagged_at_its_place() {
    let content = json!({"version": "1.6", "body": [
        {"type": "TextBlock", "text": "**bold**"},
        {"type": "Input.Date", "id": "day"},
        {"type": "TextBlock", "text": "{{DATE(2026-11-05T10:00:00Z)}} 👋"}]});
    let drawn = shown(&attached("adaptive", &content), Channel::Lcw);
    assert_eq!(drawn[0], "adaptive card 1.6 !!");
    assert_eq!(drawn[2], "? day [a date]");
    let drawn = shown(&attached("adaptive", &content), Channel::Line);
    assert_eq!(drawn[2], "? day [a date] !!");
    let styled = json!({"version": "1.5", "body": [{"type": "TextBlock", "text": "Hi", "weight": "bolder"}]});
    let drawn = shown(&attached("adaptive", &styled), Channel::Lcw);
    assert_eq!(drawn, ["adaptive card 1.5 !!", "Hi"]);
    let hero = json!({"buttons": [{"type": "imBack", "title": "Yes", "value": "y"}]});
    assert_eq!(
        shown(&attached("hero", &hero), Channel::Sms),
        ["hero card !!", "(Yes)"]
    );
    let suggested = json!({"type": "message", "suggestedActions": {"actions": [{"type": "imBack", "title": "Yes"}]}});
    assert_eq!(
        shown(&activity(suggested), Channel::Msteams),
        ["suggested actions !!", "(Yes)"]
    );
}

#[test]
fn a_flag_stands_where_a_date_was_written_out() {
    let content = json!({"version": "1.5", "body": [
        {"type": "TextBlock", "text": "{{DATE(2026-11-05T10:00:00Z)}} 👋 {{TIME(2026-11-05T10:00:00Z)}}"}]});
    let activity = attached("adaptive", &content);
    let findings = scan_activity(&activity, &Context::new(Channel::Lcw, AuthorKind::Bot));
    let cards = cards(&activity, &findings, Look::default());
    let Content::Text(line) = &cards[0].rows[0].content else {
        panic!("no words")
    };
    let span = &line.spans[0];
    assert_eq!(span.text, "2026-11-05 [:wave:] 10:00");
    assert_eq!(span.text.get(span.marks[0].range.clone()), Some("[:wave:]"));
}

#[test]
fn odd_cards_are_named() {
    assert_eq!(
        show("adaptive", &json!("text")),
        ["adaptive card", "! an Adaptive Card without content"]
    );
    assert_eq!(
        show("adaptive", &json!({"body": [{"text": "x"}, 5, null]})),
        [
            "adaptive card without a version",
            "! an element without a type",
            "  x",
            "! an element without a type",
            "! an element without a type"
        ]
    );
    assert_eq!(
        show("mystery", &json!({"title": ["x"], "buttons": 5})),
        [
            "application/vnd.microsoft.card.mystery",
            "- a card of a kind that is not known; it has:",
            "title: x",
            "buttons: 5"
        ]
    );
}
