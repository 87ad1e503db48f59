//! Where an action's keys hold, and what must be true for it to do anything.

use crate::desk::app::focus::Focus;

/// A set of [`Focus`]es.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope(u16);

impl Scope {
    /// Where the inbox has the keys.
    pub const INBOX: Self = Self::of(&[Focus::Inbox]);
    /// Where a tab's main list has the keys.
    pub const LISTS: Self = Self::of(&[Focus::Inbox, Focus::Board]);
    /// Where a conversation has the keys but no text is taken.
    pub const READING: Self = Self::of(&[Focus::Log, Focus::Context]);
    /// The log.
    pub const LOG: Self = Self::of(&[Focus::Log]);
    /// The composer.
    pub const COMPOSER: Self = Self::of(&[Focus::Composer]);
    /// The context panel.
    pub const CONTEXT: Self = Self::of(&[Focus::Context]);
    /// The board.
    pub const BOARD: Self = Self::of(&[Focus::Board]);
    /// Every pane where plain characters are keys.
    pub const PANES: Self = Self::of(&[Focus::Inbox, Focus::Board, Focus::Log, Focus::Context]);
    /// Every pane of the screen, overlays not.
    pub const SCREEN: Self = Self::of(&[
        Focus::Inbox,
        Focus::Filter,
        Focus::Board,
        Focus::Log,
        Focus::Composer,
        Focus::Context,
    ]);
    /// Everything that moves by rows under plain keys.
    pub const ROWS: Self = Self::of(&[
        Focus::Inbox,
        Focus::Board,
        Focus::Log,
        Focus::Context,
        Focus::Menu,
        Focus::Reader,
    ]);
    /// Everything that takes text.
    pub const TEXT: Self = Self::of(&[
        Focus::Filter,
        Focus::Composer,
        Focus::Palette,
        Focus::Help,
        Focus::Prompt,
        Focus::Find,
        Focus::Flags,
    ]);
    /// The lists that filter while one types.
    pub const SEARCHES: Self = Self::of(&[
        Focus::Filter,
        Focus::Palette,
        Focus::Help,
        Focus::Find,
        Focus::Flags,
    ]);
    /// A page to read.
    pub const READER: Self = Self::of(&[Focus::Reader]);
    /// Every overlay, and the filter, which closes like one.
    pub const OVERLAYS: Self = Self::of(&[
        Focus::Filter,
        Focus::Palette,
        Focus::Help,
        Focus::Menu,
        Focus::Prompt,
        Focus::Confirm,
        Focus::Reader,
        Focus::Find,
        Focus::Flags,
    ]);
    /// Where a question is asked.
    pub const CONFIRM: Self = Self::of(&[Focus::Confirm]);
    /// Everywhere.
    pub const ALL: Self = Self::of(&Focus::ALL);

    const fn of(list: &[Focus]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < list.len() {
            bits |= 1 << list[index] as u16;
            index += 1;
        }
        Self(bits)
    }

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this focus is in it.
    pub fn holds(self, focus: Focus) -> bool {
        self.0 & (1 << focus as u16) != 0
    }

    /// Whether the two have a focus in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What must be true for an action to do anything; the palette and the footer leave out what would do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// An offer is held out to you.
    Offered,
    /// A conversation is shown.
    Shown,
    /// The conversation shown is yours.
    Owned,
    /// The conversation shown has findings.
    Flagged,
    /// Something of the draft will not arrive as it is meant.
    DraftFlagged,
    /// You are a supervisor.
    Supervisor,
    /// You take work.
    Working,
    /// The connection is down.
    Offline,
    /// Something could not be sent.
    Refused,
}

impl When {
    /// The condition in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Offered => "an offer is held out to you",
            Self::Shown => "a conversation is shown",
            Self::Owned => "the conversation shown is yours",
            Self::Flagged => "the conversation shown has flags",
            Self::DraftFlagged => "something of the draft will not arrive as it is meant",
            Self::Supervisor => "you are a supervisor",
            Self::Working => "you take work",
            Self::Offline => "the connection is down",
            Self::Refused => "something could not be sent",
        }
    }
}
