//! Standard error, three columns narrower than it is. A bar fills its row to the end, so that the `^C` which a terminal writes
//! behind it would go to the next row, and clearing that row would leave the bar.

use std::io::{self, Write};

use indicatif::TermLike;

use crate::cli::output;

/// Columns for `^C` and the cursor.
const SPARED: u16 = 3;

/// Where a bar is drawn.
#[derive(Debug)]
pub(super) struct Narrow;

impl Narrow {
    fn write(text: &str) -> io::Result<()> {
        io::stderr().lock().write_all(text.as_bytes())
    }

    /// Moves the cursor so many times in the direction of a control sequence (ECMA-48, CUU to CUB).
    fn walk(times: usize, direction: char) -> io::Result<()> {
        match times {
            0 => Ok(()),
            times => Self::write(&format!("\x1b[{times}{direction}")),
        }
    }
}

impl TermLike for Narrow {
    fn width(&self) -> u16 {
        let columns = output::columns().and_then(|columns| u16::try_from(columns).ok());
        columns.unwrap_or(80).saturating_sub(SPARED)
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        Self::walk(n, 'A')
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        Self::walk(n, 'B')
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        Self::walk(n, 'C')
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        Self::walk(n, 'D')
    }

    fn write_line(&self, s: &str) -> io::Result<()> {
        Self::write(&format!("{s}\n"))
    }

    fn write_str(&self, s: &str) -> io::Result<()> {
        Self::write(s)
    }

    fn clear_line(&self) -> io::Result<()> {
        Self::write("\r\x1b[2K")
    }

    fn flush(&self) -> io::Result<()> {
        io::stderr().lock().flush()
    }
}
