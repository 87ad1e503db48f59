//! Where the panels stand at a size of the screen.
//!
//! ```text
//! >= 120 columns            72 to 119 columns          narrower
//! header                    header                     header
//! ┌list┐┌log─────┐┌context┐ list │ log or context      list, log or context
//! │    ││        ││       │      │
//! └────┘└composer┘└───────┘      │ composer            composer
//! footer                    footer                     footer
//! ```

use ratatui::layout::Rect;

use crate::desk::app::{Pane, State, Tab};

/// The smallest screen that is drawn on: columns, rows.
pub const SMALLEST: (u16, u16) = (40, 12);
/// Columns from which on panels have frames and the context stands beside the conversation.
const WIDE: u16 = 120;
/// Columns from which on list and conversation share the width.
const DOUBLE: u16 = 72;

/// Where everything stands. What has no place is not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Plan {
    /// The whole screen.
    pub screen: Rect,
    /// Product, presence, connection.
    pub header: Rect,
    /// Keys.
    pub footer: Rect,
    /// Inbox or board.
    pub list: Option<Rect>,
    /// The rule between list and conversation, where there are no frames.
    pub rule: Option<Rect>,
    /// What was said, with its title.
    pub log: Option<Rect>,
    /// Where the answer is written.
    pub composer: Option<Rect>,
    /// What the bot knew.
    pub context: Option<Rect>,
    /// Whether panels have frames.
    pub framed: bool,
    /// Whether the screen is too small for anything.
    pub too_small: bool,
}

impl Plan {
    /// The plan for the size and the open panes; `composer` is how many rows of text the composer wants.
    pub fn new(state: &State, composer: u16) -> Self {
        let (columns, rows) = state.panes.size;
        let screen = Rect::new(0, 0, columns, rows);
        if columns < SMALLEST.0 || rows < SMALLEST.1 {
            return Self {
                screen,
                too_small: true,
                ..Self::default()
            };
        }
        let body = Rect {
            y: 1,
            height: rows - 2,
            ..screen
        };
        let mut plan = Self {
            screen,
            header: Rect {
                height: 1,
                ..screen
            },
            footer: Rect {
                y: rows - 1,
                height: 1,
                ..screen
            },
            framed: columns >= WIDE,
            ..Self::default()
        };
        let shown = state.conversations.shown_id().is_some();
        match state.panes.tab {
            Tab::Board if !(state.board.reading && shown) => plan.list = Some(body),
            Tab::Inbox if columns >= WIDE => plan.wide(state, body, composer),
            Tab::Inbox if columns >= DOUBLE => plan.double(state, body, composer),
            Tab::Inbox if state.panes.pane == Pane::List || !shown => plan.list = Some(body),
            Tab::Board | Tab::Inbox => plan.talk(state, body, composer),
        }
        plan
    }

    fn wide(&mut self, state: &State, body: Rect, composer: u16) {
        let list = (body.width / 5).clamp(28, 40);
        self.list = Some(Rect {
            width: list,
            ..body
        });
        self.talk(
            state,
            Rect {
                x: list,
                width: body.width - list,
                ..body
            },
            composer,
        );
    }

    fn double(&mut self, state: &State, body: Rect, composer: u16) {
        let list = (body.width * 3 / 10).clamp(22, 32);
        self.list = Some(Rect {
            width: list,
            ..body
        });
        self.rule = Some(Rect {
            x: list,
            width: 1,
            ..body
        });
        self.talk(
            state,
            Rect {
                x: list + 1,
                width: body.width - list - 1,
                ..body
            },
            composer,
        );
    }

    /// Conversation, and context beside it or over it.
    fn talk(&mut self, state: &State, area: Rect, composer: u16) {
        let (beside, open) = (
            state.panes.context_beside,
            state.panes.pane == Pane::Context,
        );
        let shown = state.conversations.shown_id().is_some();
        let mut area = area;
        if shown && (beside || open) && self.framed {
            let context = (area.width * 3 / 10).clamp(28, 48);
            area.width -= context;
            self.context = Some(Rect {
                x: area.right(),
                width: context,
                ..area
            });
        } else if shown && open {
            self.context = Some(area);
            return;
        }
        let most = (area.height / 3).max(1);
        // Above the text a rule, below it a line for what is to be said about it; in frames the lower edge besides.
        let composer = composer.clamp(1, most) + 2 + u16::from(self.framed);
        if shown && area.height > composer + 2 {
            area.height -= composer;
            self.composer = Some(Rect {
                y: area.bottom(),
                height: composer,
                ..area
            });
        }
        self.log = Some(area);
    }
}
