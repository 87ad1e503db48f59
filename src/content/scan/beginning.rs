//! How a value begins: what an excerpt shows of something that is no text.

use std::borrow::Cow;
use std::io::{Error, ErrorKind, Write};

use serde::Serialize;
use serde_json::Value;

/// Most bytes that are written of a value; an excerpt is cut to far fewer characters.
const MOST: usize = 512;

/// A text as it is; of anything else the first of its compact JSON.
pub(super) fn of_value(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(of_json(other)),
    }
}

/// The first of the compact JSON of something.
pub(super) fn of_json(value: &impl Serialize) -> String {
    let mut start = Start(Vec::new());
    // Writing fails where it is cut off.
    let _ = serde_json::to_writer(&mut start, value);
    let mut bytes = start.0;
    if let Err(error) = std::str::from_utf8(&bytes) {
        bytes.truncate(error.valid_up_to());
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Takes the first bytes and refuses the rest.
struct Start(Vec<u8>);

impl Write for Start {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let room = MOST.saturating_sub(self.0.len());
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.0.extend_from_slice(taken);
        if taken.is_empty() && !bytes.is_empty() {
            return Err(Error::from(ErrorKind::WriteZero));
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_the_beginning_of_what_is_long_is_written() {
        assert_eq!(of_value(&json!("a \"b\"")), "a \"b\"");
        assert_eq!(of_value(&json!({"a": [1, null]})), r#"{"a":[1,null]}"#);
        let long = json!(["é".repeat(MOST), "x"]);
        let written = of_value(&long);
        assert!(long.to_string().starts_with(written.as_ref()), "{written}");
        assert_eq!(written.len(), MOST);
    }
}
