//! Writing to the standard streams: a reader that has gone away (`deskhand schema | head`) is not a failure.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use clap::ValueEnum;

use crate::content::sanitize;
use crate::error::{Error, Kind};

/// How a command answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person.
    #[default]
    Text,
    /// For a script: one JSON value.
    Json,
}

/// Writes a text to standard output as it is.
pub fn print(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(Kind::Failed, "cannot write to standard output").caused_by(error))
        }
        _ => Ok(()),
    }
}

/// Writes a JSON value to standard output, indented, with a newline.
pub fn print_json(value: &impl serde::Serialize) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(value).map_err(|error| {
        Error::new(Kind::Internal, "cannot write the answer as JSON").caused_by(error)
    })?;
    print(&(unarmed(&text) + "\n"))
}

/// JSON leaves characters as they are that can act on a terminal (C1 controls, bidi overrides, invisible ones). They only
/// occur within its strings, where an escape means the same.
fn unarmed(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        let mut bytes = [0; 4];
        let harmless = c == '\n' || c.is_ascii_graphic() || c == ' ';
        if harmless || matches!(sanitize::line(c.encode_utf8(&mut bytes)), Cow::Borrowed(_)) {
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

/// Writes a complaint to standard error, sanitised; if even that fails, there is nobody left to tell.
pub fn complain(text: &str) {
    let _ = io::stderr()
        .lock()
        .write_all(sanitize::block(text).as_bytes());
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn json_for_a_terminal_means_the_same_and_does_nothing() {
        let value = serde_json::json!({"a": "x\u{9b}31m\u{202e}\u{e0041}é👋\n"});
        let text = unarmed(&serde_json::to_string_pretty(&value).unwrap());
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
