//! What happens to the desk: keys already mapped to actions, text, the socket, the clock.

use std::sync::Arc;

use super::action::{Action, Bindings};
use super::conversation::Anchor;
use super::focus::Tab;
use super::inbox::RowKey;
use crate::domain::{ConversationId, Epoch, MessageId, MessageKey, QueueId, Timestamp};
use crate::protocol::Frame;

/// Something happened, at a time of this machine's clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When, by this machine's clock.
    pub now: Timestamp,
    /// What.
    pub input: Input,
}

impl Event {
    /// An event.
    pub fn new(now: Timestamp, input: Input) -> Self {
        Self { now, input }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The desk has started: connect.
    Start,
    /// A key that is bound to an action in the present [`Focus`](super::Focus).
    Act(Action),
    /// Text typed into whatever takes text; ignored if nothing does.
    Type(String),
    /// Text pasted. Never sends, never acts.
    Paste(String),
    /// A click on something.
    Click(Target),
    /// The wheel over a pane, in rows; negative is up.
    Wheel(Target, i32),
    /// The terminal is now this large, in cells.
    Resize {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// The terminal says it has, or has not, the keyboard. A hint only: some terminals never say it.
    Focused(bool),
    /// The time [`State::next_wake`](super::State::next_wake) asked for has come.
    Wake,
    /// The conversation was laid out: what is on the screen now.
    Laid(Viewport),
    /// The socket.
    Socket(SocketEvent),
    /// Drafts found on disk at start.
    Drafts(Vec<StoredDraft>),
    /// The key map was read again.
    Bindings(Arc<Bindings>),
    /// Something outside could not be done, in words: a draft not saved, a copy refused.
    Trouble(String),
    /// A signal asks to leave at once: no questions, drafts saved, signed off.
    Terminate,
}

/// What the socket says.
#[derive(Clone, Debug, PartialEq)]
pub enum SocketEvent {
    /// The WebSocket is open; the handshake of the protocol comes now.
    Opened,
    /// A frame came.
    Frame(Box<Frame>),
    /// A frame came that cannot be read.
    Garbled(String),
    /// A ping was answered after so many milliseconds.
    Latency(u32),
    /// It is closed, or could not be opened.
    Closed {
        /// Why, in words.
        reason: String,
    },
    /// It cannot ever be opened like this: a bad address, a certificate that is not trusted, HTTP 4xx.
    Refused {
        /// Why, in words.
        reason: String,
    },
}

/// Something on the screen that can be pointed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A row of the inbox.
    Inbox(RowKey),
    /// A queue on the board.
    Queue(QueueId),
    /// A conversation in a queue's listing on the board.
    Listed(ConversationId),
    /// A tab.
    Tab(Tab),
    /// The conversation's log, at a message if there is one there.
    Log(Option<MessageId>),
    /// The composer.
    Composer,
    /// A row of the context panel.
    Context(usize),
    /// An item of the top overlay.
    Item(usize),
}

/// What of a conversation is on the screen after drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewport {
    /// Which conversation.
    pub conversation: ConversationId,
    /// The first row on the screen.
    pub top: Anchor,
    /// How many rows there are for the log.
    pub height: u16,
    /// Whether the first row of the log is on the screen.
    pub at_top: bool,
    /// Whether the last row of the log is on the screen.
    pub at_bottom: bool,
    /// How much of the asked-for scrolling this drawing has done, in rows ([`Scroll::pending`](super::conversation::Scroll)).
    pub applied: i32,
}

/// A draft as it is kept on disk, one a conversation.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct StoredDraft {
    /// Whose draft: it never goes anywhere else.
    pub conversation: ConversationId,
    /// What is in the composer.
    pub text: String,
    /// What was sent but is not acknowledged.
    #[serde(default)]
    pub unsent: Vec<Unsent>,
}

/// A message that was sent but not acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Unsent {
    /// Its key: sending it again is harmless.
    pub key: MessageKey,
    /// The assignment it was written under.
    pub epoch: Epoch,
    /// What it says.
    pub text: String,
}
