//! Toasts: what the desk has to tell, above the bottom right corner, for a while.

use ratatui::layout::Rect;

use super::surface::Canvas;
use super::text::Line;
use crate::desk::app::State;
use crate::desk::app::notify::{Level, Toast};
use crate::desk::theme::Role;

/// The widest a toast is, in columns.
const WIDEST: u16 = 60;
/// How many are shown at once.
const MOST: usize = 3;

/// Where the toasts stand; `None` if there are none.
pub fn area(state: &State, screen: Rect) -> Option<Rect> {
    let width = WIDEST.min(screen.width.saturating_sub(2));
    let rows = lines(state, usize::from(width)).len() as u16;
    let height = rows.min(screen.height.saturating_sub(4));
    (height > 0).then(|| {
        Rect::new(
            screen.width - width,
            screen.height - 1 - height,
            width,
            height,
        )
    })
}

/// Draws them, the newest last.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    canvas.ground(Role::Popup);
    let lines = lines(state, canvas.columns());
    canvas.fill(0, &lines);
}

fn lines(state: &State, columns: usize) -> Vec<Line> {
    let mut latest: Vec<&Toast> = state.notify.showing().rev().take(MOST).collect();
    latest.reverse();
    latest
        .into_iter()
        .flat_map(|toast| toast_lines(toast, columns))
        .collect()
}

fn toast_lines(toast: &Toast, columns: usize) -> Vec<Line> {
    let (sign, role) = match toast.level {
        Level::Done => ("✓", Role::Ok),
        Level::Info => ("i", Role::Accent),
        Level::Warning => ("!", Role::Warning),
        Level::Error => ("✗", Role::Error),
    };
    let mut line = Line::of(role, format!(" {sign} ")).text(toast.text.clone());
    if !toast.hint.is_empty() {
        line.push(Role::Dim, format!(" {}", toast.hint));
    }
    line.wrapped(columns, 3)
}
