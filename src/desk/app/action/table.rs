//! The table itself. A row: variant, name, doc, where its keys hold, what must be true, default keys, vim's, Emacs'.
//!
//! To add an action: one row here, one arm in the feature that does it.

use super::{Action, Scope, Spec, When};

macro_rules! group {
    (
        $(#[$attr:meta])*
        $group:ident, $title:literal;
        $($variant:ident, $name:literal, $doc:literal, $scope:expr, $when:ident, $keys:expr, $vim:expr, $emacs:expr;)*
    ) => {
        $(#[$attr])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $group {
            $(#[doc = $doc] $variant,)*
        }

        impl From<$group> for Action {
            fn from(action: $group) -> Self {
                Self::$group(action)
            }
        }

        impl $group {
            pub(super) const SPECS: &'static [Spec] = &[$(Spec {
                action: Action::$group($group::$variant),
                name: $name,
                doc: $doc,
                group: $title,
                scope: $scope,
                when: When::$when,
                keys: &$keys,
                vim: &$vim,
                emacs: &$emacs,
            },)*];
        }
    };
}

const SEARCH_AND_ROWS: Scope = Scope::ROWS.and(Scope::SEARCHES);

group! {
    /// Moves the cursor of a list, or scrolls what is read.
    Motion, "Move";
    Up, "up", "One row up", Scope::ROWS, Always, ["up", "k", "ctrl-p"], [], [];
    Down, "down", "One row down", Scope::ROWS, Always, ["down", "j", "ctrl-n"], [], [];
    SearchUp, "search-up", "One row up while typing a search", Scope::SEARCHES, Always, ["up", "ctrl-p"], [], [];
    SearchDown, "search-down", "One row down while typing a search", Scope::SEARCHES, Always, ["down", "ctrl-n"], [], [];
    PageUp, "page-up", "One page up; in the composer it scrolls the conversation", SEARCH_AND_ROWS.and(Scope::COMPOSER), Always, ["page-up"], [], ["alt-v"];
    PageDown, "page-down", "One page down; in the composer it scrolls the conversation", SEARCH_AND_ROWS.and(Scope::COMPOSER), Always, ["page-down"], [], ["ctrl-v"];
    First, "first", "To the first row", Scope::ROWS, Always, ["home", "g"], [], ["alt-<"];
    Last, "last", "To the last row", Scope::ROWS, Always, ["end", "shift-g"], [], ["alt->"];
}

group! {
    /// Goes somewhere.
    Go, "Go";
    NextPane, "next-pane", "To the next pane", Scope::SCREEN, Always, ["tab"], [], [];
    PreviousPane, "previous-pane", "To the previous pane", Scope::SCREEN, Always, ["shift-tab"], [], [];
    Back, "back", "Back to the list; from the list, clear its filter", Scope::PANES.and(Scope::COMPOSER), Always, ["esc"], [], ["ctrl-g"];
    Compose, "compose", "To the composer", Scope::PANES, Owned, ["i", "r"], ["a"], [];
    Context, "toggle-context", "Open or close the context panel", Scope::SCREEN, Shown, ["f6", "alt-x"], [], [];
    Inbox, "show-inbox", "To the inbox", Scope::SCREEN, Working, ["alt-1"], [], [];
    Board, "show-board", "To the board", Scope::SCREEN, Supervisor, ["alt-2"], [], [];
    NextConversation, "next-conversation", "To the next of your conversations", Scope::SCREEN, Working, ["alt-down", "f10"], [], [];
    PreviousConversation, "previous-conversation", "To the previous of your conversations", Scope::SCREEN, Working, ["alt-up", "f9"], [], [];
    NextUnread, "next-unread", "To the next of your conversations with something unread", Scope::SCREEN, Working, ["alt-u"], [], [];
}

group! {
    /// Does something with the selected row, or with the offer that ends first.
    List, "List";
    Activate, "activate", "Accept the offer, open the conversation or unfold the queue under the cursor", Scope::LISTS.and(Scope::CONTEXT), Always, ["enter"], ["l"], [];
    Accept, "accept-offer", "Accept the offer under the cursor, otherwise the one that ends first", Scope::SCREEN, Offered, ["f7", "alt-a"], [], [];
    Decline, "decline-offer", "Decline the offer under the cursor, otherwise the one that ends first; asks why", Scope::SCREEN, Offered, ["f8", "alt-r"], [], [];
    DeclineSelected, "decline-selected", "Decline the offer under the cursor; asks why", Scope::INBOX, Offered, ["d"], [], [];
    Expand, "expand", "Unfold", Scope::INBOX, Always, ["right", "space"], [], [];
    Collapse, "collapse", "Fold", Scope::INBOX, Always, ["left"], ["h"], [];
    Filter, "filter", "Filter the list", Scope::INBOX, Always, ["/"], [], ["ctrl-s"];
    Why, "why", "Why the conversation under the cursor waits, or why you get no work", Scope::PANES, Always, ["w"], [], [];
    Sort, "sort", "Sort the board by another column", Scope::BOARD, Supervisor, ["s"], [], [];
    Reverse, "reverse", "Turn the board's order round", Scope::BOARD, Supervisor, ["shift-s"], [], [];
    Totals, "flag-totals", "How often each rule was found in what each bot handed over, last 7 days", Scope::BOARD, Supervisor, ["t"], [], [];
}

group! {
    /// Does something with the conversation shown.
    Talk, "Conversation";
    Flags, "flags", "List the flags of the conversation; type to filter, enter explains", Scope::PANES, Flagged, ["f"], [], [];
    NextFlag, "next-flag", "To the next flag", Scope::READING.and(Scope::COMPOSER), Flagged, ["alt-n"], [], [];
    PreviousFlag, "previous-flag", "To the previous flag", Scope::READING.and(Scope::COMPOSER), Flagged, ["alt-shift-n"], [], [];
    NextFlagHere, "next-flag-reading", "To the next flag, where no text is taken", Scope::READING, Flagged, ["n", "]"], [], [];
    PreviousFlagHere, "previous-flag-reading", "To the previous flag, where no text is taken", Scope::READING, Flagged, ["shift-n", "["], [], [];
    NextMessage, "next-message", "Mark the next message", Scope::LOG, Shown, ["shift-j", "shift-down"], [], [];
    PreviousMessage, "previous-message", "Mark the previous message", Scope::LOG, Shown, ["shift-k", "shift-up"], [], [];
    Raw, "raw", "The marked message as it came, in JSON; from the context panel what the bot handed over", Scope::READING, Shown, ["v"], [], [];
    Explain, "explain", "Explain the flag gone to, or the first of the marked message", Scope::LOG, Flagged, ["enter", "e"], [], [];
    Unread, "first-unread", "To the first unread message", Scope::LOG, Shown, ["u"], [], [];
    Copy, "copy", "Copy the marked message, or the value under the cursor", Scope::READING, Shown, ["y"], [], [];
    CopyId, "copy-conversation-id", "Copy the conversation's id", Scope::SCREEN, Shown, [], [], [];
    End, "end", "End the conversation: wrap-up begins", Scope::SCREEN, Owned, ["alt-e"], [], [];
    Close, "close", "Close the conversation in wrap-up", Scope::SCREEN, Owned, ["alt-c"], [], [];
    Release, "release", "Give the conversation back to its queue", Scope::SCREEN, Owned, ["alt-g"], [], [];
    Leave, "leave", "Leave without ending: a live chat goes back to its queue, others are set aside", Scope::SCREEN, Owned, ["alt-l"], [], [];
    StopReading, "stop-reading", "Stop reading a conversation that is not yours", Scope::READING, Shown, ["x"], ["q"], [];
}

group! {
    /// Sends, or deals with what is not sent.
    Write, "Write";
    Send, "send", "Send", Scope::COMPOSER, Owned, ["enter"], [], [];
    Newline, "newline", "A new line", Scope::COMPOSER, Owned, ["alt-enter", "ctrl-j", "shift-enter"], [], [];
    Replace, "replace-flagged", "Write the flagged place of the draft in words: the one at the cursor, else the next", Scope::COMPOSER, DraftFlagged, ["alt-s"], [], [];
    ReplaceAll, "replace-all-flagged", "Write every flagged place of the draft in words", Scope::COMPOSER, DraftFlagged, ["alt-shift-s"], [], [];
    ExplainDraft, "explain-draft", "Explain what will not arrive of the draft", Scope::COMPOSER, DraftFlagged, ["alt-i"], [], [];
    Retry, "retry-unsent", "Send again what was refused", Scope::SCREEN, Refused, ["alt-t"], [], [];
    TakeBack, "edit-unsent", "Take back what was refused, to edit it", Scope::SCREEN, Refused, ["alt-z"], [], [];
}

group! {
    /// Edits text: readline's keys hold wherever text is taken.
    Edit, "Edit";
    Left, "left", "One character left", Scope::TEXT, Always, ["left", "ctrl-b"], [], [];
    Right, "right", "One character right", Scope::TEXT, Always, ["right", "ctrl-f"], [], [];
    LineUp, "line-up", "One line up", Scope::COMPOSER, Always, ["up", "ctrl-p"], [], [];
    LineDown, "line-down", "One line down", Scope::COMPOSER, Always, ["down", "ctrl-n"], [], [];
    WordLeft, "word-left", "One word left", Scope::TEXT, Always, ["alt-b", "ctrl-left", "alt-left"], [], [];
    WordRight, "word-right", "One word right", Scope::TEXT, Always, ["alt-f", "ctrl-right", "alt-right"], [], [];
    LineStart, "line-start", "To the start of the line", Scope::TEXT, Always, ["ctrl-a", "home"], [], [];
    LineEnd, "line-end", "To the end of the line", Scope::TEXT, Always, ["ctrl-e", "end"], [], [];
    Start, "text-start", "To the start of the text", Scope::TEXT, Always, ["ctrl-home"], [], ["alt-<"];
    Finish, "text-end", "To the end of the text", Scope::TEXT, Always, ["ctrl-end"], [], ["alt->"];
    Backspace, "backspace", "Delete the character before the cursor", Scope::TEXT, Always, ["backspace", "ctrl-h", "shift-backspace"], [], [];
    Delete, "delete", "Delete the character at the cursor", Scope::TEXT, Always, ["delete", "ctrl-d"], [], [];
    DeleteWordLeft, "delete-word-left", "Delete the word before the cursor", Scope::TEXT, Always, ["ctrl-w", "alt-backspace"], [], [];
    DeleteWordRight, "delete-word-right", "Delete the word at the cursor", Scope::TEXT, Always, ["alt-d"], [], [];
    DeleteToStart, "delete-to-start", "Delete to the start of the line", Scope::TEXT, Always, ["ctrl-u"], [], [];
    DeleteToEnd, "delete-to-end", "Delete to the end of the line; in the composer, with nothing to delete, open the palette", Scope::TEXT, Always, ["ctrl-k"], [], [];
    Yank, "yank", "Put back what was deleted last", Scope::TEXT, Always, ["ctrl-y"], [], [];
    Undo, "undo", "Undo the last edit", Scope::TEXT, Always, ["ctrl-_", "ctrl-x"], [], ["ctrl-/"];
    Redo, "redo", "Do again what was undone", Scope::TEXT, Always, ["alt-_"], [], [];
}

group! {
    /// Does something with a page to read.
    Read, "Page";
    Find, "find", "Search the page", Scope::READER, Always, ["/"], [], ["ctrl-s"];
    NextHit, "next-hit", "To the next hit of the search, else to the next flagged place of the page", Scope::READER, Always, ["n", "]"], [], [];
    PreviousHit, "previous-hit", "To the previous hit, else to the previous flagged place of the page", Scope::READER, Always, ["shift-n", "["], [], [];
    CopyPage, "copy-page", "Copy the page; of raw JSON all of it, escaped so that nothing in it acts", Scope::READER, Always, ["y"], [], [];
    CopyAddress, "copy-address", "Copy the addresses of the pages a rule is read from", Scope::READER, Always, ["o"], [], [];
}

group! {
    /// Answers an overlay.
    Dialog, "Dialog";
    Choose, "choose", "Take what is under the cursor", Scope::OVERLAYS, Always, ["enter"], [], [];
    Cancel, "cancel", "Close without doing anything", Scope::OVERLAYS, Always, ["esc"], [], ["ctrl-g"];
    Yes, "yes", "Yes", Scope::CONFIRM, Always, ["y"], [], [];
    No, "no", "No", Scope::CONFIRM, Always, ["n"], [], [];
}

group! {
    /// Does something with the program.
    Program, "Program";
    Help, "help", "Every key, searchable", Scope::ALL, Always, ["f1"], [], [];
    HelpHere, "help-here", "Every key, searchable, where no text is taken", Scope::PANES, Always, ["?"], [], [];
    Palette, "palette", "Everything by name: actions, conversations, queues, presence", Scope::PANES, Always, ["ctrl-k", ":"], [], [];
    PaletteAnywhere, "palette-anywhere", "The palette, also while writing", Scope::SCREEN, Always, ["f2"], [], [];
    Presence, "presence", "Choose your presence", Scope::SCREEN, Working, ["f4", "alt-p"], [], [];
    Notices, "notices", "What was notified so far", Scope::SCREEN, Always, ["f3"], [], [];
    Reconnect, "reconnect", "Connect again now", Scope::SCREEN, Offline, ["f5"], [], [];
    Redraw, "redraw", "Draw the screen anew", Scope::ALL, Always, ["ctrl-l"], [], [];
    Suspend, "suspend", "Suspend to the shell", Scope::ALL, Always, ["ctrl-z"], [], [];
    Quit, "quit", "Leave deskhand", Scope::ALL, Always, ["ctrl-q", "ctrl-c"], [], [];
}
