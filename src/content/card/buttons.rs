//! Which button of a card or of suggested actions the customer pressed.

use serde_json::Value;

use super::reading::{first, text};
use crate::activity::Activity;
use crate::content::sanitize::{excerpt, value_text};

/// Longest shown title in characters.
const TITLE: usize = 120;

/// The button whose value came back, or, if words count, that says what the customer said; and how sure that is.
pub(super) fn pressed(
    buttons: &[Value],
    said: &Activity,
    recent: bool,
) -> Option<(Vec<String>, usize)> {
    let carried = said.value.as_ref().filter(|value| !value.is_null());
    let by_value = carried.and_then(|carried| {
        let same = buttons
            .iter()
            .find(|button| button.get("value") == Some(carried))?;
        Some((title(same), 2))
    });
    by_value.or_else(|| {
        let words = said.text.as_deref().filter(|_| recent)?;
        let button = buttons.iter().find(|button| says(button, words))?;
        Some((title(button), 1))
    })
}

/// Whether somebody who says `words` says what a button says for them.
pub(super) fn says(button: &Value, words: &str) -> bool {
    let words = words.trim();
    !words.is_empty()
        && ["value", "title", "text", "displayText"]
            .iter()
            .any(|key| text(button, key).is_some_and(|own| same(own.trim(), words)))
}

/// The same words, but for the case of letters.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

fn title(button: &Value) -> Vec<String> {
    first(button, &["title", "displayText", "text", "value"])
        .map(|title| excerpt(&value_text(title), TITLE))
        .into_iter()
        .collect()
}
