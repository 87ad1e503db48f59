//! What lies over the panes: help, palette, menus, questions, pages to read. Each is a framed box in the middle.

mod dialog;
mod flags;
mod reader;
mod search;

use ratatui::layout::Rect;

use super::surface::Canvas;
use super::text::Line;
use super::text::line::blanks;
use crate::desk::app::reader as app;
use crate::desk::app::{Overlay, State};
use crate::desk::theme::Role;

/// The widest a box is; text is hard to read in longer rows.
const WIDEST: u16 = app::WIDEST;

/// A box before it has a place: title, what stands at its lower edge, rows, which of them leads to what.
#[derive(Debug, Default)]
struct Sheet {
    title: String,
    below: String,
    /// Rows that stay when the others scroll.
    head: Vec<Line>,
    rows: Vec<Line>,
    /// The first of `rows` shown, or a row of them that must be seen.
    view: View,
    /// The item a row belongs to, by row.
    items: Vec<Option<usize>>,
    /// Where the caret is in the first row of the head.
    caret: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
enum View {
    From(usize),
    Seeing(usize),
}

impl Default for View {
    fn default() -> Self {
        Self::From(0)
    }
}

/// Where an overlay stands.
pub fn area(state: &State, overlay: &Overlay, screen: Rect) -> Rect {
    let most = match overlay {
        Overlay::Reader(page) if page.is_wide() => u16::MAX,
        _ => WIDEST,
    };
    let width = most.min(screen.width.saturating_sub(4)).max(8);
    let sheet = sheet(state, overlay, usize::from(width) - 4);
    let tall = matches!(
        overlay,
        Overlay::Help(_) | Overlay::Palette(_) | Overlay::Flags(_)
    );
    let wanted = (sheet.head.len() + sheet.rows.len()).saturating_add(2);
    let most = usize::from(screen.height.saturating_sub(2)).max(3);
    let height = if tall {
        most.min(24)
    } else {
        wanted.clamp(3, most)
    } as u16;
    Rect::new(
        (screen.width - width.min(screen.width)) / 2,
        screen.height.saturating_sub(height) / 2,
        width,
        height,
    )
}

/// Draws an overlay and answers which item is on which row of it.
pub fn draw(state: &State, overlay: &Overlay, canvas: &mut Canvas<'_>) -> Vec<Option<usize>> {
    canvas.ground(Role::Popup);
    let columns = canvas.columns().saturating_sub(4);
    let sheet = sheet(state, overlay, columns);
    let (title, below) = (
        Line::of(Role::Title, sheet.title),
        Line::of(Role::Dim, sheet.below),
    );
    canvas.frame(Role::BorderFocused, &title, &Line::new(), &below);
    if let Some(column) = sheet.caret {
        canvas.cursor(column + 1, 0);
    }
    let room = usize::from(canvas.rows()).saturating_sub(sheet.head.len());
    let last = sheet.rows.len().saturating_sub(room);
    let top = match sheet.view {
        View::From(top) => top.min(last),
        View::Seeing(row) => (row + 1).saturating_sub(room).min(last),
    };
    let shown = sheet.head.iter().chain(sheet.rows.iter().skip(top));
    let rows: Vec<Line> = shown.map(|line| inset(line, columns)).collect();
    canvas.fill(0, &rows);
    let items = sheet.items.iter().skip(top).copied();
    std::iter::repeat_n(None, sheet.head.len() + 1)
        .chain(items)
        .collect()
}

/// A row one column in from both sides.
fn inset(line: &Line, columns: usize) -> Line {
    let mut inset = Line {
        over: line.over,
        ..Line::new()
    }
    .text(blanks(1));
    inset.append(line.clone().clipped(columns));
    inset
}

fn sheet(state: &State, overlay: &Overlay, columns: usize) -> Sheet {
    match overlay {
        Overlay::Help(help) => search::help(help, columns),
        Overlay::Palette(palette) => search::palette(palette, columns),
        Overlay::Menu(menu) => dialog::menu(menu, columns),
        Overlay::Prompt(prompt) => dialog::prompt(prompt, columns),
        Overlay::Confirm(confirm) => dialog::confirm(state, confirm, columns),
        Overlay::Reader(page) => reader::page(state, page, columns),
        Overlay::Flags(list) => flags::flags(state, list, columns),
    }
}
