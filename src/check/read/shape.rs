//! What a JSON value is, by what stands in it.

use serde_json::{Map, Value};

use super::pascal;
use crate::content::configuration;

/// The shapes we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A Bot Framework activity, a handoff among them.
    Activity,
    /// `{"activities": […]}`: an `ActivitySet`, a transcript.
    Set,
    /// A list of any of these.
    List,
    /// A row of Dataverse's `conversationtranscript`: a transcript as text in `content`.
    Row,
    /// `{"value": […]}`: rows as a query of Dataverse answers them.
    Rows,
    /// An Adaptive Card.
    Card,
    /// An attachment: `contentType` and what it says.
    Attachment,
    /// What a hero card says, without the attachment around it.
    Content,
    /// `{"card": …}`: an Adaptive Card in an object of its own.
    Wrapper,
    /// The `value` of a handoff alone.
    Variables,
    /// How bots, workstreams and environments are set up.
    Configuration,
    /// None of ours.
    Unknown,
}

/// Types of activities (Bot Framework activity protocol).
const TYPES: &[&str] = &[
    "message",
    "event",
    "typing",
    "endOfConversation",
    "conversationUpdate",
    "contactRelationUpdate",
    "installationUpdate",
    "messageReaction",
    "messageUpdate",
    "messageDelete",
    "invoke",
    "invokeResponse",
    "suggestion",
    "trace",
    "handoff",
    "command",
    "commandResult",
];

/// Fields of activities, of which an object has some to be one.
const FIELDS: &[&str] = &[
    "text",
    "from",
    "conversation",
    "channelId",
    "recipient",
    "attachments",
    "channelData",
    "replyToId",
    "serviceUrl",
    "timestamp",
    "entities",
    "membersAdded",
    "suggestedActions",
    "speak",
];

/// What this is. Where somebody `named` the file, what may be the content of a card is one.
pub(super) fn shape(value: &Value, named: bool) -> Shape {
    match value {
        Value::Array(list)
            if list
                .iter()
                .any(|one| known_object(one, named) != Shape::Unknown) =>
        {
            Shape::List
        }
        other => known_object(other, named),
    }
}

fn known_object(value: &Value, named: bool) -> Shape {
    let Value::Object(map) = value else {
        return Shape::Unknown;
    };
    if configuration::is_configuration(value) {
        Shape::Configuration
    } else if is_card(map) {
        Shape::Card
    } else if is_activity(map) || (named && is_said(map)) {
        Shape::Activity
    } else if map.get("activities").is_some_and(Value::is_array) {
        Shape::Set
    } else if is_attachment(map) {
        Shape::Attachment
    } else if is_row(map) {
        Shape::Row
    } else if holds_rows(map) {
        Shape::Rows
    } else if is_variables(map) {
        Shape::Variables
    } else if is_content(map, named) {
        Shape::Content
    } else if wrapped_card(map) {
        Shape::Wrapper
    } else {
        Shape::Unknown
    }
}

fn text<'a>(map: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    map.get(key).and_then(Value::as_str)
}

/// By its type, and without one by the address of its schema.
fn is_card(map: &Map<String, Value>) -> bool {
    match text(map, "type") {
        Some(kind) => kind == "AdaptiveCard",
        None => {
            text(map, "$schema").is_some_and(|schema| schema.contains("adaptive-card"))
                && (map.contains_key("body") || map.contains_key("actions"))
        }
    }
}

/// An object with a known type and a field of an activity, or with several such fields. Without a type it is one by what
/// only activities have: attachments, suggested actions, somebody it is from.
fn is_activity(map: &Map<String, Value>) -> bool {
    let fields = FIELDS.iter().filter(|field| map.contains_key(**field));
    let known_type = text(map, "type").is_some_and(|kind| TYPES.contains(&kind));
    let party = map.get("from").is_some_and(Value::is_object);
    let list = |key: &str| map.get(key).and_then(Value::as_array);
    let attaches = list("attachments").is_some_and(|list| {
        list.iter()
            .any(|one| one.get("contentType").is_some_and(Value::is_string))
    });
    let suggests = map
        .get("suggestedActions")
        .is_some_and(|suggested| suggested.get("actions").is_some_and(Value::is_array));
    if !map.contains_key("type") && (attaches || suggests) {
        return true;
    }
    match fields.count() {
        0 => {
            known_type
                && (map.len() == 1 || map.contains_key("name") || map.contains_key("value"))
                && text(map, "command").is_none()
        }
        1 => known_type,
        _ => known_type || party,
    }
}

/// A text and the name of who it is from, as old clients write it.
fn is_said(map: &Map<String, Value>) -> bool {
    text(map, "text").is_some() && text(map, "from").is_some() && !map.contains_key("type")
}

fn is_attachment(map: &Map<String, Value>) -> bool {
    text(map, "contentType").is_some()
        && (map.contains_key("content") || map.contains_key("contentUrl"))
}

/// Types of card actions (Bot Framework activity protocol).
const ACTIONS: &[&str] = &[
    "openUrl",
    "imBack",
    "postBack",
    "messageBack",
    "playAudio",
    "playVideo",
    "showImage",
    "downloadFile",
    "signin",
    "call",
    "openApp",
];

/// Texts with buttons that are card actions; where somebody `named` the file, images or any buttons will do.
fn is_content(map: &Map<String, Value>, named: bool) -> bool {
    let list = |key: &str| map.get(key).and_then(Value::as_array);
    let says = ["title", "subtitle", "text"]
        .iter()
        .any(|key| text(map, key).is_some());
    let acts = list("buttons").is_some_and(|buttons| {
        buttons.iter().filter_map(Value::as_object).any(|button| {
            text(button, "type").is_some_and(|kind| ACTIONS.contains(&kind))
                && (button.contains_key("title") || button.contains_key("value"))
        })
    });
    let may = named
        && ["buttons", "images"]
            .iter()
            .any(|key| list(key).is_some_and(|list| list.iter().all(Value::is_object)));
    !map.contains_key("type") && (acts || (says && may))
}

fn wrapped_card(map: &Map<String, Value>) -> bool {
    let card = map.get("card").and_then(Value::as_object);
    card.is_some_and(is_card)
}

/// A text that is JSON in `content`, and a name only Dataverse gives.
fn is_row(map: &Map<String, Value>) -> bool {
    let content = text(map, "content").map(str::trim_start);
    content.is_some_and(|content| content.starts_with(['{', '[']))
        && (map.len() == 1 || map.keys().any(|key| is_row_name(key)))
}

fn holds_rows(map: &Map<String, Value>) -> bool {
    let rows = map.get("value").and_then(Value::as_array);
    let first = rows.and_then(|rows| rows.first()?.as_object());
    first.is_some_and(is_row) && !map.contains_key("type")
}

/// Whether a column is one of a stored transcript.
fn is_row_name(key: &str) -> bool {
    key.starts_with("conversationtranscript")
        || key.starts_with("bot_conversationtranscript")
        || key.starts_with("_bot_conversationtranscript")
        || key == "conversationstarttime"
        || key == "schematype"
        || key == "createdon"
}

/// Names that only a bot of Copilot Studio and the Bot Framework's sample for Omnichannel give.
fn is_variables(map: &Map<String, Value>) -> bool {
    map.keys().any(|key| key.starts_with("va_")) || map.contains_key("MessageToAgent")
}

/// Whether a text is the JSON of something we know.
pub(super) fn is_known_text(text: &str, named: bool) -> bool {
    let audit = super::audit::audit(text);
    serde_json::from_str(&audit.text).is_ok_and(|value| {
        shape(&value, named) != Shape::Unknown || pascal::read(&value, named).is_some()
    })
}

/// Whether a text is the JSON of a row.
pub(super) fn is_row_text(text: &str) -> bool {
    serde_json::from_str::<Map<String, Value>>(text).is_ok_and(|map| is_row(&map))
}
