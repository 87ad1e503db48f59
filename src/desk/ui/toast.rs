//! Toasts: what the desk has to tell, for a while. They stand where least is lost: over the oldest lines of the log, never over
//! the composer or the newest message; without a log above the bottom right corner.

use ratatui::layout::Rect;

use super::layout::Plan;
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
pub fn area(state: &State, plan: &Plan) -> Option<Rect> {
    let room = plan.log.unwrap_or(plan.screen);
    let width = WIDEST.min(room.width.saturating_sub(2));
    let rows = lines(state, usize::from(width)).len() as u16;
    let height = rows.min(room.height.saturating_sub(2));
    let y = match plan.log {
        Some(log) => log.y + 1,
        None => plan.footer.y.saturating_sub(height),
    };
    let x = room.right() - width - u16::from(plan.framed && plan.log.is_some());
    (height > 0 && width > 0).then(|| Rect::new(x, y, width, height))
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
