//! Where the report goes: standard output or a file. On a terminal it goes in whole lines, beside the bar.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::When;
use super::bar::Bar;
use crate::check::report::Look;
use crate::cli::output;
use crate::error::{Error, Kind};

/// So many bytes are collected before they are written.
const CHUNK: usize = 1 << 16;

/// The way out.
pub(super) struct Screen<'a> {
    out: Box<dyn Write>,
    terminal: bool,
    waiting: Vec<u8>,
    bar: &'a Bar,
}

impl<'a> Screen<'a> {
    /// Opens the file, or standard output.
    pub(super) fn open(file: Option<&Path>, bar: &'a Bar) -> Result<Self, Error> {
        let out: Box<dyn Write> = match file {
            Some(path) => Box::new(File::create(path).map_err(|error| {
                Error::new(Kind::Usage, format!("cannot write to {}", path.display()))
                    .caused_by(error)
                    .hint("name another file with --output")
            })?),
            None => Box::new(io::stdout()),
        };
        Ok(Self {
            out,
            terminal: file.is_none() && io::stdout().is_terminal(),
            waiting: Vec::new(),
            bar,
        })
    }

    /// How the report for a person looks there.
    pub(super) fn look(&self, color: When, brief: bool) -> Look {
        let columns = self.terminal.then(output::columns).flatten();
        Look {
            columns: columns.unwrap_or(80),
            color: match color {
                When::Always => true,
                When::Never => false,
                When::Auto => self.terminal && output::colors(),
            },
            brief,
        }
    }

    /// Writes what waits up to its last line end, or all of it.
    fn pass(&mut self, all: bool) -> io::Result<()> {
        let end = if all {
            self.waiting.len()
        } else {
            let last = self.waiting.iter().rposition(|byte| *byte == b'\n');
            last.map_or(0, |at| at + 1)
        };
        let (out, bar) = (&mut self.out, self.bar);
        let lines = self.waiting.get(..end).unwrap_or_default();
        if self.terminal {
            bar.aside(|| out.write_all(lines).and_then(|()| out.flush()))?;
        } else {
            out.write_all(lines)?;
        }
        self.waiting.drain(..end);
        Ok(())
    }
}

impl Write for Screen<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        // A person sees each finding as it is found: an empty row ends it.
        if self.waiting.len() >= CHUNK || (self.terminal && self.waiting.ends_with(b"\n\n")) {
            self.pass(false)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass(true)?;
        self.out.flush()
    }
}
