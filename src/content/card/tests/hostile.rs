//! Cards that keep no promise.

use std::collections::HashSet;

use proptest::prelude::*;

use super::answers::{pairs, said};
use super::*;
use crate::content::sanitize;

/// Runs with a stack that holds JSON of 10,000 levels: copying and dropping such a tree takes a frame a level. None comes in
/// over the wire, for its reader stops at 128.
fn with_room(test: fn()) {
    let thread = std::thread::Builder::new().stack_size(256 << 20);
    thread.spawn(test).unwrap().join().unwrap();
}

#[test]
fn cards_without_end_end() {
    with_room(endless);
}

/// `value` as the only element of the list `key` of `outer`; moved, for a copy at each level would be too much.
fn within(mut outer: Value, key: &str, value: Value) -> Value {
    outer[key] = Value::Array(vec![value]);
    outer
}

fn endless() {
    let mut element = json!({"type": "TextBlock", "text": "deep"});
    for _ in 0..10_000 {
        element = within(json!({"type": "Container"}), "items", element);
    }
    assert_eq!(
        show(
            "adaptive",
            &within(json!({"version": "1.5"}), "body", element)
        ),
        ["adaptive card 1.5", "! 9977 more, nested too deeply"]
    );
    let mut card = json!({"type": "AdaptiveCard"});
    for _ in 0..10_000 {
        let mut button = json!({"type": "Action.ShowCard", "title": "More"});
        button["card"] = card;
        card = within(json!({"version": "1.5"}), "actions", button);
    }
    let drawn = show("adaptive", &card);
    assert_eq!(drawn.len(), 26);
    assert!(
        drawn[25].ends_with("more, nested too deeply"),
        "{}",
        drawn[25]
    );
}

#[test]
fn cards_of_many_rows_say_how_many_are_left_out() {
    let many: Vec<_> = (0..100_000)
        .map(|_| json!({"text": "x", "type": "TextBlock"}))
        .collect();
    let drawn = show("adaptive", &json!({"body": many}));
    assert_eq!(drawn.len(), 402);
    assert_eq!(drawn[401], "! 99600 more rows");
    let cell = json!({"items": [{"type": "TextBlock", "text": "x"}]});
    let rows: Vec<_> = (0..10_000)
        .map(|_| json!({"cells": [cell, cell]}))
        .collect();
    let drawn = show(
        "adaptive",
        &json!({"body": [{"type": "Table", "rows": rows}]}),
    );
    assert_eq!(drawn[2], "! 19600 more rows");
    let empty: Vec<_> = (0..10_000)
        .map(|_| json!({"type": "ColumnSet", "columns": [{"items": []}, {"items": []}]}))
        .collect();
    assert_eq!(show("adaptive", &json!({"body": empty})).len(), 1);
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

/// How many rows there are, with those in tables.
fn count(rows: &[Row]) -> usize {
    rows.iter()
        .map(|row| match &row.content {
            Content::Table(table) => table.rows.iter().flatten().map(|cell| count(cell)).sum(),
            _ => 1,
        })
        .sum()
}

/// A well-formed card whose every text is a word of its own.
fn well_formed() -> impl Strategy<Value = Value> {
    let leaf = prop::sample::select(vec![
        json!({"type": "TextBlock", "text": "?"}),
        json!({"type": "TextBlock", "text": "?", "size": "large"}),
        json!({"type": "RichTextBlock", "inlines": ["? ", {"type": "TextRun", "text": "?", "italic": true}]}),
        json!({"type": "Image", "altText": "?", "url": "https://a.example/i.png"}),
        json!({"type": "Media", "altText": "?", "sources": []}),
        json!({"type": "FactSet", "facts": [{"title": "?", "value": "?"}]}),
        json!({"type": "Input.Text", "label": "?", "placeholder": "?", "errorMessage": "?"}),
        json!({"type": "Input.Toggle", "title": "?", "label": "?"}),
        json!({"type": "Input.ChoiceSet", "label": "?", "choices": [{"title": "?", "value": "1"}]}),
        json!({"type": "Unheard.Of", "text": "?", "title": "?"}),
        json!({"type": "ActionSet", "actions": [{"type": "Action.Submit", "title": "?"}, {"type": "Action.OpenUrl", "title": "?", "tooltip": "?"}]}),
        json!({"type": "Unheard.Of", "fallback": {"type": "TextBlock", "text": "?"}}),
    ]);
    leaf.prop_recursive(5, 60, 4, |inner| {
        let list = prop::collection::vec(inner, 0..4);
        (list, 0..6).prop_map(|(list, kind)| match kind {
            0 => json!({"type": "Container", "items": list}),
            1 => json!({"type": "ColumnSet", "columns": list.iter().map(|one| json!({"type": "Column", "items": [one]})).collect::<Vec<_>>()}),
            2 => json!({"type": "Table", "rows": [{"cells": list.iter().map(|one| json!({"items": [one]})).collect::<Vec<_>>()}]}),
            3 => json!({"type": "Carousel", "pages": [{"type": "CarouselPage", "items": list}]}),
            4 => json!({"type": "Container", "items": list, "isVisible": false}),
            _ => json!({"type": "ActionSet", "actions": [{"type": "Action.ShowCard", "title": "?", "card": {"body": list}}]}),
        })
    })
}

/// Gives each text that is `?` a word of its own.
fn number(value: &mut Value, next: &mut usize) {
    match value {
        Value::String(text) if text.starts_with('?') => {
            *text = text.replace('?', &format!("word{next}"));
            *next += 1;
        }
        Value::Array(list) => list.iter_mut().for_each(|one| number(one, next)),
        Value::Object(map) => map.values_mut().for_each(|one| number(one, next)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn no_card_shows_what_a_terminal_could_obey(content in odd(), kind in "(adaptive|hero|receipt|mystery)", submitted in odd()) {
        for line in show(&kind, &content) {
            prop_assert_eq!(sanitize::line(&line), line.as_str());
        }
        let activity = attached(&kind, &content);
        let findings = scan_activity(&activity, &Context::new(Channel::Lcw, AuthorKind::Bot));
        for card in cards(&activity, &findings, Look::default()) {
            prop_assert!(count(&card.rows) <= 401);
        }
        let offer = serde_json::to_value(activity).unwrap();
        let messages = [said(AuthorKind::Bot, offer), said(AuthorKind::Customer, json!({"type": "message", "value": submitted}))];
        for chosen in pairs(&messages).iter().flat_map(|answer| &answer.chosen) {
            prop_assert_eq!(sanitize::line(chosen), chosen.as_str());
        }
    }

    #[test]
    fn no_text_of_a_card_is_lost(body in prop::collection::vec(well_formed(), 0..6)) {
        let mut content = json!({"version": "1.5", "body": body});
        let mut words = 0;
        number(&mut content, &mut words);
        let drawn = show("adaptive", &content).join("\n");
        let seen: HashSet<&str> = drawn.split(|sign: char| !sign.is_alphanumeric()).collect();
        if !drawn.contains("more rows") && !drawn.contains("nested too deeply") {
            for word in 0..words {
                prop_assert!(seen.contains(format!("word{word}").as_str()), "word{word} in {drawn}");
            }
        }
    }
}
