//! Hostile bytes to JSON: bounded depth, broken surrogates repaired, and a digest that does not depend on spelling.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::ReadError;

/// How deep arrays and objects may lie in each other. What is stored is read again later, wrapped in records of our own,
/// by a parser that stops at 128; cards and transcripts found in the wild stay below 30.
pub const MAX_DEPTH: usize = 64;

/// JSON as it was read.
#[derive(Debug)]
pub struct Parsed {
    /// The value.
    pub value: Value,
    /// How many unpaired surrogate escapes (`\ud83d` alone) were replaced by U+FFFD. Bots that cut a text after a number
    /// of UTF-16 units send them.
    pub repaired: usize,
}

/// Reads JSON. Never recurses deeper than the parser's own limit.
pub fn parse(bytes: &[u8]) -> Result<Parsed, ReadError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (value, repaired) = match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => (value, 0),
        Err(first) => match repair_surrogates(bytes) {
            Some((mended, count)) => (
                serde_json::from_slice(&mended).map_err(|error| explain(&error))?,
                count,
            ),
            None => return Err(explain(&first)),
        },
    };
    match too_deep(&value, MAX_DEPTH) {
        Some(pointer) => Err(nested_too_deep(pointer)),
        None => Ok(Parsed { value, repaired }),
    }
}

fn explain(error: &serde_json::Error) -> ReadError {
    let text = error.to_string();
    if text.starts_with("recursion limit") {
        return nested_too_deep(String::new());
    }
    ReadError::new(
        "",
        format!("the body is not JSON: {text}"),
        "send one JSON value in UTF-8, with Content-Type: application/json",
    )
}

fn nested_too_deep(pointer: String) -> ReadError {
    ReadError::new(
        pointer,
        format!("arrays and objects are nested more than {MAX_DEPTH} levels deep"),
        "flatten what lies below, or send it as text",
    )
}

/// Where the nesting first goes deeper than `left` levels.
fn too_deep(value: &Value, left: usize) -> Option<String> {
    let step = |name: &str, inner: &Value| match left {
        0 => Some(String::new()),
        _ => too_deep(inner, left - 1).map(|rest| format!("/{}{rest}", escape_pointer(name))),
    };
    match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .filter(|(_, inner)| inner.is_array() || inner.is_object())
            .find_map(|(index, inner)| step(&index.to_string(), inner)),
        Value::Object(map) => map
            .iter()
            .filter(|(_, inner)| inner.is_array() || inner.is_object())
            .find_map(|(name, inner)| step(name, inner)),
        _ => None,
    }
}

/// A name as a part of a JSON pointer (RFC 6901).
pub fn escape_pointer(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Replaces every `\uD800`–`\uDFFF` that is not half of a pair. `None` if there is none.
fn repair_surrogates(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut mended = bytes.to_vec();
    let mut count = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += match (byte, unit(bytes, at)) {
            (b'\\', Some(0xD800..=0xDBFF))
                if matches!(unit(bytes, at + 6), Some(0xDC00..=0xDFFF)) =>
            {
                12
            }
            (b'\\', Some(0xD800..=0xDFFF)) => {
                if let Some(hex) = mended.get_mut(at + 2..at + 6) {
                    hex.copy_from_slice(b"FFFD");
                    count += 1;
                }
                6
            }
            (b'\\', _) => 2,
            _ => 1,
        };
    }
    (count > 0).then_some((mended, count))
}

/// The UTF-16 unit of a `\uXXXX` escape that begins at `at`.
fn unit(bytes: &[u8], at: usize) -> Option<u32> {
    let escape = bytes.get(at..at.checked_add(6)?)?;
    let hex = escape.strip_prefix(b"\\u")?;
    u32::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()
}

/// SHA-256 of the value in hexadecimal; the order of fields does not count.
pub fn digest(value: &Value) -> String {
    let mut hasher = Sha256::new();
    hash_into(value, &mut hasher);
    let mut text = String::with_capacity(64);
    for byte in hasher.finalize() {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn hash_into(value: &Value, hasher: &mut Sha256) {
    match value {
        Value::Array(items) => {
            hasher.update(b"[");
            for item in items {
                hash_into(item, hasher);
            }
            hasher.update(b"]");
        }
        Value::Object(map) => {
            let mut fields: Vec<_> = map.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            hasher.update(b"{");
            for (name, inner) in fields {
                hash_into(&Value::from(name.as_str()), hasher);
                hash_into(inner, hasher);
            }
            hasher.update(b"}");
        }
        scalar => {
            hasher.update(scalar.to_string());
            hasher.update(b",");
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::unwrap_in_result)]

    use serde_json::json;

    use super::*;

    #[test]
    fn ten_thousand_levels_are_refused_in_words() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        let error = parse(deep.as_bytes()).unwrap_err();
        assert!(error.message.contains("64 levels"), "{error}");
    }

    #[test]
    fn the_pointer_leads_to_what_is_too_deep() {
        let deep = format!("{{\"a/b\":[{}{}]}}", "[".repeat(70), "]".repeat(70));
        let error = parse(deep.as_bytes()).unwrap_err();
        assert!(error.pointer.starts_with("/a~1b/0/0"), "{error}");
        let fits = "[".repeat(65) + &"]".repeat(65);
        assert!(parse(fits.as_bytes()).is_ok());
    }

    #[test]
    fn half_a_pair_is_replaced_and_a_whole_one_is_not() {
        let parsed =
            parse(br#"{"a":"x\ud83d","b":"\ud83d\ude00","c":"\\ud83d","d":"\udc00"}"#).unwrap();
        assert_eq!(
            parsed.value,
            json!({"a": "x\u{fffd}", "b": "\u{1f600}", "c": "\\ud83d", "d": "\u{fffd}"})
        );
        assert_eq!(parsed.repaired, 2);
    }

    #[test]
    fn a_byte_order_mark_is_skipped_and_broken_utf8_is_not() {
        assert_eq!(parse(b"\xEF\xBB\xBF{}").unwrap().value, json!({}));
        let error = parse(b"{\"a\":\"\xff\"}").unwrap_err();
        assert!(error.message.contains("not JSON"), "{error}");
    }

    #[test]
    fn the_digest_knows_content_not_order() {
        let one = digest(&json!({"a": 1, "b": [2, "3"]}));
        assert_eq!(one, digest(&json!({"b": [2, "3"], "a": 1})));
        assert_ne!(one, digest(&json!({"a": 1, "b": ["2", 3]})));
        assert_ne!(digest(&json!([1, 23])), digest(&json!([12, 3])));
        assert_eq!(one.len(), 64);
    }
}
