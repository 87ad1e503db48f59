//! Writing to the standard streams: a reader that has gone away (`deskhand schema | head`) is not a failure.

use std::env;
use std::io::{self, Write};

use clap::ValueEnum;

use crate::content::sanitize;
use crate::desk::terminal::Terminal;
use crate::desk::theme::Depth;
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

/// Columns of the terminal, if there is one.
pub fn columns() -> Option<usize> {
    Terminal::size()
        .ok()
        .map(|(columns, _)| usize::from(columns))
}

/// Whether the environment wants colours and names a terminal that has some.
pub fn colors() -> bool {
    Depth::of(|name| env::var(name).ok()) != Depth::Mono
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
    print(&(sanitize::json(&text) + "\n"))
}

/// Writes a complaint to standard error, sanitised; if even that fails, there is nobody left to tell.
pub fn complain(text: &str) {
    let _ = io::stderr()
        .lock()
        .write_all(sanitize::block(text).as_bytes());
}
