//! What the customer chose on a card: the hub shows the card and leaves out the choice (rule OC-CARD-INPUT of the catalogue's
//! source), so the two are put together here.

use serde_json::{Map, Value};

use super::builder::{any, list, text};
use crate::activity::Activity;
use crate::content::sanitize::excerpt;
use crate::domain::{AuthorKind, Message};

/// How many messages an answer may come after its card.
const REACH: usize = 20;
/// Longest shown value in characters, and most values of one answer.
const VALUE: usize = 120;
const VALUES: usize = 40;

/// A choice and the card it was made on, by their places among the messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The message with the card or the suggested actions.
    pub card: usize,
    /// Which of its attachments; none for suggested actions.
    pub attachment: Option<usize>,
    /// The message that answers it.
    pub answer: usize,
    /// What was chosen, in words; sanitised.
    pub chosen: Vec<String>,
}

/// Pairs what customers submitted or clicked with the card it answers. A card that the answer names by `replyToId` goes
/// first, then the latest one before it that offers what was chosen.
pub fn answers(messages: &[Message]) -> Vec<Answer> {
    messages
        .iter()
        .enumerate()
        .filter(|(_, message)| message.author.kind == AuthorKind::Customer)
        .filter_map(|(at, message)| answer(messages, at, &message.activity))
        .collect()
}

fn answer(messages: &[Message], at: usize, activity: &Activity) -> Option<Answer> {
    let reply_to = activity.rest.get("replyToId").and_then(Value::as_str);
    let before = messages.get(at.saturating_sub(REACH)..at)?;
    let mut shown: Vec<(usize, &Activity)> = before
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, message)| message.author.kind == AuthorKind::Bot)
        .map(|(index, message)| (at - before.len() + index, &message.activity))
        .collect();
    // Stable: the card that is named goes first, the others stay latest first.
    shown.sort_by_key(|(_, card)| reply_to.is_none() || card.id.as_deref() != reply_to);
    shown.into_iter().find_map(|(card, offered)| {
        let (attachment, chosen) = on(offered, activity)?;
        Some(Answer {
            card,
            attachment,
            answer: at,
            chosen,
        })
    })
}

/// What was chosen on one of the cards of `offered`, and on which.
fn on(offered: &Activity, activity: &Activity) -> Option<(Option<usize>, Vec<String>)> {
    for (index, attachment) in offered.attachments.iter().enumerate() {
        let Some(content) = &attachment.content else {
            continue;
        };
        let chosen = match (
            &activity.value,
            attachment.content_type.ends_with(".adaptive"),
        ) {
            (Some(Value::Object(submitted)), true) => chosen_on(content, submitted),
            (_, true) => None,
            _ => on_buttons(list(content, "buttons"), activity),
        };
        if let Some(chosen) = chosen {
            return Some((Some(index), chosen));
        }
    }
    let suggested = offered.rest.get("suggestedActions")?;
    Some((None, on_buttons(list(suggested, "actions"), activity)?))
}

/// The button whose value or title the customer sent.
fn on_buttons(buttons: &[Value], activity: &Activity) -> Option<Vec<String>> {
    let said = activity
        .text
        .as_deref()
        .map(str::trim)
        .filter(|said| !said.is_empty());
    let pressed = buttons.iter().find(|button| {
        let offers = |said: &str| {
            ["value", "title", "text"]
                .iter()
                .any(|key| text(button, key) == Some(said))
        };
        let value = button.get("value").filter(|value| !value.is_null());
        said.is_some_and(offers) || (value.is_some() && value == activity.value.as_ref())
    })?;
    let title = match any(pressed, "title") {
        title if title.is_empty() => any(pressed, "value"),
        title => title,
    };
    Some(vec![excerpt(&title, VALUE)])
}

/// What was chosen on an Adaptive Card, in words: the action that carries the submitted data, and the inputs that were
/// filled in. None if the card offers nothing of it.
pub(in crate::content) fn chosen_on(
    card: &Value,
    submitted: &Map<String, Value>,
) -> Option<Vec<String>> {
    let mut parts = Parts::default();
    parts.collect(card, 0);
    let data_of = |action: &Value| {
        action
            .get("data")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default()
    };
    let pressed = parts
        .actions
        .iter()
        .map(|action| (*action, data_of(action)))
        .filter(|(_, data)| {
            data.iter()
                .all(|(key, value)| submitted.get(key) == Some(value))
        })
        .max_by_key(|(_, data)| data.len());
    let mut chosen = Vec::new();
    let mut data_matched = false;
    if let Some((action, data)) = &pressed {
        data_matched = !data.is_empty();
        chosen.extend(text(action, "title").map(|title| excerpt(title, VALUE)));
    }
    let mut filled = 0;
    for input in &parts.inputs {
        let Some(value) = text(input, "id").and_then(|id| submitted.get(id)) else {
            continue;
        };
        filled += 1;
        if chosen.len() < VALUES {
            chosen.push(filled_in(input, value));
        }
    }
    (data_matched || filled > 0).then_some(chosen)
}

fn filled_in(input: &Value, value: &Value) -> String {
    let said = crate::content::sanitize::value_text(value);
    let choices = list(input, "choices");
    // Several choices are sent joined by commas.
    let words: Vec<_> = said
        .split(',')
        .map(|one| {
            let choice = choices.iter().find(|choice| any(choice, "value") == one);
            choice.map_or(one.to_owned(), |choice| any(choice, "title").into_owned())
        })
        .collect();
    let words = if choices.is_empty() {
        said.into_owned()
    } else {
        words.join(", ")
    };
    let label = text(input, "label")
        .or_else(|| text(input, "id"))
        .unwrap_or_default();
    excerpt(&format!("{label}: {words}"), VALUE)
}

/// The inputs and submitting actions of a card, wherever they stand.
#[derive(Default)]
struct Parts<'a> {
    inputs: Vec<&'a Value>,
    actions: Vec<&'a Value>,
}

impl<'a> Parts<'a> {
    fn collect(&mut self, value: &'a Value, depth: u32) {
        if depth > 48 {
            return;
        }
        match value {
            Value::Array(list) => list.iter().for_each(|one| self.collect(one, depth + 1)),
            Value::Object(map) => {
                match map.get("type").and_then(Value::as_str) {
                    Some(kind) if kind.starts_with("Input.") => self.inputs.push(value),
                    Some("Action.Submit" | "Action.Execute") => self.actions.push(value),
                    _ => {}
                }
                map.iter()
                    .filter(|(key, _)| key.as_str() != "data")
                    .for_each(|(_, one)| self.collect(one, depth + 1));
            }
            _ => {}
        }
    }
}
