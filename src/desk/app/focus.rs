//! Which pane has the keys. One function answers it: [`State::focus`](super::State::focus).

use super::revision::Revision;

/// A tab of the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// Offers, one's own, queues; a conversation beside them.
    #[default]
    Inbox,
    /// All queues as a table, for supervisors.
    Board,
}

/// A pane of the screen under the overlays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The inbox, or on the board its table.
    #[default]
    List,
    /// What was said.
    Log,
    /// Where the answer is written.
    Composer,
    /// What the bot knew.
    Context,
}

/// Who gets the next key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Focus {
    /// The inbox list.
    Inbox,
    /// The filter of the inbox.
    Filter,
    /// The board: its table or a queue's listing.
    Board,
    /// The log of a conversation.
    Log,
    /// The composer.
    Composer,
    /// The context panel.
    Context,
    /// The palette.
    Palette,
    /// The help.
    Help,
    /// A menu: decline reasons, presence, flags, notices.
    Menu,
    /// A line to be filled in.
    Prompt,
    /// A question with yes and no.
    Confirm,
    /// A page to read: a rule, a variable, JSON, a why.
    Reader,
    /// The search of such a page.
    Find,
    /// The flags of a conversation.
    Flags,
}

impl Focus {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Inbox,
        Self::Filter,
        Self::Board,
        Self::Log,
        Self::Composer,
        Self::Context,
        Self::Palette,
        Self::Help,
        Self::Menu,
        Self::Prompt,
        Self::Confirm,
        Self::Reader,
        Self::Find,
        Self::Flags,
    ];

    /// Whether plain characters are text here and never keys.
    pub fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Filter
                | Self::Composer
                | Self::Palette
                | Self::Help
                | Self::Prompt
                | Self::Find
                | Self::Flags
        )
    }

    /// Its name in key map files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Filter => "filter",
            Self::Board => "board",
            Self::Log => "log",
            Self::Composer => "composer",
            Self::Context => "context",
            Self::Palette => "palette",
            Self::Help => "help",
            Self::Menu => "menu",
            Self::Prompt => "prompt",
            Self::Confirm => "confirm",
            Self::Reader => "reader",
            Self::Find => "find",
            Self::Flags => "flags",
        }
    }

    /// The focus of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|focus| focus.name() == name)
    }
}

/// The panes under the overlays.
#[derive(Clone, Debug)]
pub struct Panes {
    /// The open tab.
    pub tab: Tab,
    /// The pane with the keys.
    pub pane: Pane,
    /// Whether the context panel is wanted beside the conversation where there is room.
    pub context_beside: bool,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Whether the terminal has the keyboard, as far as it says.
    pub focused: bool,
    /// How many keys, pastes and clicks there were.
    pub inputs: u64,
    /// Changes of any of these.
    pub revision: Revision,
}

impl Default for Panes {
    fn default() -> Self {
        Self {
            tab: Tab::default(),
            pane: Pane::default(),
            context_beside: true,
            size: (80, 24),
            focused: true,
            inputs: 0,
            revision: Revision::default(),
        }
    }
}
