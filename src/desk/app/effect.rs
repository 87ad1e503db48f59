//! What the desk wants done. The runtime does it; nothing here is done by the core itself.

use super::event::StoredDraft;
use crate::domain::ConversationId;
use crate::protocol::Request;

/// Something to be done, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Open the socket.
    Connect,
    /// Close the socket in due form.
    Disconnect,
    /// Write a request. Only asked for while the socket is open.
    Send(Box<Request>),
    /// Ping at this interval, in milliseconds; three unanswered in a row are the end of the connection.
    Heartbeat(u32),
    /// Keep a draft on disk.
    SaveDraft(StoredDraft),
    /// Nothing of this conversation is unsent any more: remove its draft from disk.
    ClearDraft(ConversationId),
    /// Ring.
    Bell,
    /// Set the title of the terminal; numbers and the product's name only.
    Title(String),
    /// Put a sanitised text on the clipboard.
    Copy(String),
    /// Draw everything anew.
    Redraw,
    /// Suspend to the shell.
    Suspend,
    /// Leave.
    Quit,
}

/// Effects in the order they are wanted.
pub type Effects = Vec<Effect>;
