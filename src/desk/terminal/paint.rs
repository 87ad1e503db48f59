//! Writes what changed on the surface: one write a frame, as few bytes as it takes.

use ratatui::buffer::Cell;
use ratatui::layout::Position;

use super::pen::Pen;
use crate::desk::ui::surface::{Run, Surface, is_disputed};
use crate::desk::ui::text::width::width;

/// A frame up to this many bytes reaches the terminal in one read and is drawn at once anyway; the brackets of a
/// synchronized update (16 bytes) and hiding the cursor (12) would cost more than a typed character does.
const SMALL_FRAME: usize = 256;

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const HIDE: &[u8] = b"\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";
const CLEAR: &[u8] = b"\x1b[m\x1b[2J";

/// What is known of the terminal between frames, and room for the bytes of one.
#[derive(Debug, Default)]
pub(super) struct Painter {
    pen: Pen,
    /// Where the cursor stands; `None` if that is not certain.
    at: Option<Position>,
    cursor_shown: bool,
    body: Vec<u8>,
    frame: Vec<u8>,
}

impl Painter {
    /// Forgets what it knew: somebody else has written to the terminal.
    pub(super) fn forget(&mut self) {
        self.pen = Pen::default();
        self.at = None;
        self.cursor_shown = false;
    }

    /// The bytes that bring the terminal to what the surface wants; none if it is there already.
    pub(super) fn frame(&mut self, surface: &Surface) -> &[u8] {
        self.body.clear();
        self.frame.clear();
        if surface.needs_clear() {
            self.body.extend_from_slice(CLEAR);
            self.pen = Pen::default();
            self.at = None;
        }
        let columns = surface.area().width;
        for run in surface.changes() {
            self.run(&run, columns);
        }
        let large = self.body.len() > SMALL_FRAME;
        if large {
            self.frame.extend_from_slice(BEGIN);
            if self.cursor_shown {
                self.frame.extend_from_slice(HIDE);
                self.cursor_shown = false;
            }
        }
        let drawn = std::mem::take(&mut self.body);
        self.frame.extend_from_slice(&drawn);
        self.body = drawn;
        self.cursor(surface.cursor());
        if large {
            self.frame.extend_from_slice(END);
        }
        &self.frame
    }

    fn run(&mut self, run: &Run<'_>, columns: u16) {
        let start = Position::new(run.x, run.y);
        move_to(self.at, start, &mut self.body);
        for (x, cell) in (run.x..).zip(run.cells) {
            self.pen.change(Pen::of(cell), &mut self.body);
            let taken = if is_disputed(cell) {
                width(cell.symbol())
            } else {
                0
            };
            if taken > 1 {
                // A terminal that finds it narrower would leave what stood in the rest of its room.
                self.body.resize(self.body.len() + taken, b' ');
                move_to(None, Position::new(x, run.y), &mut self.body);
            }
            symbol(cell, &mut self.body);
        }
        // Terminals differ on the width of what is not ASCII, and at the right edge the cursor stands still.
        let certain = run
            .cells
            .last()
            .is_some_and(|cell| cell.symbol().len() == 1);
        let end = run.x.saturating_add(run.cells.len() as u16);
        self.at = (certain && end < columns).then_some(Position::new(end, run.y));
    }

    fn cursor(&mut self, wanted: Option<Position>) {
        if let Some(wanted) = wanted {
            move_to(self.at, wanted, &mut self.frame);
            self.at = Some(wanted);
        }
        if self.cursor_shown != wanted.is_some() {
            self.frame
                .extend_from_slice(if wanted.is_some() { SHOW } else { HIDE });
            self.cursor_shown = wanted.is_some();
        }
    }
}

/// Moves the cursor in the fewest bytes: not at all, within the row, or to any place.
fn move_to(at: Option<Position>, to: Position, out: &mut Vec<u8>) {
    if at == Some(to) {
        return;
    }
    let (row, column) = (to.y + 1, to.x + 1);
    let moved = match at {
        Some(at) if at.y == to.y => format!("\x1b[{column}G"),
        _ if column == 1 => format!("\x1b[{row}H"),
        _ => format!("\x1b[{row};{column}H"),
    };
    out.extend_from_slice(moved.as_bytes());
}

/// Writes a cell's text. Nothing that could be a control gets through, even if it has got this far.
fn symbol(cell: &Cell, out: &mut Vec<u8>) {
    let text = cell.symbol();
    if text.chars().any(char::is_control) {
        out.extend_from_slice("\u{fffd}".as_bytes());
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}
