//! Cards as an agent sees them at 60 columns, and what no card can do to a screen.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::*;
use crate::activity::Activity;
use crate::content::card::{Look, answers, cards};
use crate::content::sanitize::EmojiStyle;
use crate::content::scan::{Context, scan_activity};
use crate::domain::{Author, AuthorKind, Channel, Message, MessageId, Timestamp};

const LOOK: Look = Look {
    emoji: EmojiStyle::Shortcode,
    utc_offset: 0,
};

fn said(kind: AuthorKind, activity: &Value) -> Message {
    Message {
        id: MessageId::default(),
        at: Timestamp(0),
        author: Author {
            kind,
            name: String::new(),
        },
        activity: serde_json::from_value(activity.clone()).unwrap(),
    }
}

/// The boxes of a message's cards, with what the message after it chose on them.
fn drawn(messages: &[Value], columns: usize) -> String {
    let messages: Vec<Message> = messages
        .iter()
        .zip([AuthorKind::Bot, AuthorKind::Customer])
        .map(|(activity, kind)| said(kind, activity))
        .collect();
    let chosen = answers(&messages.iter().collect::<Vec<_>>());
    let activity = &messages[0].activity;
    let mut lines = Vec::new();
    for (at, card) in shown(activity).iter().enumerate() {
        let answer = chosen
            .iter()
            .find(|answer| answer.attachment.unwrap_or(activity.attachments.len()) == at);
        let words = answer.map_or(&[][..], |answer| &answer.chosen);
        lines.extend(boxed(card, words, columns));
    }
    for line in &lines {
        assert!(line.width() <= columns, "{}", line.plain());
    }
    let plain: Vec<String> = lines.iter().map(Line::plain).collect();
    plain.join("\n")
}

fn shown(activity: &Activity) -> Vec<Card> {
    let context = Context::new(Channel::Lcw, AuthorKind::Bot);
    cards(activity, &scan_activity(activity, &context), LOOK)
}

#[test]
fn every_kind_of_card_and_element_is_drawn() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cards");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let messages: Vec<Value> = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        insta::assert_snapshot!(name, drawn(&messages, 60));
        for columns in [10, 12, 17, 30, 200] {
            drawn(&messages, columns);
        }
        count += 1;
    }
    assert!(count > 20, "{count} cards");
}

#[test]
fn tables_in_tables_end() {
    let mut inner = json!({"type": "TextBlock", "text": "deep words in a cell"});
    for _ in 0..20 {
        let column = json!({"type": "Column", "items": [inner]});
        inner = json!({"type": "ColumnSet", "columns": [column.clone(), column]});
        if inner.to_string().len() > 1_000_000 {
            break;
        }
    }
    let card = json!({"type": "AdaptiveCard", "version": "1.5", "body": [inner]});
    let message = json!({"type": "message", "attachments": [
        {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}]});
    let drawn = drawn(&[message], 60);
    assert!(drawn.lines().count() < 2000, "{}", drawn.lines().count());
}
