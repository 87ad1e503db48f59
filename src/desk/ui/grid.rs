//! Columns side by side: how wide each is, and their rows beside each other.

use ratatui::style::Modifier;

use super::text::Line;
use super::text::line::blanks;
use crate::desk::theme::Role;

/// A column narrower than this holds no words worth reading, unless they are short.
const NARROW: usize = 8;
/// Columns before a cell under its name.
const LEVEL: usize = 2;

/// How columns stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Whether the first row names the columns.
    pub header: bool,
    /// Whether there are lines between columns.
    pub lines: bool,
}

impl Grid {
    fn gap(self) -> &'static str {
        if self.lines { " │ " } else { "  " }
    }

    /// The widths of columns in a room of `columns`; none if there is not enough room for them. `natural` is how wide each
    /// would like to be, `weights` how the room is shared if that is too much.
    pub fn widths(self, natural: &[usize], weights: &[u16], columns: usize) -> Option<Vec<usize>> {
        let gaps = natural.len().checked_sub(1)? * if self.lines { 3 } else { 2 };
        let mut room = columns.checked_sub(gaps)?;
        if natural.iter().sum::<usize>() <= room {
            return Some(natural.to_vec());
        }
        let weight = |column: usize| usize::from(weights.get(column).copied().unwrap_or(1).max(1));
        let mut open: Vec<usize> = (0..natural.len()).collect();
        open.sort_by_key(|column| natural.get(*column));
        let mut total: usize = open.iter().map(|column| weight(*column)).sum();
        let mut widths = vec![0; natural.len()];
        // From the narrowest to the widest: what fits into its share gets what it needs, the others share the rest.
        for (done, column) in open.iter().enumerate() {
            let left = natural.len() - done;
            let share = (room * weight(*column) / total.max(1)).max(room / left);
            let most = room.saturating_sub((left - 1) * NARROW);
            let wish = natural.get(*column).copied().unwrap_or(0);
            let width = if left == 1 {
                room
            } else {
                wish.min(share).min(most)
            };
            if width < wish.min(NARROW) {
                return None;
            }
            if let Some(slot) = widths.get_mut(*column) {
                *slot = width.min(wish);
            }
            room -= width;
            total = total.saturating_sub(weight(*column));
        }
        Some(widths)
    }

    /// Rows of cells as rows of the screen.
    pub fn rows(self, rows: Vec<Vec<Vec<Line>>>, widths: &[usize]) -> Vec<Line> {
        let tall = |row: &Vec<Vec<Line>>| row.iter().any(|cell| cell.len() > 1);
        let ruled = self.lines && rows.iter().skip(usize::from(self.header)).any(tall);
        let mut lines = Vec::new();
        let count = rows.len();
        for (index, row) in rows.into_iter().enumerate() {
            let names = self.header && index == 0;
            lines.extend(self.beside(row, widths, names));
            if index + 1 < count && (ruled || (names && self.lines)) {
                lines.push(rule(widths));
            }
        }
        lines
    }

    fn beside(self, row: Vec<Vec<Line>>, widths: &[usize], names: bool) -> Vec<Line> {
        let height = row.iter().map(Vec::len).max().unwrap_or(0);
        let mut cells: Vec<_> = row.into_iter().map(Vec::into_iter).collect();
        cells.resize_with(widths.len(), || Vec::new().into_iter());
        (0..height)
            .map(|_| {
                let mut line = Line::new();
                for (column, (cell, width)) in cells.iter_mut().zip(widths).enumerate() {
                    if column > 0 {
                        line.push(Role::Divider, self.gap());
                    }
                    let mut part = cell.next().unwrap_or_default();
                    if names {
                        for piece in &mut part.pieces {
                            piece.marks |= Modifier::BOLD;
                        }
                    }
                    if column + 1 < widths.len() || self.lines {
                        part = part.padded(*width);
                    }
                    line.append(part);
                }
                line
            })
            .collect()
    }
}

fn rule(widths: &[usize]) -> Line {
    let parts: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    Line::of(Role::Divider, parts.join("─┼─"))
}

/// Cells one below the other, where there is no room beside; `names` stand above those that have one.
/// Cells under a name must be two columns narrower.
pub fn stacked(rows: Vec<Vec<Vec<Line>>>, header: bool, columns: usize) -> Vec<Line> {
    let mut rows = rows.into_iter();
    let names: Option<Vec<Vec<Line>>> = if header { rows.next() } else { None };
    let names: Vec<String> = names
        .unwrap_or_default()
        .iter()
        .map(|cell| {
            let words: Vec<String> = cell.iter().map(Line::plain).collect();
            words.join(" ")
        })
        .collect();
    let mut lines = Vec::new();
    for (number, row) in rows.enumerate() {
        if number > 0 && header {
            lines.push(Line::new());
        }
        for (column, cell) in row.into_iter().enumerate() {
            let name = names.get(column).filter(|name| !name.trim().is_empty());
            let inset = if name.is_some() { LEVEL } else { 0 };
            if let Some(name) = name.filter(|_| !cell.is_empty()) {
                let name = Line::of(Role::Dim, format!("{name}:"));
                lines.extend(name.wrapped(columns, LEVEL));
            }
            lines.extend(cell.into_iter().map(|line| {
                let mut all = Line::new().text(blanks(inset));
                all.append(line);
                all
            }));
        }
    }
    if lines.is_empty() {
        // Only names: they are all there is.
        let name = |name| Line::of(Role::Dim, name).wrapped(columns, LEVEL);
        lines.extend(names.into_iter().flat_map(name));
    }
    lines
}
