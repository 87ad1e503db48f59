//! Buttons and other places to press of an Adaptive Card.

use serde_json::Value;

use super::{body, needs};
use crate::content::card::builder::Builder;
use crate::content::card::reading::{any, file_name, first, is, list, text};
use crate::content::display::Displayed;
use crate::content::sanitize::{excerpt, value_text};

/// Longest title of an action that is named within a line, in characters.
const SHORT: usize = 80;

/// Several buttons.
pub(super) fn all(actions: &[Value], card: &mut Builder<'_>) {
    for action in actions {
        one(action, card);
    }
}

/// A button, and the card it shows.
pub(super) fn one(action: &Value, card: &mut Builder<'_>) {
    card.deeper(action, |card| {
        if let Some(unmet) = needs::unmet(action) {
            needs::replaced(action, &format!(" needs {unmet}"), card, one);
            return;
        }
        if is(action, "isVisible") == Some(false) {
            card.remark("hidden at first:");
            return card.indented(|card| pressed(action, None, card));
        }
        pressed(action, None, card);
    });
}

/// What happens when an element is pressed that is no button.
pub(super) fn on_tap(element: &Value, card: &mut Builder<'_>) {
    if let Some(action) = element
        .get("selectAction")
        .filter(|action| action.is_object())
    {
        card.deeper(action, |card| pressed(action, Some("on tap"), card));
    }
}

/// What an action does, for one that stands within a line.
pub(super) fn in_short(action: &Value) -> Option<String> {
    let parts: Vec<_> = ["title", "url", "verb"]
        .iter()
        .filter_map(|key| text(action, key))
        .filter(|part| !part.is_empty())
        .map(|part| excerpt(part, SHORT))
        .collect();
    if parts.is_empty() {
        return text(action, "type").map(|kind| excerpt(kind, SHORT));
    }
    Some(parts.join(" "))
}

fn pressed(action: &Value, how: Option<&str>, card: &mut Builder<'_>) {
    card.begins(action);
    let kind = text(action, "type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut notes: Vec<String> = how.map(str::to_owned).into_iter().collect();
    match kind.as_str() {
        "action.openurl" | "action.submit" | "action.showcard" => {}
        "action.togglevisibility" => notes.push(toggles(action)),
        "action.execute" => match any(action, "verb") {
            verb if verb.is_empty() => {}
            verb => notes.push(format!("verb {verb}")),
        },
        _ => return unknown(action, card),
    }
    notes.extend(more(action));
    card.action(
        title(action, card),
        text(action, "url").unwrap_or_default(),
        &notes,
    );
    if let Some(inner) = action.get("card") {
        card.indented(|card| body(inner, card));
    }
}

fn title(action: &Value, card: &Builder<'_>) -> Displayed<'static> {
    if let Some(title) = first(action, &["title", "tooltip"]) {
        return card.shown(Some(title));
    }
    let icon = text(action, "iconUrl").and_then(file_name);
    let kind = text(action, "type").unwrap_or_default();
    card.plain(icon.unwrap_or(kind))
}

/// Which elements a button shows or hides, by their ids.
fn toggles(action: &Value) -> String {
    let targets = match action.get("targetElements") {
        Some(Value::Array(targets)) => targets.as_slice(),
        _ => &[],
    };
    let named: Vec<String> = targets
        .iter()
        .map(|target| {
            let id = text(target, "elementId").map_or_else(|| value_text(target), Into::into);
            match is(target, "isVisible") {
                Some(true) => format!("shows {id}"),
                Some(false) => format!("hides {id}"),
                None => format!("shows or hides {id}"),
            }
        })
        .collect();
    if named.is_empty() {
        return "shows or hides nothing".to_owned();
    }
    named.join(", ")
}

/// What else is to be known about a button.
fn more(action: &Value) -> Vec<String> {
    let mut notes = Vec::new();
    if is(action, "isEnabled") == Some(false) {
        notes.push("disabled".to_owned());
    }
    if text(action, "mode").is_some_and(|mode| mode.eq_ignore_ascii_case("secondary")) {
        notes.push("in the overflow menu".to_owned());
    }
    let role = any(action, "role").to_ascii_lowercase();
    if matches!(role.as_str(), "link" | "tab" | "menu" | "menuitem") {
        notes.push(format!("a {role}"));
    }
    if first(action, &["title"]).is_some() {
        notes.extend(first(action, &["tooltip"]).map(|words| value_text(words).into_owned()));
    }
    if let Some(extras) = action.get("data").and_then(|data| data.get("msteams")) {
        notes.extend(
            first(extras, &["displayText", "text", "value"])
                .map(|words| format!("says “{}”", value_text(words))),
        );
    }
    notes
}

/// A button of a kind we do not know: its name, its fallback, or else its words.
fn unknown(action: &Value, card: &mut Builder<'_>) {
    let why = if action.get("type").is_some() {
        ""
    } else {
        " (of an action)"
    };
    if !needs::replaced(action, why, card, one) {
        return;
    }
    card.indented(|card| {
        for key in ["title", "tooltip"] {
            card.words(action.get(key));
        }
        if let Some(address) = first(action, &["url"]) {
            card.note("leads to ", Some(address));
        }
        if let Some(inner) = action.get("card") {
            body(inner, card);
        }
        all(list(action, "actions"), card);
    });
}
