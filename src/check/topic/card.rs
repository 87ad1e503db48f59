//! Cards in topics: Adaptive Cards in a text, and the cards of fixed kinds as nodes.

use serde_json::{Map, Value, json};

use super::formula::record;
use super::lower;
use super::yaml::{Id, Tree};
use crate::activity::fields::CARD;
use crate::check::piece::Places;

/// One attachment as it will be sent.
pub(super) fn attachment<'a>(tree: &Tree<'a>, id: Id) -> (Value, Places<'a>) {
    let kind = tree
        .get(id, "kind")
        .and_then(|kind| tree.text(kind))
        .unwrap_or_default();
    let content = tree.get(id, "cardContent").or(tree.get(id, "content"));
    if let Some(content) = content {
        return adaptive(tree, content);
    }
    let card = kind
        .strip_suffix("Template")
        .and_then(|kind| kind.strip_suffix("Card"))
        .map(str::to_ascii_lowercase);
    let (value, inner) = lower::value(tree, id);
    if let Some(card) = card {
        return wrapped(&card, value, inner);
    }
    let mut places = Places::default();
    places.adopt("/content", inner);
    (json!({"contentType": "", "content": value}), places)
}

/// An Adaptive Card, which stands in a text as JSON or as a record of Power Fx, or as nodes.
pub(super) fn adaptive<'a>(tree: &Tree<'a>, id: Id) -> (Value, Places<'a>) {
    let Some(scalar) = tree.scalar(id) else {
        let (value, places) = lower::value(tree, id);
        return wrapped("adaptive", value, places);
    };
    let piece = lower::written(scalar);
    let read = if piece.text().trim_start().starts_with('=') {
        record::record(&piece)
    } else {
        record::json(&piece)
    };
    let (value, places) = the_card(read.value, read.places);
    wrapped("adaptive", value, places)
}

/// A formula may make a card out of several records: the card is the one that says so.
fn the_card(value: Value, places: Places<'_>) -> (Value, Places<'_>) {
    let is_card = |value: &Value| value.get("type").and_then(Value::as_str) == Some("AdaptiveCard");
    let Value::Array(list) = value else {
        return (value, places);
    };
    match list.iter().position(is_card) {
        Some(at) => {
            let card = list.into_iter().nth(at).unwrap_or_default();
            (card, places.below(&format!("/{at}")))
        }
        None => (Value::Array(list), places),
    }
}

fn wrapped<'a>(card: &str, content: Value, inner: Places<'a>) -> (Value, Places<'a>) {
    let mut places = Places::default();
    if let Some(span) = inner.find("") {
        places.span("", span);
    }
    places.adopt("/content", inner);
    let mut map = Map::new();
    map.insert("contentType".to_owned(), format!("{CARD}{card}").into());
    map.insert("content".to_owned(), content);
    (Value::Object(map), places)
}
