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
#[serde(from = "Map<String, Value>")]
pub struct Account {
    /// Id on the channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Display name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `bot`, `user` or `skill` on the wire, 0 (bot) or 1 (user) in stored transcripts: any JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Value>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Something that hangs on a message.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Map<String, Value>", rename_all = "camelCase")]
pub struct Attachment {
    /// Media type; cards have types of their own. Empty if none came.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub content_type: String,
    /// File name, or `Transcript`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The content itself, for cards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Value>,
    /// Where the content is, for files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_url: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl From<Map<String, Value>> for Activity {
    fn from(mut map: Map<String, Value>) -> Self {
        Self {
            kind: take(&mut map, "type", filled_text).unwrap_or_default(),
            id: take(&mut map, "id", text),
            name: take(&mut map, "name", text),
            text: take(&mut map, "text", text),
            text_format: take(&mut map, "textFormat", text),
            from: take(&mut map, "from", typed),
            attachments: take(&mut map, "attachments", filled_list).unwrap_or_default(),
            value: map.shift_remove("value"),
            rest: map,
        }
    }
}

impl From<Map<String, Value>> for Account {
    fn from(mut map: Map<String, Value>) -> Self {
        Self {
            id: take(&mut map, "id", text),
            name: take(&mut map, "name", text),
            role: map.shift_remove("role"),
            rest: map,
        }
    }
}

impl From<Map<String, Value>> for Attachment {
    fn from(mut map: Map<String, Value>) -> Self {
        Self {
            content_type: take(&mut map, "contentType", filled_text).unwrap_or_default(),
            name: take(&mut map, "name", text),
            content: map.shift_remove("content"),
            content_url: take(&mut map, "contentUrl", text),
            rest: map,
        }
    }
}

/// Takes a field out if it is of the type we read, and leaves it where it is otherwise.
fn take<T>(
    map: &mut Map<String, Value>,
    key: &str,
    read: fn(Value) -> Result<T, Value>,
) -> Option<T> {
    let slot = map.get_mut(key)?;
    match read(std::mem::take(slot)) {
        Ok(read) => {
            map.shift_remove(key);
            Some(read)
        }
        Err(other) => {
            *slot = other;
            None
        }
    }
}

fn text(value: Value) -> Result<String, Value> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(other),
    }
}

fn filled_text(value: Value) -> Result<String, Value> {
    match value {
        Value::String(text) if !text.is_empty() => Ok(text),
        other => Err(other),
    }
}

fn typed<T: From<Map<String, Value>>>(value: Value) -> Result<T, Value> {
    match value {
        Value::Object(map) => Ok(T::from(map)),
        other => Err(other),
    }
}

fn filled_list<T: From<Map<String, Value>>>(value: Value) -> Result<Vec<T>, Value> {
    match value {
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => Ok(items
            .into_iter()
            .filter_map(|item| typed(item).ok())
            .collect()),
        other => Err(other),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::Activity;
    use crate::activity::testing::any_json_object;

    fn round_trip(value: &Value) -> Value {
        let activity: Activity = serde_json::from_value(value.clone()).unwrap();
        serde_json::to_value(activity).unwrap()
    }

    #[test]
    fn ill_typed_and_empty_fields_survive() {
        let value = json!({
            "type": "", "id": 7, "text": null, "from": {"id": 3, "name": null, "role": 1, "aadObjectId": "x"},
            "attachments": [{"name": "no type"}, {"contentType": 4, "content": null}], "value": null,
            "entities": [], "cci_bot_id": "stray"
        });
        assert_eq!(round_trip(&value), value);
        let value = json!({"attachments": [], "from": "someone"});
        assert_eq!(round_trip(&value), value);
        let value = json!({"attachments": [1, {"contentType": "x"}]});
        assert_eq!(round_trip(&value), value);
    }

    proptest! {
        #[test]
        fn any_object_survives_as_an_activity(value in any_json_object()) {
            prop_assert_eq!(round_trip(&value), value);
        }
    }
}
