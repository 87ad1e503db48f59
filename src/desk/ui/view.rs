//! What drawing keeps between frames, and what is under the pointer.

use ratatui::layout::Position;

use super::conversation::Kept;
use super::layout::Plan;
use crate::desk::app::{State, Target};

/// Caches, and what was drawn where.
#[derive(Debug, Default)]
pub struct View {
    pub(super) plan: Plan,
    pub(super) log: Kept,
    /// The row of the inbox on each row of its panel.
    pub(super) inbox: Vec<Option<usize>>,
    pub(super) board: Vec<Option<Target>>,
    pub(super) context: Vec<Option<usize>>,
    /// The item on each row of the top overlay.
    pub(super) overlay: Vec<Option<usize>>,
}

impl View {
    /// What is drawn at a cell of the screen, if it can be pointed at.
    pub fn target(&self, state: &State, column: u16, row: u16) -> Option<Target> {
        let at = Position::new(column, row);
        let within = |area: Option<ratatui::layout::Rect>| {
            area.filter(|area| area.contains(at))
                .map(|area| row - area.y)
        };
        if let Some(overlay) = state.overlays.top() {
            let row = within(Some(super::overlay::area(state, overlay, self.plan.screen)))?;
            return item(&self.overlay, row).map(Target::Item);
        }
        if let Some(row) = within(self.plan.composer) {
            return (row > 0).then_some(Target::Composer);
        }
        if let Some(row) = within(self.plan.context) {
            return item(&self.context, row).map(Target::Context);
        }
        if let Some(row) = within(self.plan.log) {
            return Some(Target::Log(self.log.message_at(row)));
        }
        let row = within(self.plan.list)?;
        match state.panes.tab {
            crate::desk::app::Tab::Inbox => {
                let row = row.checked_sub(u16::from(self.plan.framed))?;
                let key = state.inbox.rows().get(item(&self.inbox, row)?)?;
                Some(Target::Inbox(key.clone()))
            }
            crate::desk::app::Tab::Board => self.board.get(usize::from(row)).cloned().flatten(),
        }
    }
}

fn item(rows: &[Option<usize>], row: u16) -> Option<usize> {
    rows.get(usize::from(row)).copied().flatten()
}
