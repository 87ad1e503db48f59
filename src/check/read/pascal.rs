//! Transcripts that an old program in C# wrote with its own names: `Activities`, `Type`, `Text`, `From`.

use serde_json::{Map, Value};

use super::shape::{Shape, shape};
use crate::activity::json::escape_pointer;

/// Names of which such a value has some.
const NAMES: &[&str] = &[
    "Activities",
    "Type",
    "Text",
    "From",
    "Attachments",
    "ContentType",
];

/// The value with the names the protocol has, if that makes it one of a known shape.
pub(super) fn read(value: &Value, named: bool) -> Option<Value> {
    let may_be = |value: &Value| {
        value
            .as_object()
            .is_some_and(|map| NAMES.iter().any(|name| map.contains_key(*name)))
    };
    let begins = match value {
        Value::Array(list) => list.iter().any(may_be),
        other => may_be(other),
    };
    begins
        .then(|| lowered(value))
        .filter(|value| shape(value, named) != Shape::Unknown)
}

/// Every name begins with a small letter, but those that the bot's author gives. The value is no deeper than what was audited.
fn lowered(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(lowered).collect(),
        Value::Object(map) => {
            let mut all = Map::new();
            for (name, value) in map {
                let value = match name.as_str() {
                    "Value" | "ChannelData" => value.clone(),
                    _ => lowered(value),
                };
                let small = with_first(name, |first| first.to_ascii_lowercase());
                if small == *name || !map.contains_key(&small) {
                    all.insert(small, value);
                }
            }
            Value::Object(all)
        }
        other => other.clone(),
    }
}

fn with_first(name: &str, change: impl Fn(char) -> char) -> String {
    let mut chars = name.chars();
    chars.next().map(change).into_iter().chain(chars).collect()
}

/// The pointer into the value as it was written, from one into what [`read`] made of it.
pub(super) fn written(pointer: &str, original: &Value) -> String {
    let mut way = String::with_capacity(pointer.len());
    let mut at = Some(original);
    for token in pointer.split('/').skip(1) {
        let name = token.replace("~1", "/").replace("~0", "~");
        let large = with_first(&name, |first| first.to_ascii_uppercase());
        let (next, token) = match at {
            Some(Value::Object(map)) if !map.contains_key(&name) && map.contains_key(&large) => {
                (map.get(&large), escape_pointer(&large))
            }
            Some(Value::Object(map)) => (map.get(&name), token.to_owned()),
            Some(Value::Array(list)) => {
                let index = name.parse::<usize>().ok();
                (index.and_then(|index| list.get(index)), token.to_owned())
            }
            _ => (None, token.to_owned()),
        };
        way.push('/');
        way.push_str(&token);
        at = next;
    }
    way
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_read_as_the_protocol_has_them() {
        let original = json!({"Type": "message", "Text": "a", "From": {"Role": "bot"}, "Value": {"Mood/x": 1}});
        let read = read(&original, false).unwrap_or_default();
        assert_eq!(
            read,
            json!({"type": "message", "text": "a", "from": {"role": "bot"}, "value": {"Mood/x": 1}})
        );
        for (pointer, expected) in [
            ("/from/role", "/From/Role"),
            ("/value/Mood~1x", "/Value/Mood~1x"),
            ("/nowhere/0", "/nowhere/0"),
            ("", ""),
        ] {
            assert_eq!(written(pointer, &original), expected);
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for other in [
            json!({"Type": "Door"}),
            json!(["Text"]),
            json!({"Text": "a"}),
        ] {
            assert_eq!(read(&other, true), None);
        }
    }
}
