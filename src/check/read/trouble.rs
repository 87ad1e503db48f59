//! What the parser says about JSON that is none, in our words and at its byte.

use crate::check::input::Trouble;

/// What is wrong with `text`, which begins at byte `base`.
pub(super) fn syntax(text: &str, base: u64, error: &serde_json::Error) -> Trouble {
    let at = offset(text, error);
    let written = error.to_string();
    let said = written.split(" at line ").next().unwrap_or_default();
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    let before = text.get(..at).unwrap_or_default().trim_end();
    let comma = before.ends_with(',') && matches!(next, Some(']' | '}'));
    let said = if comma { "trailing comma" } else { said };
    let hint = if next == Some('/') || next == Some('#') {
        "JSON knows no comments; take them out"
    } else if said.starts_with("trailing comma") {
        "take out the comma before the bracket"
    } else if error.is_eof() {
        "the file seems to be cut off; write it again to its end"
    } else if said.starts_with("control character") {
        "write control characters inside a text as \\u escapes, line ends as \\n"
    } else {
        "mend the JSON at this place; what stands before it was checked"
    };
    Trouble::at(base + at as u64, format!("this is not JSON: {said}"), hint)
}

/// A sentence about JSON at a byte.
pub(super) fn not_json(at: u64, said: &str, hint: &str) -> Trouble {
    Trouble::at(at, format!("this is not JSON: {said}"), hint)
}

/// The byte the parser means. It counts lines from 1 and their bytes.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let line = error.line().saturating_sub(2);
    let start = match error.line() {
        0 | 1 => 0,
        _ => memchr::memchr_iter(b'\n', text.as_bytes())
            .nth(line)
            .map_or(text.len(), |newline| newline + 1),
    };
    // It counts up to and with the byte that is wrong, but only up to it where that is a control character.
    let at = if error.to_string().starts_with("control character") {
        start + error.column()
    } else {
        start + error.column().saturating_sub(1)
    };
    crate::check::input::boundary_before(text, at)
}
