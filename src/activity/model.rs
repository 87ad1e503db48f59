//! The activity itself: the fields deskhand uses by name, all others kept as they came.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A Bot Framework activity. Every field that is unknown here, or known but not of the type we read, stays in `rest`, so
/// that writing it out again gives what came in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Map<String, Value>", rename_all = "camelCase")]
pub struct Activity {
    /// `message`, `event`, `typing`, `endOfConversation`, … Empty if none came.
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Id given by the channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What an event is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What a message says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// `plain`, `markdown` or `xml`, as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_format: Option<String>,
    /// Who sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Account>,
    /// Cards, files, a transcript.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// What an event or a submitted card carries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A party of a conversation: `from`, `recipient`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// Id on the channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `bot`, `user` or `skill` on the wire, 0 (bot) or 1 (user) in stored transcripts: any JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Value>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Something that hangs on a message.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// Media type; cards have types of their own.
    #[serde(default)]
    pub content_type: String,
    /// File name, or `Transcript`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The content itself, for cards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Value>,
    /// Where the content is, for files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_url: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl From<Map<String, Value>> for Activity {
    fn from(mut map: Map<String, Value>) -> Self {
        Self {
            kind: take_text(&mut map, "type").unwrap_or_default(),
            id: take_text(&mut map, "id"),
            name: take_text(&mut map, "name"),
            text: take_text(&mut map, "text"),
            text_format: take_text(&mut map, "textFormat"),
            from: take_typed(&mut map, "from", Value::is_object),
            attachments: take_typed(&mut map, "attachments", Value::is_array).unwrap_or_default(),
            value: map.shift_remove("value"),
            rest: map,
        }
    }
}

fn take_text(map: &mut Map<String, Value>, key: &str) -> Option<String> {
    take_typed(map, key, Value::is_string)
}

/// Takes a field out if it is of the type we read, and leaves it where it is otherwise.
fn take_typed<T: serde::de::DeserializeOwned>(
    map: &mut Map<String, Value>,
    key: &str,
    fits: fn(&Value) -> bool,
) -> Option<T> {
    let value = map.get(key).filter(|value| fits(value))?;
    let typed = serde_json::from_value(value.clone()).ok()?;
    map.shift_remove(key);
    Some(typed)
}
