//! Bot Framework cards: hero, thumbnail, receipt, audio, video, animation, sign-in; suggested actions.

use serde_json::Value;

use super::Card;
use super::builder::Builder;
use super::reading::{any, file_name, first, has_words, list, text};
use crate::activity::fields::card_kind;
use crate::activity::{Activity, Attachment};
use crate::content::sanitize::value_text;

/// The kind of card by its content type, in lower case; none if it is no card.
pub(super) fn kind(attachment: &Attachment) -> Option<String> {
    card_kind(&attachment.content_type).map(str::to_ascii_lowercase)
}

/// Whether it is one of the fixed kinds.
pub(super) fn is_known(kind: &str) -> bool {
    matches!(
        kind,
        "hero" | "thumbnail" | "receipt" | "audio" | "video" | "animation" | "signin" | "oauth"
    )
}

/// A card of one of the fixed kinds.
pub(super) fn card(kind: &str, content: Option<&Value>, mut card: Builder<'_>) -> Card {
    let parsed = match content {
        // Some bots send the card as a text with JSON in it.
        Some(Value::String(text)) => serde_json::from_str(text).ok(),
        _ => None,
    };
    let label = format!("{} card", label(kind));
    let Some(content) = parsed
        .as_ref()
        .or(content)
        .filter(|content| content.is_object())
    else {
        card.unshown("a card without content");
        return card.finish(&label);
    };
    card.heading(content.get("title"));
    card.words(content.get("subtitle"));
    pictures(content, &mut card);
    card.words(content.get("text"));
    media(kind, content, &mut card);
    receipt(content, &mut card);
    if has_words(content.get("connectionName")) {
        card.note("signs in with ", content.get("connectionName"));
    }
    for button in list(content, "buttons") {
        action(button, &mut card);
    }
    tap(content, &mut card);
    card.finish(&label)
}

fn label(kind: &str) -> &str {
    match kind {
        "signin" => "sign-in",
        "oauth" => "OAuth",
        other => other,
    }
}

fn pictures(content: &Value, card: &mut Builder<'_>) {
    let single = content.get("image").into_iter();
    for image in list(content, "images").iter().chain(single) {
        let address = image.as_str().or_else(|| text(image, "url"));
        card.begins(image);
        card.image(
            first(image, &["alt", "altText"]),
            address.unwrap_or_default(),
        );
        tap(image, card);
    }
}

fn media(kind: &str, content: &Value, card: &mut Builder<'_>) {
    for medium in list(content, "media") {
        let name = match medium.get("profile") {
            profile if has_words(profile) => card.shown(profile),
            _ => card.plain(kind),
        };
        card.begins(medium);
        card.media(name, text(medium, "url").unwrap_or_default());
    }
    if has_words(content.get("duration")) {
        card.note("lasts ", content.get("duration"));
    }
}

/// What only receipts have: facts, items and what they sum up to.
fn receipt(content: &Value, card: &mut Builder<'_>) {
    for fact in list(content, "facts") {
        card.fact(fact.get("key"), fact.get("value"));
    }
    for item in list(content, "items") {
        card.begins(item);
        card.fact(item.get("title"), item.get("price"));
        card.indented(|card| {
            let quantity = any(item, "quantity");
            if !matches!(quantity.as_ref(), "" | "0" | "1") {
                card.note("quantity ", item.get("quantity"));
            }
            card.words(item.get("subtitle"));
            card.words(item.get("text"));
            if let Some(image) = item.get("image").filter(|image| image.is_object()) {
                card.image(
                    first(image, &["alt"]),
                    text(image, "url").unwrap_or_default(),
                );
            }
            tap(item, card);
        });
    }
    for key in ["vat", "tax", "total"] {
        if has_words(content.get(key)) {
            let name = Value::from(key);
            card.fact(Some(&name), content.get(key));
        }
    }
}

fn tap(value: &Value, card: &mut Builder<'_>) {
    if let Some(tap) = value.get("tap").filter(|tap| tap.is_object()) {
        pressed(tap, Some("on tap"), card);
    }
}

/// A card action: what stands on it, where it leads if it opens a page, and what the customer then says.
pub(super) fn action(action: &Value, card: &mut Builder<'_>) {
    pressed(action, None, card);
}

fn pressed(action: &Value, how: Option<&str>, card: &mut Builder<'_>) {
    card.begins(action);
    let kind = text(action, "type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut notes: Vec<String> = how.map(str::to_owned).into_iter().collect();
    let mut title = first(action, &["title", "displayText", "text"]);
    let mut leads = "".into();
    match kind.as_str() {
        "openurl" | "downloadfile" | "showimage" | "playaudio" | "playvideo" | "signin"
        | "call" | "openapp" => leads = any(action, "value"),
        "imback" | "postback" | "messageback" | "" => {
            title = title.or_else(|| first(action, &["value"]));
        }
        other => notes.push(other.to_owned()),
    }
    if let Some(says) = first(action, &["displayText"]).filter(|says| Some(*says) != title) {
        notes.push(format!("says “{}”", value_text(says)));
    }
    let title = if title.is_some() {
        card.shown(title)
    } else {
        let image = text(action, "image").and_then(file_name);
        let kind = text(action, "type").filter(|kind| !kind.is_empty());
        card.plain(image.or(kind).unwrap_or("a button without words"))
    };
    card.action(title, &leads, &notes);
}

/// Suggested actions as a card of their own, if there are any.
pub(super) fn suggested_actions(activity: &Activity, mut card: Builder<'_>) -> Option<Card> {
    let suggested = activity.rest.get("suggestedActions")?;
    let actions = list(suggested, "actions");
    for button in actions {
        action(button, &mut card);
    }
    // What is found about all of them is flagged at the label.
    card.begins(suggested);
    (!actions.is_empty()).then(|| card.finish("suggested actions"))
}
