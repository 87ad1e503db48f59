//! JSON that does nothing to a terminal, and means the same.

use std::borrow::Cow;
use std::fmt::Write as _;

/// JSON leaves characters as they are that can act on a terminal (C1 controls, bidi overrides, invisible ones). They only
/// occur within its strings, where an escape means the same.
pub fn json(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        let mut bytes = [0; 4];
        let harmless = c == '\n' || c.is_ascii_graphic() || c == ' ';
        if harmless || matches!(super::line(c.encode_utf8(&mut bytes)), Cow::Borrowed(_)) {
            text.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                // Writing to a String cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn json_for_a_terminal_means_the_same_and_does_nothing() {
        let value = serde_json::json!({"a": "x\u{9b}31m\u{202e}\u{e0041}é👋\n"});
        let text = json(&serde_json::to_string_pretty(&value).unwrap());
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            value
        );
        assert!(
            !text.contains(['\u{9b}', '\u{202e}', '\u{e0041}']),
            "{text}"
        );
        assert!(text.contains("é👋"), "{text}");
    }
}
