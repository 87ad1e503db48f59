//! Attachments that are no card we know: files, pictures, and cards of other kinds with whatever they have.

use serde_json::Value;

use super::Card;
use super::builder::Builder;
use crate::activity::Attachment;

/// Anything that is no card we know.
pub(super) fn card(attachment: &Attachment, mut card: Builder<'_>) -> Card {
    let kind = match attachment.content_type.as_str() {
        "" => "attachment",
        kind => kind,
    };
    let address = attachment.content_url.as_deref().unwrap_or_default();
    let name = attachment.name.as_deref().unwrap_or_default();
    match &attachment.content {
        Some(Value::Null) | None => file(kind, name, address, &mut card),
        Some(content) => {
            if !name.is_empty() || !address.is_empty() {
                file(kind, name, address, &mut card);
            }
            if kind.contains(".card.") {
                card.remark("a card of a kind that is not known; it has:");
            }
            value("", content, &mut card);
        }
    }
    card.finish(kind)
}

fn file(kind: &str, name: &str, address: &str, card: &mut Builder<'_>) {
    // An address that holds the file itself is no address.
    let address = if address.starts_with("data:") {
        ""
    } else {
        address
    };
    let words = Value::from(name);
    if kind.starts_with("image/") {
        card.image(Some(&words), address);
    } else {
        let name = card.plain(if name.is_empty() { "a file" } else { name });
        card.media(name, address);
    }
}

/// A value of unknown meaning: plain ones by their names, others with theirs below them.
fn value(name: &str, value: &Value, card: &mut Builder<'_>) {
    match value {
        Value::Null => {}
        Value::Object(map) => within(name, value, card, |card| {
            for (key, one) in map {
                self::value(key, one, card);
            }
        }),
        Value::Array(list) if list.iter().any(|one| one.is_array() || one.is_object()) => {
            within(name, value, card, |card| {
                for one in list {
                    self::value("", one, card);
                }
            });
        }
        _ if name.is_empty() => card.words(Some(value)),
        _ => card.fact(Some(&Value::from(name)), Some(value)),
    }
}

fn within(name: &str, value: &Value, card: &mut Builder<'_>, each: impl FnOnce(&mut Builder<'_>)) {
    card.deeper(value, |card| {
        if name.is_empty() {
            return each(card);
        }
        card.remark(&format!("{name}:"));
        card.indented(each);
    });
}
