//! Finds the handoff in a payload, and names what a payload is that holds none.

use serde_json::{Map, Value};

use crate::activity::error::{ReadError, quote};
use crate::activity::json;

/// How the handoff lies in the payload.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outer {
    /// A `handoff.initiate` event.
    Event,
    /// A message whose `channelData.tags` is the command `Escalate`; its `context`.
    Tags(Value),
    /// The `value` of a handoff alone.
    BareValue,
}

/// A handoff and what lay around it.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) outer: Outer,
    /// The activity; for a bare value an event made around it.
    pub(super) activity: Value,
    /// Where it lay.
    pub(super) pointer: String,
    /// The other activities of the same set.
    pub(super) others: Vec<Value>,
    pub(super) notes: Vec<String>,
}

/// Event names that start a handoff: the protocol's, and the one of a published sample for another hub, whose value is
/// one summarising text.
const EVENTS: [&str; 2] = ["handoff.initiate", "GenesysHandoff"];

const WHERE_TO: &str = "post the handoff.initiate activity, or the ActivitySet that contains it; what the customer says \
                        later goes to /v1/conversations/{id}/activities";

pub(super) fn find(payload: Value) -> Result<Found, ReadError> {
    match payload {
        Value::Array(items) => in_set(items, "", Vec::new()),
        Value::Object(mut map) => match map.get_mut("activities") {
            Some(Value::Array(items)) => in_set(std::mem::take(items), "/activities", Vec::new()),
            Some(other) => Err(ReadError::new(
                "/activities",
                format!("activities must be an array, it is {}", kind(other)),
                WHERE_TO,
            )),
            None => alone(map),
        },
        other => Err(ReadError::new(
            "",
            format!("the body is {}, not a handoff", kind(&other)),
            WHERE_TO,
        )),
    }
}

/// An array of activities, as Direct Line hands them out. The last handoff in it is the present one.
fn in_set(mut items: Vec<Value>, path: &str, mut notes: Vec<String>) -> Result<Found, ReadError> {
    let handoffs: Vec<(usize, Outer)> = items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| Some((index, outer(item.as_object()?)?)))
        .collect();
    let earlier = handoffs.len().saturating_sub(1);
    let Some((index, outer)) = handoffs.into_iter().next_back() else {
        return Err(none_in_set(&items, path));
    };
    if earlier > 0 {
        notes.push(format!(
            "the set holds {} handoffs; the last one was taken",
            earlier + 1
        ));
    }
    let activity = items.remove(index);
    Ok(Found {
        outer,
        activity,
        pointer: format!("{path}/{index}"),
        others: items,
        notes,
    })
}

fn none_in_set(items: &[Value], path: &str) -> ReadError {
    let message = match items {
        [] => "the set of activities is empty".to_owned(),
        [one] => match one.as_object() {
            Some(map) => return refuse(map).below(&format!("{path}/0")),
            None => format!("the only element is {}, not an activity", kind(one)),
        },
        [first, ..] => format!(
            "none of the {} activities is a handoff; the first is {}",
            items.len(),
            first
                .as_object()
                .map_or_else(|| kind(first).to_owned(), describe)
        ),
    };
    ReadError::new(path, message, WHERE_TO)
}

/// One object: an activity, or the value of a handoff.
fn alone(map: Map<String, Value>) -> Result<Found, ReadError> {
    let mut notes = Vec::new();
    let found = match outer(&map) {
        Some(outer) => outer,
        None if is_bare_value(&map) => Outer::BareValue,
        None => return Err(refuse(&map)),
    };
    let activity = if found == Outer::BareValue {
        let mut event = Map::new();
        event.insert("value".to_owned(), Value::Object(map));
        event
    } else {
        if !map.contains_key("type") {
            notes.push("the activity has no type; its name makes it an event".to_owned());
        }
        map
    };
    Ok(Found {
        outer: found,
        activity: Value::Object(activity),
        pointer: String::new(),
        others: Vec::new(),
        notes,
    })
}

/// How an activity is a handoff, if it is one.
fn outer(map: &Map<String, Value>) -> Option<Outer> {
    let kind = map.get("type").map_or(Some(""), Value::as_str)?;
    let is_event = kind.is_empty() || kind.eq_ignore_ascii_case("event");
    if is_event && is_handoff_name(map) {
        return Some(Outer::Event);
    }
    match command(map)? {
        (command, context) if command.eq_ignore_ascii_case("Escalate") => {
            Some(Outer::Tags(context))
        }
        _ => None,
    }
}

fn is_handoff_name(map: &Map<String, Value>) -> bool {
    let name = map.get("name").and_then(Value::as_str).unwrap_or_default();
    EVENTS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The command in `channelData.tags`: its type and its context. It travels as a JSON text, some bots send it as an object;
/// other tags are plain words (`ChannelId-lcw,FromCustomer`) and no command.
fn command(map: &Map<String, Value>) -> Option<(String, Value)> {
    let data = map.get("channelData").or_else(|| map.get("channeldata"))?;
    let tags = match data.get("tags")? {
        Value::String(text) => json::parse(text.as_bytes()).ok()?.value,
        other => other.clone(),
    };
    let command = tags.get("type")?.as_str()?.to_owned();
    Some((command, tags.get("context").cloned().unwrap_or(Value::Null)))
}

/// Fields that only an activity has: an object with one of them and without a type is a broken activity, not a value.
const ONLY_IN_ACTIVITIES: [&str; 9] = [
    "type",
    "name",
    "conversation",
    "from",
    "attachments",
    "channelData",
    "channelId",
    "relatesTo",
    "serviceUrl",
];

/// A free object without the marks of anything else: an activity, or the value of a `handoff.status`.
fn is_bare_value(map: &Map<String, Value>) -> bool {
    let activity = ONLY_IN_ACTIVITIES
        .iter()
        .any(|name| map.contains_key(*name));
    !map.is_empty() && !activity && !is_status(map)
}

/// The value of a `handoff.status`: `state` and at most a `message`.
fn is_status(map: &Map<String, Value>) -> bool {
    let state = map.get("state").and_then(Value::as_str);
    matches!(state, Some("accepted" | "failed" | "completed"))
        && map.keys().all(|key| key == "state" || key == "message")
}

fn refuse(map: &Map<String, Value>) -> ReadError {
    let pointer = match (
        map.contains_key("name"),
        map.contains_key("type"),
        is_status(map),
    ) {
        (_, _, true) => "/state",
        (true, true, _) if is_handoff_name(map) => "/type",
        (true, ..) => "/name",
        (false, true, _) => "/type",
        _ if ONLY_IN_ACTIVITIES
            .iter()
            .any(|name| map.contains_key(*name)) =>
        {
            "/type"
        }
        _ => "",
    };
    ReadError::new(
        pointer,
        format!("this is {}, not a handoff", describe(map)),
        WHERE_TO,
    )
}

/// What an object is, in words.
fn describe(map: &Map<String, Value>) -> String {
    if map.is_empty() {
        return "an empty object".to_owned();
    }
    if is_status(map) {
        return "the value of a handoff.status, which the hub sends to the bot".to_owned();
    }
    if let Some((command, _)) = command(map) {
        return format!("a message with the command {}", quote(&command));
    }
    let name = map.get("name").and_then(Value::as_str);
    match (map.get("type"), name) {
        (Some(Value::String(kind)), Some(name)) if kind == "event" => {
            format!("an event named {}", quote(name))
        }
        (Some(Value::String(kind)), _) if kind == "handoff" => {
            "an activity of type handoff, which stays inside one bot".to_owned()
        }
        (Some(Value::String(kind)), _) => format!("an activity of type {}", quote(kind)),
        (Some(other), _) => format!("an object whose type is {}", kind(other)),
        (None, Some(name)) => format!("an object named {}", quote(name)),
        (None, None) if is_bare_value(map) => "a free object".to_owned(),
        (None, None) => "an activity without a type".to_owned(),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
