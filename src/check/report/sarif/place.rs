//! Places and messages as SARIF writes them.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::check::Located;

/// The place in the file: lines, columns and bytes, what stands there, and the line around it.
pub(super) fn physical(artifact: &Value, located: &Located) -> Value {
    let place = &located.place;
    // Lines and columns count from 1; a reader of the report refuses a zero.
    let (line, column) = (place.line.max(1), place.column.max(1));
    let end_line = place.end_line.max(line);
    let end_column = if end_line == line {
        place.end_column.max(column)
    } else {
        place.end_column.max(1)
    };
    let mut region = json!({
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "byteOffset": place.span.start,
        "byteLength": place.span.end.saturating_sub(place.span.start),
    });
    if !located.finding.excerpt.is_empty() {
        region["snippet"] = json!({ "text": located.finding.excerpt });
    }
    let mut physical = json!({ "artifactLocation": artifact, "region": region });
    if line == end_line && !located.source.text.is_empty() {
        physical["contextRegion"] =
            json!({ "startLine": line, "snippet": { "text": located.source.text } });
    }
    physical
}

/// The place in the document: its JSON pointer.
pub(super) fn logical(located: &Located) -> Option<Value> {
    let pointer = located.place.pointer.as_deref()?;
    let name = pointer.rsplit('/').next().filter(|name| !name.is_empty())?;
    Some(json!({
        "name": name.replace("~1", "/").replace("~0", "~"),
        "fullyQualifiedName": pointer,
        "kind": "value",
    }))
}

/// A message that says what it says: `[text](target)` would be a link in it (3.11.6), `{0}` a place to fill (3.11.5).
pub(super) fn words(text: &str) -> Cow<'_, str> {
    let link = text.contains("](");
    let gap = text
        .split('{')
        .skip(1)
        .any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let mut words = Cow::Borrowed(text);
    if link {
        words = Cow::Owned(words.replace('[', "\\[").replace(']', "\\]"));
    }
    if gap {
        words = Cow::Owned(words.replace('{', "{{").replace('}', "}}"));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_no_link_and_has_no_gaps() {
        assert_eq!(words("a [b] {c}"), "a [b] {c}");
        assert_eq!(words("[a](http://b)"), "\\[a\\](http://b)");
        assert_eq!(words("a {0} b"), "a {{0}} b");
    }
}
