//! Rows of text in so many columns.

use std::io::{self, Write};

use super::PROSE;
use super::paint::Paint;
use crate::check::report::log;
use crate::content::layout::{width, wrap};
use crate::content::sanitize;

/// Where rows go.
#[derive(Debug)]
pub(super) struct Rows<W> {
    out: W,
    pub columns: usize,
    pub paint: Paint,
}

impl<W: Write> Rows<W> {
    pub(super) fn new(out: W, columns: usize, paint: Paint) -> Self {
        Self {
            out,
            columns,
            paint,
        }
    }

    /// A row as it is. Whoever calls this has made its parts harmless.
    pub(super) fn raw(&mut self, row: &str) -> io::Result<()> {
        self.out.write_all(row.trim_end().as_bytes())?;
        self.out.write_all(b"\n")
    }

    /// An empty row.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    /// A line across that says what follows.
    pub(super) fn heading(&mut self, text: &str) -> io::Result<()> {
        let rest = self.columns.min(PROSE).saturating_sub(width(text) + 4);
        let row = format!("── {text} {}", "─".repeat(rest));
        self.raw(&self.paint.faint(&row))?;
        self.blank()
    }

    /// Prose, its first row indented by `first` and the others by `rest` columns.
    pub(super) fn prose(&mut self, text: &str, first: usize, rest: usize) -> io::Result<()> {
        self.led(&" ".repeat(first), first, text, rest)
    }

    /// Prose behind a painted beginning of `taken` columns; further rows are indented by `rest`.
    pub(super) fn led(
        &mut self,
        lead: &str,
        taken: usize,
        text: &str,
        rest: usize,
    ) -> io::Result<()> {
        let text = sanitize::line(text);
        let room = self.columns.min(PROSE);
        let mut lead = lead.to_owned();
        let mut first = room.saturating_sub(taken);
        // Behind a long name little room is left: the words begin on a row of their own.
        if first < room / 4 && width(&text) > first {
            self.raw(&lead)?;
            (lead, first) = (" ".repeat(rest), room.saturating_sub(rest));
        }
        for row in wrap::hanging(&text, first, room.saturating_sub(rest)) {
            let row = text.get(row).unwrap_or_default();
            // Whatever begins a row may look like the beginning of a line to a build server.
            let row = if lead.trim().is_empty() || row.contains("##") {
                log::inert(row)
            } else {
                row.into()
            };
            self.raw(&format!("{lead}{row}"))?;
            lead = " ".repeat(rest);
        }
        Ok(())
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
