//! What has to be written, as runs of neighbouring cells.

use ratatui::buffer::{Buffer, Cell};

use super::COVERED;
use crate::desk::ui::text::width::width;

/// Unchanged cells between two changed ones that are written again, because moving the cursor over them takes more bytes.
const GAP: usize = 3;

/// Neighbouring cells of one row that have to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// Column of the first.
    pub x: u16,
    /// Row.
    pub y: u16,
    /// The cells. The right part of a wide character is a cell with an empty symbol: writing it writes nothing.
    pub cells: &'a [Cell],
}

/// All runs, from top to bottom and left to right. After the last cell of a run the cursor is nowhere in particular: a
/// terminal may not agree on the width of the character that was written last, so a run ends after every character on
/// which they are known to differ.
#[derive(Debug)]
pub struct Changes<'a> {
    wanted: &'a Buffer,
    shown: &'a Buffer,
    dirty: &'a [Option<(u16, u16)>],
    row: usize,
    /// Where in the present row to go on; beyond its end, go to the next.
    column: usize,
}

impl<'a> Changes<'a> {
    pub(super) fn new(
        wanted: &'a Buffer,
        shown: &'a Buffer,
        dirty: &'a [Option<(u16, u16)>],
    ) -> Self {
        Self {
            wanted,
            shown,
            dirty,
            row: 0,
            column: 0,
        }
    }

    fn in_row(&mut self, from: usize, to: usize) -> Option<Run<'a>> {
        let width = usize::from(self.wanted.area.width);
        let cells = self.row * width..(self.row + 1) * width;
        let wanted = self.wanted.content.get(cells.clone())?;
        let shown = self.shown.content.get(cells)?;
        let differs = |at: usize| wanted.get(at) != shown.get(at);
        let covered = |at: usize| wanted.get(at).is_some_and(|cell| cell.symbol() == COVERED);

        let mut start = (self.column.max(from)..to).find(|at| differs(*at))?;
        while start > 0 && covered(start) {
            start -= 1;
        }
        let (mut end, mut at) = (start + 1, start);
        while at < width && at < end + GAP {
            let next = (at + 1..width).find(|at| !covered(*at)).unwrap_or(width);
            if differs(at) || (at + 1..next).any(differs) || at == start {
                end = next;
                if is_disputed(wanted.get(at)?) {
                    break;
                }
            }
            at = next;
        }
        self.column = end;
        Some(Run {
            x: start as u16,
            y: self.row as u16,
            cells: wanted.get(start..end)?,
        })
    }
}

impl<'a> Iterator for Changes<'a> {
    type Item = Run<'a>;

    fn next(&mut self) -> Option<Run<'a>> {
        while let Some(dirty) = self.dirty.get(self.row) {
            if let Some((from, to)) = dirty
                && let Some(run) = self.in_row(usize::from(*from), usize::from(*to))
            {
                return Some(run);
            }
            self.row += 1;
            self.column = 0;
        }
        None
    }
}

/// Whether terminals are known to differ on the width of this cell: sequences of several characters that are one sign.
pub fn is_disputed(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    symbol.len() > 4 && symbol.chars().nth(1).is_some() && width(symbol) > 0
}
