//! Where a panel draws: its own rectangle, row by row, and nothing outside it.

use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{COVERED, Slot};
use crate::desk::theme::{Role, Theme};
use crate::desk::ui::text::line::blanks;
use crate::desk::ui::text::width::{cells, is_plain, width};
use crate::desk::ui::text::{Line, Piece};

/// The rows of one panel while it is drawn. Rows count from 0 within the frame, if there is one.
#[derive(Debug)]
pub struct Canvas<'a> {
    slot: &'a mut Slot,
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    ground: Role,
    frame: Option<Role>,
    /// Rows taken by the edges of a frame.
    above: u16,
    below: u16,
    drawn: Vec<Rect>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(slot: &'a mut Slot, buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self {
            slot,
            buffer,
            theme,
            ground: Role::Text,
            frame: None,
            above: 0,
            below: 0,
            drawn: Vec::new(),
        }
    }

    /// The rectangles that were written to.
    pub(super) fn finish(self) -> Vec<Rect> {
        self.drawn
    }

    /// What the panel is drawn on: [`Role::Popup`] for what lies above others.
    pub fn ground(&mut self, role: Role) {
        self.ground = role;
    }

    /// Draws a frame around the panel with a title at the top left, another at the top right and one at the bottom right.
    /// Does nothing where there is no room for a frame.
    pub fn frame(&mut self, look: Role, title: &Line, right: &Line, bottom: &Line) {
        if self.slot.area.width < 4 || self.slot.area.height < 3 {
            return;
        }
        self.top_edge(look, ("┌", "┐"), title, right);
        self.bottom_edge(look, bottom);
        self.sides(look);
    }

    /// Takes the top row for the upper edge of a frame. To be called before [`sides`](Self::sides).
    pub fn top_edge(
        &mut self,
        look: Role,
        corners: (&'static str, &'static str),
        title: &Line,
        right: &Line,
    ) {
        let line = edge(look, corners, title, right, self.columns());
        self.line(0, &line);
        self.above += 1;
    }

    /// Takes the bottom row for the lower edge of a frame. To be called before [`sides`](Self::sides).
    pub fn bottom_edge(&mut self, look: Role, right: &Line) {
        let line = edge(look, ("└", "┘"), &Line::new(), right, self.columns());
        self.line(self.rows().saturating_sub(1), &line);
        self.below += 1;
    }

    /// Takes the first and the last column of the other rows for a frame.
    pub fn sides(&mut self, look: Role) {
        self.frame = (self.slot.area.width >= 4).then_some(look);
    }

    /// Columns a row has.
    pub fn columns(&self) -> usize {
        usize::from(self.slot.area.width) - if self.frame.is_some() { 2 } else { 0 }
    }

    /// Rows there are.
    pub fn rows(&self) -> u16 {
        self.slot
            .area
            .height
            .saturating_sub(self.above + self.below)
    }

    /// Draws a row, filled to its end. Rows outside the panel are not drawn.
    pub fn line(&mut self, row: u16, line: &Line) {
        self.printed(row, line.print(), line);
    }

    /// Draws a row whose [`Line::print`] is known.
    pub fn printed(&mut self, row: u16, print: u64, line: &Line) {
        if row >= self.rows() {
            return;
        }
        let row = row + self.above;
        let print = self.mix(print);
        let Some(known) = self.slot.rows.get_mut(usize::from(row)) else {
            return;
        };
        if known.replace(print) == Some(print) {
            return;
        }
        self.write(row, line);
    }

    /// Draws rows from `first` on and blanks the rest of the panel.
    pub fn fill<'l>(&mut self, first: u16, lines: impl IntoIterator<Item = &'l Line>) {
        let empty = Line::new();
        let mut lines = lines.into_iter();
        for row in first..self.rows() {
            self.line(row, lines.next().unwrap_or(&empty));
        }
    }

    /// Puts the caret at a column of a row, if that lies within the panel.
    pub fn cursor(&mut self, column: usize, row: u16) {
        let inset = u16::from(self.frame.is_some());
        let last = self.columns().saturating_sub(1);
        if row < self.rows() {
            let x = self.slot.area.x + inset + column.min(last) as u16;
            self.slot.cursor = Some(Position::new(x, self.slot.area.y + self.above + row));
        }
    }

    fn mix(&self, print: u64) -> u64 {
        let mut hasher = DefaultHasher::new();
        (print, self.ground, self.frame).hash(&mut hasher);
        hasher.finish()
    }

    fn write(&mut self, row: u16, line: &Line) {
        let area = self.slot.area;
        let y = area.y + row;
        let ground = Style::reset().patch(self.theme.ground());
        let ground = match self.ground {
            Role::Text => ground,
            role => ground.patch(self.theme.style(role)),
        };
        let over = line.over.map(|role| self.theme.style(role));
        let style = |role: Role| match (role, over) {
            (Role::Text, None) => ground,
            (role, None) => ground.patch(self.theme.style(role)),
            (role, Some(over)) => ground.patch(self.theme.style(role)).patch(over),
        };
        let (mut x, mut end) = (area.left(), area.right());
        if let Some(frame) = self.frame {
            let border = ground.patch(self.theme.style(frame));
            end -= 1;
            x = self.piece(x, y, end, "│", border);
            self.piece(end, y, end + 1, "│", border);
        }
        for Piece { text, role, marks } in &line.pieces {
            x = self.piece(x, y, end, text, style(*role).add_modifier(*marks));
        }
        let rest = blanks(usize::from(end.saturating_sub(x)));
        self.piece(x, y, end, &rest, style(Role::Text));
        self.halves(y);
        self.drawn.push(Rect::new(area.x, y, area.width, 1));
    }

    /// Blanks what is left of wide characters of other panels that this panel's row has cut in half.
    fn halves(&mut self, y: u16) {
        let area = self.slot.area;
        let width = self.buffer.area.width;
        let first_covered = |buffer: &Buffer, from: u16| {
            (from..width)
                .find(|x| {
                    buffer
                        .cell((*x, y))
                        .is_none_or(|cell| cell.symbol() != COVERED)
                })
                .unwrap_or(width)
        };
        if let Some(before) = area.x.checked_sub(1) {
            let lead = (0..=before).rev().find(|x| {
                self.buffer
                    .cell((*x, y))
                    .is_some_and(|cell| cell.symbol() != COVERED)
            });
            let lead = lead.unwrap_or(before);
            let wide = self
                .buffer
                .cell((lead, y))
                .map_or(1, |cell| width_of(cell.symbol()));
            if lead + wide > area.x {
                blank(row_cells(self.buffer, lead, area.x, y));
            }
        }
        let after = first_covered(self.buffer, area.right());
        blank(row_cells(self.buffer, area.right(), after, y));
    }

    /// Writes a piece from `x` on up to `end` and gives the column after it.
    fn piece(&mut self, mut x: u16, y: u16, end: u16, text: &str, style: Style) -> u16 {
        if is_plain(text) {
            for (byte, cell) in text.bytes().zip(row_cells(self.buffer, x, end, y)) {
                put(cell, style).set_char(char::from(byte));
                x += 1;
            }
            return x;
        }
        for (symbol, width) in cells(text) {
            if x.saturating_add(width) > end {
                break;
            }
            let mut places = row_cells(self.buffer, x, x + width, y).iter_mut();
            if let Some(cell) = places.next() {
                put(cell, style).set_symbol(symbol);
            }
            for cell in places {
                put(cell, style).set_symbol(COVERED);
            }
            x += width;
        }
        x
    }
}

/// The cells of a row between two columns; none if they lie outside the buffer.
fn row_cells(buffer: &mut Buffer, from: u16, to: u16, y: u16) -> &mut [Cell] {
    let start = usize::from(y) * usize::from(buffer.area.width);
    buffer
        .content
        .get_mut(start + usize::from(from)..start + usize::from(to))
        .unwrap_or_default()
}

fn blank(cells: &mut [Cell]) {
    for cell in cells {
        cell.set_symbol(" ");
    }
}

fn width_of(symbol: &str) -> u16 {
    width(symbol) as u16
}

/// Gives a cell a style that leaves nothing open.
fn put(cell: &mut Cell, style: Style) -> &mut Cell {
    cell.fg = style.fg.unwrap_or_default();
    cell.bg = style.bg.unwrap_or_default();
    cell.modifier = style.add_modifier;
    cell
}

/// Top or bottom of a frame: corner, title, rule, title, corner.
fn edge(
    look: Role,
    corners: (&'static str, &'static str),
    left: &Line,
    right: &Line,
    columns: usize,
) -> Line {
    let room = columns.saturating_sub(4);
    let mut line = Line::of(look, corners.0);
    let right = if right.is_empty() {
        Line::new()
    } else {
        spaced(right.clone())
    };
    let right = if right.width() > room {
        Line::new()
    } else {
        right
    };
    let left = if left.is_empty() {
        Line::new()
    } else {
        spaced(left.clone().clipped(room.saturating_sub(right.width() + 2)))
    };
    let rule = columns.saturating_sub(2 + left.width() + right.width());
    line.append(left);
    line.push(look, "─".repeat(rule));
    line.append(right);
    line.push(look, corners.1);
    line
}

fn spaced(line: Line) -> Line {
    let mut spaced = Line::new().text(" ");
    spaced.append(line);
    spaced.text(" ")
}
