//! The log of a backend: to standard error, and nothing in it can act on a terminal.

use std::io::{self, Write};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::content::sanitize;
use crate::error::{Error, Kind};

/// Starts logging. What is logged is set by `DESKHAND_LOG`, such as `debug` or `deskhand::server=debug`.
pub fn start() -> Result<(), Error> {
    let filter = match std::env::var("DESKHAND_LOG") {
        Ok(text) if !text.is_empty() => EnvFilter::try_new(&text).map_err(|error| {
            Error::new(Kind::Usage, "DESKHAND_LOG cannot be read")
                .caused_by(error)
                .hint("for instance: info, debug, deskhand::server=debug")
        })?,
        _ => EnvFilter::new("info"),
    };
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(ToStderr)
        .try_init()
        .map_err(|error| Error::new(Kind::Internal, "cannot start logging").caused_by(error))
}

struct ToStderr;

impl<'a> MakeWriter<'a> for ToStderr {
    type Writer = Sanitised<io::Stderr>;

    fn make_writer(&'a self) -> Self::Writer {
        Sanitised(io::stderr())
    }
}

/// Writes text with everything in it made visible that could act on a terminal. One write is one line of the log.
struct Sanitised<W>(W);

impl<W: Write> Write for Sanitised<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        self.0.write_all(sanitize::block(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn nothing_in_a_line_acts_on_a_terminal() {
        let mut out = Vec::new();
        Sanitised(&mut out)
            .write_all("a\u{1b}[31m\u{202e}b\n".as_bytes())
            .unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
        assert!(text.ends_with("b\n"));
    }
}
