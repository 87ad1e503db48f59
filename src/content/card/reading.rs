//! Reads members of a card, whatever type they came in.

use std::borrow::Cow;

use serde_json::Value;

use crate::content::sanitize::value_text;

/// Whether a value is a text with something in it.
pub(super) fn has_words(value: Option<&Value>) -> bool {
    value.is_some_and(|value| !value_text(value).trim().is_empty())
}

/// A member that is a text.
pub(super) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

/// A member as text for a person, whatever its type; empty if absent.
pub(super) fn any<'v>(value: &'v Value, key: &str) -> Cow<'v, str> {
    value.get(key).map_or(Cow::Borrowed(""), value_text)
}

/// Whether a member is `true`, or says so as a text.
pub(super) fn is(value: &Value, key: &str) -> Option<bool> {
    match value.get(key)? {
        Value::Bool(is) => Some(*is),
        Value::String(is) => is.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// The first of some members that has words in it.
pub(super) fn first<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v Value> {
    keys.iter()
        .map(|key| value.get(key))
        .find(|value| has_words(*value))?
}

/// The elements of a member that is a list; a single object counts as a list of one.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    match value.get(key) {
        Some(Value::Array(list)) => list,
        Some(single @ Value::Object(_)) => std::slice::from_ref(single),
        _ => &[],
    }
}

/// The last part of an address that is no data of its own.
pub(super) fn file_name(address: &str) -> Option<&str> {
    let address = address.split(['?', '#']).next()?;
    let name = address.trim_end_matches('/').rsplit('/').next()?;
    (!name.is_empty() && !address.starts_with("data:")).then_some(name)
}

/// How many elements there are in `value`, itself counted; without recursion, for it may be deep.
pub(super) fn parts(value: &Value) -> usize {
    let mut count = 0;
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(list) => waiting.extend(list),
            Value::Object(map) => {
                count += 1;
                waiting.extend(map.values());
            }
            _ => {}
        }
    }
    count.max(1)
}
