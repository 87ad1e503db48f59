//! The bot's transcript: inline, in the set around the handoff, or somewhere else.

use serde_json::{Map, Value};

use super::Reading;
use super::find::Outer;
use crate::activity::error::{ReadError, quote};
use crate::activity::fields::{Side, names_transcript, side, text_at, timestamp};
use crate::activity::{Activity, json};
use crate::domain::{Author, AuthorKind, Message, MessageId, Party, Seq, Timestamp};

/// How many activities a transcript may have. The longest genuine ones have a few hundred.
pub const MAX_ACTIVITIES: usize = 10_000;

/// Takes the transcript out of the handoff, or collects it from the activities around it.
pub(super) fn raw(
    activity: &mut Value,
    others: &[Value],
    outer: &Outer,
    reading: &mut Reading,
) -> Result<Vec<Value>, ReadError> {
    let inline = activity
        .get_mut("attachments")
        .and_then(Value::as_array_mut)
        .and_then(|attachments| take_inline(attachments, reading));
    let (place, mut found) = match inline {
        Some((index, found)) => (format!("/attachments/{index}/content/activities"), found),
        None => (String::new(), around(others, reading)),
    };
    if matches!(outer, Outer::Tags(_)) && text_at(activity, "/text").is_some() {
        reading.note("the message that carried the command is shown as the bot's last one");
        found.push(without_attachments(activity));
    }
    if found.len() > MAX_ACTIVITIES {
        return Err(ReadError::new(
            place,
            format!(
                "the transcript has {} activities, at most {MAX_ACTIVITIES} are taken",
                found.len()
            ),
            "send the last ones",
        ));
    }
    Ok(found)
}

/// The first attachment that is a transcript with content; one that only says where it lies is noted.
fn take_inline(attachments: &mut [Value], reading: &mut Reading) -> Option<(usize, Vec<Value>)> {
    for (index, attachment) in attachments.iter_mut().enumerate() {
        if !is_transcript(attachment) {
            continue;
        }
        if let Some(found) = attachment.get_mut("content").and_then(activities) {
            return Some((index, found));
        }
        match text_at(attachment, "/contentUrl") {
            Some(url) => reading.note(format!(
                "the transcript lies at {}; it was not fetched",
                quote(&url)
            )),
            None => reading.note("the transcript attachment has no activities in it"),
        }
    }
    None
}

/// By name, or without a name by its content.
fn is_transcript(attachment: &Value) -> bool {
    match attachment.get("name").and_then(Value::as_str) {
        Some(name) => names_transcript(name),
        None => attachment
            .pointer("/content/activities")
            .is_some_and(Value::is_array),
    }
}

/// The activities of a transcript's content: an object that has them, an array of them, or either as a JSON text.
fn activities(content: &mut Value) -> Option<Vec<Value>> {
    match content {
        Value::Array(items) => Some(std::mem::take(items)),
        Value::Object(map) => match map.get_mut("activities")? {
            Value::Array(items) => Some(std::mem::take(items)),
            _ => None,
        },
        Value::String(text) => match json::parse(text.as_bytes()).ok()?.value {
            Value::String(_) => None,
            mut parsed => activities(&mut parsed),
        },
        _ => None,
    }
}

/// What the set itself says, if the handoff brings no transcript.
fn around(others: &[Value], reading: &mut Reading) -> Vec<Value> {
    let found: Vec<Value> = others
        .iter()
        .filter(|other| other.get("type").and_then(Value::as_str) == Some("message"))
        .cloned()
        .collect();
    if !found.is_empty() {
        reading.note(format!(
            "the handoff brings no transcript; the {} message(s) of its activity set stand in for it",
            found.len()
        ));
    }
    found
}

fn without_attachments(activity: &Value) -> Value {
    let mut copy = activity.clone();
    if let Some(map) = copy.as_object_mut() {
        map.shift_remove("attachments");
    }
    copy
}

/// The messages in the order they came. What is not an object cannot be shown and is left out.
pub(super) fn messages(
    raw: Vec<Value>,
    customer: &Party,
    bot: &Party,
    reading: &mut Reading,
) -> Vec<Message> {
    let received = raw.len();
    let mut last = first_time(&raw).unwrap_or(reading.at);
    let mut messages = Vec::with_capacity(received);
    for item in raw {
        let Value::Object(map) = item else { continue };
        last = map.get("timestamp").and_then(timestamp).unwrap_or(last);
        messages.push(Message {
            id: MessageId {
                seq: Seq(0),
                part: messages.len().try_into().unwrap_or(u32::MAX),
            },
            at: last,
            author: author(&map, customer, bot),
            activity: Activity::from(map),
        });
    }
    if messages.len() < received {
        reading.note(format!(
            "{} element(s) of the transcript are not objects and were left out",
            received - messages.len()
        ));
    }
    messages
}

fn first_time(raw: &[Value]) -> Option<Timestamp> {
    raw.iter()
        .find_map(|item| timestamp(item.get("timestamp")?))
}

/// By role, by id, and if both say nothing by the fact that a bot replies to something.
fn author(map: &Map<String, Value>, customer: &Party, bot: &Party) -> Author {
    let from = map.get("from");
    let id = from
        .and_then(|from| text_at(from, "/id"))
        .unwrap_or_default();
    let side = from
        .and_then(|from| side(from.get("role")?))
        .or_else(|| known(&id, customer, bot))
        .unwrap_or(if map.contains_key("replyToId") {
            Side::Bot
        } else {
            Side::User
        });
    let (kind, party) = match side {
        Side::Bot => (AuthorKind::Bot, bot),
        Side::User => (AuthorKind::Customer, customer),
    };
    let name = from
        .and_then(|from| text_at(from, "/name"))
        .unwrap_or_else(|| party.name.clone());
    Author { kind, name }
}

fn known(id: &str, customer: &Party, bot: &Party) -> Option<Side> {
    match id {
        "" => None,
        id if id == bot.id => Some(Side::Bot),
        id if id == customer.id => Some(Side::User),
        _ => None,
    }
}
