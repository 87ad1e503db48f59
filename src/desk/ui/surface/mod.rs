//! What should be on the screen, what is on it, and the difference.
//!
//! The screen is made of panels: rectangles, later ones above earlier ones. A panel has a print of everything it is drawn
//! from; if that is the same as when it was last drawn and nothing has been drawn under it or taken away above it, it is
//! left alone. A panel that is drawn gives its rows one by one, each with its own print, and only rows whose print has
//! changed are written into the buffer and compared with what the terminal shows. A typed key costs one row.

mod canvas;
mod changes;
#[cfg(test)]
mod tests;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

pub use canvas::Canvas;
pub use changes::{Changes, Run, is_disputed};

use crate::desk::theme::Theme;

/// Symbol of the cells that lie under the right part of a wide character. Writing it writes nothing.
pub(super) const COVERED: &str = "";

/// Tells one panel from another between frames.
pub type PanelId = u8;

/// A panel as it stands on the screen.
#[derive(Debug)]
struct Slot {
    id: PanelId,
    area: Rect,
    /// Print of its inputs when it was last drawn whole; `None` if it must be drawn.
    print: Option<u64>,
    /// Prints of its rows; `None` if what is in the buffer is not what the panel drew.
    rows: Vec<Option<u64>>,
    cursor: Option<Position>,
}

impl Slot {
    fn new(id: PanelId, area: Rect) -> Self {
        Self {
            id,
            area,
            print: None,
            rows: vec![None; usize::from(area.height)],
            cursor: None,
        }
    }

    /// Forgets what it drew within `damage`.
    fn damage(&mut self, damage: Rect) {
        let common = self.area.intersection(damage);
        if common.is_empty() {
            return;
        }
        self.print = None;
        let first = usize::from(common.y - self.area.y);
        for row in self
            .rows
            .iter_mut()
            .skip(first)
            .take(usize::from(common.height))
        {
            *row = None;
        }
    }
}

/// The screen.
#[derive(Debug)]
pub struct Surface {
    area: Rect,
    wanted: Buffer,
    shown: Buffer,
    /// Columns of each row that may differ from what is shown: from, up to.
    dirty: Vec<Option<(u16, u16)>>,
    slots: Vec<Slot>,
    theme: Theme,
    focus: Option<PanelId>,
    clear: bool,
}

impl Surface {
    /// An empty screen of no size; [`arrange`](Self::arrange) gives it one.
    pub fn new(theme: Theme) -> Self {
        Self {
            area: Rect::default(),
            wanted: Buffer::default(),
            shown: Buffer::default(),
            dirty: Vec::new(),
            slots: Vec::new(),
            theme,
            focus: None,
            clear: true,
        }
    }

    /// Begins a frame: this is the screen, these are its panels from bottom to top. Panels that stay where they are keep
    /// what they drew, but for what others left behind.
    pub fn arrange(&mut self, area: Rect, theme: &Theme, panels: &[(PanelId, Rect)]) {
        let area = Rect::new(0, 0, area.width, area.height);
        if area != self.area || *theme != self.theme {
            self.theme = theme.clone();
            self.resize(area);
        }
        let old = std::mem::take(&mut self.slots);
        let (mut kept, mut left) = (Vec::new(), Vec::new());
        for slot in old {
            let stays = panels
                .iter()
                .any(|(id, rect)| *id == slot.id && *rect == slot.area);
            if stays {
                kept.push(slot);
            } else {
                left.push(slot.area);
            }
        }
        self.slots = panels
            .iter()
            .map(|(id, rect)| {
                let place = kept.iter().position(|slot| slot.id == *id);
                place.map_or_else(
                    || Slot::new(*id, rect.intersection(area)),
                    |at| kept.swap_remove(at),
                )
            })
            .collect();
        for damage in left {
            self.blank(damage);
            self.damage(damage, 0);
        }
    }

    /// Draws a panel if it has to be. `print` must differ whenever anything that `draw` reads differs.
    pub fn panel(&mut self, id: PanelId, print: u64, draw: impl FnOnce(&mut Canvas<'_>)) {
        let Some(at) = self.slots.iter().position(|slot| slot.id == id) else {
            return;
        };
        let Some(slot) = self.slots.get_mut(at) else {
            return;
        };
        if slot.print == Some(print) || slot.area.is_empty() {
            return;
        }
        slot.print = Some(print);
        slot.cursor = None;
        let mut canvas = Canvas::new(slot, &mut self.wanted, &self.theme);
        draw(&mut canvas);
        let drawn = canvas.finish();
        for row in drawn {
            // A column more on either side: half a wide character may have been taken from a neighbour.
            let left = row.x.saturating_sub(1);
            let right = row.right().saturating_add(1).min(self.area.width);
            self.touch(Rect {
                x: left,
                width: right - left,
                ..row
            });
            self.damage(row, at + 1);
        }
    }

    /// Says which panel the keys go to: its caret is the terminal's cursor.
    pub fn focus(&mut self, id: Option<PanelId>) {
        self.focus = id;
    }

    /// Where the terminal's cursor belongs; `None` hides it.
    pub fn cursor(&self) -> Option<Position> {
        let slot = self.slots.iter().find(|slot| Some(slot.id) == self.focus)?;
        slot.cursor.filter(|position| self.area.contains(*position))
    }

    /// The size of the screen.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// What should be on the screen.
    pub fn buffer(&self) -> &Buffer {
        &self.wanted
    }

    /// Whether the terminal is to be cleared, with no style set, before the [`changes`](Self::changes) are written.
    pub fn needs_clear(&self) -> bool {
        self.clear
    }

    /// What has to be written so that the terminal shows what is wanted, from top to bottom.
    pub fn changes(&self) -> Changes<'_> {
        Changes::new(&self.wanted, &self.shown, &self.dirty)
    }

    /// The changes have been written.
    pub fn settle(&mut self) {
        let width = usize::from(self.area.width);
        for (row, dirty) in self.dirty.iter_mut().enumerate() {
            let Some((from, to)) = dirty.take() else {
                continue;
            };
            let range = row * width + usize::from(from)..row * width + usize::from(to);
            let wanted = self.wanted.content.get(range.clone()).unwrap_or_default();
            let shown = self.shown.content.get_mut(range).unwrap_or_default();
            for (shown, wanted) in shown.iter_mut().zip(wanted) {
                if shown != wanted {
                    shown.clone_from(wanted);
                }
            }
        }
        self.clear = false;
    }

    /// Nothing is known of what the terminal shows: the next changes are the whole screen.
    pub fn invalidate(&mut self) {
        self.shown.reset();
        self.clear = true;
        let full = (0, self.area.width);
        self.dirty.fill(Some(full));
    }

    fn resize(&mut self, area: Rect) {
        self.area = area;
        self.shown = Buffer::empty(area);
        self.wanted = Buffer::empty(area);
        let ground = self.ground();
        self.wanted.content.fill(ground);
        self.dirty = vec![None; usize::from(area.height)];
        self.slots.clear();
        self.invalidate();
    }

    fn ground(&self) -> Cell {
        let mut cell = Cell::EMPTY;
        cell.set_style(Style::reset().patch(self.theme.ground()));
        cell
    }

    fn blank(&mut self, area: Rect) {
        let ground = self.ground();
        let area = area.intersection(self.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.wanted.cell_mut((x, y)) {
                    cell.clone_from(&ground);
                }
            }
        }
        self.touch(area);
    }

    /// Panels from place `from` on must draw again what lies within `damage`.
    fn damage(&mut self, damage: Rect, from: usize) {
        for slot in self.slots.iter_mut().skip(from) {
            slot.damage(damage);
        }
    }

    fn touch(&mut self, area: Rect) {
        for row in self
            .dirty
            .iter_mut()
            .skip(usize::from(area.y))
            .take(usize::from(area.height))
        {
            let (from, to) = row.unwrap_or((area.left(), area.right()));
            *row = Some((from.min(area.left()), to.max(area.right())));
        }
    }
}
