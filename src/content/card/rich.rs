//! Bot Framework cards: hero, thumbnail, receipt, media, sign-in; files; suggested actions.

use serde_json::Value;

use super::Card;
use super::builder::{Builder, any, list, text};
use crate::activity::{Activity, Attachment};

/// The kind of card by its content type; none if it is no card.
pub(super) fn kind(attachment: &Attachment) -> Option<&str> {
    attachment
        .content_type
        .strip_prefix("application/vnd.microsoft.card.")
}

/// A card of one of the fixed kinds; of an unknown kind, what it has in common with them.
pub(super) fn card(kind: &str, content: Option<&Value>, mut card: Builder<'_>) -> Card {
    let Some(content) = content else {
        card.unshown("a card without content");
        return card.finish(&format!("{kind} card"));
    };
    card.heading(text(content, "title"));
    if let Some(subtitle) = text(content, "subtitle") {
        card.words(subtitle);
    }
    for image in list(content, "images").iter().chain(content.get("image")) {
        card.image(text(image, "alt"), text(image, "url"));
    }
    if let Some(words) = text(content, "text") {
        card.words(words);
    }
    for medium in list(content, "media") {
        let address = text(medium, "url").unwrap_or_default();
        card.media(text(medium, "profile").unwrap_or(kind), address);
    }
    receipt(content, &mut card);
    for button in list(content, "buttons") {
        action(button, &mut card);
    }
    card.finish(&format!("{} card", label(kind)))
}

fn label(kind: &str) -> &str {
    match kind {
        "signin" => "sign-in",
        "oauth" => "OAuth",
        other => other,
    }
}

/// What only receipts have: facts, items and what they sum up to.
fn receipt(content: &Value, card: &mut Builder<'_>) {
    for fact in list(content, "facts") {
        card.fact(&any(fact, "key"), &any(fact, "value"));
    }
    for item in list(content, "items") {
        let quantity = any(item, "quantity");
        let title = any(item, "title");
        let name = match quantity.as_ref() {
            "" | "0" | "1" => title.into_owned(),
            many => format!("{many} × {title}"),
        };
        card.fact(&name, &any(item, "price"));
        for key in ["subtitle", "text"] {
            if let Some(words) = text(item, key) {
                card.indented(|card| card.words(words));
            }
        }
    }
    for key in ["vat", "tax", "total"] {
        let amount = any(content, key);
        if !amount.is_empty() {
            card.fact(key, &amount);
        }
    }
}

/// A card action: what stands on it, and where it leads if it opens a page.
pub(super) fn action(action: &Value, card: &mut Builder<'_>) {
    let opens = matches!(
        text(action, "type"),
        Some("openUrl" | "downloadFile" | "showImage" | "playAudio" | "playVideo" | "signin")
    );
    let value = any(action, "value");
    let title = ["title", "displayText", "text"]
        .iter()
        .find_map(|key| text(action, key).filter(|title| !title.is_empty()))
        .unwrap_or(&value);
    card.action(title, if opens { &value } else { "" });
}

/// Suggested actions as a card of their own, if there are any.
pub(super) fn suggested_actions(activity: &Activity, mut card: Builder<'_>) -> Option<Card> {
    let actions = list(activity.rest.get("suggestedActions")?, "actions");
    for button in actions {
        action(button, &mut card);
    }
    (!actions.is_empty()).then(|| card.finish("suggested actions"))
}

/// A file or anything else that is no card.
pub(super) fn file(attachment: &Attachment, mut card: Builder<'_>) -> Card {
    let name = attachment.name.as_deref().unwrap_or_default();
    let address = attachment.content_url.as_deref().unwrap_or_default();
    // An address that holds the file itself is no address.
    let address = if address.starts_with("data:") {
        ""
    } else {
        address
    };
    if attachment.content_type.starts_with("image/") {
        card.image(Some(name), Some(address));
    } else {
        card.media(if name.is_empty() { "a file" } else { name }, address);
    }
    let label = if attachment.content_type.is_empty() {
        "attachment"
    } else {
        &attachment.content_type
    };
    card.finish(label)
}
