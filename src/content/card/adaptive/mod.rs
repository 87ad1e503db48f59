//! Adaptive Cards 1.0 to 1.6: the card itself and what it says about itself.

mod action;
mod element;
mod input;
mod needs;
mod runs;
mod table;

use serde_json::Value;

pub(super) use input::{SECRET, is_secret};

use super::Card;
use super::builder::Builder;
use super::reading::{any, file_name, has_words, is, list, text};
use super::rich;

/// Whether some content is an Adaptive Card, whatever its media type says.
pub(super) fn is_card(content: Option<&Value>) -> bool {
    content
        .and_then(|content| text(content, "type"))
        .is_some_and(|kind| kind.eq_ignore_ascii_case("AdaptiveCard"))
}

/// An Adaptive Card as rows.
pub(super) fn card(content: Option<&Value>, card: Builder<'_>) -> Card {
    let parsed = match content {
        // Some bots send the card as a text with JSON in it.
        Some(Value::String(text)) => serde_json::from_str(text).ok(),
        _ => None,
    };
    match parsed.as_ref().or(content) {
        Some(content) if content.is_object() => whole(content, card),
        _ => {
            let mut card = card;
            card.unshown("an Adaptive Card without content");
            card.finish("adaptive card")
        }
    }
}

fn whole(content: &Value, mut card: Builder<'_>) -> Card {
    body(content, &mut card);
    about(content, &mut card);
    if let Some(version) = content.get("version") {
        card.begins(version);
    }
    card.finish(&label(content))
}

/// What a card shows: also the inner card of a button.
fn body(content: &Value, card: &mut Builder<'_>) {
    if let Some(unmet) = needs::unmet(content) {
        card.remark(&format!("for hosts with {unmet} only:"));
    }
    element::all(list(content, "body"), card);
    background(content, card);
    action::on_tap(content, card);
    action::all(list(content, "actions"), card);
}

fn label(content: &Value) -> String {
    let mut label = match any(content, "version") {
        version if version.is_empty() => "adaptive card without a version".to_owned(),
        version => format!("adaptive card {version}"),
    };
    let lang = any(content, "lang");
    if !lang.is_empty() {
        label.push_str(" · ");
        label.push_str(&lang);
    }
    if is(content, "rtl") == Some(true) {
        label.push_str(" · right to left");
    }
    label
}

fn background(value: &Value, card: &mut Builder<'_>) {
    let Some(image) = value.get("backgroundImage") else {
        return;
    };
    let address = image.as_str().or_else(|| text(image, "url"));
    if let Some(file) = address.and_then(file_name) {
        card.remark(&format!("background: {file}"));
    }
}

/// What is not drawn by a host, but belongs to the card.
fn about(content: &Value, card: &mut Builder<'_>) {
    if has_words(content.get("speak")) {
        card.note("read aloud: ", content.get("speak"));
    }
    if has_words(content.get("fallbackText")) {
        card.note("where it cannot be shown: ", content.get("fallbackText"));
    }
    if let Some(refresh) = content.get("refresh").filter(|refresh| refresh.is_object()) {
        self::refresh(refresh, card);
    }
    if let Some(sign_in) = content.get("authentication") {
        authentication(sign_in, card);
    }
    let page = content.get("metadata").map(|about| any(about, "webUrl"));
    if let Some(page) = page.filter(|page| !page.is_empty()) {
        card.remark(&format!("also at {page}"));
    }
    for entity in content
        .get("msteams")
        .map_or(&[][..], |extras| list(extras, "entities"))
    {
        if let Some(who) = entity.get("mentioned") {
            card.note("mentions ", who.get("name").or_else(|| who.get("id")));
        }
    }
}

fn refresh(refresh: &Value, card: &mut Builder<'_>) {
    let mut parts = vec!["refreshes itself".to_owned()];
    let verb = refresh.get("action").map(|action| any(action, "verb"));
    if let Some(verb) = verb.filter(|verb| !verb.is_empty()) {
        parts.push(format!("verb {verb}"));
    }
    let who = any(refresh, "userIds");
    if !who.is_empty() {
        parts.push(format!("for {who}"));
    }
    let expires = any(refresh, "expires");
    if !expires.is_empty() {
        parts.push(format!("until {expires}"));
    }
    card.remark(&parts.join(" · "));
}

fn authentication(sign_in: &Value, card: &mut Builder<'_>) {
    match any(sign_in, "connectionName") {
        name if name.is_empty() => card.remark("signs in"),
        name => card.remark(&format!("signs in with {name}")),
    }
    card.indented(|card| {
        card.words(sign_in.get("text"));
        for button in list(sign_in, "buttons") {
            rich::action(button, card);
        }
    });
}
