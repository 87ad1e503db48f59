//! Cards as a person reads them.
#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::content::sanitize;
use crate::domain::{Author, AuthorKind, Channel, Message, MessageId, Timestamp};

fn context() -> Context {
    Context::new(Channel::Lcw, AuthorKind::Bot)
}

fn activity(value: Value) -> Activity {
    serde_json::from_value(value).unwrap()
}

fn attachment(kind: &str, content: &Value) -> Attachment {
    let value = json!({"contentType": format!("application/vnd.microsoft.card.{kind}"), "content": content});
    serde_json::from_value(value).unwrap()
}

/// The card as plain lines.
fn drawn(card: &Card) -> Vec<String> {
    let mut lines = vec![card.label.clone()];
    lines.extend(
        card.rows
            .iter()
            .map(|row| "  ".repeat(row.indent.into()) + &draw(&row.content)),
    );
    lines
}

fn draw(content: &Content) -> String {
    match content {
        Content::Heading(words) => format!("# {}", words.text),
        Content::Text(line) => line.to_string(),
        Content::Fact { name, value } => format!("{}: {}", name.text, value.text),
        Content::Cells(cells) => cells
            .iter()
            .map(|cell| cell.text.as_ref())
            .collect::<Vec<_>>()
            .join(" | "),
        Content::Image(words) => format!("<{}>", words.text),
        Content::Media { name, address } => format!("{} at {address}", name.text),
        Content::Input {
            label,
            hint,
            required,
        } => {
            format!(
                "? {}{} [{}]",
                label.text,
                if *required { "*" } else { "" },
                hint.text
            )
        }
        Content::Choice(words) => format!("o {}", words.text),
        Content::Action { title, address } => {
            format!("({}) {address}", title.text).trim_end().to_owned()
        }
        Content::Unshown(name) => format!("! {name}"),
    }
}

fn show(kind: &str, content: &Value) -> Vec<String> {
    drawn(&card(
        &attachment(kind, content),
        &context(),
        EmojiStyle::Shortcode,
    ))
}

#[test]
fn hero_cards() {
    let content = json!({"title": "Order 42 👋", "subtitle": "shipped", "text": "It is *on its way*",
        "images": [{"url": "https://a.example/box.png?x=1"}, {"url": "u", "alt": "a map"}],
        "buttons": [{"type": "openUrl", "title": "Track", "value": "https://a.example/t"}, {"type": "imBack", "title": "Talk", "value": "agent"}]});
    assert_eq!(
        show("hero", &content),
        [
            "hero card",
            "# Order 42 [:wave:]",
            "shipped",
            "<box.png>",
            "<a map>",
            "It is on its way",
            "(Track) https://a.example/t",
            "(Talk)"
        ]
    );
}

#[test]
fn receipts() {
    let content = json!({"title": "Receipt", "facts": [{"key": "Order", "value": "42"}],
        "items": [{"title": "Tent", "price": "$ 80", "quantity": "2", "subtitle": "green"}], "tax": "$ 8", "total": "$ 168"});
    assert_eq!(
        show("receipt", &content),
        [
            "receipt card",
            "# Receipt",
            "Order: 42",
            "2 × Tent: $ 80",
            "  green",
            "tax: $ 8",
            "total: $ 168"
        ]
    );
}

#[test]
fn media_and_sign_in_cards() {
    let video = json!({"title": "How to", "media": [{"url": "https://a.example/v.mp4"}], "image": {"url": "p.png"}});
    assert_eq!(
        show("video", &video),
        [
            "video card",
            "# How to",
            "<p.png>",
            "video at https://a.example/v.mp4"
        ]
    );
    let oauth = json!({"text": "Please sign in", "connectionName": "aad", "buttons": [{"type": "signin", "title": "Sign in", "value": "https://l.example"}]});
    assert_eq!(
        show("oauth", &oauth),
        [
            "OAuth card",
            "Please sign in",
            "(Sign in) https://l.example"
        ]
    );
}

#[test]
fn adaptive_cards() {
    let content = json!({"type": "AdaptiveCard", "version": "1.5", "body": [
        {"type": "TextBlock", "text": "Flight", "size": "Large"},
        {"type": "RichTextBlock", "inlines": ["from ", {"type": "TextRun", "text": "AMS"}]},
        {"type": "ColumnSet", "columns": [
            {"type": "Column", "items": [{"type": "TextBlock", "text": "AMS"}, {"type": "TextBlock", "text": "9:10"}]},
            {"type": "Column", "items": [{"type": "Image", "url": "x/plane.png", "altText": "to"}]},
            {"type": "Column", "items": [{"type": "TextBlock", "text": "LIS"}, {"type": "TextBlock", "text": "11:25"}]}]},
        {"type": "Table", "rows": [{"cells": [{"type": "TableCell", "items": [{"type": "TextBlock", "text": "a"}]}, {"type": "TableCell", "items": [{"type": "TextBlock", "text": "b"}]}]}]},
        {"type": "FactSet", "facts": [{"title": "Seat", "value": "12A"}]},
        {"type": "Input.ChoiceSet", "id": "meal", "label": "Meal", "isRequired": true, "choices": [{"title": "Vegan", "value": "v"}, {"value": "none"}]},
        {"type": "Input.Text", "id": "note", "placeholder": "anything"},
        {"type": "Hologram", "text": "hello", "items": [{"type": "TextBlock", "text": "inside"}]},
        {"type": "New", "fallback": {"type": "TextBlock", "text": "old"}},
        {"type": "TextBlock", "text": "later", "isVisible": false}],
        "actions": [{"type": "Action.ShowCard", "title": "More", "card": {"body": [{"type": "TextBlock", "text": "more"}], "actions": [{"type": "Action.Submit", "title": "Send"}]}},
            {"type": "Action.OpenUrl", "title": "Site", "url": "https://a.example"}]});
    assert_eq!(
        show("adaptive", &content),
        [
            "adaptive card 1.5",
            "# Flight",
            "from AMS",
            "AMS | to | LIS",
            "9:10 |  | 11:25",
            "a | b",
            "Seat: 12A",
            "? Meal* []",
            "  o Vegan",
            "  o none",
            "? note [anything]",
            "! Hologram",
            "  hello",
            "  inside",
            "! New",
            "  old",
            "! hidden at first:",
            "  later",
            "(More)",
            "  more",
            "  (Send)",
            "(Site) https://a.example"
        ]
    );
}

#[test]
fn files_and_suggested_actions() {
    let value = json!({"type": "message", "attachments": [
        {"contentType": "image/png", "name": "cat.png", "contentUrl": "data:image/png;base64,AAAA"},
        {"contentType": "application/pdf", "name": "a\u{202e}fdp.exe", "contentUrl": "https://a.example/x"},
        {"contentType": "application/json", "name": "transcript", "content": {"activities": []}}],
        "suggestedActions": {"actions": [{"type": "imBack", "title": "Yes", "value": "y"}]}});
    let cards = cards(&activity(value), &context(), EmojiStyle::Glyph);
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
    let card = card(
        &attachment("hero", &json!({"title": "hi 👋"})),
        &context(),
        EmojiStyle::Shortcode,
    );
    let Content::Heading(title) = &card.rows[0].content else {
        panic!("no title")
    };
    assert_eq!(title.marks.len(), 1);
    assert_eq!(
        title.text.get(title.marks[0].range.clone()),
        Some("[:wave:]")
    );
}

#[test]
fn cards_without_end_end() {
    let mut body = json!([{"type": "TextBlock", "text": "deep"}]);
    for _ in 0..60 {
        body = json!([{"type": "Container", "items": body}]);
    }
    assert_eq!(
        show("adaptive", &json!({"body": body})),
        ["adaptive card", "! more, nested too deeply"]
    );
    let many: Vec<_> = (0..1000)
        .map(|_| json!({"type": "TextBlock", "text": "x"}))
        .collect();
    assert!(show("adaptive", &json!({"body": many})).len() <= 403);
}

#[test]
fn odd_cards_are_named() {
    assert_eq!(
        show("adaptive", &json!("text")),
        ["adaptive card", "! an Adaptive Card without content"]
    );
    assert_eq!(
        show("adaptive", &json!({"body": [{"text": "x"}, 5, null]}))[1],
        "! an element without a type"
    );
    assert_eq!(
        show("mystery", &json!({"title": ["x"], "buttons": 5})),
        ["mystery card"]
    );
}

fn said(kind: AuthorKind, value: Value) -> Message {
    Message {
        id: MessageId::default(),
        at: Timestamp(0),
        author: Author {
            kind,
            name: String::new(),
        },
        activity: activity(value),
    }
}

fn form(id: &str, action: &str) -> Value {
    json!({"id": id, "type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {
        "body": [{"type": "Input.ChoiceSet", "id": "meal", "label": "Meal", "choices": [{"title": "Vegan", "value": "v"}, {"title": "Fish", "value": "f"}]}],
        "actions": [{"type": "Action.Submit", "title": action, "data": {"do": action}}, {"type": "Action.Submit", "title": "Cancel", "data": {"do": "cancel"}}]}}]})
}

#[test]
fn a_submission_is_paired_with_its_card() {
    let messages = [
        said(AuthorKind::Bot, form("1", "Order")),
        said(AuthorKind::Bot, json!({"type": "message", "text": "Well?"})),
        said(
            AuthorKind::Customer,
            json!({"type": "message", "value": {"do": "Order", "meal": "v,f"}}),
        ),
        said(
            AuthorKind::Customer,
            json!({"type": "message", "text": "thanks"}),
        ),
    ];
    let chosen = vec!["Order".to_owned(), "Meal: Vegan, Fish".to_owned()];
    assert_eq!(
        answers(&messages),
        [Answer {
            card: 0,
            attachment: Some(0),
            answer: 2,
            chosen
        }]
    );
}

#[test]
fn the_card_an_answer_names_goes_first() {
    let messages = [
        said(AuthorKind::Bot, form("1", "Order")),
        said(AuthorKind::Bot, form("2", "Order")),
        said(
            AuthorKind::Customer,
            json!({"type": "message", "replyToId": "1", "value": {"do": "cancel"}}),
        ),
        said(
            AuthorKind::Customer,
            json!({"type": "message", "value": {"do": "cancel"}}),
        ),
    ];
    let cards: Vec<_> = answers(&messages)
        .iter()
        .map(|answer| (answer.card, answer.answer))
        .collect();
    assert_eq!(cards, [(0, 2), (1, 3)]);
}

#[test]
fn a_click_is_paired_with_its_button() {
    let buttons = json!([{"type": "imBack", "title": "Talk to a person", "value": "agent"}]);
    let hero = json!({"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.hero", "content": {"buttons": buttons}}]});
    let suggested = json!({"type": "message", "suggestedActions": {"actions": buttons}});
    for (offer, attachment) in [(hero, Some(0)), (suggested, None)] {
        let messages = [
            said(AuthorKind::Bot, offer),
            said(
                AuthorKind::Customer,
                json!({"type": "message", "text": "agent"}),
            ),
            said(
                AuthorKind::Customer,
                json!({"type": "message", "text": "something else"}),
            ),
        ];
        let chosen = vec!["Talk to a person".to_owned()];
        assert_eq!(
            answers(&messages),
            [Answer {
                card: 0,
                attachment,
                answer: 1,
                chosen
            }]
        );
    }
}

/// JSON that looks like a card but keeps no promise.
fn odd() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "type",
        "TextBlock",
        "Input.ChoiceSet",
        "ColumnSet",
        "Action.ShowCard",
        "body",
        "items",
        "columns",
        "actions",
        "text",
        "title",
        "\u{1b}[31m\u{202e}",
        "🙂\u{200b}",
        "choices",
        "card",
        "facts",
        "buttons",
        "inlines",
        "**x** &#27;",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.clone().prop_map(Value::from)
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((word.clone(), inner), 0..6).prop_map(|members| Value::Object(
                members
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn no_card_shows_what_a_terminal_could_obey(content in odd(), kind in "(adaptive|hero|receipt)", submitted in odd()) {
        for line in show(&kind, &content) {
            prop_assert_eq!(sanitize::line(&line), line.as_str());
        }
        let offer = json!({"type": "message", "attachments": [attachment(&kind, &content)]});
        let messages = [said(AuthorKind::Bot, offer), said(AuthorKind::Customer, json!({"type": "message", "value": submitted}))];
        for chosen in answers(&messages).iter().flat_map(|answer| &answer.chosen) {
            prop_assert_eq!(sanitize::line(chosen), chosen.as_str());
        }
    }
}
