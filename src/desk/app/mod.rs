//! The desk's pure core: [`update()`] takes what happened and answers what is to be done; [`State`] is everything there is to
//! be seen. No IO, no clock, no async, no screen.
//!
//! One file a feature: `inbox`, `conversation`, `context`, `composer`, `outbox`, `board`, `palette`, `help`, `connection`,
//! `presence`, `notify`, `talk`. A feature's file holds its part of the state, what may be read of it, and its transitions.

pub mod action;
mod away;
pub mod board;
pub mod clock;
pub mod composer;
pub mod connection;
pub mod context;
pub mod conversation;
mod dialog;
pub mod effect;
pub mod event;
mod explain;
pub mod flags;
#[cfg(test)]
mod flags_tests;
pub mod floor;
pub mod focus;
pub mod help;
pub mod inbox;
mod marked;
pub mod notify;
pub mod outbox;
pub mod overlay;
pub mod palette;
mod panes;
pub mod presence;
mod program;
mod raw;
pub mod reader;
pub mod requests;
pub mod revision;
pub mod settings;
pub mod talk;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod totals;
mod update;

use std::sync::Arc;

pub use action::{Action, Bindings, When};
pub use board::Board;
pub use clock::Clock;
pub use composer::Composer;
pub use connection::Connection;
pub use context::Context;
pub use conversation::{Access, Conversation, Conversations};
pub use effect::{Effect, Effects};
pub use event::{Event, Input, SocketEvent, Target};
pub use floor::Floor;
pub use focus::{Focus, Pane, Panes, Tab};
pub use inbox::Inbox;
pub use notify::Notify;
pub use outbox::Outbox;
pub use overlay::{Overlay, Overlays};
pub use requests::Requests;
pub use revision::Revision;
pub use settings::{Identity, Settings};
pub use update::update;

/// Everything the desk starts with.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// How it behaves.
    pub settings: Settings,
    /// For whom, and where.
    pub identity: Identity,
    /// Which keys do what, to be shown.
    pub bindings: Arc<Bindings>,
    /// A number no other desk has: keys and jitter come from it.
    pub seed: u64,
    /// Whether the board is opened first.
    pub board_first: bool,
    /// Minutes east of UTC in which times of day are shown.
    pub utc_offset: i32,
}

/// Everything there is to be seen.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// What the desk was started with.
    pub setup: Setup,
    /// Time.
    pub clock: Clock,
    /// The connection.
    pub connection: Connection,
    /// Requests under way.
    pub requests: Requests,
    /// What the backend says of the floor.
    pub floor: Floor,
    /// Tab, pane, size.
    pub panes: Panes,
    /// The inbox.
    pub inbox: Inbox,
    /// The board.
    pub board: Board,
    /// The conversations held.
    pub conversations: Conversations,
    /// The context panel.
    pub context: Context,
    /// The drafts.
    pub composer: Composer,
    /// What is not acknowledged.
    pub outbox: Outbox,
    /// What lies over the panes.
    pub overlays: Overlays,
    /// Toasts, bell, title.
    pub notify: Notify,
}

impl State {
    /// A desk that has not started.
    pub fn new(setup: Setup) -> Self {
        let mut state = Self::default();
        state.panes.context_beside = setup.settings.context_beside;
        if setup.board_first || setup.identity.watch_only {
            state.panes.tab = Tab::Board;
        }
        state.setup = setup;
        state
    }

    /// Who gets the next key.
    pub fn focus(&self) -> Focus {
        if let Some(overlay) = self.overlays.top() {
            return overlay.focus();
        }
        match (self.panes.pane, self.panes.tab) {
            (Pane::List, Tab::Inbox) if self.inbox.is_filtering() => Focus::Filter,
            (Pane::List, Tab::Inbox) => Focus::Inbox,
            (Pane::List, Tab::Board) => Focus::Board,
            (Pane::Log, _) => Focus::Log,
            (Pane::Composer, _) => Focus::Composer,
            (Pane::Context, _) => Focus::Context,
        }
    }

    /// Whether what an action needs is there.
    pub fn allows(&self, when: When) -> bool {
        let shown = self.conversations.shown();
        match when {
            When::Always => true,
            When::Offered => !self.floor.offers().is_empty(),
            When::Shown => shown.is_some(),
            When::Owned => shown.is_some_and(|shown| {
                matches!(self.access(&shown.row.id), Access::Write | Access::WrapUp)
            }),
            When::Flagged => shown.is_some_and(|shown| {
                !shown.log.flagged().is_empty() || !shown.handoff_findings.is_empty()
            }),
            When::DraftFlagged => !self.composer.findings().is_empty(),
            When::Supervisor => self.floor.supervises() || self.setup.identity.watch_only,
            When::Working => !self.setup.identity.watch_only,
            When::Offline => !self.connection.is_online(),
            When::Refused => self.outbox.items().iter().any(outbox::Item::is_refused),
        }
    }
}
